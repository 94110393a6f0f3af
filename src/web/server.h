/* Private to web/: what all requests of a server share, and the one function that HTTP's library calls for
 * each of them. */
#ifndef SSE_WEB_SERVER_H
#define SSE_WEB_SERVER_H

#include "http/cache.h"
#include "http/connections.h"
#include "web/brand.h"
#include "web/metrics.h"

struct server {
  const serve_options *options;
  struct pool *pool;
  struct cache *cache; /* NULL for none */
  struct connections *connections;
  struct metrics metrics;
  struct brand brand;
  uint64_t identity;       /* tells program and options from others, so that a restart with others is seen */
  sse_str prefix;          /* of paths, as a proxy passes them: "/archive"; may be empty */
  atomic_bool is_stopping; /* connections end with the answer at hand */
};

/* What MHD_start_daemon takes, each with the server as its context: a request's line was read; it has arrived
 * (MHD_AccessHandlerCallback); it is over. */
void *handle_line(void *context, const char *uri, struct MHD_Connection *connection);
enum MHD_Result handle_request(void *context, struct MHD_Connection *connection, const char *url,
                               const char *method, const char *version, const char *body, size_t *body_size,
                               void **state);
void handle_end(void *context, struct MHD_Connection *connection, void **state,
                enum MHD_RequestTerminationCode code);

#endif
