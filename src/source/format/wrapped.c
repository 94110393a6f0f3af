/* Joins lines to paragraphs. A hard-wrapped line continues if the next line's first word would not have
 * fitted, going by the longest lines, or if the sentence plainly continues; lists, tables, rules, verses,
 * addresses and signatures keep their lines. Only the first line of a paragraph keeps its quote prefix. */
#include "source/format/wrapped.h"
#include "text/text.h"

#include <string.h>

enum {
  WIDEST = 100,            /* maximum columns of a wrapped line; a longer one is a whole paragraph */
  BYTES_MOST = 4 * WIDEST, /* maximum bytes of such a line */
  WIDTH_LEAST = 50,        /* columns: shorter limits do not show what would have fitted */
  RAGGED = 10              /* columns by which a line may be shorter than the longest, within a sentence */
};

/* The parts of a line. */
struct line {
  sse_str marks; /* quote prefix, with the spaces around it */
  sse_str text;  /* after the prefix, with its indentation but without trailing white space */
  int depth;     /* levels of quotation */
};

static struct line take_apart(sse_str whole) {
  struct line line = {0};
  size_t end = 0, length = whole.length;
  while (length > 0 && sse_is_space(whole.data[length - 1]))
    length--;
  for (size_t at = 0; at < length && (whole.data[at] == '>' || whole.data[at] == ' '); at++) {
    bool is_mark = whole.data[at] == '>';
    if (!is_mark && (at == 0 || whole.data[at - 1] == ' ')) break;
    line.depth += is_mark;
    end = at + 1;
  }
  line.marks = sse_str_part(whole, 0, end);
  line.text = sse_str_part(whole, end, length > end ? length : end);
  return line;
}

/* The columns of a text; a character of an East Asian script takes two. */
static size_t columns(sse_str text) {
  size_t count = 0;
  for (size_t at = 0, end; at < text.length; at = end) {
    end = text_cluster_end(text, at);
    count += text_is_dense(sse_str_part(text, at, end)) ? 2 : 1;
  }
  return count;
}

/* ---- What a line is ----------------------------------------------------------------------------- */

/* Returns true if a text begins with the marker of a list item: "- ", "* ", "1. ", "2) ", "\u2022". */
static bool is_list_item(sse_str text) {
  const size_t digits = sse_digits_end(text, 0);
  if (text.length < 2) return false;
  if (sse_str_begins(text, "\xE2\x80\xA2") || sse_str_begins(text, "\xC2\xB7")) return true; /* bullets */
  if (strchr("-*+", text.data[0])) return text.data[1] == ' ' || text.data[1] == '\t';
  return digits > 0 && digits <= 3 && digits + 1 < text.length && strchr(".)", text.data[digits]) &&
         text.data[digits + 1] == ' ';
}

/* Returns true for a line laid out in columns, or without text, such as a rule. */
static bool is_drawn(sse_str text) {
  bool has_word = false;
  for (size_t i = 0; i < text.length; i++) {
    char byte = text.data[i];
    has_word = has_word || (byte & 0x80) || sse_is_digit(byte) || sse_is_letter(byte);
  }
  return !has_word || memchr(text.data, '\t', text.length) || sse_str_find(text, "   ");
}

/* Returns true for a line that begins like a header, as in a letter forwarded in the text: "Date: 25
 * July". */
static bool is_header(sse_str text) {
  enum { LONGEST = 20 };
  size_t name = 0;
  while (name < text.length && name < LONGEST && (sse_is_letter(text.data[name]) || text.data[name] == '-'))
    name++;
  sse_str rest = sse_str_part(text, name, text.length);
  return name > 1 && text_is_capital(text) && sse_str_begins(rest, ": ");
}

static bool is_address(sse_str text) {
  return sse_str_find(text, "://") && !memchr(text.data, ' ', text.length);
}

/* Returns true if a text begins with a lower-case letter; always false for scripts without case. */
static bool begins_small(sse_str text) {
  unsigned char first = (unsigned char)text.data[0];
  if (first < 0x80) return sse_is_lower(first);
  return first >= 0xC3 && first <= 0xD5 && !text_is_capital(text); /* Latin, Greek, Cyrillic, Armenian */
}

static bool ends_sentence(sse_str text) {
  char last = text.data[text.length - 1];
  return strchr(".!?:;)\"", last) ||
         sse_str_equal(sse_str_part(text, text.length - 1, text.length), sse_str_of(">"));
}

static bool is_signature_mark(sse_str text) {
  return sse_str_equal(text, sse_str_of("--"));
}

/* ---- Joining ------------------------------------------------------------------------------------ */

/* Measures the widths in columns of the longest lines that may have been wrapped: of quoted text, and of the
 * rest. */
static void measure(sse_str text, size_t widths[2]) {
  sse_str whole;
  widths[0] = widths[1] = 0;
  for (size_t position = 0; sse_str_next(text, '\n', &position, &whole);) {
    struct line line = take_apart(whole);
    size_t width = line.text.length <= BYTES_MOST ? columns(line.text) : WIDEST + 1;
    if (width > WIDEST || is_address(line.text)) continue;
    if (width > widths[line.depth > 0]) widths[line.depth > 0] = width;
  }
}

static sse_str first_word(sse_str text) {
  size_t end = 0;
  if (text_is_dense(text)) return sse_str_part(text, 0, text_cluster_end(text, 0));
  while (end < text.length && text.data[end] != ' ')
    end++;
  return sse_str_part(text, 0, end);
}

/* Returns true if a line continues in the next one; neither is empty. `width`: the columns that lines may
 * have. */
static bool goes_on(const struct line *line, const struct line *next, size_t width) {
  size_t before = sse_blanks_end(line->text, 0), after = sse_blanks_end(next->text, 0);
  sse_str text = sse_str_part(line->text, before, line->text.length);
  sse_str rest = sse_str_part(next->text, after, next->text.length);
  if (line->depth != next->depth || is_list_item(rest) || is_header(rest)) return false;
  if (is_drawn(text) || is_drawn(rest)) return false;
  bool is_aligned = before == after || (is_list_item(text) && after > before) || (after == 0 && before <= 4);
  size_t length = columns(text) + before, needed = length + 1 + columns(first_word(rest));
  if (!is_aligned || length > WIDEST) return false;
  bool ends = ends_sentence(text), is_long = width >= WIDTH_LEAST && !is_address(text);
  if (is_long && needed > width) return true;
  if (is_long && !ends && needed + RAGGED > width) return true;
  return !ends && begins_small(rest) && 2 * length >= width;
}

/* The last character of a text; none if it is empty. */
static sse_str last_character(sse_str text) {
  size_t last = text.length;
  while (last > 0 && ((unsigned char)text.data[--last] & 0xC0) == 0x80)
    ;
  return sse_str_part(text, last, text.length);
}

/* Returns true between characters of scripts that write without spaces; Hangul has them. */
static bool is_without_space(sse_str before, sse_str after) {
  enum { HANGUL_FIRST = 0xAC00, HANGUL_LAST = 0xD7A3 };
  int32_t code = 0;
  if (!text_is_dense(after) || !text_is_dense(last_character(before))) return false;
  (void)text_codes(after, &code, 1);
  return code < HANGUL_FIRST || code > HANGUL_LAST;
}

/* Appends a line to the paragraph that `out` ends in. */
static void join(sse_str before, sse_str text, sse_buffer *out) {
  bool is_hyphen = before.length > 1 && before.data[before.length - 1] == '-' &&
                   before.data[before.length - 2] != ' ' && before.data[before.length - 2] != '-';
  if (!is_hyphen && !is_without_space(before, text)) sse_buffer_append_text(out, " ");
  sse_buffer_append_str(out, text);
}

void wrapped_append(sse_str text, sse_buffer *out) {
  struct line before = {0};
  size_t widths[2];
  bool in_signature = false;
  sse_str whole;
  measure(text, widths);
  for (size_t position = 0; sse_str_next(text, '\n', &position, &whole);) {
    struct line line = take_apart(whole);
    bool is_empty = line.text.length == 0;
    in_signature = in_signature || (line.depth == 0 && is_signature_mark(line.text));
    if (!is_empty && before.text.length > 0 && !in_signature &&
        goes_on(&before, &line, widths[line.depth > 0])) {
      join(before.text, sse_str_trim(line.text), out);
    } else if (!is_empty) {
      if (out->length > 0 && out->data[out->length - 1] != '\n') sse_buffer_append_text(out, "\n");
      sse_buffer_append_str(out, line.marks);
      sse_buffer_append_str(out, line.text);
    }
    before = line;
  }
  if (before.text.length > 0) sse_buffer_append_text(out, "\n");
}

/* ---- format=flowed ------------------------------------------------------------------------------ */

/* Parses a line by the rules of RFC 3676, 4: the quote prefix, then a space that may be stuffing. */
static struct line take_flowed(sse_str whole, bool *flows) {
  struct line line = {0};
  if (whole.length > 0 && whole.data[whole.length - 1] == '\r') whole.length--;
  size_t marks = 0;
  while (marks < whole.length && whole.data[marks] == '>')
    marks++;
  size_t begin = marks < whole.length && whole.data[marks] == ' ' ? marks + 1 : marks;
  line.depth = (int)(marks < 1000 ? marks : 1000);
  line.marks = sse_str_part(whole, 0, marks);
  line.text = sse_str_part(whole, begin, whole.length);
  *flows = line.text.length > 0 && line.text.data[line.text.length - 1] == ' ' &&
           !sse_str_equal(line.text, sse_str_of("-- "));
  return line;
}

/* Statistics of flowed lines. */
struct flow {
  size_t count, spaced; /* lines; those that end in two spaces, or in a script without spaces */
};

static struct flow look_at_flow(sse_str text) {
  struct flow flow = {0};
  sse_str whole;
  for (size_t position = 0; sse_str_next(text, '\n', &position, &whole);) {
    bool flows = false;
    struct line line = take_flowed(whole, &flows);
    sse_str before = last_character(sse_str_part(line.text, 0, line.text.length - flows));
    flow.count += flows;
    flow.spaced += flows && (sse_str_equal(before, sse_str_of(" ")) || text_is_dense(before));
  }
  return flow;
}

void wrapped_append_flowed(sse_str text, bool deletes_space, sse_buffer *out) {
  bool flows = false;
  int depth = 0;
  sse_str whole;
  struct flow flow = look_at_flow(text);
  if (flow.count == 0) { /* mailing lists remove trailing spaces, and thus the flow */
    wrapped_append(text, out);
    return;
  }
  /* Some mailers declare DelSp although each line ends in only the space between two words. */
  if (flow.count > 1 && flow.spaced == 0) deletes_space = false;
  for (size_t position = 0; sse_str_next(text, '\n', &position, &whole);) {
    bool goes = flows;
    struct line line = take_flowed(whole, &flows);
    goes = goes && line.depth == depth;
    if (!goes && out->length > 0 && out->data[out->length - 1] != '\n') sse_buffer_append_text(out, "\n");
    if (!goes && line.depth > 0 && line.text.length > 0) {
      sse_buffer_append_str(out, line.marks);
      sse_buffer_append_text(out, " ");
    }
    if (flows && deletes_space) line.text.length--;
    sse_buffer_append_str(out, line.text);
    depth = line.depth;
  }
  if (out->length > 0 && out->data[out->length - 1] != '\n') sse_buffer_append_text(out, "\n");
}
