/* Private to source/: a table in JSON that is written column by column.
 * {"title": ["A", "B"], "date": [...]}, as statistics programs have it, and what pandas makes of a table by
 * default, {"title": {"0": "A", "1": "B"}}, or as "split", {"columns": [...], "data": [[...], [...]]}.
 * Spreadsheets give rows alone, of which the first has the names: [["title", "date"], ["A", "2023"]]. */
#ifndef SSE_SOURCE_JSON_COLUMNS_H
#define SSE_SOURCE_JSON_COLUMNS_H

#include "source/reader.h"

#include <jansson.h>

/* All zero is not a table. */
struct json_columns {
  json_t *table;
  size_t rows, row; /* that it has; that were given */
  bool is_split;
  json_t *first; /* its first column, whose keys name the rows */
  void *at;      /* jansson's place in that; NULL where rows have no keys */
};

/* Begins with the rows of an object that is such a table: one whose members are all
 * equally long columns, of which one is a headline or a text. False, and nothing is kept, for any other. */
bool json_columns_begin(struct json_columns *columns, const struct reader *reader, json_t *object);
/* Gives the next row as an object that is the caller's; NULL where there are no more, or memory is short,
 * which `columns->row < columns->rows` tells. */
json_t *json_columns_next(struct json_columns *columns);
/* True for a first row that has the names of columns. */
bool json_columns_are_names(const struct reader *reader, const json_t *row);
/* A row below those names as an object that is the caller's; NULL where memory is short. */
json_t *json_columns_row(const json_t *names, const json_t *cells);
void json_columns_reset(struct json_columns *columns); /* gives the memory back */

#endif
