/* Counts what matches: items with every word and, if there are hardly any, items with some of the words.
 * An id that several archives have counts once, and so does a story, on request.
 * Facets are counted on the way. */
#include "search/rank.h"
#include "search/run.h"

sse_status run_begin_seen(const struct run *run, struct seen *seen, sse_error *err) {
  *seen = (struct seen){.index = run->index, .ranking = run->ranking.index, .common = run->common};
  seen->by_story = run->has_stories;
  return run->like.number > 0 ? seen_begin(seen, run->like.number, err) : SSE_OK;
}

/* Counts an item that matches, by its id if any are known to be common, and by its story if stories are
 * wanted. */
static sse_status count_item(void *context, uint32_t item, sse_error *err) {
  struct run *run = context;
  enum seen_before before = SEEN_NOTHING;
  sse_status status = SSE_OK;
  if (run->common->count > 0) {
    status = seen_note(&run->counted, item, &before, err);
  } else if (run->has_stories) {
    status = seen_note_story(&run->counted, item, &before, err);
  }
  run->same += before == SEEN_ID;
  run->repeated += before == SEEN_STORY;
  run->own += before == SEEN_OWN;
  if (!status && run->facets && before != SEEN_OWN) facets_take(run->facets, item);
  return status;
}

static sse_status keep_few(void *context, uint32_t item, sse_error *err) {
  struct run *run = context;
  if (run->few_count < RUN_FEW) run->few[run->few_count] = item;
  run->few_count++;
  return count_item(context, item, err);
}

/* The same for the items of a stretch, for which counting suffices. */
static void keep_stretch(void *context, uint32_t first, const uint64_t *bits) {
  struct run *run = context;
  for (size_t i = 0; i < FILTER_WORDS; i++) {
    uint64_t left = bits[i];
    for (; left != 0 && run->few_count < RUN_FEW; left &= left - 1)
      run->few[run->few_count++] = first + (uint32_t)(i * 64 + (size_t)__builtin_ctzll(left));
    run->few_count += (size_t)__builtin_popcountll(left);
  }
  if (run->facets) facets_take_stretch(run->facets, first, bits);
}

/* If not all common ids are known, reads those of the items that have every word, provided they are few. */
static sse_status count_few(struct run *run, sse_error *err) {
  struct seen seen;
  enum seen_before before;
  if (run->common->is_complete || run->few_count > RUN_FEW) return SSE_OK;
  sse_status status = run_begin_seen(run, &seen, err);
  for (size_t i = 0; i < run->few_count && !status; i++) {
    status = seen_note(&seen, run->few[i], &before, err);
    run->same += !status && before == SEEN_ID;
  }
  seen_reset(&seen);
  return status;
}

/* Counts the items of a class, each id once as far as that is known. `*is_cut` is set if there may be
 * more. */
static sse_status count_class(struct run *run, enum rank_class class, size_t most, size_t *count,
                              bool *is_cut) {
  sse_error *err = run->ranking.err;
  seen_reset(&run->counted);
  run->same = run->repeated = run->own = 0;
  facets_free(run->facets);
  run->facets = NULL;
  sse_status status = run_begin_seen(run, &run->counted, err);
  if (!status && run->options->facets) status = facets_new(&run->ranking, run->common, &run->facets, err);
  const bool is_plain = run->common->count == 0 && !run->has_stories && class == RANK_EVERY;
  const struct rank_listener listener = {class == RANK_EVERY ? keep_few : count_item,
                                         is_plain ? keep_stretch : NULL, run};
  if (!status) status = rank_each(&run->ranking, class, most, &listener, count);
  if (!status && class == RANK_EVERY) status = count_few(run, err);
  *is_cut = *count >= most;
  *count -= run->same + run->own;
  return status;
}

/* Counts, and decides whether items with only some of the words are wanted. */
sse_status run_count(struct run *run, bool *widen) {
  search_results *results = run->results;
  search_match wanted = run->options->match;
  const search_options *options = run->options;
  bool all = options->limit == 0 || options->facets || options->is_known;
  size_t most = all ? SIZE_MAX : SEARCH_COUNT_MOST + 1;
  bool is_cut = false;
  sse_status status = index_common_ids(run->ranking.index, &run->common, run->ranking.err);
  if (!status) status = count_class(run, RANK_EVERY, most, &results->total_every, &is_cut);
  size_t same = run->common->is_complete ? 0 : run->same; /* also among the items with some of the words */
  bool too_few = results->total_every < QUERY_TOO_FEW && results->word_count > 1;
  for (size_t i = 0; i < run->query.group_count; i++) /* a query with OR already says what may be missing */
    too_few = too_few && (run->query.groups[i].run > 0 || !run->query.groups[i].is_optional);
  /* A query of conditions only has found all items that satisfy them. */
  const bool can_widen = run->ranking.required_count > 0 || !run->ranking.allowed;
  *widen = can_widen && (wanted == SEARCH_MATCH_ANY || (wanted == SEARCH_MATCH_AUTO && too_few));
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
                    "in a query this long, quoted phrases are not required");
  results->total_is_exact = !is_cut;
  if (!results->total_is_exact) results->total = SEARCH_COUNT_MOST;
  if (results->total_is_exact && same == 0 && run->repeated > 0)
    results->stories = results->total - run->repeated;
  return status;
}
