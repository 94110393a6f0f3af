/* Private to query/: compounds, which a language writes as one word, found with the words of the index. A
 * word of a query also matches compounds that begin or end with it; a compound that hardly any item has also
 * matches by its parts. */
#ifndef SSE_QUERY_COMPOUNDS_H
#define SSE_QUERY_COMPOUNDS_H

#include "query/query.h"

/* Calls `on_word` for words of the index that are compounds of `term`, a folded word: the most frequent ones,
 * in each language that the query may be in and that uses the word. Errors: those of the index and of
 * on_word. */
sse_status compounds_with(const struct query_reading *reading, sse_str term, void *context,
                          index_word_fn *on_word, sse_error *err);

/* The words of the index that `term` consists of, if fewer than QUERY_TOO_FEW items have it: parts of `term`,
 * without the letters that link them. `*count` is 0 if it is not a compound. Errors: as above. */
sse_status compound_parts(const struct query_reading *reading, sse_str term,
                          sse_str parts[TEXT_COMPOUND_PARTS_MOST], size_t *count, sse_error *err);

#endif
