/* How system errors are reported.
 * A message names the file, the operation, and why it failed.
 * A message that is too long is cut in its middle. */
#include "testing.h"

#include "base/status.h"
#include "base/utf8.h"

#include <errno.h>

static void an_error_of_the_system_is_one_of_ours(void **state) {
  static const struct {
    int number;
    sse_status status;
  } rows[] = {{ENOENT, SSE_NOT_FOUND}, {ENOTDIR, SSE_NOT_FOUND}, {EACCES, SSE_DENIED}, {EPERM, SSE_DENIED},
              {EROFS, SSE_DENIED},     {ENOMEM, SSE_NO_MEMORY},  {EIO, SSE_IO},        {ENOSPC, SSE_IO}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char wanted[256];
    sse_error err;
    (void)snprintf(wanted, sizeof wanted, "a/b: cannot open: %s", strerror(rows[i].number));
    assert_int_equal(sse_fail_errno(&err, rows[i].number, "a/b", "cannot open"), rows[i].status);
    assert_int_equal(err.status, rows[i].status);
    assert_string_equal(err.message, wanted);
  }
}

static void a_message_that_is_too_long_is_cut(void **state) {
  char text[2 * sizeof((sse_error *)0)->message];
  sse_error err;
  (void)state;
  memset(text, 'x', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  assert_int_equal(sse_fail(&err, SSE_INVALID, "%s", text), SSE_INVALID);
  assert_int_equal(strlen(err.message), sizeof err.message - 1);
}

/* Whatever the length of the path, and wherever its characters are cut. */
static void a_message_on_a_long_path_still_says_what_is_wrong(void **state) {
  static const char end[] = ": cannot open: Permission denied";
  char path[4096];
  (void)state;
  for (size_t shift = 0; shift < 4; shift++) {
    for (size_t length = 900; length < sizeof path - 1; length += 3 + length / 5) {
      sse_error err;
      size_t at = shift;
      memset(path, '/', shift);
      for (; at + 3 <= length; at += 3)
        memcpy(path + at, "협", 3);
      path[at] = '\0';
      assert_int_equal(sse_fail_errno(&err, EACCES, path, "cannot open"), SSE_DENIED);
      size_t got = strlen(err.message);
      assert_in_range(got, at < 990 ? at : 1000, sizeof err.message - 1);
      assert_string_equal(err.message + got - strlen(end), end);
      assert_memory_equal(err.message, path, 450);
      assert_int_equal(sse_utf8_valid(STR(err.message)), got);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_error_of_the_system_is_one_of_ours),
      cmocka_unit_test(a_message_that_is_too_long_is_cut),
      cmocka_unit_test(a_message_on_a_long_path_still_says_what_is_wrong),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
