/* JSON values as text.
 * They are written whole or, where memory is short, not at all. That stands apart from render.h, so that only
 * those who make such values include jansson. */
#ifndef SSE_RENDER_VALUE_H
#define SSE_RENDER_VALUE_H

#include "base/status.h"
#include "base/str.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>

enum { RENDER_TIME_SIZE = 32 };

/* Writes a time, in seconds since 1970, as 2026-11-26T09:22:11Z; gives `out`. */
const char *render_time(int64_t seconds, char out[RENDER_TIME_SIZE]);

/* The value, or NULL where a part of it could not be made: lets go of it then. */
static inline json_t *render_made(json_t *value, int failed) {
  if (!failed) return value;
  json_decref(value);
  return NULL;
}

/* A text, which the caller owns; bytes that are not UTF-8, as paths may have, are shown as U+FFFD. NULL where
 * memory is short. */
json_t *render_text_value(sse_str text);

/* An array of the lines of a text, which the caller owns; NULL where memory is short. */
json_t *render_lines(sse_str lines);

/* Writes a value and the end of a line, and lets go of it; NULL is a failure to make it. The caller looks at
 * the stream. Errors: SSE_NO_MEMORY, before anything was written. */
sse_status render_value(FILE *out, json_t *value, size_t flags, sse_error *err);

#endif
