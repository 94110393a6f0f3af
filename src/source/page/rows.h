/* Private to source/: rows of a table as entries of a list, where the links in them do not tell.
 * Meetings with agenda and minutes, circulars with a file each: the headline is in a column of its own.
 * The page is borrowed. */
#ifndef SSE_SOURCE_PAGE_ROWS_H
#define SSE_SOURCE_PAGE_ROWS_H

#include "source/page/list_entry.h"

/* The number of a cell among those of its row, from 0; `most` for it and all after that. */
size_t rows_column(const xmlNode *cell, size_t most);

/* True for a row with two cells or more and a link. */
bool rows_are_entries(const page_tree *tree, uint32_t row);

/* Moves the headlines of entries, which are rows, to the column that tells them apart best. Returns how many
 * of them have one: these are the first, in order; 0 where no column tells. */
size_t rows_find_headlines(const page_tree *tree, list_entry *entries, size_t count);

#endif
