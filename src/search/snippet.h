/* Private to search/: a text with a query's words marked, either all of it or the part to show.
 * The text is analysed again for that, as it was when it was indexed.
 * matcher.h finds the words. */
#ifndef SSE_SEARCH_SNIPPET_H
#define SSE_SEARCH_SNIPPET_H

#include "search/matcher.h"
#include "search/search.h"

/* A text to show, before it is cut and marked. */
struct snippet_source {
  struct matcher *matcher;
  sse_str text;
};

/* The whole text with the query's words marked. The caller frees `*shown` with search_text_reset. Errors:
 * SSE_NO_MEMORY. */
sse_status snippet_whole(const struct snippet_source *source, search_text *shown, sse_error *err);

/* The part of the text, at most SEARCH_SNIPPET_LONGEST code points, that has the most different words of the
 * query. It starts at the beginning of a sentence or word, with an ellipsis wherever text was left out. It
 * may be up to three pieces if the words are far apart, and is the text's beginning if no word occurs. A
 * letter's quotations and signature are shown only if nothing else has the words. Line ends become spaces,
 * except those that do not end a sentence, so that the lines of a list stay apart. Errors: SSE_NO_MEMORY. */
sse_status snippet_best(const struct snippet_source *source, search_text *shown, sse_error *err);

#endif
