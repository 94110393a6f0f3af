/* Private to query/: narrower:finance, which matches the labels of that concept of the thesaurus and of
 * narrower concepts at any depth. If the name is not a concept, or there is no thesaurus, it matches nothing
 * and adds a note. */
#ifndef SSE_QUERY_NARROWER_H
#define SSE_QUERY_NARROWER_H

#include "query/query.h"

enum {
  NARROWER_LABELS_MOST = 20000, /* maximum number of labels that are examined */
  NARROWER_VARIANTS_MOST = 512  /* maximum number of their variants that are reported */
};

/* Calls `on_variant` with each label of the concept `name` and of those below it, its own first, as terms
 * separated by spaces; some may come twice. A label of one word is reported in all variants that the index
 * has; a label with a word that the index does not have is left out. Frequencies are 0 if they were not
 * looked up. Errors: those of the thesaurus, of the index and of on_variant, SSE_NO_MEMORY. */
sse_status narrower_each(const struct query_reading *reading, sse_str name, void *context,
                         index_word_fn *on_variant, query_notes *notes, sse_error *err);

#endif
