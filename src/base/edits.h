/* The edit distance between two words.
 * An edit inserts, deletes or replaces a character, or swaps two neighbours.
 * A pure function; nothing allocates. */
#ifndef SSE_BASE_EDITS_H
#define SSE_BASE_EDITS_H

#include <stddef.h>
#include <stdint.h>

enum { SSE_EDITS_LONGEST = 64 /* characters per word */ };

/* The number of edits from one word to the other, each at most SSE_EDITS_LONGEST code points long. If it is
 * above `most`, the result is only some number above `most`. Optimal string alignment: Damerau, A Technique
 * for Computer Detection and Correction of Spelling Errors, 1964, without edits inside a transposition. */
size_t sse_edits(const int32_t *a, size_t a_count, const int32_t *b, size_t b_count, size_t most);

#endif
