/* The term for a word as it is written: the mark of terms that are not words, a second mark, the folded word,
 * the second mark again, and the word in small letters with its accents and symbols. So all ways to write one
 * folded word have a common prefix.
 *   01 02  e c o n o m i e  02  é c o n o m i e */
#include "text/written.h"
#include "text/classes.h"

#include <string.h>

static bool is_letter(sse_str text, size_t at) {
  int32_t code;
  if (at >= text.length) return false;
  if ((unsigned char)text.data[at] < 0x80) return sse_is_letter(text.data[at]);
  (void)text_decode(text, at, &code);
  text_class class = text_class_of(code);
  return class == CLASS_LETTER || class == CLASS_EXTEND;
}

/* True if the bytes from `start` to `end` are a whole grapheme cluster. */
static bool is_alone(sse_str text, size_t start, size_t end) {
  return text_cluster_end(text, start) == end;
}

/* True if a word continues at `at`, so that a symbol before it joins the two. */
static bool goes_on(sse_str text, size_t at) {
  if (at >= text.length) return false;
  if (!is_alone(text, at - 1, at)) return true;
  char c = text.data[at];
  return is_letter(text, at) || sse_is_digit(c) || strchr("+#_&=", c);
}

/* The number of + or # after a word that belong to it: C++, C#, LGBT+. */
static size_t symbols_after(sse_str text, size_t end) {
  enum { PLUS_MOST = 2 };
  size_t count = 0;
  if (end < text.length && text.data[end] == '#') return goes_on(text, end + 1) ? 0 : 1;
  while (end + count < text.length && text.data[end + count] == '+')
    count++;
  return count <= PLUS_MOST && !goes_on(text, end + count) ? count : 0;
}

/* The start of the character that ends at `end`. */
static size_t character_before(sse_str text, size_t end) {
  size_t start = end - 1;
  while (start > 0 && ((unsigned char)text.data[start] & 0xC0) == 0x80)
    start--;
  return start;
}

/* True if a point after the character that ends at `end` ends a sentence or an abbreviation, or joins two
 * words. */
static bool is_ended_by_point(sse_str text, size_t end) {
  static const char closing[][4] = {"”", "’", "…"};
  int32_t code;
  unsigned char last = (unsigned char)text.data[end - 1];
  if (last < 0x80)
    return is_letter(text, end - 1) || sse_is_digit(last) || (last > ' ' && strchr(")]}>.!?%+#_", last));
  size_t start = character_before(text, end);
  for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
    if (sse_str_equal(sse_str_part(text, start, end), sse_str_of(closing[i]))) return true;
  (void)text_decode(text, start, &code);
  text_class class = text_class_of(code);
  while (class == CLASS_EXTEND && start > 0) { /* a mark belongs to the character before it */
    start = character_before(text, start);
    (void)text_decode(text, start, &code);
    class = text_class_of(code);
  }
  return class == CLASS_LETTER || class == CLASS_HEBREW || class == CLASS_EXTEND || class == CLASS_NUMERIC ||
         class == CLASS_SYMBOL;
}

/* True at the point of .NET, which ends neither a sentence nor a number. */
static bool has_point(sse_str text, size_t start) {
  if (start == 0 || text.data[start - 1] != '.' || !is_alone(text, start - 1, start)) return false;
  if (start == 1) return true;
  return is_alone(text, character_before(text, start - 1), start - 1) && !is_ended_by_point(text, start - 1);
}

static size_t count_letters(sse_str text, size_t start, size_t end) {
  size_t count = 0;
  for (; start < end; start = text_cluster_end(text, start))
    count++;
  return count;
}

/* The end of the words that & joins to one that ends at `end`; `*letters` becomes the length of the
 * shortest. */
static size_t joined_end(sse_str text, size_t end, size_t *letters) {
  while (end + 1 < text.length && text.data[end] == '&' && is_alone(text, end, end + 1) &&
         is_letter(text, end + 1)) {
    size_t start = ++end;
    while (is_letter(text, end))
      end = text_cluster_end(text, end);
    size_t count = count_letters(text, start, end);
    if (count < *letters) *letters = count;
  }
  return end;
}

bool written_find_name(sse_str text, size_t start, size_t end, written_name *name) {
  enum { INITIALS = 3 }; /* letters: names such as AT&T and S&P have one part that is this short */
  bool has_symbol = end < text.length && text.data[end] != '\0' && strchr("&+#", text.data[end]);
  if (!has_symbol && !has_point(text, start)) return false; /* nearly all words */
  *name = (written_name){start, end, count_letters(text, start, end)};
  size_t joined = joined_end(text, end, &name->letters);
  bool is_joined = joined > end && name->letters <= INITIALS;
  name->end = is_joined ? joined : end + symbols_after(text, end);
  name->start = has_point(text, start) ? start - 1 : start;
  return name->start < start || name->end > end;
}

/* Composes the term; returns its length, 0 if it does not fit. */
static size_t compose(sse_str folded, sse_str written, char out[TEXT_TERM_SIZE]) {
  size_t length = 0;
  if (folded.length + written.length + 3 > TEXT_TERM_SIZE) return 0;
  out[length++] = TEXT_STEM_MARK;
  out[length++] = TEXT_WRITTEN_MARK;
  memcpy(out + length, folded.data, folded.length);
  length += folded.length;
  out[length++] = TEXT_WRITTEN_MARK;
  memcpy(out + length, written.data, written.length);
  return length + written.length;
}

/* True for a single term of a word with letters: no stem, no phrase, not of a dense script. */
static bool is_word(sse_str folded) {
  return folded.length > 0 && folded.data[0] != TEXT_STEM_MARK && !memchr(folded.data, ' ', folded.length) &&
         !text_is_dense(folded);
}

size_t text_written(sse_str source, sse_str folded, char out[TEXT_TERM_SIZE]) {
  char lower[TEXT_TERM_SIZE];
  bool is_ascii = true;
  for (size_t i = 0; i < source.length && is_ascii; i++)
    is_ascii = (unsigned char)source.data[i] < 0x80;
  if (is_ascii || !is_word(folded)) return 0;
  sse_str written = {lower, text_lower(source, lower)};
  return written.length == 0 || sse_str_equal(written, folded) ? 0 : compose(folded, written, out);
}

size_t text_written_prefix(sse_str folded, char out[TEXT_TERM_SIZE]) {
  return is_word(folded) ? compose(folded, (sse_str){"", 0}, out) : 0;
}

size_t written_name_term(sse_str name, sse_str folded, char out[TEXT_TERM_SIZE]) {
  char written[TEXT_TERM_SIZE], lower[TEXT_TERM_SIZE];
  size_t length = 0;
  for (size_t start = 0, end; start < name.length; start = end) {
    end = start;
    while (is_letter(name, end))
      end = text_cluster_end(name, end);
    bool is_symbol = end == start;
    if (is_symbol) end++;
    size_t more = is_symbol ? 1 : text_lower(sse_str_part(name, start, end), lower);
    if (length + more > TEXT_TERM_SIZE) return 0;
    memcpy(written + length, is_symbol ? name.data + start : lower, more);
    length += more;
  }
  return compose(folded, (sse_str){written, length}, out);
}
