/* Private to source/: the names of the elements that are open while XML is read tag by tag.
 * The outermost has depth 1. Only the names' text is allocated; if that fails, `text.failed` says so, and all
 * names are "". The structure is all zero while no element is open. */
#ifndef SSE_SOURCE_FORMAT_ELEMENT_PATH_H
#define SSE_SOURCE_FORMAT_ELEMENT_PATH_H

#include "base/buffer.h"

enum { ELEMENT_PATH_MOST = 100 /* how many elements may be open */ };

struct element_path {
  sse_buffer text; /* the names, separated by slashes; what is appended to it belongs to the last name */
  size_t starts[ELEMENT_PATH_MOST]; /* offsets of the names in it */
  size_t depth;                     /* how many elements are open */
};

/* Opens an element; fewer than ELEMENT_PATH_MOST may be open. */
void element_path_push(struct element_path *path, sse_str name);
/* Closes the innermost element. */
void element_path_pop(struct element_path *path);
/* The name of the element at a depth, borrowed until one is opened; "" if none is open there. */
sse_str element_path_name(const struct element_path *path, size_t depth);
/* The names of the elements inside that of a depth, separated by slashes; borrowed likewise. */
sse_str element_path_below(const struct element_path *path, size_t depth);

#endif
