/* Private to http/: what all requests of a server share.
 * Made by server.c; any thread reads it, and counts.
 */
#ifndef SSE_HTTP_STATE_H
#define SSE_HTTP_STATE_H

#include "http/connections.h"
#include "http/http.h"
#include "http/metrics.h"

/* A place that is listened at. */
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
  atomic_bool is_stopping; /* connections end with the answer at hand */
};

#endif
