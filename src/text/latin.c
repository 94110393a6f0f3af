/* The fast path for words of ASCII and Latin-1: tables for single bytes, and the few punctuation marks that
 * news are full of. It gives up at the first byte it cannot be sure of, and words.c reads the word again from
 * its start. */
#include "text/latin.h"

#include <string.h>

/* What an ASCII byte folds to; 0 for bytes that are not part of a word, and for bytes from 0x80 on. */
static const char folded[256] = {
    ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6', ['7'] = '7',
    ['8'] = '8', ['9'] = '9', ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f',
    ['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l', ['M'] = 'm', ['N'] = 'n',
    ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r', ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v',
    ['W'] = 'w', ['X'] = 'x', ['Y'] = 'y', ['Z'] = 'z', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd',
    ['e'] = 'e', ['f'] = 'f', ['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l',
    ['m'] = 'm', ['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't',
    ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z'};

/* What U+00C0 to U+00FF fold to, as in text_fold; U+00D7 and U+00F7 are not letters. */
static const char latin1[64][3] = {"a", "a", "a", "a", "a",  "a",  "ae", "c", "e", "e", "e",  "e", "i",
                                   "i", "i", "i", "d", "n",  "o",  "o",  "o", "o", "o", "",   "o", "u",
                                   "u", "u", "u", "y", "th", "ss", "a",  "a", "a", "a", "a",  "a", "ae",
                                   "c", "e", "e", "e", "e",  "i",  "i",  "i", "i", "d", "n",  "o", "o",
                                   "o", "o", "o", "",  "o",  "u",  "u",  "u", "u", "y", "th", "y"};

static unsigned char byte_at(sse_str text, size_t position) {
  return position < text.length ? (unsigned char)text.data[position] : 0;
}

/* Eight bytes of text as one number, the first byte lowest. */
static inline uint64_t load_eight(const unsigned char *data) {
  uint64_t bytes;
  memcpy(&bytes, data, sizeof bytes);
  return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? bytes : __builtin_bswap64(bytes);
}

static inline void store_eight(uint64_t bytes, char *data) {
  if (__BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__) bytes = __builtin_bswap64(bytes);
  memcpy(data, &bytes, sizeof bytes);
}

/* The top bit of each byte of `bytes` that is between `first` and `last`; no byte may be above 0x7F. The
 * addition to a byte carries into its top bit and no further (Warren, Hacker's Delight, 2nd edition, 6-1). */
static inline uint64_t between(uint64_t bytes, unsigned char first, unsigned char last) {
  const uint64_t ones = UINT64_MAX / 255;
  return (bytes + ones * (0x80u - first)) & ~(bytes + ones * (0x7Fu - last)) & ones * 0x80;
}

/* Folds the ASCII letters and digits at the beginning of eight bytes and returns their number. All eight are
 * written to `term`. The length of a word cannot be predicted, so a test of each byte in turn would cost a
 * mispredicted branch in every word. */
static inline size_t scan_eight(const unsigned char *data, char *term, latin_run *run) {
  const uint64_t tops = UINT64_MAX / 255 * 0x80;
  uint64_t bytes = load_eight(data), ascii = bytes & ~tops;
  uint64_t letters = between(ascii | tops >> 2, 'a', 'z') & ~bytes,
           digits = between(ascii, '0', '9') & ~bytes;
  uint64_t others = ~(letters | digits) & tops;
  uint64_t inside = (others & (0 - others)) - 1; /* all bits before the first other byte */
  store_eight(bytes | letters >> 2, term);       /* 0x20 distinguishes small letters from capitals */
  run->has_letter |= (letters & inside) != 0;
  run->has_digit |= (digits & inside) != 0;
  return others ? (size_t)__builtin_ctzll(others) / 8 : 8;
}

/* The inner loop of the fast path; inlined where it matters. */
static inline latin_run scan(sse_str text, size_t start, char *term) {
  const unsigned char *data = (const unsigned char *)text.data;
  latin_run run = {.is_ascii = true};
  size_t i = start, length = 0;
  while (i < text.length && length < TEXT_WORD_LONGEST) {
    if (text.length - i >= 8 && length + 8 <= TEXT_WORD_LONGEST) {
      size_t count = scan_eight(data + i, term + length, &run);
      i += count;
      length += count;
      if (count == 8) continue;
    }
    char letter = folded[data[i]];
    if (letter) {
      i++;
    } else { /* U+00C0 to U+00FF are C3 80 to C3 BF */
      if (data[i] != 0xC3 || i + 1 == text.length || data[i + 1] < 0x80 || !latin1[data[i + 1] & 0x3F][0])
        break;
      const char *letters = latin1[data[i + 1] & 0x3F];
      i += 2;
      run.is_ascii = false;
      letter = letters[0];
      if (letters[1]) {
        term[length++] = letter;
        letter = letters[1];
      }
    }
    run.has_letter |= letter > '9';
    run.has_digit |= letter <= '9';
    term[length++] = letter;
  }
  run.end = i;
  run.length = length;
  return run;
}

latin_run latin_scan(sse_str text, size_t start, char term[TEXT_TERM_SIZE]) {
  return scan(text, start, term);
}

/* The first letters of prefixes, by the prefixes' lengths: one test rules out most words. */
#define LETTER(letter) ((uint32_t)1 << ((letter)&0x1F))
static const uint32_t prefix_letters[] = {[2] = LETTER('c'),
                                          [3] = LETTER('n') | LETTER('p') | LETTER('b') | LETTER('e'),
                                          [4] = LETTER('a') | LETTER('p'),
                                          [5] = LETTER('m') | LETTER('i') | LETTER('s')};

static inline bool may_be_prefix(const char *term, size_t length) {
  return length < sizeof prefix_letters / sizeof *prefix_letters &&
         (prefix_letters[length] >> (term[0] & 0x1F) & 1) != 0;
}

bool latin_is_prefix(const char *term, size_t length) {
  switch (length) {
  case 2:
    return memcmp(term, "co", 2) == 0;
  case 3:
    return memcmp(term, "non", 3) == 0 || memcmp(term, "pre", 3) == 0 || memcmp(term, "bio", 3) == 0 ||
           memcmp(term, "eco", 3) == 0;
  case 4:
    return memcmp(term, "anti", 4) == 0 || memcmp(term, "post", 4) == 0 || memcmp(term, "agro", 4) == 0;
  case 5:
    return memcmp(term, "multi", 5) == 0 || memcmp(term, "micro", 5) == 0 || memcmp(term, "inter", 5) == 0 ||
           memcmp(term, "socio", 5) == 0;
  default:
    return false;
  }
}

bool latin_is_elided(const char *term, size_t length) {
  static const char longer[][8] = {"qu",    "un",     "dell", "all",    "nell",   "sull",  "dall", "coll",
                                   "jusqu", "lorsqu", "gl",   "puisqu", "quoiqu", "quell", "bell", "sant"};
  if (length == 1) return strchr("ldjmtscn", term[0]) != NULL;
  for (size_t i = 0; i < sizeof longer / sizeof *longer; i++)
    if (strlen(longer[i]) == length && memcmp(longer[i], term, length) == 0) return true;
  return false;
}

/* True for the bytes E2 80 xx that certainly end a word and join nothing: dashes, quotes, bullets and the
 * ellipsis (U+2012 to U+2017, U+201A to U+2023, U+2025, U+2026). */
static bool is_plain_punctuation(unsigned char last) {
  return (last >= 0x92 && last <= 0x97) || (last >= 0x9A && last <= 0xA3) || last == 0xA5 || last == 0xA6;
}

static inline bool ends(sse_str text, size_t end) {
  unsigned char byte = byte_at(text, end);
  if (byte <= ' ') return true;
  unsigned char next = byte_at(text, end + 1);
  switch (byte) {
  case '.':
  case '\'':
  case '-':
    return !folded[next] && next < 0x80;
  case ',':
    return next < '0' || (next > '9' && next < 0x80);
  case 0xC2: /* no-break space, angle quotes */
    return next == 0xA0 || next == 0xAB || next == 0xBB;
  case 0xE2:
    return next == 0x80 && is_plain_punctuation(byte_at(text, end + 2));
  default: /* a gap of ASCII, or the end */
    return byte < 0x80;
  }
}

bool latin_ends(sse_str text, size_t end) {
  return ends(text, end);
}

/* The length in bytes of an apostrophe at `position`, straight or curly; 0 for none. */
static size_t apostrophe_at(sse_str text, size_t position) {
  if (byte_at(text, position) == '\'') return 1;
  bool curly = position + 2 < text.length && memcmp(text.data + position, "\xE2\x80\x99", 3) == 0;
  return curly ? 3 : 0;
}

static bool is_vowel_at(sse_str text, size_t position) {
  unsigned char byte = byte_at(text, position);
  char letter = folded[byte];
  if (byte == 0xC3 && byte_at(text, position + 1) >= 0x80)
    letter = latin1[byte_at(text, position + 1) & 0x3F][0];
  return letter && strchr("aeiouyh", letter);
}

/* True if there is a possessive s at `position`. */
static bool is_possessive_at(sse_str text, size_t position) {
  return folded[byte_at(text, position)] == 's' && !folded[byte_at(text, position + 1)] &&
         byte_at(text, position + 1) != '\'' && byte_at(text, position + 1) != '-' &&
         latin_ends(text, position + 1);
}

/* Removes elided articles from the front: reads again after the apostrophe at the run's end. Returns the
 * length of the apostrophe that follows then. */
static size_t skip_elisions(sse_str text, size_t *start, latin_run *run, char *term) {
  size_t apostrophe = apostrophe_at(text, run->end);
  while (apostrophe > 0 && run->is_ascii && latin_is_elided(term, run->length) &&
         is_vowel_at(text, run->end + apostrophe)) {
    *start = run->end + apostrophe;
    *run = scan(text, *start, term);
    apostrophe = apostrophe_at(text, run->end);
  }
  return apostrophe;
}

/* Reads the word at `start`; returns false if words.c must read it. */
static inline bool read_word(sse_str text, size_t start, text_word *found, size_t *after) {
  latin_run run = scan(text, start, found->term);
  if (run.length == 0 || run.length >= TEXT_WORD_LONGEST) return false;
  *after = run.end;
  bool surely = ends(text, run.end);
  if (!surely) {
    size_t apostrophe = skip_elisions(text, &start, &run, found->term);
    if (run.length == 0 || run.length >= TEXT_WORD_LONGEST) return false;
    *after = run.end;
    surely = ends(text, run.end);
    if (!surely) {
      bool possessive =
          apostrophe > 0 && found->term[run.length - 1] > '9' && is_possessive_at(text, run.end + apostrophe);
      if (!possessive) return false;
      *after += apostrophe + 1;
    }
  }
  unsigned char next = byte_at(text, run.end);
  if (may_be_prefix(found->term, run.length) && (next == ' ' || next == 0xC2) &&
      latin_is_prefix(found->term, run.length))
    return false;
  found->term_length = run.length;
  found->kind = WORD_PLAIN;
  found->start = start;
  found->end = run.end;
  found->has_digit = run.has_digit;
  found->part_count = 0;
  return true;
}

/* True for an ASCII gap that certainly has no combining mark on it. */
static inline bool is_gap(sse_str text, size_t position) {
  unsigned char byte = (unsigned char)text.data[position], next = byte_at(text, position + 1);
  return byte < 0x80 && !folded[byte] && (next < 0x80 || next == 0xC2 || next == 0xC3);
}

bool latin_next(sse_str text, size_t *position, text_word *found) {
  size_t at = *position, after = at;
  while (at < text.length && is_gap(text, at))
    at++;
  bool is_word = at < text.length && read_word(text, at, found, &after);
  *position = is_word ? after : at;
  return is_word;
}

size_t latin_fold(sse_str word, bool strip, char out[TEXT_TERM_SIZE]) {
  size_t length = 0, i = 0;
  for (; i < word.length && length < TEXT_WORD_LONGEST; i++) {
    unsigned char byte = (unsigned char)word.data[i], next = byte_at(word, i + 1);
    if (folded[byte]) {
      out[length++] = folded[byte];
      continue;
    }
    const char *letters = latin1[next & 0x3F];
    if (byte != 0xC3 || next < 0x80 || !letters[0]) return SIZE_MAX;
    i++;
    if (strip || next == 0x9F) { /* ß is ss either way */
      out[length++] = letters[0];
      if (letters[1]) out[length++] = letters[1];
    } else {
      out[length++] = (char)0xC3;
      out[length++] = (char)(next < 0xA0 ? next + 0x20 : next);
    }
  }
  return i == word.length ? length : SIZE_MAX;
}
