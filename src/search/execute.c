/* Executes a query: reads it, finds the best items, counts, relaxes the query if too few items have every
 * word, and reads the hits of the requested page. All of this is in one transaction, so that counts and hits
 * reflect the same state of the index. */
#include "search/cursors.h"
#include "search/explain.h"
#include "search/rank.h"
#include "search/run.h"
#include "search/snippet.h"
#include "search/suggest.h"
#include "text/text.h"

#include <stdlib.h>
#include <time.h>
#include <xxhash.h>

const char *const search_match_names[] = {
    [SEARCH_MATCH_AUTO] = "auto", [SEARCH_MATCH_ALL] = "all", [SEARCH_MATCH_ANY] = "any", NULL};
const char *const search_sort_names[] = {
    [SEARCH_RELEVANCE] = "relevance", [SEARCH_NEWEST] = "newest",   [SEARCH_OLDEST] = "oldest",
    [SEARCH_SEEN] = "seen",           [SEARCH_CHANGED] = "changed", NULL};

static sse_status fill_hit(const struct run *run, search_hit *hit, sse_error *err) {
  sqlite3_stmt *statement = run->row;
  const struct snippet_source title = {run->matcher, index_column(statement, ITEM_TITLE)};
  const struct snippet_source body = {run->matcher, index_column(statement, ITEM_BODY)};
  sse_status status = run->options->ids_only ? item_copy_id(statement, hit, err)
                                             : item_copy(statement, run->options->paths, hit, err);
  if (status || run->options->ids_only) return status;
  status = snippet_whole(&title, &hit->title, err);
  if (!status && run->options->whole_texts) return snippet_whole(&body, &hit->snippet, err);
  if (!status) status = snippet_best(&body, &hit->snippet, err);
  return status;
}

/* A hash of the current item's content: if it differs, the item is new even to somebody who has read it. */
static uint64_t content_of(const struct run *run) {
  static const int columns[] = {ITEM_TITLE, ITEM_BODY, ITEM_DATE, ITEM_URL};
  XXH64_hash_t hash = 0;
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    sse_str text = index_column(run->row, columns[i]);
    hash = XXH3_64bits_withSeed(text.data ? text.data : "", text.length, hash);
  }
  return hash ? hash : 1;
}

/* Sets `*known` if the current item, with that content, was seen before. */
static sse_status ask_known(const struct run *run, uint64_t content, bool *known, sse_error *err) {
  const char *id = (const char *)sqlite3_column_text(run->row, ITEM_ID);
  return id ? run->options->is_known(run->options->known_context, id, content, known, err)
            : sse_fail_memory(err);
}

/* A story is stored in the archive of its items. */
static sse_status read_story(const struct run *run, uint32_t item, search_hit *hit, sse_error *err) {
  size_t which = index_archive_of(run->index, item);
  return item_copy_story(index_archive(run->index, which), item - index_archive_first(run->index, which), hit,
                         err);
}

static sse_status read_hit(struct run *run, const struct rank_hit *found, sse_error *err) {
  search_hit *hit = &run->results->hits[run->results->hit_count++];
  const struct rank_wanted wanted = run_wanted(run, found->class, 0);
  hit->score = found->score;
  hit->has_every = found->class != RANK_SOME;
  sse_status status = fill_hit(run, hit, err);
  if (!status) status = item_copy_archive(run->index, index_archive_of(run->index, found->item), hit, err);
  if (!status && run->has_stories) status = read_story(run, found->item, hit, err);
  if (!status && run->options->explain && !rank_is_by_date(&run->ranking, run->options->sort))
    status = explain_hit(&run->ranking, &wanted, found, hit, err);
  return status;
}

/* Reads the hits of the page; if only new items are wanted, all are examined, and the new ones counted. */
static sse_status read_hits(struct run *run, sse_error *err) {
  const search_options *options = run->options;
  search_results *results = run->results;
  size_t first = options->offset < run->count ? options->offset : run->count, fresh = 0;
  size_t most = run->count - first < options->limit ? run->count - first : options->limit;
  sse_status status = SSE_OK;
  results->hits = calloc(most + 1, sizeof *results->hits);
  if (!results->hits) return sse_fail_memory(err);
  for (size_t i = first; i < run->count && !status; i++) {
    bool known = false;
    uint64_t content = 0;
    if (results->hit_count == most && !options->is_known) break;
    status = item_find(run->index, run->hits[i].item, &run->row, err);
    if (!status && options->is_known) {
      content = content_of(run);
      status = ask_known(run, content, &known, err);
    }
    if (status || known) continue;
    fresh++;
    if (results->hit_count == most) continue;
    results->hits[results->hit_count].content = content;
    status = read_hit(run, &run->hits[i], err);
  }
  if (options->is_known) results->total = fresh;
  return status;
}

/* Opens the postings of a query and its constraints, which include the filters. */
static sse_status open_query(struct run *run, const struct query *query, struct ranking *ranking,
                             query_notes *notes, sse_error *err) {
  const search_options *options = run->options;
  sse_status status = cursors_open(ranking, run->index, query, err);
  const filters_reading reading = {.reading = &run->reading,
                                   .ranking = ranking->index,
                                   .today = options->today,
                                   .may_ask_paths = options->paths,
                                   .wants_all = options->facets || options->limit == 0,
                                   .notes = notes};
  return status ? status
                : constraint_read(query, &reading, sse_str_of(options->filters), sse_str_of(options->id),
                                  &ranking->allowed, err);
}

/* Sets `*more` if more items have every word of another query. */
static sse_status finds_more(struct run *run, const char *text, bool *more, sse_error *err) {
  struct query query;
  struct ranking ranking = {0};
  query_notes notes = {0};
  const struct rank_listener nobody = {0};
  size_t count = 0;
  sse_status status = query_read(sse_str_of(text), &run->reading, &query, err);
  if (!status) status = open_query(run, &query, &ranking, &notes, err);
  if (!status) status = rank_each(&ranking, RANK_EVERY, run->results->total_every + 1, &nobody, &count);
  *more = count > run->results->total_every;
  query_notes_reset(&notes);
  cursors_reset(&ranking);
  query_reset(&query);
  return status;
}

/* Keeps a suggestion only if it finds more. */
static sse_status find_suggestion(struct run *run, sse_error *err) {
  search_results *results = run->results;
  bool is_better = false;
  sse_status status = suggest(&run->ranking, &run->query, &run->reading, &results->suggestion, err);
  if (status || !results->suggestion) return status;
  status = finds_more(run, results->suggestion, &is_better, err);
  if (is_better) return status;
  free(results->suggestion);
  results->suggestion = NULL;
  return status;
}

static sse_status match(struct run *run, sse_error *err) {
  bool widen = false;
  sse_status status = open_query(run, &run->query, &run->ranking, &run->results->notes, err);
  run->results->has_facets = run->options->facets;
  run->results->total_is_exact = true;
  if (run->options->similar && run->query.word_count == 0) return status; /* no word distinguishes the item */
  if (!status && run->options->everything && !run->ranking.allowed && run->query.word_count == 0)
    status = constraint_everything(run->index, run->ranking.index, &run->ranking.allowed, err);
  run->ranking.except = run->like.number;
  run->results->has_filters = run->ranking.allowed != NULL;
  if (!status) status = run_count(run, &widen);
  if (!status && run->facets)
    status = facets_give(run->facets, run->options->all_items, &run->results->facets, err);
  /* New items are counted one by one as they are read. */
  if (status || (run->options->limit == 0 && !run->options->is_known)) return status;
  status = run_find_best(run, widen, err);
  if (!status) status = read_hits(run, err);
  return status || !run->options->suggest ? status : find_suggestion(run, err);
}

/* Detects the language of a query by its words only: AND, after: and a publisher's name have none. */
static sse_status find_language(struct run *run, sse_str text, sse_error *err) {
  syntax *tree = NULL;
  sse_buffer words = {0};
  sse_status status = syntax_parse(text, &tree, err);
  if (status) return status;
  syntax_append_words(tree, &words);
  if (words.failed) {
    status = sse_fail_memory(err);
  } else {
    run->language = text_detect(run->reading.analyser, sse_buffer_str(&words));
    run->reading.language = text_language_of(run->language);
  }
  sse_buffer_reset(&words);
  syntax_free(tree);
  return status;
}

static sse_status read_query(struct run *run, const char *text, sse_error *err) {
  const search_options *options = run->options;
  search_results *results = run->results;
  sse_buffer clean = {0};
  size_t repaired = 0;
  sse_buffer_append_text(&clean, "");
  sse_status status = options->similar ? similar_query(run->index, options->similar_archive, options->similar,
                                                       &clean, &run->like, err)
                                       : text_clean(sse_str_of(text), &clean, &repaired, err);
  results->query = clean.data;
  if (!status) status = find_language(run, sse_buffer_str(&clean), err);
  if (!status) status = index_languages(run->index, &run->reading.languages, err);
  if (!status) status = query_read(sse_buffer_str(&clean), &run->reading, &run->query, err);
  if (!status && !options->similar) query_offer_dates(run->query.tree, &results->notes);
  if (!status) {
    query_notes_move(&run->query.tree->notes, &results->notes);
    status = matcher_new(&run->query, run->reading.analyser, &run->matcher, err);
  }
  for (size_t i = 0; i < run->query.group_count; i++)
    results->word_count += run->query.groups[i].word_count;
  results->words_cut = run->query.cut;
  return status;
}

/* In one transaction, so that no run of sseindex can end between counts and hits. */
static sse_status search_at_once(struct run *run, const char *text, sse_error *err) {
  sse_error ignored;
  sse_status status = index_begin(run->index, err);
  if (!status && run->options->stories) status = index_has_stories(run->index, &run->has_stories, err);
  if (!status) status = read_query(run, text, err);
  if (!status) status = match(run, err);
  sse_status ended = index_end(run->index, status ? &ignored : err);
  return status ? status : ended;
}

static double milliseconds_between(struct timespec start, struct timespec end) {
  return (double)(end.tv_sec - start.tv_sec) * 1e3 + (double)(end.tv_nsec - start.tv_nsec) / 1e6;
}

sse_status search_run(index_db *index, const char *query, const search_options *options,
                      search_results *results, sse_error *err) {
  struct run run = {.index = index, .options = options, .results = results};
  run.reading = (struct query_reading){.analyser = index_analyser(index),
                                       .index = index,
                                       .synonyms = options->synonyms,
                                       .thesaurus = options->thesaurus,
                                       .saved = options->saved,
                                       .saved_context = options->saved_context,
                                       .is_typing = options->typing};
  struct timespec start = {0}, end = {0};
  *results = (search_results){.has_archives = index_archive_count(index) > 1};
  (void)clock_gettime(CLOCK_MONOTONIC, &start); /* cannot fail for this clock */
  sse_status status = search_at_once(&run, query, err);
  (void)clock_gettime(CLOCK_MONOTONIC, &end);
  results->took_ms = milliseconds_between(start, end);
  if (!status && results->notes.failed) status = sse_fail_memory(err);
  index_statement_end(run.row);
  cursors_reset(&run.ranking);
  free(run.hits);
  seen_reset(&run.counted);
  facets_free(run.facets);
  matcher_free(run.matcher);
  query_reset(&run.query);
  return status;
}

void search_results_reset(search_results *results) {
  for (size_t i = 0; i < results->hit_count; i++)
    search_hit_reset(&results->hits[i]);
  free(results->hits);
  facets_reset(&results->facets);
  free(results->query);
  query_notes_reset(&results->notes);
  free(results->suggestion);
  *results = (search_results){0};
}
