/* Private to search/: which items match a query, and how well.
 * class.c moves from one such item to the next; fill.c finds those of a whole stretch at once.
 * Both drive the cursors of a ranking, and check its constraints. */
#ifndef SSE_SEARCH_CLASS_H
#define SSE_SEARCH_CLASS_H

#include "search/cursor.h"

/* How well an item matches. */
enum rank_class {
  RANK_LITERAL, /* it has the words themselves, all of them */
  RANK_EVERY,   /* every word, or a synonym of it, or all its parts */
  RANK_SOME,
  RANK_NONE /* it does not satisfy the constraints */
};

/* The class of an item. Items must be passed in ascending order, starting at the first one or after
 * cursors_rewind. */
enum rank_class class_of_item(struct ranking *ranking, uint32_t item);
/* The first item at or after `item` that is of the class or a better one and satisfies the constraints;
 * CURSOR_END if there is none. */
uint32_t class_next(struct ranking *ranking, enum rank_class class, uint32_t item);
/* The items of a class or a better one in the stretch of `item` (FILTER_STRETCH), from `item` on, as bits.
 * The class must not be RANK_SOME, and there must be a required term group or a constraint. */
void class_fill(struct ranking *ranking, enum rank_class class, uint32_t item, uint64_t *bits);

#endif
