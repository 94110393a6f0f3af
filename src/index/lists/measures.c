/* Reads the table of measures: the inputs of weights that do not depend on the item.
 * The table is written by ranking_build.c.
 */
#include "index/lists/measures.h"

sse_status measures_read(const index_db *index, index_measures *measures, size_t *numbers, sse_error *err) {
  static const char *const names[] = {"items", "numbers", "title length", "body length"};
  double read[4] = {0};
  sqlite3_stmt *statement;
  sse_status status = index_prepare(index, "SELECT name, value FROM measure", &statement, err);
  while (index_next_row(index, statement, &status, err))
    for (int i = 0; i < 4; i++)
      if (sse_str_equal(index_column(statement, 0), sse_str_of(names[i])))
        read[i] = sqlite3_column_double(statement, 1);
  (void)sqlite3_finalize(statement); /* repeats the error */
  *measures = (index_measures){.items = (uint32_t)read[0]};
  *numbers = (size_t)read[1];
  index_measures_prepare(measures, read[2], read[3]);
  return status;
}
