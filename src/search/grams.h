/* Private to search/: parts of words that a query and an item have in common. An item's terms are passed
 * field by field, and its score is computed at the end. So an item with another spelling or form of a word
 * ranks before one that has nothing like it. */
#ifndef SSE_SEARCH_GRAMS_H
#define SSE_SEARCH_GRAMS_H

#include "query/query.h"

/* The parts of a query's words, and how often they occur in an item. */
struct grams;

/* The caller frees `*grams`, whatever the result. Errors: those of the index, SSE_NO_MEMORY. */
sse_status grams_new(const struct query *query, index_ranking *index, struct grams **grams, sse_error *err);
void grams_free(struct grams *grams); /* NULL is allowed */
void grams_begin_item(struct grams *grams);
void grams_begin_field(struct grams *grams, bool is_title);
/* Counts the parts of a term. */
void grams_take(struct grams *grams, sse_str term);
/* What the parts in the current item add to its score. */
double grams_score(const struct grams *grams, const index_measures *measures, const index_norms *norms);

#endif
