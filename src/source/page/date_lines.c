/* Lines that are only a date, if they are above entries of a list. In some lists the dates, in lines of their
 * own just the same, follow the headlines: then one follows the last entry and none comes before the first.
 * A heading may name a year without being a date: "Events in March 2026". */
#include "source/page/date_lines.h"
#include "base/sorted.h"
#include "source/source.h"

#include <stdlib.h>

enum { LINE_LONGEST = 40, FIRST_YEAR = 1900, LAST_YEAR = 2099 };

/* ---- Lines ------------------------------------------------------------------------------------------ */

/* The only number of four digits in a text that may be a year; 0 if there is none or several. */
static int year_in(sse_str text) {
  int year = 0;
  for (size_t at = 0, end; at < text.length; at = end + 1) {
    int value = 0;
    for (end = at; end < text.length && sse_is_digit(text.data[end]); end++)
      if (end - at < 5) value = value * 10 + text.data[end] - '0';
    if (end - at != 4 || value < FIRST_YEAR || value > LAST_YEAR) continue;
    if (year > 0 && year != value) return 0;
    year = value;
  }
  return year;
}

/* The date that an element's text is, or the year in a heading. */
static sse_date date_of(const tree_element *element, bool is_heading) {
  sse_buffer text = {0};
  sse_date date = {0};
  html_node_text(element->node, &text);
  sse_str line = sse_str_trim(sse_buffer_str(&text));
  if (!source_date_read(line, &date) && is_heading) date.year = year_in(line);
  sse_buffer_reset(&text);
  return date.year >= FIRST_YEAR && date.year <= LAST_YEAR ? date : (sse_date){0};
}

sse_status date_lines_collect(const page_tree *tree, date_lines *lines, sse_error *err) {
  for (uint32_t i = 1; i < tree->count; i++) {
    const tree_element *element = &tree->elements[i];
    bool is_heading = tree_is_heading(element->node);
    bool is_line = element->is_block && element->blocks == 0 && element->linked == 0;
    bool is_long = element->length > LINE_LONGEST;
    if (element->length == 0 || !(is_heading || (is_line && !is_long))) continue;
    date_line line = {i, is_heading ? element->node->name[1] - '0' : 0, {0}};
    if (!is_long) line.date = date_of(element, is_heading);
    if (!is_heading && line.date.year == 0) continue;
    void *grown = lines->lines;
    if (!sse_array_reserve(&grown, &lines->capacity, lines->count + 1, sizeof *lines->lines))
      return sse_fail_memory(err);
    lines->lines = grown;
    lines->lines[lines->count++] = line;
  }
  return SSE_OK;
}

void date_lines_reset(date_lines *lines) {
  free(lines->lines);
  *lines = (date_lines){0};
}

static bool comes_before(const void *line, const void *element) {
  return ((const date_line *)line)->element < *(const uint32_t *)element;
}

bool date_lines_have(const page_tree *tree, const date_lines *lines, uint32_t element) {
  const tree_element *around = &tree->elements[element];
  size_t at = sse_sorted_first(lines->lines, lines->count, sizeof *lines->lines, &element, comes_before);
  if (at == lines->count || lines->lines[at].element >= around->end) return false;
  const date_line *line = &lines->lines[at];
  return line->date.year > 0 && tree->elements[line->element].length == around->length;
}

/* ---- Above entries ---------------------------------------------------------------------------------- */

/* Which lines are used, and how many dates are where. */
struct layout {
  bool takes_lines; /* also lines other than headings */
  bool takes_days;  /* also days in headings, besides months and years */
  size_t before, between, after;
};

/* The innermost element that contains all entries. */
static uint32_t region_of(const page_tree *tree, const list_entry *entries, size_t count) {
  uint32_t region = entries[0].top;
  while (region > 0 && !tree_holds(tree, region, entries[count - 1].top))
    region = tree->elements[region].parent;
  return region;
}

static void set_above(const page_tree *tree, const date_lines *lines, list_entry *entries, size_t count,
                      struct layout *layout) {
  uint32_t region = region_of(tree, entries, count);
  sse_date above = {0};
  size_t next = 0;
  int level = 0; /* of the heading that `above` is from */
  bool is_after_heading =
      false; /* a heading without a date after the last entry: what follows is not of the list */
  for (size_t i = 0; i < lines->count; i++) {
    const date_line *line = &lines->lines[i];
    for (; next < count && entries[next].top < line->element; next++)
      entries[next].above = above;
    if (next > 0 && line->element < tree->elements[entries[next - 1].top].end) continue; /* inside an entry */
    bool is_inside = count > 1 && tree_holds(tree, region, line->element);
    if (line->level == 0 && !(layout->takes_lines && is_inside)) continue;
    if (next == count && line->date.year == 0) is_after_heading = true;
    bool is_day = line->date.day > 0 || line->level == 0;
    if (is_day && is_inside && next > 0 && !is_after_heading) {
      size_t *where = next < count ? &layout->between : &layout->after;
      ++*where;
    }
    if (line->level > level && level > 0 && line->date.year == 0)
      continue; /* a subheading within the group */
    if (next == 0) layout->before = is_day;
    const sse_date nothing = {0};
    above = is_day && !layout->takes_days ? nothing : line->date;
    level = line->level;
  }
  for (; next < count; next++)
    entries[next].above = above;
}

bool date_lines_set_above(const page_tree *tree, const date_lines *lines, list_entry *entries, size_t count) {
  struct layout layout = {.takes_lines = true, .takes_days = true};
  if (count == 0) return false;
  set_above(tree, lines, entries, count, &layout);
  if (layout.before > 0 && layout.between > 0 && layout.after == 0) return true;
  struct layout headings = {.takes_days = layout.after == 0};
  set_above(tree, lines, entries, count, &headings);
  return false;
}
