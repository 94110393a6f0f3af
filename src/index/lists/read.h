/* Private to index/: the ranking data of one index, read on demand by searches.
 * The functions implement those of index/ranking.h with the same endings; ranking_reader.c calls them for a
 * single index, several.c for each archive. */
#ifndef SSE_INDEX_LISTS_READ_H
#define SSE_INDEX_LISTS_READ_H

#include "index/connection.h"

/* Created by the first call for an index that is not several; owned by the index. Errors: SSE_DATABASE,
 * SSE_NO_MEMORY. */
sse_status lists_of(const index_db *index, struct lists **lists, sse_error *err);
void lists_free(struct lists *lists); /* call before the index is closed; NULL is allowed */

const index_measures *lists_measures(const struct lists *lists);
size_t lists_numbers(const struct lists *lists);

sse_status lists_values_of(struct lists *lists, uint32_t number, const index_values **values, sse_error *err);
sse_status lists_norms_of(struct lists *lists, uint32_t number, const index_norms **norms, sse_error *err);
sse_status lists_days_from(struct lists *lists, uint32_t number, const index_day **days, uint32_t *until,
                           sse_error *err);
sse_status lists_is_before(struct lists *lists, uint32_t a, uint32_t b, bool *is_before, sse_error *err);
sse_status lists_labels(const index_db *index, int kind, void *context, index_label_fn *on_label,
                        sse_error *err);
sse_status lists_spans(struct lists *lists, const index_span **spans, size_t *count, sse_error *err);
sse_status lists_list_find(struct lists *lists, sse_str term, index_list *list, sse_error *err);
void lists_list_reset(index_list *list);
sse_status lists_list_read(struct lists *lists, index_list *list, size_t block, uint32_t items[INDEX_BLOCK],
                           uint8_t impacts[INDEX_BLOCK], size_t *count, sse_error *err);
sse_status lists_postings_read(struct lists *lists, sse_str expression, index_postings *postings,
                               sse_error *err);
sse_status lists_posting_find(struct lists *lists, sse_str expression, uint32_t item, index_posting *posting,
                              sse_error *err);

/* The sum in the sketch bucket of a key. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status lists_sketch_sum(struct lists *lists, uint64_t key, uint64_t *sum, sse_error *err);

#endif
