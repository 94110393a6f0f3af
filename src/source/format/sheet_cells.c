/* Shared strings and number formats of workbooks in Office Open XML (ECMA-376, part 1, 18.4 and 18.8).
 * A date is a number of days whose format shows a year, a day or the name of a month.
 * Strings are kept in one buffer, since a workbook may have a million of them. */
#include "source/format/sheet_cells.h"
#include "base/stream.h"
#include "source/format/records_markup.h"
#include "source/format/tags.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- Tokens -------------------------------------------------------------------------------------- */

sse_status sheet_each_token(sse_str xml, markup_token_fn *take, void *taker, sse_error *err) {
  return markup_each(sse_memory_read, &xml, take, taker, err);
}

sse_str sheet_attribute(const repair_token *token, const char *local) {
  sse_str name, value;
  for (size_t at = tags_name_end(token->xml, 1); tags_next_attribute(token->xml, &at, &name, &value);)
    if (sse_str_is(tags_local_name(name), local)) return value;
  return (sse_str){0};
}

size_t sheet_number(sse_str digits, size_t otherwise) {
  enum { DIGITS_MOST = 9 };
  size_t number = 0;
  if (digits.length == 0 || digits.length > DIGITS_MOST || sse_digits_end(digits, 0) < digits.length)
    return otherwise;
  for (size_t i = 0; i < digits.length; i++)
    number = number * 10 + (size_t)(digits.data[i] - '0');
  return number;
}

/* The value of _xHHHH_ at the beginning of a text; -1 if it does not begin so. */
static long escaped(sse_str text) {
  enum { LENGTH = 7, FIRST = 2, LAST = 5 };
  char digits[5] = {0};
  if (text.length < LENGTH || text.data[0] != '_' || text.data[1] != 'x' || text.data[LENGTH - 1] != '_')
    return -1;
  for (int i = FIRST; i <= LAST; i++) {
    if (!strchr("0123456789abcdefABCDEF", text.data[i])) return -1;
    digits[i - FIRST] = text.data[i];
  }
  return strtol(digits, NULL, 16);
}

void sheet_append_text(sse_str xml, sse_buffer *out) {
  enum { ESCAPED = 7 };
  size_t start = out->length, to;
  records_markup_append_exact(xml, out);
  if (out->failed || out->length == start) return;
  to = start;
  for (size_t at = start; at < out->length;) {
    long code = escaped((sse_str){out->data + at, out->length - at});
    if (code == '_') out->data[to++] = '_';
    if (code == '\n' || code == '\t') out->data[to++] = (char)code;
    if (code < 0 && out->data[at] != '\r') out->data[to++] = out->data[at];
    at += code < 0 ? 1 : ESCAPED;
  }
  out->length = to;
  out->data[to] = '\0';
}

/* ---- Shared strings ------------------------------------------------------------------------------ */

struct string_reading {
  struct sheet_cells *cells;
  bool is_text, is_reading_aid; /* inside <t>; inside <rPh>, which says how a word is pronounced */
};

static sse_status end_string(struct sheet_cells *cells, sse_error *err) {
  void *ends = cells->ends;
  if (!sse_array_reserve(&ends, &cells->string_capacity, cells->string_count + 1, sizeof *cells->ends))
    return sse_fail_memory(err);
  cells->ends = ends;
  cells->ends[cells->string_count++] = cells->strings.length;
  return cells->strings.failed ? sse_fail_memory(err) : SSE_OK;
}

static sse_status take_string(void *context, const repair_token *token, sse_error *err) {
  struct string_reading *reading = context;
  sse_str name = tags_local_name(token->name);
  bool begins = token->kind == REPAIR_START && !token->is_empty;
  if (token->kind == REPAIR_TEXT) {
    if (reading->is_text && !reading->is_reading_aid) sheet_append_text(token->xml, &reading->cells->strings);
  } else if (sse_str_is(name, "t")) {
    reading->is_text = begins;
  } else if (sse_str_is(name, "rPh")) {
    reading->is_reading_aid = begins;
  } else if (sse_str_is(name, "si") && (token->kind == REPAIR_END || token->is_empty)) {
    return end_string(reading->cells, err);
  }
  return SSE_OK;
}

sse_status sheet_cells_read_strings(struct sheet_cells *cells, sse_str xml, sse_error *err) {
  struct string_reading reading = {.cells = cells};
  return sheet_each_token(xml, take_string, &reading, err);
}

static sse_str shared_string(const struct sheet_cells *cells, size_t number) {
  if (number >= cells->string_count) return (sse_str){0};
  return sse_str_part(sse_buffer_str(&cells->strings), number > 0 ? cells->ends[number - 1] : 0,
                      cells->ends[number]);
}

/* ---- Number formats ------------------------------------------------------------------------------ */

/* The built-in formats with a day, a month or a year (18.8.30). */
static bool is_built_in_date(size_t format) {
  static const struct {
    size_t first, last;
  } dates[] = {{14, 17}, {22, 22}, {27, 31}, {36, 36}, {50, 54}, {57, 58}};
  for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
    if (format >= dates[i].first && format <= dates[i].last) return true;
  return false;
}

/* The length of what is shown as it stands at the beginning of a format code: "text", \x, _x, *x, or [Red].
 */
static size_t literal_length(sse_str code) {
  char closing = 0;
  if (strchr("\\_*", code.data[0])) return code.length > 1 ? 2 : 1;
  if (code.data[0] == '"' || code.data[0] == '[') closing = code.data[0] == '"' ? '"' : ']';
  if (!closing) return 0;
  const char *end = memchr(code.data + 1, closing, code.length - 1);
  return end ? (size_t)(end - code.data) + 1 : code.length;
}

/* Returns true for the code of a format (18.8.31) that shows a year, a day or the name of a month. Months in
 * digits are written like minutes. */
static bool is_date_code(sse_str code) {
  size_t months = 0;
  if (sse_str_is(code, "General")) return false;
  for (size_t at = 0; at < code.length && code.data[at] != ';';) {
    size_t literal = literal_length(sse_str_part(code, at, code.length));
    if (literal > 0) {
      at += literal;
      continue;
    }
    char letter = code.data[at++];
    if (strchr("yYdD", letter)) return true;
    months = letter == 'm' || letter == 'M' ? months + 1 : 0;
    if (months > 2) return true;
  }
  return false;
}

struct style_reading {
  struct sheet_cells *cells;
  size_t *dates; /* custom formats that are dates */
  size_t count, capacity;
  bool is_of_cells; /* inside <cellXfs> */
};

static sse_status add_format(struct style_reading *reading, const repair_token *token, sse_error *err) {
  void *dates = reading->dates;
  sse_buffer code = {0};
  sheet_append_text(sheet_attribute(token, "formatCode"), &code);
  bool is_date = is_date_code(sse_buffer_str(&code)), has_failed = code.failed;
  sse_buffer_reset(&code);
  if (has_failed) return sse_fail_memory(err);
  if (!is_date) return SSE_OK;
  if (!sse_array_reserve(&dates, &reading->capacity, reading->count + 1, sizeof *reading->dates))
    return sse_fail_memory(err);
  reading->dates = dates;
  reading->dates[reading->count++] = sheet_number(sheet_attribute(token, "numFmtId"), 0);
  return SSE_OK;
}

static sse_status add_style(struct style_reading *reading, const repair_token *token, sse_error *err) {
  struct sheet_cells *cells = reading->cells;
  void *is_date = cells->is_date;
  size_t format = sheet_number(sheet_attribute(token, "numFmtId"), 0);
  if (!sse_array_reserve(&is_date, &cells->style_capacity, cells->style_count + 1, sizeof *cells->is_date))
    return sse_fail_memory(err);
  cells->is_date = is_date;
  bool *added = &cells->is_date[cells->style_count++];
  *added = is_built_in_date(format);
  for (size_t i = 0; i < reading->count; i++)
    *added = *added || reading->dates[i] == format;
  return SSE_OK;
}

static sse_status take_style(void *context, const repair_token *token, sse_error *err) {
  struct style_reading *reading = context;
  sse_str name = tags_local_name(token->name);
  bool begins = token->kind == REPAIR_START;
  if (token->kind == REPAIR_TEXT) return SSE_OK;
  if (sse_str_is(name, "cellXfs")) reading->is_of_cells = begins && !token->is_empty;
  if (begins && sse_str_is(name, "numFmt")) return add_format(reading, token, err);
  return begins && reading->is_of_cells && sse_str_is(name, "xf") ? add_style(reading, token, err) : SSE_OK;
}

sse_status sheet_cells_read_styles(struct sheet_cells *cells, sse_str xml, sse_error *err) {
  struct style_reading reading = {.cells = cells};
  sse_status status = sheet_each_token(xml, take_style, &reading, err);
  free(reading.dates);
  return status;
}

void sheet_cells_reset(struct sheet_cells *cells) {
  sse_buffer_reset(&cells->strings);
  free(cells->ends);
  free(cells->is_date);
  *cells = (struct sheet_cells){0};
}

/* ---- Values -------------------------------------------------------------------------------------- */

/* Appends the date of a serial number (18.17.4.1); false if it is not that of a date. In the system that
 * begins with 1900, day 60 is a 29th of February that did not exist. */
static bool append_date(double serial, bool is_from_1904, sse_buffer *out) {
  enum { FROM_1900 = -25569, FROM_1904 = -24107, FALSE_LEAP_DAY = 60, LAST = 2958465, DAY_S = 86400 };
  struct tm parts;
  if (!(serial >= 1 && serial < LAST)) return false;
  const int epoch = is_from_1904 ? FROM_1904 : serial < FALSE_LEAP_DAY ? FROM_1900 + 1 : FROM_1900;
  const time_t time = (time_t)llround((serial + epoch) * DAY_S);
  if (!gmtime_r(&time, &parts)) return false;
  sse_buffer_printf(out, "%04d-%02d-%02d", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
  if (time % DAY_S != 0) sse_buffer_printf(out, "T%02d:%02d:%02d", parts.tm_hour, parts.tm_min, parts.tm_sec);
  return true;
}

void sheet_cells_append(const struct sheet_cells *cells, sse_str type, size_t style, sse_str value,
                        sse_buffer *out) {
  char number[40];
  char *end = number;
  if (sse_str_is(type, "e")) return;
  if (sse_str_is(type, "s")) {
    if (value.length > 0)
      sse_buffer_append_str(out, shared_string(cells, sheet_number(sse_str_trim(value), 0)));
    return;
  }
  bool is_number = type.length == 0 || sse_str_is(type, "n");
  if (is_number && style < cells->style_count && cells->is_date[style] && value.length < sizeof number) {
    (void)snprintf(number, sizeof number, "%.*s", (int)value.length, value.data ? value.data : "");
    double serial = strtod(number, &end);
    if (end > number && append_date(serial, cells->is_from_1904, out)) return;
  }
  sse_buffer_append_str(out, value);
}
