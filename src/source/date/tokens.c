/* A date's text as tokens: numbers, words with their possible meanings, and the separators between them. All
 * scripts' digits are digits, Chinese numerals are numbers, and a run without spaces is split into the
 * longest known words. The label before a date and brackets are handled here as well. */
#include "base/utf8.h"
#include "source/date/date.h"
#include "text/text.h"

#include <string.h>

/* A text being split, by code points. */
struct scan {
  sse_str text;
  int32_t codes[DATE_LONGEST];
  size_t offsets[DATE_LONGEST + 1]; /* where each code point begins */
  size_t count, at;
  bool is_field;
  size_t depth;   /* of brackets */
  unsigned gap;   /* since the last token */
  bool is_signed; /* the last code point was a plus or hyphen */
  date_tokens *out;
};

/* ---- Code points ------------------------------------------------------------------------------- */

/* The value of a decimal digit: ASCII, Arabic, Persian, Devanagari, Thai or full-width; 10 if it is none. */
static int digit_of(int32_t code) {
  static const int32_t zeros[] = {'0', 0x0660, 0x06F0, 0x0966, 0x0E50, 0xFF10};
  for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
    if (code >= zeros[i] && code < zeros[i] + 10) return (int)(code - zeros[i]);
  return 10;
}

bool date_has_digit(sse_str text) {
  static const char *const others[] = {"\xD9\xA0", "\xDB\xB0", "\xE0\xA5\xA6", "\xE0\xB9\x90",
                                       "\xEF\xBC\x90"}; /* zeros */
  for (size_t at = 0; at < text.length; at++) {
    if (sse_is_digit(text.data[at])) return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
      size_t last = strlen(others[i]) - 1;
      if (at + last >= text.length || memcmp(text.data + at, others[i], last) != 0) continue;
      unsigned char digit = (unsigned char)text.data[at + last], zero = (unsigned char)others[i][last];
      if (digit >= zero && digit < zero + 10) return true;
    }
  }
  return false;
}

/* The value of a Chinese numeral up to 10, including 元 for the first year of an era; -1 if it is none. */
static int numeral_of(int32_t code) {
  static const int32_t numerals[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                     0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341}; /* 〇一二三四五六七八九十 */
  if (code == 0x96F6) return 0;                                               /* 零 */
  if (code == 0x5143) return 1;                                               /* 元 */
  for (int i = 0; i <= 10; i++)
    if (code == numerals[i]) return i;
  return -1;
}

/* The flag of a separator that may occur between the parts of a date; 0 for all other code points. */
static unsigned separator_of(int32_t code) {
  static const struct {
    int32_t first, last;
    unsigned kind;
  } separators[] = {
      {0x09, 0x0D, DATE_SPACE},     {0x20, 0x20, DATE_SPACE},     {0xA0, 0xA0, DATE_SPACE},
      {0x2000, 0x200F, DATE_SPACE}, {0x2028, 0x202F, DATE_SPACE}, {0x205F, 0x2060, DATE_SPACE},
      {0x2066, 0x2069, DATE_SPACE}, {0x3000, 0x3000, DATE_SPACE}, {0xFEFF, 0xFEFF, DATE_SPACE},
      {'-', '-', DATE_DASH},        {0x2010, 0x2011, DATE_DASH},  {0xFF0D, 0xFF0D, DATE_DASH},
      {0x2212, 0x2212, DATE_DASH},  {0x2012, 0x2015, DATE_LINE},  {'~', '~', DATE_LINE},
      {0x301C, 0x301C, DATE_LINE},  {0xFF5E, 0xFF5E, DATE_LINE},  {'/', '/', DATE_SLASH},
      {0xFF0F, 0xFF0F, DATE_SLASH}, {'.', '.', DATE_DOT},         {0xFF0E, 0xFF0E, DATE_DOT},
      {',', ',', DATE_COMMA},       {0x060C, 0x060C, DATE_COMMA}, {0x3001, 0x3001, DATE_COMMA},
      {0xFF0C, 0xFF0C, DATE_COMMA}, {':', ':', DATE_COLON},       {0xFF1A, 0xFF1A, DATE_COLON},
      {'+', '+', DATE_PLUS},        {'\'', '\'', DATE_QUOTE},     {0x2018, 0x2019, DATE_QUOTE},
      {0x02BC, 0x02BC, DATE_QUOTE}, {'|', '|', DATE_MARK},        {';', ';', DATE_MARK},
      {'@', '@', DATE_MARK},        {0xB7, 0xB7, DATE_MARK},      {0x2022, 0x2022, DATE_MARK},
      {0xB0, 0xB0, DATE_MARK},      {'_', '_', DATE_MARK},        {'"', '"', DATE_MARK},
      {0x05F3, 0x05F3, DATE_DOT},   {0x0970, 0x0970, DATE_DOT}, /* Hebrew and Hindi */
  };
  for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
    if (code >= separators[i].first && code <= separators[i].last) return separators[i].kind;
  return 0;
}

/* 1 for an opening bracket, -1 for a closing one, full-width ones included; else 0. */
static int bracket_of(int32_t code) {
  if (code == '(' || code == '[' || code == 0xFF08 || code == 0x3010) return 1;
  return code == ')' || code == ']' || code == 0xFF09 || code == 0x3011 ? -1 : 0;
}

static bool is_thai(int32_t code) {
  return code >= 0x0E00 && code <= 0x0E7F;
}

/* True for ASCII other than letters; callers have excluded digits, separators, and brackets. */
static bool is_foreign(int32_t code) {
  return code < 0x80 && !sse_is_letter(code);
}

static bool is_letter(int32_t code) {
  if (sse_is_letter(code)) return true;
  return digit_of(code) == 10 && separator_of(code) == 0 && bracket_of(code) == 0 && !is_foreign(code);
}

static sse_str part_of(const struct scan *scan, size_t from, size_t to) {
  return sse_str_part(scan->text, scan->offsets[from], scan->offsets[to]);
}

static bool is_dense_at(const struct scan *scan, size_t at) {
  if (at < scan->count && is_thai(scan->codes[at])) return true; /* a mark above a letter is dense, too */
  return text_is_dense(part_of(scan, at, scan->count));
}

/* ---- Tokens ------------------------------------------------------------------------------------ */

/* Keeps a token; of those in brackets only the weekdays. Returns false if there are too many, or if a number
 * is in brackets outside a field. */
static bool keep(struct scan *scan, date_token token) {
  date_tokens *out = scan->out;
  if (scan->depth > 0) {
    out->weekdays |= token.word.weekdays;
    return scan->is_field || !token.is_number;
  }
  if (out->count == DATE_TOKENS_MOST) return false;
  token.gap = scan->gap;
  token.is_signed = scan->is_signed;
  out->list[out->count++] = token;
  scan->gap = 0;
  scan->is_signed = false;
  return true;
}

static bool take_digits(struct scan *scan) {
  date_token token = {.is_number = true};
  for (; scan->at < scan->count && digit_of(scan->codes[scan->at]) < 10; scan->at++) {
    if (token.digits == DATE_DIGITS_MOST) return false;
    token.value = token.value * 10 + digit_of(scan->codes[scan->at]);
    token.digits++;
  }
  return keep(scan, token);
}

/* 二〇二三 digit by digit, 二十五 by tens. */
static bool take_numerals(struct scan *scan) {
  date_token token = {.is_number = true};
  bool by_tens = false;
  for (; scan->at < scan->count; scan->at++) {
    int value = numeral_of(scan->codes[scan->at]);
    if (value < 0) break;
    if (token.digits == 4) return false;
    if (value == 10 && by_tens) return false;
    if (value == 10) {
      by_tens = true;
      token.value = (token.digits > 0 ? token.value : 1) * 10;
    } else {
      token.value = by_tens ? token.value + value : token.value * 10 + value;
    }
    token.digits++;
  }
  if (by_tens) token.digits = 2;
  return token.value < 100 || !by_tens ? keep(scan, token) : false;
}

static bool find_word(const struct scan *scan, size_t from, size_t to, date_word *word) {
  char folded[TEXT_TERM_SIZE];
  size_t length = text_fold(part_of(scan, from, to), folded);
  return date_word_find((sse_str){folded, length}, word);
}

static size_t letters_end(const struct scan *scan, size_t at) {
  while (at < scan->count && is_letter(scan->codes[at]) && !is_dense_at(scan, at))
    at++;
  return at;
}

static size_t dense_end(const struct scan *scan, size_t at) {
  while (at < scan->count && is_letter(scan->codes[at]) && is_dense_at(scan, at))
    at++;
  return at;
}

/* The end of a month's digits, of which there are at most two. */
static size_t digits_end(const struct scan *scan, size_t at) {
  size_t end = at;
  while (end < scan->count && end < at + 2 && digit_of(scan->codes[end]) < 10)
    end++;
  return end;
}

/* Joins a word with the next one if they form one: "a.m.", "p. m.", "كانون الثاني", "tháng 7". */
static void find_compound(const struct scan *scan, size_t *end, date_word *word) {
  char joined[2 * TEXT_TERM_SIZE + 1];
  size_t next = *end;
  while (next < scan->count && next - *end < 2 && separator_of(scan->codes[next]) & (DATE_SPACE | DATE_DOT))
    next++;
  size_t after = is_dense_at(scan, next) ? dense_end(scan, next) : letters_end(scan, next);
  if (after == next) after = digits_end(scan, next);
  if (next == *end || after == next) return;
  size_t length = text_fold(part_of(scan, scan->at, *end), joined);
  joined[length++] = '_';
  length += text_fold(part_of(scan, next, after), joined + length);
  date_word both;
  if (!date_word_find((sse_str){joined, length}, &both)) return;
  *word = both;
  *end = after;
}

/* Takes the longest known word that a run without spaces begins with, else a number in numerals. */
static bool take_dense(struct scan *scan) {
  enum { LONGEST = 6, LONGEST_THAI = 14 }; /* code points of a word in the tables */
  size_t start = scan->at, end = dense_end(scan, start);
  size_t longest = is_thai(scan->codes[start]) ? LONGEST_THAI : LONGEST;
  if (end - start > longest) end = start + longest;
  for (; end > start; end--) {
    date_token token = {0};
    if (!find_word(scan, start, end, &token.word)) continue;
    size_t last = end;
    if (token.word.kinds & DATE_COMPOUND) find_compound(scan, &last, &token.word);
    scan->at = last;
    return keep(scan, token);
  }
  if (numeral_of(scan->codes[start]) >= 0) return take_numerals(scan);
  scan->at = start + 1;
  return scan->is_field && scan->depth > 0;
}

/* True for what may be a zone that is not in the table: one capital (RFC 822, 5.1), or three to five that end
 * in T. */
static bool is_like_zone(sse_str word) {
  if (word.length == 0 || word.length == 2 || word.length > 5) return false;
  for (size_t i = 0; i < word.length; i++)
    if (!sse_is_upper(word.data[i])) return false;
  return word.length == 1 || word.data[word.length - 1] == 'T';
}

/* The end of a zone's name that continues after a slash, such as Europe/Paris and Etc/GMT+5. */
static size_t area_end(const struct scan *scan, size_t at) {
  if (at == scan->count || scan->codes[at] != '/') return at;
  while (at < scan->count && separator_of(scan->codes[at]) != DATE_SPACE && bracket_of(scan->codes[at]) == 0)
    at++;
  return at;
}

/* True for a single letter at the beginning of a field, directly before a number: R5.7.25. */
static bool may_be_era(const struct scan *scan, size_t end) {
  return scan->is_field && scan->depth == 0 && scan->out->count == 0 && end == scan->at + 1 &&
         end < scan->count && digit_of(scan->codes[end]) < 10;
}

/* Looks up the word up to `end` with the point before it, which may change its meaning: "25. listopada". */
static bool find_pointed(const struct scan *scan, size_t end, date_word *word) {
  char pointed[TEXT_TERM_SIZE + 1] = ".";
  size_t before = scan->at;
  while (before > 0 && separator_of(scan->codes[before - 1]) & DATE_SPACE)
    before--;
  if (before == 0 || scan->codes[before - 1] != '.') return false;
  size_t length = text_fold(part_of(scan, scan->at, end), pointed + 1);
  return date_word_find((sse_str){pointed, length + 1}, word);
}

static bool take_letters(struct scan *scan) {
  date_token token = {0};
  size_t end = letters_end(scan, scan->at);
  char folded[TEXT_TERM_SIZE];
  sse_str written = part_of(scan, scan->at, end);
  size_t length = text_fold(written, folded);
  bool is_known = (may_be_era(scan, end) && date_word_find(written, &token.word)) ||
                  find_pointed(scan, end, &token.word) ||
                  date_word_find((sse_str){folded, length}, &token.word);
  if (token.word.kinds & DATE_COMPOUND) find_compound(scan, &end, &token.word);
  if (token.word.kinds & DATE_AREA) {
    size_t after = area_end(scan, end);
    is_known = after > end;
    token.word = (date_word){.kinds = DATE_ZONE};
    end = after;
  } else if (!is_known && scan->is_field && is_like_zone(written)) {
    token.word.kinds = DATE_CAPITALS;
    is_known = true;
  }
  scan->at = end;
  if (!is_known) return length == 0 || (scan->is_field && scan->depth > 0); /* pictures have no meaning */
  return keep(scan, token);
}

/* ---- The text ---------------------------------------------------------------------------------- */

static bool decode(struct scan *scan) {
  if (scan->text.length == 0 || scan->text.length > DATE_LONGEST ||
      sse_utf8_valid(scan->text) != scan->text.length)
    return false;
  scan->count = text_codes(scan->text, scan->codes, DATE_LONGEST);
  for (size_t i = 0, offset = 0; i <= scan->count; i++) {
    scan->offsets[i] = offset;
    if (i == scan->count) break;
    offset += scan->codes[i] < 0x80 ? 1 : scan->codes[i] < 0x800 ? 2 : scan->codes[i] < 0x10000 ? 3 : 4;
  }
  return true;
}

/* A date has a number in it; this check spares most lines the look-up of their words. */
static bool may_have_number(sse_str text) {
  for (size_t i = 0; i < text.length; i++)
    if ((unsigned char)text.data[i] >= 0x80 || sse_is_digit(text.data[i])) return true;
  return false;
}

/* True if there is a colon, which a label needs: few lines have one. */
static bool may_have_label(sse_str text) {
  return memchr(text.data, ':', text.length) || sse_str_find(text, "\uFF1A");
}

/* The length in code points of the label and colon before the date, as in "Published: 25 July 2023": it has a
 * letter and no digit. */
static size_t label_length(const struct scan *scan) {
  bool has_letter = false;
  for (size_t i = 0; i < scan->count && digit_of(scan->codes[i]) == 10; i++) {
    has_letter = has_letter || is_letter(scan->codes[i]);
    if (separator_of(scan->codes[i]) == DATE_COLON) return has_letter ? i + 1 : 0;
  }
  return 0;
}

/* Skips brackets around the whole text. */
static void pass_brackets(struct scan *scan) {
  if (scan->at == scan->count || bracket_of(scan->codes[scan->at]) != 1) return;
  for (size_t i = scan->at; i + 1 < scan->count; i++)
    if (bracket_of(scan->codes[i]) == -1) return;
  if (bracket_of(scan->codes[scan->count - 1]) != -1) return;
  scan->at++;
  scan->count--;
}

static bool take_next(struct scan *scan) {
  int32_t code = scan->codes[scan->at];
  unsigned kind = separator_of(code);
  int bracket = bracket_of(code);
  if (digit_of(code) < 10) return take_digits(scan);
  if (kind > 0 || bracket != 0) {
    bool is_outside = scan->depth == 0 && kind > 0;
    scan->gap |= is_outside ? kind : DATE_SPACE;
    scan->is_signed = is_outside && (kind == DATE_DASH || kind == DATE_PLUS);
    if (bracket > 0) scan->depth++;
    if (bracket < 0 && scan->depth > 0) scan->depth--;
    scan->at++;
    return true;
  }
  if (is_foreign(code)) {
    scan->at++;
    return scan->is_field && scan->depth > 0;
  }
  return is_dense_at(scan, scan->at) ? take_dense(scan) : take_letters(scan);
}

bool date_tokens_read(sse_str text, bool is_field, bool has_label, date_tokens *tokens) {
  struct scan scan = {.text = sse_str_trim(text), .is_field = is_field, .out = tokens};
  tokens->count = 0;
  tokens->weekdays = 0;
  if (!may_have_number(text) || (has_label && !may_have_label(text)) || !decode(&scan)) return false;
  if (has_label) scan.at = label_length(&scan);
  if (has_label && scan.at == 0) return false;
  pass_brackets(&scan);
  while (scan.at < scan.count)
    if (!take_next(&scan)) return false;
  return tokens->count > 0;
}
