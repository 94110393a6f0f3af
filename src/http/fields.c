/* Header fields of requests and answers: found, compared, added.
 * Lists are as RFC 9110, 5.6.1 has them.
 */
#include "base/str.h"
#include "http/http.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *http_header(const http_request *request, const char *name) {
  for (size_t i = 0; i < request->header_count; i++)
    if (strcasecmp(request->headers[i].name, name) == 0) return request->headers[i].value;
  return NULL;
}

bool http_is_known(const http_request *request, const char *tag) {
  const char *known = http_header(request, "If-None-Match"), *quoted = strchr(tag, '"');
  sse_str one;
  for (size_t position = 0; quoted && sse_str_next(sse_str_of(known), ',', &position, &one);) {
    one = sse_str_trim(one); /* our tags contain no comma */
    if (sse_str_begins(one, "W/")) one = sse_str_part(one, 2, one.length);
    if (sse_str_equal(one, sse_str_of(quoted))) return true;
  }
  return false;
}

/* The weight that a list gives to a type by name, in thousandths; -1 if it does not name the type. */
static int weight_of(const char *accepted, const char *type) {
  sse_str one;
  for (size_t position = 0; sse_str_next(sse_str_of(accepted), ',', &position, &one);) {
    const char *semicolon = one.length > 0 ? memchr(one.data, ';', one.length) : NULL;
    size_t end = semicolon ? (size_t)(semicolon - one.data) : one.length;
    if (!sse_str_is(sse_str_trim(sse_str_part(one, 0, end)), type)) continue;
    char *copy = sse_copy(one), *weight = copy ? strstr(copy, "q=") : NULL;
    int value = weight ? (int)(strtod(weight + 2, NULL) * 1000) : 1000;
    free(copy);
    return value;
  }
  return -1;
}

bool http_prefers(const http_request *request, const char *type, const char *other) {
  const char *accepted = http_header(request, "Accept");
  int weight = weight_of(accepted, type);
  return weight > 0 && weight >= weight_of(accepted, other);
}

void http_add_header(http_answer *answer, const char *name, const char *value) {
  char *copy = answer->header_count < HTTP_HEADERS_MOST ? sse_copy(sse_str_of(value)) : NULL;
  if (!copy) {
    answer->failed = true;
    return;
  }
  answer->headers[answer->header_count].name = name;
  answer->headers[answer->header_count++].value = copy;
}

void http_answer_reset(http_answer *answer) {
  free(answer->body);
  free(answer->location);
  for (size_t i = 0; i < answer->header_count; i++)
    free(answer->headers[i].value);
  if (answer->stream.free) answer->stream.free(answer->stream.context);
  *answer = (http_answer){0};
}
