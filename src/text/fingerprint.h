/* Fingerprints, which show that two texts say the same thing: copies with other headlines or paragraphs by
 * their shingles, translations by their numbers and names. Both are stored for every item, in few bytes.
 * These are pure functions; texts are valid UTF-8. */
#ifndef SSE_TEXT_FINGERPRINT_H
#define SSE_TEXT_FINGERPRINT_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum {
  TEXT_SHINGLES = 8, /* hashes of a text */
  TEXT_MARKS = 16    /* at most, of its numbers and names */
};

/* Stored as it is, in the machine's byte order. All zero for a text that is too short to have one. */
typedef struct text_fingerprint {
  /* For each of 8 orders of all shingles (runs of three words), a part of the lowest hash. The share of these
   * in which two texts agree is about the share of shingles that they have in common (min-wise hashing:
   * Broder, On the resemblance and containment of documents, 1997). All 0 if the text has fewer than
   * TEXT_SHINGLES_LEAST shingles. */
  uint32_t shingles[TEXT_SHINGLES];
  /* The numbers and names with the lowest hashes, in ascending order, padded with 0. */
  uint16_t marks[TEXT_MARKS];
} text_fingerprint;

enum { TEXT_SHINGLES_LEAST = 8 };

/* Receives the hash of a shingle. */
typedef void text_shingle_fn(void *context, uint64_t hash);
/* Calls `on_shingle` for the runs of three words among `terms`, which text_terms has made from a text. */
void text_shingles_each(sse_str terms, void *context, text_shingle_fn *on_shingle);

/* A number or a name, by its hash. */
typedef struct text_mark {
  uint64_t hash;
  bool is_number;
  size_t length; /* in digits or letters */
  size_t at;     /* where it begins in the text */
} text_mark;
typedef void text_mark_fn(void *context, const text_mark *mark);

/* Calls `on_mark` for the numbers of two digits and more, whatever separates their thousands, and for the
 * words of three letters and more that begin with a capital and do not begin a sentence. A mark may come
 * twice. */
void text_marks_each(sse_str text, void *context, text_mark_fn *on_mark);

/* Makes the fingerprint of a text whose terms are `terms`; returns false if it would be empty. */
bool text_fingerprint_make(sse_str text, sse_str terms, text_fingerprint *fingerprint);

#endif
