/* Sitemaps (https://www.sitemaps.org/protocol.html), with the elements that news sites add to them
 * (schemas/sitemap-news), lists of sitemaps, and robots.txt, which names them. Entries are handed on from the
 * newest to the oldest, since a run may not get to all of them; those of lists are read by the caller. */
#include "base/url.h"
#include "source/format/chunks.h"
#include "source/format/readers.h"
#include "source/format/repair.h"
#include "source/page/html.h"

#include <stdlib.h>
#include <string.h>

enum { ENTRIES_MOST = 200000, TEXTS = 5 };

/* The elements of an entry that are kept. */
enum text { LOC, DATE, TITLE, LANGUAGE, KEYWORDS };

static const struct {
  const char *name;
  enum text text;
} elements[] = {{"loc", LOC},     {"lastmod", DATE},      {"publication_date", DATE},
                {"title", TITLE}, {"language", LANGUAGE}, {"keywords", KEYWORDS}};

struct entry {
  sse_str texts[TEXTS]; /* their offsets are in `starts` until all are read */
  size_t starts[TEXTS];
  size_t number; /* in the order of the file */
};

struct sitemap {
  struct reader *reader;
  repairer *repair;
  sse_buffer text; /* of all entries */
  struct entry *entries;
  size_t count, capacity, next, left_out;
  bool is_index;
};

/* ---- Reading ------------------------------------------------------------------------------------- */

static sse_status give_bytes(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  struct sitemap *sitemap = context;
  return reader_bytes(sitemap->reader, block, size, got, err);
}

/* The text that an element holds; -1 for one that is not kept. */
static int text_of(sse_str name) {
  sse_str local = chunk_local_name(name);
  for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
    if (sse_str_is(local, elements[i].name)) return (int)elements[i].text;
  return -1;
}

static bool is_named(sse_str name, const char *wanted) {
  return sse_str_is(chunk_local_name(name), wanted);
}

/* Adds an entry without texts; one over the limit is counted. */
static sse_status begin_entry(struct sitemap *sitemap, struct entry **entry, sse_error *err) {
  void *entries = sitemap->entries;
  *entry = NULL;
  if (sitemap->count == ENTRIES_MOST) {
    sitemap->left_out++;
    return SSE_OK;
  }
  if (!sse_array_reserve(&entries, &sitemap->capacity, sitemap->count + 1, sizeof *sitemap->entries))
    return sse_fail_memory(err);
  sitemap->entries = entries;
  *entry = &sitemap->entries[sitemap->count];
  **entry = (struct entry){.number = sitemap->count++};
  return SSE_OK;
}

/* Appends text of an element, which may come in pieces. The date of publication comes after that of the last
 * change, and replaces it. */
static sse_status take_text(struct sitemap *sitemap, struct entry *entry, int which, sse_str xml,
                            sse_error *err) {
  size_t start = sitemap->text.length;
  sse_status status = html_text(xml, &sitemap->text, err);
  if (status) return status;
  bool goes_on = entry->texts[which].length > 0 && entry->starts[which] + entry->texts[which].length == start;
  if (!goes_on) entry->starts[which] = start;
  entry->texts[which].length = sitemap->text.length - entry->starts[which];
  return SSE_OK;
}

static sse_status read_entries(struct sitemap *sitemap, sse_error *err) {
  struct entry *entry = NULL;
  repair_token token;
  int which = -1;
  sse_status status = SSE_OK;
  do {
    status = repair_next(sitemap->repair, &token, err);
    if (status) return status;
    bool begins =
        token.kind == REPAIR_START && (is_named(token.name, "url") || is_named(token.name, "sitemap"));
    if (token.kind == REPAIR_START && is_named(token.name, "sitemapindex")) sitemap->is_index = true;
    if (begins) status = begin_entry(sitemap, &entry, err);
    if (token.kind == REPAIR_START && !begins) which = token.is_empty ? -1 : text_of(token.name);
    if (token.kind == REPAIR_END) which = -1;
    if (token.kind == REPAIR_TEXT && entry && which >= 0)
      status = take_text(sitemap, entry, which, token.xml, err);
  } while (!status && token.kind != REPAIR_STOP && token.kind != REPAIR_CUT);
  return status;
}

/* Newer ones first; those of one day, or without, as the file has them. */
static int compare_entries(const void *left, const void *right) {
  const struct entry *a = left, *b = right;
  sse_str first = a->texts[DATE], second = b->texts[DATE];
  size_t length = first.length < second.length ? first.length : second.length;
  int order = length > 0 ? memcmp(second.data, first.data, length) : 0;
  if (order == 0) order = (first.length < second.length) - (first.length > second.length);
  if (order == 0) order = (a->number > b->number) - (a->number < b->number);
  return order;
}

/* Gives the texts their places, which move no more, and sorts the entries. */
static void settle(struct sitemap *sitemap) {
  for (size_t i = 0; i < sitemap->count; i++) {
    struct entry *entry = &sitemap->entries[i];
    for (size_t k = 0; k < TEXTS; k++) {
      size_t start = entry->starts[k], end = start + entry->texts[k].length;
      entry->texts[k] = sse_str_trim(sse_str_part(sse_buffer_str(&sitemap->text), start, end));
    }
  }
  if (sitemap->count > 0) qsort(sitemap->entries, sitemap->count, sizeof *sitemap->entries, compare_entries);
}

/* ---- Entries -------------------------------------------------------------------------------------- */

/* Makes a headline of the last part of an address that has letters: "/2023/dairy-workers.html". */
static void append_slug(sse_str address, sse_buffer *title) {
  size_t end = address.length;
  for (size_t i = 0; i < end; i++)
    if (strchr("?#", address.data[i])) end = i;
  while (end > 0 && address.data[end - 1] == '/')
    end--;
  size_t start = end;
  while (start > 0 && address.data[start - 1] != '/')
    start--;
  const char *dot = end > start ? memrchr(address.data + start, '.', end - start) : NULL;
  if (dot && dot > address.data + start) end = (size_t)(dot - address.data);
  size_t first = title->length;
  for (size_t i = start; i < end; i++)
    sse_buffer_append(title, strchr("-_+", address.data[i]) ? " " : &address.data[i], 1);
  if (title->failed || title->length == first) return;
  char *letter = title->data + first;
  if (*letter >= 'a' && *letter <= 'z') *letter = (char)(*letter & ~0x20);
}

static bool is_wanted(const struct sitemap *sitemap, const struct entry *entry) {
  const char *match = sitemap->reader->options->match;
  sse_str address = entry->texts[LOC];
  return address.length > 0 && (!match || memmem(address.data, address.length, match, strlen(match)));
}

static void fill(const struct entry *entry, struct fields *fields) {
  static const field kept[TEXTS] = {FIELD_URL, FIELD_DATE, FIELD_TITLE, FIELD_LANG, FIELD_TAGS};
  for (size_t i = 0; i < TEXTS; i++)
    sse_buffer_append_str(&fields->raw[kept[i]], entry->texts[i]);
  sse_buffer_append_str(&fields->raw[FIELD_ID], entry->texts[LOC]);
  if (entry->texts[TITLE].length == 0) append_slug(entry->texts[LOC], &fields->raw[FIELD_TITLE]);
}

static part_outcome next_entry(void *context, struct part *part, sse_error *err) {
  struct sitemap *sitemap = context;
  while (sitemap->next < sitemap->count) {
    const struct entry *entry = &sitemap->entries[sitemap->next++];
    if (sitemap->is_index) {
      reader_add_further(sitemap->reader, entry->texts[LOC]);
    } else if (is_wanted(sitemap, entry)) {
      fill(entry, &part->fields);
      part->number = entry->number + 1;
      return PART;
    }
  }
  if (sitemap->left_out == 0) return PART_END;
  (void)sse_fail(err, SSE_TOO_LARGE, "%s: has more than %d entries; %zu are left out", sitemap->reader->path,
                 ENTRIES_MOST, sitemap->left_out);
  return PART_CUT;
}

static void close_sitemap(void *context) {
  struct sitemap *sitemap = context;
  repair_free(sitemap->repair);
  sse_buffer_reset(&sitemap->text);
  free(sitemap->entries);
  free(sitemap);
}

sse_status sitemap_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct sitemap *sitemap = calloc(1, sizeof *sitemap);
  if (!sitemap) return sse_fail_memory(err);
  sitemap->reader = reader;
  sse_status status = repair_new(give_bytes, sitemap, &sitemap->repair, err);
  if (!status) status = read_entries(sitemap, err);
  if (!status && sitemap->text.failed) status = sse_fail_memory(err);
  if (status) {
    close_sitemap(sitemap);
    return status;
  }
  settle(sitemap);
  *parts = (struct parts){sitemap, next_entry, close_sitemap};
  return SSE_OK;
}

bool sitemap_detect(sse_str beginning) {
  enum { LOOKED_AT = 2048 };
  size_t length = beginning.length < LOOKED_AT ? beginning.length : LOOKED_AT;
  sse_str text = sse_str_trim(sse_str_part(beginning, 0, length));
  return text.length > 0 && text.data[0] == '<' &&
         (memmem(text.data, text.length, "<urlset", 7) ||
          memmem(text.data, text.length, "<sitemapindex", 13));
}

/* ---- robots.txt ------------------------------------------------------------------------------------ */

/* The value of a line "Sitemap: address"; none for others. */
static sse_str sitemap_of(sse_str line) {
  static const char name[] = "sitemap:";
  sse_str text = sse_str_trim(line);
  bool is_one = sse_str_begins(text, name);
  return is_one ? sse_str_trim(sse_str_part(text, sizeof name - 1, text.length)) : (sse_str){0};
}

static part_outcome next_robots(void *context, struct part *part, sse_error *err) {
  struct reader *reader = context;
  sse_str line;
  bool more = true;
  (void)part;
  while (more) {
    if (reader_line(reader, &line, &more, err)) return PART_CUT;
    sse_str address = more ? sitemap_of(line) : (sse_str){0};
    if (address.length > 0) reader_add_further(reader, address);
  }
  return PART_END;
}

sse_status sitemap_robots_open(struct reader *reader, struct parts *parts, sse_error *err) {
  (void)err;
  *parts = (struct parts){reader, next_robots, NULL};
  return SSE_OK;
}

bool sitemap_robots_detect(sse_str beginning) {
  static const char *const names[] = {"user-agent:", "sitemap:"};
  sse_str line;
  for (size_t position = 0; sse_str_next(beginning, '\n', &position, &line);) {
    line = sse_str_trim(line);
    if (line.length == 0 || line.data[0] == '#') continue;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
      if (line.length > strlen(names[i]) && sse_str_begins(line, names[i])) return true;
    return false;
  }
  return false;
}
