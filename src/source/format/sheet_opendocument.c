/* Sheets of OpenDocument (1.3, part 3, 9): tables of rows and cells, all in one file.
 * Equal cells and rows next to each other are written once, with their number; a sheet ends with a million
 * empty rows in this form. Numbers and dates are taken from attributes, other cells are paragraphs. */
#include "source/format/records_markup.h"
#include "source/format/sheet.h"
#include "source/format/tags.h"

#include <stdlib.h>
#include <string.h>

struct table_reading {
  struct sheet_list *sheets;
  size_t depth;                 /* of tables: one within a cell is part of the cell */
  size_t skipped;               /* elements that are open inside one whose text is not the cell's */
  size_t row, column, repeated; /* of the current cell; rows count from 1 */
  bool in_cell, in_paragraph, has_value;
  sse_buffer text, address;
  sse_buffer style, hidden; /* the style being defined; those of sheets that are not shown, one per line */
};

static struct sheet *current(const struct table_reading *reading) {
  return reading->sheets->count > 0 ? &reading->sheets->all[reading->sheets->count - 1] : NULL;
}

static size_t times(const repair_token *token, const char *name) {
  const size_t number = sheet_number(sheet_attribute(token, name), 1);
  return number > 0 ? number : 1;
}

static sse_status begin_sheet(struct table_reading *reading, const repair_token *token, sse_error *err) {
  if (++reading->depth > 1) return SSE_OK;
  struct sheet *sheet = sheet_list_add(reading->sheets);
  if (!sheet) return sse_fail_memory(err);
  reading->row = 0;
  sheet_append_text(sheet_attribute(token, "name"), &sheet->name);
  sheet->is_hidden = sse_str_has_line(sse_buffer_str(&reading->hidden), sheet_attribute(token, "style-name"));
  return SSE_OK;
}

/* ---- Cells --------------------------------------------------------------------------------------- */

/* Takes the value of a number or a date, which the paragraph only shows in some format. */
static void take_value(struct table_reading *reading, const repair_token *token) {
  static const char *const numbers[] = {"float", "currency", NULL};
  sse_str type = sheet_attribute(token, "value-type"), value = {0};
  if (sse_str_is_any(type, numbers)) value = sheet_attribute(token, "value");
  if (sse_str_is(type, "date")) value = sheet_attribute(token, "date-value");
  reading->has_value = value.length > 0;
  sheet_append_text(value, &reading->text);
}

static void begin_cell(struct table_reading *reading, const repair_token *token) {
  reading->in_cell = true;
  reading->repeated = times(token, "number-columns-repeated");
  sse_buffer_clear(&reading->text);
  sse_buffer_clear(&reading->address);
  take_value(reading, token);
}

static void end_cell(struct table_reading *reading) {
  struct sheet *sheet = current(reading);
  reading->in_cell = false;
  const bool is_empty = reading->text.length == 0;
  for (size_t i = 0; sheet && !is_empty && i < reading->repeated && i < SHEET_COLUMNS_MOST; i++)
    sheet_add_cell(sheet, reading->column + i, sse_buffer_str(&reading->text));
  if (sheet && reading->address.length > 0)
    sheet_add_link(sheet, reading->row, sse_buffer_str(&reading->address));
  reading->column += reading->repeated;
}

/* Takes an element within a cell. A paragraph begins a line; spaces and line ends are elements (part 3,
 * 6.1). */
static void begin_inside(struct table_reading *reading, const repair_token *token, sse_str name) {
  static const char *const lines[] = {"p", "h", NULL};
  if (sse_str_is_any(name, lines)) {
    reading->in_paragraph = !token->is_empty;
    if (reading->text.length > 0 && !reading->has_value) sse_buffer_append_text(&reading->text, "\n");
  }
  if (reading->has_value) return;
  if (sse_str_is(name, "s") || sse_str_is(name, "tab")) sse_buffer_append_text(&reading->text, " ");
  if (sse_str_is(name, "line-break")) sse_buffer_append_text(&reading->text, "\n");
  if (sse_str_is(name, "a") && reading->address.length == 0)
    sheet_append_text(sheet_attribute(token, "href"), &reading->address);
}

/* ---- Elements ------------------------------------------------------------------------------------ */

/* Elements with text that is not that of a cell: comments, pictures, and deletions of tracked changes. */
static bool is_skipped(sse_str name) {
  static const char *const names[] = {"office:annotation", "table:tracked-changes", "table:shapes",
                                      "draw:frame",        "text:ruby-text",        NULL};
  return sse_str_is_any(name, names);
}

/* Styles precede the sheets; one may say that its sheets are not shown (part 3, 20.6). */
static void look_at_style(struct table_reading *reading, const repair_token *token, sse_str name) {
  if (sse_str_is(name, "style")) {
    sse_buffer_clear(&reading->style);
    sheet_append_text(sheet_attribute(token, "name"), &reading->style);
  }
  if (!sse_str_is(name, "table-properties") || !sse_str_is(sheet_attribute(token, "display"), "false"))
    return;
  sse_buffer_append_str(&reading->hidden, sse_buffer_str(&reading->style));
  sse_buffer_append_text(&reading->hidden, "\n");
}

static sse_status begin_element(struct table_reading *reading, const repair_token *token, sse_error *err) {
  sse_str name = tags_local_name(token->name);
  if (sse_str_is(name, "table")) return begin_sheet(reading, token, err);
  if (reading->depth == 0) look_at_style(reading, token, name);
  if (reading->depth != 1) return SSE_OK;
  if (sse_str_is(name, "table-row")) {
    reading->column = 0;
    sheet_begin_row(current(reading), ++reading->row);
  } else if (sse_str_is(name, "table-cell")) {
    begin_cell(reading, token);
  } else if (sse_str_is(name, "covered-table-cell")) {
    reading->column += times(token, "number-columns-repeated");
  } else if (reading->in_cell) {
    begin_inside(reading, token, name);
  }
  return SSE_OK;
}

static void end_element(struct table_reading *reading, sse_str name) {
  static const char *const lines[] = {"p", "h", NULL};
  if (sse_str_is(name, "table") && reading->depth > 0) reading->depth--;
  if (reading->depth != 1) return;
  if (sse_str_is_any(name, lines)) reading->in_paragraph = false;
  if (sse_str_is(name, "table-cell")) end_cell(reading);
  if (sse_str_is(name, "table-row")) sheet_end_row(current(reading));
}

static sse_status take_token(void *context, const repair_token *token, sse_error *err) {
  struct table_reading *reading = context;
  sse_status status = SSE_OK;
  if (token->kind == REPAIR_START && (reading->skipped > 0 || is_skipped(token->name))) {
    reading->skipped += !token->is_empty;
  } else if (reading->skipped > 0) {
    reading->skipped -= token->kind == REPAIR_END;
  } else if (token->kind == REPAIR_START) {
    status = begin_element(reading, token, err);
    if (!status && token->is_empty) end_element(reading, tags_local_name(token->name));
  } else if (token->kind == REPAIR_END) {
    end_element(reading, tags_local_name(token->name));
  } else if (token->kind == REPAIR_TEXT && reading->in_cell && reading->in_paragraph && !reading->has_value) {
    records_markup_append(token->xml, &reading->text);
  }
  const struct sheet *sheet = current(reading);
  return !status && sheet ? sheet_status(sheet, err) : status;
}

sse_status sheet_read_opendocument(struct sheet_list *sheets, sse_str xml, sse_error *err) {
  struct table_reading reading = {.sheets = sheets};
  sse_status status = sheet_each_token(xml, take_token, &reading, err);
  bool has_failed =
      reading.text.failed || reading.address.failed || reading.style.failed || reading.hidden.failed;
  sse_buffer_reset(&reading.text);
  sse_buffer_reset(&reading.address);
  sse_buffer_reset(&reading.style);
  sse_buffer_reset(&reading.hidden);
  return !status && has_failed ? sse_fail_memory(err) : status;
}
