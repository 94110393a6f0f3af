/* The remaining time that the progress bar shows: nothing too early, and no more digits than are
 * justified. */
#include "testing.h"

#include "programs/progress.h"

static void the_time_left_is_told_after_ten_seconds_and_as_exactly_as_it_is_known(void **state) {
  static const struct {
    double part, seconds;
    const char *text;
  } rows[] = {
      {0.5, 9.9, ""}, /* too early */
      {0.5, 10, ", about 20 s left"},
      {0, 100, ""}, /* unknown size, or nothing done yet */
      {0.009, 100, ""},
      {1, 100, ""}, /* the time needed after the last byte is not guessed */
      {0.99, 20, ", about 10 s left"},
      {0.5, 49, ", about 50 s left"},
      {0.5, 59, ", about 60 s left"},
      {0.5, 60, ", about 1 min left"},
      {0.5, 61, ", about 1 min left"},
      {0.5, 91, ", about 2 min left"},
      {0.1, 10, ", about 2 min left"},
      {0.5, 3599, ", about 60 min left"},
      {0.5, 3600, ", about 1 h left"},
      {0.5, 3899, ", about 1 h left"},
      {0.5, 3901, ", about 1 h 10 min left"},
      {0.25, 1800, ", about 1 h 30 min left"},
      {0.5, 86399, ", about 24 h left"},
      {0.01, 10000, ", more than a day left"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char text[PROGRESS_LEFT_SIZE];
    progress_left(rows[i].part, rows[i].seconds, text);
    if (strcmp(text, rows[i].text) != 0)
      fail_msg("%g in %g s: '%s', not '%s'", rows[i].part, rows[i].seconds, text, rows[i].text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_time_left_is_told_after_ten_seconds_and_as_exactly_as_it_is_known),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
