/* Private to serve/: what the server has done, counted for Prometheus. */
#ifndef SSE_SERVE_METRICS_H
#define SSE_SERVE_METRICS_H

#include "serve/answer.h"

#include <stdatomic.h>

enum { METRICS_CLASSES = 6, METRICS_BUCKETS = 10 };

/* All zero at first; any thread counts. */
struct metrics {
  atomic_ulong requests[METRICS_CLASSES];  /* by the first digit of their status */
  atomic_ulong durations[METRICS_BUCKETS]; /* of requests that took at most so long */
  atomic_ulong microseconds;               /* of all requests */
  atomic_ulong cut_off;                    /* searches */
  atomic_ulong refused;                    /* connections closed because they were slow */
  atomic_ulong open;                       /* requests at hand */
  atomic_ulong hits, misses;               /* of the cache */
};

void metrics_count(struct metrics *metrics, unsigned status, uint64_t microseconds);
/* In Prometheus' text format 0.0.4. `cached` is the size of the cache. */
void metrics_put(struct metrics *metrics, uint64_t swaps, size_t connections, size_t cached, FILE *out);

#endif
