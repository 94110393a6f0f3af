/* Parts of a body, by RFC 9110, 14. */
#include "testing.h"

#include "http/range.h"

enum { LENGTH = 100 };

static void a_part_is_what_the_standard_says(void **state) {
  static const struct {
    const char *text;
    size_t first, count;
    const char *content;
  } parts[] = {{"bytes=0-9", 0, 10, "bytes 0-9/100"},
               {"bytes=99-", 99, 1, "bytes 99-99/100"},
               {"bytes=10-1000", 10, 90, "bytes 10-99/100"},
               {"bytes=-1", 99, 1, "bytes 99-99/100"},
               {"bytes=-1000", 0, 100, "bytes 0-99/100"},
               {"BYTES= 5-5 ", 5, 1, "bytes 5-5/100"},
               {"bytes=0-99999999999999999999999", 0, 100, "bytes 0-99/100"}};
  (void)state;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    size_t first, count;
    char content[RANGE_SIZE];
    if (range_read(parts[i].text, LENGTH, &first, &count) != RANGE_PART) fail_msg("%s", parts[i].text);
    assert_int_equal(first, parts[i].first);
    assert_int_equal(count, parts[i].count);
    range_write(first, count, LENGTH, content);
    assert_string_equal(content, parts[i].content);
  }
}

static void what_cannot_be_read_or_is_several_parts_is_the_whole(void **state) {
  static const char *const texts[] = {"",          "bytes=",     "bytes=-",    "bytes=a-b",
                                      "bytes=9-0", "items=0-9",  "bytes 0-9",  "bytes=0-1,5-6",
                                      "bytes=1",   "bytes=1-2x", "bytes=+1-2", "bytes=--1"};
  size_t first, count;
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (range_read(texts[i], LENGTH, &first, &count) != RANGE_WHOLE) fail_msg("%s", texts[i]);
}

static void what_begins_behind_the_end_is_none(void **state) {
  static const char *const texts[] = {"bytes=100-", "bytes=100-200", "bytes=-0",
                                      "bytes=99999999999999999999999-"};
  size_t first, count;
  char content[RANGE_SIZE];
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (range_read(texts[i], LENGTH, &first, &count) != RANGE_NONE) fail_msg("%s", texts[i]);
  assert_int_equal(range_read("bytes=0-", 0, &first, &count), RANGE_NONE);
  assert_int_equal(range_read("bytes=-5", 0, &first, &count), RANGE_NONE);
  range_write(0, 0, LENGTH, content);
  assert_string_equal(content, "bytes */100");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_part_is_what_the_standard_says),
      cmocka_unit_test(what_cannot_be_read_or_is_several_parts_is_the_whole),
      cmocka_unit_test(what_begins_behind_the_end_is_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
