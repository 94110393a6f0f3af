/* Private to web/: completions of a query that are not words; those of words are search_complete's.
 * They are written as JSON, so they are separate from answer.h.
 */
#ifndef SSE_WEB_COMPLETIONS_H
#define SSE_WEB_COMPLETIONS_H

#include "render/value.h"
#include "web/answer.h"

/* Adds what a request for suggestions asks for besides words: publishers whose names begin with the query,
 * and items that have it in their headlines. Errors: SSE_INVALID for an unknown kind, those of the index,
 * SSE_NO_MEMORY. */
sse_status completions_add(const struct call *call, json_t *answer, sse_error *err);

#endif
