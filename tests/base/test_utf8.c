/* Well-formed UTF-8. */
#include "base/utf8.h"
#include "testing.h"

/* How much of each text is well-formed (The Unicode Standard, table 3-7, and its boundary cases). */
static const struct row {
  const char *text;
  size_t valid;
  bool rest_is_beginning;
} rows[] = {
    {"", 0, false},
    {"plain text, longer than eight bytes", 35, false},
    {"12345678\xE9", 8, true},
    {"\x7F\xC2\x80\xDF\xBF", 5, false},
    {"\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF", 12, false},
    {"\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", 8, false},
    {"a\x80", 1, false},
    {"a\xC1\xBF", 1, false},
    {"a\xE0\x9F\xBF", 1, false},
    {"a\xED\xA0\x80", 1, false},
    {"a\xF0\x8F\xBF\xBF", 1, false},
    {"a\xF4\x90\x80\x80", 1, false},
    {"a\xF5\x80\x80\x80", 1, false},
    {"a\xE5\x90", 1, true},
    {"a\xE5\x90"
     "a",
     1, false},
    {"a\xE0\x80", 1, false},
    {"a\xF0\x9F\x98", 1, true},
    {"a\xC3", 1, true},
};

static void what_is_well_formed_is_told_from_what_is_not(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    sse_str text = STR(rows[i].text);
    size_t valid = sse_utf8_valid(text);
    sse_str rest = sse_str_part(text, valid, text.length);
    if (valid != rows[i].valid) fail_msg("row %zu: %zu", i, valid);
    if (rest.length > 0 && sse_utf8_is_beginning(rest) != rows[i].rest_is_beginning) fail_msg("row %zu", i);
  }
}

static void what_cannot_be_seen_is_blank(void **state) {
  (void)state;
  assert_true(sse_utf8_is_blank((sse_str){0}));
  assert_true(sse_utf8_is_blank(STR(" \t\n\u00a0\u2003\u200b\u200f\u2060\u3000\ufeff\u00ad")));
  static const char *const seen[] = {"a", "\u2010", "\u00a1", " .", "\u3000\u3001", "\xE2\x80", "\xC2"};
  for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
    if (sse_utf8_is_blank(STR(seen[i]))) fail_msg("%zu", i);
}

static void a_mark_at_the_beginning_goes_once(void **state) {
  static const char *const cases[][2] = {{"\xEF\xBB\xBF"
                                          "a",
                                          "a"},
                                         {"\xEF\xBB\xBF\xEF\xBB\xBF", "\xEF\xBB\xBF"},
                                         {"a\xEF\xBB\xBF", "a\xEF\xBB\xBF"},
                                         {"\xEF\xBB", "\xEF\xBB"},
                                         {"", ""}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    if (!sse_str_equal(sse_utf8_without_mark(STR(cases[i][0])), STR(cases[i][1]))) fail_msg("%zu", i);
  assert_int_equal(sse_utf8_without_mark((sse_str){0}).length, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_well_formed_is_told_from_what_is_not),
      cmocka_unit_test(what_cannot_be_seen_is_blank),
      cmocka_unit_test(a_mark_at_the_beginning_goes_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
