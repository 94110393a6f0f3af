/* Binary search for the place of an element in a sorted array, whether or not it is there.
 * Like bsearch(3), but also gives the place where a missing element would be.
 * Inline, so that the comparison is inlined too. */
#ifndef SSE_BASE_SORTED_H
#define SSE_BASE_SORTED_H

#include <stdbool.h>
#include <stddef.h>

/* True if an element sorts before the wanted one. */
typedef bool sse_before_fn(const void *element, const void *wanted);

/* The index of the first of `count` elements of `size` bytes that does not sort before `wanted`; `count` if
 * all do. The elements that do must come first. */
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
