/* Private to text/: the contents of an analyser, for one thread at a time. Stems and the language votes of
 * words are cached for later calls, and the current word is kept here. text.h describes what an analyser is
 * for. */
#ifndef SSE_TEXT_ANALYSE_H
#define SSE_TEXT_ANALYSE_H

#include "text/grammar.h"
#include "text/stem.h"
#include "text/words.h"

struct text_analyser {
  stem_cache *stems;
  grammar_words *grammar;
  text_word word; /* the current one; too large for a stack frame */
};

#endif
