/* Private to source/: a JSON table written by columns: {"title": ["A", "B"]}, as in statistics software, and
 * pandas' default {"title": {"0": "A", "1": "B"}} and "split", {"columns": [...], "data": [[...], [...]]}.
 * Spreadsheets give only rows, the first of which has the names: [["title", "date"], ["A", "2023"]]. */
#ifndef SSE_SOURCE_JSON_COLUMNS_H
#define SSE_SOURCE_JSON_COLUMNS_H

#include "source/reader.h"

#include <jansson.h>

/* All zero is no table. */
struct json_columns {
  json_t *table;
  size_t rows, row; /* number of rows; number returned so far */
  bool is_split;
  json_t *first; /* the first column, whose keys name the rows */
  void *at;      /* jansson's iterator in it; NULL if rows have no keys */
};

/* Starts reading the rows of an object that is such a table: all its members are columns of equal length, and
 * one of them is a title or a body. Returns false, and keeps nothing, for any other object. */
bool json_columns_begin(struct json_columns *columns, const struct reader *reader, json_t *object);
/* Returns the next row as an object that the caller owns; NULL if there are no more, or if memory ran out, in
 * which case `columns->row < columns->rows`. */
json_t *json_columns_next(struct json_columns *columns);
/* Returns true for a first row that has the names of the columns. */
bool json_columns_are_names(const struct reader *reader, const json_t *row);
/* Returns a row below those names as an object that the caller owns; NULL if memory ran out. */
json_t *json_columns_row(const json_t *names, const json_t *cells);
void json_columns_reset(struct json_columns *columns); /* frees the memory */

#endif
