/* Private to search/: recognises items that share an id, as those of several archives may, or a story.
 * Items are recorded one after the other; the first of an id or a story stands for the others.
 * A story belongs to one archive. */
#ifndef SSE_SEARCH_SEEN_H
#define SSE_SEARCH_SEEN_H

#include "base/buffer.h"
#include "base/keys.h"
#include "index/index.h"

/* Initialise these four and set the rest to zero: nothing has been seen then. */
struct seen {
  const index_db *index;
  index_ranking *ranking;
  const index_common *common; /* if complete, it gives the ids; else they are read, which takes longer */
  bool by_story;              /* items of a story are one; else only ids count */
  sse_keys keys;
  size_t own; /* the number of keys that belong to an item that must not be a hit */
  sse_buffer id;
};

/* What of an item was seen before; SEEN_OWN is the story of the item that must not be a hit. */
enum seen_before { SEEN_NOTHING, SEEN_OWN, SEEN_STORY, SEEN_ID };

/* Records an item. Errors: those of the index, SSE_NO_MEMORY. */
sse_status seen_note(struct seen *seen, uint32_t item, enum seen_before *before, sse_error *err);
/* Records only its story. */
sse_status seen_note_story(struct seen *seen, uint32_t item, enum seen_before *before, sse_error *err);
/* Begins with an item that must not be a hit. */
sse_status seen_begin(struct seen *seen, uint32_t item, sse_error *err);
void seen_reset(struct seen *seen);

#endif
