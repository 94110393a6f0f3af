/* Addresses of the web.
 * What is one is told here alone, for all rooms.
 * Source: RFC 3986. */
#include "base/url.h"

#include <string.h>
#include <strings.h>

void sse_url_append_encoded(sse_buffer *buffer, const char *text, const char *also) {
  for (; *text; text++) {
    bool plain = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') ||
                 (*text >= '0' && *text <= '9') || strchr("-._~", *text) || strchr(also, *text);
    if (plain) {
      sse_buffer_append(buffer, text, 1);
    } else {
      sse_buffer_printf(buffer, "%%%02X", (unsigned)(unsigned char)*text);
    }
  }
}

bool sse_url_is_web(sse_str text) {
  bool scheme = (text.length > 7 && strncasecmp(text.data, "http://", 7) == 0) ||
                (text.length > 8 && strncasecmp(text.data, "https://", 8) == 0);
  return scheme && !memchr(text.data, ' ', text.length) && !memchr(text.data, '\t', text.length);
}

bool sse_url_is_root(sse_str url) {
  size_t host = url.length > 8 && url.data[4] == 's' ? 8 : 7, end = host;
  if (!sse_url_is_web(url)) return false;
  while (end < url.length && url.data[end] != '/' && url.data[end] != '?')
    end++;
  return end == url.length || (end + 1 == url.length && url.data[end] == '/');
}

void sse_url_append_canonical(sse_buffer *out, sse_str url) {
  if (sse_url_is_web(url)) sse_buffer_append_str(out, url);
}
