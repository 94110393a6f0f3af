/* Private to query/: narrower:finance, which stands for the labels of that concept of the thesaurus, and of
 * those that are narrower, in any number of steps. What is not a concept, and any where there is no
 * thesaurus, is told and stands for nothing. */
#ifndef SSE_QUERY_NARROWER_H
#define SSE_QUERY_NARROWER_H

#include "query/query.h"

enum {
  NARROWER_LABELS_MOST = 20000, /* that are looked at; of those, */
  NARROWER_VARIANTS_MOST = 512  /* that the index may have are given */
};

/* Calls `on_variant` with each label of the concept `name`, and of those below it, as terms with spaces
 * between, its own first; some may come twice. A label of one word comes in all variants that the index has,
 * and one with a word that the index does not have is left out. Frequencies are 0 where they were not looked
 * up. Errors: those of the thesaurus and of the index, what on_variant gives, SSE_NO_MEMORY. */
sse_status narrower_each(const struct query_reading *reading, sse_str name, void *context,
                         index_word_fn *on_variant, query_notes *notes, sse_error *err);

#endif
