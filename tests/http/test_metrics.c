/* Counters, as Prometheus reads them. */
#include "testing.h"

#include "base/buffer.h"
#include "http/metrics.h"

#include <stdlib.h>
#include <string.h>

static void assert_metrics(struct metrics *metrics, size_t connections, const char *expected) {
  char *text = NULL;
  size_t size = 0;
  sse_buffer values = {0};
  FILE *out = open_memstream(&text, &size);
  assert_non_null(out);
  metrics_put(metrics, connections, "ssesearch_", out);
  assert_int_equal(fclose(out), 0);
  /* Removes the explanations, and the prefix of the names. */
  for (char *line = text, *end; (end = strchr(line, '\n')); line = end + 1)
    if (*line != '#')
      sse_buffer_append(&values, line + strlen("ssesearch_"),
                        (size_t)(end + 1 - line) - strlen("ssesearch_"));
  assert_string_equal(values.data, expected);
  sse_buffer_reset(&values);
  free(text);
}

#define CLASSES(first, second, third, fourth, fifth)                                                         \
  "requests_total{code=\"1xx\"} " first "\nrequests_total{code=\"2xx\"} " second                             \
  "\nrequests_total{code=\"3xx\"} " third "\nrequests_total{code=\"4xx\"} " fourth                           \
  "\nrequests_total{code=\"5xx\"} " fifth "\n"

#define BUCKETS(a, b, c, d, e, f, g, h, i, all)                                                              \
  "request_seconds_bucket{le=\"0.001\"} " a "\nrequest_seconds_bucket{le=\"0.002\"} " b                      \
  "\nrequest_seconds_bucket{le=\"0.005\"} " c "\nrequest_seconds_bucket{le=\"0.01\"} " d                     \
  "\nrequest_seconds_bucket{le=\"0.025\"} " e "\nrequest_seconds_bucket{le=\"0.05\"} " f                     \
  "\nrequest_seconds_bucket{le=\"0.1\"} " g "\nrequest_seconds_bucket{le=\"0.5\"} " h                        \
  "\nrequest_seconds_bucket{le=\"2.5\"} " i "\nrequest_seconds_bucket{le=\"+Inf\"} " all "\n"

#define OTHERS(closed, refused, requests, connections)                                                       \
  "connections_closed_total " closed "\nconnections_refused_total " refused "\nrequests_open " requests      \
  "\nconnections_open " connections "\n"

static void requests_are_counted_by_status_and_time(void **state) {
  static const struct {
    unsigned status;
    uint64_t microseconds;
  } requests[] = {{200, 1000},    {299, 1001},   {304, 25000},   {404, 25001}, {100, 2500000},
                  {503, 2500001}, {599, 500000}, {600, 9000000}, {99, 0}};
  struct metrics metrics = {0};
  (void)state;
  assert_metrics(&metrics, 0,
                 CLASSES("0", "0", "0", "0", "0") BUCKETS(
                     "0", "0", "0", "0", "0", "0", "0", "0", "0",
                     "0") "request_seconds_sum 0\nrequest_seconds_count 0\n" OTHERS("0", "0", "0", "0"));
  for (size_t i = 0; i < sizeof requests / sizeof *requests; i++)
    metrics_count(&metrics, requests[i].status, requests[i].microseconds);
  atomic_store(&metrics.closed, 2);
  atomic_store(&metrics.turned_away, 9);
  atomic_store(&metrics.open, 3);
  assert_metrics(&metrics, 5,
                 CLASSES("1", "2", "1", "1", "2") BUCKETS(
                     "2", "3", "3", "3", "4", "5", "5", "6", "7",
                     "9") "request_seconds_sum 14.552\nrequest_seconds_count 9\n" OTHERS("2", "9", "3", "5"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(requests_are_counted_by_status_and_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
