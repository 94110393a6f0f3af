/* Ids by their hashes, stories by their numbers, in one table: those are small, so that no hash is one but by
 * chance.
 * The facts tell that an item is of no story, which nearly all are. */
#include "search/seen.h"

#include <xxhash.h>

void seen_reset(struct seen *seen) {
  sse_keys_reset(&seen->keys);
  sse_buffer_reset(&seen->id);
}

static sse_status add(struct seen *seen, uint64_t key, bool *again, sse_error *err) {
  size_t place, before = seen->keys.count;
  if (!sse_keys_add(&seen->keys, key, &place)) return sse_fail_memory(err);
  *again = seen->keys.count == before;
  return SSE_OK;
}

sse_status seen_note_story(struct seen *seen, uint32_t item, bool *again, sse_error *err) {
  const index_facts *facts = NULL;
  uint32_t story = 0;
  *again = false;
  sse_status status = index_facts_of(seen->ranking, item, &facts, err);
  if (status || !(facts->flags & INDEX_IN_STORY)) return status;
  status = index_story_of(seen->index, item, &story, err);
  return status || story == 0 ? status : add(seen, story, again, err);
}

/* Its id, which is numbered after all stories. */
static sse_status note_common(struct seen *seen, uint32_t item, enum seen_before *before, sse_error *err) {
  bool again = false;
  uint32_t id;
  if (!index_common_find(seen->common, item, &id)) return SSE_OK;
  sse_status status = add(seen, (uint64_t)UINT32_MAX + 1 + id, &again, err);
  if (again) *before = SEEN_ID;
  return status;
}

sse_status seen_note(struct seen *seen, uint32_t item, enum seen_before *before, sse_error *err) {
  bool again = false;
  sse_status status = SSE_OK;
  *before = SEEN_NOTHING;
  if (seen->by_story) status = seen_note_story(seen, item, &again, err);
  if (again) *before = SEEN_STORY;
  if (status || index_archive_count(seen->index) == 1) return status;
  if (seen->common && seen->common->is_complete) return note_common(seen, item, before, err);
  status = index_id_of(seen->index, item, &seen->id, err);
  if (!status) status = add(seen, XXH3_64bits(seen->id.data, seen->id.length), &again, err);
  if (again) *before = SEEN_ID;
  return status;
}
