/* Private to web/: from a request of HTTP to the answer: what the server in front of it calls.
 * Nothing here listens, so that it can be asked by tests and a fuzzer too.
 * What cannot be answered is told as the path's neighbours speak: a page, JSON or plain text. */
#ifndef SSE_WEB_HANDLER_H
#define SSE_WEB_HANDLER_H

#include "web/server.h"

/* As in http_handler, with a struct server as the context. */
void handler_answer(void *context, const http_request *request, http_answer *answer);
void handler_refuse(void *context, const http_request *request, unsigned status, const char *why,
                    http_answer *answer);

#endif
