/* Converts JSON columns to rows. An object with lists may also be one item, with two titles and two tags; it
 * is a table only if all its members are equally long and the titles are strings. The row keys of pandas are
 * numbers, which distinguishes them from languages and from {"rendered": "..."}. */
#include "source/format/json_columns.h"
#include "source/record.h"

#include <string.h>

enum { LISTS_FEWEST = 2 /* and rows: a single row of lists is an item */, WRAPPERS_MOST = 3 };

static bool is_words(const struct reader *reader, const char *name) {
  field which = record_rule(reader, sse_str_of(name)).field;
  return which == FIELD_TITLE || which == FIELD_BODY;
}

static bool is_text(const json_t *value) {
  return json_is_string(value) || json_is_null(value) || json_is_number(value);
}

static bool is_number(const char *key) {
  return key[0] != '\0' && key[strspn(key, "0123456789")] == '\0';
}

/* The number of cells of a column or a row; 0 if it is neither. */
static size_t cells_of(const json_t *column) {
  const char *key;
  json_t *cell;
  if (json_is_array(column)) return json_array_size(column);
  json_object_foreach((json_t *)column, key, cell) {
    if (!is_number(key)) return 0;
  }
  return json_object_size(column);
}

static bool has_texts(const json_t *column) {
  size_t i;
  const char *key;
  json_t *cell;
  json_array_foreach((json_t *)column, i, cell) {
    if (!is_text(cell)) return false;
  }
  json_object_foreach((json_t *)column, key, cell) {
    if (!is_text(cell)) return false;
  }
  return true;
}

static json_t *first_of(json_t *table) {
  return json_object_iter_value(json_object_iter(table));
}

/* The number of rows if every member is a column; 0 otherwise. */
static size_t rows_of(const struct reader *reader, json_t *table) {
  const json_t *first = first_of(table);
  size_t rows = 0;
  bool has_words = false;
  const char *name;
  json_t *column;
  json_object_foreach(table, name, column) {
    size_t cells = cells_of(column);
    if (cells == 0 || (rows > 0 && cells != rows) || json_typeof(column) != json_typeof(first)) return 0;
    rows = cells;
    has_words = has_words || (is_words(reader, name) && has_texts(column));
  }
  bool is_table = has_words && (json_is_object(first) ||
                                (json_object_size(table) >= LISTS_FEWEST && rows >= LISTS_FEWEST));
  return is_table ? rows : 0;
}

bool json_columns_are_names(const struct reader *reader, const json_t *row) {
  size_t i;
  json_t *name;
  bool has_words = false;
  json_array_foreach((json_t *)row, i, name) {
    if (!json_is_string(name)) return false;
    has_words = has_words || is_words(reader, json_string_value(name));
  }
  return has_words;
}

/* The same for a table with separate lists of column names and unnamed rows. */
static size_t split_rows_of(const struct reader *reader, const json_t *table) {
  const json_t *names = json_object_get(table, "columns"), *data = json_object_get(table, "data");
  size_t i;
  json_t *element;
  json_array_foreach((json_t *)data, i, element) {
    if (!json_is_array(element) || json_array_size(element) != json_array_size(names)) return 0;
  }
  return json_columns_are_names(reader, names) ? json_array_size(data) : 0;
}

/* The only object in an object that is not an item, such as {"status": "ok"} around a table; NULL for
 * none. */
static json_t *inner_of(const struct reader *reader, json_t *object) {
  json_t *inner = NULL, *member;
  const char *name;
  json_object_foreach(object, name, member) {
    bool is_item = !json_is_object(member) && is_words(reader, name);
    if (is_item || (inner && json_is_object(member))) return NULL;
    if (json_is_object(member)) inner = member;
  }
  return inner;
}

bool json_columns_begin(struct json_columns *columns, const struct reader *reader, json_t *object) {
  size_t rows = 0, split = 0;
  for (int depth = 0; object && depth < WRAPPERS_MOST; depth++, object = inner_of(reader, object)) {
    rows = rows_of(reader, object);
    if (rows == 0) split = split_rows_of(reader, object);
    if (rows + split > 0) break;
  }
  if (rows + split == 0) return false;
  json_columns_reset(columns);
  *columns = (struct json_columns){
      .table = json_incref(object), .rows = rows + split, .is_split = split > 0, .first = first_of(object)};
  columns->at = json_object_iter(columns->first); /* NULL for an array */
  return true;
}

/* ---- Rows ---------------------------------------------------------------------------------------- */

/* Returns false if memory ran out. */
static bool set(json_t *row, const char *name, json_t *cell) {
  return !cell || json_object_set(row, name, cell) == 0;
}

static bool fill_row(json_t *row, const json_t *names, const json_t *cells) {
  bool is_whole = true;
  size_t i;
  json_t *name;
  json_array_foreach((json_t *)names, i, name) {
    is_whole = is_whole && set(row, json_string_value(name), json_array_get(cells, i));
  }
  return is_whole;
}

json_t *json_columns_row(const json_t *names, const json_t *cells) {
  json_t *row = json_object();
  if (row && fill_row(row, names, cells)) return row;
  json_decref(row);
  return NULL;
}

/* `key` is that of the row if columns are objects. */
static bool fill(json_t *row, const json_t *table, size_t number, const char *key) {
  bool is_whole = true;
  const char *name;
  json_t *column;
  json_object_foreach((json_t *)table, name, column) {
    json_t *cell = json_is_array(column) ? json_array_get(column, number) : json_object_get(column, key);
    is_whole = is_whole && set(row, name, cell);
  }
  return is_whole;
}

json_t *json_columns_next(struct json_columns *columns) {
  json_t *row = columns->row < columns->rows ? json_object() : NULL;
  if (!row) return NULL;
  bool is_whole = columns->is_split
                      ? fill_row(row, json_object_get(columns->table, "columns"),
                                 json_array_get(json_object_get(columns->table, "data"), columns->row))
                      : fill(row, columns->table, columns->row, json_object_iter_key(columns->at));
  if (!is_whole) {
    json_decref(row);
    return NULL;
  }
  if (columns->at) columns->at = json_object_iter_next(columns->first, columns->at);
  columns->row++;
  return row;
}

void json_columns_reset(struct json_columns *columns) {
  json_decref(columns->table);
  *columns = (struct json_columns){0};
}
