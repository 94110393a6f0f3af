/* The API: answers in JSON, as the OpenAPI document at /api describes them; errors as problem details. */
#include "render/value.h"
#include "web/answer.h"

#include <string.h>

/* Without words and filters all items are listed. Of those that have words none that count, nothing is. */
static bool asks_for_all(const struct request *request) {
  const char *query = request_text_of(request, REQUEST_Q);
  return strspn(query, " \t\r\n") == strlen(query);
}

static sse_status check_fields(const struct request *request, sse_error *err) {
  sse_str unknown;
  if (render_has_fields(request_text_of(request, REQUEST_FIELDS), &unknown)) return SSE_OK;
  return sse_fail(err, SSE_INVALID, "there is no field '%.*s'; see /api", (int)unknown.length, unknown.data);
}

/* The format that a request asks for, which is one of ours by now. */
static render_format format_of(const struct request *request) {
  const char *name = request_text_of(request, REQUEST_FORMAT);
  for (size_t i = 0; render_format_names[i]; i++)
    if (strcmp(name, render_format_names[i]) == 0) return (render_format)i;
  return RENDER_JSON;
}

sse_status api_search(const struct call *call, sse_error *err) {
  const struct request *request = call->request;
  const search_options options = {.facets = request->facets,
                                  .all_items = true,
                                  .everything = asks_for_all(request),
                                  .explain = request->explain,
                                  .stories = request->stories,
                                  .typing = request->typing,
                                  .suggest = !request->typing};
  const render_options shown = {.archive_link = call->options->archive_link,
                                .fields = request_text_of(request, REQUEST_FIELDS)};
  search_results results = {0};
  sse_status status = check_fields(request, err);
  if (!status && *shown.fields && format_of(request) == RENDER_CSV)
    status = sse_fail(err, SSE_INVALID, "'fields' are of json and jsonl; a table has all its columns");
  if (!status) status = answer_search(call, &options, &results, err);
  if (!status) status = render_results(call->out, format_of(request), &results, &shown, err);
  search_results_reset(&results);
  return status;
}

sse_status api_item(const struct call *call, sse_error *err) {
  const render_options shown = {.archive_link = call->options->archive_link,
                                .fields = request_text_of(call->request, REQUEST_FIELDS)};
  search_hit item = {0};
  sse_status status = check_fields(call->request, err);
  if (!status) status = search_item(call->index->index, call->rest, false, &item, err);
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

static json_t *completions_json(const index_counts *completions, size_t most, bool named) {
  json_t *array = json_array();
  for (size_t i = 0; array && i < completions->count && i < most; i++) {
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
static json_t *browser_json(const search_results *results, const index_counts *completions, size_t most) {
  json_t *array = json_array();
  int failed = json_array_append_new(array, json_string(results->query));
  failed |= json_array_append_new(array, completions_json(completions, most, false));
  return render_made(array, failed);
}

static json_t *suggestions_json(const search_results *results, const index_counts *completions, size_t most) {
  json_t *object = json_object();
  int failed = json_object_set_new(object, "query", json_string(results->query));
  if (results->suggestion)
    failed |= json_object_set_new(object, "suggestion", json_string(results->suggestion));
  failed |= json_object_set_new(object, "completions", completions_json(completions, most, true));
  return render_made(object, failed);
}

sse_status api_suggest(const struct call *call, sse_error *err) {
  const search_options options = {.suggest = true, .ids_only = true};
  const bool for_browser = strcmp(request_text_of(call->request, REQUEST_FORMAT), "opensearch") == 0;
  const size_t most = call->request->limit;
  search_results results;
  index_counts completions = {0};
  sse_status status = answer_search(call, &options, &results, err);
  if (!status)
    status =
        search_complete(call->index->index, request_text_of(call->request, REQUEST_Q), &completions, err);
  if (!status) {
    json_t *all = for_browser ? browser_json(&results, &completions, most)
                              : suggestions_json(&results, &completions, most);
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
