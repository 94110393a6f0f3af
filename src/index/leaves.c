/* Reads the leaves of tables: https://sqlite.org/fileformat2.html, 1.6 (pages and cells) and 2.1 (records).
 * Nothing on a page is trusted: a cell that does not fit is ignored. Rows are read again when they are bound,
 * so only their keys and positions are kept. */
#include "index/leaves.h"
#include "base/buffer.h"
#include "base/sorted.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

enum { LEAF_OF_TABLE = 13, PAGE_HEADER = 8, FILE_HEADER = 100, LEAST_PAGE = 512, LARGEST_PAGE = 65536 };

struct leaf_row {
  sqlite3_int64 key;
  uint32_t page;
  uint16_t offset; /* of its cell */
};

struct leaves {
  FILE *file;
  size_t page_size, usable; /* bytes of a page, and how many of them SQLite uses */
  uint64_t size;            /* of the file */
  unsigned char *page;
  const struct leaf_column *columns;
  size_t column_count;
  struct leaf_row *rows; /* sorted by key */
  size_t count, capacity;
  sse_buffer payload; /* of the row being read */
};

/* ---- Pages ---------------------------------------------------------------------------------------- */

static uint32_t read_big(const unsigned char *bytes, size_t count) {
  uint32_t number = 0;
  for (size_t i = 0; i < count; i++)
    number = number << 8 | bytes[i];
  return number;
}

/* Reads a page, counted from 1; returns false if it is incomplete. */
static bool read_page(leaves *rows, uint32_t number) {
  uint64_t at = (uint64_t)(number - 1) * rows->page_size;
  return number > 0 && at + rows->page_size <= rows->size && fseeko(rows->file, (off_t)at, SEEK_SET) == 0 &&
         fread(rows->page, rows->page_size, 1, rows->file) == 1;
}

/* The file header gives the page size, and how many bytes at the end of each page are reserved. */
static void read_head(leaves *rows, size_t page_size) {
  unsigned char head[FILE_HEADER];
  rows->page_size = rows->usable = page_size;
  if (fread(head, sizeof head, 1, rows->file) != 1 || memcmp(head, "SQLite format 3", 16) != 0) return;
  size_t size = read_big(head + 16, 2), reserved = head[20];
  if (size == 1) size = LARGEST_PAGE;
  if (size < LEAST_PAGE || (size & (size - 1)) != 0 || size - reserved < LEAST_PAGE - 32) return;
  rows->page_size = size;
  rows->usable = size - reserved;
}

sse_status leaves_open(const char *path, size_t page_size, leaves **rows, sse_error *err) {
  leaves *made = calloc(1, sizeof *made);
  off_t size = -1;
  *rows = NULL;
  if (!made) return sse_fail_memory(err);
  made->file = fopen(path, "rbe");
  if (made->file && fseeko(made->file, 0, SEEK_END) == 0) size = ftello(made->file);
  if (size < 0 || fseeko(made->file, 0, SEEK_SET) != 0) {
    sse_status status = sse_fail(err, SSE_IO, "%s: cannot be read: %s", path, strerror(errno));
    leaves_close(made);
    return status;
  }
  made->size = (uint64_t)size;
  read_head(made, page_size);
  made->page = malloc(made->page_size);
  if (!made->page) {
    leaves_close(made);
    return sse_fail_memory(err);
  }
  *rows = made;
  return SSE_OK;
}

void leaves_close(leaves *rows) {
  if (!rows) return;
  if (rows->file) (void)fclose(rows->file); /* only read */
  sse_buffer_reset(&rows->payload);
  free(rows->rows);
  free(rows->page);
  free(rows);
}

/* ---- Records -------------------------------------------------------------------------------------- */

/* Bytes that are read sequentially. */
struct reader {
  const unsigned char *at, *end;
};

/* A number of one to nine bytes, with seven bits in each but eight in the ninth; returns false at the end. */
static bool read_varint(struct reader *reader, uint64_t *number) {
  *number = 0;
  for (int i = 0; i < 9 && reader->at < reader->end; i++) {
    unsigned char byte = *reader->at++;
    *number = i == 8 ? *number << 8 | byte : *number << 7 | (byte & 0x7F);
    if (i == 8 || byte < 0x80) return true;
  }
  return false;
}

struct cell {
  uint64_t length, key; /* of its payload */
  size_t local;         /* bytes of it on this page; the number of the next page follows */
  const unsigned char *payload;
};

/* Reads the cell at an offset of the current page; returns false if it does not fit on the page. */
static bool read_cell(const leaves *rows, size_t offset, struct cell *cell) {
  struct reader reader = {rows->page + offset, rows->page + rows->usable};
  size_t usable = rows->usable, most = usable - 35, least = (usable - 12) * 32 / 255 - 23;
  if (offset < PAGE_HEADER || offset >= usable) return false;
  if (!read_varint(&reader, &cell->length) || !read_varint(&reader, &cell->key)) return false;
  if (cell->length > rows->size) return false;
  cell->payload = reader.at;
  cell->local = (size_t)cell->length;
  if (cell->length > most) {
    size_t local = least + (size_t)((cell->length - least) % (usable - 4));
    cell->local = local <= most ? local : least;
  }
  return (size_t)(reader.end - reader.at) >= cell->local + (cell->length > most ? 4 : 0);
}

/* The length of a value of a serial type; returns false if no STRICT column of this kind has the type. */
static bool value_length(uint64_t type, enum leaf_kind kind, uint64_t *length) {
  static const unsigned char lengths[] = {0, 1, 2, 3, 4, 6, 8};
  *length = type < sizeof lengths ? lengths[type] : type >= 12 ? (type - 12) / 2 : 0;
  if (type == 0) return true;
  if (type <= 9) return kind == LEAF_INTEGER && type != 7;
  return type >= 12 && kind == (type % 2 ? LEAF_TEXT : LEAF_BLOB);
}

/* Returns true if this is a record with the number and types of the table's columns, and of that length.
 * `payload` may be only its beginning. */
static bool is_record(const leaves *rows, const unsigned char *payload, size_t local, uint64_t whole) {
  struct reader reader = {payload, payload + local};
  uint64_t head, type, length, sum;
  if (!read_varint(&reader, &head) || head > local) return false;
  reader.end = payload + head;
  sum = head;
  for (size_t i = 0; i < rows->column_count; i++) {
    if (!read_varint(&reader, &type) || !value_length(type, rows->columns[i].kind, &length)) return false;
    if (length > whole) return false;
    sum += length;
  }
  return reader.at == reader.end && sum == whole;
}

/* ---- The rows of a table -------------------------------------------------------------------------- */

static bool list_page(leaves *rows, uint32_t number) {
  size_t cells = read_big(rows->page + 3, 2);
  struct cell cell;
  for (size_t i = 0; i < cells && PAGE_HEADER + 2 * i + 2 <= rows->usable; i++) {
    size_t offset = read_big(rows->page + PAGE_HEADER + 2 * i, 2);
    void *grown = rows->rows;
    if (!read_cell(rows, offset, &cell) || !is_record(rows, cell.payload, cell.local, cell.length)) continue;
    if (cell.key == 0 || cell.key > INT64_MAX) continue;
    if (!sse_array_reserve(&grown, &rows->capacity, rows->count + 1, sizeof *rows->rows)) return false;
    rows->rows = grown;
    rows->rows[rows->count++] = (struct leaf_row){(sqlite3_int64)cell.key, number, (uint16_t)offset};
  }
  return true;
}

static int compare_rows(const void *a, const void *b) {
  const struct leaf_row *left = a, *right = b;
  if (left->key != right->key) return left->key < right->key ? -1 : 1;
  if (left->page != right->page) return left->page < right->page ? -1 : 1;
  return (int)left->offset - (int)right->offset;
}

sse_status leaves_list(leaves *rows, const struct leaf_column *columns, size_t count, sse_error *err) {
  uint64_t pages = rows->size / rows->page_size;
  rows->columns = columns;
  rows->column_count = count;
  rows->count = 0;
  /* The first page belongs to the schema. */
  for (uint64_t number = 2; number <= pages && number <= UINT32_MAX; number++) {
    bool is_leaf = read_page(rows, (uint32_t)number) && rows->page[0] == LEAF_OF_TABLE;
    if (is_leaf && !list_page(rows, (uint32_t)number)) return sse_fail_memory(err);
  }
  if (rows->count > 0) qsort(rows->rows, rows->count, sizeof *rows->rows, compare_rows);
  return SSE_OK;
}

static bool comes_before(const void *element, const void *wanted) {
  return ((const struct leaf_row *)element)->key < *(const sqlite3_int64 *)wanted;
}

/* The first row whose key is not below this one; the number of rows if there is none. */
static size_t find_row(const leaves *rows, sqlite3_int64 key) {
  return sse_sorted_first(rows->rows, rows->count, sizeof *rows->rows, &key, comes_before);
}

sqlite3_int64 leaves_last(const leaves *rows, sqlite3_int64 most) {
  size_t after = find_row(rows, most + 1);
  return after > 0 ? rows->rows[after - 1].key : 0;
}

/* Reads the payload of a cell including its overflow pages; returns false if one of them is invalid. */
static bool read_payload(leaves *rows, const struct leaf_row *row) {
  struct cell cell;
  sse_buffer_clear(&rows->payload);
  if (!read_page(rows, row->page) || !read_cell(rows, row->offset, &cell)) return false;
  sse_buffer_append(&rows->payload, cell.payload, cell.local);
  uint32_t next = cell.length > cell.local ? read_big(cell.payload + cell.local, 4) : 0;
  while (rows->payload.length < cell.length && !rows->payload.failed) {
    size_t left = (size_t)cell.length - rows->payload.length;
    if (!read_page(rows, next)) return false;
    next = read_big(rows->page, 4);
    sse_buffer_append(&rows->payload, rows->page + 4, left < rows->usable - 4 ? left : rows->usable - 4);
  }
  return true;
}

static sqlite3_int64 read_integer(uint64_t type, const unsigned char *bytes, size_t length) {
  uint64_t number = length > 0 && bytes[0] >= 0x80 ? UINT64_MAX : 0; /* two's complement */
  for (size_t i = 0; i < length; i++)
    number = number << 8 | bytes[i];
  return type >= 8 ? (sqlite3_int64)type - 8 : (sqlite3_int64)number;
}

/* Binds one value; returns false if it is text that we cannot have written. */
static bool bind_value(sqlite3_stmt *statement, const struct leaf_column *column, uint64_t type,
                       sse_str value, int *result) {
  *result = SQLITE_OK;
  if (type == 0) {
    *result = sqlite3_bind_null(statement, column->parameter);
  } else if (column->kind == LEAF_INTEGER) {
    *result = sqlite3_bind_int64(statement, column->parameter,
                                 read_integer(type, (const unsigned char *)value.data, value.length));
  } else if (column->kind == LEAF_BLOB) {
    *result = sqlite3_bind_blob64(statement, column->parameter, value.data, value.length, SQLITE_TRANSIENT);
  } else {
    if (sse_utf8_valid(value) != value.length || memchr(value.data, 0, value.length)) return false;
    *result = sqlite3_bind_text64(statement, column->parameter, value.data, value.length, SQLITE_TRANSIENT,
                                  SQLITE_UTF8);
  }
  return true;
}

static bool bind_record(const leaves *rows, sqlite3_int64 key, sqlite3_stmt *statement, int *result) {
  const unsigned char *payload = (const unsigned char *)rows->payload.data;
  struct reader reader = {payload, payload + rows->payload.length};
  uint64_t type, length, head;
  if (!is_record(rows, payload, rows->payload.length, rows->payload.length)) return false;
  (void)read_varint(&reader, &head); /* valid, as is_record has checked, like the types */
  for (size_t i = 0, at = (size_t)head; i < rows->column_count; i++, at += (size_t)length) {
    const struct leaf_column *column = &rows->columns[i];
    (void)read_varint(&reader, &type);
    (void)value_length(type, column->kind, &length);
    if (column->parameter == 0) continue;
    if (column->kind == LEAF_KEY) {
      *result = sqlite3_bind_int64(statement, column->parameter, key);
    } else if (!bind_value(statement, column, type, (sse_str){(const char *)payload + at, (size_t)length},
                           result)) {
      return false;
    }
    if (*result != SQLITE_OK) return false;
  }
  return true;
}

sse_status leaves_bind(leaves *rows, sqlite3_int64 key, sqlite3_stmt *statement, bool *is_found,
                       sse_error *err) {
  int result = SQLITE_OK;
  *is_found = false;
  for (size_t i = find_row(rows, key); i < rows->count && rows->rows[i].key == key && !*is_found; i++) {
    bool is_read = read_payload(rows, &rows->rows[i]);
    if (rows->payload.failed) return sse_fail_memory(err);
    *is_found = is_read && bind_record(rows, key, statement, &result);
    if (result != SQLITE_OK) return sse_fail_memory(err);
  }
  return SSE_OK;
}
