/* Searches that found nothing: a short list in memory, under one lock.
 * Now and then it is written to a new file that replaces the old one, so readers never see half of it.
 * Lines are `times<TAB>last day<TAB>words`, below a heading. */
#include "web/missed.h"
#include "base/buffer.h"
#include "base/lines.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utf8proc.h>

static const char heading[] = "times\tlast day\tsearch that found nothing";

struct entry {
  char *words; /* as first written */
  char *key;   /* the same for all ways to write them; from utf8proc */
  unsigned long times;
  sse_date day; /* of the last search */
};

struct missed {
  const char *path;
  pthread_mutex_t lock;
  struct entry entries[MISSED_MOST];
  size_t count;
  bool has_changed; /* since the file was written */
};

/* ---- The list ----------------------------------------------------------------------------------- */

static int compare_days(sse_date a, sse_date b) {
  if (a.year != b.year) return a.year < b.year ? -1 : 1;
  if (a.month != b.month) return a.month < b.month ? -1 : 1;
  return (a.day > b.day) - (a.day < b.day);
}

/* The most frequent first, then the latest, then by their words. */
static int compare(const void *left, const void *right) {
  const struct entry *a = left, *b = right;
  if (a->times != b->times) return a->times > b->times ? -1 : 1;
  int days = compare_days(b->day, a->day);
  return days != 0 ? days : strcmp(a->words, b->words);
}

/* The entry that comes last in that order. */
static struct entry *last_of(struct missed *missed) {
  struct entry *last = &missed->entries[0];
  for (size_t i = 1; i < missed->count; i++)
    if (compare(last, &missed->entries[i]) < 0) last = &missed->entries[i];
  return last;
}

static void entry_reset(struct entry *entry) {
  free(entry->words);
  free(entry->key);
}

/* Adds a search, and takes ownership of `words`. Searches that differ only in case, width or composition
 * share an entry (UAX #15, NFKC_Casefold). Nothing is kept if memory is short, or if somebody wrote something
 * into the file that is not UTF-8. */
static void add(struct missed *missed, char *words, unsigned long times, sse_date day) {
  struct entry made = {words, (char *)utf8proc_NFKC_Casefold((const utf8proc_uint8_t *)words), times, day};
  size_t i = 0;
  while (made.key && i < missed->count && strcmp(missed->entries[i].key, made.key) != 0)
    i++;
  if (!made.key || i < missed->count) {
    entry_reset(&made);
    if (!made.key) return;
    struct entry *known = &missed->entries[i];
    known->times += times;
    if (compare_days(known->day, day) < 0) known->day = day;
    return;
  }
  struct entry *entry = missed->count < MISSED_MOST ? &missed->entries[missed->count++] : last_of(missed);
  entry_reset(entry);
  *entry = made;
}

/* Joins words by single spaces, without control characters. NULL if there are none, they are too long, or
 * memory is short. */
static char *words_of(const char *query) {
  sse_buffer words = {0};
  bool is_between = false;
  for (; *query && words.length <= MISSED_LONGEST; query++) {
    bool is_space = (unsigned char)*query <= ' ' || *query == 0x7F;
    if (!is_space && is_between && words.length > 0) sse_buffer_append_text(&words, " ");
    if (!is_space) sse_buffer_append(&words, query, 1);
    is_between = is_space;
  }
  if (words.failed || words.length > MISSED_LONGEST) sse_buffer_reset(&words);
  return words.data;
}

void missed_note(struct missed *missed, const char *query, sse_date day) {
  char *words = missed ? words_of(query) : NULL;
  if (!words) return;
  (void)pthread_mutex_lock(&missed->lock); /* cannot fail: no thread ends while it holds the lock */
  add(missed, words, 1, day);
  missed->has_changed = true;
  (void)pthread_mutex_unlock(&missed->lock);
}

/* ---- The file ----------------------------------------------------------------------------------- */

/* Reads a line of the file; malformed ones are skipped. */
static sse_status take_line(struct missed *missed, sse_str line, sse_error *err) {
  sse_str times, day, words;
  size_t position = 0;
  sse_date date;
  if (!sse_str_next(line, '\t', &position, &times) || !sse_str_next(line, '\t', &position, &day) ||
      !sse_str_next(line, '\t', &position, &words) || words.length == 0 || words.length > MISSED_LONGEST ||
      !sse_date_parse(day, &date))
    return SSE_OK;
  char *copy = sse_copy(words), *digits = sse_copy(times);
  unsigned long count = digits ? strtoul(digits, NULL, 10) : 0;
  free(digits);
  if (!copy) return sse_fail_memory(err);
  if (count > 0) {
    add(missed, copy, count, date);
  } else {
    free(copy);
  }
  return SSE_OK;
}

static sse_status read_lines(struct missed *missed, sse_lines *lines, sse_error *err) {
  sse_str line;
  bool more = true, has_heading = false;
  sse_status status = SSE_OK;
  while (!status && more) {
    status = sse_lines_next(lines, &line, &more, err);
    if (status || !more) continue;
    if (!has_heading && !sse_str_equal(line, sse_str_of(heading)))
      return sse_fail(err, SSE_INVALID, "%s: is not a list of missed searches; name another file",
                      missed->path);
    if (has_heading) status = take_line(missed, line, err);
    has_heading = true;
  }
  return status;
}

static sse_status read_file(struct missed *missed, sse_error *err) {
  sse_stream stream;
  sse_lines *lines = NULL;
  if (access(missed->path, F_OK) != 0) return SSE_OK;
  sse_status status = sse_file_open_any(missed->path, &stream, err);
  if (!status) status = sse_lines_new(missed->path, stream, &lines, err);
  if (!status) status = read_lines(missed, lines, err);
  sse_lines_close(lines);
  return status;
}

/* Writes all lines, sorted so that a person sees the most frequent ones first. */
static void write_lines(struct missed *missed, sse_buffer *text) {
  if (missed->count > 0) qsort(missed->entries, missed->count, sizeof *missed->entries, compare);
  sse_buffer_printf(text, "%s\n", heading);
  for (size_t i = 0; i < missed->count; i++) {
    const struct entry *entry = &missed->entries[i];
    char day[SSE_DATE_SIZE];
    sse_date_format(entry->day, day);
    sse_buffer_printf(text, "%lu\t%s\t%s\n", entry->times, day, entry->words);
  }
}

/* Readable only by its owner: what people search for is their own affair. */
static sse_status write_file(const char *path, sse_str text, sse_error *err) {
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return sse_fail_errno(err, errno, path, "cannot be written");
  sse_status status = SSE_OK;
  for (size_t done = 0; done < text.length && !status;) {
    ssize_t more = write(file, text.data + done, text.length - done);
    if (more > 0) done += (size_t)more;
    if (more < 0 && errno != EINTR) status = sse_fail_errno(err, errno, path, "cannot be written");
  }
  if (close(file) != 0 && !status) status = sse_fail_errno(err, errno, path, "cannot be written");
  return status;
}

static sse_status replace_file(const struct missed *missed, sse_str text, sse_error *err) {
  sse_buffer draft = {0};
  sse_buffer_printf(&draft, "%s.new", missed->path);
  if (draft.failed) return sse_fail_memory(err);
  sse_status status = write_file(draft.data, text, err);
  if (!status) status = sse_file_replace(draft.data, missed->path, err);
  if (status) (void)unlink(draft.data); /* the error is already reported */
  sse_buffer_reset(&draft);
  return status;
}

sse_status missed_save(struct missed *missed, sse_error *err) {
  sse_buffer text = {0};
  if (!missed) return SSE_OK;
  (void)pthread_mutex_lock(&missed->lock);
  bool has_changed = missed->has_changed;
  if (has_changed) write_lines(missed, &text);
  missed->has_changed = false;
  (void)pthread_mutex_unlock(&missed->lock);
  if (!has_changed) return SSE_OK;
  sse_status status = text.failed ? sse_fail_memory(err) : replace_file(missed, sse_buffer_str(&text), err);
  sse_buffer_reset(&text);
  if (!status) return SSE_OK;
  (void)pthread_mutex_lock(&missed->lock); /* to be tried again */
  missed->has_changed = true;
  (void)pthread_mutex_unlock(&missed->lock);
  return status;
}

sse_status missed_new(const char *path, struct missed **made, sse_error *err) {
  struct missed *created = calloc(1, sizeof *created);
  *made = NULL;
  if (!created) return sse_fail_memory(err);
  created->path = path;
  (void)pthread_mutex_init(&created->lock, NULL); /* cannot fail for a plain mutex */
  sse_status status = read_file(created, err);
  created->has_changed = true; /* so that an unwritable file is reported at the start */
  if (!status) status = missed_save(created, err);
  if (status) {
    missed_free(created);
  } else {
    *made = created;
  }
  return status;
}

void missed_free(struct missed *missed) {
  if (!missed) return;
  for (size_t i = 0; i < missed->count; i++)
    entry_reset(&missed->entries[i]);
  (void)pthread_mutex_destroy(&missed->lock); /* nobody holds it any more */
  free(missed);
}
