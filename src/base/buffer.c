/* The growable buffer and the growable array.
 * Sizes are checked before they are added or multiplied. A buffer remembers a failure,
 * so that a run of appends needs only one check at its end. */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Makes room for `more` bytes and a NUL. */
static bool buffer_reserve(sse_buffer *buffer, size_t more) {
  enum { SHORTEST = 64 }; /* a line of text, so that few buffers grow twice */
  if (buffer->failed) return false;
  if (more >= SIZE_MAX - buffer->length) {
    buffer->failed = true;
    return false;
  }
  size_t room = buffer->length + more + 1;
  if (room <= buffer->capacity) return true;
  void *data = buffer->data;
  if (!sse_array_reserve(&data, &buffer->capacity, room < SHORTEST ? SHORTEST : room, 1))
    buffer->failed = true;
  buffer->data = data;
  return !buffer->failed;
}

void sse_buffer_append(sse_buffer *buffer, const void *data, size_t length) {
  if (!buffer_reserve(buffer, length)) return;
  if (length > 0) memcpy(buffer->data + buffer->length, data, length);
  buffer->length += length;
  buffer->data[buffer->length] = '\0';
}

void sse_buffer_append_str(sse_buffer *buffer, sse_str text) {
  sse_buffer_append(buffer, text.data, text.length);
}

void sse_buffer_append_text(sse_buffer *buffer, const char *text) {
  sse_buffer_append(buffer, text, strlen(text));
}

void sse_buffer_printf(sse_buffer *buffer, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  va_list again;
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, arguments);
  if (length < 0) {
    buffer->failed = true;
  } else if (buffer_reserve(buffer, (size_t)length)) {
    (void)vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
    buffer->length += (size_t)length;
  }
  va_end(again);
  va_end(arguments);
}

void sse_buffer_clear(sse_buffer *buffer) {
  buffer->length = 0;
  if (buffer->data) buffer->data[0] = '\0';
}

void sse_buffer_reset(sse_buffer *buffer) {
  free(buffer->data);
  *buffer = (sse_buffer){0};
}

sse_str sse_buffer_str(const sse_buffer *buffer) {
  return (sse_str){buffer->data, buffer->length};
}

bool sse_array_reserve(void **array, size_t *capacity, size_t count, size_t size) {
  if (count <= *capacity) return true;
  size_t room = *capacity < 16 ? 16 : *capacity;
  while (room < count) {
    if (room > SIZE_MAX / 2) return false;
    room *= 2;
  }
  if (room > SIZE_MAX / size) return false;
  void *grown = realloc(*array, room * size);
  if (!grown) return false;
  *array = grown;
  *capacity = room;
  return true;
}

bool sse_array_reserve_zero(void **array, size_t *capacity, size_t count, size_t size) {
  size_t old = *capacity;
  if (!sse_array_reserve(array, capacity, count, size)) return false;
  if (*capacity > old) memset((char *)*array + old * size, 0, (*capacity - old) * size);
  return true;
}
