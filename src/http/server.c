/* A server: its sockets, the library's threads, and its shutdown.
 * Each connection has its own thread, which answers one request after the other.
 */
#include "base/deadline.h"
#include "http/access.h"
#include "http/handle.h"
#include "http/socket.h"
#include "http/wire.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum {
  REQUEST_MEMORY = WIRE_LINE_MOST + WIRE_FIELDS_MOST + 16 * 1024, /* and the headers of the answer */
  DRAIN = 15                                                      /* seconds for open requests to finish */
};

/* The signals that end the server. */
static sigset_t ending_signals(void) {
  sigset_t ending;
  (void)sigemptyset(&ending); /* cannot fail for these signals */
  (void)sigaddset(&ending, SIGTERM);
  (void)sigaddset(&ending, SIGINT);
  return ending;
}

static sse_status start_daemon(struct http_server *server, struct listener *listener, sse_error *err) {
  const unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL |
                         MHD_USE_ITC | MHD_USE_ERROR_LOG;
  const unsigned per_address = server->options->trust_proxy ? 0 : HTTP_PER_ADDRESS;
  listener->daemon = MHD_start_daemon(
      flags, 0, NULL, NULL, handle_request, listener, MHD_OPTION_EXTERNAL_LOGGER, access_message, server,
      MHD_OPTION_LISTEN_SOCKET, listener->socket, MHD_OPTION_CONNECTION_LIMIT, (unsigned)HTTP_CONNECTIONS,
      MHD_OPTION_PER_IP_CONNECTION_LIMIT, per_address, MHD_OPTION_CONNECTION_TIMEOUT,
      (unsigned)CONNECTIONS_IDLE, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)REQUEST_MEMORY,
      MHD_OPTION_URI_LOG_CALLBACK, handle_line, server, MHD_OPTION_NOTIFY_COMPLETED, handle_end, server,
      MHD_OPTION_NOTIFY_CONNECTION, connections_notify, server->connections, MHD_OPTION_END);
  return listener->daemon ? SSE_OK : sse_fail(err, SSE_IO, "the HTTP server cannot be started");
}

sse_status http_start(const http_options *options, struct http_server **made, sse_error *err) {
  const sigset_t ending = ending_signals();
  struct http_server *server = *made = calloc(1, sizeof *server);
  if (!server) return sse_fail_memory(err);
  server->options = options;
  for (size_t i = 0; i < options->count; i++)
    server->listeners[i] =
        (struct listener){.server = server, .handler = &options->listeners[i].handler, .socket = -1};
  (void)pthread_sigmask(SIG_BLOCK, &ending, NULL);
  (void)signal(SIGPIPE, SIG_IGN); /* a client may close its connection early */
  sse_status status = connections_new(&server->connections, err);
  for (size_t i = 0; i < options->count && !status; i++)
    status = socket_open(options->listeners[i].place, i, &server->listeners[i].socket, err);
  if (!status && options->listening) options->listening(options->context);
  for (size_t i = 0; i < options->count && !status; i++)
    status = start_daemon(server, &server->listeners[i], err);
  return status;
}

/* Waits for a signal that ends the server, a second at a time; closes slow connections meanwhile. */
static void wait_for_end(struct http_server *server, const sigset_t *ending) {
  const struct timespec second = {.tv_sec = 1};
  while (sigtimedwait(ending, NULL, &second) < 0) {
    atomic_fetch_add(&server->metrics.closed, connections_sweep(server->connections));
    if (server->options->tick) server->options->tick(server->options->context);
  }
}

/* Stops accepting connections and waits until open requests have finished, the time is over or a second
 * signal comes. */
static void drain(struct http_server *server, const sigset_t *ending) {
  const struct timespec moment = {.tv_nsec = 20000000}, end = sse_deadline_in(DRAIN * 1000);
  atomic_store(&server->is_stopping, true);
  for (size_t i = 0; i < server->options->count; i++)
    server->listeners[i].socket = MHD_quiesce_daemon(server->listeners[i].daemon);
  (void)nanosleep(&moment, NULL); /* until the library's threads no longer wait for the sockets */
  for (size_t i = 0; i < server->options->count; i++) {
    if (server->listeners[i].socket >= 0) (void)close(server->listeners[i].socket); /* nothing was written */
    server->listeners[i].socket = -1;
  }
  while (sigtimedwait(ending, NULL, &moment) < 0 && atomic_load(&server->metrics.open) > 0 &&
         !sse_deadline_is_over(end))
    ;
}

void http_run(struct http_server *server) {
  const sigset_t ending = ending_signals();
  wait_for_end(server, &ending);
  drain(server, &ending);
}

void http_free(struct http_server *server) {
  if (!server) return;
  for (size_t i = 0; i < server->options->count; i++) {
    if (server->listeners[i].daemon) {
      MHD_stop_daemon(server->listeners[i].daemon); /* also closes its socket, unless drain() has taken it */
    } else if (server->listeners[i].socket >= 0) {
      (void)close(server->listeners[i].socket); /* nothing was written to it */
    }
  }
  connections_free(server->connections);
  free(server);
}

void http_address(const struct http_server *server, size_t listener, char address[HTTP_ADDRESS_SIZE]) {
  socket_address(server->listeners[listener].socket, address);
}

void http_put_metrics(struct http_server *server, const char *prefix, FILE *out) {
  metrics_put(&server->metrics, connections_count(server->connections), prefix, out);
}
