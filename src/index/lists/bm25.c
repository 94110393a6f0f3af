/* Weights of words in items, as one-byte impacts.
 * Lengths are codes with eight steps per doubling, so that their effect on a weight can be looked up.
 * Averages are rounded, so that archives with similar texts have the same weights. */
#include "index/lists/bm25.h"

#include <math.h>

uint8_t bm25_length_code(uint64_t length) {
  unsigned exponent = 6;
  if (length < 64) return (uint8_t)length;
  while (exponent < 29 && length >> (exponent + 1) != 0)
    exponent++;
  unsigned code = 64 + (exponent - 6) * 8 + (unsigned)(length >> (exponent - 3) & 7);
  return (uint8_t)(code < 255 ? code : 255);
}

static double length_of(unsigned code) {
  if (code < 64) return code;
  unsigned exponent = 6 + (code - 64u) / 8;
  return (double)((8 + (code - 64u) % 8) << (exponent - 3));
}

/* An average length, rounded to two steps per doubling. Archives with texts of about the same length thus
 * have the same impacts, and can be searched together using their own lists. */
static double rounded(double length) {
  return length > 0 ? exp2(round(2 * log2(length)) / 2) : 1;
}

static uint8_t impact_of(double weight) {
  int impact = (int)(255 * weight / (INDEX_SATURATION + weight) + 0.5);
  return (uint8_t)(impact > 1 ? impact : 1);
}

void index_measures_prepare(index_measures *measures, double title_length, double body_length) {
  measures->title_length = title_length;
  measures->body_length = body_length;
  for (int code = 0; code < 256; code++) {
    double length = length_of((unsigned)code);
    double title = 1 - INDEX_TITLE_B + INDEX_TITLE_B * length / rounded(title_length);
    double body = 1 - INDEX_BODY_B + INDEX_BODY_B * length / rounded(body_length);
    measures->title_factor[code] = INDEX_TITLE_WEIGHT / title;
    measures->body_factor[code] = 1 / body;
    double share = (code < 255 ? code : 254.5) / 255;
    measures->weights[code] = INDEX_SATURATION * share / (1 - share);
    for (int count = 0; count <= INDEX_COUNT_MOST; count++)
      measures->body_impacts[count][code] = impact_of(count * measures->body_factor[code]);
  }
}

uint8_t index_impact(const index_measures *measures, const index_norms *norms, uint8_t counts) {
  const unsigned title = counts >> 4, body = counts & 15;
  if (title == 0) return measures->body_impacts[body][norms->body_length];
  return impact_of(title * measures->title_factor[norms->title_length] +
                   body * measures->body_factor[norms->body_length]);
}

bool bm25_are_alike(const index_measures *a, const index_measures *b) {
  bool alike = true;
  for (int code = 0; code < 256 && alike; code++)
    alike = a->title_factor[code] == b->title_factor[code] && a->body_factor[code] == b->body_factor[code];
  return alike;
}
