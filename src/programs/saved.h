/* Private to programs/: searches saved under a name: the query, and which items it has already shown.
 * Each is a file in $XDG_STATE_HOME/ssesearch, by default ~/.local/state/ssesearch.
 * Only items that have been printed are recorded as shown. */
#ifndef SSE_PROGRAMS_SAVED_H
#define SSE_PROGRAMS_SAVED_H

#include "base/status.h"
#include "programs/saved_query.h"

#include <stdbool.h>
#include <stdint.h>

/* Reads the query saved under `name`. The caller resets `*query`, whatever the result. Errors: SSE_NOT_FOUND
 * if there is none, and those of saved_open. */
sse_status saved_query_read(const char *name, saved_query *query, sse_error *err);

/* True for a valid name: letters, digits, `-`, `_` and `.`, not beginning with `-` or `.`. */
bool saved_is_name(const char *name);

typedef struct saved_search saved_search;

/* Reads the search saved under `name`; one that does not exist yet is empty. With `writes`, no other run can
 * write it until saved_free; if another run already has it, a warning is printed and this one waits. The
 * caller frees `*made`. Errors: SSE_INVALID for an invalid name or another kind of file, SSE_NOT_FOUND if
 * there is no home directory, SSE_DENIED, SSE_IO, SSE_NO_MEMORY. */
sse_status saved_open(const char *name, bool writes, saved_search **made, sse_error *err);
void saved_free(saved_search *saved); /* NULL is allowed */

/* Decides what to search for. If the command line gives words or an item, or gives filters and no query is
 * saved, that is the query, and it is saved from now on. Otherwise it is the saved query, and whatever else
 * was given narrows this one search. The caller resets `*chosen`, whatever the result. Errors: SSE_NOT_FOUND
 * if there is neither, SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status saved_choose(saved_search *saved, const saved_query *given, saved_query *chosen, sse_error *err);

/* A search_known_fn, whose context is a saved_search: says whether the item was printed before. After
 * saved_take_updated, an item whose content has changed does not count as known. */
sse_status saved_is_known(void *context, const char *id, uint64_t content, bool *known, sse_error *err);
void saved_take_updated(saved_search *saved);
/* Records an item that is being printed; saved_write stores it. Errors: SSE_NO_MEMORY. */
sse_status saved_note(saved_search *saved, const char *id, uint64_t content, sse_error *err);

/* Writes the query and the recorded items, atomically and synced to disk on return. `asked` is the current
 * time in seconds since 1970, or 0 if the search was not for new items. Logs a change of the query. Errors:
 * SSE_DENIED, SSE_IO, SSE_NO_MEMORY. */
sse_status saved_write(saved_search *saved, int64_t asked, sse_error *err);

/* Deletes the query and everything recorded for it. Errors: SSE_NOT_FOUND if nothing is saved under that
 * name, and those of saved_open. */
sse_status saved_forget(const char *name, sse_error *err);

/* Calls `on_name` for each saved name, in alphabetical order; no file is read. Errors: SSE_NOT_FOUND if there
 * is no home directory, SSE_DENIED, SSE_IO, SSE_NO_MEMORY. */
typedef void saved_name_fn(void *context, const char *name);
sse_status saved_each_name(void *context, saved_name_fn *on_name, sse_error *err);

/* A saved search, as passed by saved_each; everything is borrowed. */
typedef struct saved_summary {
  const char *name;
  const char *asked; /* when new items were last asked for: 2023-07-25T03:17:00Z; NULL: never or unknown */
  const saved_query *query; /* all zero if saved by an earlier version */
} saved_summary;
typedef void saved_each_fn(void *context, const saved_summary *summary);

/* Calls `on_each` for each saved search, by name. A file that cannot be read is reported and skipped. Errors:
 * those of saved_each_name. */
sse_status saved_each(void *context, saved_each_fn *on_each, sse_error *err);

#endif
