/* Private to search/: a query as its words, and the passages that show where they are.
 * query.c turns what was typed into words and those into an FTS5 expression;
 * passage.c marks the words in a text and cuts the best part out. */
#ifndef SSE_SEARCH_QUERY_H
#define SSE_SEARCH_QUERY_H

#include "search/search.h"

/* The words of a query: different folded terms, in the order they were typed. */
struct query {
  sse_buffer terms; /* their text, one behind the other */
  size_t ends[SEARCH_WORDS_MOST];
  size_t count;
  bool cut; /* there were more */
};

/* Takes the words out of `text` (valid UTF-8). `query` is the caller's to reset. Errors: SSE_NO_MEMORY. */
sse_status query_read(sse_str text, struct query *query, sse_error *err);
void query_reset(struct query *query);

/* Which word of the query `term` is; query->count where it is none. */
size_t query_find(const struct query *query, sse_str term);

/* Appends the FTS5 expression for all words (`operator` "AND") or any ("OR"); nothing for no words. Each word
 * is a quoted string, so that none is taken for FTS5's own syntax. */
void query_compile(const struct query *query, const char *operator, sse_buffer * expression);

/* The whole of `text` with the query's words marked. `*shown` is the caller's to free with search_text_reset.
 * Errors: SSE_NO_MEMORY. */
sse_status passage_whole(sse_str text, const struct query *query, search_text *shown, sse_error *err);

/* The part of `text`, at most SEARCH_PASSAGE_LONGEST code points, that holds the most different words of the
 * query, from the beginning of a sentence or word, with an ellipsis where something was left out; its
 * beginning where no word is in it. Line ends become spaces. Errors: SSE_NO_MEMORY. */
sse_status passage_best(sse_str text, const struct query *query, search_text *shown, sse_error *err);

void search_text_reset(search_text *text);

#endif
