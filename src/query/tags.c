/* The items that have a tag, in one archive after the other, since each numbers its tags separately. All
 * stored tags of items are scanned, which takes 4 ns for each; that is less than a filter needs to check the
 * values of each item. */
#include "query/tags.h"

/* The tag in one archive. */
struct finding {
  uint64_t key;
  uint32_t number; /* 0 until it is found */
  uint32_t first;  /* added to the archive's item numbers */
  item_set *items;
};

static sse_status take_tag(void *context, uint32_t number, sse_str name, sse_error *err) {
  struct finding *finding = context;
  (void)err;
  if (index_tag_key(name) == finding->key) finding->number = number;
  return SSE_OK;
}

static sse_status take_tagged(void *context, uint32_t item, uint32_t tag, sse_error *err) {
  const struct finding *finding = context;
  (void)err;
  if (tag == finding->number) item_set_put(finding->items, finding->first + item);
  return SSE_OK;
}

sse_status tags_find(const index_db *index, sse_str tag, item_set *items, bool *found, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < index_archive_count(index) && !status; i++) {
    const index_db *archive = index_archive(index, i);
    struct finding finding = {index_tag_key(tag), 0, index_archive_first(index, i), items};
    status = index_tags(archive, &finding, take_tag, err);
    if (status || finding.number == 0) continue;
    *found = true;
    status = index_tagged(archive, 0, UINT32_MAX, &finding, take_tagged, err);
  }
  return status;
}
