/* Private to search/: where the words of a query are in a text.
 * A matcher is made of a query once, and finds its variants in one text after the other.
 * A text is analysed as it was when it was indexed. */
#ifndef SSE_SEARCH_MATCHER_H
#define SSE_SEARCH_MATCHER_H

#include "query/query.h"

/* A word of the query in a text: bytes `start` up to `end`. */
struct match {
  size_t start, end;
  size_t group;
  size_t position; /* of its last term among the terms of the text, from 1 */
};

/* Finds the variants of a query's words in texts. */
struct matcher;

/* `*matcher` is the caller's to free; the query must outlive it. Errors: SSE_NO_MEMORY. */
sse_status matcher_new(const struct query *query, text_analyser *analyser, struct matcher **matcher,
                       sse_error *err);
void matcher_free(struct matcher *matcher);
/* Has stems of a language found in the texts of matcher_run, too: for a query that was read without an index,
 * whose words stand for their stems there. */
void matcher_read_stems(struct matcher *matcher, text_language language);

/* The matches in `text`: in order, not overlapping, borrowed until the next call.
 * A text longer than the analyser takes has none. Errors: SSE_NO_MEMORY. */
sse_status matcher_run(struct matcher *matcher, sse_str text, const struct match **matches, size_t *count,
                       sse_error *err);

/* The same in order of their positions, and overlapping: pairs of signs of a run do. All terms of the text
 * are given to `also` on the way; NULL for none. */
sse_status matcher_run_all(struct matcher *matcher, text_language language, sse_str text, text_token_fn *also,
                           void *context, const struct match **matches, size_t *count, sse_error *err);

#endif
