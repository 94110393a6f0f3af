/* The growable buffer and the growable array.
 * Sizes are checked before they are added or multiplied.
 * A buffer's failure sticks, so that a run of appends needs one check at its end. */
#ifndef SSE_BASE_BUFFER_H
#define SSE_BASE_BUFFER_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Bytes that grow. All zero is an empty buffer. Failure sticks: after an allocation failed, further appends
 * do nothing and `failed` is set, so one look at the end is enough. `data` is NUL-terminated once something
 * was appended, NULL before. */
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
/* Forgets the content, keeps the memory. `failed` stays: what was lost before is lost. */
void sse_buffer_clear(sse_buffer *buffer);
/* Gives the memory back and leaves an empty buffer, which has not failed. */
void sse_buffer_reset(sse_buffer *buffer);
/* The content; valid until the buffer changes. */
sse_str sse_buffer_str(const sse_buffer *buffer);

/* Makes room for `count` things of `size` bytes in the array at `*array`, which has room for `*capacity`;
 * doubles at least, so that appending one by one costs constant time. False, and nothing changed, where
 * memory is short or the size overflows. */
bool sse_array_reserve(void **array, size_t *capacity, size_t count, size_t size);

/* The same, and what is new of the array is zero up to its capacity. */
bool sse_array_reserve_zero(void **array, size_t *capacity, size_t count, size_t size);

#endif
