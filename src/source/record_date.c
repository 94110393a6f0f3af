/* A date that a record has in three values, as tables have it in columns: Year, Month, Day.
 * A month or a day alone says nothing; the year tells that they are meant.
 * The record is looked at, and which of its values are parts is noted in it; who asked adds the date. */
#include "source/record.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

static sse_str part_of(const struct record *record, size_t start, size_t length) {
  return sse_str_part(sse_buffer_str(&record->bytes), start, start + length);
}

/* A number from 1 on, which spreadsheets may write as 7.0; 0 for anything else. */
static int number_of(sse_str text) {
  char copy[8] = "", *end = NULL;
  if (text.length == 0 || text.length >= sizeof copy) return 0;
  memcpy(copy, text.data, text.length);
  long number = strtol(copy, &end, 10);
  bool is_one = number > 0 && (*end == '\0' || strcmp(end, ".0") == 0);
  return is_one ? (int)number : 0;
}

static bool is_named(const struct record *record, const struct record_value *value,
                     const char *const *names) {
  char folded[TEXT_TERM_SIZE];
  enum { LONGEST = 24 };
  if (value->name_length > LONGEST) return false;
  sse_str name = {folded, text_fold(part_of(record, value->name, value->name_length), folded)};
  return name.length > 0 && sse_str_is_any(name, names);
}

/* The first value with one of those names that no field takes; NULL for none. */
static struct record_value *find(const struct record *record, const char *const *names) {
  for (size_t i = 0; i < record->count; i++)
    if (record->values[i].rule.field == FIELD_NONE && is_named(record, &record->values[i], names))
      return &record->values[i];
  return NULL;
}

/* The day; German has one word for it and for a tag, and a number is none. */
static struct record_value *find_day(const struct record *record) {
  static const char *const days[] = {"day", "dayofmonth", "pubday", "publicationday", "jour", "dia",
                                     "일",  "日",         NULL};
  static const char *const tags[] = {"tag", NULL};
  struct record_value *day = find(record, days);
  for (size_t i = 0; i < record->count && !day; i++) {
    struct record_value *value = &record->values[i];
    bool is_number = number_of(part_of(record, value->text, value->text_length)) > 0;
    if (value->rule.field == FIELD_TAGS && is_number && is_named(record, value, tags)) day = value;
  }
  return day;
}

/* The year, of the values that are a date by their name. */
static int find_year(const struct record *record) {
  for (size_t i = 0; i < record->count; i++) {
    const struct record_value *value = &record->values[i];
    int year =
        value->rule.field == FIELD_DATE ? number_of(part_of(record, value->text, value->text_length)) : 0;
    if (year >= 1000 && year <= 9999) return year;
  }
  return 0;
}

bool record_date_of_parts(struct record *record, sse_buffer *date) {
  static const char *const months[] = {"month", "pubmonth", "publicationmonth", "mois", "mes", "monat", "월",
                                       "月",    NULL};
  static const struct field_rule taken = {.field = FIELD_DATE};
  sse_date read;
  int year = find_year(record);
  struct record_value *month = year > 0 ? find(record, months) : NULL;
  if (!month) return false;
  struct record_value *day = find_day(record);
  sse_str name = part_of(record, month->text, month->text_length);
  int number = number_of(name), of_month = day ? number_of(part_of(record, day->text, day->text_length)) : 0;
  if (number > 0) {
    sse_buffer_printf(date, "%d-%02d", year, number);
    if (of_month > 0) sse_buffer_printf(date, "-%02d", of_month);
  } else {
    if (of_month > 0) sse_buffer_printf(date, "%d ", of_month);
    sse_buffer_append_str(date, name);
    sse_buffer_printf(date, " %d", year);
  }
  if (date->failed || !source_date_read(sse_buffer_str(date), &read) || read.year != year) return false;
  month->rule = taken;
  if (day && of_month > 0) day->rule = taken;
  return true;
}
