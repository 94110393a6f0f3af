/* Dates of the solar Hijri calendar, as Iran and Afghanistan write them: ۱۴۰۳/۰۲/۱۵, ۱۵ اردیبهشت ۱۴۰۳; the
 * year begins in March. Only a caller that knows where a text is from can tell those in digits from others.
 * Sources: Unicode CLDR, ca-persian.xml (names); K. Borkowski, The Persian calendar for 3000 years, 1996
 * (leap years in a cycle of 33, correct for the years that are read). */
#include "source/date/date.h"

#include <string.h>
#include <time.h>

enum { FIRST_YEAR = 1300, LAST_YEAR = 1499, LONGEST = 160 /* bytes of a text */, DAY_S = 86400 };

/* Iran's, then Afghanistan's. */
static const char *const months[][12] = {
    {"فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"},
    {"حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت"}};

/* Copies the text with ASCII digits for Arabic and Persian ones, and Persian letters for the Arabic ones that
 * keyboards have instead. Returns its length. */
static size_t normalise(sse_str text, char plain[LONGEST]) {
  size_t length = 0;
  for (size_t i = 0; i < text.length; i++) {
    unsigned char byte = (unsigned char)text.data[i], next = 0;
    if (i + 1 < text.length) next = (unsigned char)text.data[i + 1];
    bool is_arabic = byte == 0xD9 && next >= 0xA0 && next <= 0xA9;
    bool is_persian = byte == 0xDB && next >= 0xB0 && next <= 0xB9;
    if (is_arabic || is_persian) {
      plain[length++] = (char)('0' + (next & 0x0F));
      i++;
    } else if (byte == 0xD9 && (next == 0x8A || next == 0x83)) { /* ي ك */
      plain[length++] = (char)(next == 0x8A ? 0xDB : 0xDA);      /* ی ک */
      plain[length++] = (char)(next == 0x8A ? 0x8C : 0xA9);
      i++;
    } else {
      plain[length++] = text.data[i];
    }
  }
  return length;
}

static bool is_leap(int year) {
  static const int leaps[] = {1, 5, 9, 13, 17, 22, 26, 30};
  for (size_t i = 0; i < sizeof leaps / sizeof *leaps; i++)
    if (year % 33 == leaps[i]) return true;
  return false;
}

/* Converts a day to the common calendar; false if there is no such day. */
static bool convert(int year, int month, int day, sse_date *date) {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return false;
  int longest = month <= 6 ? 31 : month < 12 || is_leap(year) ? 30 : 29;
  if (day > longest) return false;
  int days = (month - 1) * 30 + (month <= 7 ? month - 1 : 6) + day - 1;
  for (int before = FIRST_YEAR; before < year; before++)
    days += is_leap(before) ? 366 : 365;
  struct tm parts = {.tm_year = 1921 - 1900, .tm_mon = 2, .tm_mday = 21}; /* the first day of 1300 */
  time_t time = timegm(&parts) + (time_t)days * DAY_S;
  if (!gmtime_r(&time, &parts)) return false;
  *date = (sse_date){parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday};
  return true;
}

/* The month whose name is at a place, which is moved past it; 0 if there is none. */
static int month_at(sse_str text, size_t *at) {
  sse_str rest = sse_str_part(text, *at, text.length);
  for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
    for (int month = 0; month < 12; month++) {
      size_t length = strlen(months[i][month]);
      if (rest.length <= length || memcmp(rest.data, months[i][month], length) != 0 ||
          !sse_is_space(rest.data[length]))
        continue;
      *at += length;
      return month + 1;
    }
  }
  return 0;
}

static void skip_spaces(sse_str text, size_t *at) {
  while (*at < text.length && sse_is_space(text.data[*at]))
    ++*at;
}

/* Reads the day at a place: 1403/2/15, 15 اردیبهشت 1403. */
static bool date_at(sse_str text, size_t at, sse_date *date) {
  int first = date_number_at(text, &at, 4);
  if (first < 0 || at == text.length) return false;
  if (strchr("/-.", text.data[at])) {
    char separator = text.data[at++];
    int month = date_number_at(text, &at, 2);
    if (month < 0 || at == text.length || text.data[at++] != separator) return false;
    return convert(first, month, date_number_at(text, &at, 2), date);
  }
  skip_spaces(text, &at);
  int month = month_at(text, &at);
  skip_spaces(text, &at);
  return month > 0 && convert(date_number_at(text, &at, 4), month, first, date);
}

bool date_solar_in(sse_str text, sse_date *date) {
  char plain[LONGEST];
  if (text.length > LONGEST) return false;
  sse_str whole = {plain, normalise(text, plain)};
  for (size_t at = 0; at < whole.length; at++) {
    bool begins = date_digits(whole, at, 1) >= 0 && (at == 0 || date_digits(whole, at - 1, 1) < 0);
    if (begins && date_at(whole, at, date)) return true;
  }
  return false;
}
