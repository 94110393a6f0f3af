/* Feeds any bytes to the reader of author names. Besides the sanitizers' checks, names are one to a line and
 * none is empty. Built and run by scripts/fuzz. */
#include "source/authors.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const sse_buffer *names) {
  sse_str name;
  if (names->length > 0 && names->data[names->length - 1] != '\n') abort();
  for (size_t position = 0; sse_str_next(sse_buffer_str(names), '\n', &position, &name);)
    if (sse_str_trim(name).length == 0) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  sse_str text = {(const char *)data, size}, line;
  sse_buffer byline = {0}, plain = {0}, people = {0};
  authors_append(&byline, text, FIELD_IS_ANY);
  authors_append(&plain, text, FIELD_IS_PLAIN);
  for (size_t position = 0; sse_str_next(text, '\n', &position, &line);)
    authors_append_of_line(&people, line);
  check(&byline);
  check(&people);
  check(&plain);
  sse_buffer_reset(&byline);
  sse_buffer_reset(&plain);
  sse_buffer_reset(&people);
  return 0;
}
