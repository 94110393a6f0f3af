/* The lists of a frequent word in several archives, concatenated as if they were one list. An archive's own
 * list is used if its impacts are the common ones, which they are if its texts are about as long as those of
 * all archives together. Otherwise, and if the word is rare there, a list is made from FTS5's postings. */
#include "index/connection.h"
#include "index/lists/bm25.h"
#include "index/lists/read.h"
#include "index/several.h"

#include <stdlib.h>
#include <string.h>

/* The stretch of the list that belongs to one archive. */
struct stretch {
  struct lists *lists;
  index_list list; /* its own; empty if `items` and `impacts` are used instead */
  uint32_t *items; /* numbers in the archive */
  uint8_t *impacts;
  uint32_t first; /* added to those */
  size_t count;   /* number of items */
  size_t block;   /* its first block in the whole list */
};

struct several_list {
  size_t count;
  struct stretch stretches[];
};

void several_list_reset(struct several_list *list) {
  for (size_t i = 0; list && i < list->count; i++) {
    lists_list_reset(&list->stretches[i].list);
    free(list->stretches[i].items);
    free(list->stretches[i].impacts);
  }
  free(list);
}

static size_t blocks_of(size_t items) {
  return (items + INDEX_BLOCK - 1) / INDEX_BLOCK;
}

/* Makes a list from FTS5's postings. */
static sse_status make_list(struct stretch *stretch, const index_measures *measures, sse_str term,
                            sse_error *err) {
  index_postings postings = {0};
  sse_buffer expression = {0};
  lists_list_reset(&stretch->list);
  index_quote(term, &expression);
  sse_status status = expression.failed
                          ? sse_fail_memory(err)
                          : lists_postings_read(stretch->lists, sse_buffer_str(&expression), &postings, err);
  stretch->count = postings.count;
  stretch->items = calloc(postings.count + 1, sizeof *stretch->items);
  stretch->impacts = calloc(postings.count + 1, 1);
  stretch->list.block_count = blocks_of(postings.count);
  stretch->list.blocks = calloc(stretch->list.block_count + 1, sizeof *stretch->list.blocks);
  if (!status && (!stretch->items || !stretch->impacts || !stretch->list.blocks))
    status = sse_fail_memory(err);
  for (size_t i = 0; i < postings.count && !status; i++) {
    const index_norms *norms;
    uint32_t item = postings.postings[i].item;
    index_block *block = &stretch->list.blocks[i / INDEX_BLOCK];
    status = lists_norms_of(stretch->lists, item, &norms, err);
    if (status) break;
    stretch->items[i] = block->last = item;
    stretch->impacts[i] = index_impact(measures, norms, postings.postings[i].counts);
    if (stretch->impacts[i] > block->best) block->best = stretch->impacts[i];
  }
  index_postings_reset(&postings);
  sse_buffer_reset(&expression);
  return status;
}

/* Finds the archives' own lists; `*items` is the number of items in them. */
static sse_status find_lists(const index_db *index, sse_str term, struct several_list *made, size_t *items,
                             sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < index_archive_count(index) && !status; i++) {
    struct stretch *stretch = &made->stretches[made->count++];
    stretch->first = index_archive_first(index, i);
    status = lists_of(index_archive(index, i), &stretch->lists, err);
    if (!status) status = lists_list_find(stretch->lists, term, &stretch->list, err);
    stretch->count = stretch->list.items;
    *items += stretch->count;
  }
  return status;
}

/* Joins them into one list, to which an archive without the word contributes nothing. */
static sse_status join(struct several_list *made, index_list *list, sse_error *err) {
  for (size_t i = 0; i < made->count; i++) {
    made->stretches[i].block = list->block_count;
    list->items += made->stretches[i].count;
    list->block_count += made->stretches[i].list.block_count;
  }
  list->blocks = calloc(list->block_count + 1, sizeof *list->blocks);
  if (!list->blocks) return sse_fail_memory(err);
  for (size_t i = 0; i < made->count; i++) {
    const struct stretch *stretch = &made->stretches[i];
    for (size_t k = 0; k < stretch->list.block_count; k++) {
      index_block *block = &list->blocks[stretch->block + k];
      *block = stretch->list.blocks[k];
      block->last += stretch->first;
    }
  }
  return SSE_OK;
}

sse_status several_list_find(const index_db *index, const index_measures *measures, sse_str term,
                             index_list *list, sse_error *err) {
  size_t items = 0;
  *list = (index_list){
      .of = calloc(1, sizeof(struct several_list) + index_archive_count(index) * sizeof(struct stretch))};
  if (!list->of) return sse_fail_memory(err);
  sse_status status = find_lists(index, term, list->of, &items, err);
  if (status || items == 0) return status;
  for (size_t i = 0; i < list->of->count && !status; i++) {
    struct stretch *stretch = &list->of->stretches[i];
    if (stretch->count == 0 || !bm25_are_alike(measures, lists_measures(stretch->lists)))
      status = make_list(stretch, measures, term, err);
  }
  return status ? status : join(list->of, list, err);
}

sse_status several_list_read(index_list *list, size_t block, uint32_t items[INDEX_BLOCK],
                             uint8_t impacts[INDEX_BLOCK], size_t *count, sse_error *err) {
  struct several_list *of = list->of;
  size_t which = of->count - 1;
  sse_status status = SSE_OK;
  while (which > 0 && (of->stretches[which].block > block || of->stretches[which].count == 0))
    which--;
  struct stretch *stretch = &of->stretches[which];
  size_t at = (block - stretch->block) * INDEX_BLOCK;
  if (stretch->items) {
    size_t left = stretch->count - at;
    *count = left < INDEX_BLOCK ? left : INDEX_BLOCK;
    memcpy(items, stretch->items + at, *count * sizeof *items);
    memcpy(impacts, stretch->impacts + at, *count);
  } else {
    status =
        lists_list_read(stretch->lists, &stretch->list, block - stretch->block, items, impacts, count, err);
  }
  for (size_t i = 0; i < *count && !status; i++)
    items[i] += stretch->first;
  return status;
}
