/* Health and metrics, the latter in Prometheus' text format 0.0.4: what HTTP counts, and what is ours.
 * Nothing here waits for a search.
 */
#include "web/operator.h"
#include "web/answer.h"

#include <string.h>

static void put(FILE *out, const char *name, const char *type, const char *help, double value) {
  char whole[128];
  (void)snprintf(whole, sizeof whole, "ssesearch_%s", name); /* fits */
  http_put_metric(out, whole, type, help, value);
}

static void put_metrics(struct server *server, FILE *out) {
  if (server->http) http_put_metrics(server->http, "ssesearch_", out);
  put(out, "searches_cut_off_total", "counter", "Searches that took longer than they may.",
      (double)atomic_load(&server->cut_off));
  put(out, "searches_waiting", "gauge", "Searches that wait for others to end.",
      (double)pool_waiting(server->pool));
  put(out, "index_swaps_total", "counter", "Times another index was taken up.",
      (double)pool_swaps(server->pool));
  put(out, "cache_hits_total", "counter", "Answers that had been made before and were kept.",
      (double)atomic_load(&server->hits));
  put(out, "cache_misses_total", "counter", "Answers that had to be made.",
      (double)atomic_load(&server->misses));
  put(out, "cache_bytes", "gauge", "Size of the answers that are kept.", (double)cache_size(server->cache));
}

bool operator_answer(struct server *server, const char *path, http_answer *answer) {
  bool is_health = strcmp(path, "/healthz") == 0;
  if (!is_health && strcmp(path, "/metrics") != 0) return false;
  FILE *out = open_memstream(&answer->body, &answer->length);
  answer->type = is_health ? "text/plain; charset=utf-8" : "text/plain; version=0.0.4; charset=utf-8";
  if (out && is_health) (void)fputs("ok\n", out); /* fclose tells */
  if (out && !is_health) put_metrics(server, out);
  if (!out || fclose(out) != 0) answer->status = ANSWER_UNAVAILABLE;
  return true;
}
