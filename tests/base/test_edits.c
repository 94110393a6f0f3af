/* Edit distance between words: each kind of edit counts one, and a distance above the limit is reported as
 * such. */
#include "testing.h"

#include "base/edits.h"

static size_t codes_of(const char *word, int32_t codes[SSE_EDITS_LONGEST]) {
  size_t count = strlen(word);
  for (size_t i = 0; i < count; i++)
    codes[i] = (unsigned char)word[i];
  return count;
}

static void each_kind_of_edit_is_one(void **state) {
  static const struct {
    const char *a, *b;
    size_t edits;
  } rows[] = {{"", "", 0},
              {"format", "format", 0},
              {"fromat", "format", 1},
              {"forma", "format", 1},
              {"formats", "format", 1},
              {"farmat", "format", 1},
              {"", "abc", 3},
              {"ca", "abc", 3},
              {"abcd", "badc", 2},
              {"sort", "count", 3}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    int32_t a[SSE_EDITS_LONGEST], b[SSE_EDITS_LONGEST];
    size_t a_count = codes_of(rows[i].a, a), b_count = codes_of(rows[i].b, b);
    assert_int_equal(sse_edits(a, a_count, b, b_count, 9), rows[i].edits);
    assert_int_equal(sse_edits(b, b_count, a, a_count, 9), rows[i].edits);
    if (rows[i].edits > 1) assert_true(sse_edits(a, a_count, b, b_count, rows[i].edits - 1) >= rows[i].edits);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_kind_of_edit_is_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
