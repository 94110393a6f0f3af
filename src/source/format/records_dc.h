/* Private to source/: what a repository adds to a record in Dublin Core about its own work.
 * It stands in elements of the same names as what tells of the document.
 * Pure. */
#ifndef SSE_SOURCE_RECORDS_DC_H
#define SSE_SOURCE_RECORDS_DC_H

#include "source/fields.h"

/* The rank of a value whose element has `rank`: lower for the time of a deposit, 0 for what only says who
 * made it. Pure. */
int records_dc_rank(field which, int rank, sse_str text);

#endif
