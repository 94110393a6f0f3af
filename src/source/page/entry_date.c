/* The date of a list entry. A <time> is preferred, then a date alone in its element, or in a line.
 * A day and a month take their year from the heading above them.
 * Only the entry and that heading are searched. */
#include "source/page/entry_date.h"
#include "source/date/date.h"
#include "source/page/names.h"
#include "source/page/published.h"

#include <string.h>

/* True if a text begins with a separator that may end a date. */
static bool is_end(sse_str text) {
  static const char *const ends[] = {". ", ": ", " - ", " \u2013 ", " \u2014 ", " | ", " \u00B7 "};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
    if (sse_str_begins(text, ends[i])) return true;
  return false;
}

/* Appends the date at the beginning of a line: "2024-03-01. The mill", "Lyon, 4 mars 2026 - La". */
static bool offer_beginning(sse_str line, sse_buffer *date) {
  enum { LONGEST = 50 };
  for (size_t at = 6; at < LONGEST && at < line.length; at++)
    if (is_end(sse_str_part(line, at, line.length)) &&
        published_in_line(sse_str_part(line, 0, at), false, date))
      return true;
  return false;
}

static bool offer_line(const page_tree *tree, sse_str line, bool is_field, sse_buffer *date) {
  enum { LONGEST = 80 };
  if (line.length > LONGEST) return offer_beginning(line, date);
  return published_in_calendar(tree->calendar, line, date) || published_in_line(line, is_field, date);
}

bool entry_date_in_text(const page_tree *tree, const xmlNode *node, bool is_field, sse_buffer *date) {
  sse_buffer text = {0};
  sse_str line;
  bool found = false;
  html_node_text(node, &text);
  for (size_t position = 0; !found && sse_str_next(sse_buffer_str(&text), '\n', &position, &line);)
    found = offer_line(tree, line, is_field, date);
  for (size_t i = 0; i < text.length; i++)
    if (text.data[i] == '\n') text.data[i] = ' ';
  if (!found) found = offer_line(tree, sse_str_trim(sse_buffer_str(&text)), is_field, date);
  sse_buffer_reset(&text);
  return found;
}

/* True for an element small enough to be a line. Without this limit, deep nesting would cost more than
 * breadth. */
static bool is_small(const tree_element *element, uint32_t number) {
  enum { ELEMENTS_MOST = 40, LONGEST = 400 };
  return element->end - number <= ELEMENTS_MOST && element->length <= LONGEST;
}

/* Where a date is searched for, the most reliable place first: one mentioned in a summary may be another
 * day. */
enum place { IN_TIMES, IN_BYLINES, IN_TEXT, PLACES };

static bool find_date_at(const page_tree *tree, const xmlNode *top, const xmlNode *node, const xmlNode *but,
                         enum place place, sse_buffer *date) {
  enum { BYLINE_LONGEST = 60 };
  bool is_element = node->type == XML_ELEMENT_NODE && node != but;
  uint32_t number = is_element ? tree_number(tree, node) : TREE_NONE;
  if (place == IN_TIMES) {
    const char *datetime = html_is(node, "time") ? html_attribute(node, "datetime") : NULL;
    if (!datetime && (html_is(node, "abbr") || html_is(node, "time")))
      datetime = html_attribute(node, "title");
    return datetime && published_in_line(sse_str_of(datetime), true, date);
  }
  bool is_whole = node->type == XML_TEXT_NODE && node != top && !node->prev &&
                  !node->next; /* its parent is searched instead */
  if (is_whole || (number == TREE_NONE && (node->type != XML_TEXT_NODE || place == IN_BYLINES))) return false;
  if (node == but || (but && is_element && node == but->parent)) return false;
  if (number != TREE_NONE && !is_small(&tree->elements[number], number)) return false;
  bool is_byline = number != TREE_NONE && tree->elements[number].names & NAME_BYLINE;
  if (place == IN_BYLINES && (!is_byline || tree->elements[number].length > BYLINE_LONGEST)) return false;
  if (number == TREE_NONE) return entry_date_in_text(tree, node, false, date);
  tree_element *element = &tree->elements[number];
  element->is_undated = element->is_undated || !entry_date_in_text(tree, node, is_byline, date);
  return !element->is_undated;
}

bool entry_date_in(const page_tree *tree, const xmlNode *first, const xmlNode *last, const xmlNode *but,
                   sse_buffer *date) {
  for (enum place place = IN_TIMES; place < PLACES; place++) {
    for (const xmlNode *top = first; top; top = top->next) {
      for (const xmlNode *node = top; node && top != but; node = html_next(node, top, node != but))
        if (find_date_at(tree, top, node, but, place, date)) return true;
      if (top == last) break;
    }
  }
  return false;
}

/* Appends the day and the month in an element that has little more; its lines are joined. */
static bool find_day_in(const page_tree *tree, const xmlNode *top, const xmlNode *but, int year,
                        sse_buffer *date) {
  enum { LONGEST = 20 };
  sse_buffer text = {0};
  bool found = false;
  for (const xmlNode *node = top; node && !found; node = html_next(node, top, node != but)) {
    uint32_t number = node != but ? tree_number(tree, node) : TREE_NONE;
    if (number == TREE_NONE || tree->elements[number].length > LONGEST) continue;
    sse_buffer_clear(&text);
    /* Separated by spaces, since a month and a day may be in boxes of their own. */
    for (const xmlNode *part = node; part; part = html_next(part, node, true)) {
      if (part->type != XML_TEXT_NODE || !part->content) continue;
      sse_buffer_append_text(&text, (const char *)part->content);
      sse_buffer_append_text(&text, " ");
    }
    found = published_in_line_of_year(sse_str_trim(sse_buffer_str(&text)), year, date);
  }
  sse_buffer_reset(&text);
  return found;
}

/* Appends a day and a month, with the year above. */
static bool find_day_of_year(const page_tree *tree, const list_entry *entry, const xmlNode *headline,
                             sse_buffer *date) {
  sse_buffer text = {0};
  sse_str line;
  bool found = false;
  for (const xmlNode *node = entry->first; node && !found; node = node->next) {
    if (node->type == XML_ELEMENT_NODE) found = find_day_in(tree, node, headline, entry->above.year, date);
    html_node_text(node, &text);
    if (node == entry->last) break;
  }
  for (size_t position = 0; !found && sse_str_next(sse_buffer_str(&text), '\n', &position, &line);)
    found = published_in_line_of_year(line, entry->above.year, date);
  sse_buffer_reset(&text);
  return found;
}

static bool take_day_above(const list_entry *entry, sse_buffer *date) {
  char written[SSE_DATE_SIZE];
  sse_date_format(entry->above, written);
  sse_buffer_append_text(date, written);
  return true;
}

/* True for text that is a month, apart from punctuation around it: ", March 2026", "(March 2026)". */
static bool is_month(sse_str text, sse_str *month) {
  enum { LONGEST = 40 };
  sse_date date;
  while (text.length > 0 && (sse_is_space(text.data[0]) || strchr(",;:|()[]-", text.data[0])))
    text = sse_str_part(text, 1, text.length);
  while (text.length > 0 &&
         (sse_is_space(text.data[text.length - 1]) || strchr(",;:|()[]-", text.data[text.length - 1])))
    text.length--;
  *month = text;
  return text.length > 0 && text.length <= LONGEST && date_has_digit(text) &&
         source_date_parse(text, &date) && date.month > 0 && date.year > 0;
}

/* Appends a month that is alone in its text: newsletters and reports have no day. */
static bool find_month(const list_entry *entry, const xmlNode *headline, sse_buffer *date) {
  enum { NODES_MOST = 200 };
  size_t nodes = 0;
  sse_str month;
  for (const xmlNode *top = entry->first; top; top = top->next) {
    for (const xmlNode *node = top; node && nodes++ < NODES_MOST;
         node = html_next(node, top, node != headline)) {
      bool is_text = node->type == XML_TEXT_NODE && node->content;
      if (!is_text || !is_month(sse_str_of((const char *)node->content), &month)) continue;
      sse_buffer_append_str(date, month);
      return true;
    }
    if (top == entry->last) break;
  }
  return false;
}

/* True for a cell that contains only a year. */
static bool is_year(const xmlNode *cell, sse_str *year) {
  const xmlNode *node = cell;
  while (node->children && !node->children->next)
    node = node->children;
  *year = sse_str_trim(sse_str_of(node->type == XML_TEXT_NODE ? (const char *)node->content : NULL));
  int value = year->length == 4 ? date_digits(*year, 0, 4) : -1;
  return value >= 1900 && value <= 2099;
}

/* The cell of a column; NULL if there is none. */
static const xmlNode *cell_of(const xmlNode *row, size_t column) {
  for (const xmlNode *node = row->children; node; node = node->next)
    if (html_is(node, "td") && column-- == 0) return node;
  return NULL;
}

/* True if the rows above and below, if they exist, have years in this column as well. */
static bool is_column_of_years(const xmlNode *row, size_t column) {
  size_t years = 0, others = 0;
  for (int step = 0; step < 2; step++) {
    const xmlNode *next = step == 0 ? row->prev : row->next, *cell;
    sse_str ignored;
    while (next && !html_is(next, "tr"))
      next = step == 0 ? next->prev : next->next;
    cell = next ? cell_of(next, column) : NULL;
    years += cell && is_year(cell, &ignored);
    others += cell && !is_year(cell, &ignored);
  }
  return years > 0 && others == 0;
}

/* Appends a year in a column of years: annual reports have no more. */
static bool find_year(const list_entry *entry, sse_buffer *date) {
  enum { COLUMNS_MOST = 12 };
  const xmlNode *row = entry->first, *cell;
  sse_str year;
  if (!html_is(row, "tr")) return false;
  for (size_t column = 0; column < COLUMNS_MOST && (cell = cell_of(row, column)); column++) {
    if (!is_year(cell, &year) || !is_column_of_years(row, column)) continue;
    sse_buffer_append_str(date, year);
    return true;
  }
  return false;
}

bool entry_date_find(const page_tree *tree, const list_entry *entry, const xmlNode *headline,
                     sse_buffer *date) {
  if (entry_date_in(tree, entry->first, entry->last, headline, date)) return true;
  if (entry->above.day > 0) return take_day_above(entry, date);
  if (entry->above.year > 0 && find_day_of_year(tree, entry, headline, date)) return true;
  return find_month(entry, headline, date) || find_year(entry, date);
}
