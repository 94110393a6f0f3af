/* Private to http/: the access log, and what the HTTP library answers or closes without asking us.
 * Counters go with it: what is logged is counted.
 */
#ifndef SSE_HTTP_ACCESS_H
#define SSE_HTTP_ACCESS_H

#include "http/state.h"

#include <stdarg.h>

enum { ACCESS_ADDRESS_SIZE = 64 };

/* A request as the log has it. All text is borrowed. */
struct access_line {
  const char *address, *method, *target, *version;
  unsigned status;
  size_t bytes;
};

/* Writes the address that a connection comes from, "-" where it is not known. */
void access_address(struct MHD_Connection *connection, char address[ACCESS_ADDRESS_SIZE]);
/* Counts a request that has been answered, and logs it unless the server is quiet. */
void access_note(struct http_server *server, const struct access_line *line, uint64_t microseconds);

/* What the library calls for its own messages, with the server as its context. What it has refused by itself
 * is noted. */
void access_message(void *context, const char *format, va_list values) __attribute__((format(printf, 2, 0)));

#endif
