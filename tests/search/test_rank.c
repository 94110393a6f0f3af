/* Skipping changes nothing: the best items and their order are those that scoring every item gives. */
#include "indexing.h"

#include "search/search.h"

enum { ITEMS = 16000, WORDS = 1000, QUERIES = 400 };

static char database[512];
static index_db *index_now;
static uint32_t state_of_random = 7;

static uint32_t random_below(uint32_t most) {
  state_of_random = state_of_random * 1664525u + 1013904223u; /* Knuth, 3.3.4 */
  return (state_of_random >> 8) % most;
}

/* A few words are frequent enough to have lists; most are not. */
static uint32_t random_word(void) {
  return random_below(random_below(WORDS) + 1);
}

/* Appends a run of characters from a small set, so that pairs of them recur. */
static void append_run(sse_buffer *text) {
  for (uint32_t signs = 2 + random_below(6); signs > 0; signs--)
    sse_buffer_printf(text, "\xE5\x90%c", (char)(0x88 + random_below(12))); /* U+5408 and those after it */
}

/* Appends what a person may type: words, chains, phrases, runs of characters, prefixes, groups, filters. */
static void append_typed(sse_buffer *text) {
  switch (random_below(16)) {
  case 0:
    sse_buffer_printf(text, "\"w%u w1\" ", random_word());
    return;
  case 1:
    sse_buffer_printf(text, "w%u-w%u ", random_word(), random_word());
    return;
  case 2:
    append_run(text);
    sse_buffer_append_text(text, " ");
    return;
  case 3:
    sse_buffer_printf(text, "w%u* ", random_word() % 100);
    return;
  case 4:
    sse_buffer_printf(text, "-w%u ", random_word());
    return;
  case 5:
    sse_buffer_printf(text, "(w%u OR w%u*) ", random_word(), random_word());
    return;
  case 6:
    sse_buffer_printf(text, "after:20%02u ", random_below(20));
    return;
  case 7:
    sse_buffer_printf(text, "w%u NEAR/3 w%u ", random_word(), random_word());
    return;
  case 8:
    sse_buffer_printf(text, "NOT (w%u lang:%s) ", random_word(), random_below(2) ? "en" : "fr");
    return;
  case 9:
    sse_buffer_append_text(text, "w* ");
    return;
  default:
    sse_buffer_printf(text, "w%u ", random_word());
  }
}

static int make_index(void **state) {
  sse_error err;
  if (make_folder(state) != 0) return -1;
  FILE *file = fopen(path_in(state, "items.jsonl"), "w");
  if (!file) return -1;
  for (int i = 0; i < ITEMS; i++) {
    (void)fprintf(file, "{\"id\":\"x:%u\",\"title\":\"w%u w%u\",\"text\":\"", (unsigned)i * 7919u % ITEMS,
                  random_word(), random_word());
    for (uint32_t word = random_below(60); word > 0; word--)
      (void)fprintf(file, "w%u ", random_word());
    sse_buffer run = {0};
    append_run(&run);
    (void)fprintf(file, "%s", run.data);
    sse_buffer_reset(&run);
    (void)fprintf(file, "\",\"date\":\"20%02u-01-01\",\"lang\":\"en\"}\n", random_below(20));
  }
  if (fclose(file) != 0) return -1;
  (void)snprintf(database, sizeof database, "%s", path_in(state, "index.db"));
  (void)index_path_into(database, path_in(state, "items.jsonl"));
  return index_open(database, &index_now, &err) == SSE_OK ? 0 : -1;
}

static int remove_index(void **state) {
  index_close(index_now);
  return remove_folder(state);
}

static search_results search(const char *query, search_options options) {
  search_results results;
  sse_error err;
  if (search_run(index_now, query, &options, &results, &err)) fail_msg("%s", err.message);
  return results;
}

static void assert_same(const search_results *a, const search_results *b, const char *query) {
  if (a->hit_count != b->hit_count) fail_msg("%s: %zu hits, not %zu", query, a->hit_count, b->hit_count);
  for (size_t i = 0; i < a->hit_count; i++)
    if (strcmp(a->hits[i].id, b->hits[i].id) != 0 || a->hits[i].score != b->hits[i].score)
      fail_msg("%s: hit %zu is %s (%.17g), not %s (%.17g)", query, i + 1, a->hits[i].id, a->hits[i].score,
               b->hits[i].id, b->hits[i].score);
}

static void frequent_words_have_lists_and_others_do_not(void **state) {
  (void)state;
  assert_query(database, "SELECT count(*) BETWEEN 3 AND (SELECT count(*) / 2 FROM word) FROM list", "1");
}

/* Reads the list of a term and compares it with FTS5, posting by posting. */
static void assert_list(index_ranking *ranking, const char *term) {
  index_list list;
  index_postings postings = {0};
  sse_error err;
  char quoted[64];
  (void)snprintf(quoted, sizeof quoted, "\"%s\"", term);
  assert_int_equal(index_list_find(ranking, STR(term), &list, &err), SSE_OK);
  assert_int_equal(index_postings_read(ranking, STR(quoted), &postings, &err), SSE_OK);
  assert_int_equal(list.items, postings.count);
  size_t at = 0;
  for (size_t block = 0; block < list.block_count; block++) {
    uint32_t items[INDEX_BLOCK];
    uint8_t impacts[INDEX_BLOCK];
    size_t count;
    assert_int_equal(index_list_read(ranking, &list, block, items, impacts, &count, &err), SSE_OK);
    for (size_t i = 0; i < count; i++, at++) {
      const index_norms *norms;
      const index_posting *posting = &postings.postings[at];
      assert_true(at < postings.count);
      assert_int_equal(index_norms_of(ranking, posting->item, &norms, &err), SSE_OK);
      uint8_t impact = index_impact(index_ranking_measures(ranking), norms, posting->counts);
      assert_int_equal(items[i], posting->item);
      assert_int_equal(impacts[i], impact);
      assert_true(list.blocks[block].best >= impact);
    }
  }
  assert_int_equal(at, postings.count);
  index_list_reset(&list);
  index_postings_reset(&postings);
}

static void lists_hold_the_postings_of_fts5_with_their_impacts(void **state) {
  index_ranking *ranking;
  sqlite3_stmt *select;
  sse_error err;
  size_t count = 0;
  (void)state;
  assert_int_equal(index_ranking_of(index_now, &ranking, &err), SSE_OK);
  assert_int_equal(index_prepare(index_now, "SELECT term FROM list", &select, &err), SSE_OK);
  for (; sqlite3_step(select) == SQLITE_ROW; count++)
    assert_list(ranking, (const char *)sqlite3_column_text(select, 0));
  assert_true(count > 3);
  sqlite3_finalize(select);
}

static void skipping_gives_the_same_hits_in_the_same_order(void **state) {
  static const search_match matches[] = {SEARCH_MATCH_AUTO, SEARCH_MATCH_ALL, SEARCH_MATCH_ANY};
  text_synonyms *synonyms;
  sse_error err;
  write_text(path_in(state, "rules.txt"), "w1, w40, w200 w3\nw2 w5, w60\n");
  assert_int_equal(query_synonyms(index_now, path_in(state, "rules.txt"), &synonyms, &err), SSE_OK);
  for (int i = 0; i < QUERIES; i++) {
    sse_buffer query = {0};
    for (uint32_t word = 1 + random_below(5); word > 0; word--)
      append_typed(&query);
    search_options options = {.match = matches[random_below(3)],
                              .limit = 1 + random_below(30),
                              .offset = (size_t)random_below(3) * 40,
                              .sort =
                                  random_below(3) > 0 ? SEARCH_RELEVANCE : (search_sort)(1 + random_below(4)),
                              .half_life = random_below(3) > 0 ? 0 : 400,
                              .today = {2021, 1, 1},
                              .typing = random_below(3) == 0,
                              .synonyms = random_below(2) ? synonyms : NULL};
    if (options.typing) query.data[--query.length] = '\0'; /* the space after the last word */
    search_results skipping = search(query.data, options);
    options.exhaustive = true;
    search_results all = search(query.data, options);
    assert_same(&skipping, &all, query.data);
    assert_int_equal(skipping.total, all.total);
    search_results_reset(&skipping);
    options.exhaustive = false;
    options.both = true;
    skipping = search(query.data, options);
    assert_same(&skipping, &all, query.data);
    search_results_reset(&skipping);
    search_results_reset(&all);
    sse_buffer_reset(&query);
  }
  text_synonyms_free(synonyms);
}

/* The number of items that FTS5 finds, or does not find. */
static size_t count_by_fts5(const char *expression, bool is_not) {
  sqlite3_stmt *select;
  sse_error err;
  const char *sql = is_not ? "SELECT count(*) FROM item WHERE number NOT IN (SELECT rowid FROM terms(?1))"
                           : "SELECT count(*) FROM terms(?1)";
  assert_int_equal(index_prepare(index_now, sql, &select, &err), SSE_OK);
  assert_int_equal(sqlite3_bind_text(select, 1, expression, -1, SQLITE_STATIC), SQLITE_OK);
  assert_int_equal(sqlite3_step(select), SQLITE_ROW);
  size_t count = (size_t)sqlite3_column_int64(select, 0);
  sqlite3_finalize(select);
  return count;
}

/* The words of a prefix are read from lists or one by one, the rarer ones only if they are needed. */
static void a_prefix_finds_what_fts5_finds(void **state) {
  static const struct {
    const char *query, *expression;
    bool is_not;
  } rows[] = {{"w*", "\"w\" *", false},
              {"w1*", "\"w1\" *", false},
              {"w99*", "\"w99\" *", false},
              {"w999*", "\"w999\" *", false},
              {"v*", "\"v\" *", false},
              {"\xE5\x90\x88*", "\"\xE5\x90\x88\" *", false},
              {"w1* w2*", "\"w1\" * AND \"w2\" *", false},
              {"w200 (x OR w1*)", "\"w200\" AND \"w1\" *", false},
              {"-w1* -(a OR w2*)", "\"w1\" * OR \"w2\" *", true}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    search_results all = search(rows[i].query, (search_options){.match = SEARCH_MATCH_ALL});
    size_t expected = count_by_fts5(rows[i].expression, rows[i].is_not);
    if (all.total != expected) fail_msg("%s: %zu, not %zu", rows[i].query, all.total, expected);
    search_results_reset(&all);
  }
}

/* More items match than are counted, so the rarer words of a prefix are read only if they can matter, as they
 * do on late pages. */
static void the_rarer_words_of_a_prefix_are_not_passed_over(void **state) {
  static const char *const queries[] = {"w1*", "w2* w0", "w3*", "w* w1*"};
  (void)state;
  for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
    for (size_t offset = 0; offset < 9900; offset += 1100) {
      search_options options = {.match = SEARCH_MATCH_ANY, .limit = 20, .offset = offset, .ids_only = true};
      search_results skipping = search(queries[i], options);
      options.exhaustive = true;
      search_results all = search(queries[i], options);
      assert_false(skipping.total_is_exact);
      assert_same(&skipping, &all, queries[i]);
      search_results_reset(&skipping);
      search_results_reset(&all);
    }
  }
}

/* One item per page or all at once: the order is the same. */
static void pages_follow_one_another(void **state) {
  (void)state;
  search_results all = search("w3 w7", (search_options){.limit = 150});
  for (size_t i = 0; i < all.hit_count; i += 13) {
    search_results one = search("w3 w7", (search_options){.limit = 1, .offset = i});
    assert_string_equal(one.hits[0].id, all.hits[i].id);
    search_results_reset(&one);
  }
  search_results_reset(&all);
}

static void ties_go_by_date_then_id(void **state) {
  (void)state;
  search_results results = search("w0", (search_options){.limit = 1000});
  size_t ties = 0;
  for (size_t i = 1; i < results.hit_count; i++) {
    const search_hit *a = &results.hits[i - 1], *b = &results.hits[i];
    assert_true(a->score >= b->score);
    if (a->score != b->score) continue;
    int dates = strcmp(a->date, b->date);
    assert_true(dates > 0 || (dates == 0 && strcmp(a->id, b->id) < 0));
    ties += dates == 0;
  }
  assert_true(ties > 0);
  search_results_reset(&results);
}

static void totals_are_those_of_fts5(void **state) {
  (void)state;
  for (int i = 0; i < 20; i++) {
    char query[64], sql[160], total[32];
    uint32_t a = random_word(), b = random_word();
    (void)snprintf(query, sizeof query, "w%u w%u", a, b);
    (void)snprintf(sql, sizeof sql, "SELECT count(*) FROM terms WHERE terms MATCH 'w%u OR w%u'", a, b);
    search_results results = search(query, (search_options){.match = SEARCH_MATCH_ANY});
    (void)snprintf(total, sizeof total, "%zu", results.total);
    assert_query(database, sql, total);
    search_results_reset(&results);
  }
}

static sse_status append_word(void *context, sse_str term, uint64_t frequency, sse_error *err) {
  (void)err;
  sse_buffer_printf(context, "%.*s %llu,", (int)term.length, term.data, (unsigned long long)frequency);
  return SSE_OK;
}

/* If more words than are wanted are frequent, the others are not examined. */
static void words_that_a_pattern_fits_are_the_most_frequent_of_all(void **state) {
  static const char *const patterns[] = {"w*", "w1*", "w*1", "*", "w10*", "w99*", "x*"};
  static const unsigned most[] = {1, 5, 32, 4000};
  (void)state;
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
    for (size_t k = 0; k < sizeof most / sizeof *most; k++) {
      char sql[512];
      sse_buffer words = {0};
      sse_error err;
      bool is_cut;
      assert_int_equal(
          index_words_like(index_now, STR(patterns[i]), most[k], &words, append_word, &is_cut, &err), SSE_OK);
      sse_buffer_printf(&words, "%d", is_cut);
      (void)snprintf(sql, sizeof sql,
                     "WITH fits AS MATERIALIZED (SELECT term, max(frequency) AS most FROM word"
                     " WHERE term GLOB '%s' GROUP BY term ORDER BY 2 DESC, 1)"
                     " SELECT (SELECT ifnull(group_concat(term || ' ' || most || ',', ''), '') FROM"
                     " (SELECT * FROM fits LIMIT %u)) || (SELECT count(*) > %u FROM fits)",
                     patterns[i], most[k], most[k]);
      assert_query(database, sql, words.data);
      sse_buffer_reset(&words);
    }
  }
  assert_query(database, "SELECT count(*) > 32 FROM word WHERE frequency >= 512 AND term GLOB 'w*'", "1");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(frequent_words_have_lists_and_others_do_not),
      cmocka_unit_test(lists_hold_the_postings_of_fts5_with_their_impacts),
      cmocka_unit_test(skipping_gives_the_same_hits_in_the_same_order),
      cmocka_unit_test(a_prefix_finds_what_fts5_finds),
      cmocka_unit_test(the_rarer_words_of_a_prefix_are_not_passed_over),
      cmocka_unit_test(pages_follow_one_another),
      cmocka_unit_test(ties_go_by_date_then_id),
      cmocka_unit_test(totals_are_those_of_fts5),
      cmocka_unit_test(words_that_a_pattern_fits_are_the_most_frequent_of_all),
  };
  return cmocka_run_group_tests(tests, make_index, remove_index);
}
