/* How far two words are apart, in edits.
 * An edit is a character more, less or another, or two neighbours that changed places.
 * A pure function; nothing allocates. */
#ifndef SSE_BASE_EDITS_H
#define SSE_BASE_EDITS_H

#include <stddef.h>
#include <stdint.h>

enum { SSE_EDITS_LONGEST = 64 /* characters of a word */ };

/* Edits from one word to another, each of at most SSE_EDITS_LONGEST code points; more than `most` are only
 * said to be more. Optimal string alignment: Damerau, A Technique for Computer Detection and Correction of
 * Spelling Errors, 1964, without edits inside a transposition. */
size_t sse_edits(const int32_t *a, size_t a_count, const int32_t *b, size_t b_count, size_t most);

#endif
