/* Violations of RFC 9112 in a request that the HTTP library does not reject.
 * A proxy and this server might disagree about where a line or a request ends (request smuggling). Such a
 * request is refused, and its connection closed. */
#ifndef SSE_HTTP_STRICT_H
#define SSE_HTTP_STRICT_H

#include <microhttpd.h>
#include <stdbool.h>

/* The fault of a request whose headers have arrived, with the status to answer it; NULL if there is none.
 * `target` is the one of the request line, as received. The caller must close the connection after a fault:
 * it is often uncertain where the next request begins. To be called in the connection's thread. */
const char *strict_fault(struct MHD_Connection *connection, const char *target, const char *version,
                         unsigned *status);

/* Returns true if the headers announce a body. The caller must then close the connection, too. */
bool strict_has_body(struct MHD_Connection *connection);

#endif
