/* How system errors are reported.
 * A message names the file, the operation, and why it failed.
 * A message that is too long is cut and still terminated. */
#include "testing.h"

#include "base/status.h"

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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_error_of_the_system_is_one_of_ours),
      cmocka_unit_test(a_message_that_is_too_long_is_cut),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
