/* Private to search/: where the words of a query are in a text, and the part of the text to show.
 * match.c finds their forms; passage.c marks them and cuts the best part out.
 * A text is analysed as it was when it was indexed. */
#ifndef SSE_SEARCH_PASSAGE_H
#define SSE_SEARCH_PASSAGE_H

#include "query/query.h"
#include "search/search.h"

/* A word of the query in a text: bytes `start` up to `end`. */
struct match {
  size_t start, end;
  size_t unit;
  size_t position; /* of its last term among the terms of the text, from 1 */
};

/* Finds the forms of a query in texts. */
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

/* A text to show, before it is cut and marked. */
struct passage_source {
  struct matcher *matcher;
  sse_str text;
};

/* The whole text with the query's words marked. `*shown` is the caller's to free with search_text_reset.
 * Errors: SSE_NO_MEMORY. */
sse_status passage_whole(const struct passage_source *source, search_text *shown, sse_error *err);

/* The part of the text, at most SEARCH_PASSAGE_LONGEST code points, that holds the most different words of
 * the query, from the beginning of a sentence or word, with an ellipsis where something was left out: up to
 * three pieces of it where the words are far apart; its beginning where no word is in it. What a letter
 * quotes, and its signature, are shown where nothing else has the words. Line ends become spaces, but for
 * those that end no sentence, so that the lines of a list stay apart. Errors: SSE_NO_MEMORY. */
sse_status passage_best(const struct passage_source *source, search_text *shown, sse_error *err);

#endif
