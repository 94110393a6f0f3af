/* Private to search/: the second stage of ranking, in which the texts of the best items are read and what can
 * only be seen there is added to their scores.
 * rerank.c reads the items, proximity.c and grams.c know what adds. */
#ifndef SSE_SEARCH_RERANK_H
#define SSE_SEARCH_RERANK_H

#include "search/rank.h"

/* Adds what the text of each of the first hits is worth to its score, and orders them anew. `language` is
 * that of the query, none where it is not clear. Errors: those of the index, SSE_NO_MEMORY. */
sse_status rerank(struct ranking *ranking, struct matcher *matcher, sse_str language, struct rank_hit *hits,
                  size_t count, sse_error *err);

/* Adds the nearness of neighbouring matches, in order of their positions, to that of each unit in `near`. */
void proximity_add(const struct ranking *ranking, const struct match *matches, size_t count, double *near);
/* What nearness adds to a score. */
double proximity_score(const struct ranking *ranking, const double *near);

/* The parts of a query's words, and how often they are in an item. */
struct grams;

/* `*grams` is the caller's to free, whatever the result. Errors: those of the index, SSE_NO_MEMORY. */
sse_status grams_new(const struct query *query, index_ranking *index, struct grams **grams, sse_error *err);
void grams_free(struct grams *grams); /* NULL is allowed */
void grams_begin_item(struct grams *grams);
void grams_begin_field(struct grams *grams, bool is_title);
/* Counts the parts of a term. */
void grams_take(struct grams *grams, sse_str term);
/* What the parts in the item at hand add to its score. */
double grams_score(const struct grams *grams, const index_measures *measures, const index_brief *brief);

/* What the best items are about. */
struct latent;

/* `*latent` is the caller's to free, whatever the result. Errors: SSE_NO_MEMORY. */
sse_status latent_new(index_ranking *index, struct latent **latent, sse_error *err);
void latent_free(struct latent *latent); /* NULL is allowed */
/* Takes a term of the item at hand, with its stem after it. */
int latent_take(struct latent *latent, int flags, sse_str term);
/* Ends the item. `likeness` is the sum over the words of the question that it has: by weight of each, in it
 * and in the question. */
sse_status latent_end_item(struct latent *latent, double likeness, sse_error *err);
/* How much a word weighs that so many of the items have. */
double latent_weight(double items, double frequency);
/* Adds to the score of each item what it is worth to be about what the question and the best items are; the
 * items are those of the first hits, in their order. Errors: those of the index, SSE_NO_MEMORY. */
sse_status latent_score(struct latent *latent, struct rank_hit *hits, sse_error *err);

#endif
