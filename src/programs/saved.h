/* Private to programs/: searches kept under a name: the query, and which items it has shown already.
 * Each is a file of its own in $XDG_STATE_HOME/ssesearch, by default ~/.local/state/ssesearch.
 * What is noted as shown was printed before. */
#ifndef SSE_PROGRAMS_SAVED_H
#define SSE_PROGRAMS_SAVED_H

#include "base/status.h"
#include "programs/saved_query.h"

#include <stdbool.h>
#include <stdint.h>

/* Reads the query that is kept under `name`. `*query` is the caller's to reset, whatever the result. Errors:
 * SSE_NOT_FOUND where there is none, and those of saved_open. */
sse_status saved_query_read(const char *name, saved_query *query, sse_error *err);

/* True for a name of a search: letters, digits, `-`, `_` and `.`, the first neither `-` nor `.`. */
bool saved_is_name(const char *name);

typedef struct saved_search saved_search;

/* Reads what is kept under `name`; what has not been kept yet is empty. With `writes`, no other run can write
 * it until saved_free; where one has it already, that is said and waited for. `*made` is the caller's to
 * free. Errors: SSE_INVALID for another name or a file of another kind, SSE_NOT_FOUND where there is no home,
 * SSE_DENIED, SSE_IO, SSE_NO_MEMORY. */
sse_status saved_open(const char *name, bool writes, saved_search **made, sse_error *err);
void saved_free(saved_search *saved); /* NULL is allowed */

/* Decides what is searched for. Where the command line gives words or an item, or filters under a name that
 * has no query, that is the query, and kept from now on. Else it is the one that is kept; what is given
 * beside it narrows this search alone. `*chosen` is the caller's to reset, whatever the result. Errors:
 * SSE_NOT_FOUND where there is neither, SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status saved_choose(saved_search *saved, const saved_query *given, saved_query *chosen, sse_error *err);

/* Tells whether the item was printed before: a search_known_fn, with a saved_search. An item with another
 * content is not known after saved_take_updated. */
sse_status saved_is_known(void *context, const char *id, uint64_t content, bool *known, sse_error *err);
void saved_take_updated(saved_search *saved);
/* Notes an item that is being printed; saved_write keeps it. Errors: SSE_NO_MEMORY. */
sse_status saved_note(saved_search *saved, const char *id, uint64_t content, sse_error *err);

/* Keeps the query and what was noted, whole or not at all, and on the disk when it returns. `asked` is the
 * time in seconds since 1970, 0 where it was not asked what is new. Says so where the query is another than
 * before. Errors: SSE_DENIED, SSE_IO, SSE_NO_MEMORY. */
sse_status saved_write(saved_search *saved, int64_t asked, sse_error *err);

/* Forgets the query and all that was noted. Errors: SSE_NOT_FOUND where nothing is kept under that name, and
 * those of saved_open. */
sse_status saved_forget(const char *name, sse_error *err);

/* Calls `on_name` for each name under which something is kept, in their order; no file is read. Errors:
 * SSE_NOT_FOUND where there is no home, SSE_DENIED, SSE_IO, SSE_NO_MEMORY. */
typedef void saved_name_fn(void *context, const char *name);
sse_status saved_each_name(void *context, saved_name_fn *on_name, sse_error *err);

/* A saved search, as saved_each tells it; all borrowed. */
typedef struct saved_summary {
  const char *name;
  const char *asked; /* when it was last asked what is new: 2023-07-25T03:17:00Z; NULL: never, or not known */
  const saved_query *query; /* all zero for what a version before this one kept */
} saved_summary;
typedef void saved_each_fn(void *context, const saved_summary *summary);

/* Calls `on_each` for what is kept, by name. A file that cannot be read is told and passed over. Errors:
 * those of saved_each_name. */
sse_status saved_each(void *context, saved_each_fn *on_each, sse_error *err);

#endif
