/* The topic of the best items: items about the same as the question and the five best rank before others that
 * match as well. The items' words, weighted by rarity, are reduced to the leading directions of the items'
 * Gram matrix: latent semantic indexing of these items alone (Deerwester et al., Indexing by Latent Semantic
 * Analysis, 1990; Hull, Improving Text Retrieval for the Routing Problem using Latent Semantic Indexing,
 * 1994: local LSI). */
#include "search/latent.h"
#include "base/keys.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WEIGHT 0.3 /* of the best item's score; the closest item gets that much */

enum {
  ITEMS_MOST = SEARCH_NEAR_MOST,
  ITEMS_LEAST = 10,
  DIRECTIONS = 20,
  ROUNDS = 6, /* of subspace iteration, as the directions need not be exact */
  BEST = 5    /* items that represent the topic together with the question */
};

typedef double vector[DIRECTIONS];

struct term {
  double weight;
  uint32_t last; /* the last of its postings, from 1 */
};

/* How often a term is in an item; the postings of an item are consecutive. */
struct posting {
  uint32_t term, times, item;
  uint32_t before; /* the term's posting in an earlier item, from 1; 0 for none */
  double weight;
};

struct latent {
  index_ranking *index;
  sse_keys keys;
  struct term *terms; /* in the order of `keys` */
  size_t term_capacity;
  struct posting *postings;
  size_t posting_count, posting_capacity;
  uint64_t pending; /* the current word, whose stem may follow; 0 for none */
  size_t count;     /* number of items */
  size_t starts[ITEMS_MOST + 1];
  double likeness[ITEMS_MOST]; /* of each item to the words of the question */
};

sse_status latent_new(index_ranking *index, struct latent **latent, sse_error *err) {
  *latent = calloc(1, sizeof **latent);
  if (!*latent) return sse_fail_memory(err);
  (*latent)->index = index;
  return SSE_OK;
}

void latent_free(struct latent *latent) {
  if (!latent) return;
  free(latent->terms);
  sse_keys_reset(&latent->keys);
  free(latent->postings);
  free(latent);
}

/* ---- The items' terms --------------------------------------------------------------------------- */

/* Counts the current word; returns false if memory runs out. */
static bool count_pending(struct latent *latent) {
  void *terms = latent->terms, *postings = latent->postings;
  size_t place;
  if (latent->pending == 0) return true;
  if (!sse_keys_add(&latent->keys, latent->pending, &place) ||
      !sse_array_reserve_zero(&terms, &latent->term_capacity, latent->keys.count, sizeof *latent->terms))
    return false;
  latent->terms = terms;
  latent->pending = 0;
  struct term *term = &latent->terms[place];
  if (term->last > latent->starts[latent->count]) {
    latent->postings[term->last - 1].times++;
    return true;
  }
  if (!sse_array_reserve(&postings, &latent->posting_capacity, latent->posting_count + 1,
                         sizeof *latent->postings))
    return false;
  latent->postings = postings;
  latent->postings[latent->posting_count++] =
      (struct posting){(uint32_t)place, 1, (uint32_t)latent->count, term->last, 0};
  term->last = (uint32_t)latent->posting_count;
  return true;
}

int latent_take(struct latent *latent, int flags, sse_str term) {
  bool is_stem = text_is_stem(term);
  if (!is_stem && (flags & TEXT_COLOCATED || term.data[0] == TEXT_STEM_MARK)) return TEXT_OK;
  if (!is_stem && !count_pending(latent)) return TEXT_NO_MEMORY;
  if (!is_stem || latent->pending != 0) latent->pending = text_term_key(term);
  return TEXT_OK;
}

sse_status latent_end_item(struct latent *latent, double likeness, sse_error *err) {
  if (!count_pending(latent)) return sse_fail_memory(err);
  latent->likeness[latent->count++] = likeness;
  latent->starts[latent->count] = latent->posting_count;
  return SSE_OK;
}

double latent_weight(double items, double frequency) {
  if (frequency < 1.9 || frequency > items / 4) return 0; /* the sketch is approximate */
  return pow(log(items / frequency), 1.5);
}

static sse_status weigh_terms(struct latent *latent, sse_error *err) {
  index_ranking *index = latent->index;
  double items = index_ranking_measures(index)->items, weights[256]; /* by code */
  sse_status status = SSE_OK;
  uint8_t code;
  for (int i = 0; i < 256; i++)
    weights[i] = latent_weight(items, index_sketch_items((uint8_t)i));
  for (size_t i = 0; i < latent->keys.count && !status; i++) {
    status = index_sketch_code(index, latent->keys.keys[i], &code, err);
    latent->terms[i].weight = weights[code];
  }
  return status;
}

/* Weights postings, so that the vector of each item has length one. */
static void weigh_postings(struct latent *latent) {
  double factors[256]; /* by times */
  for (int i = 1; i < 256; i++)
    factors[i] = 1 + log(i);
  for (size_t i = 0; i < latent->count; i++) {
    double sum = 0;
    for (size_t k = latent->starts[i]; k < latent->starts[i + 1]; k++) {
      struct posting *posting = &latent->postings[k];
      posting->weight =
          factors[posting->times < 256 ? posting->times : 255] * latent->terms[posting->term].weight;
      sum += posting->weight * posting->weight;
    }
    double factor = sum > 0 ? 1 / sqrt(sum) : 0;
    for (size_t k = latent->starts[i]; k < latent->starts[i + 1]; k++)
      latent->postings[k].weight *= factor;
    latent->likeness[i] *= factor;
  }
}

/* ---- Directions --------------------------------------------------------------------------------- */

/* Computes the products of all pairs of items. */
static void make_gram(const struct latent *latent, double *gram) {
  for (size_t i = 0; i < latent->keys.count; i++) {
    if (latent->terms[i].weight <= 0) continue;
    for (uint32_t a = latent->terms[i].last; a > 0; a = latent->postings[a - 1].before) {
      const struct posting *one = &latent->postings[a - 1];
      for (uint32_t b = a; b > 0; b = latent->postings[b - 1].before)
        gram[one->item * latent->count + latent->postings[b - 1].item] +=
            one->weight * latent->postings[b - 1].weight;
    }
  }
  for (size_t i = 0; i < latent->count; i++)
    for (size_t k = 0; k < i; k++)
      gram[k * latent->count + i] = gram[i * latent->count + k];
}

static void multiply(const double *gram, size_t count, vector *from, vector *to) {
  memset(to, 0, count * sizeof *to);
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < count; k++)
      for (size_t d = 0; d < DIRECTIONS; d++)
        to[i][d] += gram[i * count + k] * from[k][d];
}

/* Makes the columns orthonormal (modified Gram-Schmidt); one that depends on earlier ones becomes zero. */
static void orthonormalise(vector *columns, size_t count) {
  for (size_t d = 0; d < DIRECTIONS; d++) {
    double before = 0, after = 0;
    for (size_t i = 0; i < count; i++)
      before += columns[i][d] * columns[i][d];
    for (size_t e = 0; e < d; e++) {
      double product = 0;
      for (size_t i = 0; i < count; i++)
        product += columns[i][d] * columns[i][e];
      for (size_t i = 0; i < count; i++)
        columns[i][d] -= product * columns[i][e];
    }
    for (size_t i = 0; i < count; i++)
      after += columns[i][d] * columns[i][d];
    double factor = after > before * 1e-12 ? 1 / sqrt(after) : 0;
    for (size_t i = 0; i < count; i++)
      columns[i][d] *= factor;
  }
}

/* The Cholesky factor of the transposed basis times the image. It converts the items' coordinates to those
 * for an orthonormal basis in the space of terms. A zero direction gets coordinates of 0. */
static void make_factor(vector *basis, vector *image, size_t count, vector *lower) {
  for (size_t r = 0; r < DIRECTIONS; r++) {
    for (size_t c = 0; c <= r; c++) {
      double sum = 0;
      for (size_t i = 0; i < count; i++)
        sum += basis[i][r] * image[i][c];
      for (size_t k = 0; k < c; k++)
        sum -= lower[r][k] * lower[c][k];
      lower[r][c] = r == c ? sqrt(sum > 1e-9 ? sum : 1) : sum / lower[c][c];
    }
  }
}

/* Solves lower * x = right, in place. */
static void solve(vector *lower, vector right) {
  for (size_t r = 0; r < DIRECTIONS; r++) {
    for (size_t k = 0; k < r; k++)
      right[r] -= lower[r][k] * right[k];
    right[r] /= lower[r][r];
  }
}

static void make_unit(vector any) {
  double sum = 0;
  for (size_t d = 0; d < DIRECTIONS; d++)
    sum += any[d] * any[d];
  for (size_t d = 0; d < DIRECTIONS && sum > 0; d++)
    any[d] /= sqrt(sum);
}

/* Adds the best items to the question, and computes the cosine of each item to the sum. */
static void compare(const struct rank_hit *hits, vector *items, size_t count, vector question,
                    double *cosines) {
  vector best = {0};
  make_unit(question);
  for (size_t i = 0; i < count; i++)
    make_unit(items[i]);
  for (size_t i = 0; i < BEST && i < count; i++)
    for (size_t d = 0; d < DIRECTIONS; d++)
      best[d] += hits[i].score * items[i][d];
  make_unit(best);
  for (size_t d = 0; d < DIRECTIONS; d++)
    question[d] += best[d];
  make_unit(question);
  for (size_t i = 0; i < count; i++) {
    cosines[i] = 0;
    for (size_t d = 0; d < DIRECTIONS; d++)
      cosines[i] += items[i][d] * question[d];
  }
}

/* The basis of the items' leading directions by subspace iteration, from a start that is unrelated to them
 * (Halko, Martinsson and Tropp, Finding Structure with Randomness, 2011). `image` is the Gram matrix times
 * the basis. */
static void find_directions(const double *gram, size_t count, vector *basis, vector *image) {
  for (size_t i = 0; i < count; i++)
    for (size_t d = 0; d < DIRECTIONS; d++)
      basis[i][d] = (double)((i * DIRECTIONS + d + 1) * 0x9E3779B97F4A7C15u >> 40) / (1 << 23) - 1;
  for (int round = 0; round < ROUNDS; round++) {
    orthonormalise(basis, count);
    multiply(gram, count, basis, image);
    if (round + 1 < ROUNDS) memcpy(basis, image, count * sizeof *basis);
  }
}

/* Adds the share for the topic to the items' scores. */
static void add_topics(struct rank_hit *hits, const double *cosines, size_t count) {
  double largest = 0, best = 0;
  for (size_t i = 0; i < count; i++) {
    if (cosines[i] > largest) largest = cosines[i];
    if (hits[i].score > best) best = hits[i].score;
  }
  for (size_t i = 0; i < count && largest > 0; i++) {
    hits[i].topic = cosines[i] > 0 ? WEIGHT * best * cosines[i] / largest : 0;
    hits[i].score += hits[i].topic;
  }
}

/* Finds the directions of the items, and how close each item is to the question and the best ones. */
static void compare_items(const struct latent *latent, const struct rank_hit *hits, const double *gram,
                          vector *basis, vector *image, double *cosines) {
  size_t count = latent->count;
  vector question = {0}, lower[DIRECTIONS] = {{0}};
  find_directions(gram, count, basis, image);
  make_factor(basis, image, count, lower);
  for (size_t i = 0; i < count; i++) {
    solve(lower, image[i]);
    for (size_t d = 0; d < DIRECTIONS; d++)
      question[d] += basis[i][d] * latent->likeness[i];
  }
  solve(lower, question);
  compare(hits, image, count, question, cosines);
}

sse_status latent_score(struct latent *latent, struct rank_hit *hits, sse_error *err) {
  size_t count = latent->count;
  if (count < ITEMS_LEAST) return SSE_OK;
  double *gram = calloc(count * count, sizeof *gram);
  vector *basis = calloc(count, sizeof *basis), *image = calloc(count, sizeof *image);
  sse_status status = gram && basis && image ? weigh_terms(latent, err) : sse_fail_memory(err);
  if (!status) {
    double cosines[ITEMS_MOST];
    weigh_postings(latent);
    make_gram(latent, gram);
    compare_items(latent, hits, gram, basis, image, cosines);
    add_topics(hits, cosines, count);
  }
  free(gram);
  free(basis);
  free(image);
  return status;
}
