/* What a saved search has shown: kept by name, whole or not at all. */
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
  } rows[] = {{"a", true},    {"News-2023_b.c", true}, {"", false},  {".a", false},   {"..", false},
              {"a/b", false}, {"a b", false},          {"é", false}, {longest, true}, {longer, false}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    saved_search *saved;
    sse_error err;
    assert_int_equal(saved_open(rows[i].name, &saved, &err), rows[i].is_one ? SSE_OK : SSE_INVALID);
    assert_true((saved != NULL) == rows[i].is_one);
    saved_free(saved);
  }
}

/* Notes the items whose names are the letters of `ids` and writes; which were known, as letters. */
static sse_status note_all(const char *name, const char *ids, sse_buffer *known, sse_error *err) {
  saved_search *saved;
  sse_status status = saved_open(name, &saved, err);
  for (const char *id = ids; *id && !status; id++) {
    bool is_known;
    status = saved_note(saved, (char[]){*id, '\0'}, &is_known, err);
    if (!status && is_known) sse_buffer_append(known, id, 1);
  }
  if (!status) status = saved_write(saved, err);
  saved_free(saved);
  return status;
}

static void assert_known(const char *name, const char *ids, const char *expected) {
  sse_buffer known = {0};
  sse_error err;
  sse_buffer_append_text(&known, "");
  if (note_all(name, ids, &known, &err)) fail_msg("%s", err.message);
  assert_string_equal(known.data, expected);
  sse_buffer_reset(&known);
}

static void what_was_met_before_this_run_is_known(void **state) {
  (void)state;
  assert_known("news", "cabc", "");
  assert_known("news", "bdab", "bab");
  assert_known("news", "abcd", "abcd");
  assert_known("news", "", "");
  assert_known("other", "a", "");
}

static void a_file_of_another_kind_is_named_with_its_line(void **state) {
  static const struct {
    const char *text;
    int line; /* 0: it is a list */
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
  };
  (void)mkdir(path_in(state, "ssesearch"), 0755);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    saved_search *saved;
    sse_error err;
    char place[32];
    write_text(path_in(state, "ssesearch/list"), rows[i].text);
    sse_status status = saved_open("list", &saved, &err);
    (void)snprintf(place, sizeof place, "/list:%d: ", rows[i].line);
    if ((status == SSE_INVALID) != (rows[i].line > 0) || (status && !strstr(err.message, place)))
      fail_msg("row %zu: %s", i, status ? err.message : "was taken");
    saved_free(saved);
  }
}

#define ALL "abcdefghijklmnopqrstuvwxyz"

/* It is as it was or, where only the folder could not be synced, as it was to be. */
static void a_list_short_of_memory_is_whole(void **state) {
  (void)state;
  if (!OWN_MALLOC) skip();
  happened = true;
  for (long nth = 1; happened; nth++) {
    sse_buffer known = {0}, after = {0};
    sse_error err;
    assert_known("short", "ab", "");
    happened = false;
    countdown = nth;
    fails_memory = true;
    sse_status status = note_all("short", ALL, &known, &err);
    fails_memory = false;
    countdown = 0;
    if (status && !(status == SSE_NO_MEMORY && happened)) fail_msg("allocation %ld: %s", nth, err.message);
    if (!status && !known.failed) assert_string_equal(known.data, "ab");
    assert_int_equal(note_all("short", ALL, &after, &err), SSE_OK);
    bool is_old = sse_str_equal(sse_buffer_str(&after), STR("ab"));
    assert_true(is_old ? status : sse_str_equal(sse_buffer_str(&after), STR(ALL)));
    assert_int_equal(unlink(path_in(state, "ssesearch/short")), 0);
    sse_buffer_reset(&known);
    sse_buffer_reset(&after);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_plain),
      cmocka_unit_test(what_was_met_before_this_run_is_known),
      cmocka_unit_test(a_file_of_another_kind_is_named_with_its_line),
      cmocka_unit_test(a_list_short_of_memory_is_whole),
  };
  return cmocka_run_group_tests(tests, make_home, remove_home);
}
