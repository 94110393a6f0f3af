/* Private to render/: the other items of a hit's story, as they stand under it: "also: Paper B, Paper C" and
 * "also in fr, ko". Each format writes the names in its own way; which there are is said here once.
 * They are of the hit, and last as long. */
#ifndef SSE_RENDER_ALSO_H
#define SSE_RENDER_ALSO_H

#include "render/render.h"

enum { ALSO_GROUPS = 2, ALSO_NAMES = 12 };

/* Those of a hit that are named together, one for each name. */
typedef struct also_group {
  sse_str before, after; /* of the message, around the names */
  const search_also *items[ALSO_NAMES];
  size_t count;
  bool is_translated; /* they are named by their languages, else by their publishers */
} also_group;

/* Fills in the groups that a hit has; gives how many. */
size_t also_groups(const search_hit *hit, messages_language language, also_group groups[ALSO_GROUPS]);

/* Appends what an item of a group is called: its language, its publisher, its host, at last its headline.
 * Where memory is short, the buffer has failed. */
void also_append_name(const also_group *group, const search_also *item, sse_buffer *out);

#endif
