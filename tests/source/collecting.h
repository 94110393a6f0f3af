/* Reads a text as a file and keeps what the reader passes on as lines of text, for tests of readers. */
#ifndef SSE_TESTS_COLLECTING_H
#define SSE_TESTS_COLLECTING_H

#include "testing.h"

#include "source/source.h"

struct collected {
  sse_buffer items;     /* "date|title|body|url|source|lang\n" per item, with "|tags" before the \n if any */
  sse_buffer ids;       /* one line per item */
  sse_buffer authors;   /* one line per item, "; " between names */
  sse_buffer places;    /* "path:line\n" per item, the path relative to the folder */
  sse_buffer problems;  /* one line each */
  sse_buffer losses;    /* "passed over .xyz 2\n", "not taken column 3\n", "dropped date 1\n" */
  size_t folder_length; /* of the folder's path, with its slash */
  source_report report;
  sse_status status;
  sse_error err;
};

static inline sse_status collect_item(void *context, const source_item *item, sse_error *err) {
  struct collected *collected = context;
  char date[SSE_DATE_SIZE];
  (void)err;
  sse_date_format(item->date, date);
  const sse_str parts[] = {STR(date), item->title, item->body, item->url, item->source, item->lang};
  for (size_t i = 0; i < 6; i++) {
    sse_buffer_append_str(&collected->items, parts[i]);
    sse_buffer_append_text(&collected->items, i < 5 ? "|" : "");
  }
  sse_buffer_append_text(&collected->items, item->tags.length > 0 ? "|" : "");
  sse_str tag;
  for (size_t position = 0, last = 0; sse_str_next(item->tags, '\n', &position, &tag); last = position) {
    sse_buffer_append_text(&collected->items, last > 0 ? ", " : "");
    sse_buffer_append_str(&collected->items, tag);
  }
  sse_buffer_append_text(&collected->items, "\n");
  sse_buffer_append_str(&collected->ids, item->id);
  sse_buffer_append_text(&collected->ids, "\n");
  sse_str author;
  for (size_t position = 0, last = 0; sse_str_next(item->author, '\n', &position, &author); last = position)
    sse_buffer_printf(&collected->authors, "%s%.*s", last > 0 ? "; " : "", (int)author.length, author.data);
  sse_buffer_append_text(&collected->authors, "\n");
  const char *slash =
      collected->folder_length < item->path.length ? item->path.data + collected->folder_length : "";
  sse_buffer_printf(&collected->places, "%.*s:%zu\n",
                    *slash ? (int)(item->path.length - collected->folder_length) : 0, slash, item->line);
  return SSE_OK;
}

static inline void collect_problem(void *context, const char *message) {
  struct collected *collected = context;
  sse_buffer_printf(&collected->problems, "%s\n", message);
}

static inline void collect_loss(void *context, const source_loss *loss) {
  static const char *const kinds[] = {[SOURCE_PASSED_OVER] = "passed over",
                                      [SOURCE_NOT_TAKEN] = "not taken",
                                      [SOURCE_DROPPED] = "dropped",
                                      [SOURCE_WITHHELD] = "withheld",
                                      [SOURCE_NOT_ASKED] = "not asked for"};
  struct collected *collected = context;
  sse_buffer_printf(&collected->losses, "%s %s %zu\n", kinds[loss->kind], loss->name, loss->count);
}

static inline struct collected collect_file(const char *path, const source_options *options) {
  struct collected collected = {0};
  const source_options none = {0};
  const source_handler handler = {
      .context = &collected, .on_item = collect_item, .on_problem = collect_problem, .on_loss = collect_loss};
  const char *slash = strrchr(path, '/');
  collected.folder_length = slash ? (size_t)(slash + 1 - path) : 0;
  sse_buffer_append_text(&collected.items, "");
  sse_buffer_append_text(&collected.ids, "");
  sse_buffer_append_text(&collected.authors, "");
  sse_buffer_append_text(&collected.places, "");
  sse_buffer_append_text(&collected.problems, "");
  sse_buffer_append_text(&collected.losses, "");
  text_analyser *analyser;
  assert_int_equal(text_analyser_new(&analyser, &collected.err), SSE_OK);
  collected.status =
      source_read(path, options ? options : &none, analyser, &handler, &collected.report, &collected.err);
  text_analyser_free(analyser);
  return collected;
}

static inline void collected_reset(struct collected *collected) {
  sse_buffer_reset(&collected->items);
  sse_buffer_reset(&collected->ids);
  sse_buffer_reset(&collected->authors);
  sse_buffer_reset(&collected->places);
  sse_buffer_reset(&collected->problems);
  sse_buffer_reset(&collected->losses);
}

/* Reads `text` as the file `name` and compares all items. */
static inline void assert_items(void **state, const char *name, const char *text, const char *expected) {
  const char *path = path_in(state, name);
  write_text(path, text);
  struct collected collected = collect_file(path, NULL);
  if (collected.status) fail_msg("%s", collected.err.message);
  assert_string_equal(collected.items.data, expected);
  collected_reset(&collected);
}

/* A file, and the expected result of reading it. Members that are not set must be empty, except authors,
 * which are then not checked. */
struct reading_case {
  const char *name, *bytes;
  size_t length; /* of the bytes; 0 if they end at the first zero */
  const source_options *options;
  const char *items, *losses; /* as in struct collected */
  const char *authors;        /* as in struct collected */
  const char *problem;        /* part of a reported problem */
  size_t skipped;
  bool cut;
  sse_status status;
  const char *error; /* part of the error message */
};

/* Fails if the result is not the one that the case expects. */
static inline void assert_collected(const struct collected *collected, const struct reading_case *wanted) {
  const source_report *report = &collected->report;
  const char *what = wanted->name;
  size_t lost = 0;
  if (collected->status != wanted->status ||
      (wanted->error && !strstr(collected->err.message, wanted->error)))
    fail_msg("%s: status %d: %s", what, (int)collected->status,
             collected->status ? collected->err.message : "");
  if (strcmp(collected->items.data, wanted->items ? wanted->items : "") != 0)
    fail_msg("%s: items:\n%s", what, collected->items.data);
  if (strcmp(collected->losses.data, wanted->losses ? wanted->losses : "") != 0)
    fail_msg("%s: losses:\n%s", what, collected->losses.data);
  if (wanted->authors && strcmp(collected->authors.data, wanted->authors) != 0)
    fail_msg("%s: authors:\n%s", what, collected->authors.data);
  if (wanted->problem ? !strstr(collected->problems.data, wanted->problem) : collected->problems.length > 0)
    fail_msg("%s: problems:\n%s", what, collected->problems.data);
  if (report->skipped != wanted->skipped || report->cut != wanted->cut)
    fail_msg("%s: %zu skipped, cut: %d", what, report->skipped, report->cut);
  for (const char *line = collected->losses.data; *line; line = strchr(line, '\n') + 1) {
    const char *end = strchr(line, '\n');
    while (end[-1] >= '0' && end[-1] <= '9')
      end--;
    lost += strtoul(end, NULL, 10);
  }
  if (report->lost != lost) fail_msg("%s: %zu lost", what, report->lost);
}

/* Reads each case's bytes as a file of its name. */
static inline void assert_readings(void **state, const struct reading_case *cases, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const struct reading_case *wanted = &cases[i];
    const char *path = path_in(state, wanted->name);
    write_bytes(path, wanted->bytes, wanted->length > 0 ? wanted->length : strlen(wanted->bytes));
    struct collected collected = collect_file(path, wanted->options);
    assert_collected(&collected, wanted);
    collected_reset(&collected);
  }
}

#define ASSERT_READINGS(state, cases) assert_readings(state, cases, sizeof(cases) / sizeof *(cases))

#endif
