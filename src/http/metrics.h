/* Private to http/: the server's metrics for Prometheus.
 * Each counter is one atomic number, so that requests do not wait for each other.
 */
#ifndef SSE_HTTP_METRICS_H
#define SSE_HTTP_METRICS_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { METRICS_CLASSES = 6, METRICS_BUCKETS = 10 };

/* Initially all zero; any thread may count. */
struct metrics {
  atomic_ulong requests[METRICS_CLASSES];  /* by the first digit of the status */
  atomic_ulong durations[METRICS_BUCKETS]; /* histogram of the time that requests took */
  atomic_ulong microseconds;               /* of all requests */
  atomic_ulong closed;                     /* connections that were too slow */
  atomic_ulong turned_away;                /* connections over the limit */
  atomic_ulong open;                       /* requests being answered */
};

void metrics_count(struct metrics *metrics, unsigned status, uint64_t microseconds);
/* Writes all metrics in Prometheus' text format 0.0.4; `connections` is the number of open ones. */
void metrics_put(struct metrics *metrics, size_t connections, const char *prefix, FILE *out);

#endif
