/* The bytes of requests and answers, changed where the HTTP library differs from RFC 9112.
 * What it would wrongly accept is noted. What it would refuse with a page of its own, before the handler is
 * called, is changed into something that it accepts. So all refusals come from the handler. */
#ifndef SSE_HTTP_WIRE_H
#define SSE_HTTP_WIRE_H

enum {
  WIRE_LINE_MOST = 32 * 1024,
  WIRE_FIELDS_MOST = 32 * 1024 /* cost: 1 for each byte, 64 for each parameter or field */
};

/* The library receives Content-Length under this name. It then does not know the length, so the connection
 * must be closed after a request with a body. */
#define WIRE_CONTENT_LENGTH "Content-Lengt~"

/* The fault in the bytes of the request that has arrived, with the status to answer it; NULL if there is
 * none. Parts of such a request are lost or changed, so its connection must be closed. To be called in the
 * connection's thread. */
const char *wire_fault(unsigned *status);

/* The socket of the connection whose thread calls this; -1 in other threads. */
int wire_socket(void);

#endif
