/* Private to web/: the handler of HTTP requests, which the HTTP server calls.
 * Nothing here listens, so tests and a fuzzer can call it too.
 * Errors are reported in the form of the path's other answers: a page, JSON or plain text. */
#ifndef SSE_WEB_HANDLER_H
#define SSE_WEB_HANDLER_H

#include "web/server.h"

/* The functions of http_handler; the context is a struct server. */
void handler_answer(void *context, const http_request *request, http_answer *answer);
void handler_refuse(void *context, const http_request *request, unsigned status, const char *why,
                    http_answer *answer);

#endif
