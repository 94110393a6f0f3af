/* Reads a text as a file and keeps what the reader hands on as lines of text, for tests of readers. */
#ifndef SSE_TESTS_COLLECTING_H
#define SSE_TESTS_COLLECTING_H

#include "testing.h"

#include "source/source.h"

struct collected {
  sse_buffer items;    /* "date|title|body|url|source|lang\n" an item, "|tags" behind where there are any */
  sse_buffer problems; /* a line each */
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
  sse_buffer_append_str(&collected->items, item->tags);
  sse_buffer_append_text(&collected->items, "\n");
  return SSE_OK;
}

static inline void collect_problem(void *context, const char *message) {
  struct collected *collected = context;
  sse_buffer_printf(&collected->problems, "%s\n", message);
}

static inline struct collected collect_file(const char *path, const source_options *options) {
  struct collected collected = {0};
  const source_options none = {0};
  const source_handler handler = {
      .context = &collected, .on_item = collect_item, .on_problem = collect_problem};
  sse_buffer_append_text(&collected.items, "");
  sse_buffer_append_text(&collected.problems, "");
  text_analyser *analyser;
  assert_int_equal(text_analyser_new(&analyser, &collected.err), SSE_OK);
  collected.status =
      source_read(path, options ? options : &none, analyser, &handler, &collected.report, &collected.err);
  text_analyser_free(analyser);
  return collected;
}

static inline void collected_reset(struct collected *collected) {
  sse_buffer_reset(&collected->items);
  sse_buffer_reset(&collected->problems);
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

#endif
