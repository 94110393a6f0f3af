/* The facet of tags. Only the stretches of the archives that have hits are read.
 * The tags of hits are then named, and those of several archives with the same key are added up.
 * A tag counts once for all copies of an item, which several archives may have. */
#include "search/tagged.h"
#include "base/keys.h"
#include "search/facet.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

/* How many items of a set have each tag of the current archive. */
struct tally {
  const item_set *items; /* NULL if nothing is to be counted */
  const index_common *common;
  sse_keys met;   /* tags of common ids, as copies with the same tag are one item */
  size_t *counts; /* by tag number */
  size_t capacity;
  uint32_t first;       /* added to the archive's item numbers */
  const uint64_t *keys; /* of its tags, by number, if there are common ids */
  size_t key_count;
};

/* Sets `*is` to false if a copy of the item already had the tag. */
static sse_status is_new(struct tally *tally, uint32_t item, uint32_t tag, bool *is, sse_error *err) {
  const size_t before = tally->met.count;
  size_t place;
  uint32_t id;
  *is = tag >= tally->key_count || !index_common_find(tally->common, tally->first + item, &id);
  if (*is) return SSE_OK;
  const uint64_t key = XXH3_64bits_withSeed(&tally->keys[tag], sizeof *tally->keys, id);
  if (!sse_keys_add(&tally->met, key, &place)) return sse_fail_memory(err);
  *is = tally->met.count > before;
  return SSE_OK;
}

static sse_status take_tag(void *context, uint32_t item, uint32_t tag, sse_error *err) {
  struct tally *tally = context;
  void *counts = tally->counts;
  bool is = true;
  if (!item_set_has(tally->items, tally->first + item)) return SSE_OK;
  sse_status status = is_new(tally, item, tag, &is, err);
  if (status || !is) return status;
  if (!sse_array_reserve_zero(&counts, &tally->capacity, (size_t)tag + 1, sizeof *tally->counts))
    return sse_fail_memory(err);
  tally->counts = counts;
  tally->counts[tag]++;
  return SSE_OK;
}

/* The start of the stored stretch with the first item of the set from `item` on, both in numbers of the
 * archive; `end` if there is none. */
static uint32_t next_stored(const struct tally *tally, uint32_t item, uint32_t end) {
  uint32_t found = item_set_next(tally->items, tally->first + item, tally->items->count);
  if (found == UINT32_MAX || found - tally->first >= end) return end;
  return (found - tally->first) / INDEX_TAGGED * INDEX_TAGGED;
}

/* Reads the stretches that have items of the set; those near each other are read at once. */
static sse_status count_archive(const index_db *archive, uint32_t end, struct tally *tally, sse_error *err) {
  enum { NEAR = 16 * INDEX_TAGGED };
  sse_status status = SSE_OK;
  for (uint32_t item = next_stored(tally, 0, end); item < end && !status;) {
    uint32_t next = item, last;
    do {
      last = next;
      next = next_stored(tally, last + INDEX_TAGGED, end);
    } while (next < end && next - last <= NEAR);
    status = index_tagged(archive, item, last + 1, tally, take_tag, err);
    item = next;
  }
  return status;
}

/* ---- Archives ------------------------------------------------------------------------------------ */

/* The counts of all archives, which are processed one after the other. */
struct counted {
  const index_db *index;
  search_counts *counts;
  sse_keys keys; /* of the tags in `counts`, if there are several archives */
  struct tally hits, all;
};

static size_t count_of(const struct tally *tally, uint32_t tag) {
  return tag < tally->capacity ? tally->counts[tag] : 0;
}

/* Adds a tag by its key, under the name that the first archive has for it. */
static sse_status add_tag(void *context, uint32_t number, sse_str name, sse_error *err) {
  struct counted *counted = context;
  search_counts *counts = counted->counts;
  const size_t hits = count_of(&counted->hits, number), all = count_of(&counted->all, number);
  const bool is_only = index_archive_count(counted->index) == 1;
  size_t place = counts->count;
  if (hits == 0 && (all == 0 || is_only)) return SSE_OK;
  if (!is_only && !sse_keys_add(&counted->keys, index_tag_key(name), &place)) return sse_fail_memory(err);
  if (place == counts->count) return facet_add(counts, name, hits, all, err);
  counts->counts[place].count += hits;
  counts->counts[place].items += all;
  return SSE_OK;
}

struct key_list {
  uint64_t *keys;
  size_t capacity;
};

static sse_status take_key(void *context, uint32_t number, sse_str name, sse_error *err) {
  struct key_list *list = context;
  void *keys = list->keys;
  if (!sse_array_reserve_zero(&keys, &list->capacity, (size_t)number + 1, sizeof *list->keys))
    return sse_fail_memory(err);
  list->keys = keys;
  list->keys[number] = index_tag_key(name);
  return SSE_OK;
}

static sse_status tally_archive(struct tally *tally, const struct counted *counted, size_t which,
                                const struct key_list *keys, sse_error *err) {
  const index_db *archive = index_archive(counted->index, which);
  index_ranking *ranking;
  tally->first = index_archive_first(counted->index, which);
  tally->keys = keys->keys;
  tally->key_count = keys->capacity;
  if (tally->counts) memset(tally->counts, 0, tally->capacity * sizeof *tally->counts);
  sse_status status = tally->items ? index_ranking_of(archive, &ranking, err) : SSE_OK;
  return status || !tally->items
             ? status
             : count_archive(archive, (uint32_t)index_ranking_numbers(ranking), tally, err);
}

static sse_status add_archive(struct counted *counted, size_t which, sse_error *err) {
  const index_db *archive = index_archive(counted->index, which);
  struct key_list keys = {0};
  sse_status status = SSE_OK;
  if (counted->hits.common->count > 0) status = index_tags(archive, &keys, take_key, err);
  if (!status) status = tally_archive(&counted->hits, counted, which, &keys, err);
  if (!status) status = tally_archive(&counted->all, counted, which, &keys, err);
  if (!status && (counted->hits.counts || counted->all.counts))
    status = index_tags(archive, counted, add_tag, err);
  free(keys.keys);
  return status;
}

/* Removes tags that no hit has. */
static void keep_found(search_counts *counts) {
  size_t kept = 0;
  for (size_t i = 0; i < counts->count; i++) {
    if (counts->counts[i].count > 0) {
      counts->counts[kept++] = counts->counts[i];
    } else {
      free(counts->counts[i].name);
    }
  }
  counts->count = kept;
}

static void tally_reset(struct tally *tally) {
  sse_keys_reset(&tally->met);
  free(tally->counts);
}

sse_status tagged_count(const index_db *index, const index_common *common, const item_set *hits,
                        const item_set *all, search_counts *counts, sse_error *err) {
  struct counted counted = {.index = index,
                            .counts = counts,
                            .hits = {.items = hits, .common = common},
                            .all = {.items = all, .common = common}};
  sse_status status = SSE_OK;
  for (size_t i = 0; i < index_archive_count(index) && !status; i++)
    status = add_archive(&counted, i, err);
  keep_found(counts);
  facet_sort(counts);
  sse_keys_reset(&counted.keys);
  tally_reset(&counted.hits);
  tally_reset(&counted.all);
  return status;
}
