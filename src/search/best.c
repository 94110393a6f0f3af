/* The best hits of a query, class by class: one per id and story, those of a thread first, sorted by their
 * texts if that may change something. How many hits are dropped as repeated is not known in advance, so more
 * are searched for as needed. */
#include "search/rank.h"
#include "search/rerank.h"
#include "search/run.h"
#include "search/top.h"

#include <stdlib.h>
#include <string.h>

struct rank_wanted run_wanted(const struct run *run, enum rank_class class, size_t count) {
  const search_options *options = run->options;
  return (struct rank_wanted){.class = class,
                              .count = count,
                              .sort = options->sort,
                              .half_life = options->half_life,
                              .today = index_day_of(options->today),
                              .exhaustive = options->exhaustive,
                              .both = options->both};
}

/* A single word has no other to be near to, but may have accents or capitals. */
static bool needs_texts(const struct run *run) {
  return run->query.group_count > 1 || run->query.typed.length > 0 || run->query.has_names;
}

/* Sorts the best hits again by what their texts show besides the words. */
static sse_status order_by_texts(struct run *run, sse_error *err) {
  size_t count = run->count < SEARCH_NEAR_MOST ? run->count : SEARCH_NEAR_MOST;
  if (!needs_texts(run) || run->options->sort != SEARCH_RELEVANCE) return SSE_OK;
  return rerank(&run->ranking, run->matcher, run->language, run->hits, count, err);
}

/* Appends the best items of a class to the hits. */
static sse_status add_class(struct run *run, enum rank_class class, size_t wanted) {
  struct rank_wanted best = run_wanted(run, class, wanted - run->count);
  if (class != RANK_SOME && run->few_count <= RUN_FEW) {
    best.among = run->few;
    best.among_count = run->few_count;
  }
  size_t found = 0;
  sse_status status = rank_best(&run->ranking, &best, run->hits + run->count, &found);
  run->count += found;
  return status;
}

/* Moves the items of a letter's thread to the front of those that are similar to it. */
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
  run->hits = calloc(top_room(wanted), sizeof *run->hits);
  if (!run->hits) return sse_fail_memory(err);
  bool by_date = rank_is_by_date(&run->ranking, run->options->sort);
  sse_status status = by_date ? SSE_OK : add_class(run, RANK_LITERAL, wanted);
  if (!status && (by_date || run->query.has_alternatives) && run->count < wanted)
    status = add_class(run, RANK_EVERY, wanted);
  if (!status && widen && run->count < wanted) status = add_class(run, RANK_SOME, wanted);
  return status;
}

/* Keeps only the best of the items with the same id, which come from different archives, or of the same
 * story, and none with the id of the item that others must be similar to. `dropped` is the number of those
 * dropped for their id, by class. */
static sse_status drop_repeated(struct run *run, size_t dropped[RANK_NONE], sse_error *err) {
  struct seen seen;
  size_t kept = 0;
  enum seen_before before;
  sse_status status = run_begin_seen(run, &seen, err);
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

/* Subtracts the dropped items from the counts if these include them, which is the case if not all common ids
 * are known. */
static void count_dropped(struct run *run, const size_t dropped[RANK_NONE]) {
  search_results *results = run->results;
  size_t every = run->few_count > RUN_FEW ? dropped[RANK_LITERAL] + dropped[RANK_EVERY] : 0;
  if (!results->total_is_exact || run->common->is_complete) return;
  results->total -= every + dropped[RANK_SOME];
  results->total_every -= every;
  /* Stories belong to one archive: those that the dropped items were counted in are not known. */
  if (every + dropped[RANK_SOME] > 0 || results->stories >= results->total) results->stories = 0;
  results->relaxed = results->relaxed && results->total > results->total_every;
}

/* Finds the best items, with one of each id and story. Repeated items are only recognised among hits, so the
 * search is repeated with room for twice as many as were dropped. */
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

sse_status run_find_best(struct run *run, bool widen, sse_error *err) {
  const search_options *options = run->options;
  size_t wanted = options->limit + options->offset;
  if (needs_texts(run) && wanted < SEARCH_NEAR_MOST) wanted = SEARCH_NEAR_MOST;
  if (options->is_known) wanted = run->results->total;
  if (wanted > run->results->total) wanted = run->results->total_is_exact ? run->results->total : wanted;
  sse_status status = find_different(run, widen, wanted, err);
  if (!status) status = order_by_texts(run, err);
  return status ? status : order_by_thread(run, err);
}
