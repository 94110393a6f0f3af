/* Binary search for a key in a sorted file.
 * Lines are found by looking for their ends, so that nothing has to be built from the file first.
 * Lines are in the byte order of memcmp. */
#include "base/lookup.h"

#include <string.h>

sse_str sse_lookup(sse_str file, sse_str key) {
  size_t low = 0, high = file.length; /* offsets of line beginnings */
  while (low < high) {
    const char *middle = file.data + low + (high - low) / 2,
               *before = memrchr(file.data + low, '\n', (size_t)(middle - file.data) - low);
    const char *line = before ? before + 1 : file.data + low;
    const char *end = memchr(line, '\n', file.length - (size_t)(line - file.data));
    const char *space = memchr(line, ' ', (size_t)(end - line));
    size_t length = (size_t)((space ? space : end) - line);
    int order = sse_str_compare((sse_str){line, length}, key);
    if (order == 0) return (sse_str){line + length + 1, space ? (size_t)(end - space) - 1 : 0};
    if (order < 0) {
      low = (size_t)(end - file.data) + 1;
    } else {
      high = (size_t)(line - file.data);
    }
  }
  return (sse_str){0};
}
