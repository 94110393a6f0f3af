/* Any bytes become valid UTF-8 in NFC. */
#include "testing.h"

#include "text/text.h"

static void assert_clean(const char *bytes, size_t length, const char *expected, size_t repaired) {
  sse_buffer out = {0};
  sse_error err;
  size_t count = 0;
  assert_int_equal(text_clean((sse_str){bytes, length}, &out, &count, &err), SSE_OK);
  assert_string_equal(out.data, expected);
  assert_int_equal(count, repaired);
  sse_buffer_reset(&out);
}

static void valid_text_in_nfc_stays_as_it_is(void **state) {
  (void)state;
  const char *const texts[] = {"", "plain ASCII", "économie “sociale”", "협동조합은", "協同組合", "ไทย", "🎉"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    assert_clean(texts[i], strlen(texts[i]), texts[i], 0);
}

static void decomposed_text_is_composed(void **state) {
  (void)state;
  const char *text = "e\xCC\x81"
                     "conomie \xE1\x84\x92\xE1\x85\xA7\xE1\x86\xB8"; /* e + acute; hieup + yeo + pieup */
  assert_clean(text, strlen(text), "économie 협", 0);
}

static void each_invalid_byte_is_replaced_and_counted(void **state) {
  (void)state;
  assert_clean("a\xFFz", 3, "a\xEF\xBF\xBDz", 1);
  assert_clean("caf\xE9 noir", 9, "caf\xEF\xBF\xBD noir", 1);                 /* Latin-1 */
  assert_clean("\xC0\xAF", 2, "\xEF\xBF\xBD\xEF\xBF\xBD", 2);                 /* overlong */
  assert_clean("\xED\xA0\x80", 3, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 3); /* a surrogate */
  assert_clean("x\xE2\x82", 3, "x\xEF\xBF\xBD\xEF\xBF\xBD", 2);               /* truncated */
}

static void a_byte_order_mark_is_dropped(void **state) {
  (void)state;
  assert_clean("\xEF\xBB\xBFNews", 7, "News", 0);
}

static void length_is_counted_in_code_points(void **state) {
  (void)state;
  assert_int_equal(text_length(STR("iCOOP’s")), 7);
  assert_int_equal(text_length(STR("협동")), 2);
  assert_int_equal(text_length((sse_str){0}), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(valid_text_in_nfc_stays_as_it_is),
      cmocka_unit_test(decomposed_text_is_composed),
      cmocka_unit_test(each_invalid_byte_is_replaced_and_counted),
      cmocka_unit_test(a_byte_order_mark_is_dropped),
      cmocka_unit_test(length_is_counted_in_code_points),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
