/* Private to query/: saved searches in a query, which replace their names.
 * A search that refers to itself, directly or through others, matches nothing and adds a note.
 * Where searches are stored is not known here. */
#ifndef SSE_QUERY_SAVED_H
#define SSE_QUERY_SAVED_H

#include "query/query.h"

/* Replaces the saved searches that `tree` names with their contents; adds a note to `notes` if that is
 * impossible. Errors: those of the reading's function, SSE_NO_MEMORY. */
sse_status saved_expand(syntax *tree, const struct query_reading *reading, query_notes *notes,
                        sse_error *err);

#endif
