/* Private to library/: what its files share.
 * The public interface is include/ssesearch.h, the only header of ours that users see.
 * All exported names are in it and begin with ssesearch_. */
#ifndef SSE_LIBRARY_H
#define SSE_LIBRARY_H

#include "base/status.h"
#include "ssesearch.h"

/* The public code of a status; copies code and message to `to`, which may be NULL. */
ssesearch_code library_code(sse_status status, const sse_error *from, ssesearch_error *to);

#endif
