/* Private to http/: what the HTTP library calls for each request.
 * In the thread of its connection; requests of different connections come at once.
 */
#ifndef SSE_HTTP_HANDLE_H
#define SSE_HTTP_HANDLE_H

#include "http/state.h"

/* A request's line was read (context: the server); it has arrived (MHD_AccessHandlerCallback; the listener);
 * it is over (the server). */
void *handle_line(void *context, const char *uri, struct MHD_Connection *connection);
enum MHD_Result handle_request(void *context, struct MHD_Connection *connection, const char *url,
                               const char *method, const char *version, const char *body, size_t *body_size,
                               void **state);
void handle_end(void *context, struct MHD_Connection *connection, void **state,
                enum MHD_RequestTerminationCode code);

#endif
