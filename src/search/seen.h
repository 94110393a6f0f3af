/* Private to search/: what hits have in common: an id, which items of several archives may share, or a story.
 * Items are noted one after the other; the first of an id or a story stands for the others.
 * A story is one of an archive. */
#ifndef SSE_SEARCH_SEEN_H
#define SSE_SEARCH_SEEN_H

#include "base/buffer.h"
#include "base/keys.h"
#include "index/index.h"

/* All zero but for these four is one that has seen nothing. */
struct seen {
  const index_db *index;
  index_ranking *ranking;
  const index_common *common; /* where complete, it tells ids; else they are read, which takes longer */
  bool by_story;              /* items of a story are one; else ids alone count */
  sse_keys keys;
  size_t own; /* so many of them are of what is none of the hits */
  sse_buffer id;
};

/* What of an item was met before: SEEN_OWN is the story of what is none of the hits. */
enum seen_before { SEEN_NOTHING, SEEN_OWN, SEEN_STORY, SEEN_ID };

/* Notes an item. Errors: those of the index, SSE_NO_MEMORY. */
sse_status seen_note(struct seen *seen, uint32_t item, enum seen_before *before, sse_error *err);
/* Notes its story alone. */
sse_status seen_note_story(struct seen *seen, uint32_t item, enum seen_before *before, sse_error *err);
/* Begins with an item that is none of the hits. */
sse_status seen_begin(struct seen *seen, uint32_t item, sse_error *err);
void seen_reset(struct seen *seen);

#endif
