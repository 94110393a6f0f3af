/* Status and error: how a failure and its message travel up to the program that prints it.
 * Every fallible function returns a status and fills in the one sse_error that its caller passed;
 * the message names the file, says what is wrong and what to do. */
#include "base/status.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

sse_status sse_fail(sse_error *err, sse_status status, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  err->status = status;
  if (vsnprintf(err->message, sizeof err->message, format, arguments) < 0) err->message[0] = '\0';
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
