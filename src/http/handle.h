/* Private to http/: the callbacks that the HTTP library calls for each request.
 * Each runs in the thread of its connection; requests of different connections run concurrently.
 */
#ifndef SSE_HTTP_HANDLE_H
#define SSE_HTTP_HANDLE_H

#include "http/state.h"

/* The request line was read (`context` is the server); the request has arrived (MHD_AccessHandlerCallback;
 * `context` is the listener); the request is over (`context` is the server). */
void *handle_line(void *context, const char *uri, struct MHD_Connection *connection);
enum MHD_Result handle_request(void *context, struct MHD_Connection *connection, const char *url,
                               const char *method, const char *version, const char *body, size_t *body_size,
                               void **state);
void handle_end(void *context, struct MHD_Connection *connection, void **state,
                enum MHD_RequestTerminationCode code);

#endif
