/* Private to source/: what the cells of a workbook in Office Open XML refer to: its shared strings, and the
 * number formats that make a number a date.
 * Pure functions, except for the memory they fill. */
#ifndef SSE_SOURCE_SHEET_CELLS_H
#define SSE_SOURCE_SHEET_CELLS_H

#include "source/format/markup.h"

/* All zero is none. */
struct sheet_cells {
  sse_buffer strings; /* one after the other */
  size_t *ends;       /* of each in the buffer */
  size_t string_count, string_capacity;
  bool *is_date; /* by style: its numbers are dates */
  size_t style_count, style_capacity;
  bool is_from_1904; /* days are counted from 1904-01-01 */
};

/* Passes the tokens of a file in memory to `take`, as markup_each does. */
sse_status sheet_each_token(sse_str xml, markup_token_fn *take, void *taker, sse_error *err);

/* The value of the attribute with this local name, whatever its prefix; none if there is none. */
sse_str sheet_attribute(const repair_token *token, const char *local);

/* The number that up to nine digits are; `otherwise` for anything else. */
size_t sheet_number(sse_str digits, size_t otherwise);

/* Appends text of a cell as it is, including its white space, but without the carriage returns that Office
 * escapes (ECMA-376, part 1, 22.9.2.19). */
void sheet_append_text(sse_str xml, sse_buffer *out);

/* Reads the shared strings (18.4), and the styles of cells (18.8). Errors: SSE_INVALID for a file that is cut
 * off, SSE_NO_MEMORY. */
sse_status sheet_cells_read_strings(struct sheet_cells *cells, sse_str xml, sse_error *err);
sse_status sheet_cells_read_styles(struct sheet_cells *cells, sse_str xml, sse_error *err);
void sheet_cells_reset(struct sheet_cells *cells);

/* Appends the text of a cell with this type (18.18.11), style and value; nothing for an error such as
 * #REF!. Dates are written as 2023-07-25, with the time of day if they have one. */
void sheet_cells_append(const struct sheet_cells *cells, sse_str type, size_t style, sse_str value,
                        sse_buffer *out);

#endif
