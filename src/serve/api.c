/* The API: answers in JSON, as the OpenAPI document at /api describes them; errors as problem details. */
#include "render/value.h"
#include "serve/answer.h"

#include <string.h>

sse_status api_search(const struct call *call, sse_error *err) {
  const search_options options = {.facets = call->request->facets,
                                  .all_items = true,
                                  .explain = call->request->explain,
                                  .stories = call->request->stories,
                                  .suggest = true};
  const render_options shown = {.archive_link = call->options->archive_link};
  search_results results;
  sse_status status = answer_search(call, &options, &results, err);
  if (!status) status = render_json(call->out, &results, &shown, err);
  search_results_reset(&results);
  return status;
}

sse_status api_item(const struct call *call, sse_error *err) {
  const render_options shown = {.archive_link = call->options->archive_link};
  search_hit item;
  sse_status status = search_item(call->index->index, call->rest, false, &item, err);
  if (!status) status = render_item_json(call->out, &item, &shown, err);
  search_hit_reset(&item);
  return status;
}

sse_status api_stats(const struct call *call, sse_error *err) {
  index_stats stats;
  sse_status status = index_describe(call->index->index, &stats, err);
  if (!status) status = render_stats_json(call->out, &stats, false, err);
  index_stats_reset(&stats);
  return status;
}

/* ---- Suggestions -------------------------------------------------------------------------------- */

static json_t *completions_json(const index_counts *completions, bool named) {
  json_t *array = json_array();
  for (size_t i = 0; array && i < completions->count; i++) {
    const index_count *one = &completions->counts[i];
    json_t *value = named ? json_pack("{s:s, s:I}", "query", one->name, "items", (json_int_t)one->count)
                          : json_string(one->name);
    if (json_array_append_new(array, value) == 0) continue;
    json_decref(array);
    array = NULL;
  }
  return array;
}

/* As browsers take them for their search box (OpenSearch Suggestions 1.1): query, then completions. */
static json_t *browser_json(const search_results *results, const index_counts *completions) {
  json_t *array = json_array();
  int failed = json_array_append_new(array, json_string(results->query));
  failed |= json_array_append_new(array, completions_json(completions, false));
  return render_made(array, failed);
}

static json_t *suggestions_json(const search_results *results, const index_counts *completions) {
  json_t *object = json_object();
  int failed = json_object_set_new(object, "query", json_string(results->query));
  if (results->suggestion)
    failed |= json_object_set_new(object, "suggestion", json_string(results->suggestion));
  failed |= json_object_set_new(object, "completions", completions_json(completions, true));
  return render_made(object, failed);
}

sse_status api_suggest(const struct call *call, sse_error *err) {
  const search_options options = {.suggest = true, .ids_only = true};
  const char *format = request_text_of(call->request, REQUEST_FORMAT);
  bool for_browser = strcmp(format, "opensearch") == 0;
  search_results results;
  index_counts completions = {0};
  if (*format && !for_browser)
    return sse_fail(err, SSE_INVALID, "'format' has to be opensearch, or left out");
  sse_status status = answer_search(call, &options, &results, err);
  if (!status)
    status =
        search_complete(call->index->index, request_text_of(call->request, REQUEST_Q), &completions, err);
  if (!status) {
    json_t *all =
        for_browser ? browser_json(&results, &completions) : suggestions_json(&results, &completions);
    status = render_value(call->out, all, JSON_COMPACT, err);
  }
  index_counts_reset(&completions);
  search_results_reset(&results);
  return status;
}

/* ---- Errors ------------------------------------------------------------------------------------- */

static const char *title_of(unsigned status) {
  switch (status) {
  case ANSWER_BAD_REQUEST:
    return "Bad Request";
  case ANSWER_NOT_FOUND:
    return "Not Found";
  case ANSWER_BAD_METHOD:
    return "Method Not Allowed";
  case ANSWER_TOO_LARGE:
    return "Content Too Large";
  case ANSWER_UNAVAILABLE:
    return "Service Unavailable";
  default:
    return "Internal Server Error";
  }
}

sse_status api_problem(FILE *out, unsigned status, const sse_error *error, sse_error *err) {
  return render_value(out,
                      json_pack("{s:s, s:s, s:i, s:s}", "type", "about:blank", "title", title_of(status),
                                "status", (int)status, "detail", error->message),
                      JSON_COMPACT, err);
}
