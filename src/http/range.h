/* Private to http/: the part of a body that a request asks for (RFC 9110, 14).
 * Of several parts the whole is sent, as the standard allows.
 */
#ifndef SSE_HTTP_RANGE_H
#define SSE_HTTP_RANGE_H

#include <stddef.h>

enum { RANGE_SIZE = 80 };

typedef enum range_kind {
  RANGE_WHOLE, /* what is asked for cannot be read, or is more than one part: as if it were not */
  RANGE_PART,
  RANGE_NONE /* it begins after the end */
} range_kind;

/* Reads the value of Range for a body of `length` bytes; gives the first byte of the part, and how many it
 * has. */
range_kind range_read(const char *text, size_t length, size_t *first, size_t *count);
/* Writes the value of Content-Range; with no bytes that of an answer which has none of them (14.4). */
void range_write(size_t first, size_t count, size_t length, char text[RANGE_SIZE]);

#endif
