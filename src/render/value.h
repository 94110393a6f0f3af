/* Writing JSON values as text.
 * A value is written completely or, if memory is short, not at all.
 * Separate from render.h, so that only files that build such values include jansson. */
#ifndef SSE_RENDER_VALUE_H
#define SSE_RENDER_VALUE_H

#include "base/status.h"
#include "base/str.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>

enum { RENDER_TIME_SIZE = 32 };

/* Writes a time, in seconds since 1970, as 2026-11-26T09:22:11Z; returns `out`. */
const char *render_time(int64_t seconds, char out[RENDER_TIME_SIZE]);

/* Returns the value, or releases it and returns NULL if a part of it could not be made. */
static inline json_t *render_made(json_t *value, int failed) {
  if (!failed) return value;
  json_decref(value);
  return NULL;
}

/* A string value, owned by the caller; bytes that are not UTF-8, as paths may have, become U+FFFD. NULL if
 * memory is short. */
json_t *render_text_value(sse_str text);

/* An array of the lines of a text, owned by the caller; NULL if memory is short. */
json_t *render_lines(sse_str lines);

/* Writes a value and a newline, and releases the value; NULL stands for a value that could not be made. The
 * caller checks the stream. Errors: SSE_NO_MEMORY, before anything was written. */
sse_status render_value(FILE *out, json_t *value, size_t flags, sse_error *err);

#endif
