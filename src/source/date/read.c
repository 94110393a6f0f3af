/* Dates as people write them, in lines, fields, file names and queries: one day, month, quarter or year, or a
 * range of these, with or without a time. In a field, which is meant to hold a date, a number alone may be
 * one too: a year, 20230725, or a timestamp. */
#include "source/date/date.h"
#include "source/source.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- From one day to another ------------------------------------------------------------------- */

static bool is_word_to(const date_token *token) {
  return !token->is_number && token->word.kinds & DATE_TO;
}

/* True if the separator before a token may separate two dates. A hyphen without spaces may if it is the only
 * one. */
static bool is_divided(const date_tokens *tokens, size_t at) {
  unsigned gap = tokens->list[at].gap;
  if (gap & (DATE_LINE | DATE_SLASH) || gap == (DATE_DASH | DATE_SPACE)) return true;
  if (!(gap & DATE_DASH)) return false;
  for (size_t i = 1; i < tokens->count; i++)
    if (i != at && tokens->list[i].gap & DATE_DASH) return false;
  return true;
}

static int order_of(sse_date date) {
  return (date.year * 100 + date.month) * 100 + date.day;
}

/* Completes each of two dates from the other: 25 to 28 July 2023, July 25 to 28, 2023. A first one without a
 * year is before the last: December 28 to January 3, 2023. */
static bool join(sse_date *first, sse_date *last) {
  bool lacks_year = first->year == 0;
  if ((first->day > 0) != (last->day > 0)) return false;
  if (last->month == 0) last->month = first->month;
  if (last->year == 0) last->year = first->year;
  if (lacks_year) first->year = last->year;
  if (first->month == 0) first->month = last->month;
  if (lacks_year && first->month > last->month) first->year--;
  return sse_date_is_valid(*first) && sse_date_is_valid(*last) && order_of(*first) <= order_of(*last);
}

static bool read_range(const date_tokens *tokens, const date_read_options *options, date_span *span) {
  for (size_t at = 1; at < tokens->count; at++) {
    date_span first, last;
    size_t after = is_word_to(&tokens->list[at]) ? at + 1 : at;
    if (after == tokens->count || (after == at && !is_divided(tokens, at))) continue;
    if (!date_roles_read(tokens, 0, at, options, &first) ||
        !date_roles_read(tokens, after, tokens->count, options, &last))
      continue;
    *span = (date_span){first.first, last.last, false, first.is_unsure || last.is_unsure};
    if (join(&span->first, &span->last)) return true;
  }
  return false;
}

/* ---- Numbers that computers write -------------------------------------------------------------- */

/* Seconds since 1970, by UTC. */
static bool read_unix(int64_t seconds, sse_date *date) {
  time_t time = (time_t)seconds;
  struct tm parts;
  if (!gmtime_r(&time, &parts)) return false;
  *date = (sse_date){parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday};
  return true;
}

/* Year, month, day, hour, minute and second in fourteen digits; missing ones at the end are zeros. */
static bool read_digits(int64_t digits, sse_date *date) {
  int day = (int)(digits / 1000000);
  *date = (sse_date){day / 10000, day / 100 % 100, day % 100};
  bool is_time = digits / 10000 % 100 < 24 && digits / 100 % 100 < 60 && digits % 100 <= 60;
  return is_time && date->month > 0 && date->day > 0 && sse_date_is_valid(*date);
}

/* A single number that is too long for a day: 20230725103000, 202307251030, Unix time in seconds with nine or
 * ten digits and perhaps a fraction, in milliseconds with twelve or thirteen, in microseconds with sixteen.
 * Ten digits that may also be a date with an hour are rejected as ambiguous. Twelve that may be a date with a
 * minute are read as one: as milliseconds they would all be in 1976. */
static bool read_stamp(const date_tokens *tokens, sse_date *date) {
  enum { FIRST_YEAR = 1900, LAST_YEAR = 2099 };
  const date_token *token = tokens->list;
  bool is_fraction =
      tokens->count == 2 && token[1].is_number && token[1].gap == DATE_DOT && token->digits <= 10;
  if (!token->is_number || (tokens->count != 1 && !is_fraction)) return false;
  int64_t padded = token->value;
  for (int digits = token->digits; digits < 14; digits++)
    padded *= 10;
  bool is_date = token->digits <= 14 && read_digits(padded, date);
  bool is_near = is_date && date->year >= FIRST_YEAR && date->year <= LAST_YEAR;
  switch (token->digits) {
  case 9:
    return read_unix(token->value, date);
  case 10:
    return !is_near && read_unix(token->value, date);
  case 12:
    return is_near || read_unix(token->value / 1000, date);
  case 13:
    return read_unix(token->value / 1000, date);
  case 14:
    return is_date;
  case 16:
    return read_unix(token->value / 1000000, date);
  default:
    return false;
  }
}

/* ---- Weeks ------------------------------------------------------------------------------------- */

enum { DAY_S = 86400 };

int date_digits(sse_str text, size_t at, size_t count) {
  int value = 0;
  if (at + count > text.length) return -1;
  for (size_t i = at; i < at + count; i++) {
    if (!sse_is_digit(text.data[i])) return -1;
    value = value * 10 + text.data[i] - '0';
  }
  return value;
}

int date_number_at(sse_str text, size_t *at, size_t most) {
  size_t count = 0;
  while (count <= most && date_digits(text, *at + count, 1) >= 0)
    count++;
  if (count == 0 || count > most) return -1;
  *at += count;
  return date_digits(text, *at - count, count);
}

/* A week from Monday to Sunday, or one day of it (ISO 8601, 4.1.4: the first week contains 4 January). */
static bool read_day_of_week(int year, int week, int day, date_span *span) {
  struct tm parts = {.tm_year = year - 1900, .tm_mday = 4};
  time_t fourth = timegm(&parts);
  time_t monday = fourth + (time_t)((week - 1) * 7 - (parts.tm_wday + 6) % 7) * DAY_S;
  time_t thursday = monday + (time_t)3 * DAY_S;
  if (!gmtime_r(&thursday, &parts) || parts.tm_year + 1900 != year) return false;
  return read_unix(monday + (time_t)(day > 0 ? day - 1 : 0) * DAY_S, &span->first) &&
         read_unix(monday + (time_t)(day > 0 ? day - 1 : 6) * DAY_S, &span->last) &&
         sse_date_is_valid(span->first) && sse_date_is_valid(span->last);
}

/* 2026-W10, 2026W10, 2026-W10-3, 2026W103: a week, or one of its days. */
static bool read_week(sse_str written, date_span *span) {
  sse_str text = sse_str_trim(written);
  size_t dash = text.length > 4 && text.data[4] == '-';
  int year = date_digits(text, 0, 4), week = date_digits(text, 5 + dash, 2), day = 0;
  if (year < 1 || week < 1 || (text.data[4 + dash] | 0x20) != 'w') return false;
  if (text.length > 7 + dash) {
    if (dash && text.data[8] != '-') return false;
    day = date_digits(text, 7 + 2 * dash, 1);
    if (day < 1 || day > 7 || text.length != 8 + 2 * dash) return false;
  }
  return read_day_of_week(year, week, day, span);
}

/* ---- Zeros ------------------------------------------------------------------------------------- */

/* 2023-07-00, 2023-00-00: an unknown day, or month and day, as MySQL writes it, with or without a time of
 * zeros. */
static bool read_zeros(sse_str written, date_span *span) {
  enum { DAY = 10 };
  sse_str text = sse_str_trim(written);
  if (text.length < DAY || text.data[4] != '-' || text.data[7] != '-') return false;
  sse_str time = sse_str_part(text, DAY, text.length);
  if (time.length > 0 && !sse_str_is(time, " 00:00:00") && !sse_str_is(time, "T00:00:00")) return false;
  sse_date date = {date_digits(text, 0, 4), date_digits(text, 5, 2), date_digits(text, 8, 2)};
  if (date.day != 0 || !sse_date_is_valid(date)) return false;
  span->first = span->last = date;
  return true;
}

/* /Date(1690243200000+0900)/: milliseconds since 1970 and the writer's zone, Microsoft's form of dates in
 * JSON ("Stand-Alone JSON Serialization", .NET). The slashes may be escaped by backslashes. */
static bool read_microsoft(sse_str written, date_span *span) {
  char copy[48] = "", *end;
  sse_str text = sse_str_trim(written);
  if (text.length > 0 && text.data[0] == '\\') text = sse_str_part(text, 1, text.length);
  if (!sse_str_begins(text, "/Date(") || text.length >= sizeof copy) return false;
  memcpy(copy, text.data + 6, text.length - 6);
  long long seconds = strtoll(copy, &end, 10) / 1000;
  if (end == copy) return false;
  if (*end == '+' || *end == '-') {
    bool is_west = *end == '-';
    sse_str zone = sse_str_of(end + 1);
    int hours = date_digits(zone, 0, 2), minutes = date_digits(zone, 2, 2);
    if (hours < 0 || minutes < 0) return false;
    seconds += (is_west ? -1 : 1) * (hours * 3600LL + minutes * 60LL);
    end += 5;
  }
  if (strcmp(end, ")/") != 0 && strcmp(end, ")\\/") != 0) return false;
  if (!read_unix((time_t)seconds, &span->first)) return false;
  span->last = span->first;
  return sse_date_is_valid(span->first);
}

/* ---- All together ------------------------------------------------------------------------------ */

/* What programs write for an unset time: the first second of year 1. */
static bool is_nothing(const date_span *span, const date_clock *clock) {
  return clock->is_midnight && order_of(span->first) == 10101;
}

int date_buddhist_year(int year) {
  enum { FIRST = 2400, LAST = 2699, BEFORE = 543 };
  return year >= FIRST && year <= LAST ? year - BEFORE : 0;
}

/* Converts the year of a date with a Thai month. */
static void convert_buddhist(const date_tokens *tokens, sse_date *date) {
  int year = date_buddhist_year(date->year);
  for (size_t i = 0; year > 0 && i < tokens->count; i++)
    if (tokens->list[i].word.kinds & DATE_BUDDHIST) date->year = year;
}

static bool read_day(const date_tokens *tokens, const date_read_options *options, date_span *span) {
  if (!date_roles_read(tokens, 0, tokens->count, options, span)) return false;
  convert_buddhist(tokens, &span->first);
  convert_buddhist(tokens, &span->last);
  return sse_date_is_valid(span->first);
}

static bool read_tokens(date_tokens *tokens, const date_read_options *options, date_span *span) {
  date_clock clock;
  if (!date_clock_take(tokens, options->is_field, &clock) || tokens->count == 0) return false;
  if (options->is_field && !clock.is_known && read_stamp(tokens, &span->first)) {
    span->last = span->first;
    return true;
  }
  if (!read_day(tokens, options, span) && !read_range(tokens, options, span)) return false;
  bool is_bare = span->first.month == 0 && !span->is_year_marked;
  if ((!options->is_field && is_bare) || (clock.is_known && span->first.day == 0)) return false;
  return !is_nothing(span, &clock);
}

/* A label is left out only if the whole text is not a date: the label may be a weekday. */
static bool read_span(sse_str text, const date_read_options *options, date_span *span) {
  date_tokens tokens;
  *span = (date_span){0};
  if (read_week(text, span)) return true;
  if (options->is_field && (read_zeros(text, span) || read_microsoft(text, span))) return true;
  if (date_tokens_read(text, options->is_field, false, &tokens) && read_tokens(&tokens, options, span))
    return true;
  return options->is_field && date_tokens_read(text, true, true, &tokens) &&
         read_tokens(&tokens, options, span);
}

bool source_date_parse(sse_str text, sse_date *date) {
  const date_read_options options = {.is_field = false};
  date_span span;
  if (!read_span(text, &options, &span)) return false;
  *date = span.first;
  return true;
}

bool source_date_read_as(sse_str text, source_first first, sse_date *date, bool *is_unsure) {
  const date_read_options options = {.is_field = true, .first = first};
  date_span span;
  if (!read_span(text, &options, &span)) return false;
  *date = span.first;
  *is_unsure = span.is_unsure;
  return true;
}

bool source_date_read(sse_str text, sse_date *date) {
  bool is_unsure;
  return source_date_read_as(text, SOURCE_DAY_FIRST, date, &is_unsure);
}

bool source_date_span(sse_str text, sse_date *first, sse_date *last) {
  const date_read_options options = {.is_field = true};
  date_span span;
  if (!read_span(text, &options, &span)) return false;
  *first = span.first;
  *last = span.last;
  return true;
}
