/* The API: answers in JSON, as the OpenAPI document at /api describes them.
 * Errors are problem details (RFC 9457). Parameters that have no effect together are errors, since a program
 * would not notice that they were ignored. */
#include "render/value.h"
#include "web/completions.h"
#include "web/cursor.h"

#include <string.h>

/* Returns true for an empty query, which lists all items. One that is not empty, but has no words that count,
 * finds nothing. */
static bool asks_for_all(const struct request *request) {
  const char *query = request_text_of(request, REQUEST_Q);
  return strspn(query, " \t\r\n") == strlen(query);
}

sse_status answer_check_fields(const struct request *request, sse_error *err) {
  sse_str unknown;
  if (render_has_fields(request_text_of(request, REQUEST_FIELDS), &unknown)) return SSE_OK;
  return sse_fail(err, SSE_INVALID, "there is no field '%.*s'; see /api", (int)unknown.length, unknown.data);
}

/* The format that a request asks for, which is known to be valid by now. */
static render_format format_of(const struct request *request) {
  const char *name = request_text_of(request, REQUEST_FORMAT);
  for (size_t i = 0; render_format_names[i]; i++)
    if (strcmp(name, render_format_names[i]) == 0) return (render_format)i;
  return RENDER_JSON;
}

/* Checks for parameters that have no effect without another one. */
static sse_status check_companions(const struct request *request, sse_error *err) {
  const bool has_facets = request->facets || *request_text_of(request, REQUEST_FACET);
  const struct {
    unsigned which;
    bool has_other;
    const char *other;
  } companions[] = {{REQUEST_FACET_QUERY, has_facets, "'facet' or 'facets=1'"},
                    {REQUEST_FACET_LIMIT, has_facets, "'facet' or 'facets=1'"},
                    {REQUEST_PRE, request->highlight, "'highlight=html'"},
                    {REQUEST_POST, request->highlight, "'highlight=html'"}};
  for (size_t i = 0; i < sizeof companions / sizeof *companions; i++)
    if ((request->given & REQUEST_BIT(companions[i].which)) && !companions[i].has_other)
      return sse_fail(err, SSE_INVALID, "'%s' needs %s", request_name_of(companions[i].which),
                      companions[i].other);
  return SSE_OK;
}

/* Checks for parameters that contradict each other or are out of range. */
static sse_status check_search(const struct request *request, sse_error *err) {
  sse_str facet;
  sse_status status = answer_check_fields(request, err);
  if (!status) status = check_companions(request, err);
  if (status) return status;
  for (size_t position = 0; request_next_value(request, REQUEST_FACET, &position, &facet);)
    if (!render_is_facet(facet))
      return sse_fail(err, SSE_INVALID, "there is no facet '%.*s'; see /api", (int)facet.length, facet.data);
  if (*request_text_of(request, REQUEST_FIELDS) && format_of(request) == RENDER_CSV)
    return sse_fail(err, SSE_INVALID, "'fields' works with json and jsonl only; a table has all its columns");
  if (*request_text_of(request, REQUEST_SIMILAR) && !asks_for_all(request))
    return sse_fail(err, SSE_INVALID, "'similar' is used instead of 'q'; give only one of them");
  if (request->offset > REQUEST_OFFSET_MOST)
    return sse_fail(err, SSE_INVALID, "'page' must be a number from 1 to %d; use 'cursor' to go further",
                    REQUEST_PAGES);
  return SSE_OK;
}

/* The text of a parameter; NULL if it is not given. */
static const char *given_text(const struct request *request, request_text which) {
  const char *text = request_text_of(request, which);
  return *text ? text : NULL;
}

static render_options shown_of(const struct call *call) {
  const struct request *request = call->request;
  const char *pre = given_text(request, REQUEST_PRE), *post = given_text(request, REQUEST_POST);
  return (render_options){.archive_link = call->options->archive_link,
                          .fields = request_text_of(request, REQUEST_FIELDS),
                          .compact = true,
                          .offsets = request->offsets,
                          .pre = !request->highlight ? NULL
                                 : pre               ? pre
                                                     : "<mark>",
                          .post = post ? post : "</mark>",
                          .facets = request_text_of(request, REQUEST_FACET),
                          .facet_query = given_text(request, REQUEST_FACET_QUERY),
                          .facet_limit = request->facet_limit};
}

/* Writes the cursor of the next hits, if there may be more. */
static sse_status go_on(const struct call *call, const search_results *results, char next[CURSOR_SIZE],
                        render_options *shown, sse_error *err) {
  const size_t limit = call->request->limit, end = call->request->offset + results->hit_count;
  const size_t all = results->stories > 0 ? results->stories : results->total;
  if (limit == 0 || results->hit_count < limit || (results->total_is_exact && end >= all)) return SSE_OK;
  shown->next = next;
  return cursor_write(call, end, next, err);
}

/* Reads the item that others are to be similar to, to find the name of its archive. */
static sse_status find_like(const struct call *call, search_options *options, search_hit *like,
                            sse_error *err) {
  if (!options->similar) return SSE_OK;
  sse_status status = answer_item(call, options->similar, true, like, err);
  options->similar_archive = like->archive;
  return status;
}

sse_status api_search(const struct call *call, sse_error *err) {
  struct request request = *call->request; /* a shallow copy */
  struct call here = *call;
  search_options options = {.facets = request.facets || *request_text_of(&request, REQUEST_FACET),
                            .all_items = true,
                            .similar = given_text(&request, REQUEST_SIMILAR),
                            .everything = asks_for_all(&request),
                            .explain = request.explain,
                            .stories = request.stories,
                            .typing = request.typing,
                            .suggest = !request.typing};
  render_options shown = shown_of(call);
  search_results results = {0};
  search_hit like = {0};
  sse_status status = check_search(&request, err);
  if (!status) status = cursor_read(call, &request.offset, err);
  if (!status) status = find_like(call, &options, &like, err);
  here.request = &request;
  if (!status) status = answer_search(&here, &options, &results, err);
  if (!status && !options.similar) answer_note_missed(&here, &results);
  if (!status) {
    char next[CURSOR_SIZE];
    status = go_on(&here, &results, next, &shown, err);
    if (!status) status = render_results(call->out, format_of(&request), &results, &shown, err);
  }
  search_results_reset(&results);
  search_hit_reset(&like);
  return status;
}

sse_status api_item(const struct call *call, sse_error *err) {
  const render_options shown = shown_of(call);
  search_hit item = {0};
  sse_status status = answer_check_fields(call->request, err);
  if (!status) status = answer_item(call, call->rest, false, &item, err);
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

/* In the form of OpenSearch Suggestions 1.1, for the search box of browsers: the query, then the
 * completions. */
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
  json_t *all = NULL;
  sse_status status = answer_search(call, &options, &results, err);
  if (!status) status = answer_complete(call, &completions, err);
  if (!status) {
    all = for_browser ? browser_json(&results, &completions, most)
                      : suggestions_json(&results, &completions, most);
    if (!all) status = sse_fail_memory(err);
  }
  if (!status && !for_browser) status = completions_add(call, all, err);
  if (!status) {
    status = render_value(call->out, all, JSON_COMPACT, err);
  } else {
    json_decref(all);
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
  case ANSWER_GONE:
    return "Gone";
  case ANSWER_TOO_LARGE:
    return "Content Too Large";
  case ANSWER_LONG_ADDRESS:
    return "URI Too Long";
  case ANSWER_LONG_HEADERS:
    return "Request Header Fields Too Large";
  case ANSWER_UNAVAILABLE:
    return "Service Unavailable";
  case ANSWER_OTHER_VERSION:
    return "HTTP Version Not Supported";
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
