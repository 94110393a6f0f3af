/* Private to library/: what its files share.
 * The public interface is include/ssesearch.h, the only header of ours that users see.
 * Its names begin with ssesearch_, and nothing else leaves the library. */
#ifndef SSE_LIBRARY_H
#define SSE_LIBRARY_H

#include "base/status.h"
#include "ssesearch.h"

/* The public code of a status, and its message in `to`; NULL is allowed. */
ssesearch_code library_code(sse_status status, const sse_error *from, ssesearch_error *to);

#endif
