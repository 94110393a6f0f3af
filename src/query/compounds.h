/* Private to query/: words that a language writes as one, found by the words that the index holds.
 * A word of a query is looked for in compounds that begin or end with it; a compound that hardly any item has
 * is looked for by its parts. */
#ifndef SSE_QUERY_COMPOUNDS_H
#define SSE_QUERY_COMPOUNDS_H

#include "query/query.h"

/* Calls `on_word` for words of the index that are compounds with `term`, a folded word: those that most items
 * have, of each language that the query may be in and in which the word is used. Errors: those of the index,
 * what on_word gives. */
sse_status compounds_with(const struct query_reading *reading, sse_str term, void *context,
                          index_word_fn *on_word, sse_error *err);

/* The words of the index that `term` is made of, if fewer than QUERY_TOO_FEW items have it: parts of `term`,
 * without what links them. `*count` is 0 where it is none. Errors as above. */
sse_status compound_parts(const struct query_reading *reading, sse_str term,
                          sse_str parts[TEXT_COMPOUND_PARTS_MOST], size_t *count, sse_error *err);

#endif
