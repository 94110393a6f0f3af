/* Private to http/: the access log, including the requests that the HTTP library itself refuses.
 * Every request that is logged is also counted in the metrics.
 */
#ifndef SSE_HTTP_ACCESS_H
#define SSE_HTTP_ACCESS_H

#include "http/state.h"

#include <stdarg.h>

enum { ACCESS_ADDRESS_SIZE = 64 };

/* A request as it is logged. All text is borrowed. */
struct access_line {
  const char *address, *method, *target, *version;
  unsigned status;
  size_t bytes;
};

/* Writes the address that a connection comes from, or "-" if it is unknown. */
void access_address(struct MHD_Connection *connection, char address[ACCESS_ADDRESS_SIZE]);
/* Counts an answered request, and logs it unless the server is quiet. */
void access_note(struct http_server *server, const struct access_line *line, uint64_t microseconds);

/* Called by the library with its own messages; the context is the server. Requests that the library itself
 * refused are counted and logged. */
void access_message(void *context, const char *format, va_list values) __attribute__((format(printf, 2, 0)));

#endif
