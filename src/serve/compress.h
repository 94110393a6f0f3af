/* Private to serve/: bodies made smaller for those who take them so. */
#ifndef SSE_SERVE_COMPRESS_H
#define SSE_SERVE_COMPRESS_H

#include <stdbool.h>
#include <stddef.h>

/* True where Accept-Encoding (RFC 9110, 12.5.3; NULL for none) takes gzip. */
bool compress_is_accepted(const char *accepted);

/* Puts the body (malloc's) in gzip's format (RFC 1952) in its own place. False, and nothing changed, where
 * that would not make it smaller, or memory is short. */
bool compress_gzip(char **body, size_t *length);

#endif
