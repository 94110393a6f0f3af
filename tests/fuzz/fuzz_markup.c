/* Feeds any bytes to the readers of the XML inside documents: their text, their sheets, their properties.
 * In a zip file a checksum guards it, which random input does not pass.
 * Besides the sanitizers' checks, the text stays in proportion to its source. Built and run by
 * scripts/fuzz. */
#include "source/format/markup.h"
#include "source/format/properties.h"
#include "source/format/sheet.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static sse_status give(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  sse_str *left = context;
  (void)err; /* reading from memory cannot fail */
  *got = left->length < size ? left->length : size;
  if (*got > 0) memcpy(block, left->data, *got);
  *left = sse_str_part(*left, *got, left->length);
  return SSE_OK;
}

/* The bytes are all files of a workbook at once. */
static void read_sheets(sse_str all) {
  struct sheet_cells cells = {0};
  struct sheet_relations relations = {0};
  struct sheet sheet = {0};
  struct sheet_list sheets = {0};
  sse_error err;
  if (sheet_relations_read(&relations, all, &err) == SSE_NO_MEMORY) abort();
  if (sheet_cells_read_strings(&cells, all, &err) == SSE_NO_MEMORY) abort();
  if (sheet_cells_read_styles(&cells, all, &err) == SSE_NO_MEMORY) abort();
  if (sheet_read_office(&sheet, all, &relations, &cells, &err) == SSE_NO_MEMORY) abort();
  sheet_find_names(&sheet, NULL);
  sheet_take_links(&sheet);
  if (sheet_read_opendocument(&sheets, all, &err) == SSE_NO_MEMORY) abort();
  for (size_t i = 0; i < sheets.count; i++) {
    sheet_find_names(&sheets.all[i], NULL);
    sheet_take_links(&sheets.all[i]);
  }
  sheet_list_reset(&sheets);
  sheet_reset(&sheet);
  sheet_cells_reset(&cells);
  sheet_relations_reset(&relations);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const sse_str all = {(const char *)data, size};
  struct properties properties = {0};
  sse_error err;
  for (int kind = MARKUP_OFFICE; kind <= MARKUP_OPENDOCUMENT; kind++) {
    struct markup markup = {0};
    sse_str left = all;
    if (markup_read((markup_kind)kind, give, &left, &markup, &err) == SSE_NO_MEMORY) abort();
    if (markup.text.length > 8 * size || markup.notes.length > 8 * size) abort();
    markup_reset(&markup);
  }
  sse_str left = all;
  if (properties_read(give, &left, &properties, &err) == SSE_NO_MEMORY) abort();
  properties_reset(&properties);
  read_sheets(all);
  return 0;
}
