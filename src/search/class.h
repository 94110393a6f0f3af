/* Private to search/: which items match a query, and how well.
 * class.c goes from one such item to the next; fill.c finds those of a stretch at once.
 * Both lead the cursors of a ranking, and ask its constraints. */
#ifndef SSE_SEARCH_CLASS_H
#define SSE_SEARCH_CLASS_H

#include "search/cursor.h"

/* How well an item matches. */
enum rank_class {
  RANK_LITERAL, /* it has every word */
  RANK_EVERY,   /* every word, or a synonym of it, or all its parts */
  RANK_SOME,
  RANK_NONE /* it does not satisfy the constraints */
};

/* How well an item matches. Items are asked for in ascending order, from the first one or cursors_rewind on.
 */
enum rank_class class_of_item(struct ranking *ranking, uint32_t item);
/* The first item at or after `item` of a class or a better one that satisfies the constraints; CURSOR_END. */
uint32_t class_next(struct ranking *ranking, enum rank_class class, uint32_t item);
/* The items of a class, not RANK_SOME, or a better one in the stretch of `item` (FILTER_STRETCH), from that
 * one on: bits. There is a term group that is required, or a constraint. */
void class_fill(struct ranking *ranking, enum rank_class class, uint32_t item, uint64_t *bits);

#endif
