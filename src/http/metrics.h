/* Private to http/: what a server has done, counted for Prometheus.
 * Each counter is one atomic number, so that requests do not wait for each other.
 */
#ifndef SSE_HTTP_METRICS_H
#define SSE_HTTP_METRICS_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { METRICS_CLASSES = 6, METRICS_BUCKETS = 10 };

/* All zero at first; any thread counts. */
struct metrics {
  atomic_ulong requests[METRICS_CLASSES];  /* by the first digit of their status */
  atomic_ulong durations[METRICS_BUCKETS]; /* of requests that took at most so long */
  atomic_ulong microseconds;               /* of all requests */
  atomic_ulong closed;                     /* connections that were slow */
  atomic_ulong turned_away;                /* connections that were too many */
  atomic_ulong open;                       /* requests at hand */
};

void metrics_count(struct metrics *metrics, unsigned status, uint64_t microseconds);
/* In Prometheus' text format 0.0.4; `connections` is how many there are. */
void metrics_put(struct metrics *metrics, size_t connections, const char *prefix, FILE *out);

#endif
