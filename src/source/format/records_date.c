/* Puts dates together of their parts: in figures as ISO 8601 has them, else with the month as a word.
 * What the parts are called: JATS 1.3 (year, month, day), NLM's DTD of PubMed (Year, Month, Day).
 * Pure, but for what is appended to. */
#include "source/format/records_date.h"

#include <string.h>

void records_date_take(struct records_date *date, const char *path, sse_str text) {
  const char *slash = strrchr(path, '/');
  sse_str name = sse_str_of(slash ? slash + 1 : path);
  sse_buffer *part = sse_str_is(name, "year")    ? &date->year
                     : sse_str_is(name, "month") ? &date->month
                                                 : &date->day;
  sse_buffer_clear(part);
  sse_buffer_append_str(part, text);
}

int records_date_end(struct records_date *date, sse_buffer *out) {
  bool has_month = date->month.length > 0, has_day = has_month && date->day.length > 0;
  if (date->year.length == 0) return 0;
  bool is_word = has_month && (date->month.data[0] < '0' || date->month.data[0] > '9');
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
  return date->year.failed || date->month.failed || date->day.failed;
}

void records_date_clear(struct records_date *date) {
  sse_buffer_clear(&date->year);
  sse_buffer_clear(&date->month);
  sse_buffer_clear(&date->day);
}

void records_date_reset(struct records_date *date) {
  sse_buffer_reset(&date->year);
  sse_buffer_reset(&date->month);
  sse_buffer_reset(&date->day);
}
