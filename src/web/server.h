/* Private to web/: the state that all requests share.
 * start.c creates it.
 * Any thread may read it, and update the counters. */
#ifndef SSE_WEB_SERVER_H
#define SSE_WEB_SERVER_H

#include "base/str.h"
#include "http/cache.h"
#include "http/http.h"
#include "web/brand.h"
#include "web/missed.h"
#include "web/pool.h"

#include <stdatomic.h>

struct server {
  const serve_options *options;
  struct pool *pool;
  struct cache *cache;      /* NULL for none */
  struct http_server *http; /* NULL until it listens */
  struct brand brand;
  uint64_t identity;         /* a hash of program and options; part of keys and ETags */
  sse_str prefix;            /* of paths that a proxy passes on: "/archive"; may be empty */
  struct missed *missed;     /* records searches that found nothing; NULL if they are not kept */
  unsigned long ticks;       /* seconds since the start, approximately */
  atomic_ulong hits, misses; /* of the cache */
  atomic_ulong cut_off;      /* searches that took too long */
};

#endif
