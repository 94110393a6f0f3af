/* What browsers may do with an answer: load nothing from elsewhere (Content Security Policy 3), show it in
 * pages that demand consent to that (HTML, 7.1.4: the script of embed.js, frames), and let scripts of the
 * configured origins read the API (Fetch, 3.2). Pages that embed the search also call the API. */
#include "web/headers.h"
#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>

static const char between[] = " ,";

/* The next origin of a list separated by spaces or commas; empty after the last one. */
static sse_str next_origin(const char **list) {
  if (!*list) return (sse_str){0};
  const char *at = *list + strspn(*list, between);
  sse_str one = {at, strcspn(at, between)};
  *list = at + one.length;
  if (one.length > 0 && one.data[one.length - 1] == '/') one.length--;
  return one;
}

/* The origin in a list that may read an answer of the API: the requesting one, exactly as the client wrote
 * it, since browsers compare it byte by byte; the first of the list if there is no requesting one or if any
 * may read. Empty if there is none. */
static sse_str origin_in(const char *list, const char *asking) {
  sse_str first = {0}, one;
  while ((one = next_origin(&list)).length > 0) {
    if (asking && sse_str_is(one, asking)) return sse_str_of(asking);
    if (first.length == 0) first = one;
  }
  return !asking || sse_str_is(first, "*") ? first : (sse_str){0};
}

/* Pages that embed the search also call the API. */
static sse_str origin_for(const serve_options *options, const char *asking) {
  sse_str origin = origin_in(options->cors, asking);
  return origin.length > 0 ? origin : origin_in(options->embed, asking);
}

/* Adds the headers of the API for scripts of other origins. */
static void add_cors(const serve_options *options, const char *asking, http_answer *answer) {
  sse_str origin = origin_for(options, asking);
  char *allowed = sse_copy(origin);
  bool is_preflight = answer->status == ANSWER_NO_CONTENT;
  const struct {
    bool wanted;
    const char *name, *value;
  } headers[] = {
      {origin.length > 0, "Access-Control-Allow-Origin", allowed},
      {!is_preflight, "Access-Control-Expose-Headers", "ETag, Retry-After, Content-Range"},
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

/* Adds the policy, which includes the origins whose pages may embed ours in a frame. */
static void add_policy(const serve_options *options, http_answer *answer) {
  sse_buffer policy = {0};
  const char *list = options->embed;
  sse_str one = next_origin(&list);
  sse_buffer_append_text(&policy, "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
                                  "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors");
  if (one.length == 0) sse_buffer_append_text(&policy, " 'none'");
  for (; one.length > 0; one = next_origin(&list)) {
    sse_buffer_append_text(&policy, " ");
    sse_buffer_append_str(&policy, one);
  }
  answer->failed = answer->failed || policy.failed;
  if (!policy.failed) http_add_header(answer, "Content-Security-Policy", policy.data);
  sse_buffer_reset(&policy);
}

void headers_add(const serve_options *options, const http_request *request, answer_kind kind,
                 http_answer *answer) {
  add_policy(options, answer);
  http_add_header(answer, "Cross-Origin-Resource-Policy", "cross-origin");
  http_add_header(answer, "Cross-Origin-Embedder-Policy", "require-corp");
  http_add_header(answer, "X-Content-Type-Options", "nosniff");
  http_add_header(answer, "Referrer-Policy", "no-referrer");
  if (kind == ANSWER_API && (options->cors || options->embed))
    add_cors(options, http_header(request, "Origin"), answer);
}

bool headers_preflight(const serve_options *options, http_answer *answer) {
  if (!options->cors && !options->embed) return false;
  answer->status = ANSWER_NO_CONTENT;
  return true;
}
