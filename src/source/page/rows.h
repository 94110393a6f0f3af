/* Private to source/: table rows as entries of a list, if their links are not informative.
 * Meetings with agenda and minutes, circulars with a file each: the headline has its own column.
 * The page is borrowed. */
#ifndef SSE_SOURCE_PAGE_ROWS_H
#define SSE_SOURCE_PAGE_ROWS_H

#include "source/page/list_entry.h"

/* The index of a cell in its row, from 0; at most `most`. */
size_t rows_column(const xmlNode *cell, size_t most);

/* True for a row with at least two cells and a link. */
bool rows_are_entries(const page_tree *tree, uint32_t row);

/* Moves the headlines of entries, which are rows, to the column that distinguishes them best. Returns how
 * many entries have one; these are moved to the front, in order. 0 if no column distinguishes them. */
size_t rows_find_headlines(const page_tree *tree, list_entry *entries, size_t count);

#endif
