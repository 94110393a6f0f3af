/* Parts of a term by which words that are spelled alike are known as such: runs of four characters of words,
 * their borders included, and single signs of scripts without spaces. Genossenschaftsbank and Bank have two
 * in common, coopérative and coopération eight. */
#include "text/classes.h"
#include "text/text.h"

#include <xxhash.h>

enum { GRAM = 4 };

/* A gram's key is a polynomial over its code points, taken on by one of them in two multiplications. */
static const uint64_t base = 0x9E3779B97F4A7C15u;

static bool is_dense(int32_t code) {
  text_class class = class_of(code);
  return class == CLASS_HAN || class == CLASS_HIRAGANA || class == CLASS_KATAKANA || class == CLASS_HANGUL ||
         class == CLASS_COMPLEX;
}

size_t text_grams(sse_str term, text_gram grams[TEXT_GRAMS_MOST]) {
  const uint64_t leaving = base * base * base * base;
  int32_t codes[TEXT_WORD_LONGEST + 2] = {0}; /* 0 for the borders */
  size_t length = 1, count = 0;
  uint64_t key = 0;
  if (term.length == 0 || term.data[0] == TEXT_STEM_MARK) return 0;
  for (size_t at = 0; at < term.length && length <= TEXT_WORD_LONGEST;)
    at += class_decode(term, at, &codes[length++]);
  if (is_dense(codes[1])) {
    size_t end = text_cluster_end(term, 0);
    grams[0] = (text_gram){XXH3_64bits(term.data, end), true};
    return 1;
  }
  codes[length++] = 0;
  for (size_t i = 0; i < length; i++) {
    key = key * base + (uint64_t)codes[i] + 1;
    if (i >= GRAM) key -= ((uint64_t)codes[i - GRAM] + 1) * leaving;
    if (i + 1 >= GRAM || i + 1 == length) grams[count++] = (text_gram){key, false};
  }
  return count;
}
