/* Private to programs/: which items a saved search has shown already, so that it can show the new ones.
 * They are kept by name in $XDG_STATE_HOME/ssesearch, by default ~/.local/state/ssesearch.
 * What is noted as shown was printed before. */
#ifndef SSE_PROGRAMS_SAVED_H
#define SSE_PROGRAMS_SAVED_H

#include "base/lines.h"
#include "base/status.h"

typedef struct saved saved_search;

/* Reads what is kept under `name`, of letters, digits, `-`, `_` and `.`; nothing where it is new. `*made` is
 * the caller's to free. Errors: SSE_INVALID for another name or a file of another kind, SSE_NOT_FOUND where
 * there is no home, those of sse_lines_open, SSE_NO_MEMORY. */
sse_status saved_open(const char *name, saved_search **made, sse_error *err);
void saved_free(saved_search *saved); /* NULL is allowed */

/* Tells whether the item was met before this run, and remembers it: a search_known_fn, with a saved. */
sse_status saved_note(void *context, const char *id, bool *known, sse_error *err);

/* Keeps what was met, whole or not at all. Errors: SSE_DENIED, SSE_IO, SSE_NO_MEMORY. */
sse_status saved_write(const saved_search *saved, sse_error *err);

#endif
