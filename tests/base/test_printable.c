/* Text for a terminal: what passes, and what is replaced.
 * Every two-byte beginning is tried, so that no C1 character or stray byte is missed.
 * Characters of every length pass unchanged. */
#include "base/printable.h"
#include "testing.h"

static void assert_printable(const char *text, const char *expected) {
  sse_buffer out = {0};
  sse_append_printable(&out, text);
  assert_false(out.failed);
  assert_string_equal(out.data ? out.data : "", expected);
  sse_buffer_reset(&out);
}

static void letters_of_all_lengths_pass(void **state) {
  (void)state;
  assert_printable("", "");
  assert_printable("a ~é협\xF0\x9F\x90\x90\xC2\xA0\xF4\x8F\xBF\xBF",
                   "a ~é협\xF0\x9F\x90\x90\xC2\xA0\xF4\x8F\xBF\xBF");
}

static void control_characters_are_replaced(void **state) {
  (void)state;
  assert_printable("a\x1B[31mb\x07\n\t\x7F", "a?[31mb????");
  for (int c = 1; c < 0x20; c++)
    assert_printable((const char[]){(char)c, 'x', '\0'}, "?x");
  for (int c = 0x80; c < 0xA0; c++)
    assert_printable((const char[]){'a', '\xC2', (char)c, 'x', '\0'}, "a?x");
}

static void bytes_that_are_not_utf_8_are_replaced(void **state) {
  static const char *const bad[] = {"\xC0\xAF",     "\xC1\x9B",         "\xE0\x9F\xBF",
                                    "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
                                    "\xE2\x82",     "\xF0\x9F\x90",     "\xFF\xFE"};
  (void)state;
  for (int c = 0x80; c < 0x100; c++)
    assert_printable((const char[]){'a', (char)c, 'x', '\0'}, "a?x");
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    assert_printable(bad[i], &"????"[4 - strlen(bad[i])]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(letters_of_all_lengths_pass),
      cmocka_unit_test(control_characters_are_replaced),
      cmocka_unit_test(bytes_that_are_not_utf_8_are_replaced),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
