/* The names of open elements, in one buffer. An offset for each name makes every one of them, and the path
 * below any element, a part of that buffer.
 */
#include "source/format/element_path.h"

#include <assert.h>

void element_path_push(struct element_path *path, sse_str name) {
  assert(path->depth < ELEMENT_PATH_MOST);
  if (path->depth > 0) sse_buffer_append_text(&path->text, "/");
  path->starts[path->depth++] = path->text.length;
  sse_buffer_append_str(&path->text, name);
}

void element_path_pop(struct element_path *path) {
  assert(path->depth > 0);
  size_t start = path->starts[--path->depth];
  path->text.length = start > 0 ? start - 1 : 0;
}

sse_str element_path_name(const struct element_path *path, size_t depth) {
  if (path->text.failed || depth == 0 || depth > path->depth) return sse_str_of("");
  size_t end = depth < path->depth ? path->starts[depth] - 1 : path->text.length;
  return sse_str_part(sse_buffer_str(&path->text), path->starts[depth - 1], end);
}

sse_str element_path_below(const struct element_path *path, size_t depth) {
  if (path->text.failed) return sse_str_of("");
  size_t start = depth < path->depth ? path->starts[depth] : path->text.length;
  return sse_str_part(sse_buffer_str(&path->text), start, path->text.length);
}
