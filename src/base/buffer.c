/* Borrowed strings, the growable buffer and the growable array.
 * Sizes are checked before they are added or multiplied; a buffer's failure sticks until it is cleared,
 * so that a run of appends needs one check at its end. */
#include "base/base.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

sse_str sse_str_of(const char *text) {
  return (sse_str){text, text ? strlen(text) : 0};
}

bool sse_str_equal(sse_str a, sse_str b) {
  return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

static bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

sse_str sse_str_trim(sse_str text) {
  while (text.length > 0 && is_space(text.data[0])) {
    text.data++;
    text.length--;
  }
  while (text.length > 0 && is_space(text.data[text.length - 1]))
    text.length--;
  return text;
}

sse_str sse_str_part(sse_str text, size_t start, size_t end) {
  return (sse_str){text.data ? text.data + start : NULL, end - start};
}

/* Makes room for `more` bytes and a NUL. */
static bool buffer_reserve(sse_buffer *buffer, size_t more) {
  if (buffer->failed) return false;
  if (more >= SIZE_MAX - buffer->length) {
    buffer->failed = true;
    return false;
  }
  void *data = buffer->data;
  if (!sse_array_reserve(&data, &buffer->capacity, buffer->length + more + 1, 1)) buffer->failed = true;
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

void sse_buffer_append_encoded(sse_buffer *buffer, const char *text, const char *also) {
  for (; *text; text++) {
    bool plain = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') ||
                 (*text >= '0' && *text <= '9') || strchr("-._~", *text) || strchr(also, *text);
    if (plain) {
      sse_buffer_append(buffer, text, 1);
    } else {
      sse_buffer_printf(buffer, "%%%02X", (unsigned)(unsigned char)*text);
    }
  }
}

void sse_buffer_clear(sse_buffer *buffer) {
  buffer->length = 0;
  buffer->failed = false;
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

char *sse_copy(sse_str text) {
  char *copy = malloc(text.length + 1);
  if (!copy) return NULL;
  if (text.length > 0) memcpy(copy, text.data, text.length);
  copy[text.length] = '\0';
  return copy;
}
