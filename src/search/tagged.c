/* The facet of tags. Only those stretches of the archives are read that have hits; the tags that hits have
 * are then named, and those of several archives that have one key are added up.
 */
#include "base/keys.h"
#include "search/facets.h"

#include <stdlib.h>

/* How many items of a set have each tag of an archive. */
struct tally {
  size_t *counts; /* by number of the tag */
  size_t capacity;
  const item_set *items;
  uint32_t first; /* what is added to the archive's numbers of items */
};

static sse_status take_tag(void *context, uint32_t item, uint32_t tag, sse_error *err) {
  struct tally *tally = context;
  void *counts = tally->counts;
  if (!item_set_has(tally->items, tally->first + item)) return SSE_OK;
  if (!sse_array_reserve_zero(&counts, &tally->capacity, (size_t)tag + 1, sizeof *tally->counts))
    return sse_fail_memory(err);
  tally->counts = counts;
  tally->counts[tag]++;
  return SSE_OK;
}

/* The first item that is stored together with the first one of the set from `item` on, both by the numbers of
 * the archive; `end` where there is none. */
static uint32_t next_stored(const struct tally *tally, uint32_t item, uint32_t end) {
  uint32_t found = item_set_next(tally->items, tally->first + item, tally->items->count);
  if (found == UINT32_MAX || found - tally->first >= end) return end;
  return (found - tally->first) / INDEX_TAGGED * INDEX_TAGGED;
}

/* Reads stretches that have items of the set, those near one another at once. */
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

/* The tags of an archive, and what is counted of each. */
struct naming {
  search_counts *counts;
  const struct tally *hits, *all;
};

static size_t count_of(const struct tally *tally, uint32_t tag) {
  return tag < tally->capacity ? tally->counts[tag] : 0;
}

static sse_status add_tag(void *context, uint32_t number, sse_str name, sse_error *err) {
  const struct naming *naming = context;
  return facets_add(naming->counts, name, count_of(naming->hits, number), count_of(naming->all, number), err);
}

static sse_status add_archive(const index_db *index, size_t which, const item_set *hits, const item_set *all,
                              search_counts *counts, sse_error *err) {
  const index_db *archive = index_archive(index, which);
  const uint32_t first = index_archive_first(index, which);
  struct tally of_hits = {.items = hits, .first = first}, of_all = {.items = all, .first = first};
  const struct naming naming = {counts, &of_hits, &of_all};
  index_ranking *ranking;
  sse_status status = index_ranking_of(archive, &ranking, err);
  const uint32_t end = status ? 0 : (uint32_t)index_ranking_numbers(ranking);
  if (!status) status = count_archive(archive, end, &of_hits, err);
  if (!status && all && of_hits.counts) status = count_archive(archive, end, &of_all, err);
  if (!status && of_hits.counts) status = index_tags(archive, (void *)&naming, add_tag, err);
  free(of_hits.counts);
  free(of_all.counts);
  return status;
}

/* Makes one of the counts of a tag, by the name that the first archive has for it. */
static sse_status add_up(search_counts *counts, sse_error *err) {
  sse_keys keys = {0};
  size_t kept = 0;
  sse_status status = SSE_OK;
  for (size_t i = 0; i < counts->count; i++) {
    const search_count one = counts->counts[i];
    size_t place = kept;
    if (!status && !sse_keys_add(&keys, index_tag_key(sse_str_of(one.name)), &place))
      status = sse_fail_memory(err);
    if (status || place == kept) {
      counts->counts[kept++] = one;
      continue;
    }
    counts->counts[place].count += one.count;
    counts->counts[place].items += one.items;
    free(one.name);
  }
  counts->count = kept;
  sse_keys_reset(&keys);
  return status;
}

sse_status tagged_count(const index_db *index, const item_set *hits, const item_set *all,
                        search_counts *counts, sse_error *err) {
  sse_status status = SSE_OK;
  const size_t archives = index_archive_count(index);
  for (size_t i = 0; i < archives && !status; i++)
    status = add_archive(index, i, hits, all, counts, err);
  if (!status && archives > 1) status = add_up(counts, err);
  facets_sort(counts);
  return status;
}
