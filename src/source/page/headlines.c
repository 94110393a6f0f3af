/* Headlines of a list, compared with each other: what most entries share is no headline.
 * Lines are compared by position: the first, second or third of each entry.
 * h-entry: https://microformats.org/wiki/h-entry */
#include "source/page/headlines.h"
#include "source/page/entry_date.h"
#include "source/page/entry_text.h"
#include "source/page/entry_title.h"
#include "source/source.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum { DATE_LONGEST_LINE = 40 };

/* ---- Uninformative texts --------------------------------------------------------------------- */

static int compare_hashes(const void *left, const void *right) {
  uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
  return a < b ? -1 : a > b;
}

/* True if most of the texts are different or if none is on many entries, as in annual reports. The hashes are
 * sorted. */
static bool are_distinct(uint64_t *hashes, size_t count) {
  size_t different = 0, run = 0, longest = 0;
  qsort(hashes, count, sizeof *hashes, compare_hashes);
  for (size_t i = 0; i < count; i++) {
    bool is_new = i == 0 || hashes[i] != hashes[i - 1];
    different += is_new;
    run = is_new ? 1 : run + 1;
    if (run > longest) longest = run;
  }
  return different * 5 >= count * 4 || (different * 2 >= count && longest * 4 <= count);
}

/* True for a number in a series: 65-21. */
static bool is_number(sse_str text) {
  for (size_t at = 0; at < text.length; at++)
    if ((unsigned char)text.data[at] >= 0x80 || sse_is_letter(text.data[at])) return false;
  return true;
}

/* True for a date, or for an age such as "3 days ago". */
static bool is_date(sse_str text) {
  static const char *const ago[] = {" ago", "전", "前"};
  enum { AGO_LONGEST = 30 };
  sse_date date;
  bool is_age = text.length > 0 && text.length <= AGO_LONGEST && sse_is_digit(text.data[0]);
  for (size_t i = 0; i < sizeof ago / sizeof *ago && is_age; i++)
    if (sse_str_ends(text, ago[i])) return true;
  return text.length <= DATE_LONGEST_LINE && source_date_read(text, &date);
}

bool headlines_is_idle(sse_str text) {
  return is_number(text) || is_date(text) || entry_title_is_file(text);
}

static uint64_t hash_of(sse_str text) {
  return XXH3_64bits(text.data ? text.data : "", text.length);
}

bool headlines_are_distinct(const page_tree *tree, const list_entry *entries, size_t count) {
  enum { LOOKED_AT = 2000 };
  if (count > LOOKED_AT) count = LOOKED_AT;
  uint64_t *hashes = malloc((count + 1) * sizeof *hashes);
  size_t idle = 0;
  sse_buffer text = {0};
  for (size_t i = 0; i < count && hashes; i++) {
    sse_buffer_clear(&text);
    html_node_text(tree->elements[entries[i].headline].node, &text);
    sse_str headline = sse_str_trim(sse_buffer_str(&text));
    hashes[i] = hash_of(headline);
    idle += headlines_is_idle(headline);
  }
  sse_buffer_reset(&text);
  bool tell = hashes && idle * 2 <= count && are_distinct(hashes, count);
  free(hashes);
  return tell;
}

/* ---- Where headlines are ------------------------------------------------------------------------------- */

/* True if all links of an entry have the same target as its own. */
static bool has_one_link(const page_tree *tree, const list_entry *entry) {
  const xmlNode *top = tree->elements[entry->top].node;
  const char *own = entry->link ? html_target(entry->link) : NULL;
  for (const xmlNode *node = top; node && own; node = html_next(node, top, true)) {
    const char *target = html_target(node);
    if (target && strcmp(target, own) != 0) return false;
  }
  return own != NULL;
}

/* The innermost element with a line that may be a headline, after `number` others. */
static uint32_t line_of(const page_tree *tree, const list_entry *entry, size_t number) {
  enum { SHORTEST = 10, LONGEST = 200, ELEMENTS_MOST = 200 };
  uint32_t end = tree->elements[entry->top].end;
  sse_buffer text = {0};
  for (uint32_t i = entry->top + 1; i < end && i < entry->top + ELEMENTS_MOST; i++) {
    const tree_element *element = &tree->elements[i];
    if (element->blocks > 0 || element->length < SHORTEST || element->length > LONGEST ||
        i == entry->headline || element->linked > 0)
      continue;
    sse_buffer_clear(&text);
    i = element->end - 1;
    if (entry_date_in_text(tree, element->node, true, &text)) continue;
    if (number-- > 0) continue;
    sse_buffer_reset(&text);
    return (uint32_t)(element - tree->elements);
  }
  sse_buffer_reset(&text);
  return TREE_NONE;
}

/* The element with words of its own in a link that has none, after `number` others, dates aside. */
static uint32_t line_in_link(const page_tree *tree, const list_entry *entry, size_t number) {
  enum { SHORTEST = 8, LONGEST = 200 };
  const tree_element *link = &tree->elements[entry->headline];
  uint32_t found = TREE_NONE;
  if (!html_is(link->node, "a") || entry_title_has_words(link->node)) return TREE_NONE;
  sse_buffer text = {0}, date = {0};
  for (uint32_t i = entry->headline + 1; i < link->end && found == TREE_NONE; i++) {
    const tree_element *element = &tree->elements[i];
    if (element->length > LONGEST || !entry_title_has_words(element->node)) continue;
    sse_buffer_clear(&text);
    html_node_text(element->node, &text);
    bool is_line = element->length >= SHORTEST && !html_is(element->node, "time") &&
                   !entry_title_is_date(sse_buffer_str(&text), &date);
    if (is_line && number-- == 0) found = i;
    i = element->end - 1;
  }
  sse_buffer_reset(&text);
  sse_buffer_reset(&date);
  return found;
}

typedef uint32_t find_line(const page_tree *tree, const list_entry *entry, size_t number);

/* Finds the line at the same position in each entry; false if many entries lack it, or if it is the same in
 * many. */
static bool find_lines(const page_tree *tree, const list_entry *entries, size_t count, find_line *find,
                       size_t number, uint32_t *lines, uint64_t *hashes) {
  size_t found = 0;
  sse_buffer text = {0};
  for (size_t i = 0; i < count; i++) {
    lines[i] = find(tree, &entries[i], number);
    if (lines[i] == TREE_NONE) continue;
    sse_buffer_clear(&text);
    html_node_text(tree->elements[lines[i]].node, &text);
    hashes[found++] = hash_of(sse_buffer_str(&text));
  }
  sse_buffer_reset(&text);
  return found * 5 >= count * 4 && are_distinct(hashes, found);
}

/* Moves headlines to the first line position that is informative. */
static bool move(const page_tree *tree, list_entry *entries, size_t count, find_line *find) {
  enum { PLACES = 4 };
  uint32_t *lines = calloc(count + 1, sizeof *lines);
  uint64_t *hashes = calloc(count + 1, sizeof *hashes);
  bool found = false;
  for (size_t place = 0; place < PLACES && lines && hashes && !found; place++)
    found = find_lines(tree, entries, count, find, place, lines, hashes);
  for (size_t i = 0; i < count && found; i++)
    if (lines[i] != TREE_NONE) entries[i].headline = lines[i];
  free(lines);
  free(hashes);
  return found;
}

bool headlines_find(const page_tree *tree, list_entry *entries, size_t count) {
  size_t alone = 0;
  for (size_t i = 0; i < count; i++)
    alone += has_one_link(tree, &entries[i]);
  return alone == count && alone > 0 && move(tree, entries, count, line_of);
}

void headlines_find_in_links(const page_tree *tree, list_entry *entries, size_t count) {
  size_t headings = 0;
  for (size_t i = 0; i < count; i++)
    headings += tree->elements[entries[i].headline].headlines > 0;
  if (headings * 5 < count) (void)move(tree, entries, count, line_in_link);
}

/* True if a heading with the same link, or inside such a link, comes before an entry's headline. */
static bool has_linked_heading(const page_tree *tree, const list_entry *entry) {
  enum { LOOKED_AT = 50 };
  const char *target = entry->link ? html_target(entry->link) : NULL;
  uint32_t first = tree_number(tree, entry->first), heading = 0;
  if (first == TREE_NONE) first = entry->top;
  for (uint32_t i = first; target && i < entry->headline && i - first < LOOKED_AT; i++) {
    const tree_element *element = &tree->elements[i];
    const char *other = html_target(element->node);
    if (tree_is_heading(element->node)) heading = element->end;
    bool has_heading = i < heading || element->headlines > 0;
    if (other && has_heading && strcmp(other, target) == 0) return true;
  }
  return false;
}

bool headlines_are_repeated(const page_tree *tree, const list_entry *entries, size_t count) {
  size_t repeated = 0;
  for (size_t i = 0; i < count; i++)
    repeated += has_linked_heading(tree, &entries[i]);
  return repeated * 2 > count;
}

void headlines_keep_dates(const page_tree *tree, list_entry *entries, size_t count) {
  uint64_t *hashes = malloc((count + 1) * sizeof *hashes);
  sse_buffer text = {0};
  size_t dated = 0;
  for (size_t i = 0; i < count && hashes; i++) {
    if (!entries[i].is_date_in_headline) continue;
    sse_buffer_clear(&text);
    entry_title_append(entry_text_headline(tree, &entries[i]), true, &text);
    hashes[dated++] = hash_of(sse_buffer_str(&text));
  }
  sse_buffer_reset(&text);
  bool keeps = hashes && !are_distinct(hashes, dated);
  for (size_t i = 0; i < count && keeps; i++)
    entries[i].keeps_date = true;
  free(hashes);
}

/* ---- Microformats ------------------------------------------------------------------------------------ */

list_entry headlines_of_entry(const page_tree *tree, uint32_t element) {
  enum { LONGEST = 400 };
  for (uint32_t i = element + 1; i < tree->elements[element].end; i++) {
    const tree_element *inner = &tree->elements[i];
    bool is_title =
        html_has_word(inner->node, "class", "p-name") || html_has_word(inner->node, "class", "entry-title");
    if (html_has_word(inner->node, "class", "e-content") ||
        html_has_word(inner->node, "class", "entry-content")) {
      i = inner->end - 1;
    } else if (inner->length > 0 && inner->length <= LONGEST && (is_title || tree_is_heading(inner->node))) {
      return (list_entry){.headline = i};
    }
  }
  return (list_entry){.headline = element, .is_note = true};
}
