/* Private to http/: sends an answer to the client.
 * What RFC 9110 requires of any server is done here: conditions, ranges, codings, headers.
 */
#ifndef SSE_HTTP_SEND_H
#define SSE_HTTP_SEND_H

#include "http/state.h"

/* What was sent, for the log. Valid as long as the request. */
struct sent {
  unsigned status;
  size_t bytes; /* of the body */
};

/* Passes an answer and its body to the library; the caller resets what is left. Returns MHD_NO, which closes
 * the connection, if memory is short. */
enum MHD_Result send_answer(struct http_server *server, struct MHD_Connection *connection,
                            const http_request *request, http_answer *answer, struct sent *sent);

#endif
