/* Private to web/: health and metrics, for whoever operates the server.
 * Both are answered whatever state the index is in.
 * They may have their own address, which readers of the archive cannot reach. */
#ifndef SSE_WEB_OPERATOR_H
#define SSE_WEB_OPERATOR_H

#include "web/server.h"

/* Returns true for /healthz and /metrics. */
bool operator_has(const char *path);

/* Answers /healthz and /metrics; returns false and does nothing for another path. */
bool operator_answer(struct server *server, const char *path, http_answer *answer);

/* The handler of an address that has only these two: the functions of http_handler; the context is a struct
 * server. */
void operator_answer_alone(void *context, const http_request *request, http_answer *answer);
void operator_refuse(void *context, const http_request *request, unsigned status, const char *why,
                     http_answer *answer);

#endif
