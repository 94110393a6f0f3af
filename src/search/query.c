/* From what a person typed to the words to look for, and from those to FTS5's query syntax.
 * The words are made by the same tokenizer as the index's terms. Whatever it passes over (quotes, hyphens,
 * stars, emoji) is passed over here too, so that no query can be a syntax error. */
#include "search/query.h"
#include "text/text.h"

static sse_str term_at(const struct query *query, size_t which) {
  size_t start = which > 0 ? query->ends[which - 1] : 0;
  return sse_str_part(sse_buffer_str(&query->terms), start, query->ends[which]);
}

size_t query_find(const struct query *query, sse_str term) {
  size_t which = 0;
  while (which < query->count && !sse_str_equal(term_at(query, which), term))
    which++;
  return which;
}

static int add_term(void *context, int flags, const char *term, int length, int start, int end) {
  struct query *query = context;
  sse_str text = {term, (size_t)length};
  (void)flags;
  (void)start;
  (void)end;
  if (query_find(query, text) < query->count) return SQLITE_OK;
  if (query->count == SEARCH_WORDS_MOST) {
    query->cut = true;
    return SQLITE_DONE;
  }
  sse_buffer_append_str(&query->terms, text);
  if (query->terms.failed) return SQLITE_NOMEM;
  query->ends[query->count++] = query->terms.length;
  return SQLITE_OK;
}

sse_status query_read(sse_str text, struct query *query, sse_error *err) {
  *query = (struct query){0};
  int result = text_tokenize(text, query, add_term);
  if (result == SQLITE_NOMEM) return sse_fail_memory(err);
  if (result == SQLITE_TOOBIG) return sse_fail(err, SSE_TOO_LARGE, "the query is too long");
  return SSE_OK;
}

void query_reset(struct query *query) {
  sse_buffer_reset(&query->terms);
  query->count = 0;
}

void query_compile(const struct query *query, const char *operator, sse_buffer * expression) {
  for (size_t i = 0; i < query->count; i++) {
    if (i > 0) sse_buffer_printf(expression, " %s ", operator);
    /* Terms hold letters, digits and marks only, so no quote to double. */
    sse_buffer_append_text(expression, "\"");
    sse_buffer_append_str(expression, term_at(query, i));
    sse_buffer_append_text(expression, "\"");
  }
}
