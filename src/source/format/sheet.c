/* Rows and cells as CSV. Every field is quoted, so that the layout of the table is never in doubt.
 * Links become known before, with or after their row, but the column for them must be named in the header
 * line, so they are added at the end. */
#include "source/format/sheet.h"
#include "base/url.h"
#include "source/format/table_layout.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void sheet_begin_row(struct sheet *sheet, size_t number) {
  void *rows = sheet->rows;
  if (!sse_array_reserve(&rows, &sheet->capacity, sheet->count + 1, sizeof *sheet->rows)) {
    sheet->has_failed = true;
    return;
  }
  sheet->rows = rows;
  sheet->rows[sheet->count++] =
      (struct sheet_row){.number = number, .line = sheet->lines, .end = sheet->table.length};
}

static struct sheet_row *last_row(const struct sheet *sheet) {
  return sheet->count > 0 && !sheet->has_failed ? &sheet->rows[sheet->count - 1] : NULL;
}

static void append_field(sse_buffer *table, sse_str text) {
  sse_buffer_append_text(table, "\"");
  for (size_t done = 0; done < text.length;) {
    const char *quote = memchr(text.data + done, '"', text.length - done);
    size_t end = quote ? (size_t)(quote - text.data) + 1 : text.length;
    sse_buffer_append_str(table, sse_str_part(text, done, end));
    if (quote) sse_buffer_append_text(table, "\"");
    done = end;
  }
  sse_buffer_append_text(table, "\"");
}

void sheet_add_cell(struct sheet *sheet, size_t column, sse_str text) {
  struct sheet_row *row = last_row(sheet);
  text = sse_str_trim(text);
  if (!row || text.length == 0 || column < row->cells) return;
  if (column >= SHEET_COLUMNS_MOST) {
    sheet->cut++;
    return;
  }
  if (text.length > SHEET_LONGEST / 4 || sheet->table.length > SHEET_LONGEST) sheet->is_too_long = true;
  if (sheet->is_too_long) return;
  for (size_t i = row->cells > 0 ? row->cells - 1 : 0; i < column; i++)
    sse_buffer_append_text(&sheet->table, ",");
  append_field(&sheet->table, text);
  for (size_t i = 0; i < text.length; i++)
    sheet->lines += text.data[i] == '\n';
  row->cells = column + 1;
  row->end = sheet->table.length;
}

void sheet_end_row(struct sheet *sheet) {
  const struct sheet_row *row = last_row(sheet);
  if (!row) return;
  if (row->cells == 0) {
    sheet->count--;
    return;
  }
  sse_buffer_append_text(&sheet->table, "\n");
  sheet->lines++;
}

sse_status sheet_status(const struct sheet *sheet, sse_error *err) {
  if (sheet->has_failed || sheet->name.failed || sheet->table.failed || sheet->links.failed)
    return sse_fail_memory(err);
  if (!sheet->is_too_long) return SSE_OK;
  return sse_fail(err, SSE_TOO_LARGE, "a sheet is longer than %d bytes", SHEET_LONGEST);
}

/* ---- Links --------------------------------------------------------------------------------------- */

static struct sheet_row *row_numbered(const struct sheet *sheet, size_t number) {
  size_t low = 0, high = sheet->count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (sheet->rows[middle].number < number) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < sheet->count && sheet->rows[low].number == number ? &sheet->rows[low] : NULL;
}

void sheet_add_link(struct sheet *sheet, size_t number, sse_str address) {
  struct sheet_row *row = row_numbered(sheet, number);
  if (!row || row->link_length > 0 || !sse_url_is_web(address)) return;
  row->link = sheet->links.length;
  row->link_length = address.length;
  sse_buffer_append_str(&sheet->links, address);
}

void sheet_find_names(struct sheet *sheet, const struct reader *reader) {
  enum { LOOKED_AT = 64 * 1024 }; /* bytes: the names are in one of the first lines */
  struct table_layout layout;
  const sse_str table = sse_buffer_str(&sheet->table);
  table_layout_find(sse_str_part(table, 0, table.length < LOOKED_AT ? table.length : LOOKED_AT), reader,
                    &layout);
  sheet->has_names = table.length > 0 && (layout.has_names || (reader && reader->options->columns));
  sheet->names_line = layout.has_names ? layout.lines_before : SIZE_MAX;
}

void sheet_take_links(struct sheet *sheet) {
  sse_buffer linked = {0};
  size_t columns = 0, done = 0;
  if (sheet->links.length == 0 || sheet->names_line == SIZE_MAX) return;
  for (size_t i = 0; i < sheet->count; i++)
    if (columns < sheet->rows[i].cells) columns = sheet->rows[i].cells;
  for (size_t i = 0; i < sheet->count; i++) {
    const struct sheet_row *row = &sheet->rows[i];
    const bool is_header = row->line == sheet->names_line;
    const sse_str link = sse_str_part(sse_buffer_str(&sheet->links), row->link, row->link + row->link_length);
    sse_buffer_append_str(&linked, sse_str_part(sse_buffer_str(&sheet->table), done, row->end));
    for (size_t cell = row->cells; cell <= columns && (is_header || link.length > 0); cell++)
      sse_buffer_append_text(&linked, ",");
    if (is_header || link.length > 0) append_field(&linked, is_header ? sse_str_of("link") : link);
    sse_buffer_append_text(&linked, "\n");
    done = row->end + 1;
  }
  sse_buffer_reset(&sheet->table);
  sheet->table = linked;
}

void sheet_reset(struct sheet *sheet) {
  sse_buffer_reset(&sheet->name);
  sse_buffer_reset(&sheet->table);
  sse_buffer_reset(&sheet->links);
  free(sheet->rows);
  *sheet = (struct sheet){0};
}

struct sheet *sheet_list_add(struct sheet_list *sheets) {
  void *all = sheets->all;
  if (!sse_array_reserve_zero(&all, &sheets->capacity, sheets->count + 1, sizeof *sheets->all)) return NULL;
  sheets->all = all;
  return &sheets->all[sheets->count++];
}

void sheet_list_reset(struct sheet_list *sheets) {
  for (size_t i = 0; i < sheets->count; i++)
    sheet_reset(&sheets->all[i]);
  free(sheets->all);
  *sheets = (struct sheet_list){0};
}
