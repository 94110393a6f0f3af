/* From forms of words to what the index has of them: FTS5's query syntax, or a list.
 * Each form is a quoted string, so that none is taken for that syntax.
 * Only single terms have lists, which are of all columns. */
#include "query/query.h"

#include <string.h>

void query_compile_phrase(int column, sse_str terms, bool is_prefix, sse_buffer *expression) {
  static const char *const columns[INDEX_COLUMNS] = {"title : ", "body : ", "tags : ", "author : "};
  if (column >= 0) sse_buffer_append_text(expression, columns[column]);
  sse_buffer_append_text(expression, "\"");
  sse_buffer_append_str(expression, terms); /* holds no quote to be doubled */
  sse_buffer_append_text(expression, is_prefix ? "\" *" : "\"");
}

void query_compile_form(const struct query *query, const struct query_form *form, sse_buffer *expression) {
  query_compile_phrase(form->column, query_form_phrase(query, form), form->is_prefix, expression);
}

sse_status query_form_list(const struct query *query, const struct query_form *form, index_ranking *ranking,
                           index_list *list, sse_error *err) {
  sse_str phrase = query_form_phrase(query, form);
  *list = (index_list){0};
  if (form->is_prefix || form->column >= 0 || memchr(phrase.data, ' ', phrase.length)) return SSE_OK;
  return index_list_find(ranking, phrase, list, err);
}
