/* Private to source/: fetching what is at an address, as it is; the caller may judge each redirect.
 * source.h describes a fetch as such.
 * Which addresses may be requested, apart from private ones, is the caller's decision. */
#ifndef SSE_SOURCE_NET_FETCH_H
#define SSE_SOURCE_NET_FETCH_H

#include "source/source.h"

/* Decides whether a redirect to an address may be followed; it may itself fetch meanwhile. */
typedef struct fetch_judge {
  void *context;
  sse_status (*allow)(void *context, sse_str address, sse_error *err);
} fetch_judge;

/* As source_fetch, but fetches just what is at the address: neither the feed of a page nor, with
 * options->oai, the records of a server. The first redirect that `judge` does not allow ends the fetch with
 * the judge's error; NULL allows all. */
sse_status fetch_plain(source_fetcher *fetcher, const char *address, const source_options *options,
                       const fetch_judge *judge, source_fetched *fetched, sse_error *err);

#endif
