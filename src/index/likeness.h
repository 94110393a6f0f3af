/* Private to index/: whether two texts are states of one, or say different things.
 * Edited texts keep most of their wording; two reports of one series share little.
 * Pure functions. */
#ifndef SSE_INDEX_LIKENESS_H
#define SSE_INDEX_LIKENESS_H

#include "base/buffer.h"

/* True where at least half of the shorter text stands in the longer one, by runs of 8 bytes (w-shingling:
 * Broder, 1997) of the first 32 KiB of each. Texts of fewer than 8 bytes are alike only where they are equal.
 */
bool likeness_is_one(sse_str a, sse_str b);

#endif
