/* Private to web/: what who runs the server asks for: health and metrics.
 * Both are answered whatever the index does.
 * They may have an address of their own, which readers of the archive do not reach. */
#ifndef SSE_WEB_OPERATOR_H
#define SSE_WEB_OPERATOR_H

#include "web/server.h"

/* True for /healthz and /metrics. */
bool operator_has(const char *path);

/* Answers /healthz and /metrics; false, and nothing done, for another path. */
bool operator_answer(struct server *server, const char *path, http_answer *answer);

/* An address that has these alone: as in http_handler, with a struct server as the context. */
void operator_answer_alone(void *context, const http_request *request, http_answer *answer);
void operator_refuse(void *context, const http_request *request, unsigned status, const char *why,
                     http_answer *answer);

#endif
