/* The growable buffer and the growable array.
 * Additions and multiplications of sizes are checked for overflow.
 * A buffer remembers a failure, so that a run of appends needs only one check at its end. */
#ifndef SSE_BASE_BUFFER_H
#define SSE_BASE_BUFFER_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A growable byte buffer. All zero is an empty buffer. Once an allocation has failed, further appends do
 * nothing and `failed` stays set, so one check at the end is enough. `data` is NULL until the first append,
 * then NUL-terminated. */
typedef struct sse_buffer {
  char *data;
  size_t length;
  size_t capacity;
  bool failed;
} sse_buffer;

void sse_buffer_append(sse_buffer *buffer, const void *data, size_t length);
void sse_buffer_append_str(sse_buffer *buffer, sse_str text);
void sse_buffer_append_text(sse_buffer *buffer, const char *text); /* NUL-terminated */
void sse_buffer_printf(sse_buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Empties the buffer but keeps its memory. `failed` stays set: what was lost before is lost. */
void sse_buffer_clear(sse_buffer *buffer);
/* Frees the memory and leaves an empty buffer, with `failed` cleared. */
void sse_buffer_reset(sse_buffer *buffer);
/* The content; valid until the buffer changes. */
sse_str sse_buffer_str(const sse_buffer *buffer);

/* Makes room for `count` elements of `size` bytes in the array at `*array`, which has room for `*capacity`.
 * At least doubles it, so that appending one by one takes amortised constant time. Returns false and changes
 * nothing if memory is short or the size overflows. */
bool sse_array_reserve(void **array, size_t *capacity, size_t count, size_t size);

/* Like sse_array_reserve, and zeroes the added elements up to the new capacity. */
bool sse_array_reserve_zero(void **array, size_t *capacity, size_t count, size_t size);

#endif
