/* Saved searches: the query and the items already shown, kept by name, completely or not at all.
 * The files are in the test's own home.
 * What users see is tested in tests/cli/saved.bats. */
#include "failing.h"

#include "testing.h"

#include "programs/saved.h"

#include <sys/stat.h>

static int make_home(void **state) {
  return make_folder(state) == 0 && setenv("XDG_STATE_HOME", *state, 1) == 0 ? 0 : -1;
}

static int remove_home(void **state) {
  (void)unsetenv("XDG_STATE_HOME");
  return remove_folder(state);
}

static void names_are_plain(void **state) {
  char longest[102] = {0};
  memset(longest, 'a', 100);
  char longer[102] = {0};
  memset(longer, 'a', 101);
  const struct {
    const char *name;
    bool is_one;
  } rows[] = {{"a", true},   {"News-2023_b.c", true}, {"", false},    {".a", false},
              {"-a", false}, {"..", false},           {"a/b", false}, {"a b", false},
              {"é", false},  {longest, true},         {longer, false}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    saved_search *saved;
    sse_error err;
    assert_int_equal(saved_open(rows[i].name, false, &saved, &err), rows[i].is_one ? SSE_OK : SSE_INVALID);
    assert_true((saved != NULL) == rows[i].is_one);
    saved_free(saved);
  }
}

/* Notes the items that are not known yet, and writes the list. `items` are pairs of a letter, the id, and a
 * digit for its content. Appends the ids that were known to `known`. */
static sse_status show_all(const char *name, const char *items, bool updated, sse_buffer *known,
                           sse_error *err) {
  saved_search *saved;
  sse_status status = saved_open(name, true, &saved, err);
  if (!status && updated) saved_take_updated(saved);
  for (const char *item = items; *item && !status; item += 2) {
    const char id[] = {*item, '\0'};
    uint64_t content = (uint64_t)item[1];
    bool is_known;
    status = saved_is_known(saved, id, content, &is_known, err);
    if (!status && is_known) sse_buffer_append(known, id, 1);
    if (!status && !is_known) status = saved_note(saved, id, content, err);
  }
  if (!status) status = saved_write(saved, 1000000000, err);
  saved_free(saved);
  return status;
}

static void assert_known_to(const char *name, const char *items, bool updated, const char *expected) {
  sse_buffer known = {0};
  sse_error err;
  sse_buffer_append_text(&known, "");
  if (show_all(name, items, updated, &known, &err)) fail_msg("%s", err.message);
  assert_string_equal(known.data, expected);
  sse_buffer_reset(&known);
}

static void assert_known(const char *name, const char *items, const char *expected) {
  assert_known_to(name, items, false, expected);
}

static void what_was_printed_before_this_run_is_known(void **state) {
  (void)state;
  assert_known("news", "c1a1b1", "");
  assert_known("news", "b1d1a1", "ba");
  assert_known("news", "a1b1c1d1", "abcd");
  assert_known("news", "", "");
  assert_known("other", "a1", "");
}

static void what_was_asked_for_and_not_printed_is_not_known(void **state) {
  saved_search *saved;
  sse_error err;
  bool known = true;
  (void)state;
  assert_int_equal(saved_open("asked", true, &saved, &err), SSE_OK);
  assert_int_equal(saved_is_known(saved, "a", 1, &known, &err), SSE_OK);
  assert_false(known);
  assert_int_equal(saved_note(saved, "b", 1, &err), SSE_OK);
  assert_int_equal(saved_write(saved, 0, &err), SSE_OK);
  saved_free(saved);
  assert_known("asked", "a1b1", "b");
}

static void a_changed_item_is_new_only_where_changes_are_asked_for(void **state) {
  (void)state;
  assert_known("changes", "a1b1", "");
  assert_known("changes", "a2b1", "ab");
  assert_known_to("changes", "a2b1", true, "b");
  assert_known_to("changes", "a2b1", true, "ab");
  assert_known_to("changes", "a1b1", true, "b");
}

/* The hash of "a", as written by the version that stored no contents. */
static void a_file_of_the_first_version_is_read_and_learns_the_contents(void **state) {
  (void)mkdir(path_in(state, "ssesearch"), 0755);
  write_text(path_in(state, "ssesearch/first"), "ssesearch: items seen\ne6c632b61e964e1f\n");
  assert_known_to("first", "a1b1", true, "a");
  assert_known_to("first", "a1b1", true, "ab");
  assert_known_to("first", "a2b1", true, "b");
}

/* Asserts which query is run under the name if the command line gives these words, filters and order;
 * `expected` is the query as it would be typed, or "none". */
/* NOLINTNEXTLINE(readability-non-const-parameter): a query owns them */
static void assert_chosen(const char *name, char *words, char *filters, char *sort, const char *expected) {
  const saved_query given = {
      .parts = {[SAVED_WORDS] = words, [SAVED_FILTERS] = filters, [SAVED_SORT] = sort}};
  saved_query chosen;
  saved_search *saved;
  sse_buffer typed = {0};
  sse_error err;
  assert_int_equal(saved_open(name, true, &saved, &err), SSE_OK);
  sse_status status = saved_choose(saved, &given, &chosen, &err);
  assert_true(status == SSE_OK || status == SSE_NOT_FOUND);
  saved_query_append(&chosen, &typed);
  assert_string_equal(status ? "none" : typed.data, expected);
  if (!status) assert_int_equal(saved_write(saved, 0, &err), SSE_OK);
  sse_buffer_reset(&typed);
  saved_query_reset(&chosen);
  saved_free(saved);
}

static void the_query_is_the_one_that_is_given_else_the_one_that_is_kept(void **state) {
  (void)state;
  assert_chosen("query", NULL, NULL, NULL, "none");
  assert_chosen("query", " ", NULL, "newest", "none");
  assert_chosen("query", "a\nb", " lang:\"fr\"", NULL, "a b lang:\"fr\"");
  assert_chosen("query", NULL, NULL, NULL, "a b lang:\"fr\"");
  /* Filters and order given along with the kept query apply only once. */
  assert_chosen("query", "", " after:\"-1y\"", "oldest", "a b lang:\"fr\"  after:\"-1y\" --sort oldest");
  assert_chosen("query", NULL, NULL, NULL, "a b lang:\"fr\"");
  assert_chosen("query", "c", NULL, "newest", "c --sort newest");
  assert_chosen("query", NULL, NULL, NULL, "c --sort newest");
  assert_chosen("query", NULL, NULL, "oldest", "c --sort oldest");
  /* Filters alone become the query if there is none yet. */
  assert_chosen("filters", NULL, " lang:\"fr\"", NULL, "lang:\"fr\"");
  assert_chosen("filters", NULL, NULL, NULL, "lang:\"fr\"");
}

static void another_program_can_read_the_query(void **state) {
  saved_query query;
  sse_error err;
  (void)state;
  assert_chosen("read", "a OR b", " lang:\"fr\"", "newest", "a OR b lang:\"fr\" --sort newest");
  assert_int_equal(saved_query_read("read", &query, &err), SSE_OK);
  assert_string_equal(query.parts[SAVED_WORDS], "a OR b");
  assert_string_equal(query.parts[SAVED_FILTERS], "lang:\"fr\"");
  assert_null(query.parts[SAVED_SIMILAR]);
  saved_query_reset(&query);
  assert_int_equal(saved_query_read("unread", &query, &err), SSE_NOT_FOUND);
  saved_query_reset(&query);
  assert_int_equal(saved_query_read("../read", &query, &err), SSE_INVALID);
  saved_query_reset(&query);
}

static void append_summary(void *context, const saved_summary *summary) {
  sse_buffer *all = context;
  sse_buffer_printf(all, "%s %s ", summary->name, summary->asked ? summary->asked : "-");
  saved_query_append(summary->query, all);
  sse_buffer_append_text(all, ";");
}

static void what_is_kept_is_listed_by_name_until_it_is_forgotten(void **state) {
  sse_buffer all = {0};
  sse_error err;
  (void)setenv("XDG_STATE_HOME", path_in(state, "listed"), 1);
  assert_int_equal(saved_each(&all, append_summary, &err), SSE_OK);
  assert_int_equal(all.length, 0);
  assert_chosen("b", "words", NULL, NULL, "words");
  assert_known("a", "a1", "");
  write_text(path_in(state, "listed/ssesearch/c"), "damaged");
  assert_int_equal(saved_each(&all, append_summary, &err), SSE_OK);
  assert_string_equal(all.data, "a 2001-09-09T01:46:40Z ;b - words;");
  sse_buffer_clear(&all);
  assert_int_equal(saved_forget("b", &err), SSE_OK);
  assert_int_equal(saved_forget("b", &err), SSE_NOT_FOUND);
  assert_int_equal(saved_each(&all, append_summary, &err), SSE_OK);
  assert_string_equal(all.data, "a 2001-09-09T01:46:40Z ;");
  sse_buffer_reset(&all);
  (void)setenv("XDG_STATE_HOME", *state, 1);
}

static void a_file_of_another_kind_is_named_with_its_line(void **state) {
  static const struct {
    const char *text;
    int line; /* 0 if it is a valid list */
  } rows[] = {
      {"ssesearch: items seen\n", 0},
      {"ssesearch: items seen\n0123456789abcdef\nFEDCBA9876543210\n", 0},
      {"", 0},
      {"ssesearch: items seen \n", 1},
      {"0123456789abcdef\n", 1},
      {"ssesearch: items seen\n0123456789abcde\n", 2},
      {"ssesearch: items seen\n0123456789abcdef\n0123456789abcdefa\n", 3},
      {"ssesearch: items seen\n0123456789abcdeg\n", 2},
      {"ssesearch: items seen\n\n", 2},
      {"ssesearch: items seen\n+123456789abcdef\n", 2},
      {"ssesearch: saved search 2\nitems\n", 0},
      {"ssesearch: saved search 2\nwords a\nfilters  b\nasked 2023-07-25T03:17:00Z\nitems\n"
       "0123456789abcdef\n0123456789abcdee 0123456789abcdef\n",
       0},
      {"ssesearch: saved search 3\nitems\n", 1},
      {"ssesearch: saved search 2\nwords a\n", 2},
      {"ssesearch: saved search 2\nwords a\nwords b\nitems\n", 3},
      {"ssesearch: saved search 2\nwords\nitems\n", 2},
      {"ssesearch: saved search 2\nweight 3\nitems\n", 2},
      {"ssesearch: saved search 2\nasked yesterday\nitems\n", 2},
      {"ssesearch: saved search 2\nitems\n0123456789abcdef 0123456789abcde\n", 3},
      {"ssesearch: saved search 2\nitems\n0123456789abcdef  0123456789abcdef\n", 3},
  };
  (void)mkdir(path_in(state, "ssesearch"), 0755);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    saved_search *saved;
    sse_error err;
    char place[32];
    write_text(path_in(state, "ssesearch/list"), rows[i].text);
    sse_status status = saved_open("list", false, &saved, &err);
    (void)snprintf(place, sizeof place, "/list:%d: ", rows[i].line);
    if ((status == SSE_INVALID) != (rows[i].line > 0) || (status && !strstr(err.message, place)))
      fail_msg("row %zu: %s", i, status ? err.message : "was taken");
    saved_free(saved);
  }
}

#define ALL "a1b1c1d1e1f1g1h1i1j1k1l1m1n1o1p1q1r1s1t1u1v1w1x1y1z1"

/* The list is unchanged or, if only syncing the folder failed, completely updated. */
static void a_list_short_of_memory_is_whole(void **state) {
  (void)state;
  if (!OWN_MALLOC) skip();
  happened = true;
  for (long nth = 1; happened; nth++) {
    sse_buffer known = {0}, after = {0};
    sse_error err;
    assert_chosen("short", "words", NULL, NULL, "words");
    assert_known("short", "a1b1", "");
    happened = false;
    countdown = nth;
    fails_memory = true;
    sse_status status = show_all("short", ALL, false, &known, &err);
    fails_memory = false;
    countdown = 0;
    if (status && !(status == SSE_NO_MEMORY && happened)) fail_msg("allocation %ld: %s", nth, err.message);
    if (!status && !known.failed) assert_string_equal(known.data, "ab");
    assert_int_equal(show_all("short", ALL, false, &after, &err), SSE_OK);
    bool is_old = sse_str_equal(sse_buffer_str(&after), STR("ab"));
    assert_true(is_old ? status : sse_str_equal(sse_buffer_str(&after), STR("abcdefghijklmnopqrstuvwxyz")));
    assert_chosen("short", NULL, NULL, NULL, "words");
    assert_int_equal(unlink(path_in(state, "ssesearch/short")), 0);
    sse_buffer_reset(&known);
    sse_buffer_reset(&after);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_plain),
      cmocka_unit_test(what_was_printed_before_this_run_is_known),
      cmocka_unit_test(what_was_asked_for_and_not_printed_is_not_known),
      cmocka_unit_test(a_changed_item_is_new_only_where_changes_are_asked_for),
      cmocka_unit_test(a_file_of_the_first_version_is_read_and_learns_the_contents),
      cmocka_unit_test(the_query_is_the_one_that_is_given_else_the_one_that_is_kept),
      cmocka_unit_test(another_program_can_read_the_query),
      cmocka_unit_test(what_is_kept_is_listed_by_name_until_it_is_forgotten),
      cmocka_unit_test(a_file_of_another_kind_is_named_with_its_line),
      cmocka_unit_test(a_list_short_of_memory_is_whole),
  };
  return cmocka_run_group_tests(tests, make_home, remove_home);
}
