/* Where something stands, or would stand, in an array in order.
 * Inline, so that the comparison is compiled into the search; like bsearch(3), but for a place where there is
 * no such element. */
#ifndef SSE_BASE_SORTED_H
#define SSE_BASE_SORTED_H

#include <stdbool.h>
#include <stddef.h>

/* True where an element comes before what is looked for. */
typedef bool sse_before_fn(const void *element, const void *wanted);

/* The first of `count` elements of so many bytes that does not come before `wanted`; `count` where all do.
 * Those that do come first. */
static inline size_t sse_sorted_first(const void *elements, size_t count, size_t size, const void *wanted,
                                      sse_before_fn *is_before) {
  const char *first = elements;
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (is_before(first + middle * size, wanted)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

#endif
