/* Status and error: how a failure and its message travel up to the program that prints it.
 * Every fallible function returns a status and fills in the one sse_error that its caller passed;
 * the message names the file, says what is wrong and what to do. */
#include "base/status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool is_within_character(char byte) {
  return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Copies a text that is too long for a message without its middle: what comes first names the file, what
 * comes last is the reason. */
static void copy_ends(const char *text, size_t length, char *message, size_t size) {
  static const char gap[] = "…";
  const size_t room = size - sizeof gap; /* both have a NUL */
  size_t head = room / 2, tail = length - (room - head);
  while (head > 0 && is_within_character(text[head]))
    head--;
  while (tail < length && is_within_character(text[tail]))
    tail++;
  memcpy(message, text, head);
  memcpy(message + head, gap, sizeof gap - 1);
  memcpy(message + head + sizeof gap - 1, text + tail, length - tail + 1);
}

sse_status sse_fail(sse_error *err, sse_status status, const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  err->status = status;
  int length = vsnprintf(err->message, sizeof err->message, format, arguments);
  if (length < 0) err->message[0] = '\0';
  if (length >= (int)sizeof err->message) {
    char *whole = malloc((size_t)length + 1); /* without it, the message is cut at its end */
    if (whole && vsnprintf(whole, (size_t)length + 1, format, again) == length)
      copy_ends(whole, (size_t)length, err->message, sizeof err->message);
    free(whole);
  }
  va_end(again);
  va_end(arguments);
  return status;
}

static sse_status status_of_errno(int number) {
  switch (number) {
  case ENOENT:
  case ENOTDIR:
    return SSE_NOT_FOUND;
  case EACCES:
  case EPERM:
  case EROFS:
    return SSE_DENIED;
  case ENOMEM:
    return SSE_NO_MEMORY;
  default:
    return SSE_IO;
  }
}

sse_status sse_fail_errno(sse_error *err, int number, const char *path, const char *what) {
  return sse_fail(err, status_of_errno(number), "%s: %s: %s", path, what, strerror(number));
}
