/* Private to search/: a text with a query's words marked, whole or the part of it to show.
 * A text is analysed again for that, as it was when it was indexed.
 * Where the words are, matcher.h tells. */
#ifndef SSE_SEARCH_SNIPPET_H
#define SSE_SEARCH_SNIPPET_H

#include "search/matcher.h"
#include "search/search.h"

/* A text to show, before it is cut and marked. */
struct snippet_source {
  struct matcher *matcher;
  sse_str text;
};

/* The whole text with the query's words marked. `*shown` is the caller's to free with search_text_reset.
 * Errors: SSE_NO_MEMORY. */
sse_status snippet_whole(const struct snippet_source *source, search_text *shown, sse_error *err);

/* The part of the text, at most SEARCH_SNIPPET_LONGEST code points, that holds the most different words of
 * the query, from the beginning of a sentence or word, with an ellipsis where something was left out: up to
 * three pieces of it where the words are far apart; its beginning where no word is in it. What a letter
 * quotes, and its signature, are shown where nothing else has the words. Line ends become spaces, but for
 * those that end no sentence, so that the lines of a list stay apart. Errors: SSE_NO_MEMORY. */
sse_status snippet_best(const struct snippet_source *source, search_text *shown, sse_error *err);

#endif
