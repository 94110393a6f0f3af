/* Shared by the tests of dates: tables of texts and their dates, read by one of the functions.
 * Each text ends where its memory ends.
 * Include this instead of testing.h. */
#ifndef SSE_DATING_H
#define SSE_DATING_H

#include "testing.h"

#include "source/source.h"

typedef bool reading(sse_str text, sse_date *date);

/* Reads a text that ends where its memory ends; gives the date in ISO form, "" if none. */
static inline void read_as(reading *read, const char *text, char iso[SSE_DATE_SIZE]) {
  sse_date date = {1, 1, 1};
  sse_str exact = copy_exactly(STR(text));
  bool is_read = read(exact, &date);
  free((char *)exact.data);
  if (!is_read && (date.year != 1 || date.month != 1 || date.day != 1))
    fail_msg("'%s' is not a date, but was written down", text);
  if (!is_read) date.year = 0;
  sse_date_format(date, iso);
}

struct row {
  const char *text, *date;
};

static inline void check_rows(reading *read, const struct row *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    char iso[SSE_DATE_SIZE];
    read_as(read, rows[i].text, iso);
    if (strcmp(iso, rows[i].date) != 0)
      fail_msg("'%s' was read as '%s', not '%s'", rows[i].text, iso, rows[i].date);
  }
}

#define CHECK(read, rows) check_rows(read, rows, sizeof(rows) / sizeof *(rows))

#endif
