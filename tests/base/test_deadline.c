/* Deadlines: the time left, to the millisecond.
 * Nothing here waits: the deadlines are set around the current time, with room for a slow machine.
 * The clock's start is long past, and the end of its range is as far away as possible. */
#include "base/deadline.h"
#include "testing.h"

#include <limits.h>

static void what_is_left_shrinks_to_nothing(void **state) {
  struct timespec start = {0}, far = {.tv_sec = INT64_MAX, .tv_nsec = 999999999};
  unsigned left = sse_deadline_left(sse_deadline_in(3600 * 1000));
  (void)state;
  assert_in_range(left, 3000 * 1000, 3600 * 1000);
  assert_int_equal(sse_deadline_left(sse_deadline_in(0)), 0);
  assert_int_equal(sse_deadline_left(start), 0);
  assert_int_equal(sse_deadline_left(far), INT_MAX);
  assert_true(sse_deadline_is_over(sse_deadline_in(0)));
  assert_false(sse_deadline_is_over(far));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_left_shrinks_to_nothing)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
