/* Completions of a query that are not words: publishers by the beginnings of their names, items by their
 * headlines. They are added to the answer of /api/suggest next to the words, each kind under its own name.
 * Choosing a publisher makes it a filter and removes its name from the query. */
#include "web/completions.h"
#include "web/composing.h"

/* The maximum number of completions of each kind. */
static size_t most_of(const struct call *call) {
  enum { MOST = 3 };
  return call->request->limit < MOST ? call->request->limit : MOST;
}

/* ---- Publishers --------------------------------------------------------------------------------- */

/* Appends a publisher, and the rest of the query without the beginning of its name. */
static int append_source(json_t *array, const index_count *count, sse_str rest) {
  json_t *one = json_object();
  int failed = json_object_set_new(one, "source", render_text_value(sse_str_of(count->name)));
  failed |= json_object_set_new(one, "items", json_integer((json_int_t)count->count));
  failed |= json_object_set_new(one, "query", render_text_value(rest));
  return json_array_append_new(array, render_made(one, failed));
}

/* Finds publishers by the whole text or, if there are none, by its last word; `*rest` is the text before that
 * word. */
static sse_status find_sources(const struct call *call, sse_str text, index_counts *values, sse_str *rest,
                               sse_error *err) {
  enum { SHORTEST = 2 /* bytes */ };
  const sse_str field = sse_str_of(request_name_of(REQUEST_SOURCE));
  size_t last = text.length;
  while (last > 0 && text.data[last - 1] != ' ')
    last--;
  sse_status status = SSE_OK;
  *rest = (sse_str){text.data, 0};
  if (text.length >= SHORTEST) status = search_values(call->index->index, field, text, values, err);
  if (!status && values->count == 0 && last > 0 && text.length - last >= SHORTEST) {
    index_counts_reset(values);
    *rest = sse_str_trim(sse_str_part(text, 0, last));
    status = search_values(call->index->index, field, sse_str_part(text, last, text.length), values, err);
  }
  return status;
}

/* Searches without what is being composed and, if no name begins that way, also without what may still
 * change, as for words (answer_complete). */
static sse_status add_sources(const struct call *call, json_t *answer, sse_error *err) {
  const sse_str query = sse_str_trim(sse_str_of(request_text_of(call->request, REQUEST_Q)));
  const size_t end = composing_end(query.data, query.length), before = composing_before(query.data, end);
  index_counts values = {0};
  json_t *array = json_array();
  int failed = array ? 0 : -1;
  sse_str rest;
  sse_status status = find_sources(call, sse_str_part(query, 0, end), &values, &rest, err);
  if (!status && values.count == 0 && before < end) {
    index_counts_reset(&values);
    status = find_sources(call, sse_str_part(query, 0, before), &values, &rest, err);
  }
  for (size_t i = 0; i < values.count && i < most_of(call); i++)
    failed |= append_source(array, &values.counts[i], rest);
  index_counts_reset(&values);
  failed |= json_object_set_new(answer, "sources", array);
  return status || !failed ? status : sse_fail_memory(err);
}

/* ---- Headlines ---------------------------------------------------------------------------------- */

static int append_item(json_t *array, const search_hit *hit) {
  json_t *one = json_object();
  int failed = json_object_set_new(one, "id", render_text_value(sse_str_of(hit->id)));
  failed |= json_object_set_new(one, "title", render_text_value(sse_str_of(hit->title.text)));
  if (hit->archive)
    failed |= json_object_set_new(one, "archive", render_text_value(sse_str_of(hit->archive)));
  return json_array_append_new(array, render_made(one, failed));
}

/* The best items that have all of what is typed, with some of it in the headline. */
static sse_status add_items(const struct call *call, json_t *answer, sse_error *err) {
  const search_options options = {.typing = true, .stories = true};
  struct request request = *call->request; /* a shallow copy */
  struct call search = *call;
  search_results results = {0};
  json_t *array = json_array();
  int failed = array ? 0 : -1;
  request.limit = REQUEST_LIMIT;
  search.request = &request;
  sse_status status = answer_search(&search, &options, &results, err);
  for (size_t i = 0; i < results.hit_count && json_array_size(array) < most_of(call); i++)
    if (results.hits[i].has_every && results.hits[i].title.range_count > 0)
      failed |= append_item(array, &results.hits[i]);
  search_results_reset(&results);
  failed |= json_object_set_new(answer, "items", array);
  return status || !failed ? status : sse_fail_memory(err);
}

sse_status completions_add(const struct call *call, json_t *answer, sse_error *err) {
  const char *kinds = request_text_of(call->request, REQUEST_KINDS);
  sse_status status = SSE_OK;
  sse_str kind;
  for (size_t position = 0; !status && sse_str_next(sse_str_of(kinds), ',', &position, &kind);) {
    kind = sse_str_trim(kind);
    if (sse_str_is(kind, "sources")) {
      status = add_sources(call, answer, err);
    } else if (sse_str_is(kind, "items")) {
      status = add_items(call, answer, err);
    } else if (kind.length > 0) {
      status = sse_fail(err, SSE_INVALID, "'kinds' must be sources, items, or both separated by a comma");
    }
  }
  return status;
}
