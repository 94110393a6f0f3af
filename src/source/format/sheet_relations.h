/* Private to source/: the relations of a file in a package (ECMA-376, part 2, 9.3): identifiers that stand
 * for the addresses of other files, or of pages on the web.
 * Pure functions, except for the memory they fill. */
#ifndef SSE_SOURCE_SHEET_RELATIONS_H
#define SSE_SOURCE_SHEET_RELATIONS_H

#include "base/buffer.h"
#include "base/status.h"

struct sheet_relation {
  char *id, *target;
};

/* All zero is none. */
struct sheet_relations {
  struct sheet_relation *all; /* in the order of their identifiers */
  size_t count, capacity;
};

/* Reads them from a file; no file has none. Errors: SSE_INVALID for a file that is cut off, SSE_NO_MEMORY. */
sse_status sheet_relations_read(struct sheet_relations *relations, sse_str xml, sse_error *err);
/* The target with this identifier, borrowed; none if there is none. */
sse_str sheet_relations_target(const struct sheet_relations *relations, sse_str id);
void sheet_relations_reset(struct sheet_relations *relations);

#endif
