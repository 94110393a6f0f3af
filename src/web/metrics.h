/* Private to web/: what the server has done, counted for Prometheus. */
#ifndef SSE_WEB_METRICS_H
#define SSE_WEB_METRICS_H

#include "web/answer.h"

#include <stdatomic.h>

enum { METRICS_CLASSES = 6, METRICS_BUCKETS = 10 };

/* All zero at first; any thread counts. */
struct metrics {
  atomic_ulong requests[METRICS_CLASSES];  /* by the first digit of their status */
  atomic_ulong durations[METRICS_BUCKETS]; /* of requests that took at most so long */
  atomic_ulong microseconds;               /* of all requests */
  atomic_ulong cut_off;                    /* searches */
  atomic_ulong refused;                    /* connections closed because they were slow */
  atomic_ulong turned_away;                /* connections that were too many */
  atomic_ulong open;                       /* requests at hand */
  atomic_ulong hits, misses;               /* of the cache */
};

void metrics_count(struct metrics *metrics, unsigned status, uint64_t microseconds);
/* What others count. */
struct metrics_others {
  uint64_t swaps;
  size_t waiting;     /* searches, */
  size_t connections; /* and connections there are */
  size_t cached;      /* bytes */
};

/* In Prometheus' text format 0.0.4. */
void metrics_put(struct metrics *metrics, const struct metrics_others *others, FILE *out);

#endif
