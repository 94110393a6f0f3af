/* What answers have in common, whoever makes them: the search that a request asks for, counts of others, and
 * the status that tells an error.
 * What a person asks for in vain can be noted. */
#include "web/answer.h"

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

/* ---- Syllables that are being composed ----------------------------------------------------------- */

/* The last code point of a text where it is of three bytes, as all of Hangul are; 0 for another. */
static uint32_t last_of_three(const char *text, size_t length) {
  const unsigned char *last = (const unsigned char *)text + length - 3;
  if (length < 3 || (last[0] & 0xF0) != 0xE0) return 0;
  return (last[0] & 0x0Fu) << 12 | (last[1] & 0x3Fu) << 6 | (last[2] & 0x3Fu);
}

/* A letter of a syllable (Hangul Compatibility Jamo), which is not a word by itself. */
static bool is_letter(uint32_t code) {
  return code >= 0x3131 && code <= 0x3163;
}

/* A syllable that may yet get a final consonant (The Unicode Standard, 3.12: LV). */
static bool is_open_syllable(uint32_t code) {
  return code >= 0xAC00 && code <= 0xD7A3 && (code - 0xAC00) % 28 == 0;
}

/* Searches for what is typed: without a letter at its end and, where nothing has the syllable there that may
 * go on, without that. */
static sse_status search_typed(const struct call *call, const search_options *options,
                               search_results *results, sse_error *err) {
  const char *text = request_text_of(call->request, REQUEST_Q);
  size_t length = strlen(text);
  while (is_letter(last_of_three(text, length)))
    length -= 3;
  char *typed = sse_copy((sse_str){text, length});
  if (!typed) return sse_fail_memory(err);
  sse_status status = search_run(call->index->index, typed, options, results, err);
  if (!status && results->total == 0 && is_open_syllable(last_of_three(text, length))) {
    typed[length - 3] = '\0';
    search_results_reset(results);
    status = search_run(call->index->index, typed, options, results, err);
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

/* What takes too long is not counted. */
sse_status answer_count(const struct call *call, const struct request *request, bool facets,
                        search_results *results, sse_error *err) {
  const search_options options = {.facets = facets, .everything = true, .typing = request->typing};
  struct request counted = *request; /* views */
  struct call other = *call;
  counted.limit = counted.offset = 0;
  other.request = &counted;
  sse_status status = answer_search(&other, &options, results, err);
  if (status) search_results_reset(results);
  return status == SSE_TIMEOUT ? SSE_OK : status;
}
