/* The path of a setting, name by name.
 * Names are separated by points; a name may have points of its own, which nobody needs to tell apart.
 * A path lives in one buffer, which grows and shrinks with the tables that are gone through. */
#include "source/format/settings.h"

size_t settings_enter(sse_buffer *path, sse_str name) {
  size_t length = path->length;
  if (length > 0) sse_buffer_append_text(path, ".");
  sse_buffer_append_str(path, name);
  return length;
}

void settings_leave(sse_buffer *path, size_t length) {
  path->length = length;
  if (path->data) path->data[length] = '\0';
}
