/* A host and a port.
 * The last colon separates them; a host that contains colons must be in brackets.
 * The port is a number, since service names differ from machine to machine. */
#include "base/endpoint.h"

#include <stddef.h>
#include <string.h>

#include "base/str.h"

/* True for a number from 0 to 65535 in at most five digits. */
static bool is_port(const char *text) {
  unsigned number = 0;
  size_t length = strlen(text);
  if (length == 0 || length > 5) return false;
  for (; *text; text++) {
    if (!sse_is_digit(*text)) return false;
    number = number * 10 + (unsigned)(*text - '0');
  }
  return number <= 65535;
}

bool sse_endpoint_split(const char *text, char host[SSE_HOST_SIZE], const char **port) {
  const char *colon = strrchr(text, ':');
  if (!colon || colon == text || !is_port(colon + 1)) return false;
  bool has_brackets = text[0] == '[' && colon[-1] == ']';
  const char *start = text + has_brackets, *end = colon - has_brackets;
  if (end <= start || end - start >= SSE_HOST_SIZE) return false;
  size_t length = (size_t)(end - start);
  if (!has_brackets && memchr(start, ':', length)) return false;
  memcpy(host, start, length);
  host[length] = '\0';
  *port = colon + 1;
  return true;
}
