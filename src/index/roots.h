/* Private to index/: which of several roots a file belongs to, if one is below another or they are the same.
 * Roots are compared by their real paths, addresses as they are written.
 * Nothing is asked of the file system. */
#ifndef SSE_INDEX_ROOTS_H
#define SSE_INDEX_ROOTS_H

#include "index/run.h"

/* True if other roots may cover files of this one more closely. */
bool roots_are_closer(const struct places *places, const struct root *root);
/* The root that covers the file `key` of this root (places_key) most closely: the deepest folder or the file
 * itself; of the same ones, the first. */
const struct root *roots_closest(const struct places *places, const struct root *root, const char *key);

#endif
