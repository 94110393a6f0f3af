/* Shingles of terms, and the numbers and names of a text, which are written alike in many languages. The
 * first word of a sentence has a capital anyway, so it is no name. A mark of a long text may be missing from
 * the lowest: to compare two whole texts, use text_marks_each. */
#include "text/fingerprint.h"
#include "text/text.h"

#include <string.h>
#include <xxhash.h>

/* ---- Shingles ------------------------------------------------------------------------------------ */

/* Reorders hashes: each order has a separate odd multiplier, derived from the golden ratio (multiplicative
 * hashing: Knuth, 6.4). */
static uint64_t order(uint64_t hash, size_t which) {
  static const uint64_t golden = UINT64_C(0x9E3779B97F4A7C15);
  hash = (hash ^ (hash >> 29)) * (golden + 2 * which * UINT64_C(0xBF58476D1CE4E5B9));
  return hash ^ hash >> 32;
}

void text_shingles_each(sse_str terms, void *context, text_shingle_fn *on_shingle) {
  uint64_t before = 0, last = 0; /* words */
  sse_str term;
  int flags;
  for (size_t at = 0; text_terms_next(terms, &at, &flags, &term);) {
    if (flags != 0 || text_is_stem(term)) continue;
    uint64_t word = XXH3_64bits(term.data, term.length) | 1;
    uint64_t hash = before * 31 + last;
    if (before != 0) on_shingle(context, (hash ^ hash >> 32) * UINT64_C(0x94D049BB133111EB) + word);
    before = last;
    last = word;
  }
}

struct shingling {
  uint64_t lowest[TEXT_SHINGLES];
  size_t count;
};

static void keep_shingle(void *context, uint64_t hash) {
  struct shingling *shingling = context;
  for (size_t i = 0; i < TEXT_SHINGLES; i++) {
    uint64_t place = order(hash, i);
    if (shingling->count == 0 || place < shingling->lowest[i]) shingling->lowest[i] = place;
  }
  shingling->count++;
}

/* ---- Numbers and names --------------------------------------------------------------------------- */

enum { NUMBER_LEAST = 2, NAME_LEAST = 3, DIGITS_MOST = 32 };

/* The number of bytes at `at` that separate thousands: 1,200, 1.200, 1'200, and no-break spaces; 0 for
 * none. */
static size_t separator_at(sse_str text, size_t at) {
  static const char *const separators[] = {",", ".", "'", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x99"};
  for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
    size_t length = strlen(separators[i]);
    if (at + length < text.length && memcmp(text.data + at, separators[i], length) == 0 &&
        sse_is_digit(text.data[at + length]))
      return length;
  }
  return 0;
}

/* True if a space at `at` separates thousands: after at most three digits, and before exactly three. */
static bool is_space_between(sse_str text, size_t at, size_t group_digits) {
  const size_t end = sse_digits_end(text, at + 1);
  return text.data[at] == ' ' && group_digits <= 3 && end - at == 4;
}

/* Reads a number whose first digit is at `at`; returns its end. */
static size_t take_number(sse_str text, size_t at, void *context, text_mark_fn *on_mark) {
  char digits[DIGITS_MOST];
  size_t start = at, count = 0, group_digits = 0; /* of the current group */
  while (at < text.length) {
    if (sse_is_digit(text.data[at])) {
      if (count < DIGITS_MOST && (count > 0 || text.data[at] != '0')) digits[count++] = text.data[at];
      group_digits++;
      at++;
    } else {
      size_t between = is_space_between(text, at, group_digits) ? 1 : separator_at(text, at);
      if (between == 0) break;
      at += between;
      group_digits = 0;
    }
  }
  const text_mark mark = {XXH3_64bits(digits, count), true, count, start};
  if (count >= NUMBER_LEAST) on_mark(context, &mark);
  return at;
}

static bool is_word_byte(char byte) {
  return sse_is_letter(byte) || (unsigned char)byte >= 0x80;
}

/* True for bytes above ASCII that are punctuation of many scripts: U+2000 to U+206F, U+3000 to U+303F, and
 * that of Latin-1. */
static bool is_punctuation(sse_str text, size_t at) {
  unsigned char first = (unsigned char)text.data[at];
  unsigned char second = at + 1 < text.length ? (unsigned char)text.data[at + 1] : 0;
  return (first == 0xC2) || (first == 0xE2 && (second == 0x80 || second == 0x81)) ||
         (first == 0xE3 && second == 0x80);
}

/* Reads a word of letters at `at`; returns its end. */
static size_t take_word(sse_str text, size_t at, bool begins_sentence, void *context, text_mark_fn *on_mark) {
  char folded[TEXT_TERM_SIZE];
  size_t start = at, end = at;
  while (end < text.length && is_word_byte(text.data[end]) && !is_punctuation(text, end) &&
         !text_is_dense(sse_str_part(text, end, text.length))) {
    end++;
    while (end < text.length && ((unsigned char)text.data[end] & 0xC0) == 0x80)
      end++;
  }
  sse_str word = sse_str_part(text, start, end);
  if (begins_sentence || !text_is_capital(word) || text_length(word) < NAME_LEAST) return end;
  size_t length = text_fold(word, folded);
  const text_mark mark = {XXH3_64bits(folded, length), false, length, start};
  if (length >= NAME_LEAST) on_mark(context, &mark);
  return end;
}

void text_marks_each(sse_str text, void *context, text_mark_fn *on_mark) {
  bool begins_sentence = true;
  for (size_t at = 0; at < text.length;) {
    size_t before = at;
    char byte = text.data[at];
    if (sse_is_digit(byte)) {
      at = take_number(text, at, context, on_mark);
      begins_sentence = false;
    } else if (is_word_byte(byte)) {
      at = take_word(text, at, begins_sentence, context, on_mark);
      if (at > before || !is_punctuation(text, at))
        begins_sentence = false; /* characters of dense scripts, too */
    } else {
      if (strchr(".!?:\n", byte)) begins_sentence = true;
    }
    if (at == before) at++;
    while (at < text.length && ((unsigned char)text.data[at] & 0xC0) == 0x80)
      at++;
  }
}

struct lowest {
  uint64_t hashes[TEXT_MARKS];
  size_t count;
};

static void keep_lowest(void *context, const text_mark *mark) {
  struct lowest *lowest = context;
  size_t at = lowest->count;
  for (size_t i = 0; i < lowest->count; i++)
    if (lowest->hashes[i] == mark->hash) return;
  if (at == TEXT_MARKS && mark->hash >= lowest->hashes[at - 1]) return;
  if (at < TEXT_MARKS) lowest->count++;
  if (at == TEXT_MARKS) at--;
  for (; at > 0 && lowest->hashes[at - 1] > mark->hash; at--)
    lowest->hashes[at] = lowest->hashes[at - 1];
  lowest->hashes[at] = mark->hash;
}

bool text_fingerprint_make(sse_str text, sse_str terms, text_fingerprint *fingerprint) {
  struct shingling shingling = {.count = 0};
  struct lowest lowest = {.count = 0};
  *fingerprint = (text_fingerprint){.shingles = {0}};
  text_shingles_each(terms, &shingling, keep_shingle);
  for (size_t i = 0; i < TEXT_SHINGLES && shingling.count >= TEXT_SHINGLES_LEAST; i++)
    fingerprint->shingles[i] = (uint32_t)shingling.lowest[i] | 1; /* as the lowest have many leading zeros */
  text_marks_each(text, &lowest, keep_lowest);
  for (size_t i = 0; i < lowest.count; i++)
    fingerprint->marks[i] = (uint16_t)(lowest.hashes[i] | 1);
  return fingerprint->shingles[0] != 0 || lowest.count > 0;
}
