/* Bytes as ASCII has them: letters, digits and their values.
 * Whatever is not ASCII, signed or not, is neither.
 */
#include "base/str.h"
#include "testing.h"

#include <limits.h>
#include <string.h>

static void only_letters_and_digits_of_ascii_count_as_such(void **state) {
  (void)state;
  for (int byte = -129; byte < 1024; byte++) {
    assert_int_equal(sse_is_upper(byte), byte >= 'A' && byte <= 'Z');
    assert_int_equal(sse_is_lower(byte), byte >= 'a' && byte <= 'z');
    assert_int_equal(sse_is_letter(byte), sse_is_upper(byte) || sse_is_lower(byte));
    assert_int_equal(sse_is_digit(byte), byte >= '0' && byte <= '9');
  }
}

static void hexadecimal_digits_have_their_value_in_either_case(void **state) {
  static const char capitals[] = "0123456789ABCDEF", small[] = "0123456789abcdef";
  (void)state;
  for (int byte = -129; byte < 1024; byte++) {
    const bool is_ascii = byte > 0 && byte < 0x80;
    const char *capital = is_ascii ? strchr(capitals, byte) : NULL,
               *found = is_ascii ? strchr(small, byte) : NULL;
    const int value = found ? (int)(found - small) : capital ? (int)(capital - capitals) : -1;
    assert_int_equal(sse_hex_value(byte), value);
  }
}

static void only_capitals_of_ascii_have_another_lower_case(void **state) {
  (void)state;
  for (int byte = CHAR_MIN; byte <= CHAR_MAX; byte++)
    assert_int_equal(sse_lower((char)byte), byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
}

static void digits_end_at_the_first_other_byte_or_with_the_text(void **state) {
  (void)state;
  assert_int_equal(sse_digits_end(sse_str_of("12. item"), 0), 2);
  assert_int_equal(sse_digits_end(sse_str_of("in 2023"), 3), 7);
  assert_int_equal(sse_digits_end(sse_str_of("in 2023"), 0), 0);
  assert_int_equal(sse_digits_end((sse_str){0}, 0), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(only_letters_and_digits_of_ascii_count_as_such),
      cmocka_unit_test(hexadecimal_digits_have_their_value_in_either_case),
      cmocka_unit_test(only_capitals_of_ascii_have_another_lower_case),
      cmocka_unit_test(digits_end_at_the_first_other_byte_or_with_the_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
