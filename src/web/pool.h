/* Private to web/: the connection pool: open indexes, each for one request at a time.
 * As many searches run at once as there are; who comes then waits for one, in turn. When another file was
 * swapped in, the next request opens that one, and those at work end with the old snapshot. */
#ifndef SSE_WEB_POOL_H
#define SSE_WEB_POOL_H

#include "search/search.h"
#include "web/serve.h"

struct pool;

/* An index and what a search of it needs. */
struct pool_index {
  index_db *index;
  text_synonyms *synonyms; /* NULL for none */
  thesaurus_db *thesaurus; /* the same */
  uint64_t generation;     /* tells these files from those before and after them */
  struct pool_index *next;
};

/* Opens the index, or the archives, once, so that what is wrong with it is said at the start. `options` is
 * borrowed. `*pool` is the caller's to free. Errors: those of index_open_all, query_synonyms
 * and thesaurus_open. */
sse_status pool_new(const serve_options *options, struct pool **made, sse_error *err);
void pool_free(struct pool *pool); /* NULL is allowed; all are given back by then */

/* Takes an index, waiting for one `milliseconds` at the most; its time limit is set to them, too. A new file
 * that cannot be opened is reported to the log once, and the old one stays. Errors: SSE_TIMEOUT where none
 * became free, those of index_open. */
sse_status pool_take(struct pool *pool, unsigned milliseconds, struct pool_index **taken, sse_error *err);
void pool_give(struct pool *pool, struct pool_index *taken); /* NULL is allowed */

/* The generation that an index taken now would be of: that of the files that are there, or of those before
 * them, while these cannot be opened. */
uint64_t pool_generation(struct pool *pool);

/* How many requests wait for an index. */
size_t pool_waiting(struct pool *pool);

/* How many times another file was taken up. */
uint64_t pool_swaps(struct pool *pool);

#endif
