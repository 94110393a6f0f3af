/* Feeds any bytes to the date reader. Besides the sanitizers' checks, every date it reads exists, a time does
 * not end before it begins, and a line that is a date gives the same date in a field. Built and run by
 * scripts/fuzz. */
#include "source/source.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_same(sse_date a, sse_date b) {
  return a.year == b.year && a.month == b.month && a.day == b.day;
}

static void check(sse_str text) {
  sse_date line = {0}, field = {0}, first = {0}, last = {0};
  char from[SSE_DATE_SIZE], to[SSE_DATE_SIZE];
  bool is_line = source_date_parse(text, &line), is_field = source_date_read(text, &field);
  if (is_line && (!is_field || !is_same(line, field))) abort();
  if (source_date_span(text, &first, &last) != is_field || !is_same(first, field)) abort();
  if (!is_field) return;
  if (!sse_date_is_valid(first) || !sse_date_is_valid(last)) abort();
  sse_date_format(first, from);
  sse_date_format(last, to);
  if (strlen(from) != strlen(to) || strcmp(from, to) > 0) abort();
}

/* Reads the whole input, and each line of it, since dates are short. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  sse_str text = {(const char *)data, size}, line;
  check(text);
  for (size_t position = 0; sse_str_next(text, '\n', &position, &line);)
    check(line);
  return 0;
}
