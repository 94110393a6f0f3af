/* Private to source/: elements in similar positions of a page, which may therefore be the headlines of a
 * list. Headings, links, and elements named as titles, each with the path of elements above it, make a shape;
 * elements of the same shape form a group. So do all elements marked as entries (h-entry, hAtom), and a
 * table's rows. */
#ifndef SSE_SOURCE_PAGE_SHAPES_H
#define SSE_SOURCE_PAGE_SHAPES_H

#include "source/page/tree.h"

typedef enum shape_kind { SHAPE_HEADING, SHAPE_TITLE, SHAPE_LINK, SHAPE_ENTRY, SHAPE_ROW } shape_kind;

typedef struct shape {
  uint64_t path;
  uint32_t element;
  shape_kind kind;
  bool is_boilerplate; /* names of elements around it say that it is not news */
} shape;

typedef struct page_shapes {
  shape *shapes; /* by path, then in page order */
  size_t count, capacity;
} page_shapes;

/* Collects the shapes of a page, except those in menus and footers. The caller resets them, whatever the
 * result. Errors: SSE_NO_MEMORY. */
sse_status shapes_collect(const page_tree *tree, page_shapes *shapes, sse_error *err);
void shapes_reset(page_shapes *shapes);

#endif
