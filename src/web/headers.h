/* Private to web/: headers that say what others may do with an answer: browsers, scripts of other origins.
 * They depend on the kind of an answer, not on what is in it.
 * Which origins may read or embed something, the options say. */
#ifndef SSE_WEB_HEADERS_H
#define SSE_WEB_HEADERS_H

#include "http/http.h"
#include "web/answer.h"

/* Adds the headers of an answer of that kind, whose status and type are known. */
void headers_add(const serve_options *options, const http_request *request, answer_kind kind,
                 http_answer *answer);

/* Answers the question of a browser whether a script of another origin may ask (Fetch, 4.9). False, and
 * nothing done, where no such script may. */
bool headers_preflight(const serve_options *options, http_answer *answer);

#endif
