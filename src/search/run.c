/* Runs a query: finds the best items, counts, relaxes the query where too few items have every word, and
 * reads the hits of the page asked for. */
#include "search/rerank.h"
#include "search/seen.h"
#include "text/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xxhash.h>

enum { FEW = SEARCH_NEAR_MOST };

const char *const search_match_names[] = {
    [SEARCH_MATCH_AUTO] = "auto", [SEARCH_MATCH_ALL] = "all", [SEARCH_MATCH_ANY] = "any", NULL};
const char *const search_sort_names[] = {
    [SEARCH_RELEVANCE] = "relevance", [SEARCH_NEWEST] = "newest",   [SEARCH_OLDEST] = "oldest",
    [SEARCH_SEEN] = "seen",           [SEARCH_CHANGED] = "changed", NULL};

struct run {
  const search_options *options;
  index_db *index;
  struct query query;
  struct query_reading reading;
  sse_str language; /* of the query; none where it is not clear */
  struct matcher *matcher;
  struct ranking ranking;
  sqlite3_stmt *row;          /* of the item at hand */
  uint32_t few[FEW];          /* the first items that have every word, */
  size_t few_count;           /* or more than there is room for */
  bool has_stories;           /* that count */
  const index_common *common; /* ids of several archives */
  struct seen counted;        /* what was counted, */
  size_t same;                /* how many items of it have an id that was met before, */
  size_t repeated;            /* and how many others a story that was */
  struct counting *facets;    /* of what was counted; NULL where those are not asked for */
  struct similar like;
  struct rank_hit *hits; /* the best so far, class by class */
  size_t count;
  search_results *results;
};

static sse_status fill_hit(const struct run *run, search_hit *hit, sse_error *err) {
  sqlite3_stmt *statement = run->row;
  const struct passage_source title = {run->matcher, index_column(statement, ITEM_TITLE)};
  const struct passage_source body = {run->matcher, index_column(statement, ITEM_BODY)};
  sse_status status = run->options->ids_only ? item_copy_id(statement, hit, err)
                                             : item_copy(statement, run->options->paths, hit, err);
  if (status || run->options->ids_only) return status;
  status = passage_whole(&title, &hit->title, err);
  if (!status && run->options->whole_texts) return passage_whole(&body, &hit->snippet, err);
  if (!status) status = passage_best(&body, &hit->snippet, err);
  return status;
}

/* ---- One item of an id -------------------------------------------------------------------------- */

/* Nothing was seen yet but the item that others are to be like. */
static sse_status begin_seen(const struct run *run, struct seen *seen, sse_error *err) {
  enum seen_before ignored;
  *seen = (struct seen){.index = run->index, .ranking = run->ranking.index, .common = run->common};
  seen->by_story = run->has_stories;
  return run->like.number > 0 ? seen_note(seen, run->like.number, &ignored, err) : SSE_OK;
}

/* ---- The order ---------------------------------------------------------------------------------- */

/* One word has nothing to stand near, but may have accents or capitals. */
static bool needs_texts(const struct run *run) {
  return run->query.unit_count > 1 || run->query.typed.length > 0 || run->query.has_names;
}

/* Orders the best hits anew by what their texts tell beside the words. */
static sse_status order_by_texts(struct run *run, sse_error *err) {
  size_t count = run->count < SEARCH_NEAR_MOST ? run->count : SEARCH_NEAR_MOST;
  if (!needs_texts(run) || run->options->sort != SEARCH_RELEVANCE) return SSE_OK;
  return rerank(&run->ranking, run->matcher, run->language, run->hits, count, err);
}

static struct rank_wanted wanted_of(const struct run *run, enum rank_class class, size_t count) {
  const search_options *options = run->options;
  return (struct rank_wanted){.class = class,
                              .count = count,
                              .sort = options->sort,
                              .half_life = options->half_life,
                              .today = index_day_of(options->today),
                              .exhaustive = options->exhaustive};
}

/* Appends the best items of a class to the hits. */
static sse_status add_class(struct run *run, enum rank_class class, size_t wanted) {
  struct rank_wanted best = wanted_of(run, class, wanted - run->count);
  if (class != RANK_SOME && run->few_count <= FEW) {
    best.among = run->few;
    best.among_count = run->few_count;
  }
  size_t found = 0;
  sse_status status = rank_best(&run->ranking, &best, run->hits + run->count, &found);
  run->count += found;
  return status;
}

/* Puts the items of a letter's thread first among those that are like it. */
static sse_status order_by_thread(struct run *run, sse_error *err) {
  size_t first = 0, last = 0;
  if (run->like.thread_count == 0 || run->options->sort != SEARCH_RELEVANCE) return SSE_OK;
  struct rank_hit *others = malloc(run->count * sizeof *others + 1);
  if (!others) return sse_fail_memory(err);
  for (size_t i = 0; i < run->count; i++) {
    if (similar_is_in_thread(&run->like, run->hits[i].item)) {
      run->hits[first++] = run->hits[i];
    } else {
      others[last++] = run->hits[i];
    }
  }
  memcpy(run->hits + first, others, last * sizeof *others);
  free(others);
  return SSE_OK;
}

/* Finds the best items by their words alone, `wanted` of them. */
static sse_status find_by_words(struct run *run, bool widen, size_t wanted, sse_error *err) {
  free(run->hits);
  run->count = 0;
  run->hits = calloc(wanted + 1, sizeof *run->hits);
  if (!run->hits) return sse_fail_memory(err);
  bool by_date = rank_is_by_date(&run->ranking, run->options->sort);
  sse_status status = by_date ? SSE_OK : add_class(run, RANK_LITERAL, wanted);
  if (!status && (by_date || run->query.has_alternatives) && run->count < wanted)
    status = add_class(run, RANK_EVERY, wanted);
  if (!status && widen && run->count < wanted) status = add_class(run, RANK_SOME, wanted);
  return status;
}

/* Leaves of items with the same id, which only different archives have, the best one, and of a story, too;
 * and none with the id of the item that others are to be like. `dropped` is how many those of the same id
 * were. */
static sse_status drop_repeated(struct run *run, size_t dropped[RANK_NONE], sse_error *err) {
  struct seen seen;
  size_t kept = 0;
  enum seen_before before;
  sse_status status = begin_seen(run, &seen, err);
  memset(dropped, 0, RANK_NONE * sizeof *dropped);
  for (size_t i = 0; i < run->count && !status; i++) {
    status = seen_note(&seen, run->hits[i].item, &before, err);
    if (!status && before == SEEN_ID) dropped[run->hits[i].class]++;
    if (!status && before == SEEN_NOTHING) run->hits[kept++] = run->hits[i];
  }
  run->count = kept;
  seen_reset(&seen);
  return status;
}

/* Takes what was dropped off the counts, where those had it: where ids in common are not all known. */
static void count_dropped(struct run *run, const size_t dropped[RANK_NONE]) {
  search_results *results = run->results;
  size_t every = run->few_count > FEW ? dropped[RANK_LITERAL] + dropped[RANK_EVERY] : 0;
  if (!results->total_is_exact || run->common->is_complete) return;
  results->total -= every + dropped[RANK_SOME];
  results->total_every -= every;
  /* Stories are of one archive: which of them those of the same id were counted in is not known. */
  if (every + dropped[RANK_SOME] > 0 || results->stories >= results->total) results->stories = 0;
  results->relaxed = results->relaxed && results->total > results->total_every;
}

/* The same with one item of an id, and of a story. Those of the same are not known before they are hits, so
 * as many more are looked for as were dropped. */
static sse_status find_different(struct run *run, bool widen, size_t wanted, sse_error *err) {
  size_t all = wanted, dropped[RANK_NONE] = {0};
  sse_status status = find_by_words(run, widen, wanted, err);
  while (!status && (run->results->has_archives || run->has_stories)) {
    size_t found = run->count;
    status = drop_repeated(run, dropped, err);
    if (status || found < all || run->count >= wanted) break;
    all += 2 * (found - run->count);
    status = find_by_words(run, widen, all, err);
  }
  if (!status) count_dropped(run, dropped);
  if (run->count > wanted) run->count = wanted;
  return status;
}

/* Finds the best items, as many as the page or the order needs. */
static sse_status find_best(struct run *run, bool widen, sse_error *err) {
  const search_options *options = run->options;
  size_t wanted = options->limit + options->offset;
  if (needs_texts(run) && wanted < SEARCH_NEAR_MOST) wanted = SEARCH_NEAR_MOST;
  if (options->is_known) wanted = run->results->total;
  if (wanted > run->results->total) wanted = run->results->total_is_exact ? run->results->total : wanted;
  sse_status status = find_different(run, widen, wanted, err);
  if (!status) status = order_by_texts(run, err);
  return status ? status : order_by_thread(run, err);
}

/* A hash of what makes the item at hand another one for who has read it. */
static uint64_t content_of(const struct run *run) {
  static const int columns[] = {ITEM_TITLE, ITEM_BODY, ITEM_DATE, ITEM_URL};
  XXH64_hash_t hash = 0;
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    sse_str text = index_column(run->row, columns[i]);
    hash = XXH3_64bits_withSeed(text.data ? text.data : "", text.length, hash);
  }
  return hash ? hash : 1;
}

/* Tells whether the item at hand, of that content, was met before. */
static sse_status ask_known(const struct run *run, uint64_t content, bool *known, sse_error *err) {
  const char *id = (const char *)sqlite3_column_text(run->row, ITEM_ID);
  return id ? run->options->is_known(run->options->known_context, id, content, known, err)
            : sse_fail_memory(err);
}

/* Only the archive of an item knows of its story. */
static sse_status read_story(const struct run *run, uint32_t item, search_hit *hit, sse_error *err) {
  size_t which = index_archive_of(run->index, item);
  return item_copy_story(index_archive(run->index, which), item - index_archive_first(run->index, which), hit,
                         err);
}

static sse_status read_hit(struct run *run, const struct rank_hit *found, sse_error *err) {
  search_hit *hit = &run->results->hits[run->results->hit_count++];
  const struct rank_wanted wanted = wanted_of(run, found->class, 0);
  hit->score = found->score;
  hit->has_every = found->class != RANK_SOME;
  sse_status status = fill_hit(run, hit, err);
  if (!status)
    status = item_copy_archive(
        run->index, index_archive_name(run->index, index_archive_of(run->index, found->item)), hit, err);
  if (!status && run->has_stories) status = read_story(run, found->item, hit, err);
  if (!status && run->options->explain && !rank_is_by_date(&run->ranking, run->options->sort))
    status = explain_hit(&run->ranking, &wanted, found, hit, err);
  return status;
}

/* Reads the hits of the page; where only new items are wanted, all are looked at and those counted. */
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

/* Counts an item that matches by its id, where some are known to be in common, and by its story, where those
 * are wanted. */
static sse_status count_item(void *context, uint32_t item, sse_error *err) {
  struct run *run = context;
  enum seen_before before = SEEN_NOTHING;
  bool again = false;
  sse_status status = SSE_OK;
  if (run->common->count > 0) {
    status = seen_note(&run->counted, item, &before, err);
  } else if (run->has_stories) {
    status = seen_note_story(&run->counted, item, &again, err);
  }
  run->same += before == SEEN_ID;
  run->repeated += again || before == SEEN_STORY;
  return status || !run->facets ? status : facets_take(run->facets, item, err);
}

static sse_status keep_few(void *context, uint32_t item, sse_error *err) {
  struct run *run = context;
  if (run->few_count < FEW) run->few[run->few_count] = item;
  run->few_count++;
  return count_item(context, item, err);
}

/* Where ids in common are not all known, those of the items that have every word are read if they are few. */
static sse_status count_few(struct run *run, sse_error *err) {
  struct seen seen;
  enum seen_before before;
  if (run->common->is_complete || run->few_count > FEW) return SSE_OK;
  sse_status status = begin_seen(run, &seen, err);
  for (size_t i = 0; i < run->few_count && !status; i++) {
    status = seen_note(&seen, run->few[i], &before, err);
    run->same += !status && before == SEEN_ID;
  }
  seen_reset(&seen);
  return status;
}

/* Counts the items of a class, each id once as far as that is known; `*is_cut`: there may be more. */
static sse_status count_class(struct run *run, enum rank_class class, size_t most, size_t *count,
                              bool *is_cut) {
  sse_error *err = run->ranking.err;
  seen_reset(&run->counted);
  run->same = run->repeated = 0;
  facets_free(run->facets);
  run->facets = NULL;
  sse_status status = begin_seen(run, &run->counted, err);
  if (!status && run->options->facets) status = facets_new(&run->ranking, run->common, &run->facets, err);
  if (!status)
    status = rank_each(&run->ranking, class, most, class == RANK_EVERY ? keep_few : count_item, run, count);
  if (!status && class == RANK_EVERY) status = count_few(run, err);
  *is_cut = *count >= most;
  *count -= run->same;
  return status;
}

/* Counts, and decides whether items with some of the words are wanted. */
static sse_status count_items(struct run *run, bool *widen) {
  search_results *results = run->results;
  search_match wanted = run->options->match;
  const search_options *options = run->options;
  bool all = options->limit == 0 || options->facets || options->is_known;
  size_t most = all ? SIZE_MAX : SEARCH_COUNT_MOST + 1;
  bool is_cut = false;
  sse_status status = index_common_ids(run->ranking.index, &run->common, run->ranking.err);
  if (!status) status = count_class(run, RANK_EVERY, most, &results->total_every, &is_cut);
  size_t same = run->common->is_complete ? 0 : run->same; /* which those with some of the words have, too */
  bool too_few = results->total_every < QUERY_TOO_FEW && results->word_count > 1;
  for (size_t i = 0; i < run->query.unit_count; i++) /* who writes OR says what may be missing */
    too_few = too_few && (run->query.units[i].run > 0 || !run->query.units[i].is_optional);
  *widen = wanted == SEARCH_MATCH_ANY || (wanted == SEARCH_MATCH_AUTO && too_few);
  results->total = results->total_every;
  if (!status && *widen) status = count_class(run, RANK_SOME, most, &results->total, &is_cut);
  if (!status && *widen && results->total == 0 && run->query.has_pairs) {
    run->ranking.pairs_enough = 1;
    status = count_class(run, RANK_SOME, most, &results->total, &is_cut);
  }
  if (*widen && results->total >= same) results->total -= same;
  results->relaxed = wanted == SEARCH_MATCH_AUTO && results->total > results->total_every;
  if (results->relaxed && run->query.has_citations)
    query_notes_add(&results->notes, "phrases-not-required",
                    "in a question of so many words, what is in quotation marks is not required");
  results->total_is_exact = !is_cut;
  if (!results->total_is_exact) results->total = SEARCH_COUNT_MOST;
  if (results->total_is_exact && same == 0 && run->repeated > 0)
    results->stories = results->total - run->repeated;
  return status;
}

/* Opens the postings of a query, and finds the items that satisfy its constraints and the filters. */
static sse_status open_query(struct run *run, const struct query *query, struct ranking *ranking,
                             query_notes *notes, sse_error *err) {
  const search_options *options = run->options;
  sse_status status = ranking_open(ranking, run->index, query, err);
  const filters_reading reading = {.reading = &run->reading,
                                   .ranking = ranking->index,
                                   .today = options->today,
                                   .may_ask_paths = options->paths,
                                   .notes = notes};
  return status ? status
                : constraint_read(query, &reading, sse_str_of(options->filters), &ranking->allowed, err);
}

/* Tells whether more items have every word of another query. */
static sse_status finds_more(struct run *run, const char *text, bool *more, sse_error *err) {
  struct query query;
  struct ranking ranking = {0};
  query_notes notes = {0};
  size_t count = 0;
  sse_status status = query_read(sse_str_of(text), &run->reading, &query, err);
  if (!status) status = open_query(run, &query, &ranking, &notes, err);
  if (!status) status = rank_each(&ranking, RANK_EVERY, run->results->total_every + 1, NULL, NULL, &count);
  *more = count > run->results->total_every;
  query_notes_reset(&notes);
  ranking_reset(&ranking);
  query_reset(&query);
  return status;
}

/* Only a query that finds more is worth a suggestion. */
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
  if (!status && run->options->everything && !run->ranking.allowed && run->query.word_count == 0)
    status = constraint_everything(run->index, run->ranking.index, &run->ranking.allowed, err);
  run->ranking.except = run->like.number;
  run->results->has_filters = run->ranking.allowed != NULL;
  if (!status) status = count_items(run, &widen);
  run->results->has_facets = run->options->facets;
  if (!status && run->facets)
    status = facets_give(run->facets, run->options->all_items, &run->results->facets, err);
  /* What is new is counted item by item. */
  if (status || (run->options->limit == 0 && !run->options->is_known)) return status;
  status = find_best(run, widen, err);
  if (!status) status = read_hits(run, err);
  return status || !run->options->suggest ? status : find_suggestion(run, err);
}

/* Tells the language of a query by its words: AND, after: and a publisher's name are of none. */
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
  search_results *results = run->results;
  sse_buffer clean = {0};
  size_t repaired = 0;
  sse_buffer_append_text(&clean, "");
  sse_status status = run->options->similar
                          ? similar_query(run->index, run->options->similar, &clean, &run->like, err)
                          : text_clean(sse_str_of(text), &clean, &repaired, err);
  results->query = clean.data;
  if (!status) status = find_language(run, sse_buffer_str(&clean), err);
  if (!status) status = index_languages(run->index, &run->reading.languages, err);
  if (!status) status = query_read(sse_buffer_str(&clean), &run->reading, &run->query, err);
  if (!status && !run->options->similar) query_offer_dates(run->query.tree, &results->notes);
  if (!status) {
    query_notes_move(&run->query.tree->notes, &results->notes);
    status = matcher_new(&run->query, run->reading.analyser, &run->matcher, err);
  }
  for (size_t i = 0; i < run->query.unit_count; i++)
    results->word_count += run->query.units[i].word_count;
  results->words_cut = run->query.cut;
  return status;
}

/* In one transaction, so that a run of sseindex that ends meanwhile cannot come between count and hits. */
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
                                       .saved = options->saved,
                                       .saved_context = options->saved_context};
  struct timespec start = {0}, end = {0};
  *results = (search_results){.has_archives = index_archive_count(index) > 1};
  (void)clock_gettime(CLOCK_MONOTONIC, &start); /* cannot fail for this clock */
  sse_status status = search_at_once(&run, query, err);
  (void)clock_gettime(CLOCK_MONOTONIC, &end);
  results->took_ms = milliseconds_between(start, end);
  if (!status && results->notes.failed) status = sse_fail_memory(err);
  index_statement_end(run.row);
  ranking_reset(&run.ranking);
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
