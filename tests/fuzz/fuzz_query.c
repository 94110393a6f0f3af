/* Feeds any bytes as a query: to the parser, whose trees have to print as queries that parse to the same; and
 * to a search of the sample archive, with options that the first byte chooses, and all formats of results.
 * Built and run by scripts/fuzz, which makes the index. */
#include "query/syntax.h"
#include "render/render.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

#define INDEX "build/fuzz/query.db"

static void check_print(sse_str text) {
  sse_buffer first = {0}, second = {0};
  syntax *tree = NULL, *again = NULL;
  sse_error err;
  if (syntax_parse(text, &tree, &err) == SSE_OK) {
    sse_buffer_append_text(&first, "");
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

static void check_search(index_db *index, const text_synonyms *synonyms, unsigned choice, const char *query,
                         FILE *out) {
  const search_options options = {.match = (search_match)(choice % 3),
                                  .sort = (search_sort)(choice / 3 % 3),
                                  .synonyms = synonyms,
                                  .limit = choice / 9 % 8,
                                  .facets = choice % 2 == 1,
                                  .explain = choice / 2 % 2 == 1,
                                  .suggest = true,
                                  .today = {2026, 1, 1}};
  const render_options shown = {.color = true, .links = true, .width = 40};
  search_results results;
  sse_error err;
  if (search_run(index, query, &options, &results, &err) == SSE_OK) {
    if (results.hit_count > results.total) abort();
    for (int format = RENDER_TEXT; format <= RENDER_TREC; format++)
      (void)render_results(out, (render_format)format, &results, &shown, &err);
  }
  search_results_reset(&results);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first byte chooses the options, the rest is the query. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static index_db *index;
  static text_synonyms *synonyms;
  static FILE *out;
  sse_buffer clean = {0};
  size_t repaired = 0;
  sse_error err;
  if (!out) out = fopen("/dev/null", "we");
  if (!index && (index_open(INDEX, &index, &err) || query_synonyms(index, NULL, &synonyms, &err))) abort();
  if (size == 0 || !out) return 0;
  char *query = sse_copy((sse_str){(const char *)data + 1, size - 1});
  if (query && text_clean(sse_str_of(query), &clean, &repaired, &err) == SSE_OK && clean.data) {
    check_print(sse_buffer_str(&clean));
    check_search(index, synonyms, data[0], query, out);
  }
  sse_buffer_reset(&clean);
  free(query);
  return 0;
}
