/* Private to source/: what repositories add to a Dublin Core record about their own work.
 * It is in elements of the same names as those that describe the document.
 * Pure. */
#ifndef SSE_SOURCE_RECORDS_DC_H
#define SSE_SOURCE_RECORDS_DC_H

#include "source/fields.h"

/* The rank of a value whose element has `rank`: lower for the time of a deposit, 0 for a statement of who
 * made it. Pure. */
int records_dc_rank(field which, int rank, sse_str text);

#endif
