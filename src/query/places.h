/* Private to query/: the leaves of a tree as spans, for conditions on the places of words.
 * A word stands for all its variants, a pattern for the words that match it.
 * Synonyms are not included: nearness is a condition on the word itself. */
#ifndef SSE_QUERY_PLACES_H
#define SSE_QUERY_PLACES_H

#include "query/filters.h"
#include "query/spans.h"

/* True for a node that has places: a leaf with words, or alternatives of such nodes. */
bool places_are_of(const syntax *tree, size_t node);

/* Adds such a node as a child of `parent`. Errors: those of the index, SSE_NO_MEMORY. */
sse_status places_add(const filters_reading *reading, const syntax *tree, size_t node, span_query *spans,
                      size_t parent, sse_error *err);

#endif
