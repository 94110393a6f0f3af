/* Private to index/: whether two texts are versions of one text or say different things.
 * Edited texts keep most of their wording; two reports in one series share little.
 * Pure functions. */
#ifndef SSE_INDEX_LIKENESS_H
#define SSE_INDEX_LIKENESS_H

#include "base/buffer.h"

/* Returns true if at least half of the shorter text occurs in the longer one, by runs of 8 bytes
 * (w-shingling: Broder, 1997) in the first 32 KiB of each. Texts shorter than 8 bytes must be equal. */
bool likeness_is_one(sse_str a, sse_str b);

#endif
