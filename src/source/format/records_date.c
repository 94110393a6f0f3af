/* Joins dates from their parts: in ISO 8601 if they are numbers, else with the month as a word. Names of the
 * parts: JATS 1.3 (year, month, day), PubMed's DTD by NLM (Year, Month, Day), EndNote's XML (year, date).
 * Pure functions, except for the buffers they append to. */
#include "source/format/records_date.h"
#include "source/format/records_rules.h"
#include "source/source.h"

bool records_date_is_year(const char *path) {
  return sse_str_is(records_rules_last(sse_str_of(path)), "year");
}

void records_date_of_answer(sse_str stamp, char day[SSE_DATE_SIZE]) {
  enum { LENGTH = SSE_DATE_SIZE - 1 };
  sse_date date;
  bool is_day =
      stamp.length >= LENGTH && sse_date_parse(sse_str_part(stamp, 0, LENGTH), &date) && date.day > 0;
  if (is_day && !day[0]) sse_date_format(date, day);
}

void records_date_take(struct records_date *date, const char *path, sse_str text) {
  sse_str name = records_rules_last(sse_str_of(path));
  sse_buffer *part = sse_str_is(name, "year")    ? &date->year
                     : sse_str_is(name, "date")  ? &date->rest
                     : sse_str_is(name, "month") ? &date->month
                                                 : &date->day;
  sse_buffer_clear(part);
  sse_buffer_append_str(part, text);
}

/* Joins "Jul 25" and 2023; the year is in `rest` if that is a whole date. */
static int end_with_rest(struct records_date *date, sse_buffer *out) {
  sse_date read;
  sse_str rest = sse_buffer_str(&date->rest);
  bool is_whole = source_date_read(rest, &read);
  sse_buffer_append_str(out, rest);
  if (!is_whole && date->year.length > 0) sse_buffer_printf(out, " %s", date->year.data);
  records_date_clear(date);
  return 3;
}

int records_date_end(struct records_date *date, sse_buffer *out) {
  if (date->rest.length > 0) return end_with_rest(date, out);
  bool has_month = date->month.length > 0, has_day = has_month && date->day.length > 0;
  if (date->year.length == 0) return 0;
  bool is_word = has_month && !sse_is_digit(date->month.data[0]);
  if (is_word) {
    sse_buffer_printf(out, "%s %s %s", has_day ? date->day.data : "", date->month.data, date->year.data);
  } else {
    sse_buffer_printf(out, "%s%s%s%s%s", date->year.data, has_month ? "-" : "",
                      has_month ? date->month.data : "", has_day ? "-" : "", has_day ? date->day.data : "");
  }
  records_date_clear(date);
  return 1 + has_month + has_day;
}

bool records_date_has_failed(const struct records_date *date) {
  return date->year.failed || date->month.failed || date->day.failed || date->rest.failed;
}

void records_date_clear(struct records_date *date) {
  sse_buffer_clear(&date->year);
  sse_buffer_clear(&date->month);
  sse_buffer_clear(&date->day);
  sse_buffer_clear(&date->rest);
}

void records_date_reset(struct records_date *date) {
  sse_buffer_reset(&date->year);
  sse_buffer_reset(&date->month);
  sse_buffer_reset(&date->day);
  sse_buffer_reset(&date->rest);
}
