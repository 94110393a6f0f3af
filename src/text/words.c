/* The words of a text: UAX #29's segments, cut, joined and stripped as readers of news would.
 * It reads any text; the fast path of latin.c is tried first, and words that it is sure of are not read here.
 * Folding is in fold.c. */
#include "text/words.h"
#include "text/classes.h"
#include "text/latin.h"

#include <string.h>
#include <utf8proc.h>

size_t text_cluster_end(sse_str text, size_t start) {
  int32_t before, code, state = 0;
  size_t position = start + text_decode(text, start, &before);
  while (position < text.length) {
    size_t length = text_decode(text, position, &code);
    if (utf8proc_grapheme_break_stateful(before, code, &state)) break;
    before = code;
    position += length;
  }
  return position;
}

bool text_is_dense(sse_str text) {
  int32_t code;
  if (text.length == 0) return false;
  (void)text_decode(text, 0, &code);
  return text_class_is_dense(text_class_of(code));
}

static bool is_letter(text_class class) {
  return class == CLASS_LETTER || class == CLASS_HEBREW || class == CLASS_LETTER_PICTURE;
}

static bool begins_part(text_class class) {
  return is_letter(class) || class == CLASS_NUMERIC || class == CLASS_SYMBOL;
}

static text_class class_at(sse_str text, size_t position) {
  int32_t code;
  if (position >= text.length) return CLASS_OTHER;
  (void)text_decode(text, position, &code);
  return text_class_of(code);
}

/* The kinds of characters between letters or digits of one segment. */
enum separator { SPLIT, DROPPED, APOSTROPHE, POINT, COMMA };

static enum separator separator_of(int32_t code, text_class class) {
  switch (code) {
  case '.':
  case 0x2024:
  case 0xFE52:
  case 0xFF0E:
    return POINT;
  case ',':
  case 0x060C:
  case 0x066C:
  case 0xFE10:
  case 0xFE50:
  case 0xFF0C:
    return COMMA;
  case ':':
  case 0xFE13:
  case 0xFE55:
  case 0xFF1A:
    return SPLIT;
  default:
    break;
  }
  if (class == CLASS_SINGLE_QUOTE || class == CLASS_MID_NUM_LET) return APOSTROPHE;
  /* The point of Catalan l·l, and Hebrew's gershayim. */
  return class == CLASS_MID_LETTER || class == CLASS_DOUBLE_QUOTE ? DROPPED : SPLIT;
}

/* One part of a word while it is being read. */
struct part {
  size_t start, end;
  size_t after;                     /* where to continue reading */
  char text[4 * TEXT_WORD_LONGEST]; /* the source, without dropped characters */
  size_t length;
  size_t code_count;
  size_t after_apostrophe; /* in `text`; SIZE_MAX if there was none */
  size_t apostrophe;       /* in the source: the last one */
  bool has_letter, has_digit;
};

static void append(struct part *part, const char *bytes, size_t length) {
  if (part->code_count == TEXT_WORD_LONGEST || length > 4) return;
  memcpy(part->text + part->length, bytes, length);
  part->length += length;
  part->code_count++;
}

static bool equals(const struct part *part, size_t from, const char *lower) {
  size_t i = 0;
  for (; from + i < part->length; i++)
    if ((part->text[from + i] | 0x20) != lower[i]) return false; /* at the end of `lower`, too */
  return !lower[i];
}

static bool is_elided(const struct part *part) {
  char lower[8];
  if (part->length > sizeof lower) return false;
  for (size_t i = 0; i < part->length; i++)
    lower[i] = (char)(part->text[i] | 0x20);
  return latin_is_elided(lower, part->length);
}

/* True if the letter at `position` is a vowel or an h, in Latin letters with any accent. */
static bool is_vowel(sse_str text, size_t position) {
  char term[TEXT_TERM_SIZE];
  size_t end = text_cluster_end(text, position);
  size_t length = text_fold(sse_str_part(text, position, end), term);
  return length > 0 && strchr("aeiouyh", term[0]) != NULL;
}

/* The number of consecutive digits from `position` on, up to `most`. */
static size_t digits_at(sse_str text, size_t position, size_t most) {
  size_t count = 0;
  while (position < text.length && count < most && class_at(text, position) == CLASS_NUMERIC) {
    position = text_cluster_end(text, position);
    count++;
  }
  return count;
}

/* True if single letters alternate with points from `start` to `end`: S.S.E., e.g. */
static bool is_abbreviation(sse_str text, size_t start, size_t end) {
  size_t letters = 0;
  while (start < end && is_letter(class_at(text, start))) {
    letters++;
    start = text_cluster_end(text, start);
    int32_t code;
    if (start >= end) return letters > 1;
    size_t length = text_decode(text, start, &code);
    if (separator_of(code, text_class_of(code)) != POINT) return false;
    start += length;
  }
  return false;
}

/* Consumes the separator at `position`, between letters or digits; `next` is its end. Returns false if the
 * part ends before it. */
static bool take_separator(sse_str text, struct part *part, size_t position, enum separator separator,
                           size_t next, bool abbreviation) {
  bool between_digits = part->has_digit && digits_at(text, next, 1) == 1;
  text_class following = class_at(text, next);
  if (!is_letter(following) && following != CLASS_NUMERIC) return false;
  switch (separator) {
  case SPLIT:
    return false;
  case DROPPED:
    break;
  case APOSTROPHE:
    if (part->after_apostrophe != SIZE_MAX && equals(part, part->after_apostrophe, "s")) return false;
    if (part->after_apostrophe == SIZE_MAX && is_elided(part) && is_vowel(text, next)) {
      part->start = next;
      part->length = part->code_count = 0;
      part->has_letter = false;
      return true;
    }
    part->apostrophe = position;
    part->after_apostrophe = part->length;
    break;
  case POINT:
    if (!abbreviation && !between_digits) return false;
    if (!abbreviation) append(part, ".", 1);
    break;
  case COMMA: /* 2,500 is 2500; 2,5 is 2.5 */
    if (!between_digits) return false;
    if (digits_at(text, next, 4) != 3) append(part, ".", 1);
    break;
  }
  return true;
}

/* Consumes letters, digits and separators up to the end of the segment or of the part. */
static void read_segment(sse_str text, size_t segment_end, struct part *part) {
  bool abbreviation = is_abbreviation(text, part->start, segment_end);
  size_t position = part->start;
  while (position < segment_end) {
    int32_t code;
    size_t length = text_decode(text, position, &code);
    text_class class = text_class_of(code);
    if (is_letter(class) || class == CLASS_NUMERIC) {
      part->has_letter = part->has_letter || is_letter(class);
      part->has_digit = part->has_digit || class == CLASS_NUMERIC;
    } else if (class != CLASS_EXTEND && class != CLASS_FORMAT && class != CLASS_ZWJ) {
      if (text_class_is_dense(class)) break;
      size_t next = text_cluster_end(text, position);
      if (!take_separator(text, part, position, separator_of(code, class), next, abbreviation)) break;
      position = next;
      continue;
    }
    append(part, text.data + position, length);
    position += length;
    part->end = position;
  }
  part->after = position;
}

/* `end`, or the end of the grapheme cluster that extends past it: a mark of another script may follow, or the
 * last letter may be a character that attaches to the next one. */
static size_t whole_cluster(sse_str text, size_t start, size_t end) {
  while (start < end)
    start = text_cluster_end(text, start);
  return start;
}

/* Removes a possessive s; n° becomes no. */
static void read_ending(sse_str text, struct part *part) {
  if (part->after_apostrophe != SIZE_MAX && equals(part, part->after_apostrophe, "s")) {
    part->length = part->after_apostrophe;
    part->end = part->apostrophe;
  } else if (equals(part, 0, "n") && part->end + 1 < text.length &&
             memcmp(text.data + part->end, "\xC2\xB0", 2) == 0) {
    part->end = part->after = text_cluster_end(text, part->end);
    append(part, "o", 1);
    part->has_digit = true; /* it is a symbol for numbers and has no stem */
  }
}

/* Reads the part by the fast path if it ends for certain, or at a hyphen. */
static bool read_latin(sse_str text, struct part *part) {
  char term[TEXT_TERM_SIZE];
  latin_run run = latin_scan(text, part->start, term);
  if (run.length == 0 || run.length >= TEXT_WORD_LONGEST) return false;
  bool hyphen = run.end < text.length && text.data[run.end] == '-';
  if (!hyphen && !latin_ends(text, run.end)) return false;
  memcpy(part->text, text.data + part->start, run.end - part->start);
  part->length = run.end - part->start;
  part->end = part->after = run.end;
  part->has_letter = run.has_letter;
  part->has_digit = run.has_digit;
  return true;
}

/* Reads the part at `start`, where begins_part is true. */
static void read_part(sse_str text, size_t start, struct part *part) {
  part->start = part->end = start;
  part->length = part->code_count = 0;
  part->after_apostrophe = SIZE_MAX;
  part->has_letter = part->has_digit = false;
  if (read_latin(text, part)) return;
  if (class_at(text, start) == CLASS_SYMBOL) {
    part->end = part->after = text_cluster_end(text, start);
    for (size_t i = start, length; i < part->end; i += length) {
      int32_t code;
      length = text_decode(text, i, &code);
      append(part, text.data + i, length);
    }
    return;
  }
  read_segment(text, text_word_end(text, start), part);
  read_ending(text, part);
  part->end = whole_cluster(text, start, part->end);
  part->after = whole_cluster(text, start, part->after);
}

/* Appends the folded part to the word's term; returns false if there is no room, or if it folds to
 * nothing. */
static bool add_part(text_word *found, const struct part *part) {
  char term[TEXT_TERM_SIZE];
  size_t length = text_fold((sse_str){part->text, part->length}, term);
  if (length == 0 || found->term_length + length >= TEXT_TERM_SIZE) return false;
  memcpy(found->term + found->term_length, term, length);
  found->term_length += length;
  found->parts[found->part_count++] =
      (word_part){part->start, part->end, found->term_length, part->has_digit};
  found->end = part->end;
  found->has_digit = found->has_digit || part->has_digit;
  return true;
}

/* The length in bytes of a hyphen at `position`, which joins the parts around it; 0 for none. */
static size_t hyphen_at(sse_str text, size_t position) {
  if (position >= text.length) return 0;
  if (text.data[position] == '-') return 1;
  bool other = position + 2 < text.length && (memcmp(text.data + position, "\xE2\x80\x90", 3) == 0 ||
                                              memcmp(text.data + position, "\xE2\x80\x91", 3) == 0);
  return other ? 3 : 0;
}

/* The same for a space. */
static size_t space_at(sse_str text, size_t position) {
  if (position >= text.length) return 0;
  if (text.data[position] == ' ') return 1;
  return position + 1 < text.length && memcmp(text.data + position, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

/* Adds the parts joined to the first one by hyphens, or by a space if it is a prefix. Returns where to
 * continue. */
static size_t read_chain(sse_str text, size_t after, text_word *found) {
  bool prefix = latin_is_prefix(found->term, found->term_length);
  struct part part;
  while (found->part_count < (prefix ? 2 : WORD_PARTS_MOST)) {
    size_t joint = hyphen_at(text, after);
    if (joint == 0 && prefix) joint = space_at(text, after);
    text_class next = class_at(text, after + joint);
    if (joint == 0 || !(prefix ? is_letter(next) : is_letter(next) || next == CLASS_NUMERIC)) break;
    if (text_cluster_end(text, after) != after + joint) break;
    read_part(text, after + joint, &part);
    if (!add_part(found, &part)) break;
    found->is_joined = found->is_joined || part.has_letter;
    after = part.after;
    found->kind = prefix ? WORD_WHOLE : WORD_CHAIN;
  }
  return after;
}

/* True for a symbol that represents text written without spaces: ㈱. */
static bool is_dense_symbol(sse_str text, size_t start, text_class class) {
  char term[TEXT_TERM_SIZE];
  if (class != CLASS_SYMBOL) return false;
  size_t length = text_fold(sse_str_part(text, start, text_cluster_end(text, start)), term);
  return text_class_is_dense(class_at((sse_str){term, length}, 0));
}

static bool read_dense(sse_str text, size_t start, text_word *found, size_t *after) {
  bool hangul = class_at(text, start) == CLASS_HANGUL;
  size_t end = start;
  do {
    end = text_cluster_end(text, end);
  } while (text_class_is_dense(class_at(text, end)) && (class_at(text, end) == CLASS_HANGUL) == hangul);
  found->kind = WORD_DENSE;
  found->is_hangul = hangul;
  found->start = start;
  found->end = *after = end;
  return true;
}

/* Reads the word at `start`; returns false if there is none. */
static bool read_whole(sse_str text, size_t start, text_word *found, size_t *after) {
  text_class class = class_at(text, start);
  struct part part;
  found->part_count = found->term_length = 0;
  found->has_digit = found->is_joined = found->is_hangul = false;
  if (text_class_is_dense(class) || is_dense_symbol(text, start, class))
    return read_dense(text, start, found, after);
  if (!begins_part(class)) {
    *after = text_cluster_end(text, start);
    return false;
  }
  read_part(text, start, &part);
  *after = part.after;
  if (!add_part(found, &part)) return false;
  found->kind = WORD_PLAIN;
  found->start = part.start;
  found->is_joined = part.has_letter;
  if (part.end == part.after) *after = read_chain(text, part.after, found);
  return true;
}

bool words_next(sse_str text, size_t *position, text_word *found) {
  bool is_word = latin_next(text, position, found);
  while (!is_word && *position < text.length) {
    is_word = read_whole(text, *position, found, position);
    if (!is_word) is_word = latin_next(text, position, found);
  }
  return is_word;
}
