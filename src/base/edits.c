/* Edit distance, by rows of the usual table.
 * Three rows are kept, since a transposition looks two rows back.
 * Stops early if every path is already too long. */
#include "base/edits.h"

static size_t least(size_t a, size_t b) {
  return a < b ? a : b;
}

size_t sse_edits(const int32_t *a, size_t a_count, const int32_t *b, size_t b_count, size_t most) {
  size_t rows[3][SSE_EDITS_LONGEST + 1];
  size_t *before = rows[0], *last = rows[1], *row = rows[2];
  for (size_t k = 0; k <= b_count; k++)
    last[k] = before[k] = k;
  for (size_t i = 1; i <= a_count; i++) {
    size_t lowest = row[0] = i;
    for (size_t k = 1; k <= b_count; k++) {
      size_t edits = last[k - 1] + (a[i - 1] != b[k - 1]);
      edits = least(edits, least(last[k], row[k - 1]) + 1);
      if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
        edits = least(edits, before[k - 2] + 1);
      row[k] = edits;
      lowest = least(lowest, edits);
    }
    if (lowest > most) return most + 1;
    size_t *free_row = before;
    before = last;
    last = row;
    row = free_row;
  }
  return last[b_count];
}
