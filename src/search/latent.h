/* Private to search/: what the best items are about, as far as the words tell that they share.
 * The items' terms are taken one item after the other, in the order of their hits; then all are scored.
 * latent.c names where the method is from. */
#ifndef SSE_SEARCH_LATENT_H
#define SSE_SEARCH_LATENT_H

#include "search/order.h"

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
