/* What a request may not be by RFC 9112, where HTTP's library lets it pass.
 * What one program takes for the end of a line or of a request and another does not, a proxy and we would
 * disagree about; so such a request is refused, and its connection closed. */
#ifndef SSE_HTTP_STRICT_H
#define SSE_HTTP_STRICT_H

#include <microhttpd.h>
#include <stdbool.h>

/* What is wrong with a request whose headers have arrived, and the status that says so; NULL for nothing.
 * `target` is that of its line, as it came. Its connection has to be closed then: of most it is not certain
 * where the next request begins. To be called in the connection's own thread. */
const char *strict_fault(struct MHD_Connection *connection, const char *target, const char *version,
                         unsigned *status);

/* True where a request tells of a body, after which its connection has to be closed, too. */
bool strict_has_body(struct MHD_Connection *connection);

#endif
