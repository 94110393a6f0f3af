/* Rows of the sketch: what is written can be read, and damaged ones are refused, not read past their end. */
#include "index/sketch.h"
#include "testing.h"

static uint32_t sums[SKETCH_CHUNK];

static void a_row_has_its_buckets_and_zeros_between(void **state) {
  static const unsigned char row[] = {0, 5, 2, 0x80, 1, 0xFB, 0x3F, 7};
  (void)state;
  assert_true(sketch_unpack(row, sizeof row, sums));
  assert_int_equal(sums[0], 5);
  assert_int_equal(sums[1], 0);
  assert_int_equal(sums[3], 128);
  assert_int_equal(sums[4], 0);
  assert_int_equal(sums[SKETCH_CHUNK - 1], 7);
  assert_true(sketch_unpack(NULL, 0, sums));
  assert_int_equal(sums[0], 0);
}

static void a_damaged_row_is_refused(void **state) {
  static const struct {
    unsigned char row[16];
    size_t length;
  } rows[] = {{{0x80}, 1},                            /* truncated within a number */
              {{3}, 1},                               /* a bucket without a sum */
              {{0x80, 0x40, 1}, 3},                   /* after the last bucket */
              {{0xFF, 0x3F, 1, 0, 1}, 5},             /* more bytes follow */
              {{0, 0x80, 0x80, 0x80, 0x80, 0x10}, 6}, /* 2^32 */
              {{0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1}, 11} /* no number at all */};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (sketch_unpack(rows[i].row, rows[i].length, sums)) fail_msg("row %zu", i);
}

/* Since a code depends on nothing else, the sums of several indexes can be added up. */
static void a_code_depends_on_sum_and_items_alone(void **state) {
  (void)state;
  assert_int_equal(sketch_code(0, 10), 0);
  assert_int_equal(sketch_code(20, 10), sketch_code(10, 10));
  assert_true(sketch_code(5, 10) < sketch_code(10, 10));
  assert_int_equal(sketch_code(UINT64_MAX, UINT32_MAX), 244);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_row_has_its_buckets_and_zeros_between),
      cmocka_unit_test(a_damaged_row_is_refused),
      cmocka_unit_test(a_code_depends_on_sum_and_items_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
