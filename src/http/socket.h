/* Private to http/: the sockets that are listened at.
 * By name or number, or as systemd passes one.
 */
#ifndef SSE_HTTP_SOCKET_H
#define SSE_HTTP_SOCKET_H

#include "http/http.h"

/* Opens the `nth` one, from 0 on: that which systemd passes, where it passes so many, else one at HOST:PORT.
 * `*made` is the caller's to close, -1 for none. Errors: SSE_INVALID for a place that is none, SSE_IO. */
sse_status socket_open(const char *place, size_t nth, int *made, sse_error *err);
/* Writes the address that it is at; "" where that is not known. */
void socket_address(int socket, char address[HTTP_ADDRESS_SIZE]);

#endif
