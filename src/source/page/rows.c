/* Rows of tables. Columns that are dates, numbers or file names in most rows are left aside. Of the others,
 * the one with by far the most distinct texts has the headlines; otherwise the one with links, then the
 * first. Meetings of one board have the same name, so it is enough if a third of the texts differ. */
#include "source/page/rows.h"
#include "source/page/headlines.h"

#include <stdlib.h>
#include <xxhash.h>

enum { COLUMNS_MOST = 12 };

static bool is_cell(const xmlNode *node) {
  return html_is(node, "td") || html_is(node, "th");
}

size_t rows_column(const xmlNode *cell, size_t most) {
  size_t column = 0;
  for (const xmlNode *node = cell->prev; node && column < most; node = node->prev)
    column += is_cell(node);
  return column;
}

/* The element of a row's cell; TREE_NONE if there is none. */
static uint32_t cell_at(const page_tree *tree, uint32_t row, size_t column) {
  for (const xmlNode *node = tree->elements[row].node->children; node; node = node->next)
    if (is_cell(node) && column-- == 0) return tree_number(tree, node);
  return TREE_NONE;
}

bool rows_are_entries(const page_tree *tree, uint32_t row) {
  enum { LONGEST = 1500 };
  const tree_element *element = &tree->elements[row];
  size_t cells = 0;
  if (!html_is(element->node, "tr") || element->linked == 0 || element->length > LONGEST) return false;
  for (const xmlNode *node = element->node->children; node; node = node->next)
    cells += html_is(node, "td");
  for (uint32_t i = row + 1; i < element->end && cells > 1; i++)
    if (html_is(tree->elements[i].node, "table")) return false;
  return cells > 1;
}

static int compare_hashes(const void *left, const void *right) {
  uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
  return a < b ? -1 : a > b;
}

/* A column: the rows that have it, with an informative text in it, with a link in it, and the number of
 * distinct texts. */
struct column {
  size_t rows, telling, linked, different;
};

static struct column look_at(const page_tree *tree, const list_entry *entries, size_t count, size_t number,
                             uint64_t *hashes) {
  enum { SHORTEST = 8 };
  struct column column = {0};
  sse_buffer text = {0};
  for (size_t i = 0; i < count; i++) {
    uint32_t cell = cell_at(tree, entries[i].headline, number);
    column.rows += cell != TREE_NONE;
    if (cell == TREE_NONE || tree->elements[cell].length < SHORTEST) continue;
    sse_buffer_clear(&text);
    html_node_text(tree->elements[cell].node, &text);
    sse_str said = sse_str_trim(sse_buffer_str(&text));
    if (headlines_is_idle(said)) continue;
    column.linked += tree->elements[cell].linked > 0;
    hashes[column.telling++] = XXH3_64bits(said.data, said.length);
  }
  sse_buffer_reset(&text);
  qsort(hashes, column.telling, sizeof *hashes, compare_hashes);
  for (size_t i = 0; i < column.telling; i++)
    column.different += i == 0 || hashes[i] != hashes[i - 1];
  return column;
}

size_t rows_find_headlines(const page_tree *tree, list_entry *entries, size_t count) {
  uint64_t *hashes = malloc((count + 1) * sizeof *hashes);
  size_t best = COLUMNS_MOST, kept = 0;
  struct column known = {0};
  for (size_t number = 0; number < COLUMNS_MOST && hashes; number++) {
    struct column column = look_at(tree, entries, count, number, hashes);
    if (column.rows == 0) break;
    if (column.telling * 5 < count * 4 || column.different * 3 < count || column.different < 2) continue;
    bool is_linked = column.linked > known.linked && column.different >= known.different;
    if (!is_linked && column.different * 2 <= known.different * 3) continue;
    best = number;
    known = column;
  }
  free(hashes);
  for (size_t i = 0; i < count && best < COLUMNS_MOST; i++) {
    uint32_t cell = cell_at(tree, entries[i].headline, best);
    if (cell != TREE_NONE && tree->elements[cell].length > 0)
      entries[kept++] = (list_entry){.headline = cell};
  }
  return kept;
}
