/* Roots that overlap, such as a folder and another one in it.
 * A file that both cover must be read as one of them says, or each run would change its items twice.
 * The closest one wins, so that a folder can have settings of its own. */
#include "index/roots.h"
#include "base/path.h"
#include "base/url.h"

#include <string.h>

static bool is_closer(const struct root *inner, const struct root *outer) {
  if (inner == outer || !inner->path || !outer->path) return false;
  if (strcmp(inner->path, outer->path) == 0) return inner < outer;
  return !sse_url_is_web(sse_str_of(outer->path)) && sse_is_below(inner->path, outer->path);
}

bool roots_are_closer(const struct places *places, const struct root *root) {
  for (size_t i = 0; i < places->root_count; i++)
    if (is_closer(&places->roots[i], root)) return true;
  return false;
}

const struct root *roots_closest(const struct places *places, const struct root *root, const char *key) {
  const struct root *closest = root;
  for (size_t i = 0; i < places->root_count; i++)
    if (is_closer(&places->roots[i], closest) && sse_is_below(key, places->roots[i].path))
      closest = &places->roots[i];
  return closest;
}
