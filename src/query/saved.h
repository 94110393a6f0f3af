/* Private to query/: saved searches inside of a query, put in the place of their names.
 * A search that names itself, or is named by one that it names, is told and matches nothing.
 * Where searches are kept is not known here. */
#ifndef SSE_QUERY_SAVED_H
#define SSE_QUERY_SAVED_H

#include "query/query.h"

/* Puts the saved searches that `tree` names into their places; what cannot be is noted in `notes`. Errors:
 * what the reading's function gives, SSE_NO_MEMORY. */
sse_status saved_expand(syntax *tree, const struct query_reading *reading, query_notes *notes,
                        sse_error *err);

#endif
