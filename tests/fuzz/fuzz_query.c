/* Feeds any bytes as a query to the parser, whose trees must print as queries that parse to the same tree,
 * and to a search of the sample archive, with options chosen by the first byte, in all formats. Filters
 * follow the first newline. The thesaurus is that of the seeds; every saved search but one exists. Built and
 * run by scripts/fuzz, which makes the index. */
#include "query/syntax.h"
#include "render/render.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define INDEX     "build/fuzz/query.db"
#define THESAURUS "build/fuzz/query-thesaurus.db"

static struct {
  index_db *index;
  text_synonyms *synonyms;
  thesaurus_db *thesaurus;
  FILE *out;
} fixed;

static void open_all(void) {
  sse_error err;
  (void)unlink(THESAURUS); /* start without one */
  fixed.out = fopen("/dev/null", "we");
  if (!fixed.out || index_open(INDEX, &fixed.index, &err) ||
      query_synonyms(fixed.index, NULL, &fixed.synonyms, &err) ||
      thesaurus_compile("tests/fuzz/seeds/thesaurus.ttl", THESAURUS, "stamp", &err) ||
      thesaurus_open_compiled(THESAURUS, "stamp", &fixed.thesaurus, &err))
    abort();
}

/* One search refers to itself, one does not exist, and one is long. */
static sse_status find_saved(void *context, const char *name, sse_buffer *query, bool *found,
                             sse_error *err) {
  (void)context, (void)err;
  *found = strcmp(name, "none") != 0;
  if (strcmp(name, "circle") == 0) {
    sse_buffer_append_text(query, "ferry OR saved:circle");
  } else if (strcmp(name, "twice") == 0) {
    sse_buffer_append_text(query, "saved:a saved:b (saved:c OR date:2023-02-30)");
  } else {
    sse_buffer_printf(query, "(coop* OR bank) -%s lang:en", name);
  }
  return SSE_OK;
}

static void check_print(sse_str text) {
  sse_buffer first = {0}, second = {0};
  syntax *tree = NULL, *again = NULL;
  sse_error err;
  if (syntax_parse(text, &tree, &err) == SSE_OK) {
    sse_buffer_append_text(&first, "");
    sse_buffer_append_text(&second, "");
    syntax_describe(tree, &second);
    sse_buffer_clear(&second);
    sse_buffer_append_text(&second, "");
    syntax_print(tree, &first);
    if (syntax_parse(sse_buffer_str(&first), &again, &err) == SSE_OK) {
      syntax_print(again, &second);
      if (!sse_str_equal(sse_buffer_str(&first), sse_buffer_str(&second))) abort();
    }
  }
  syntax_free(tree);
  syntax_free(again);
  sse_buffer_reset(&first);
  sse_buffer_reset(&second);
}

static void check_search(unsigned choice, const char *query, const char *filters) {
  const search_options options = {.match = (search_match)(choice % 3),
                                  .sort = (search_sort)(choice / 3 % 5),
                                  .filters = filters,
                                  .synonyms = fixed.synonyms,
                                  .thesaurus = fixed.thesaurus,
                                  .saved = find_saved,
                                  .limit = choice / 15 % 8,
                                  .typing = choice / 4 % 2 == 1,
                                  .half_life = choice / 8 % 2 == 1 ? 365 : 0,
                                  .facets = choice % 2 == 1,
                                  .explain = choice / 2 % 2 == 1,
                                  .suggest = true,
                                  .today = {2026, 1, 1}};
  const render_options shown = {.color = true, .links = true, .width = 40};
  search_results results;
  sse_error err;
  if (search_run(fixed.index, query, &options, &results, &err) == SSE_OK) {
    if (results.hit_count > results.total) abort();
    for (int format = RENDER_TEXT; format <= RENDER_TREC; format++)
      (void)render_results(fixed.out, (render_format)format, &results, &shown, &err);
  }
  search_results_reset(&results);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  sse_buffer clean = {0};
  size_t repaired = 0;
  sse_error err;
  if (!fixed.index) open_all();
  if (size == 0) return 0;
  char *query = sse_copy((sse_str){(const char *)data + 1, size - 1});
  if (query && text_clean(sse_str_of(query), &clean, &repaired, &err) == SSE_OK && clean.data) {
    check_print(sse_buffer_str(&clean));
    char *filters = strchr(query, '\n');
    if (filters) *filters++ = '\0';
    check_search(data[0], query, filters);
  }
  sse_buffer_reset(&clean);
  free(query);
  return 0;
}
