/* Headlines with dates in them. Elements that are a date are removed first, then lines that are one, and then
 * the text before the first separator that may end a date or after the last that may begin one. The rest is
 * the headline; if hardly anything is left, the whole was a headline. */
#include "source/page/entry_title.h"
#include "source/page/published.h"
#include "source/source.h"

#include <string.h>
#include <strings.h>

enum { LONGEST_DATE = 60 /* bytes of a line that is a date */, SHORTEST = 4 /* bytes of a headline */ };

bool entry_title_is_date(sse_str text, sse_buffer *date) {
  enum { LABEL_LONGEST = 12 }; /* "Published on" */
  sse_str line = sse_str_trim(text);
  sse_date ignored;
  if (line.length == 0 || line.length > LONGEST_DATE) return false;
  if (source_date_parse(line, &ignored)) {
    sse_buffer_append_str(date, line);
    return true;
  }
  sse_buffer found = {0};
  bool is_date = published_in_line(line, true, &found) && found.length + LABEL_LONGEST >= line.length;
  if (is_date) sse_buffer_append_str(date, sse_buffer_str(&found));
  if (found.failed) date->failed = true;
  sse_buffer_reset(&found);
  return is_date;
}

/* ---- Files ------------------------------------------------------------------------------------------ */

static size_t letters_at(sse_str text, size_t at) {
  size_t length = 0;
  while (at + length < text.length &&
         (sse_is_letter(text.data[at + length]) || (unsigned char)text.data[at + length] >= 0x80))
    length++;
  return length;
}

static bool is_file_word(sse_str text, size_t at, size_t length) {
  static const char *const words[] = {"pdf", "doc",  "docx", "xls", "xlsx", "odt", "rtf",
                                      "ppt", "pptx", "zip",  "hwp", "hwpx", "epub"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strlen(words[i]) == length && strncasecmp(words[i], text.data + at, length) == 0) return true;
  return false;
}

bool entry_title_is_file(sse_str text) {
  enum { OTHERS_MOST = 12 };
  size_t others = 0;
  bool is_one = false;
  for (size_t at = 0, length; at<text.length; at += length> 0 ? length : 1) {
    length = letters_at(text, at);
    bool is_word = is_file_word(text, at, length);
    is_one = is_one || is_word;
    if (!is_word) others += length;
  }
  bool is_name = !memchr(text.data, ' ', text.length) && text.length > 0;
  return is_one && (is_name || others <= OTHERS_MOST);
}

bool entry_title_has_words(const xmlNode *element) {
  size_t length = 0;
  for (const xmlNode *node = element->children; node; node = node->next)
    if (node->type == XML_TEXT_NODE && node->content)
      length += sse_str_trim(sse_str_of((const char *)node->content)).length;
  return length >= SHORTEST;
}

/* ---- Elements and lines ------------------------------------------------------------------------------ */

/* Receives the first date that is found. */
struct dates {
  sse_buffer *date;
  bool is_found;
};

static void note(struct dates *dates, sse_str date) {
  if (!dates->is_found) sse_buffer_append_str(dates->date, date);
  dates->is_found = true;
}

/* True for an element that is only a date, which is noted. */
static bool skips_date(const void *context, const xmlNode *node) {
  enum { NODES_MOST = 8 };
  struct dates *dates = *(struct dates *const *)context;
  sse_buffer text = {0}, date = {0};
  size_t nodes = 1;
  if (html_is_hidden(node)) return true;
  for (const xmlNode *inner = html_next(node, node, true); inner && nodes <= NODES_MOST;
       inner = html_next(inner, node, true))
    nodes++;
  if (nodes > NODES_MOST) return false;
  const char *datetime = html_is(node, "time") ? html_attribute(node, "datetime") : NULL;
  bool is_date = datetime && published_in_line(sse_str_of(datetime), true, &date);
  if (!is_date) html_node_text(node, &text);
  is_date = is_date || entry_title_is_date(sse_buffer_str(&text), &date);
  if (is_date) note(dates, sse_buffer_str(&date));
  sse_buffer_reset(&text);
  sse_buffer_reset(&date);
  return is_date;
}

/* Appends the lines that are not dates, separated by spaces. */
static void append_lines(sse_str text, struct dates *dates, sse_buffer *title) {
  sse_buffer date = {0};
  sse_str line;
  for (size_t position = 0; sse_str_next(text, '\n', &position, &line);) {
    sse_buffer_clear(&date);
    line = sse_str_trim(line);
    if (line.length == 0) continue;
    if (entry_title_is_date(line, &date)) {
      note(dates, sse_buffer_str(&date));
      continue;
    }
    if (title->length > 0) sse_buffer_append_text(title, " ");
    sse_buffer_append_str(title, line);
  }
  sse_buffer_reset(&date);
}

/* ---- Signs -------------------------------------------------------------------------------------------- */

static const char *const separators[] = {", ", ": ", " - ", " \u2013 ", " \u2014 ", " | ", " \u00B7 ", " / "};

/* The length of the separator that begins at `at`; 0 if there is none. */
static size_t separator_at(sse_str text, size_t at) {
  for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
    if (sse_str_begins(sse_str_part(text, at, text.length), separators[i])) return strlen(separators[i]);
  return 0;
}

/* True for a text that is only a date; brackets around it are removed. */
static bool is_date_alone(sse_str text, sse_str *inner) {
  sse_date ignored;
  *inner = sse_str_trim(text);
  if (inner->length > 2 && strchr("([", inner->data[0]) && strchr(")]", inner->data[inner->length - 1]))
    *inner = sse_str_trim(sse_str_part(*inner, 1, inner->length - 1));
  return inner->length <= LONGEST_DATE && source_date_parse(*inner, &ignored);
}

/* The end of a date in digits or brackets at the beginning of a text; 0 if there is none. */
static size_t end_of_digits(sse_str text) {
  enum { FIGURES_LEAST = 8 };
  bool is_in_brackets = text.length > 0 && strchr("([", text.data[0]);
  for (size_t at = 0; at < text.length && at < LONGEST_DATE; at++) {
    bool is_end = is_in_brackets ? strchr(")]", text.data[at]) != NULL : sse_is_space(text.data[at]);
    if (is_end) return is_in_brackets ? at + 1 : at >= FIGURES_LEAST ? at : 0;
    if (!is_in_brackets && !strchr("0123456789./-", text.data[at])) return 0;
  }
  return 0;
}

/* Removes the date from the beginning of a title. */
static bool cut_beginning(sse_str *title, struct dates *dates) {
  sse_str date;
  size_t digits = end_of_digits(*title);
  bool is_found = digits > 0 && is_date_alone(sse_str_part(*title, 0, digits), &date);
  size_t end = digits;
  for (size_t at = 1; at < title->length && at <= LONGEST_DATE && !is_found; at++) {
    size_t separator = separator_at(*title, at);
    is_found = separator > 0 && is_date_alone(sse_str_part(*title, 0, at), &date);
    end = at + separator;
  }
  if (!is_found) return false;
  note(dates, date);
  *title = sse_str_trim(sse_str_part(*title, end, title->length));
  return true;
}

/* Removes the date from the end of a title: after a separator, or in brackets. */
static bool cut_end(sse_str *title, struct dates *dates) {
  sse_str date;
  bool is_found = false;
  size_t first = title->length > LONGEST_DATE ? title->length - LONGEST_DATE : 0, at = title->length;
  while (at > first + 1 && !is_found) {
    at--;
    size_t separator = separator_at(*title, at);
    bool is_bracket = strchr("([", title->data[at]) != NULL;
    if (separator > 0 || is_bracket)
      is_found = is_date_alone(sse_str_part(*title, at + separator, title->length), &date);
  }
  if (!is_found) return false;
  note(dates, date);
  *title = sse_str_trim(sse_str_part(*title, 0, at));
  return true;
}

/* ---- Headlines ---------------------------------------------------------------------------------------- */

/* Splits a headline into date and title. Returns false, and appends nothing, if no date is set apart in
 * it. */
static bool part(const xmlNode *headline, sse_buffer *date, sse_buffer *title) {
  sse_buffer found = {0}, text = {0}, lines = {0};
  struct dates dates = {&found, false}, *context = &dates;
  const html_filter filter = {&context, skips_date};
  html_node_text_but(headline, &filter, &text);
  append_lines(sse_buffer_str(&text), &dates, &lines);
  sse_str words = sse_buffer_str(&lines);
  bool is_parted = (dates.is_found || cut_beginning(&words, &dates) || cut_end(&words, &dates)) &&
                   words.length >= SHORTEST;
  if (is_parted) {
    sse_buffer_append_str(date, sse_buffer_str(&found));
    sse_buffer_append_str(title, words);
  }
  if (found.failed || text.failed || lines.failed) title->failed = true;
  sse_buffer_reset(&found);
  sse_buffer_reset(&text);
  sse_buffer_reset(&lines);
  return is_parted;
}

bool entry_title_find_date(const xmlNode *headline, sse_buffer *date) {
  sse_buffer title = {0};
  bool found = part(headline, date, &title);
  if (title.failed) date->failed = true;
  sse_buffer_reset(&title);
  return found;
}

/* Removes a file label from the end: "Report (PDF, 1.2 MB)". */
static void cut_file(sse_buffer *title) {
  sse_str text = sse_str_trim(sse_buffer_str(title));
  if (!sse_str_ends(text, ")") && !sse_str_ends(text, "]")) return;
  size_t at = text.length - 1;
  while (at > 0 && !strchr("([", text.data[at]))
    at--;
  if (at < SHORTEST || !entry_title_is_file(sse_str_part(text, at + 1, text.length - 1))) return;
  size_t length = (size_t)(text.data - title->data) + at;
  while (length > 0 && sse_is_space(title->data[length - 1]))
    length--;
  title->data[title->length = length] = '\0';
}

/* Replaces a headline that the site truncated by the full one in an attribute. */
static void complete(const xmlNode *node, sse_buffer *title) {
  static const char *const names[] = {"title", "aria-label"}, *const ellipses[] = {"...", "\u2026"};
  sse_str text = sse_str_trim(sse_buffer_str(title)), beginning = {0};
  for (size_t i = 0; i < sizeof ellipses / sizeof *ellipses; i++)
    if (sse_str_ends(text, ellipses[i])) beginning = sse_str_part(text, 0, text.length - strlen(ellipses[i]));
  beginning = sse_str_trim(beginning);
  for (size_t i = 0; i < sizeof names / sizeof *names && beginning.length > 0; i++) {
    sse_str whole = sse_str_trim(sse_str_of(html_attribute(node, names[i])));
    bool is_whole = whole.length > beginning.length && !sse_str_ends(whole, "...") &&
                    memcmp(whole.data, beginning.data, beginning.length) == 0;
    if (!is_whole) continue;
    sse_buffer_clear(title);
    sse_buffer_append_str(title, whole);
    return;
  }
}

void entry_title_append(const xmlNode *headline, bool has_date, sse_buffer *title) {
  enum { NODES_MOST = 8 };
  sse_buffer date = {0};
  size_t nodes = 0;
  if (!has_date || !part(headline, &date, title)) html_node_text(headline, title);
  complete(headline, title);
  if (headline->parent && html_is(headline->parent, "a")) complete(headline->parent, title);
  for (const xmlNode *node = html_next(headline, headline, true); node && nodes++ < NODES_MOST;
       node = html_next(node, headline, true))
    complete(node, title);
  cut_file(title);
  if (date.failed) title->failed = true;
  sse_buffer_reset(&date);
}
