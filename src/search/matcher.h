/* Private to search/: the positions of a query's words in a text.
 * A matcher is made once from a query, and finds its variants in one text after the other.
 * A text is analysed as it was when it was indexed. */
#ifndef SSE_SEARCH_MATCHER_H
#define SSE_SEARCH_MATCHER_H

#include "query/query.h"

/* A word of the query in a text: bytes `start` up to `end`. */
struct match {
  size_t start, end;
  size_t group;
  size_t position; /* of its last term, counted from 1 among the terms of the text */
};

/* Finds the variants of a query's words in texts. */
struct matcher;

/* The caller frees `*matcher`; the query must outlive it. Errors: SSE_NO_MEMORY. */
sse_status matcher_new(const struct query *query, text_analyser *analyser, struct matcher **matcher,
                       sse_error *err);
void matcher_free(struct matcher *matcher);
/* Makes matcher_run match stems of a language, too. This is for a query that was read without an index, which
 * has a stem itself as a variant instead of the indexed words that have it. */
void matcher_read_stems(struct matcher *matcher, text_language language);

/* The matches in `text`: in order, not overlapping, borrowed until the next call. A text that is too long for
 * the analyser has none. Errors: SSE_NO_MEMORY. */
sse_status matcher_run(struct matcher *matcher, sse_str text, const struct match **matches, size_t *count,
                       sse_error *err);

/* The same, but in the order of their positions, and overlapping, as the pairs of a dense run do. All terms
 * of the text are also passed to `also`, unless it is NULL. */
sse_status matcher_run_all(struct matcher *matcher, text_language language, sse_str text, text_token_fn *also,
                           void *context, const struct match **matches, size_t *count, sse_error *err);

#endif
