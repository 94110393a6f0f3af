/* Private to text/: what an analyser holds, for one thread at a time.
 * The stems and the words of grammar that were looked up are kept for the next time, and so is the word at
 * hand. What an analyser is for, text.h says. */
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

#endif
