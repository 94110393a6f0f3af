/* Counters, each by one atomic addition, and how Prometheus reads them (its text format 0.0.4). */
#include "web/metrics.h"

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

static void put_one(FILE *out, const char *name, const char *type, const char *help, unsigned long value) {
  (void)fprintf(out, "# HELP ssesearch_%s %s\n# TYPE ssesearch_%s %s\nssesearch_%s %lu\n", name, help, name,
                type, name, value);
}

void metrics_put(struct metrics *metrics, const struct metrics_others *others, FILE *out) {
  unsigned long all = 0;
  (void)fputs("# HELP ssesearch_requests_total Requests answered, by class of status.\n"
              "# TYPE ssesearch_requests_total counter\n",
              out);
  for (size_t i = 1; i < METRICS_CLASSES; i++)
    (void)fprintf(out, "ssesearch_requests_total{code=\"%zuxx\"} %lu\n", i,
                  atomic_load(&metrics->requests[i]));
  (void)fputs("# HELP ssesearch_request_seconds How long requests took until they were answered.\n"
              "# TYPE ssesearch_request_seconds histogram\n",
              out);
  for (size_t i = 0; i < METRICS_BUCKETS; i++) {
    all += atomic_load(&metrics->durations[i]);
    if (i < METRICS_BUCKETS - 1) {
      (void)fprintf(out, "ssesearch_request_seconds_bucket{le=\"%g\"} %lu\n", bounds[i], all);
    } else {
      (void)fprintf(out, "ssesearch_request_seconds_bucket{le=\"+Inf\"} %lu\n", all);
    }
  }
  (void)fprintf(out, "ssesearch_request_seconds_sum %g\nssesearch_request_seconds_count %lu\n",
                (double)atomic_load(&metrics->microseconds) / 1e6, all);
  put_one(out, "searches_cut_off_total", "counter", "Searches that took longer than they may.",
          atomic_load(&metrics->cut_off));
  put_one(out, "connections_closed_total", "counter", "Connections closed because the client was too slow.",
          atomic_load(&metrics->refused));
  put_one(out, "connections_refused_total", "counter", "Connections refused because there were too many.",
          atomic_load(&metrics->turned_away));
  put_one(out, "index_swaps_total", "counter", "Times another index was taken up.", others->swaps);
  put_one(out, "cache_hits_total", "counter", "Answers that had been made before and were kept.",
          atomic_load(&metrics->hits));
  put_one(out, "cache_misses_total", "counter", "Answers that had to be made.",
          atomic_load(&metrics->misses));
  put_one(out, "cache_bytes", "gauge", "Size of the answers that are kept.", others->cached);
  put_one(out, "requests_open", "gauge", "Requests being answered.", atomic_load(&metrics->open));
  put_one(out, "searches_waiting", "gauge", "Searches that wait for others to end.", others->waiting);
  put_one(out, "connections_open", "gauge", "Connections.", others->connections);
}
