/* Whether two texts are versions of one text or say different things.
 * Runs of bytes also work for scripts without spaces: eight bytes are two or three Chinese characters.
 * A set of hashes represents the runs of the longer text; at its size, one in eight matches by chance. */
#include "index/likeness.h"

#include <stdint.h>
#include <string.h>

enum {
  RUN = 8,                       /* bytes */
  COMPARED = 32 * 1024,          /* bytes of a text */
  SET_BITS = 18,                 /* the set has 2^18 bits */
  SET_SIZE = 1 << (SET_BITS - 3) /* bytes */
};

/* The bit of the run at `at` in the set (multiplicative hashing: Knuth, 6.4). */
static uint32_t place_of(const char *at) {
  uint64_t run;
  memcpy(&run, at, RUN);
  return (uint32_t)(run * UINT64_C(0x9E3779B97F4A7C15) >> (64 - SET_BITS));
}

static size_t runs_of(sse_str text) {
  size_t length = text.length < COMPARED ? text.length : COMPARED;
  return length < RUN ? 0 : length - RUN + 1;
}

bool likeness_is_one(sse_str a, sse_str b) {
  unsigned char set[SET_SIZE] = {0};
  sse_str shorter = a.length < b.length ? a : b, longer = a.length < b.length ? b : a;
  size_t runs = runs_of(shorter), shared = 0;
  if (runs == 0) return sse_str_equal(a, b);
  for (size_t i = 0; i < runs_of(longer); i++) {
    uint32_t place = place_of(longer.data + i);
    set[place / 8] |= (unsigned char)(1 << place % 8);
  }
  for (size_t i = 0; i < runs; i++) {
    uint32_t place = place_of(shorter.data + i);
    shared += set[place / 8] >> place % 8 & 1;
  }
  return 2 * shared >= runs;
}
