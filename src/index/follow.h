/* Private to index/: items of a source whose addresses are followed to their articles, each once.
 * An item that was followed is recognised by the hash of its entry in the list, so the next run requests only
 * new ones. A page that fails is tried in three runs; one that robots.txt forbids, when that changes. */
#ifndef SSE_INDEX_FOLLOW_H
#define SSE_INDEX_FOLLOW_H

#include "index/pipeline.h"

typedef struct index_follow index_follow;

/* Loads what is known about the source `number` (0: nothing). `address` and the other arguments are borrowed.
 * Without a follower (NULL) no page is requested, and what was read before stays. No statement may be
 * running. The caller frees `*follow`. For the thread that reads. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status follow_new(const index_db *index, sqlite3_int64 number, const char *address,
                      source_follower *follower, const source_options *options, index_follow **follow,
                      sse_error *err);
void follow_free(index_follow *follow); /* NULL is allowed */

/* Receives messages about pages that could not be followed. */
typedef void follow_problem_fn(void *context, const char *message);

/* Adds an item to the pipeline, with the text of its article if it was not followed before. Errors: those of
 * pipeline_add. */
sse_status follow_add(index_follow *follow, index_pipeline *pipeline, const source_item *item, void *context,
                      follow_problem_fn *on_problem, bool *is_full, sse_error *err);

/* Reports how many addresses were not requested, and why; `where` is the source. */
void follow_report_losses(const index_follow *follow, const char *where, void *context,
                          void (*on_loss)(void *context, const source_loss *loss));
/* What forbade some of them, for source_trail_check. */
sse_str follow_trail(const index_follow *follow);

/* Returns true if pages are left for the next run: the source must then be read again even if unchanged. */
bool follow_has_more(const index_follow *follow);

#endif
