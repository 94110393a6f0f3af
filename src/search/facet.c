/* One facet: its values by name, with their counts.
 * Names are copied. If memory runs out the facet stays as it was.
 * Values with the same count are in the order of their names, so that the order is the same each time. */
#include "search/facet.h"

#include <stdlib.h>
#include <string.h>

sse_status facet_add(search_counts *counts, sse_str name, size_t count, size_t items, sse_error *err) {
  search_count *grown = realloc(counts->counts, (counts->count + 1) * sizeof *grown);
  if (!grown) return sse_fail_memory(err);
  counts->counts = grown;
  char *copy = sse_copy(name);
  if (!copy) return sse_fail_memory(err);
  counts->counts[counts->count++] = (search_count){copy, count, items};
  return SSE_OK;
}

static int compare_counts(const void *a, const void *b) {
  const search_count *left = a, *right = b;
  if (left->count != right->count) return left->count > right->count ? -1 : 1;
  return strcmp(left->name, right->name);
}

void facet_sort(search_counts *counts) {
  if (counts->count > 0) qsort(counts->counts, counts->count, sizeof *counts->counts, compare_counts);
}

void facet_reset(search_counts *counts) {
  for (size_t i = 0; i < counts->count; i++)
    free(counts->counts[i].name);
  free(counts->counts);
}
