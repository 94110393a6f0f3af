/* Ids by their hashes and stories by their numbers, in one table: numbers are small, so that a hash equals
 * one only by accident. The document values show which items are in no story, as nearly all are. Common ids
 * that are numbered follow after all stories. */
#include "search/seen.h"

#include <xxhash.h>

void seen_reset(struct seen *seen) {
  sse_keys_reset(&seen->keys);
  sse_buffer_reset(&seen->id);
}

/* If the key was seen before, sets `*before` to `met`, or to SEEN_OWN; otherwise it does not change. */
static sse_status add(struct seen *seen, uint64_t key, enum seen_before met, enum seen_before *before,
                      sse_error *err) {
  const size_t count = seen->keys.count;
  size_t place;
  if (!sse_keys_add(&seen->keys, key, &place)) return sse_fail_memory(err);
  const bool is_own = *before == SEEN_OWN || (met == SEEN_STORY && place < seen->own);
  if (seen->keys.count == count) *before = is_own ? SEEN_OWN : met;
  return SSE_OK;
}

sse_status seen_note_story(struct seen *seen, uint32_t item, enum seen_before *before, sse_error *err) {
  const index_values *values = NULL;
  uint32_t story = 0;
  *before = SEEN_NOTHING;
  sse_status status = index_values_of(seen->ranking, item, &values, err);
  if (status || !(values->flags & INDEX_IN_STORY)) return status;
  status = index_story_of(seen->index, item, &story, err);
  return status || story == 0 ? status : add(seen, story, SEEN_STORY, before, err);
}

/* Records an item's common id, whose keys follow after those of all stories. */
static sse_status note_common(struct seen *seen, uint32_t item, enum seen_before *before, sse_error *err) {
  uint32_t id;
  return index_common_find(seen->common, item, &id)
             ? add(seen, (uint64_t)UINT32_MAX + 1 + id, SEEN_ID, before, err)
             : SSE_OK;
}

sse_status seen_note(struct seen *seen, uint32_t item, enum seen_before *before, sse_error *err) {
  sse_status status = SSE_OK;
  *before = SEEN_NOTHING;
  if (seen->by_story) status = seen_note_story(seen, item, before, err);
  if (status || index_archive_count(seen->index) == 1) return status;
  if (seen->common && seen->common->is_complete) return note_common(seen, item, before, err);
  status = index_id_of(seen->index, item, &seen->id, err);
  return status ? status : add(seen, XXH3_64bits(seen->id.data, seen->id.length), SEEN_ID, before, err);
}

/* Copies in other archives belong to other stories. */
sse_status seen_begin(struct seen *seen, uint32_t item, sse_error *err) {
  const index_common *common = seen->common;
  enum seen_before ignored;
  uint32_t id;
  sse_status status = seen_note(seen, item, &ignored, err);
  bool has_copies = seen->by_story && common && index_common_find(common, item, &id);
  for (size_t i = 0; has_copies && i < common->count && !status; i++)
    if (common->items[i].id == id) status = seen_note_story(seen, common->items[i].item, &ignored, err);
  seen->own = seen->keys.count;
  return status;
}
