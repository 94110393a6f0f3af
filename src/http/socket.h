/* Private to http/: the sockets that the server listens on.
 * They are opened by host name or address, or inherited from systemd.
 */
#ifndef SSE_HTTP_SOCKET_H
#define SSE_HTTP_SOCKET_H

#include "http/http.h"

/* Opens the `nth` socket, counted from 0: the nth one that systemd passes, or else one at HOST:PORT. The
 * caller closes `*made`; it is -1 after an error. Errors: SSE_INVALID for a malformed address, SSE_IO. */
sse_status socket_open(const char *place, size_t nth, int *made, sse_error *err);
/* Writes the address of a socket; "" if unknown. */
void socket_address(int socket, char address[HTTP_ADDRESS_SIZE]);

#endif
