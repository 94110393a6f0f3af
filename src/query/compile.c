/* Turns variants of words into what the index has for them: an FTS5 query, or a list.
 * Each variant is a quoted string, so that none is mistaken for FTS5's syntax.
 * Only single terms have lists, which cover all columns. */
#include "query/query.h"

#include <string.h>

void query_compile_phrase(int column, sse_str terms, bool is_prefix, sse_buffer *expression) {
  static const char *const columns[INDEX_COLUMNS] = {"title : ", "body : ", "tags : ", "author : "};
  if (column >= 0) sse_buffer_append_text(expression, columns[column]);
  sse_buffer_append_text(expression, "\"");
  sse_buffer_append_str(expression, terms); /* contains no quotes that would need doubling */
  sse_buffer_append_text(expression, is_prefix ? "\" *" : "\"");
}

void query_compile_variant(const struct query *query, const struct query_variant *variant,
                           sse_buffer *expression) {
  query_compile_phrase(variant->column, query_variant_phrase(query, variant), variant->is_prefix, expression);
}

sse_status query_variant_list(const struct query *query, const struct query_variant *variant,
                              index_ranking *ranking, index_list *list, sse_error *err) {
  sse_str phrase = query_variant_phrase(query, variant);
  *list = (index_list){0};
  if (variant->is_prefix || variant->column >= 0 || memchr(phrase.data, ' ', phrase.length)) return SSE_OK;
  return index_list_find(ranking, phrase, list, err);
}
