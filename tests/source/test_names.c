/* Names of formats and character sets, which programs without readers validate. */
#include "collecting.h"

static void every_format_that_has_a_name_has_a_reader(void **state) {
  const char *path = path_in(state, "a");
  write_text(path, "A headline\n");
  assert_non_null(source_format_name(0));
  for (size_t i = 0; source_format_name(i); i++) {
    const source_options options = {.format = source_format_name(i)};
    struct collected collected = collect_file(path, &options);
    assert_true(source_format_known(options.format));
    if (collected.status) assert_null(strstr(collected.err.message, "there is no format"));
    collected_reset(&collected);
  }
}

static void other_names_are_not_known(void **state) {
  (void)state;
  assert_false(source_format_known(NULL));
  assert_false(source_format_known(""));
  assert_false(source_format_known("telex"));
  assert_true(source_charset_known("windows-1252"));
  assert_false(source_charset_known("klingon"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_format_that_has_a_name_has_a_reader),
      cmocka_unit_test(other_names_are_not_known),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
