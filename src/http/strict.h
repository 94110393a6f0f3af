/* What a request may not be by RFC 9112, where HTTP's library lets it pass.
 * What one program takes for the end of a line or of a request and another does not, a proxy and we would
 * disagree about; so such a request is refused, and its connection closed. */
#ifndef SSE_HTTP_STRICT_H
#define SSE_HTTP_STRICT_H

#include <microhttpd.h>

/* What is wrong with a request whose headers have arrived; NULL for nothing. `target` is that of its line, as
 * it came. To be called in the connection's own thread. */
const char *strict_fault(struct MHD_Connection *connection, const char *target, const char *version);

/* What of a request that has arrived is too long, and the status that says so; NULL for nothing. Some of it
 * is lost then, so that its connection has to be closed. To be called there, too. */
enum {
  STRICT_LINE_MOST = 32 * 1024,
  STRICT_FIELDS_MOST = 32 * 1024 /* bytes, and 64 for each parameter or field */
};
const char *strict_size_fault(unsigned *status);

/* The socket of the connection whose thread this is; -1 in others. */
int strict_socket(void);

#endif
