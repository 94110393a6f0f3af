/* What ranking asks of an index (ranking.h), answered by one index or by several together.
 * A single index is read by lists/read.c; several.c combines the lists of several archives.
 */
#include "index/ranking_reader.h"
#include "index/connection.h"
#include "index/lists/read.h"
#include "index/several.h"
#include "index/sketch.h"

#include <stdlib.h>

enum { SKETCH_SUMS = 4096 }; /* most sums are smaller */

struct index_ranking {
  const index_db *index;
  struct lists *lists;     /* of a single index, which owns them; else NULL */
  struct several *several; /* of several indexes; else NULL */
  index_measures several_measures;
  const index_measures *measures;
  size_t numbers;
  uint8_t codes[SKETCH_SUMS]; /* of sketch sums; 0 if not computed yet */
};

static sse_status make(const index_db *index, index_ranking *ranking, sse_error *err) {
  ranking->index = index;
  if (index->archives) {
    ranking->measures = &ranking->several_measures;
    return several_new(index, &ranking->several, &ranking->several_measures, &ranking->numbers, err);
  }
  sse_status status = lists_of(index, &ranking->lists, err);
  if (status) return status;
  ranking->measures = lists_measures(ranking->lists);
  ranking->numbers = lists_numbers(ranking->lists);
  return SSE_OK;
}

sse_status index_ranking_of(const index_db *index, index_ranking **ranking, sse_error *err) {
  struct kept *kept = index->kept;
  sse_status status = SSE_OK;
  if (!kept->ranking) {
    index_ranking *made = calloc(1, sizeof *made);
    status = made ? make(index, made, err) : sse_fail_memory(err);
    if (status) {
      ranking_reader_free(made);
    } else {
      kept->ranking = made;
    }
  }
  *ranking = kept->ranking;
  return status;
}

void ranking_reader_free(index_ranking *ranking) {
  if (!ranking) return;
  several_free(ranking->several);
  free(ranking);
}

const index_measures *index_ranking_measures(const index_ranking *ranking) {
  return ranking->measures;
}

size_t index_ranking_numbers(const index_ranking *ranking) {
  return ranking->numbers;
}

/* ---- Items -------------------------------------------------------------------------------------- */

sse_status index_values_of(index_ranking *ranking, uint32_t number, const index_values **values,
                           sse_error *err) {
  return ranking->lists ? lists_values_of(ranking->lists, number, values, err)
                        : several_values_of(ranking->several, number, values, err);
}

sse_status index_values_from(index_ranking *ranking, uint32_t number, const index_values **values,
                             uint32_t *until, sse_error *err) {
  *until = ranking->lists ? (number / INDEX_VALUES + 1) * INDEX_VALUES : number + 1;
  return index_values_of(ranking, number, values, err);
}

sse_status index_norms_of(index_ranking *ranking, uint32_t number, const index_norms **norms,
                          sse_error *err) {
  return ranking->lists ? lists_norms_of(ranking->lists, number, norms, err)
                        : several_norms_of(ranking->several, number, norms, err);
}

sse_status index_days_from(index_ranking *ranking, uint32_t number, const index_day **days, uint32_t *until,
                           sse_error *err) {
  return ranking->lists ? lists_days_from(ranking->lists, number, days, until, err)
                        : several_days_from(ranking->several, number, days, until, err);
}

sse_status index_item_day(index_ranking *ranking, uint32_t number, uint32_t *day, sse_error *err) {
  const index_day *days = NULL;
  uint32_t until;
  sse_status status = index_days_from(ranking, number, &days, &until, err);
  *day = days ? index_day_number(days) : 0;
  return status;
}

sse_status index_spans(index_ranking *ranking, const index_span **spans, size_t *count, sse_error *err) {
  return ranking->lists ? lists_spans(ranking->lists, spans, count, err)
                        : several_spans(ranking->several, spans, count, err);
}

sse_status index_is_before(index_ranking *ranking, uint32_t a, uint32_t b, bool *is_before, sse_error *err) {
  return ranking->lists ? lists_is_before(ranking->lists, a, b, is_before, err)
                        : several_is_before(ranking->several, a, b, is_before, err);
}

sse_status index_common_ids(index_ranking *ranking, const index_common **common, sse_error *err) {
  static const index_common none = {.is_complete = true};
  *common = &none;
  return ranking->several ? several_common_ids(ranking->several, common, err) : SSE_OK;
}

/* ---- Labels and the sketch ---------------------------------------------------------------------- */

sse_status index_labels(const index_db *index, int kind, void *context, index_label_fn *on_label,
                        sse_error *err) {
  index_ranking *ranking;
  sse_status status = SSE_OK;
  if (kind == INDEX_LABEL_ARCHIVE) {
    for (size_t i = 0; i < index_archive_count(index) && !status; i++)
      status = on_label(context, (uint32_t)i + 1, sse_str_of(index_archive_name(index, i)), err);
    return status;
  }
  if (!index->archives) return lists_labels(index, kind, context, on_label, err);
  status = index_ranking_of(index, &ranking, err);
  return status ? status : several_labels(ranking->several, kind, context, on_label, err);
}

sse_status index_sketch_code(index_ranking *ranking, uint64_t key, uint8_t *code, sse_error *err) {
  uint64_t sum;
  *code = 0;
  sse_status status = ranking->lists ? lists_sketch_sum(ranking->lists, key, &sum, err)
                                     : several_sketch_sum(ranking->several, key, &sum, err);
  if (status) return status;
  *code = sum < SKETCH_SUMS ? ranking->codes[sum] : 0;
  if (*code == 0) *code = sketch_code(sum, ranking->measures->items);
  if (sum < SKETCH_SUMS) ranking->codes[sum] = *code;
  return SSE_OK;
}

/* ---- Lists and postings ------------------------------------------------------------------------- */

sse_status index_list_find(index_ranking *ranking, sse_str term, index_list *list, sse_error *err) {
  return ranking->lists ? lists_list_find(ranking->lists, term, list, err)
                        : several_list_find(ranking->index, ranking->measures, term, list, err);
}

void index_list_reset(index_list *list) {
  several_list_reset(list->of);
  lists_list_reset(list);
}

size_t index_list_block(const index_list *list, size_t block, uint32_t item) {
  size_t low = 0, high = list->block_count;
  bool is_it =
      block < high && list->blocks[block].last >= item && (block == 0 || list->blocks[block - 1].last < item);
  while (!is_it && low < high) {
    size_t middle = low + (high - low) / 2;
    if (list->blocks[middle].last < item) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return is_it ? block : low;
}

sse_status index_list_read(index_ranking *ranking, index_list *list, size_t block,
                           uint32_t items[INDEX_BLOCK], uint8_t impacts[INDEX_BLOCK], size_t *count,
                           sse_error *err) {
  return list->of ? several_list_read(list, block, items, impacts, count, err)
                  : lists_list_read(ranking->lists, list, block, items, impacts, count, err);
}

sse_status index_postings_read(index_ranking *ranking, sse_str expression, index_postings *postings,
                               sse_error *err) {
  return ranking->lists ? lists_postings_read(ranking->lists, expression, postings, err)
                        : several_postings_read(ranking->several, expression, postings, err);
}

sse_status index_posting_find(index_ranking *ranking, sse_str expression, uint32_t item,
                              index_posting *posting, sse_error *err) {
  return ranking->lists ? lists_posting_find(ranking->lists, expression, item, posting, err)
                        : several_posting_find(ranking->several, expression, item, posting, err);
}
