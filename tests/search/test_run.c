/* Which items a query finds, and in what order. */
#include "failing.h"

#include "indexing.h"

#include "search/search.h"

#include <time.h>

static char database[512];
static index_db *index_open_now;

static int make_index(void **state) {
  sse_error err;
  if (make_folder(state) != 0) return -1;
  write_text(path_in(state, "page.txt"),
             "July 2023\n"
             " 1. Apples and pears\n\n   01 July 2023\n\n   Fruit of a cooperative.\n"
             " 2. A cooperative\n\n   02 July 2023\n\n   Nothing but apples.\n"
             " 3. Pears\n\n   03 July 2023\n\n   Pears only.\n"
             " 4. Plums\n\n   04 July 2023\n\n   Plum jam.\n"
             " 5. Plums\n\n   05 July 2023\n\n   Plum jam.\n"
             " 6. Noise one\n\n   Filler.\n 7. Noise two\n\n   Filler.\n 8. Noise three\n\n   Filler.\n"
             " 9. Noise four\n\n   Filler.\n 10. Noise five\n\n   Filler.\n 11. Noise six\n\n   Filler.\n"
             " 12. สหกรณ์\n\n   สหกรณ์\n");
  (void)snprintf(database, sizeof database, "%s", path_in(state, "index.db"));
  (void)index_path_into(database, path_in(state, "page.txt"));
  return index_open(database, &index_open_now, &err) == SSE_OK ? 0 : -1;
}

static int remove_index(void **state) {
  index_close(index_open_now);
  return remove_folder(state);
}

static search_results search(const char *query, search_options options) {
  search_results results;
  sse_error err;
  if (search_run(index_open_now, query, &options, &results, &err)) fail_msg("%s", err.message);
  return results;
}

static void assert_titles(const search_results *results, const char *expected) {
  sse_buffer titles = {0};
  sse_buffer_append_text(&titles, "");
  for (size_t i = 0; i < results->hit_count; i++)
    sse_buffer_printf(&titles, "%s%s;", results->hits[i].title.text, results->hits[i].has_every ? "" : "?");
  assert_string_equal(titles.data, expected);
  sse_buffer_reset(&titles);
}

static void the_headline_counts_more_than_the_body(void **state) {
  (void)state;
  search_results results = search("apples", (search_options){.limit = 10});
  assert_titles(&results, "Apples and pears;A cooperative;");
  assert_int_equal(results.total, 2);
  assert_false(results.relaxed);
  search_results_reset(&results);
}

static void items_with_some_of_the_words_follow_where_few_have_all(void **state) {
  (void)state;
  search_results results = search("apples pears", (search_options){.limit = 10});
  assert_titles(&results, "Apples and pears;Pears?;A cooperative?;");
  assert_true(results.relaxed);
  assert_int_equal(results.total, 3);
  assert_int_equal(results.total_every, 1);
  search_results_reset(&results);
}

static void match_all_and_any_do_what_they_say(void **state) {
  (void)state;
  search_results results = search("apples pears", (search_options){.limit = 10, .match = SEARCH_MATCH_ALL});
  assert_titles(&results, "Apples and pears;");
  assert_false(results.relaxed);
  search_results_reset(&results);
  results = search("filler noise plums", (search_options){.limit = 10, .match = SEARCH_MATCH_ANY});
  assert_int_equal(results.total, 8);
  assert_false(results.relaxed);
  search_results_reset(&results);
}

static void the_parts_of_a_chain_are_as_good_as_it_but_not_where_it_is_excluded(void **state) {
  (void)state;
  static const char *const queries[][2] = {
      {"apples-pears", "Apples and pears;"},
      {"fruit (apples-pears OR jam)", "Apples and pears;"},
      {"fruit -apples-pears", "Apples and pears;"},
      {"fruit -(apples-jam OR -apples-pears)", "Apples and pears;"},
      {"\"apples-pears\"", ""},
  };
  for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
    search_results results = search(queries[i][0], (search_options){.limit = 10, .match = SEARCH_MATCH_ALL});
    assert_titles(&results, queries[i][1]);
    search_results_reset(&results);
  }
}

static void enough_items_with_all_words_are_not_mixed_with_others(void **state) {
  (void)state;
  search_results results = search("noise filler", (search_options){.limit = 10});
  assert_int_equal(results.total, 6);
  assert_false(results.relaxed);
  search_results_reset(&results);
}

static void ties_break_by_date_newest_first(void **state) {
  (void)state;
  search_results results = search("plum", (search_options){.limit = 10});
  assert_int_equal(results.hit_count, 2);
  assert_string_equal(results.hits[0].date, "2023-07-05");
  assert_string_equal(results.hits[1].date, "2023-07-04");
  search_results_reset(&results);
}

static void pages_follow_each_other_and_the_total_stays(void **state) {
  (void)state;
  search_results all = search("noise", (search_options){.limit = 10});
  assert_int_equal(all.hit_count, 6);
  for (size_t i = 0; i < 6; i++) {
    search_results page = search("noise", (search_options){.limit = 1, .offset = i});
    assert_int_equal(page.hit_count, 1);
    assert_int_equal(page.total, 6);
    assert_string_equal(page.hits[0].id, all.hits[i].id);
    search_results_reset(&page);
  }
  search_results page = search("noise", (search_options){.limit = 5, .offset = 100});
  assert_int_equal(page.hit_count, 0);
  assert_int_equal(page.total, 6);
  search_results_reset(&page);
  search_results_reset(&all);
}

static void any_query_is_accepted(void **state) {
  (void)state;
  const char *const queries[] = {"\"",
                                 "\"apples",
                                 "NEAR(",
                                 "NEAR(apples pears)",
                                 "apples AND",
                                 "*",
                                 "a*b",
                                 "-apples",
                                 "title:apples",
                                 "{title}:x",
                                 "^",
                                 "()",
                                 ")(",
                                 "🎉",
                                 "apples 🎉",
                                 "%s%n",
                                 "' OR 1=1 --",
                                 "\\",
                                 "\xFF\xFE",
                                 "NOT",
                                 "apples\n\tpears",
                                 "a\"b\"c",
                                 "+",
                                 "co-operative",
                                 "’"};
  for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
    search_results results = search(queries[i], (search_options){.limit = 10});
    search_results_reset(&results);
  }
}

static void a_query_of_ten_thousand_characters_is_answered(void **state) {
  (void)state;
  sse_buffer query = {0};
  for (int i = 0; query.length < 10000; i++)
    sse_buffer_printf(&query, "apples w%d ", i);
  search_results results = search(query.data, (search_options){.limit = 10});
  assert_true(results.words_cut);
  assert_int_equal(results.total, 2);
  search_results_reset(&results);
  sse_buffer_reset(&query);
}

static void a_query_without_words_finds_nothing_and_says_so(void **state) {
  (void)state;
  search_results results = search("?!", (search_options){.limit = 10});
  assert_int_equal(results.word_count, 0);
  assert_int_equal(results.total, 0);
  search_results_reset(&results);
}

static void synonyms_and_stems_are_found_behind_what_was_typed(void **state) {
  text_synonyms *synonyms;
  search_results results;
  sse_error err;
  (void)state;
  write_text(path_in(state, "rules.txt"), "pears, plums\n");
  assert_int_equal(query_synonyms(index_open_now, path_in(state, "rules.txt"), &synonyms, &err), SSE_OK);
  const search_options options = {.limit = 10, .synonyms = synonyms};
  assert_int_equal(search_run(index_open_now, "pears", &options, &results, &err), SSE_OK);
  assert_titles(&results, "Pears;Apples and pears;Plums;Plums;");
  search_results_reset(&results);
  assert_int_equal(search_run(index_open_now, "\"pears\"", &options, &results, &err), SSE_OK);
  assert_titles(&results, "Pears;Apples and pears;");
  search_results_reset(&results);
  assert_int_equal(search_run(index_open_now, "pear", &options, &results, &err), SSE_OK);
  assert_titles(&results, "Pears;Apples and pears;Plums;Plums;");
  search_results_reset(&results);
  assert_int_equal(search_run(index_open_now, "=pear", &options, &results, &err), SSE_OK);
  assert_int_equal(results.total, 0);
  search_results_reset(&results);
  text_synonyms_free(synonyms);
}

static void what_is_misspelt_is_put_right(void **state) {
  static const char *const pairs[][2] = {
      {"coperative", "cooperative"},              /* a letter is missing */
      {"cooperrative", "cooperative"},            /* one too many */
      {"coopezative", "cooperative"},             /* a wrong one */
      {"fillre", "Filler"},                       /* two are swapped */
      {"cooepratvie", "cooperative"},             /* twice, in a long word */
      {"aples coperative", "apples cooperative"}, /* each word of the query */
      {"(aples OR jam) -plum", "(apples OR jam) -plum"},
      {"title:aples", "title:apples"},
      {"apples", NULL},
      {"cooperatives", NULL},   /* another form of a word in the index */
      {"\"coperative\"", NULL}, /* exact */
      {"=coperative", NULL},
      {"aples-coperative", NULL}, /* its parts are not separate words */
      {"สหกรณ", NULL},            /* pairs of characters that another word has, too */
      {"jem", NULL},              /* too short */
      {"xylophone", NULL},
      {"", NULL},
  };
  (void)state;
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    search_results results = search(pairs[i][0], (search_options){.limit = 10, .suggest = true});
    if (!pairs[i][1] != !results.suggestion || (pairs[i][1] && strcmp(pairs[i][1], results.suggestion) != 0))
      fail_msg("%s: %s", pairs[i][0], results.suggestion ? results.suggestion : "nothing");
    search_results_reset(&results);
  }
}

static void everything_is_listed_by_date_where_that_is_asked_for(void **state) {
  (void)state;
  search_results results = search("", (search_options){.limit = 2, .everything = true, .facets = true});
  assert_titles(&results, "Plums;Plums;");
  assert_int_equal(results.total, 12);
  assert_int_equal(results.facets.months.counts[0].count, 12);
  search_results_reset(&results);
  results = search("pears", (search_options){.limit = 5, .everything = true});
  assert_titles(&results, "Pears;Apples and pears;");
  search_results_reset(&results);
}

static void an_item_is_read_whole_by_its_id(void **state) {
  search_hit item;
  sse_error err;
  (void)state;
  search_results results = search("apples", (search_options){.limit = 1});
  assert_int_equal(search_item(index_open_now, NULL, results.hits[0].id, false, &item, &err), SSE_OK);
  assert_string_equal(item.title.text, "Apples and pears");
  assert_string_equal(item.snippet.text, "Fruit of a cooperative.");
  assert_string_equal(item.date, "2023-07-01");
  search_hit_reset(&item);
  search_results_reset(&results);
  assert_int_equal(search_item(index_open_now, NULL, "nothing", false, &item, &err), SSE_NOT_FOUND);
  search_hit_reset(&item);
}

static void assert_completions(const char *text, const char *expected) {
  index_counts counts;
  sse_error err;
  sse_buffer all = {0};
  sse_buffer_append_text(&all, "");
  assert_int_equal(search_complete(index_open_now, text, &counts, &err), SSE_OK);
  for (size_t i = 0; i < counts.count; i++)
    sse_buffer_printf(&all, "%s %zu;", counts.counts[i].name, counts.counts[i].count);
  assert_string_equal(all.data, expected);
  index_counts_reset(&counts);
  sse_buffer_reset(&all);
}

static void the_last_word_is_completed_the_most_frequent_first(void **state) {
  (void)state;
  assert_completions("no", "Noise 6;Nothing 1;");
  assert_completions("Apples -title:PE", "Apples -title:pears 2;");
  assert_completions("\"jam PLU", "\"jam Plum 2;\"jam Plums 2;");
  assert_completions("co-op", "cooperative 2;");
  assert_completions("plum d'app", "plum d'apples 2;");
  assert_completions("n", "");
  assert_completions("no ", "");
  assert_completions("xyz", "");
  assert_completions("", "");
}

/* Suggestions and completions are spelt as in the items: in lower case if any item does so. */
static void words_are_shown_as_people_write_them(void **state) {
  static const char items[] =
      "{\"title\":\"Économique\",\"text\":\"un plan économique, \u00e9conomic \u00e9conomic "
      "\u00e9conomic\",\"lang\":\"fr\"}\n"
      "{\"title\":\"António Guterres\",\"text\":\"parle de la guerre\",\"lang\":\"fr\"}\n"
      "{\"title\":\"협동조합은\",\"text\":\"협동조합 협동조합의 협동기금\",\"lang\":\"ko\"}\n"
      "{\"title\":\"the bank of the people\",\"text\":\"banking for what it is, "
      "economic\",\"lang\":\"en\"}\n";
  static const char *const completions[][2] = {{"econ", "économic;économique"},
                                               {"gute", "Guterres"},
                                               {"협동", "협동조합;협동기금"},
                                               {"동조", ""},
                                               {"협", ""}};
  static const char *const suggestions[][2] = {
      {"economiqe", "économique"},
      {"Gutterres", "Guterres"},
      {"Guexrrxe", NULL}, /* a name, two edits away */
      {"guexrrxe", "guerre"},
      {"what is the banque of the people", NULL}, /* in English */
      {"what is the bannk of the people", "what is the bank of the people"},
      {"guerrex bank", NULL},                                                       /* would find no more */
      {"what is the ecnomic of the people", "what is the economic of the people"}}; /* as in English */
  char path[512];
  index_db *index;
  sse_error err;
  write_text(path_in(state, "words.jsonl"), items);
  (void)snprintf(path, sizeof path, "%s", path_in(state, "words.db"));
  (void)index_path_into(path, path_in(state, "words.jsonl"));
  assert_int_equal(index_open(path, &index, &err), SSE_OK);
  for (size_t i = 0; i < sizeof completions / sizeof *completions; i++) {
    index_counts counts;
    sse_buffer all = {0};
    sse_buffer_append_text(&all, "");
    assert_int_equal(search_complete(index, completions[i][0], &counts, &err), SSE_OK);
    for (size_t k = 0; k < counts.count; k++)
      sse_buffer_printf(&all, "%s%s", k > 0 ? ";" : "", counts.counts[k].name);
    assert_string_equal(all.data, completions[i][1]);
    index_counts_reset(&counts);
    sse_buffer_reset(&all);
  }
  for (size_t i = 0; i < sizeof suggestions / sizeof *suggestions; i++) {
    search_results results;
    const search_options options = {.limit = 10, .suggest = true};
    assert_int_equal(search_run(index, suggestions[i][0], &options, &results, &err), SSE_OK);
    if (!suggestions[i][1] != !results.suggestion ||
        (suggestions[i][1] && strcmp(suggestions[i][1], results.suggestion) != 0))
      fail_msg("%s: %s", suggestions[i][0], results.suggestion ? results.suggestion : "nothing");
    search_results_reset(&results);
  }
  index_close(index);
}

static void a_search_is_cut_off_when_its_time_is_over_and_the_next_is_not(void **state) {
  const search_options options = {.limit = 10};
  const struct timespec longer = {.tv_nsec = 2000000};
  search_results results;
  sse_error err;
  (void)state;
  index_limit_time(index_open_now, 1);
  (void)nanosleep(&longer, NULL);
  assert_int_equal(search_run(index_open_now, "apples", &options, &results, &err), SSE_TIMEOUT);
  assert_non_null(strstr(err.message, "1 milliseconds"));
  search_results_reset(&results);
  index_limit_time(index_open_now, 0);
  assert_int_equal(search_run(index_open_now, "apples", &options, &results, &err), SSE_OK);
  assert_int_equal(results.total, 2);
  search_results_reset(&results);
}

/* A query and its options. */
struct asking {
  const char *query;
  search_options options;
};

static void put_counts(const char *what, const search_counts *counts, sse_buffer *answer) {
  for (size_t i = 0; i < counts->count; i++)
    sse_buffer_printf(answer, " %s:%s %zu/%zu", what, counts->counts[i].name, counts->counts[i].count,
                      counts->counts[i].items);
}

static void put_facets(const search_facets *facets, sse_buffer *answer) {
  put_counts("year", &facets->years, answer);
  put_counts("month", &facets->months, answer);
  put_counts("source", &facets->sources, answer);
  put_counts("language", &facets->languages, answer);
  put_counts("tag", &facets->tags, answer);
  put_counts("group", &facets->groups, answer);
}

static void put_hit(const search_hit *hit, sse_buffer *answer) {
  sse_buffer_printf(answer, "%s %s %s %s", hit->title.text, hit->date, hit->path ? hit->path : "-",
                    hit->snippet.text);
  for (size_t i = 0; i < hit->snippet.range_count; i++)
    sse_buffer_printf(answer, " %zu+%zu", hit->snippet.ranges[i].start, hit->snippet.ranges[i].length);
  for (size_t i = 0; i < hit->part_count; i++)
    sse_buffer_printf(answer, " %u %s;", hit->parts[i].depth, hit->parts[i].what);
  for (size_t i = 0; i < hit->also_count; i++)
    sse_buffer_printf(answer, " also %s;", hit->also[i].title);
}

static sse_status ask(index_db *index, const struct asking *asking, sse_buffer *answer, sse_error *err) {
  search_results results;
  index_counts completions = {0};
  search_hit item = {0};
  sse_status status = search_run(index, asking->query, &asking->options, &results, err);
  if (!status) status = search_complete(index, "app", &completions, err);
  if (!status && results.hit_count > 0)
    status = search_item(index, NULL, results.hits[0].id, true, &item, err);
  fails_memory = false;
  for (size_t i = 0; i < results.hit_count && !status; i++)
    put_hit(&results.hits[i], answer);
  if (!status) {
    sse_buffer_printf(answer, "%zu %zu %s %zu %s", results.total, results.notes.count, results.suggestion,
                      completions.count, item.path ? item.snippet.text : "");
    put_facets(&results.facets, answer);
  }
  search_results_reset(&results);
  index_counts_reset(&completions);
  search_hit_reset(&item);
  return status;
}

/* Runs a search on a newly opened index while the `nth` allocation fails; 0: none fails. */
static sse_status ask_short(const struct asking *asking, long nth, sse_buffer *answer, sse_error *err) {
  index_db *index;
  assert_int_equal(index_open(database, &index, err), SSE_OK);
  happened = false;
  countdown = nth;
  fails_memory = nth > 0;
  sse_status status = ask(index, asking, answer, err);
  fails_memory = false;
  countdown = 0;
  index_close(index);
  return status;
}

/* Every STRIDE-th allocation fails, and every one under `make torture` (SSE_TORTURE=1). */
static void a_search_short_of_memory_says_so_or_answers_as_ever(void **state) {
  enum { STRIDE = 3 };
  static const struct asking askings[] = {
      {"apples pears", {.limit = 10, .facets = true, .all_items = true, .explain = true, .paths = true}},
      {"plums", {.limit = 10, .stories = true, .whole_texts = true}},
      {"aples title:pears after:2022", {.limit = 10, .suggest = true, .sort = SEARCH_NEWEST}},
      {"aples -jam title:pears after:2022", {.limit = 3}},
      {"什么 apples", {.limit = 3, .match = SEARCH_MATCH_ALL}}, /* a function word */
      {"NEAR(apples pears) OR (\"plum jam\" noise*)", {.limit = 3}},
      {"(a*s OR =plum) NEAR/3 (\"jam *l*\" OR -pears) \"plum jam\"~2 -f*r", {.limit = 3}},
      {"plum has:date -has:url site:x url:y path:page id:z foo:bar July 2023 date:nonsense",
       {.limit = 3, .paths = true}},
      {"\"plum jam\" noise*",
       {.limit = 3, .filters = "date:2023 lang:en source:(page OR p*e) tag:fruit group:members saved:none"}},
  };
  const long stride = getenv("SSE_TORTURE") ? 1 : STRIDE;
  (void)state;
  if (!OWN_MALLOC) skip();
  for (size_t i = 0; i < sizeof askings / sizeof *askings; i++) {
    sse_buffer wanted = {0};
    sse_error err;
    assert_int_equal(ask_short(&askings[i], 0, &wanted, &err), SSE_OK);
    happened = true;
    for (long nth = 1; happened; nth += stride) {
      sse_buffer answer = {0};
      sse_status status = ask_short(&askings[i], nth, &answer, &err);
      bool is_same = !status && sse_str_equal(sse_buffer_str(&answer), sse_buffer_str(&wanted));
      if (!is_same && !(status == SSE_NO_MEMORY && happened))
        fail_msg("%s, allocation %ld: status %d: %s\nnot\n%s", askings[i].query, nth, (int)status,
                 status ? err.message : answer.data, wanted.data);
      sse_buffer_reset(&answer);
    }
    sse_buffer_reset(&wanted);
  }
}

static void a_word_that_is_being_typed_is_found_by_its_beginnings(void **state) {
  static const struct {
    const char *query, *found;
  } rows[] = {{"plu", "Plums;Plums;"},
              {"apples pea", "Apples and pears;"},
              {"pears", "Pears;Apples and pears;"},
              {"plu ", ""},                                 /* ended by a space */
              {"\"plu", ""},                                /* more than a word */
              {"p", "Pears;Plums;Plums;Apples and pears;"}, /* one letter is enough in a small index */
              {"title:plu", ""}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    search_results typing =
        search(rows[i].query, (search_options){.limit = 5, .typing = true, .match = SEARCH_MATCH_ALL});
    assert_titles(&typing, rows[i].found);
    search_results_reset(&typing);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_word_that_is_being_typed_is_found_by_its_beginnings),
      cmocka_unit_test(the_headline_counts_more_than_the_body),
      cmocka_unit_test(items_with_some_of_the_words_follow_where_few_have_all),
      cmocka_unit_test(match_all_and_any_do_what_they_say),
      cmocka_unit_test(the_parts_of_a_chain_are_as_good_as_it_but_not_where_it_is_excluded),
      cmocka_unit_test(enough_items_with_all_words_are_not_mixed_with_others),
      cmocka_unit_test(ties_break_by_date_newest_first),
      cmocka_unit_test(pages_follow_each_other_and_the_total_stays),
      cmocka_unit_test(any_query_is_accepted),
      cmocka_unit_test(a_query_of_ten_thousand_characters_is_answered),
      cmocka_unit_test(a_query_without_words_finds_nothing_and_says_so),
      cmocka_unit_test(everything_is_listed_by_date_where_that_is_asked_for),
      cmocka_unit_test(an_item_is_read_whole_by_its_id),
      cmocka_unit_test(the_last_word_is_completed_the_most_frequent_first),
      cmocka_unit_test(words_are_shown_as_people_write_them),
      cmocka_unit_test(a_search_is_cut_off_when_its_time_is_over_and_the_next_is_not),
      cmocka_unit_test(a_search_short_of_memory_says_so_or_answers_as_ever),
      cmocka_unit_test(what_is_misspelt_is_put_right),
      cmocka_unit_test(synonyms_and_stems_are_found_behind_what_was_typed),
  };
  return cmocka_run_group_tests(tests, make_index, remove_index);
}
