/* The growable buffer and array, and borrowed strings. */
#include "testing.h"

static void appends_are_one_text_that_ends_in_nul(void **state) {
  (void)state;
  sse_buffer buffer = {0};
  sse_buffer_append_text(&buffer, "co");
  sse_buffer_append(&buffer, "operative", 2);
  sse_buffer_append_str(&buffer, STR("!"));
  sse_buffer_printf(&buffer, " %d%%", 7);
  assert_string_equal(buffer.data, "coop! 7%");
  assert_int_equal(buffer.length, 8);
  sse_buffer_clear(&buffer);
  assert_string_equal(buffer.data, "");
  sse_buffer_reset(&buffer);
  assert_null(buffer.data);
}

static void a_buffer_grows_past_any_first_size(void **state) {
  (void)state;
  sse_buffer buffer = {0};
  for (int i = 0; i < 100000; i++)
    sse_buffer_append(&buffer, "x", 1);
  assert_int_equal(buffer.length, 100000);
  assert_int_equal(strlen(buffer.data), 100000);
  sse_buffer_reset(&buffer);
}

static void a_size_that_overflows_fails_and_the_failure_sticks(void **state) {
  (void)state;
  sse_buffer buffer = {0};
  sse_buffer_append_text(&buffer, "kept");
  sse_buffer_append(&buffer, "", SIZE_MAX - 2);
  assert_true(buffer.failed);
  sse_buffer_append_text(&buffer, "more");
  assert_string_equal(buffer.data, "kept");
  sse_buffer_clear(&buffer);
  sse_buffer_append_text(&buffer, "more");
  assert_true(buffer.failed);
  assert_int_equal(buffer.length, 0);
  sse_buffer_reset(&buffer);
  assert_false(buffer.failed);
}

static void an_array_whose_size_overflows_is_refused_and_left_alone(void **state) {
  (void)state;
  void *array = NULL;
  size_t capacity = 0;
  assert_true(sse_array_reserve(&array, &capacity, 3, 8));
  void *before = array;
  size_t room = capacity;
  assert_false(sse_array_reserve(&array, &capacity, SIZE_MAX / 4, 8));
  assert_ptr_equal(array, before);
  assert_int_equal(capacity, room);
  free(array);
}

static void trimming_takes_white_space_off_both_ends_only(void **state) {
  (void)state;
  assert_str_equal(sse_str_trim(STR(" \t a b\r\n")), "a b");
  assert_str_equal(sse_str_trim(STR("   ")), "");
  assert_int_equal(sse_str_trim((sse_str){0}).length, 0);
}

static void none_and_empty_are_equal_texts(void **state) {
  (void)state;
  assert_true(sse_str_equal((sse_str){0}, STR("")));
  assert_false(sse_str_equal(STR("a"), STR("b")));
  assert_false(sse_str_equal(STR("a"), STR("ab")));
}

static void a_prefix_is_known_in_either_case_and_never_past_the_end(void **state) {
  (void)state;
  assert_true(sse_str_begins(STR("Text/HTML; charset=utf-8"), "text/html"));
  assert_true(sse_str_begins(STR("text/html"), "text/html"));
  assert_false(sse_str_begins(sse_str_part(STR("text/html"), 0, 8), "text/html"));
  assert_false(sse_str_begins(STR("application/html"), "text/html"));
  assert_false(sse_str_begins((sse_str){0}, "text/html"));
}

static void white_space_is_six_bytes_of_ascii(void **state) {
  (void)state;
  for (int byte = -128; byte < 256; byte++)
    assert_int_equal(sse_is_space(byte), byte > 0 && strchr(" \t\n\v\f\r", byte) != NULL);
}

static void a_part_is_found_where_it_first_is_and_in_its_case(void **state) {
  (void)state;
  static const struct {
    const char *text, *part;
    int at; /* -1: nowhere */
  } rows[] = {{"a--b--", "--", 1}, {"--", "--", 0}, {"a--", "--", 1},
              {"-", "--", -1},     {"ab", "B", -1}, {"", "a", -1}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    sse_str text = copy_exactly(STR(rows[i].text));
    const char *found = sse_str_find(text, rows[i].part);
    assert_int_equal(found ? found - text.data : -1, rows[i].at);
    free((char *)text.data);
  }
}

/* Every byte, signed and not, and EOF. */
static void digits_and_letters_are_those_of_ascii(void **state) {
  (void)state;
  static const char digits[] = "0123456789", small[] = "abcdefghijklmnopqrstuvwxyz";
  static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", hexadecimal[] = "0123456789abcdef";
  for (int byte = -128; byte < 256; byte++) {
    bool is_ascii = byte > 0 && byte < 128, is_lower = is_ascii && strchr(small, byte);
    bool is_upper = is_ascii && strchr(capitals, byte);
    assert_int_equal(sse_is_digit(byte), is_ascii && strchr(digits, byte));
    assert_int_equal(sse_is_lower(byte), is_lower);
    assert_int_equal(sse_is_upper(byte), is_upper);
    assert_int_equal(sse_is_letter(byte), is_lower || is_upper);
    char lower = sse_lower((char)byte), expected = (char)byte;
    for (size_t i = 0; i < sizeof small - 1; i++)
      if (byte == capitals[i]) expected = small[i];
    assert_int_equal(lower, expected);
    const char *digit = is_ascii ? strchr(hexadecimal, lower) : NULL;
    assert_int_equal(sse_hex_value(byte), digit ? digit - hexadecimal : -1);
  }
}

static void a_text_is_walked_part_by_part(void **state) {
  static const struct {
    const char *text, *parts;
  } rows[] = {{"a b", "[a][b]"}, {"a", "[a]"},         {"", ""},   {"a ", "[a]"},
              {" a", "[][a]"},   {"a  b", "[a][][b]"}, {" ", "[]"}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    sse_buffer all = {0};
    sse_str part, text = STR(rows[i].text);
    size_t position = 0;
    sse_buffer_append_text(&all, "");
    while (sse_str_next(text, ' ', &position, &part))
      sse_buffer_printf(&all, "[%.*s]", (int)part.length, part.data);
    assert_string_equal(all.data, rows[i].parts);
    sse_buffer_reset(&all);
  }
  size_t position = 0;
  sse_str last;
  assert_true(sse_str_next(STR("ab"), ' ', &position, &last));
  assert_true(position > 2); /* no separator follows the last part */
  assert_false(sse_str_next((sse_str){0}, ' ', &(size_t){0}, &last));
}

static void texts_are_in_byte_order_and_a_beginning_comes_first(void **state) {
  (void)state;
  const sse_str ordered[] = {{0},        {"\0", 1}, STR("A"), STR("a"),
                             STR("a\1"), STR("aa"), STR("b"), STR("\xC3\xA9")};
  const size_t count = sizeof ordered / sizeof *ordered;
  for (size_t i = 0; i < count; i++) {
    for (size_t j = 0; j < count; j++) {
      const int order = sse_str_compare(ordered[i], ordered[j]);
      assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
    }
  }
  assert_int_equal(sse_str_compare((sse_str){0}, STR("")), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(texts_are_in_byte_order_and_a_beginning_comes_first),
      cmocka_unit_test(appends_are_one_text_that_ends_in_nul),
      cmocka_unit_test(a_buffer_grows_past_any_first_size),
      cmocka_unit_test(a_size_that_overflows_fails_and_the_failure_sticks),
      cmocka_unit_test(an_array_whose_size_overflows_is_refused_and_left_alone),
      cmocka_unit_test(trimming_takes_white_space_off_both_ends_only),
      cmocka_unit_test(none_and_empty_are_equal_texts),
      cmocka_unit_test(a_prefix_is_known_in_either_case_and_never_past_the_end),
      cmocka_unit_test(a_part_is_found_where_it_first_is_and_in_its_case),
      cmocka_unit_test(digits_and_letters_are_those_of_ascii),
      cmocka_unit_test(a_text_is_walked_part_by_part),
      cmocka_unit_test(white_space_is_six_bytes_of_ascii),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
