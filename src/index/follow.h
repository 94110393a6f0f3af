/* Private to index/: items of a source whose addresses are followed to their articles, each once.
 * What was followed is known by the hash of the item as the list has it, so that a second night asks only for
 * what is new; a page that fails is tried again in three runs, one that robots.txt forbids once it does not.
 * For the thread that reads. */
#ifndef SSE_INDEX_FOLLOW_H
#define SSE_INDEX_FOLLOW_H

#include "index/pipeline.h"

typedef struct index_follow index_follow;

/* Loads what is known of the source `number` (0: nothing), whose address is borrowed, as are the others.
 * Without a follower, which may be NULL, nothing is asked for, and what was read before stays. No statement
 * may be running. `*follow` is the caller's to free. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status follow_new(const index_db *index, sqlite3_int64 number, const char *address,
                      source_follower *follower, const source_options *options, index_follow **follow,
                      sse_error *err);
void follow_free(index_follow *follow); /* NULL is allowed */

/* Who is told of pages that could not be followed. */
typedef void follow_problem_fn(void *context, const char *message);

/* Adds an item to the pipeline: with its article's text where it was not followed before. Errors: those of
 * pipeline_add. */
sse_status follow_add(index_follow *follow, index_pipeline *pipeline, const source_item *item, void *context,
                      follow_problem_fn *on_problem, bool *is_full, sse_error *err);

/* Tells how many addresses were not asked for, and why; `where` is the source. */
void follow_tell_losses(const index_follow *follow, const char *where, void *context,
                        void (*on_loss)(void *context, const source_loss *loss));
/* What forbade some of them, for source_trail_check. */
sse_str follow_trail(const index_follow *follow);

/* True where pages are left for the next run: the source has to be read again then, changed or not. */
bool follow_has_more(const index_follow *follow);

#endif
