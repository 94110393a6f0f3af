/* What an index holds, for people and scripts.
 * Long lists are cut for people; scripts get them whole.
 * Times are in UTC, in ISO 8601. */
#include "base/url.h"
#include "render/render.h"
#include "render/value.h"

#include <time.h>

enum { ROWS = 12 /* per list */ };

static const char *result_text(int exit_code) {
  static const char *const texts[] = {"all was indexed", "some input was skipped",
                                      "nothing changed because of an error"};
  bool known = exit_code >= 0 && exit_code < (int)(sizeof texts / sizeof *texts);
  return known ? texts[exit_code] : "unknown";
}

static void put_counts(FILE *out, const char *heading, const char *none, const index_counts *counts) {
  (void)fprintf(out, "%s\n", heading);
  for (size_t i = 0; i < counts->count && i < ROWS; i++) {
    (void)fprintf(out, "%10zu  ", counts->counts[i].count);
    render_plain(out, *counts->counts[i].name ? counts->counts[i].name : none);
    (void)fputc('\n', out);
  }
  if (counts->count > ROWS) (void)fprintf(out, "            and %zu more\n", counts->count - ROWS);
}

static size_t sum_of(const index_losses *losses, source_loss_kind kind) {
  size_t sum = 0;
  for (size_t i = 0; i < losses->count; i++)
    if (losses->losses[i].kind == kind) sum += losses->losses[i].count;
  return sum;
}

void render_losses(FILE *out, const index_losses *losses) {
  static const struct {
    source_loss_kind kind;
    const char *one, *many;
  } kinds[] = {{SOURCE_PASSED_OVER, "file passed over", "files passed over"},
               {SOURCE_NOT_TAKEN, "text of columns, keys and elements not taken",
                "texts of columns, keys and elements not taken"},
               {SOURCE_DROPPED, "field left out of its item", "fields left out of their items"},
               {SOURCE_WITHHELD, "item that is not public passed over (drafts = yes takes it)",
                "items that are not public passed over (drafts = yes takes them)"},
               {SOURCE_NOT_ASKED, "page not followed", "pages not followed"}};
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    size_t sum = sum_of(losses, kinds[k].kind);
    const char *between = ": ";
    if (sum > 0) (void)fprintf(out, "%zu %s", sum, sum == 1 ? kinds[k].one : kinds[k].many);
    for (size_t i = 0; i < losses->count; i++) {
      const index_loss *loss = &losses->losses[i];
      if (loss->kind != kinds[k].kind) continue;
      (void)fprintf(out, "%s%zu ", between, loss->count);
      render_plain(out, loss->name);
      if (*loss->reason) (void)fprintf(out, " (%s)", loss->reason);
      between = ", ";
    }
    if (sum > 0) (void)fputc('\n', out);
  }
}

static const char *day_text(int64_t seconds, char out[RENDER_TIME_SIZE]) {
  time_t time = (time_t)seconds;
  struct tm parts;
  if (seconds == 0 || !gmtime_r(&time, &parts) || strftime(out, RENDER_TIME_SIZE, "%Y-%m-%d", &parts) == 0)
    (void)snprintf(out, RENDER_TIME_SIZE, "-"); /* always fits */
  return out;
}

/* Adds ", ", the words and a text from the index, unless it is NULL. */
static void put_detail(FILE *out, const char *words, const char *text) {
  if (!text) return;
  (void)fprintf(out, ", %s", words);
  render_plain(out, text);
}

/* Writes a path, or an address without its password. */
static void put_place(FILE *out, const char *place) {
  sse_buffer shown = {0};
  sse_url_append_redacted(&shown, sse_str_of(place));
  render_plain(out, shown.failed || !shown.data ? "" : shown.data);
  sse_buffer_reset(&shown);
}

/* Writes a line for each source. */
static void put_sources(FILE *out, const index_source_states *sources) {
  char answered[RENDER_TIME_SIZE], added[RENDER_TIME_SIZE];
  (void)fprintf(out, "\n     items  last answer  last new    read from\n");
  for (size_t i = 0; i < sources->count; i++) {
    const index_source_state *state = &sources->states[i];
    size_t not_taken = 0;
    (void)fprintf(out, "%10zu  %-11s  %-10s  ", state->items, day_text(state->last_answer, answered),
                  day_text(state->last_new, added));
    put_place(out, state->place);
    put_detail(out, "", state->format);
    put_detail(out, "group ", state->group);
    if (state->failed > 0)
      (void)fprintf(out, ", failed in the last %zu %s", state->failed, state->failed == 1 ? "run" : "runs");
    for (size_t k = 0; k < state->losses.count; k++)
      not_taken += state->losses.losses[k].count;
    if (not_taken > 0) (void)fprintf(out, ", %zu not taken", not_taken);
    (void)fputc('\n', out);
  }
}

void render_stats_text(FILE *out, const index_stats *stats) {
  const index_report *last = &stats->last_run.report;
  (void)fprintf(out, "%zu %s of %zu %s, %.1f MB\n", stats->items, stats->items == 1 ? "item" : "items",
                stats->files, stats->files == 1 ? "file" : "files", (double)stats->bytes / 1e6);
  if (stats->gone > 0)
    (void)fprintf(out, "%zu of them are gone from their source; --prune removes them\n", stats->gone);
  if (stats->last_run.ended > 0) {
    char ended[RENDER_TIME_SIZE];
    (void)fprintf(out, "last run: %s, %s\n", render_time(stats->last_run.ended, ended),
                  result_text(stats->last_run.exit_code));
    (void)fprintf(out,
                  "  %zu added, %zu updated, %zu removed, %zu unchanged, %zu skipped, %zu sources failed\n",
                  last->added, last->updated, last->removed, last->unchanged, last->skipped, last->failed);
    render_losses(out, &last->losses);
  }
  if (stats->withdrawn_count > 0)
    (void)fprintf(out, "%zu withdrawn %s read in again\n", stats->withdrawn_count,
                  stats->withdrawn_count == 1 ? "item is not" : "items are not");
  put_counts(out, "\nsource", "(none)", &stats->sources);
  put_counts(out, "\nlanguage", "(not known)", &stats->languages);
  put_counts(out, "\nyear", "(no date)", &stats->years);
  if (stats->sizes.count > 0) put_counts(out, "\nbytes", "", &stats->sizes);
  put_sources(out, &stats->sources_read);
}

/* jansson treats a NULL value as a failure, so a chain of these calls needs one check at the end. */
static json_t *counts_json(const index_counts *counts) {
  json_t *array = json_array();
  int failed = 0;
  for (size_t i = 0; i < counts->count; i++) {
    const index_count *count = &counts->counts[i];
    json_t *pair = *count->name
                       ? json_pack("{s:s, s:I}", "name", count->name, "items", (json_int_t)count->count)
                       : json_pack("{s:n, s:I}", "name", "items", (json_int_t)count->count);
    failed |= json_array_append_new(array, pair);
  }
  return render_made(array, failed);
}

/* Bytes by purpose. */
static json_t *sizes_json(const index_counts *sizes) {
  json_t *object = json_object();
  int failed = 0;
  for (size_t i = 0; i < sizes->count; i++)
    failed |=
        json_object_set_new(object, sizes->counts[i].name, json_integer((json_int_t)sizes->counts[i].count));
  return render_made(object, failed);
}

/* What was left out, as objects with `kind`, `name`, `reason` and `count`. */
static json_t *losses_json(const index_losses *losses) {
  static const char *const kinds[] = {[SOURCE_PASSED_OVER] = "passed over",
                                      [SOURCE_NOT_TAKEN] = "not taken",
                                      [SOURCE_DROPPED] = "left out",
                                      [SOURCE_WITHHELD] = "withheld",
                                      [SOURCE_NOT_ASKED] = "not followed"};
  json_t *array = json_array();
  int failed = 0;
  for (size_t i = 0; i < losses->count; i++) {
    const index_loss *loss = &losses->losses[i];
    failed |= json_array_append_new(array, json_pack("{s:s, s:s, s:s, s:I}", "kind", kinds[loss->kind],
                                                     "name", loss->name, "reason", loss->reason, "count",
                                                     (json_int_t)loss->count));
  }
  return render_made(array, failed);
}

static json_t *last_run_json(const index_last_run *run) {
  char started[RENDER_TIME_SIZE], ended[RENDER_TIME_SIZE];
  const index_report *report = &run->report;
  return json_pack("{s:s, s:s, s:i, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:o}", "started",
                   render_time(run->started, started), "ended", render_time(run->ended, ended), "exit",
                   run->exit_code, "result", result_text(run->exit_code), "added", (json_int_t)report->added,
                   "updated", (json_int_t)report->updated, "removed", (json_int_t)report->removed,
                   "unchanged", (json_int_t)report->unchanged, "skipped", (json_int_t)report->skipped,
                   "failed", (json_int_t)report->failed, "not_taken", losses_json(&report->losses));
}

/* JSON null for a text or time that is not known. */
static json_t *text_json(const char *text) {
  return text ? json_string(text) : json_null();
}

static json_t *place_json(const char *place) {
  sse_buffer shown = {0};
  sse_url_append_redacted(&shown, sse_str_of(place));
  json_t *text = shown.failed ? NULL : render_text_value(sse_buffer_str(&shown));
  sse_buffer_reset(&shown);
  return text;
}

static json_t *time_json(int64_t seconds) {
  char text[RENDER_TIME_SIZE];
  return seconds > 0 ? json_string(render_time(seconds, text)) : json_null();
}

static json_t *sources_json(const index_source_states *sources) {
  json_t *array = json_array();
  int failed = 0;
  for (size_t i = 0; i < sources->count; i++) {
    const index_source_state *state = &sources->states[i];
    failed |= json_array_append_new(
        array, json_pack("{s:o, s:o, s:o, s:o, s:I, s:o, s:o, s:I, s:o}", "place", place_json(state->place),
                         "format", text_json(state->format), "label", text_json(state->label), "group",
                         text_json(state->group), "items", (json_int_t)state->items, "last_answer",
                         time_json(state->last_answer), "last_new", time_json(state->last_new), "failed",
                         (json_int_t)state->failed, "not_taken", losses_json(&state->losses)));
  }
  return render_made(array, failed);
}

/* Withdrawn items, as objects with `id`, `since` and `reason`. */
static json_t *withdrawn_json(const index_stats *stats) {
  json_t *array = json_array();
  int failed = 0;
  for (size_t i = 0; i < stats->withdrawn_count; i++) {
    const index_withdrawal *one = &stats->withdrawn[i];
    failed |=
        json_array_append_new(array, json_pack("{s:o, s:o, s:o}", "id", text_json(one->id), "since",
                                               time_json(one->since), "reason", text_json(one->reason)));
  }
  return render_made(array, failed);
}

sse_status render_stats_json(FILE *out, const index_stats *stats, bool with_sources, sse_error *err) {
  json_t *object = json_object();
  int failed = json_object_set_new(object, "items", json_integer((json_int_t)stats->items));
  failed |= json_object_set_new(object, "gone", json_integer((json_int_t)stats->gone));
  failed |= json_object_set_new(object, "files", json_integer((json_int_t)stats->files));
  failed |= json_object_set_new(object, "bytes", json_integer((json_int_t)stats->bytes));
  if (stats->last_run.ended > 0)
    failed |= json_object_set_new(object, "last_run", last_run_json(&stats->last_run));
  failed |= json_object_set_new(object, "sources", counts_json(&stats->sources));
  failed |= json_object_set_new(object, "languages", counts_json(&stats->languages));
  failed |= json_object_set_new(object, "years", counts_json(&stats->years));
  if (stats->sizes.count > 0) failed |= json_object_set_new(object, "sizes", sizes_json(&stats->sizes));
  if (with_sources) {
    failed |= json_object_set_new(object, "withdrawn", withdrawn_json(stats));
    failed |= json_object_set_new(object, "sources_read", sources_json(&stats->sources_read));
  }
  return render_value(out, render_made(object, failed), with_sources ? JSON_INDENT(2) : JSON_COMPACT, err);
}
