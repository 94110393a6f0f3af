/* What tells that two texts say the same: copies with other headlines or paragraphs by their shingles,
 * translations by their numbers and names. Both are kept of every item, in few bytes.
 * Pure functions; texts are valid UTF-8. */
#ifndef SSE_TEXT_FINGERPRINT_H
#define SSE_TEXT_FINGERPRINT_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum {
  TEXT_SHINGLES = 8, /* hashes of a text, */
  TEXT_MARKS = 16    /* and of its numbers and names at the most */
};

/* As it is kept, in the machine's order of bytes. All zero for a text that tells too little. */
typedef struct text_fingerprint {
  /* Of each of 8 orders of all shingles, runs of three words, a part of the first one: two texts agree in
   * about the share of shingles that both have (min-wise hashing: Broder, On the resemblance and containment
   * of documents, 1997). 0 in all of a text of fewer than TEXT_SHINGLES_LEAST shingles. */
  uint32_t shingles[TEXT_SHINGLES];
  /* The numbers and names with the lowest hashes, in ascending order, then 0. */
  uint16_t marks[TEXT_MARKS];
} text_fingerprint;

enum { TEXT_SHINGLES_LEAST = 8 };

/* Receives a shingle, by its hash. */
typedef void text_shingle_fn(void *context, uint64_t hash);
/* Calls `on_shingle` for the runs of three words among the terms that text_terms has made of a text. */
void text_shingles_each(sse_str terms, void *context, text_shingle_fn *on_shingle);

/* Receives a number or a name, by its hash. */
typedef struct text_mark {
  uint64_t hash;
  bool is_number;
  size_t length; /* figures, or letters */
  size_t at;     /* where in the text it begins */
} text_mark;
typedef void text_mark_fn(void *context, const text_mark *mark);

/* Calls `on_mark` for the numbers of two figures and more, whatever stands between their thousands, and for
 * the words of three letters and more that begin with a capital and no sentence. A mark may come twice. */
void text_marks_each(sse_str text, void *context, text_mark_fn *on_mark);

/* The fingerprint of a text, of which `terms` are the terms; false where it tells nothing. */
bool text_fingerprint_make(sse_str text, sse_str terms, text_fingerprint *fingerprint);

#endif
