/* The path of a setting, name by name. Names are separated by dots; a name may contain dots of its own,
 * which need not be distinguished. A path is in one buffer, which grows and shrinks as tables are entered
 * and left. */
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
