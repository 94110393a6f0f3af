/* Private to http/: an answer on its way to the client.
 * What RFC 9110 has any server do with a ready answer is done here: conditions, ranges, codings, headers.
 */
#ifndef SSE_HTTP_SEND_H
#define SSE_HTTP_SEND_H

#include "http/state.h"

/* What was sent, for the log. It lasts as long as the request. */
struct sent {
  unsigned status;
  size_t bytes; /* of the body */
};

/* Gives an answer to the library, and the body with it; what is left in it is the caller's to reset. MHD_NO,
 * by which the connection is closed, where memory is short. */
enum MHD_Result send_answer(struct http_server *server, struct MHD_Connection *connection,
                            const http_request *request, http_answer *answer, struct sent *sent);

#endif
