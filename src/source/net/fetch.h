/* Private to source/: fetching where each redirect is judged by who asks.
 * What a fetch is stands in source.h.
 * Who may be asked at all, private addresses left aside, is the caller's to say. */
#ifndef SSE_SOURCE_NET_FETCH_H
#define SSE_SOURCE_NET_FETCH_H

#include "source/source.h"

/* Says whether an address may be asked that a redirect leads to; it may fetch meanwhile. */
typedef struct fetch_judge {
  void *context;
  sse_status (*allow)(void *context, sse_str address, sse_error *err);
} fetch_judge;

/* As source_fetch; the first redirect that `judge` does not allow ends it with the error that it gives. NULL
 * allows all. */
sse_status fetch_judged(source_fetcher *fetcher, const char *address, const source_options *options,
                        const fetch_judge *judge, source_fetched *fetched, sse_error *err);

#endif
