/* Health and metrics, the latter in Prometheus' text format 0.0.4: those of the HTTP server and those of the
 * search. Nothing here waits for a search. While all indexes are in use, the metrics of the archive are left
 * out. */
#include "web/operator.h"
#include "web/answer.h"

#include <string.h>
#include <time.h>

#define PLAIN "text/plain; charset=utf-8"

static void put(FILE *out, const char *name, const char *type, const char *help, double value) {
  char whole[128];
  (void)snprintf(whole, sizeof whole, "ssesearch_%s", name); /* fits */
  http_put_metric(out, whole, type, help, value);
}

/* ---- The archive -------------------------------------------------------------------------------- */

/* The totals of all archives, and the worst of their last runs, since that needs attention. */
struct state {
  size_t items, sources, failing, quiet;
  int64_t last_run; /* seconds since 1970; 0: unknown */
  int result;       /* the exit code of sseindex */
};

static void add_archive(const index_stats *stats, struct state *state) {
  const index_last_run *run = &stats->last_run;
  size_t failing = 0;
  state->items += stats->items;
  state->sources += stats->sources_read.count;
  for (size_t i = 0; i < stats->sources_read.count; i++) {
    failing += stats->sources_read.states[i].failed > 0;
    state->quiet += stats->sources_read.states[i].is_quiet;
  }
  /* A source that never answered counts only in the last run, and that run may have read only a few
   * sources. */
  state->failing += failing > run->report.failed ? failing : run->report.failed;
  if (run->ended > 0 && (state->last_run == 0 || run->ended < state->last_run)) state->last_run = run->ended;
  if (run->ended > 0 && run->exit_code > state->result) state->result = run->exit_code;
}

static sse_status read_state(const index_db *index, struct state *state, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < index_archive_count(index) && !status; i++) {
    index_stats stats;
    status = index_describe_runs(index_archive(index, i), &stats, err);
    if (!status) add_archive(&stats, state);
    index_stats_reset(&stats);
  }
  return status;
}

static void put_archive(struct server *server, FILE *out) {
  enum { PATIENCE = 100, LIMIT = 5000 /* milliseconds */ };
  struct state state = {0};
  struct pool_index *taken;
  sse_error ignored;
  if (pool_take(server->pool, PATIENCE, &taken, &ignored)) return;
  index_limit_time(taken->index, LIMIT);
  sse_status status = read_state(taken->index, &state, &ignored);
  pool_give(server->pool, taken);
  if (status) return;
  put(out, "items", "gauge", "Items in the archive.", (double)state.items);
  put(out, "sources", "gauge", "Sources the items were read from.", (double)state.sources);
  put(out, "sources_failing", "gauge", "Sources that could not be read in the last run.",
      (double)state.failing);
  put(out, "sources_quiet", "gauge", "Sources that have had nothing new for longer than the configured time.",
      (double)state.quiet);
  if (state.last_run == 0) return;
  put(out, "index_age_seconds", "gauge", "Time since the last run of sseindex ended.",
      (double)(time(NULL) - state.last_run));
  put(out, "last_run_result", "gauge",
      "How the last run ended: 0 all was indexed, 1 some input was skipped, 2 nothing changed because of an "
      "error.",
      state.result);
}

/* ---- All metrics -------------------------------------------------------------------------------- */

static void put_metrics(struct server *server, FILE *out) {
  if (server->http) http_put_metrics(server->http, "ssesearch_", out);
  put(out, "searches_cut_off_total", "counter", "Searches cut off by the time limit.",
      (double)atomic_load(&server->cut_off));
  put(out, "searches_waiting", "gauge", "Searches waiting for others to end.",
      (double)pool_waiting(server->pool));
  put(out, "index_swaps_total", "counter", "Times a new index was loaded.", (double)pool_swaps(server->pool));
  put(out, "cache_hits_total", "counter", "Responses served from the cache.",
      (double)atomic_load(&server->hits));
  put(out, "cache_misses_total", "counter", "Responses not in the cache.",
      (double)atomic_load(&server->misses));
  put(out, "cache_bytes", "gauge", "Size of the cached responses.", (double)cache_size(server->cache));
  put_archive(server, out);
}

static bool is_health_of(const char *path) {
  return strcmp(path, "/healthz") == 0;
}

bool operator_has(const char *path) {
  return is_health_of(path) || strcmp(path, "/metrics") == 0;
}

bool operator_answer(struct server *server, const char *path, http_answer *answer) {
  const bool is_health = is_health_of(path);
  if (!operator_has(path)) return false;
  FILE *out = open_memstream(&answer->body, &answer->length);
  answer->type = is_health ? PLAIN : "text/plain; version=0.0.4; charset=utf-8";
  if (out && is_health) (void)fputs("ok\n", out); /* fclose reports errors */
  if (out && !is_health) put_metrics(server, out);
  if (!out || fclose(out) != 0) answer->status = ANSWER_UNAVAILABLE;
  return true;
}

/* Answers with one line instead of what was asked for. */
static void tell(unsigned status, const char *what, http_answer *answer) {
  FILE *out = open_memstream(&answer->body, &answer->length);
  answer->status = status;
  answer->type = PLAIN;
  if (!out) return; /* the status must do */
  (void)fprintf(out, "%s\n", what);
  (void)fclose(out); /* as above */
}

void operator_answer_alone(void *context, const http_request *request, http_answer *answer) {
  if (!operator_answer(context, request->path, answer))
    tell(ANSWER_NOT_FOUND, "only /metrics and /healthz are here", answer);
}

void operator_refuse(void *context, const http_request *request, unsigned status, const char *why,
                     http_answer *answer) {
  (void)context;
  (void)request;
  tell(status, why, answer);
}
