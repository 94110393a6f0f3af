/* What answers have in common, whoever makes them: the search that a request asks for, and the status that
 * tells an error. What a person asks for in vain can be noted.
 */
#include "web/answer.h"

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
  sse_status status = filters.failed ? sse_fail_memory(err)
                                     : search_run(call->index->index, request_text_of(request, REQUEST_Q),
                                                  &all, results, err);
  sse_buffer_reset(&filters);
  return status;
}
