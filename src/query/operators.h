/* Private to query/: the words that are operators, in capitals.
 * parse.c implements them.
 * Nothing here examines the words around them. */
#ifndef SSE_QUERY_OPERATORS_H
#define SSE_QUERY_OPERATORS_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* Reads digits up to the end of `text`; returns false for anything else. Larger numbers become
 * SYNTAX_DISTANCE_MOST. */
bool operators_read_distance(sse_str text, size_t *distance);

/* True for NEAR or NEAR/5. */
bool operators_is_near(sse_str word, size_t *distance);

/* True for an operator: AND, OR, NOT, &&, NEAR. */
bool operators_has(sse_str word);

#endif
