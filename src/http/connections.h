/* The open connections, so that slow ones can be closed.
 * The HTTP library closes idle connections. A connection on which a byte arrives now and then is not idle,
 * and is closed here. */
#ifndef SSE_HTTP_CONNECTIONS_H
#define SSE_HTTP_CONNECTIONS_H

#include "base/status.h"

#include <microhttpd.h>

enum {
  CONNECTIONS_IDLE = 15,    /* seconds without any traffic */
  CONNECTIONS_REQUEST = 20, /* seconds for a request to arrive after the connection or the last answer */
  CONNECTIONS_ANSWER = 60   /* seconds for its answer to be read */
};

struct connections;

/* Creates the list; the caller frees `*made` once the library has closed all connections. Errors:
 * SSE_NO_MEMORY. */
sse_status connections_new(struct connections **made, sse_error *err);
void connections_free(struct connections *all); /* NULL is allowed */

/* Called by the library when a connection begins and ends (MHD_NotifyConnectionCallback); the context is the
 * list. */
void connections_notify(void *context, struct MHD_Connection *connection, void **place,
                        enum MHD_ConnectionNotificationCode code);

/* To be called when a request has arrived, and when its answer has been sent. */
void connections_arrived(struct connections *all, struct MHD_Connection *connection);
void connections_answered(struct connections *all, struct MHD_Connection *connection);

/* Closes the connections that are too slow; returns their number. */
size_t connections_sweep(struct connections *all);
size_t connections_count(struct connections *all);

#endif
