/* A host and a port for a server to listen on.
 * Only the form is checked; nothing is looked up in DNS.
 * An IPv6 address is in brackets (RFC 3986, 3.2.2). */
#ifndef SSE_BASE_ENDPOINT_H
#define SSE_BASE_ENDPOINT_H

#include <stdbool.h>

enum { SSE_HOST_SIZE = 256 }; /* bytes of the longest name plus the NUL (RFC 1035, 2.3.4) */

/* Splits HOST:PORT or [HOST]:PORT; `*port` points into `text`, to a number from 0 to 65535. False for
 * anything else. */
bool sse_endpoint_split(const char *text, char host[SSE_HOST_SIZE], const char **port);

#endif
