/* Private to search/: the topic of the best items, as far as the words that they share show it.
 * Terms are passed one item after the other, in the order of the hits; then all items are scored.
 * latent.c names the sources of the method. */
#ifndef SSE_SEARCH_LATENT_H
#define SSE_SEARCH_LATENT_H

#include "search/order.h"

/* The terms and topics of the best items. */
struct latent;

/* The caller frees `*latent`, whatever the result. Errors: SSE_NO_MEMORY. */
sse_status latent_new(index_ranking *index, struct latent **latent, sse_error *err);
void latent_free(struct latent *latent); /* NULL is allowed */
/* Takes a term of the current item; its stem must come directly after it. Returns a code of text_token_fn. */
int latent_take(struct latent *latent, int flags, sse_str term);
/* Ends the item. `likeness` is the sum, over the words of the question that the item has, of the product of
 * their weights in the item and in the question. */
sse_status latent_end_item(struct latent *latent, double likeness, sse_error *err);
/* The weight of a word that `frequency` of the items have. */
double latent_weight(double items, double frequency);
/* Adds to each item's score what its closeness to the topic of the question and of the best items is worth.
 * The items are those of the first hits, in the same order. Errors: those of the index, SSE_NO_MEMORY. */
sse_status latent_score(struct latent *latent, struct rank_hit *hits, sse_error *err);

#endif
