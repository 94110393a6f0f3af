/* Private to index/: the ranking data of several archives, as if one index held all of them.
 * ranking_reader.c forwards requests to more than one archive to the functions here.
 * Values, norms and lists stay those of the archives; numbers, labels and impacts become common ones. */
#ifndef SSE_INDEX_SEVERAL_H
#define SSE_INDEX_SEVERAL_H

#include "index/index.h"

struct several;

/* `measures` become those of all items together, and `*numbers` is above all item numbers. The caller frees
 * `*several`, before the index is closed, whatever the result. */
sse_status several_new(const index_db *index, struct several **several, index_measures *measures,
                       size_t *numbers, sse_error *err);
void several_free(struct several *several); /* NULL is allowed */

/* These implement the functions of ranking.h with the same endings. */
sse_status several_labels(struct several *several, int kind, void *context, index_label_fn *on_label,
                          sse_error *err);
sse_status several_values_of(struct several *several, uint32_t number, const index_values **values,
                             sse_error *err);
sse_status several_norms_of(struct several *several, uint32_t number, const index_norms **norms,
                            sse_error *err);
sse_status several_days_from(struct several *several, uint32_t number, const index_day **days,
                             uint32_t *until, sse_error *err);
sse_status several_is_before(struct several *several, uint32_t a, uint32_t b, bool *is_before,
                             sse_error *err);
sse_status several_common_ids(struct several *several, const index_common **common, sse_error *err);
sse_status several_sketch_sum(struct several *several, uint64_t key, uint64_t *sum, sse_error *err);
sse_status several_spans(struct several *several, const index_span **spans, size_t *count, sse_error *err);
sse_status several_list_find(const index_db *index, const index_measures *measures, sse_str term,
                             index_list *list, sse_error *err);
void several_list_reset(struct several_list *list); /* NULL is allowed */
sse_status several_list_read(index_list *list, size_t block, uint32_t items[INDEX_BLOCK],
                             uint8_t impacts[INDEX_BLOCK], size_t *count, sse_error *err);
sse_status several_postings_read(struct several *several, sse_str expression, index_postings *postings,
                                 sse_error *err);
sse_status several_posting_find(struct several *several, sse_str expression, uint32_t item,
                                index_posting *posting, sse_error *err);

#endif
