/* Private to query/: the words that are operators, in capitals.
 * What they do is in parse.c.
 * Nothing here knows what stands beside them. */
#ifndef SSE_QUERY_OPERATORS_H
#define SSE_QUERY_OPERATORS_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* Reads digits up to the end of `text`; false for anything else. What is too much is SYNTAX_DISTANCE_MOST. */
bool operators_read_distance(sse_str text, size_t *distance);

/* True for NEAR or NEAR/5. */
bool operators_is_near(sse_str word, size_t *distance);

/* True for a word that is not a word of a text: AND, OR, NOT, &&, NEAR. */
bool operators_has(sse_str word);

#endif
