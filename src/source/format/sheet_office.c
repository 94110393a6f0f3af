/* Worksheets of Office Open XML (ECMA-376, part 1, 18.3): rows of cells, whose text is in them, or shared.
 * Links are at the end of the file and name only a relation, whose address is in another file.
 * Cells without a reference follow the one before. */
#include "source/format/records_markup.h"
#include "source/format/sheet.h"
#include "source/format/tags.h"

#include <string.h>

struct office_reading {
  struct sheet *sheet;
  const struct sheet_cells *cells;
  const struct sheet_relations *relations;
  size_t row, column, style; /* of the current cell; rows count from 1 */
  sse_buffer type, value, formula;
  sse_buffer *to;      /* receives text; NULL for none */
  bool is_reading_aid; /* inside <rPh>, which says how a word is pronounced */
};

/* ---- Addresses of cells -------------------------------------------------------------------------- */

/* Reads the number of a column (A is 0) and of a row from a reference such as B12; false if it is none. */
static bool read_reference(sse_str text, size_t *column, size_t *row) {
  enum { LETTERS_MOST = 3, DIGITS_MOST = 7 };
  size_t at = 0, letters = 0, digits = 0;
  for (; at < text.length && sse_is_letter(text.data[at]); at++)
    if (at < LETTERS_MOST) letters = letters * 26 + (size_t)((text.data[at] | 0x20) - 'a') + 1;
  const size_t first = at;
  for (; at < text.length && sse_is_digit(text.data[at]) && at - first < DIGITS_MOST; at++)
    digits = digits * 10 + (size_t)(text.data[at] - '0');
  if (letters == 0 || first > LETTERS_MOST || digits == 0) return false;
  *column = letters - 1;
  *row = digits;
  return true;
}

/* ---- Links --------------------------------------------------------------------------------------- */

static void take_hyperlink(struct office_reading *reading, const repair_token *token) {
  size_t column, row;
  sse_str id = sheet_attribute(token, "id");
  if (id.length > 0 && read_reference(sheet_attribute(token, "ref"), &column, &row))
    sheet_add_link(reading->sheet, row, sheet_relations_target(reading->relations, id));
}

/* The address in HYPERLINK("address", …); none for another formula. */
static sse_str address_of(sse_str formula) {
  static const char mark[] = "HYPERLINK(\"";
  if (!sse_str_begins(formula, mark)) return (sse_str){0};
  sse_str rest = sse_str_part(formula, sizeof mark - 1, formula.length);
  const char *end = memchr(rest.data, '"', rest.length);
  return end ? sse_str_part(rest, 0, (size_t)(end - rest.data)) : (sse_str){0};
}

/* ---- Cells --------------------------------------------------------------------------------------- */

static void begin_cell(struct office_reading *reading, const repair_token *token) {
  size_t row;
  reading->column++;
  (void)read_reference(sheet_attribute(token, "r"), &reading->column, &row); /* else it follows the last */
  reading->style = sheet_number(sheet_attribute(token, "s"), 0);
  sse_buffer_clear(&reading->type);
  sse_buffer_clear(&reading->value);
  sse_buffer_clear(&reading->formula);
  sse_buffer_append_str(&reading->type, sheet_attribute(token, "t"));
}

static void end_cell(struct office_reading *reading) {
  sse_buffer text = {0};
  sheet_cells_append(reading->cells, sse_buffer_str(&reading->type), reading->style,
                     sse_buffer_str(&reading->value), &text);
  sheet_add_cell(reading->sheet, reading->column, sse_buffer_str(&text));
  sheet_add_link(reading->sheet, reading->row, address_of(sse_buffer_str(&reading->formula)));
  if (text.failed) reading->sheet->has_failed = true;
  sse_buffer_reset(&text);
}

static void begin_row(struct office_reading *reading, const repair_token *token) {
  const size_t number = sheet_number(sheet_attribute(token, "r"), reading->row + 1);
  reading->row = number > reading->row ? number : reading->row + 1;
  reading->column = SIZE_MAX;
  sheet_begin_row(reading->sheet, reading->row);
}

static void end_element(struct office_reading *reading, sse_str name) {
  if (sse_str_is(name, "c")) end_cell(reading);
  if (sse_str_is(name, "row")) sheet_end_row(reading->sheet);
  if (sse_str_is(name, "rPh")) reading->is_reading_aid = false;
  reading->to = NULL;
}

static void begin_element(struct office_reading *reading, const repair_token *token) {
  sse_str name = tags_local_name(token->name);
  if (sse_str_is(name, "row")) begin_row(reading, token);
  if (sse_str_is(name, "c")) begin_cell(reading, token);
  if (sse_str_is(name, "rPh")) reading->is_reading_aid = true;
  if (sse_str_is(name, "hyperlink")) take_hyperlink(reading, token);
  const bool is_inline = sse_str_is(sse_buffer_str(&reading->type), "inlineStr");
  if (sse_str_is(name, is_inline ? "t" : "v")) reading->to = &reading->value;
  if (sse_str_is(name, "f")) reading->to = &reading->formula;
  if (token->is_empty) end_element(reading, name);
}

static sse_status take_token(void *context, const repair_token *token, sse_error *err) {
  struct office_reading *reading = context;
  if (token->kind == REPAIR_START) begin_element(reading, token);
  if (token->kind == REPAIR_END) end_element(reading, tags_local_name(token->name));
  if (token->kind == REPAIR_TEXT && reading->to && !reading->is_reading_aid)
    sheet_append_text(token->xml, reading->to);
  return sheet_status(reading->sheet, err);
}

sse_status sheet_read_office(struct sheet *sheet, sse_str xml, const struct sheet_relations *relations,
                             const struct sheet_cells *cells, sse_error *err) {
  struct office_reading reading = {.sheet = sheet, .cells = cells, .relations = relations};
  sse_status status = sheet_each_token(xml, take_token, &reading, err);
  if (!status && (reading.type.failed || reading.value.failed || reading.formula.failed))
    status = sse_fail_memory(err);
  sse_buffer_reset(&reading.type);
  sse_buffer_reset(&reading.value);
  sse_buffer_reset(&reading.formula);
  return status;
}
