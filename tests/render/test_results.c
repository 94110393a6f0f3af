/* Complete results in each format, compared with the files kept next to the tests. After an intended change,
 * GOLDEN=1 writes the current output to them. Also each format when memory runs out. */
#include "failing.h"

#include "testing.h"

#include "render/render.h"

static search_range title_ranges[] = {{0, 5}, {13, 4}};
static search_range passage_ranges[] = {{4, 5}};
static search_part parts[] = {
    {0, 2.14159265, (char *)"ferry"}, {1, 0, (char *)"2 times in the text"}, {0, 1, (char *)"<recent>"}};
static search_hit hits[] = {
    {.id = (char *)"https://mill.example/1",
     .title = {(char *)"Ferry & the \"boat\" of 사회적경제", title_ranges, 2},
     .snippet = {(char *)"The ferry <b>sails</b> every day from the harbour to the mill.", passage_ranges, 1},
     .date = (char *)"2023-07-25",
     .url = (char *)"https://mill.example/1?a=1&b=2",
     .source = (char *)"The Mill, Ltd",
     .lang = (char *)"en",
     .authors = (char *)"Smith, Ann\nBob & \"Co\"",
     .tags = (char *)"one\ntwo",
     .path = (char *)"/news/mill.txt",
     .line = 12,
     .score = 3.14159265,
     .has_every = true,
     .parts = parts,
     .part_count = 3},
    {.id = (char *)"=2+3",
     .title = {(char *)"=2+3 \033[1m", NULL, 0},
     .snippet = {(char *)"", NULL, 0},
     .date = (char *)"2023-07",
     .path = (char *)"/news/a b.txt",
     .line = 1,
     .score = 0.25,
     .has_every = true},
    {.id = (char *)"x",
     .title = {(char *)"Some", NULL, 0},
     .snippet = {(char *)"T", NULL, 0},
     .date = (char *)"2023",
     .source = (char *)"Press",
     .score = 0.125},
    {.id = (char *)"y",
     .title = {(char *)"", NULL, 0},
     .snippet = {(char *)"Text", NULL, 0},
     .score = 0.0625},
};

static search_count years[] = {{(char *)"2024", 1, 10}, {(char *)"2023", 4, 4}, {(char *)"2022", 2, 300}};
static search_count months[30];
static search_count names[] = {{(char *)"The Mill & Harbour Company of the Northern Coast", 30, 31},
                               {(char *)"사회적경제 신문", 7, 7},
                               {(char *)"B", 1, 1000}};

static query_note notes[] = {{"pattern-cut", (char *)"a note", (char *)"<coop*>\n200\n"},
                             {"of-tomorrow", (char *)"another <note>", NULL}};

static search_results full(void) {
  static char month_names[30][24];
  for (int i = 0; i < 30; i++) {
    (void)snprintf(month_names[i], sizeof month_names[i], "20%02d-%02d", 24 - i / 12, 12 - i % 12);
    months[i] = (search_count){month_names[i], (size_t)i % 5 + 1, (size_t)i + 5};
  }
  return (search_results){.query = (char *)"ferry & boat",
                          .word_count = 2,
                          .words_cut = true,
                          .notes = {.notes = notes, .count = 2},
                          .suggestion = (char *)"ferry \"goat\"",
                          .total = 1234,
                          .total_every = 2,
                          .relaxed = true,
                          .took_ms = 12.3456789,
                          .has_facets = true,
                          .facets = {.years = {years, 3},
                                     .months = {months, 30},
                                     .sources = {names, 3},
                                     .languages = {names + 2, 1},
                                     .groups = {names + 1, 2}},
                          .hits = hits,
                          .hit_count = 4};
}

/* Renders into `out`, which is a file so that it needs no memory. */
typedef sse_status rendering(FILE *out, const search_results *results, sse_error *err);

static const render_options plain = {.offset = 8,
                                     .query_id = "q1",
                                     .self = "https://a.example/feed?q=a&b",
                                     .page = "https://a.example/?q=a&b",
                                     .archive_link = "https://web.archive.org/web/{date}/{url}"};

static const render_options served = {.self = "https://a.example:80/news/feed?q=a&b",
                                      .page = "https://a.example:80/news/?q=a&b",
                                      .base = "https://a.example:80/news",
                                      .title = "a <b> – Archive",
                                      .publisher = "Archive & co"};

static sse_status as_text(FILE *out, const search_results *results, sse_error *err) {
  return render_results(out, RENDER_TEXT, results, &plain, err);
}

static sse_status as_narrow_text(FILE *out, const search_results *results, sse_error *err) {
  const render_options narrow = {.color = true, .links = true, .width = 40};
  return render_results(out, RENDER_TEXT, results, &narrow, err);
}

static sse_status as_json(FILE *out, const search_results *results, sse_error *err) {
  return render_results(out, RENDER_JSON, results, &plain, err);
}

/* The same results as if facets had not been requested. */
static search_results without_facets(const search_results *results) {
  search_results others = *results;
  others.has_facets = false;
  return others;
}

static sse_status as_jsonl(FILE *out, const search_results *results, sse_error *err) {
  const search_results items = without_facets(results);
  return render_results(out, RENDER_JSONL, &items, &plain, err);
}

static sse_status as_csv(FILE *out, const search_results *results, sse_error *err) {
  const search_results items = without_facets(results);
  return render_results(out, RENDER_CSV, &items, &plain, err);
}

static sse_status facets_as_jsonl(FILE *out, const search_results *results, sse_error *err) {
  return render_results(out, RENDER_JSONL, results, &plain, err);
}

static sse_status facets_as_csv(FILE *out, const search_results *results, sse_error *err) {
  return render_results(out, RENDER_CSV, results, &plain, err);
}

static sse_status as_html(FILE *out, const search_results *results, sse_error *err) {
  return render_results(out, RENDER_HTML, results, &plain, err);
}

static sse_status as_atom(FILE *out, const search_results *results, sse_error *err) {
  return render_results(out, RENDER_ATOM, results, &plain, err);
}

static sse_status as_served_atom(FILE *out, const search_results *results, sse_error *err) {
  return render_atom(out, results, &served, err);
}

static sse_status as_served_json(FILE *out, const search_results *results, sse_error *err) {
  return render_json_feed(out, results, &served, err);
}

static sse_status few_fields_as_jsonl(FILE *out, const search_results *results, sse_error *err) {
  const search_results items = without_facets(results);
  render_options few = plain;
  few.fields = "title, id,highlights";
  return render_results(out, RENDER_JSONL, &items, &few, err);
}

static sse_status as_trec(FILE *out, const search_results *results, sse_error *err) {
  return render_results(out, RENDER_TREC, results, &plain, err);
}

static sse_status as_ris(FILE *out, const search_results *results, sse_error *err) {
  return render_results(out, RENDER_RIS, results, &plain, err);
}

static sse_status as_bibtex(FILE *out, const search_results *results, sse_error *err) {
  return render_results(out, RENDER_BIBTEX, results, &plain, err);
}

static sse_status as_csl(FILE *out, const search_results *results, sse_error *err) {
  return render_results(out, RENDER_CSL, results, &plain, err);
}

static sse_status as_kwic(FILE *out, const search_results *results, sse_error *err) {
  return render_results(out, RENDER_KWIC, results, &plain, err);
}

static sse_status items_as_json(FILE *out, const search_results *results, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < results->hit_count && !status; i++)
    status = render_item_json(out, &results->hits[i], &plain, err);
  return status;
}

static sse_status items_as_text(FILE *out, const search_results *results, sse_error *err) {
  (void)err;
  for (size_t i = 0; i < results->hit_count; i++)
    render_item_text(out, &results->hits[i], &plain);
  return SSE_OK;
}

static const struct way {
  const char *name;
  rendering *render;
  bool may_lack; /* may leave out what it has no memory for, since a person notices */
} ways[] = {{"text", as_text, true},
            {"narrow.text", as_narrow_text, true},
            {"results.json", as_json, false},
            {"results.jsonl", as_jsonl, false},
            {"results.csv", as_csv, false},
            {"facets.jsonl", facets_as_jsonl, false},
            {"facets.csv", facets_as_csv, false},
            {"results.html", as_html, true},
            {"results.atom", as_atom, false},
            {"served.atom", as_served_atom, false},
            {"served.json", as_served_json, false},
            {"few.jsonl", few_fields_as_jsonl, false},
            {"results.trec", as_trec, false},
            {"results.ris", as_ris, false},
            {"results.bib", as_bibtex, false},
            {"results.csl.json", as_csl, false},
            {"results.kwic", as_kwic, false},
            {"items.json", items_as_json, false},
            {"items.text", items_as_text, true}};

/* Reads a whole file; NULL if it does not exist. */
static char *read_whole(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) return NULL;
  char *text = calloc(1, 65536);
  assert_non_null(text);
  assert_true(fread(text, 1, 65535, file) < 65535);
  assert_int_equal(fclose(file), 0);
  return text;
}

/* Renders into the file at `path`; allocations fail only once it is open. */
static sse_status render_to(const char *path, rendering *render, const search_results *results, long nth) {
  static char buffer[65536];
  sse_error err;
  FILE *out = fopen(path, "w");
  assert_non_null(out);
  assert_int_equal(setvbuf(out, buffer, _IOFBF, sizeof buffer), 0);
  happened = false;
  countdown = nth;
  fails_memory = nth > 0;
  sse_status status = render(out, results, &err);
  fails_memory = false;
  countdown = 0;
  assert_int_equal(fclose(out), 0);
  return status;
}

static void each_format_is_as_it_is_kept(void **state) {
  const search_results results = full();
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    char kept[256];
    (void)snprintf(kept, sizeof kept, "tests/data/golden/render/%s", ways[i].name);
    const char *path = getenv("GOLDEN") ? kept : path_in(state, ways[i].name);
    assert_int_equal(render_to(path, ways[i].render, &results, 0), SSE_OK);
    char *written = read_whole(path), *wanted = read_whole(kept);
    assert_non_null(wanted);
    if (strcmp(written, wanted) != 0) fail_msg("%s:\n%s", ways[i].name, written);
    free(written);
    free(wanted);
  }
}

static void counts_of_one_and_many_are_told_in_words(void **state) {
  static const struct {
    size_t total, every;
    bool exact, relaxed;
    const char *summary;
  } cases[] = {
      {0, 0, true, false, "0 items"},
      {1, 1, true, false, "1 item"},
      {2, 2, true, false, "2 items"},
      {10000, 9, false, false, "More than 10,000 items"},
      {1, 0, true, true, "No item has all the words; 1 has some"},
      {2, 0, true, true, "No item has all the words; 2 have some"},
      {10000, 0, false, true, "No item has all the words; more than 10,000 have some"},
      {2, 1, true, true, "1 item has all the words, 1 more has some"},
      {4, 2, true, true, "2 items have all the words, 2 more have some"},
      {10000, 1, false, true, "1 item has all the words, over 9,999 more have some"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const search_results results = {.total = cases[i].total,
                                    .total_every = cases[i].every,
                                    .total_is_exact = cases[i].exact,
                                    .relaxed = cases[i].relaxed,
                                    .took_ms = 1};
    char expected[256];
    const char *path = path_in(state, "summary");
    (void)snprintf(expected, sizeof expected, "%s (1.0 ms)\n", cases[i].summary);
    assert_int_equal(render_to(path, as_text, &results, 0), SSE_OK);
    char *written = read_whole(path);
    assert_string_equal(written, expected);
    free(written);
  }
}

static void a_summary_is_in_the_language_that_is_asked_for(void **state) {
  static const struct {
    messages_language language;
    const char *summary;
  } cases[] = {
      {MESSAGES_FR, "1 article contient tous les mots, 2 autres en contiennent une partie (12,3 ms)\n"
                    "Vouliez-vous dire : goat\n"},
      {MESSAGES_ES, "1 noticia tiene todas las palabras, 2 más tienen algunas (12,3 ms)\n"
                    "Quizás quiso decir: goat\n"},
      {MESSAGES_KO, "모든 단어가 있는 자료 1건, 일부만 있는 자료 2건 (12.3 ms)\n"
                    "이것을 찾으셨나요: goat\n"},
  };
  const search_results results = {.total = 3,
                                  .total_every = 1,
                                  .total_is_exact = true,
                                  .relaxed = true,
                                  .suggestion = (char *)"goat",
                                  .took_ms = 12.3};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *path = path_in(state, "summary");
    const render_options options = {.language = cases[i].language};
    FILE *out = fopen(path, "we");
    assert_non_null(out);
    render_text(out, &results, &options);
    assert_int_equal(fclose(out), 0);
    char *written = read_whole(path);
    assert_string_equal(written, cases[i].summary);
    free(written);
  }
}

static void a_format_short_of_memory_says_so_or_is_whole(void **state) {
  const search_results results = full();
  if (!OWN_MALLOC) skip();
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    const char *path = path_in(state, ways[i].name);
    assert_int_equal(render_to(path, ways[i].render, &results, 0), SSE_OK);
    char *wanted = read_whole(path);
    happened = true;
    for (long nth = 1; happened; nth++) {
      sse_status status = render_to(path, ways[i].render, &results, nth);
      char *written = read_whole(path);
      bool is_fair = status == SSE_NO_MEMORY ? happened : ways[i].may_lack || strcmp(written, wanted) == 0;
      if (!is_fair) fail_msg("%s, allocation %ld: status %d\n%s", ways[i].name, nth, (int)status, written);
      free(written);
    }
    free(wanted);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_format_is_as_it_is_kept),
      cmocka_unit_test(counts_of_one_and_many_are_told_in_words),
      cmocka_unit_test(a_summary_is_in_the_language_that_is_asked_for),
      cmocka_unit_test(a_format_short_of_memory_says_so_or_is_whole),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
