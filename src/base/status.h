/* Status and error: how every function that can fail says so.
 * A status travels up the calls; the detail goes into one sse_error that the caller passes in.
 * Nothing here allocates, so that running out of memory can be reported too. */
#ifndef SSE_BASE_STATUS_H
#define SSE_BASE_STATUS_H

#include <stdio.h>

typedef enum sse_status {
  SSE_OK = 0,
  SSE_NOT_FOUND, /* a file, an index or an item is not there */
  SSE_DENIED,    /* there, but not ours to read or write */
  SSE_INVALID,   /* input that is not what it has to be */
  SSE_TOO_LARGE, /* input over a limit */
  SSE_IO,        /* reading or writing failed, a full disk included */
  SSE_NO_MEMORY,
  SSE_DATABASE, /* the index is not one, is damaged, or is of another version */
  SSE_BUSY,     /* not now: another run holds the lock, or a site cannot say what it allows */
  SSE_TIMEOUT,  /* it took longer than it may */
  SSE_GONE      /* an address that its server says is gone for good */
} sse_status;

/* What went wrong, for a person: names the file, says what is wrong and what to do.
 * The caller owns it; it is written by the function that fails and read by programs/ only. */
typedef struct sse_error {
  sse_status status;
  char message[1024]; /* UTF-8, one line, no program name in front and no newline after */
} sse_error;

/* Writes the status and the formatted message (cut where it is too long) into `err` and returns `status`,
 * so that a failure reads `return sse_fail(err, SSE_IO, …)`. */
sse_status sse_fail(sse_error *err, sse_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same for a failed system call: `path: what: strerror(number)`, the status chosen by errno's `number`.
 */
sse_status sse_fail_errno(sse_error *err, int number, const char *path, const char *what);

/* Inline, so that a static analyser sees that the result is never SSE_OK. */
static inline sse_status sse_fail_memory(sse_error *err) {
  (void)sse_fail(err, SSE_NO_MEMORY, "out of memory");
  return SSE_NO_MEMORY;
}

#endif
