/* Extracts the readable part of a date that is written for people, and joins dates from their parts.
 * Unknown parts stay out: a year alone is a date.
 * Source of the forms of RIS: the RIS format specifications (Research Information Systems). */
#include "source/record_date.h"
#include "source/source.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- As libraries write it ----------------------------------------------------------------------- */

/* The only four-digit number in a text, if it may be a year; none if there are several. */
static sse_str only_year(sse_str text) {
  sse_str year = {0};
  for (size_t at = 0, end; at < text.length; at = end + 1) {
    end = sse_digits_end(text, at);
    if (end - at != 4 || (text.data[at] != '1' && text.data[at] != '2')) continue;
    if (year.length > 0) return (sse_str){0};
    year = sse_str_part(text, at, end);
  }
  return year;
}

/* An RIS date, year/month/day/other, without the part after the day. */
static sse_str without_other(sse_str text) {
  size_t slashes = 0;
  for (size_t i = 0; i < text.length; i++)
    if (text.data[i] == '/' && ++slashes == 3) return sse_str_part(text, 0, i);
  return text;
}

/* Writes the month that an RIS remark begins with, and the year, to `made`: 2023///Jul-Aug. Returns false if
 * it names none. */
static bool month_of_remark(sse_str year, sse_str remark, sse_buffer *made) {
  sse_date date;
  size_t start = 0, end;
  while (start < remark.length && strchr("/ ", remark.data[start]))
    start++;
  for (end = start; end < remark.length && !strchr("-/ ,.", remark.data[end]);)
    end++;
  bool is_word = end > start && !sse_is_digit(remark.data[start]);
  if (!is_word || year.length != 4 || end - start > 32) return false;
  sse_buffer_append_str(made, sse_str_part(remark, start, end));
  sse_buffer_append_text(made, " ");
  sse_buffer_append_str(made, year);
  return !made->failed && source_date_read(sse_buffer_str(made), &date) && date.month > 0;
}

sse_str record_date_loose(sse_str text, sse_buffer *made) {
  sse_date date;
  const char *remark = sse_str_find(text, "//"); /* 1985///1922 (RIS) */
  if (remark && remark > text.data) {
    sse_str rest = sse_str_part(text, (size_t)(remark - text.data), text.length);
    text.length = (size_t)(remark - text.data);
    if (month_of_remark(text, rest, made)) return sse_buffer_str(made);
  }
  text = without_other(text);
  while (text.length > 0 && text.data[text.length - 1] == '/')
    text.length--;
  while (text.length > 3 &&
         (sse_str_equal(sse_str_part(text, text.length - 3, text.length), sse_str_of("-00")) ||
          sse_str_equal(sse_str_part(text, text.length - 3, text.length), sse_str_of("/00"))))
    text.length -= 3;
  if (source_date_read(text, &date)) return text;
  sse_str year = only_year(text);
  return year.length > 0 ? year : text;
}

/* ---- In parts ------------------------------------------------------------------------------------ */

/* A number from 1, which spreadsheets may write as 7.0; 0 for anything else. */
static int number_of(sse_str text) {
  char copy[8] = "", *end = NULL;
  if (text.length == 0 || text.length >= sizeof copy) return 0;
  memcpy(copy, text.data, text.length);
  long number = strtol(copy, &end, 10);
  bool is_one = number > 0 && (*end == '\0' || strcmp(end, ".0") == 0);
  return is_one ? (int)number : 0;
}

record_date_part record_date_part_of(sse_str name, sse_str text) {
  static const char *const months[] = {"month", "pubmonth", "publicationmonth", "mois", "mes", "monat", "월",
                                       "月",    NULL};
  static const char *const days[] = {"day", "dayofmonth", "pubday", "publicationday", "jour", "dia",
                                     "일",  "日",         NULL};
  enum { LONGEST = 24 };
  char folded[TEXT_TERM_SIZE];
  if (name.length > LONGEST) return RECORD_DATE_NONE;
  sse_str word = {folded, text_fold(name, folded)};
  if (word.length > 0 && sse_str_is_any(word, months)) return RECORD_DATE_MONTH;
  if (word.length > 0 && sse_str_is_any(word, days)) return RECORD_DATE_DAY;
  return sse_str_is(word, "tag") && number_of(text) > 0 ? RECORD_DATE_TAG : RECORD_DATE_NONE;
}

bool record_date_is_year(sse_str text) {
  int year = number_of(text);
  return year >= 1000 && year <= 9999;
}

bool record_date_join(sse_str year, sse_str month, sse_str day, sse_buffer *date) {
  sse_date read;
  int number = number_of(month), of_month = number_of(day);
  if (number > 0) {
    sse_buffer_printf(date, "%d-%02d", number_of(year), number);
    if (of_month > 0) sse_buffer_printf(date, "-%02d", of_month);
  } else {
    if (of_month > 0) sse_buffer_printf(date, "%d ", of_month);
    sse_buffer_append_str(date, month);
    sse_buffer_printf(date, " %d", number_of(year));
  }
  return !date->failed && source_date_read(sse_buffer_str(date), &read) && read.year == number_of(year);
}
