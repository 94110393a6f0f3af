/* Private to text/: dense runs, that is, runs in a script without spaces between words, or in Hangul.
 * An index holds their characters in overlapping pairs, so that a part of a run is found as well.
 * A run is read one grapheme cluster at a time, and each cluster is folded. */
#ifndef SSE_TEXT_DENSE_H
#define SSE_TEXT_DENSE_H

#include "text/text.h"

/* A grapheme cluster of a dense run, folded. */
typedef struct dense_cluster {
  size_t start, end;
  size_t length;
  char term[TEXT_CHARACTER_SIZE];
} dense_cluster;

/* Reads the cluster of `text` at `*position`, before `end`, and moves `*position` past it. Skips clusters
 * that fold to nothing. Returns false at the end. */
bool dense_next(sse_str text, size_t *position, size_t end, dense_cluster *cluster);

#endif
