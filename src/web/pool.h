/* Private to web/: the pool of open indexes, each used by one request at a time.
 * It limits how many searches run at once; further requests wait in turn. After an index file is replaced,
 * the next request opens the new one, and requests in progress finish with the old snapshot. */
#ifndef SSE_WEB_POOL_H
#define SSE_WEB_POOL_H

#include "search/search.h"
#include "web/serve.h"

struct pool;

/* An open index and what a search of it needs. */
struct pool_index {
  index_db *index;
  text_synonyms *synonyms; /* NULL for none */
  thesaurus_db *thesaurus; /* NULL for none */
  uint64_t generation;     /* identifies this version of the files */
  struct pool_index *next;
};

/* Opens the index, or the archives, once, so that faults are reported at the start. `options` is borrowed;
 * the caller frees `*made`. Errors: those of index_open_all, query_synonyms and thesaurus_open. */
sse_status pool_new(const serve_options *options, struct pool **made, sse_error *err);
void pool_free(struct pool *pool); /* NULL is allowed; all indexes must have been given back */

/* Takes an index, waiting at most `milliseconds`, which also becomes its time limit. A new file that cannot
 * be opened is logged once, and the old one stays in use. Errors: SSE_TIMEOUT if none became free,
 * SSE_NO_MEMORY, those of index_open. */
sse_status pool_take(struct pool *pool, unsigned milliseconds, struct pool_index **taken, sse_error *err);
void pool_give(struct pool *pool, struct pool_index *taken); /* NULL is allowed */

/* The generation of an index taken now: that of the current files, or that of the previous ones while the
 * current ones cannot be opened. */
uint64_t pool_generation(struct pool *pool);

/* The number of requests that wait for an index. */
size_t pool_waiting(struct pool *pool);

/* The number of times that a new file came into use. */
uint64_t pool_swaps(struct pool *pool);

#endif
