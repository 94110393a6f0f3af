/* The bytes of requests and answers, where HTTP's library would have them otherwise than RFC 9112.
 * What it takes for right and is not is noted, and what it would refuse by a page of its own, in English and
 * before we are asked, comes to it in a form that it takes: so all refusals are ours. */
#ifndef SSE_HTTP_WIRE_H
#define SSE_HTTP_WIRE_H

enum {
  WIRE_LINE_MOST = 32 * 1024,
  WIRE_FIELDS_MOST = 32 * 1024 /* bytes, and 64 for each parameter or field */
};

/* The name under which Content-Length comes here. The library does not know of the length then, so that a
 * connection has to be closed after a request with a body. */
#define WIRE_CONTENT_LENGTH "Content-Lengt~"

/* What is wrong with the bytes of the request that has arrived, and the status that says so; NULL for
 * nothing. Some of it is lost or is another then, so that its connection has to be closed. To be called in
 * the connection's own thread. */
const char *wire_fault(unsigned *status);

/* The socket of the connection whose thread this is; -1 in others. */
int wire_socket(void);

#endif
