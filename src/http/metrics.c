/* Updates the counters, each by one atomic addition, and writes them in Prometheus' text format 0.0.4.
 * Each name is a prefix, which the program chooses, and the name of the counter.
 */
#include "http/metrics.h"
#include "http/http.h"

/* The buckets' upper bounds, in seconds; the last has none. */
static const double bounds[METRICS_BUCKETS - 1] = {0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5};

void metrics_count(struct metrics *metrics, unsigned status, uint64_t microseconds) {
  size_t class = status / 100 < METRICS_CLASSES ? status / 100 : 0, bucket = 0;
  while (bucket < METRICS_BUCKETS - 1 && (double)microseconds > bounds[bucket] * 1e6)
    bucket++;
  atomic_fetch_add(&metrics->requests[class], 1);
  atomic_fetch_add(&metrics->durations[bucket], 1);
  atomic_fetch_add(&metrics->microseconds, microseconds);
}

void http_put_metric(FILE *out, const char *name, const char *type, const char *help, double value) {
  enum { DIGITS = 15 }; /* whole numbers below 2^53 stay whole */
  (void)fprintf(out, "# HELP %s %s\n# TYPE %s %s\n%s %.*g\n", name, help, name, type, name, DIGITS, value);
}

static void put_one(FILE *out, const char *prefix, const char *name, const char *type, const char *help,
                    unsigned long value) {
  char whole[128];
  (void)snprintf(whole, sizeof whole, "%s%s", prefix, name);
  http_put_metric(out, whole, type, help, (double)value);
}

static void put_requests(struct metrics *metrics, const char *prefix, FILE *out) {
  (void)fprintf(
      out, "# HELP %srequests_total Requests served, by class of status.\n# TYPE %srequests_total counter\n",
      prefix, prefix);
  for (size_t i = 1; i < METRICS_CLASSES; i++)
    (void)fprintf(out, "%srequests_total{code=\"%zuxx\"} %lu\n", prefix, i,
                  atomic_load(&metrics->requests[i]));
}

static void put_durations(struct metrics *metrics, const char *prefix, FILE *out) {
  unsigned long all = 0;
  (void)fprintf(
      out, "# HELP %srequest_seconds How long requests took to serve.\n# TYPE %srequest_seconds histogram\n",
      prefix, prefix);
  for (size_t i = 0; i < METRICS_BUCKETS; i++) {
    all += atomic_load(&metrics->durations[i]);
    if (i < METRICS_BUCKETS - 1) {
      (void)fprintf(out, "%srequest_seconds_bucket{le=\"%g\"} %lu\n", prefix, bounds[i], all);
    } else {
      (void)fprintf(out, "%srequest_seconds_bucket{le=\"+Inf\"} %lu\n", prefix, all);
    }
  }
  (void)fprintf(out, "%srequest_seconds_sum %g\n%srequest_seconds_count %lu\n", prefix,
                (double)atomic_load(&metrics->microseconds) / 1e6, prefix, all);
}

void metrics_put(struct metrics *metrics, size_t connections, const char *prefix, FILE *out) {
  put_requests(metrics, prefix, out);
  put_durations(metrics, prefix, out);
  put_one(out, prefix, "connections_closed_total", "counter",
          "Connections closed because the client was too slow.", atomic_load(&metrics->closed));
  put_one(out, prefix, "connections_refused_total", "counter",
          "Connections refused because there were too many.", atomic_load(&metrics->turned_away));
  put_one(out, prefix, "requests_open", "gauge", "Requests being served.", atomic_load(&metrics->open));
  put_one(out, prefix, "connections_open", "gauge", "Open connections.", connections);
}
