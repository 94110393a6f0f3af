/* What browsers may do with an answer: load nothing from elsewhere (Content Security Policy 3), and let
 * scripts of the origins that are named read the API (Fetch, 3.2).
 */
#include "web/headers.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

/* The origin that may read an answer of the API, of those in a list with spaces or commas between them: the
 * one that asks; where none asks, or any may, the first. Its length is 0 where there is none. */
static sse_str origin_for(const char *list, const char *asking) {
  static const char between[] = " ,";
  sse_str first = {0};
  for (const char *at = list + strspn(list, between); *at; at += strspn(at, between)) {
    sse_str one = {at, strcspn(at, between)};
    at += one.length;
    if (one.data[one.length - 1] == '/') one.length--;
    if (asking && sse_str_is(one, asking)) return one;
    if (first.length == 0) first = one;
  }
  return !asking || sse_str_is(first, "*") ? first : (sse_str){0};
}

/* What the API's answers have for scripts of other origins. */
static void add_cors(const char *list, const char *asking, http_answer *answer) {
  sse_str origin = origin_for(list, asking);
  char *allowed = sse_copy(origin);
  bool is_preflight = answer->status == ANSWER_NO_CONTENT;
  const struct {
    bool wanted;
    const char *name, *value;
  } headers[] = {
      {origin.length > 0, "Access-Control-Allow-Origin", allowed},
      {!is_preflight, "Access-Control-Expose-Headers", "ETag, Link, Retry-After"},
      {is_preflight, "Access-Control-Allow-Methods", "GET, HEAD"},
      {is_preflight, "Access-Control-Allow-Headers", "If-None-Match, Range"},
      {is_preflight, "Access-Control-Max-Age", "86400"},
      {is_preflight, "Allow", "GET, HEAD, OPTIONS"},
      {!sse_str_is(origin, "*"), "Vary", "Origin"},
  };
  answer->failed = answer->failed || !allowed;
  for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
    if (headers[i].wanted && allowed) http_add_header(answer, headers[i].name, headers[i].value);
  free(allowed);
}

void headers_add(const serve_options *options, const http_request *request, answer_kind kind,
                 http_answer *answer) {
  http_add_header(answer, "Content-Security-Policy",
                  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src "
                  "'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  http_add_header(answer, "X-Content-Type-Options", "nosniff");
  http_add_header(answer, "Referrer-Policy", "no-referrer");
  if (kind == ANSWER_API && options->cors) add_cors(options->cors, http_header(request, "Origin"), answer);
}

bool headers_preflight(const serve_options *options, http_answer *answer) {
  if (!options->cors) return false;
  answer->status = ANSWER_NO_CONTENT;
  return true;
}
