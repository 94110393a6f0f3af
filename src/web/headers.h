/* Private to web/: headers that say what browsers and scripts of other origins may do with an answer.
 * They depend on the kind of an answer, not on its content.
 * The options say which origins may read or embed it. */
#ifndef SSE_WEB_HEADERS_H
#define SSE_WEB_HEADERS_H

#include "http/http.h"
#include "web/answer.h"

/* Adds the headers for an answer of that kind, whose status and type are set. */
void headers_add(const serve_options *options, const http_request *request, answer_kind kind,
                 http_answer *answer);

/* Answers a CORS preflight: a browser asks whether a script of another origin may send a request (Fetch,
 * 4.9). Returns false and does nothing if no script may. */
bool headers_preflight(const serve_options *options, http_answer *answer);

#endif
