/* Results as a person or a script reads them: what the folder render/ offers to the programs.
 * Each function writes one whole answer to a stream. Whether the stream took it is for the caller to ask,
 * with fflush and ferror, once, at the end. */
#ifndef SSE_RENDER_H
#define SSE_RENDER_H

#include "index/index.h"
#include "search/search.h"

typedef struct render_options {
  bool color;    /* mark matches and headlines with terminal escape sequences */
  size_t offset; /* of the first hit, for its number */
} render_options;

/* For a terminal or a pipe: a block a hit, then a line that says how many there are and how long it took.
 * Control characters in what was indexed are shown as U+FFFD, so that no item can drive the terminal. */
void render_text(FILE *out, const search_results *results, const render_options *options);

/* One JSON object, as the README documents it: query, total, total_is_exact, took_ms, relaxed?, items[].
 * Errors: SSE_NO_MEMORY, before anything was written. */
sse_status render_json(FILE *out, const search_results *results, sse_error *err);

/* What an index holds, in lines for a person or as one JSON object. Errors: SSE_NO_MEMORY, before anything
 * was written. */
void render_stats_text(FILE *out, const index_stats *stats);
sse_status render_stats_json(FILE *out, const index_stats *stats, sse_error *err);

/* Text (valid UTF-8) with its control characters shown as U+FFFD. */
void render_plain(FILE *out, const char *text);

#endif
