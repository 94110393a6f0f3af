/* Status and error: how every function that can fail reports it.
 * A status is returned up the calls; the detail goes into one sse_error that the caller passes in.
 * Nothing here allocates, so that running out of memory can be reported too. */
#ifndef SSE_BASE_STATUS_H
#define SSE_BASE_STATUS_H

#include <stdio.h>

typedef enum sse_status {
  SSE_OK = 0,
  SSE_NOT_FOUND, /* no such file, index or item */
  SSE_DENIED,    /* it exists, but may not be read or written */
  SSE_INVALID,   /* invalid input */
  SSE_TOO_LARGE, /* input over a limit */
  SSE_IO,        /* reading or writing failed, or the disk is full */
  SSE_NO_MEMORY,
  SSE_DATABASE, /* not an index, damaged, or of another version */
  SSE_BUSY,     /* not now: another run holds the lock, or a site cannot say what it allows */
  SSE_TIMEOUT,  /* the time limit was exceeded */
  SSE_GONE      /* an address that is permanently gone, according to its server */
} sse_status;

/* What went wrong, for a person: names the file, says what is wrong and what to do. Owned by the caller,
 * written by the function that fails, and read only by programs/ and library/. */
typedef struct sse_error {
  sse_status status;
  char message[1024]; /* UTF-8, one line, no program name before it, no newline after it */
} sse_error;

/* Writes the status and the formatted message into `err` and returns `status`; a message that is too long
 * loses its middle, since its end says what is wrong. So a failure reads `return sse_fail(err, SSE_IO, …)`.
 */
sse_status sse_fail(sse_error *err, sse_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Reports a failed system call as `path: what: strerror(number)`; the status follows from errno's
 * `number`. */
sse_status sse_fail_errno(sse_error *err, int number, const char *path, const char *what);

/* Inline, so that a static analyser can tell that the result is never SSE_OK. */
static inline sse_status sse_fail_memory(sse_error *err) {
  (void)sse_fail(err, SSE_NO_MEMORY, "out of memory");
  return SSE_NO_MEMORY;
}

#endif
