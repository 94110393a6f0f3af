/* Private to web/: completions of a query that are not words.
 * They are for an answer in JSON, so this stands apart from answer.h.
 * Those of words are search_complete's. */
#ifndef SSE_WEB_COMPLETIONS_H
#define SSE_WEB_COMPLETIONS_H

#include "render/value.h"
#include "web/answer.h"

/* Adds what a request for suggestions wants besides words: publishers whose names begin as what is typed, and
 * items that have it in their headlines. Errors: SSE_INVALID for a kind that there is not, those of the
 * index, SSE_NO_MEMORY. */
sse_status completions_add(const struct call *call, json_t *answer, sse_error *err);

#endif
