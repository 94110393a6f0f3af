/* gzip by zlib. Of what is offered, the client's order does not matter: there is only this, or nothing. */
#include "serve/compress.h"
#include "base/str.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

/* True unless there is a weight of zero: q=0, q=0.000 (RFC 9110, 12.4.2). */
static bool has_weight(sse_str parameters) {
  sse_str one;
  for (size_t position = 0; sse_str_next(parameters, ';', &position, &one);) {
    one = sse_str_trim(one);
    if (one.length > 2 && (one.data[0] == 'q' || one.data[0] == 'Q') && one.data[1] == '=')
      return strspn(one.data + 2, "0.") < one.length - 2;
  }
  return true;
}

bool compress_is_accepted(const char *accepted) {
  bool by_name = false, is_named = false, by_any = false;
  sse_str one;
  for (size_t position = 0; sse_str_next(sse_str_of(accepted), ',', &position, &one);) {
    const char *semicolon = memchr(one.data, ';', one.length);
    size_t length = semicolon ? (size_t)(semicolon - one.data) : one.length;
    sse_str name = sse_str_trim(sse_str_part(one, 0, length)), rest = sse_str_part(one, length, one.length);
    if (sse_str_is(name, "*")) by_any = has_weight(rest);
    if (name.length != 4 || strncasecmp(name.data, "gzip", 4) != 0) continue;
    is_named = true;
    by_name = has_weight(rest);
  }
  return is_named ? by_name : by_any;
}

bool compress_gzip(char **body, size_t *length) {
  enum { GZIP = 16, MEMORY = 8 /* zlib's default */ };
  z_stream stream = {.next_in = (Bytef *)*body, .avail_in = (uInt)*length};
  if (*length > UINT_MAX ||
      deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + GZIP, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
    return false;
  char *packed = malloc(*length); /* where that is too small, it is no use */
  stream.next_out = (Bytef *)packed;
  stream.avail_out = packed ? (uInt)*length : 0;
  bool is_smaller = deflate(&stream, Z_FINISH) == Z_STREAM_END && packed;
  (void)deflateEnd(&stream); /* nothing is lost */
  if (is_smaller) {
    free(*body);
    *body = packed;
    *length = stream.total_out;
  } else {
    free(packed);
  }
  return is_smaller;
}
