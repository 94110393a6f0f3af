/* Private to web/: what all requests share.
 * It is made once, in start.c.
 * Any thread reads it, and counts. */
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
  uint64_t identity;     /* tells program and options from others, so that a restart with others is seen */
  sse_str prefix;        /* of paths, as a proxy passes them: "/archive"; may be empty */
  struct missed *missed; /* searches that found nothing; NULL where they are not kept */
  unsigned long ticks;   /* seconds that it has run, about */
  atomic_ulong hits, misses; /* of the cache */
  atomic_ulong cut_off;      /* searches */
};

#endif
