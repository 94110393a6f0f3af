/* Private to http/: the state that all requests of a server share.
 * server.c creates it; any thread may read it, and update the counters.
 */
#ifndef SSE_HTTP_STATE_H
#define SSE_HTTP_STATE_H

#include "http/connections.h"
#include "http/http.h"
#include "http/metrics.h"

/* An address that the server listens on. */
struct listener {
  struct http_server *server;
  const http_handler *handler;
  struct MHD_Daemon *daemon;
  int socket; /* -1 for none */
};

struct http_server {
  const http_options *options;
  struct listener listeners[HTTP_LISTENERS_MOST];
  struct connections *connections;
  struct metrics metrics;
  atomic_bool is_stopping; /* connections are closed after the current answer */
};

#endif
