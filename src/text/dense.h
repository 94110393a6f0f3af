/* Private to text/: dense runs, which are of a script without spaces between words, or of Hangul.
 * An index has their signs in pairs, so that a part of a run is found as well.
 * A run is read grapheme cluster by grapheme cluster, each folded. */
#ifndef SSE_TEXT_DENSE_H
#define SSE_TEXT_DENSE_H

#include "text/text.h"

/* A grapheme cluster of a dense run, folded. */
typedef struct dense_cluster {
  size_t start, end;
  size_t length;
  char term[TEXT_SIGN_SIZE];
} dense_cluster;

/* Reads the cluster of `text` at `*position`, before `end`, and moves `*position` past it; passes over
 * those of which nothing is left. False at the end. */
bool dense_next(sse_str text, size_t *position, size_t end, dense_cluster *cluster);

#endif
