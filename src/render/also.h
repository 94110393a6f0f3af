/* Private to render/: the other items of a hit's story, shown below it as "also: Paper B, Paper C" and
 * "also in fr, ko". Which names are shown is decided here once; each format writes them in its own way.
 * All pointers belong to the hit and live as long as it does. */
#ifndef SSE_RENDER_ALSO_H
#define SSE_RENDER_ALSO_H

#include "render/render.h"

enum { ALSO_GROUPS = 2, ALSO_NAMES = 12 };

/* Items of a hit that are named together, one per name. */
typedef struct also_group {
  sse_str before, after; /* the parts of the message around the names */
  const search_also *items[ALSO_NAMES];
  size_t count;
  bool is_translated; /* named by language rather than by publisher */
} also_group;

/* Fills in the groups of a hit; returns their number. */
size_t also_groups(const search_hit *hit, messages_language language, also_group groups[ALSO_GROUPS]);

/* Appends the name of an item in a group: its language, or else its publisher, host or headline. If memory is
 * short, `out->failed` is set. */
void also_append_name(const also_group *group, const search_also *item, sse_buffer *out);

#endif
