/* search/ and query/ while one allocation fails, each in turn: a search reports it, or finds what it
 * otherwise finds. The index is opened without failing allocations, which index/ tests. */
#include "failing.h"

#include "faults.h"

#include "indexing.h"
#include "search/search.h"

static const char items[] =
    "{\"id\":\"1\",\"title\":\"A ferry of the members\",\"text\":\"Boats by sea. The social economy of the "
    "harbour and its cooperatives, which the members own.\",\"date\":\"2023-07-25\",\"source\":\"Mill\","
    "\"lang\":\"en\",\"tags\":[\"sea/boats\",\"work\"]}\n"
    "{\"id\":\"2\",\"title\":\"Another ferry\",\"text\":\"Cooperatives by river: the economy of boats.\","
    "\"date\":\"2022-01-02\",\"source\":\"Harbour\",\"lang\":\"en\",\"tags\":[\"sea/boats\"]}\n"
    "{\"id\":\"3\",\"title\":\"Un bac\",\"text\":\"Le ferry des membres et leurs coop\u00e9ratives\","
    "\"date\":\"2022-01-02\",\"source\":\"Harbour\",\"lang\":\"fr\"}\n"
    "{\"id\":\"4\",\"title\":\"A ferry of the members\",\"text\":\"Boats by sea. The social economy of the "
    "harbour and its cooperatives, which the members own.\",\"date\":\"2023-07-26\",\"source\":\"Coast\","
    "\"lang\":\"en\"}\n"
    "{\"id\":\"5\",\"title\":\"\ud611\ub3d9\uc870\ud569 "
    "\uc18c\uc2dd\",\"text\":\"\uc0ac\ud68c\uc801\uacbd\uc81c"
    "\",\"lang\":\"ko\"}\n"
    "{\"id\":\"6\",\"title\":\"\u793e\u4f1a\u7684\u7d4c\u6e08\",\"lang\":\"ja\"}\n";

static void *folder;
static const char *asked;
static search_options searched;
static text_synonyms *synonyms;

static void append_counts(sse_buffer *out, const search_counts *counts) {
  for (size_t i = 0; i < counts->count; i++)
    sse_buffer_printf(out, " %s %zu/%zu", counts->counts[i].name, counts->counts[i].count,
                      counts->counts[i].items);
}

static void append_results(sse_buffer *out, const search_results *results) {
  sse_buffer_printf(out, "%s: %zu, %s", results->query, results->total,
                    results->suggestion ? results->suggestion : "no suggestion");
  for (size_t i = 0; i < results->notes.count; i++)
    sse_buffer_printf(out, " (%s)", results->notes.notes[i].text);
  for (size_t i = 0; i < results->hit_count; i++) {
    const search_hit *hit = &results->hits[i];
    sse_buffer_printf(out, "\n%s %.6f %zu+%zu %s %zu", hit->id, hit->score, hit->title.range_count,
                      hit->snippet.range_count, hit->snippet.text ? hit->snippet.text : "", hit->also_count);
    for (size_t k = 0; k < hit->part_count; k++)
      sse_buffer_printf(out, "; %s", hit->parts[k].what);
  }
  append_counts(out, &results->facets.years);
  append_counts(out, &results->facets.sources);
  append_counts(out, &results->facets.languages);
  append_counts(out, &results->facets.tags);
}

static sse_status find_saved(void *context, const char *name, sse_buffer *query, bool *found,
                             sse_error *err) {
  (void)context;
  *found = strcmp(name, "boats") == 0;
  if (*found) sse_buffer_append_text(query, "boats OR ferry");
  return query->failed ? sse_fail_memory(err) : SSE_OK;
}

static sse_status know_one(void *context, const char *id, uint64_t content, bool *known, sse_error *err) {
  (void)context, (void)content, (void)err;
  *known = strcmp(id, "1") == 0;
  return SSE_OK;
}

static index_db *open_index(void) {
  index_db *index;
  sse_error err;
  bool fails = fails_memory;
  fails_memory = false;
  if (index_open(path_in(&folder, "index.db"), &index, &err)) fail_msg("%s", err.message);
  fails_memory = fails;
  return index;
}

static bool search(const char *where, sse_buffer *out) {
  (void)where;
  search_results results = {0};
  sse_error err = {0};
  index_db *index = open_index();
  sse_status status = search_run(index, asked, &searched, &results, &err);
  if (!status) append_results(out, &results);
  if (status) assert_true(strlen(err.message) > 5);
  search_results_reset(&results);
  index_close(index);
  return status == SSE_OK;
}

static bool complete(const char *where, sse_buffer *out) {
  (void)where;
  index_counts completions = {0};
  sse_error err = {0};
  index_db *index = open_index();
  sse_status status = search_complete(index, asked, &completions, &err);
  for (size_t i = 0; i < completions.count && !status; i++)
    sse_buffer_printf(out, "%s %zu;", completions.counts[i].name, completions.counts[i].count);
  index_counts_reset(&completions);
  index_close(index);
  return status == SSE_OK;
}

static void a_search_short_of_memory_says_so_or_finds_the_same(void **state) {
  (void)state;
  static const struct {
    const char *query;
    search_options options;
  } rows[] = {
      {"new cooperativs", {.suggest = true, .explain = true, .facets = true}},
      {"(boats OR bac) -river title:=ferry NEAR/3 members", {.stories = true, .is_known = know_one}},
      {"coop* mou", {.filters = "after:2021 lang:en tag:sea source:mill", .half_life = 30}},
      {"*ative saved:boats", {.saved = find_saved, .paths = true, .whole_texts = true}},
      {"the members own coo", {.typing = true, .sort = SEARCH_NEWEST}},
      {"\ud611\ub3d9\uc870\ud569 \u793e\u4f1a", {.all_items = true, .facets = true}},
      {"", {.similar = "1"}},
  };
  if (!OWN_MALLOC) skip();
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    asked = rows[i].query;
    searched = rows[i].options;
    searched.limit = 10;
    searched.today = (sse_date){2024, 1, 31};
    searched.synonyms = synonyms;
    assert_says_so_or_gives_the_same(folder, asked, search);
  }
}

static void completing_short_of_memory_says_so_or_gives_the_same(void **state) {
  (void)state;
  static const char *const rows[] = {"ferry coop", "source:ha", "tag:sea"};
  if (!OWN_MALLOC) skip();
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    asked = rows[i];
    assert_says_so_or_gives_the_same(folder, asked, complete);
  }
}

static int make_index(void **state) {
  text_analyser *analyser;
  sse_error err;
  if (make_folder(state) != 0 || text_analyser_new(&analyser, &err)) return -1;
  folder = *state;
  write_text(path_in(state, "items.jsonl"), items);
  (void)index_path_into(path_in(state, "index.db"), path_in(state, "items.jsonl"));
  sse_status status =
      text_synonyms_new(analyser, STR("mou, memorandum of understanding"), "", &synonyms, &err);
  text_analyser_free(analyser);
  return (int)status;
}

static int remove_index(void **state) {
  text_synonyms_free(synonyms);
  return remove_folder(state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_search_short_of_memory_says_so_or_finds_the_same),
      cmocka_unit_test(completing_short_of_memory_says_so_or_gives_the_same),
  };
  return cmocka_run_group_tests(tests, make_index, remove_index);
}
