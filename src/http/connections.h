/* The connections there are, so that slow ones can be closed.
 * The HTTP library ends a connection on which nothing happens; one on which a byte comes now and then is
 * ended here. */
#ifndef SSE_HTTP_CONNECTIONS_H
#define SSE_HTTP_CONNECTIONS_H

#include "base/status.h"

#include <microhttpd.h>

enum {
  CONNECTIONS_IDLE = 15, /* seconds in which nothing happens */
  CONNECTIONS_REQUEST =
      20, /* that a request may take to arrive, from the connection or the answer before it on, */
  CONNECTIONS_ANSWER = 60 /* and its answer to be read */
};

struct connections;

/* `*made` is the caller's to free, once the library has closed all connections. Errors: SSE_NO_MEMORY. */
sse_status connections_new(struct connections **made, sse_error *err);
void connections_free(struct connections *all); /* NULL is allowed */

/* What the library calls when a connection begins and ends (MHD_NotifyConnectionCallback), with
 * the connections as its context. */
void connections_notify(void *context, struct MHD_Connection *connection, void **place,
                        enum MHD_ConnectionNotificationCode code);

/* A request has arrived; its answer was sent. */
void connections_arrived(struct connections *all, struct MHD_Connection *connection);
void connections_answered(struct connections *all, struct MHD_Connection *connection);

/* Closes those that are too slow; returns how many. */
size_t connections_sweep(struct connections *all);
size_t connections_count(struct connections *all);

#endif
