/* Private to source/: a table in JSON that is written column by column.
 * {"title": ["A", "B"], "date": [...]}, as statistics programs have it, and what pandas makes of a table by
 * default, {"title": {"0": "A", "1": "B"}}, or as "split", {"columns": [...], "data": [[...], [...]]}. */
#ifndef SSE_SOURCE_JSON_COLUMNS_H
#define SSE_SOURCE_JSON_COLUMNS_H

#include "source/reader.h"

#include <jansson.h>

/* All zero is no table. */
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
void json_columns_reset(struct json_columns *columns); /* gives the memory back */

#endif
