/* JSON values as text.
 * They are written whole or, where memory is short, not at all. That stands apart from render.h, so that only
 * those who make such values include jansson. */
#ifndef SSE_RENDER_VALUE_H
#define SSE_RENDER_VALUE_H

#include "base/status.h"

#include <jansson.h>
#include <stdio.h>

/* Writes a value and the end of a line, and lets go of it; NULL is a failure to make it. The caller looks at
 * the stream. Errors: SSE_NO_MEMORY, before anything was written. */
sse_status render_value(FILE *out, json_t *value, size_t flags, sse_error *err);

#endif
