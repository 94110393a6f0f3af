/* Parts of a term by which words with similar spelling are found: runs of four characters of a word, with its
 * boundaries, and single characters of scripts without spaces. Genossenschaftsbank and Bank have two in
 * common, coopérative and coopération eight. */
#include "text/classes.h"
#include "text/text.h"

#include <xxhash.h>

enum { GRAM = 4, BOUNDARY = 1 };

/* The key of a gram is a polynomial over its code points, each plus one. */
#define BASE    0x9E3779B97F4A7C15u
#define LEAVING (BASE * BASE * BASE * BASE)

/* Appends a code point or boundary, the `length`th, to the rolling key; `before` is the one that drops out of
 * it. Adds the gram that ends there. */
static inline uint64_t take_code(uint64_t key, uint64_t code, uint64_t before, size_t length,
                                 text_gram *grams, size_t *count) {
  key = key * BASE + code - (length > GRAM ? before * LEAVING : 0);
  if (length >= GRAM) grams[(*count)++] = (text_gram){key, false};
  return key;
}

size_t text_grams(sse_str term, text_gram grams[TEXT_GRAMS_MOST]) {
  uint64_t codes[GRAM] = {BOUNDARY}, key = BOUNDARY; /* the last GRAM codes, as a ring */
  size_t count = 0, length = 1;
  if (term.length == 0 || term.data[0] == TEXT_STEM_MARK) return 0;
  for (size_t at = 0; at < term.length && length <= TEXT_WORD_LONGEST; length++) {
    int32_t code = (unsigned char)term.data[at];
    at += code < 0x80 ? 1 : text_decode(term, at, &code);
    if (length == 1 && code >= 0x80 && text_class_is_dense(text_class_of(code))) {
      grams[0] = (text_gram){XXH3_64bits(term.data, text_cluster_end(term, 0)), true};
      return 1;
    }
    uint64_t before = codes[length % GRAM];
    codes[length % GRAM] = (uint64_t)code + 1;
    key = take_code(key, (uint64_t)code + 1, before, length + 1, grams, &count);
  }
  key = take_code(key, BOUNDARY, codes[length % GRAM], length + 1, grams, &count);
  if (count == 0) grams[count++] = (text_gram){key, false};
  return count;
}

uint64_t text_term_key(sse_str term) {
  return XXH3_64bits_withSeed(term.data, term.length, GRAM);
}
