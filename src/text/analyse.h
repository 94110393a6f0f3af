/* Private to text/: what text_analyse and text_forms share: the analyser, and how a dense run is read.
 * A dense run is one of a script without spaces between words, or of Hangul; it goes cluster by cluster
 * through dense_next. */
#ifndef SSE_TEXT_ANALYSE_H
#define SSE_TEXT_ANALYSE_H

#include "text/grammar.h"
#include "text/stem.h"
#include "text/words.h"

struct text_analyser {
  stem_cache *stems;
  grammar_words *grammar;
  text_word word; /* the one at hand; too large for a stack frame that others stand on */
};

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
