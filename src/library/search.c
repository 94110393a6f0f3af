/* The public interface for searching: include/ssesearch.h over the inner rooms.
 * Handles are opaque, codes and fields have numbers of their own, and offsets are in bytes.
 * Nothing is decided here: search/search.h says what an option means. */
#include "library/library.h"

#include "base/printable.h"
#include "base/version.h"
#include "search/search.h"

#include <stdlib.h>
#include <string.h>

struct ssesearch {
  index_db *index;
  text_synonyms *synonyms;
};

/* Matches of one text, in bytes. */
struct matches {
  ssesearch_range *ranges;
  size_t count;
};

struct ssesearch_results {
  search_results results;
  struct matches *titles, *snippets; /* by hit */
};

const char *ssesearch_version(void) {
  return SSE_VERSION;
}

/* ---- Errors --------------------------------------------------------------------------------------- */

ssesearch_code library_code(sse_status status, const sse_error *from, ssesearch_error *to) {
  static const ssesearch_code codes[] = {[SSE_OK] = SSESEARCH_OK,
                                         [SSE_NOT_FOUND] = SSESEARCH_NOT_FOUND,
                                         [SSE_DENIED] = SSESEARCH_DENIED,
                                         [SSE_INVALID] = SSESEARCH_INVALID,
                                         [SSE_TOO_LARGE] = SSESEARCH_TOO_LARGE,
                                         [SSE_IO] = SSESEARCH_IO,
                                         [SSE_NO_MEMORY] = SSESEARCH_NO_MEMORY,
                                         [SSE_DATABASE] = SSESEARCH_DATABASE,
                                         [SSE_BUSY] = SSESEARCH_BUSY,
                                         [SSE_TIMEOUT] = SSESEARCH_TIMEOUT,
                                         [SSE_GONE] = SSESEARCH_NOT_FOUND};
  _Static_assert(sizeof to->message == sizeof from->message, "a message is copied whole");
  ssesearch_code code = codes[status];
  if (to) to->code = code;
  if (to && status) memcpy(to->message, from->message, sizeof to->message);
  if (to && !status) to->message[0] = '\0';
  return code;
}

/* ---- Opening -------------------------------------------------------------------------------------- */

ssesearch_code ssesearch_open(const char *const *paths, size_t count, ssesearch **index,
                              ssesearch_error *error) {
  sse_error err = {0};
  ssesearch *opened = calloc(1, sizeof *opened);
  *index = NULL;
  sse_status status = opened ? SSE_OK : sse_fail_memory(&err);
  if (!status && count == 0) status = sse_fail(&err, SSE_INVALID, "there is no index to open");
  if (!status) status = index_open_all(paths, count, &opened->index, &err);
  if (!status) status = query_synonyms(opened->index, NULL, &opened->synonyms, &err);
  if (status) {
    ssesearch_close(opened);
  } else {
    *index = opened;
  }
  return library_code(status, &err, error);
}

void ssesearch_close(ssesearch *index) {
  if (!index) return;
  text_synonyms_free(index->synonyms);
  index_close(index->index);
  free(index);
}

/* ---- Searching ------------------------------------------------------------------------------------ */

/* The options that this version of the library knows. Fields that the caller's older version lacks stay at
 * their defaults. */
static ssesearch_options known_options(const ssesearch_options *given) {
  ssesearch_options known = SSESEARCH_OPTIONS;
  if (given) memcpy(&known, given, given->size < sizeof known ? given->size : sizeof known);
  return known;
}

static sse_status check_options(const ssesearch_options *options, sse_error *err) {
  if ((unsigned)options->sort > SSESEARCH_OLDEST || (unsigned)options->match > SSESEARCH_MATCH_ANY)
    return sse_fail(err, SSE_INVALID, "unknown sort order or kind of match");
  if (options->offset > SIZE_MAX / 4 || options->limit > SIZE_MAX / 4)
    return sse_fail(err, SSE_INVALID, "too many hits requested");
  return SSE_OK;
}

static search_options search_options_of(const ssesearch *index, const ssesearch_options *options) {
  static const search_sort sorts[] = {[SSESEARCH_BY_RELEVANCE] = SEARCH_RELEVANCE,
                                      [SSESEARCH_NEWEST] = SEARCH_NEWEST,
                                      [SSESEARCH_OLDEST] = SEARCH_OLDEST};
  static const search_match matches[] = {[SSESEARCH_MATCH_AUTO] = SEARCH_MATCH_AUTO,
                                         [SSESEARCH_MATCH_ALL] = SEARCH_MATCH_ALL,
                                         [SSESEARCH_MATCH_ANY] = SEARCH_MATCH_ANY};
  return (search_options){.match = options->similar ? SEARCH_MATCH_ANY : matches[options->match],
                          .sort = sorts[options->sort],
                          .similar = options->similar,
                          .filters = options->filters,
                          .limit = options->limit,
                          .offset = options->offset,
                          .synonyms = index->synonyms,
                          .half_life = options->half_life,
                          .today = sse_date_today(),
                          .everything = (options->flags & SSESEARCH_EVERYTHING) != 0,
                          .facets = (options->flags & SSESEARCH_FACETS) != 0,
                          .whole_texts = (options->flags & SSESEARCH_WHOLE_TEXTS) != 0,
                          .stories = (options->flags & SSESEARCH_STORIES) != 0,
                          .typing = (options->flags & SSESEARCH_TYPING) != 0,
                          .suggest = (options->flags & SSESEARCH_SUGGEST) != 0};
}

/* Converts ranges from code points to bytes. */
static bool make_matches(const search_text *text, struct matches *matches) {
  const char *at = text->text;
  size_t code = 0;
  if (text->range_count == 0) return true;
  matches->ranges = calloc(text->range_count, sizeof *matches->ranges);
  if (!matches->ranges) return false;
  for (size_t i = 0; i < text->range_count; i++) {
    size_t ends[2];
    for (int end = 0; end < 2; end++) {
      const size_t wanted = text->ranges[i].start + (end ? text->ranges[i].length : 0);
      for (; code < wanted && *at; code++)
        at += sse_character_length(at);
      ends[end] = (size_t)(at - text->text);
    }
    matches->ranges[i] = (ssesearch_range){ends[0], ends[1] - ends[0]};
  }
  matches->count = text->range_count;
  return true;
}

static sse_status make_all_matches(ssesearch_results *made, sse_error *err) {
  const search_results *results = &made->results;
  made->titles = calloc(results->hit_count + 1, sizeof *made->titles);
  made->snippets = calloc(results->hit_count + 1, sizeof *made->snippets);
  bool is_made = made->titles && made->snippets;
  for (size_t i = 0; i < results->hit_count && is_made; i++)
    is_made = make_matches(&results->hits[i].title, &made->titles[i]) &&
              make_matches(&results->hits[i].snippet, &made->snippets[i]);
  return is_made ? SSE_OK : sse_fail_memory(err);
}

/* Hands the results to the caller, or frees them after an error. */
static ssesearch_code give(ssesearch_results *made, sse_status status, const sse_error *err,
                           ssesearch_results **results, ssesearch_error *error) {
  if (status) {
    ssesearch_results_free(made);
  } else {
    *results = made;
  }
  return library_code(status, err, error);
}

ssesearch_code ssesearch_search(ssesearch *index, const char *query, const ssesearch_options *options,
                                ssesearch_results **results, ssesearch_error *error) {
  sse_error err = {0};
  const ssesearch_options known = known_options(options);
  ssesearch_results *made = calloc(1, sizeof *made);
  *results = NULL;
  sse_status status = made ? check_options(&known, &err) : sse_fail_memory(&err);
  if (!status) {
    const search_options all = search_options_of(index, &known);
    index_limit_time(index->index, known.time_limit);
    status = search_run(index->index, query, &all, &made->results, &err);
  }
  if (!status) status = make_all_matches(made, &err);
  return give(made, status, &err, results, error);
}

ssesearch_code ssesearch_item(ssesearch *index, const char *id, ssesearch_results **results,
                              ssesearch_error *error) {
  sse_error err = {0};
  ssesearch_results *made = calloc(1, sizeof *made);
  *results = NULL;
  sse_status status = made ? SSE_OK : sse_fail_memory(&err);
  if (!status) made->results.hits = calloc(1, sizeof *made->results.hits);
  if (!status && !made->results.hits) status = sse_fail_memory(&err);
  if (!status) {
    index_limit_time(index->index, 0);
    made->results.hit_count = made->results.total = 1;
    made->results.total_is_exact = true;
    status = search_item(index->index, NULL, id, false, made->results.hits, &err);
  }
  if (!status) status = make_all_matches(made, &err);
  return give(made, status, &err, results, error);
}

void ssesearch_results_free(ssesearch_results *results) {
  if (!results) return;
  for (size_t i = 0; i < results->results.hit_count; i++) {
    if (results->titles) free(results->titles[i].ranges);
    if (results->snippets) free(results->snippets[i].ranges);
  }
  free(results->titles);
  free(results->snippets);
  search_results_reset(&results->results);
  free(results);
}

/* ---- Results --------------------------------------------------------------------------------------- */

size_t ssesearch_total(const ssesearch_results *results, int *is_exact) {
  if (is_exact) *is_exact = results->results.total_is_exact;
  return results->results.total;
}

const char *ssesearch_suggestion(const ssesearch_results *results) {
  return results->results.suggestion;
}

const char *ssesearch_note(const ssesearch_results *results, size_t which, const char **code) {
  const query_notes *notes = &results->results.notes;
  if (which >= notes->count) return NULL;
  if (code) *code = notes->notes[which].code;
  return notes->notes[which].text;
}

size_t ssesearch_count(const ssesearch_results *results) {
  return results->results.hit_count;
}

const char *ssesearch_text(const ssesearch_results *results, size_t which, ssesearch_field field) {
  if (which >= results->results.hit_count) return NULL;
  const search_hit *hit = &results->results.hits[which];
  const char *const texts[] = {[SSESEARCH_ID] = hit->id,
                               [SSESEARCH_TITLE] = hit->title.text,
                               [SSESEARCH_SNIPPET] = hit->snippet.text,
                               [SSESEARCH_DATE] = hit->date,
                               [SSESEARCH_URL] = hit->url,
                               [SSESEARCH_SOURCE] = hit->source,
                               [SSESEARCH_LANGUAGE] = hit->lang,
                               [SSESEARCH_AUTHORS] = hit->authors,
                               [SSESEARCH_TAGS] = hit->tags,
                               [SSESEARCH_ARCHIVE] = hit->archive};
  return (size_t)field < sizeof texts / sizeof *texts ? texts[field] : NULL;
}

double ssesearch_score(const ssesearch_results *results, size_t which) {
  return which < results->results.hit_count ? results->results.hits[which].score : 0;
}

size_t ssesearch_matches(const ssesearch_results *results, size_t which, ssesearch_field field,
                         const ssesearch_range **ranges) {
  *ranges = NULL;
  if (which >= results->results.hit_count || (field != SSESEARCH_TITLE && field != SSESEARCH_SNIPPET))
    return 0;
  const struct matches *matches =
      field == SSESEARCH_TITLE ? &results->titles[which] : &results->snippets[which];
  *ranges = matches->ranges;
  return matches->count;
}

const char *ssesearch_value(const ssesearch_results *results, ssesearch_facet facet, size_t which,
                            size_t *count) {
  const search_facets *facets = &results->results.facets;
  const search_counts *const all[] = {
      [SSESEARCH_BY_YEAR] = &facets->years,     [SSESEARCH_BY_MONTH] = &facets->months,
      [SSESEARCH_BY_SOURCE] = &facets->sources, [SSESEARCH_BY_LANGUAGE] = &facets->languages,
      [SSESEARCH_BY_GROUP] = &facets->groups,   [SSESEARCH_BY_ARCHIVE] = &facets->archives};
  if ((unsigned)facet > SSESEARCH_BY_ARCHIVE || which >= all[facet]->count) return NULL;
  if (count) *count = all[facet]->counts[which].count;
  return all[facet]->counts[which].name;
}
