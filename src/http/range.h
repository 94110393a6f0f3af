/* Private to http/: the part of a body that a request asks for (RFC 9110, 14).
 * A request for several parts gets the whole body, as the standard allows.
 */
#ifndef SSE_HTTP_RANGE_H
#define SSE_HTTP_RANGE_H

#include <stddef.h>

enum { RANGE_SIZE = 80 };

typedef enum range_kind {
  RANGE_WHOLE, /* malformed or several parts: the header is ignored */
  RANGE_PART,
  RANGE_NONE /* the part begins after the end */
} range_kind;

/* Reads the value of Range for a body of `length` bytes. For RANGE_PART, `*first` and `*count` are the first
 * byte of the part and its length. */
range_kind range_read(const char *text, size_t length, size_t *first, size_t *count);
/* Writes the value of Content-Range; if `count` is 0, the value for an unsatisfiable range (14.4). */
void range_write(size_t first, size_t count, size_t length, char text[RANGE_SIZE]);

#endif
