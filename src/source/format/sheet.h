/* Private to source/: sheets of workbooks (format/workbook.h).
 * A sheet becomes a table in CSV, which the reader of tables reads like any other (format/table.c): rows
 * without text are left out, and a cell that is empty or covered by another is an empty field. */
#ifndef SSE_SOURCE_SHEET_H
#define SSE_SOURCE_SHEET_H

#include "source/format/sheet_cells.h"
#include "source/format/sheet_relations.h"
#include "source/reader.h"

enum {
  SHEET_COLUMNS_MOST = 512,         /* cells further to the right are not taken */
  SHEET_LONGEST = 256 * 1024 * 1024 /* bytes of a table: many cells may share one string */
};

/* A row that is not empty. */
struct sheet_row {
  size_t number;      /* in the sheet, from 1 */
  size_t line;        /* of the table, from 0 */
  size_t end;         /* of its text in the table, before the line feed */
  size_t cells;       /* up to the last one that is not empty */
  size_t link;        /* of the first address that a cell links to: its offset in `links` */
  size_t link_length; /* 0 for none */
};

/* All zero is an empty sheet. */
struct sheet {
  sse_buffer name, table, links;
  struct sheet_row *rows;
  size_t count, capacity, lines;
  size_t cut; /* number of cells that were not taken */
  bool is_hidden, has_failed, is_too_long;
  bool has_names;    /* a line names the columns, or the user does */
  size_t names_line; /* that line, from 0; SIZE_MAX for none */
};

/* Rows are added in order, and the cells of a row from left to right. `number` and `column` count from 1 and
 * 0. */
void sheet_begin_row(struct sheet *sheet, size_t number);
void sheet_add_cell(struct sheet *sheet, size_t column, sse_str text);
void sheet_end_row(struct sheet *sheet);
/* Records that a cell of a row links to an address on the web; any other address is ignored, as is a second
 * one. The row is the current one, or one that was added before. */
void sheet_add_link(struct sheet *sheet, size_t number, sse_str address);

/* Whether all could be added so far. Errors: SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status sheet_status(const struct sheet *sheet, sse_error *err);

/* Finds the line of the table that names the columns, as its reader will (format/table_layout.h); `reader`
 * has the names that the user configured; NULL for none. */
void sheet_find_names(struct sheet *sheet, const struct reader *reader);
/* Adds the links of cells as the last column of the table, named "link", if that line was found. */
void sheet_take_links(struct sheet *sheet);

void sheet_reset(struct sheet *sheet);

/* All zero is none. */
struct sheet_list {
  struct sheet *all;
  size_t count, capacity;
};

/* Adds an empty sheet; NULL if memory is short. */
struct sheet *sheet_list_add(struct sheet_list *sheets);
void sheet_list_reset(struct sheet_list *sheets);

/* Reads a worksheet of Office Open XML (ECMA-376, part 1, 18.3). `relations` are those of the sheet. Errors:
 * SSE_INVALID for a file that is cut off, SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status sheet_read_office(struct sheet *sheet, sse_str xml, const struct sheet_relations *relations,
                             const struct sheet_cells *cells, sse_error *err);

/* Reads all sheets of an OpenDocument spreadsheet (1.3, part 3, 9) into `sheets`, which the caller resets.
 * Errors: likewise. */
sse_status sheet_read_opendocument(struct sheet_list *sheets, sse_str xml, sse_error *err);

#endif
