/* What a request may not be by RFC 9112, where HTTP's library lets it pass.
 * What one program takes for the end of a line or of a request and another does not, a proxy and we would
 * disagree about; so such a request is refused, and its connection closed. */
#ifndef SSE_HTTP_STRICT_H
#define SSE_HTTP_STRICT_H

#include <microhttpd.h>

/* What is wrong with a request whose headers have arrived; NULL for nothing. `target` is that of its line, as
 * it came. To be called in the connection's own thread. */
const char *strict_fault(struct MHD_Connection *connection, const char *target, const char *version);

/* The socket of the connection whose thread this is; -1 in others. */
int strict_socket(void);

#endif
