/* What all answers share: the search that a request asks for, counts of other searches, and the HTTP status
 * of an error. Searches that find nothing can be recorded.
 */
#include "web/answer.h"
#include "web/composing.h"

#include <stdlib.h>
#include <string.h>

unsigned answer_status(sse_status status) {
  switch (status) {
  case SSE_OK:
    return ANSWER_OK;
  case SSE_INVALID:
  case SSE_TOO_LARGE:
    return ANSWER_BAD_REQUEST;
  case SSE_NOT_FOUND:
    return ANSWER_NOT_FOUND;
  case SSE_GONE:
    return ANSWER_GONE;
  case SSE_TIMEOUT:
  case SSE_NO_MEMORY:
    return ANSWER_UNAVAILABLE;
  default:
    return ANSWER_BROKEN;
  }
}

void answer_note_missed(const struct call *call, const search_results *results) {
  const struct request *request = call->request;
  if (!call->missed || request->typing || request_has_filters(request)) return;
  if (results->total > 0 || results->word_count == 0) return;
  *call->was_missed = true;
  missed_note(call->missed, results->query, sse_date_today());
}

/* ---- Queries being typed ------------------------------------------------------------------------- */

/* The length of a text without its last word. */
static size_t before_last(const char *text, size_t length) {
  while (length > 0 && !sse_is_space((unsigned char)text[length - 1]))
    length--;
  return length;
}

/* Searches for another text than what is typed, and takes the results if they are better. What is said of the
 * query is still said of the whole, unless `with_notes`. */
static sse_status search_instead(const struct call *call, const search_options *options, const char *text,
                                 bool with_notes, search_results *results, sse_error *err) {
  search_results others = {0};
  sse_status status = search_run(call->index->index, text, options, &others, err);
  if (others.total_every > 0 || (results->total == 0 && others.total > 0)) {
    const search_results better = others;
    others = *results;
    *results = better;
    if (!with_notes) {
      results->notes = others.notes;
      others.notes = better.notes;
    }
  }
  search_results_reset(&others);
  return status;
}

/* If nothing is found since the last word is half of a condition on a field, the word is taken as a beginning
 * or, if it cannot be one, as in a date, left out. */
static sse_status search_half(const struct call *call, const search_options *options, char *typed,
                              search_results *results, sse_error *err) {
  const size_t length = strlen(typed), last = before_last(typed, length);
  sse_buffer beginning = {0};
  sse_status status = SSE_OK;
  if (results->total > 0 || !strchr(typed + last, ':')) return SSE_OK;
  sse_buffer_append_text(&beginning, typed);
  sse_buffer_append_text(&beginning, "*");
  if (beginning.failed) return sse_fail_memory(err);
  if (typed[length - 1] != ':') status = search_instead(call, options, beginning.data, true, results, err);
  sse_buffer_reset(&beginning);
  typed[last] = '\0';
  if (!status && results->total == 0 && results->notes.count > 0)
    status = search_instead(call, options, typed, false, results, err);
  return status;
}

/* Searches for what is typed without what is being composed. If no item has all of that, it searches without
 * what may still change: letters that are no word yet would only bring in unrelated items, and half of a
 * filter would leave none. */
static sse_status search_typed(const struct call *call, const search_options *options,
                               search_results *results, sse_error *err) {
  const char *text = request_text_of(call->request, REQUEST_Q);
  const size_t length = composing_end(text, strlen(text)), before = composing_before(text, length);
  char *typed = sse_copy((sse_str){text, length});
  if (!typed) return sse_fail_memory(err);
  sse_status status = search_run(call->index->index, typed, options, results, err);
  if (!status && results->total_every == 0 && before < length) {
    typed[before] = '\0';
    status = search_instead(call, options, typed, false, results, err);
  } else if (!status) {
    status = search_half(call, options, typed, results, err);
  }
  free(typed);
  return status;
}

sse_status answer_complete(const struct call *call, index_counts *completions, sse_error *err) {
  const char *text = request_text_of(call->request, REQUEST_Q);
  const size_t length = composing_end(text, strlen(text)), before = composing_before(text, length);
  char *typed = sse_copy((sse_str){text, length});
  if (!typed) return sse_fail_memory(err);
  sse_status status = search_complete(call->index->index, typed, completions, err);
  if (!status && completions->count == 0 && before < length) {
    typed[before] = '\0';
    index_counts_reset(completions);
    status = search_complete(call->index->index, typed, completions, err);
  }
  free(typed);
  return status;
}

/* ---- Searches -------------------------------------------------------------------------------------- */

sse_status answer_search(const struct call *call, const search_options *options, search_results *results,
                         sse_error *err) {
  const struct request *request = call->request;
  search_options all = *options;
  sse_buffer filters = {0};
  *results = (search_results){0};
  request_filters(request, &filters);
  if (options->filters) sse_buffer_append_text(&filters, options->filters);
  all.limit = request->limit;
  all.offset = request->offset;
  all.sort = request->sort;
  all.typing = options->typing || request->typing;
  all.match = all.similar ? SEARCH_MATCH_ANY : request->match;
  all.synonyms = call->index->synonyms;
  all.thesaurus = call->index->thesaurus;
  all.half_life = call->options->half_life;
  all.today = sse_date_today();
  all.filters = filters.data;
  sse_status status =
      filters.failed ? sse_fail_memory(err)
      : all.typing   ? search_typed(call, &all, results, err)
                   : search_run(call->index->index, request_text_of(request, REQUEST_Q), &all, results, err);
  sse_buffer_reset(&filters);
  return status;
}

sse_status answer_item(const struct call *call, const char *id, bool any, search_hit *item, sse_error *err) {
  sse_status status = SSE_NOT_FOUND;
  sse_str name;
  *item = (search_hit){0};
  for (size_t position = 0;
       status == SSE_NOT_FOUND && request_next_value(call->request, REQUEST_ARCHIVE, &position, &name);) {
    char *archive = sse_copy(name);
    status = archive ? search_item(call->index->index, archive, id, false, item, err) : sse_fail_memory(err);
    free(archive);
  }
  any = any || !*request_text_of(call->request, REQUEST_ARCHIVE);
  return status == SSE_NOT_FOUND && any ? search_item(call->index->index, NULL, id, false, item, err)
                                        : status;
}

sse_status answer_count(const struct call *call, const struct request *request, bool facets,
                        search_results *results, sse_error *err) {
  const search_options options = {.facets = facets, .everything = true, .typing = request->typing};
  struct request counted = *request; /* a shallow copy */
  struct call other = *call;
  counted.limit = counted.offset = 0;
  other.request = &counted;
  sse_status status = answer_search(&other, &options, results, err);
  if (status) search_results_reset(results);
  return status == SSE_TIMEOUT ? SSE_OK : status;
}
