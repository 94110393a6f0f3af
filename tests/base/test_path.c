/* Files by their paths: copies, swaps, real paths, the user's folders.
 * Everything is tried on real files and links in the test's own folder.
 * Cases that need another user or a full disk are tested from the command line. */
#include "base/path.h"
#include "testing.h"

#include <sys/stat.h>

static char *contents(const char *path) {
  char *text = calloc(1, 64);
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  assert_non_null(text);
  assert_true(fread(text, 1, 63, file) < 63);
  assert_int_equal(fclose(file), 0);
  return text;
}

static void assert_contents(const char *path, const char *expected) {
  char *text = contents(path);
  assert_string_equal(text, expected);
  free(text);
}

static void a_copy_has_the_bytes_and_the_permissions(void **state) {
  const char *from = path_in(state, "from"), *to = path_in(state, "to");
  struct stat status;
  sse_error err;
  write_text(from, "one");
  write_text(to, "longer than that");
  assert_int_equal(chmod(from, 0640), 0);
  assert_int_equal(sse_file_copy(from, to, &err), SSE_OK);
  assert_contents(to, "one");
  assert_int_equal(stat(to, &status), 0);
  assert_int_equal(status.st_mode & 07777, 0640);
}

static void a_copy_that_cannot_be_made_names_the_file(void **state) {
  const char *from = path_in(state, "from2");
  sse_error err;
  write_text(from, "one");
  assert_int_equal(sse_file_copy(path_in(state, "none"), path_in(state, "to2"), &err), SSE_NOT_FOUND);
  assert_non_null(strstr(err.message, "/none: cannot open"));
  assert_int_not_equal(access(path_in(state, "to2"), F_OK), 0);
  assert_int_equal(sse_file_copy(from, path_in(state, "no/folder"), &err), SSE_NOT_FOUND);
  assert_non_null(strstr(err.message, "/no/folder: cannot create"));
}

static void a_file_takes_the_place_of_another(void **state) {
  const char *from = path_in(state, "new"), *to = path_in(state, "old");
  sse_error err;
  write_text(from, "new");
  write_text(to, "old");
  assert_int_equal(sse_file_replace(from, to, &err), SSE_OK);
  assert_contents(to, "new");
  assert_int_not_equal(access(from, F_OK), 0);
  assert_int_equal(sse_file_replace(from, to, &err), SSE_NOT_FOUND);
  assert_non_null(strstr(err.message, "/new: cannot open"));
  assert_contents(to, "new");
}

static void a_real_path_follows_links_also_to_what_is_not_there_yet(void **state) {
  char *top = realpath(*state, NULL), *real;
  sse_error err;
  assert_int_equal(mkdir(path_in(state, "d"), 0755), 0);
  assert_int_equal(symlink("d", path_in(state, "to-folder")), 0);
  assert_int_equal(symlink("d/index.db", path_in(state, "relative")), 0);
  assert_int_equal(symlink("../relative", path_in(state, "d/again")), 0);
  assert_int_equal(symlink("loop", path_in(state, "loop")), 0);
  assert_non_null(top);
  static const struct {
    const char *path, *real; /* NULL if none */
  } cases[] = {
      {"d", "d"},
      {"d/index.db", "d/index.db"},
      {"to-folder/index.db", "d/index.db"},
      {"relative", "d/index.db"},
      {"d/again", "d/index.db"},
      {"d/../d/./x", "d/x"},
      {"no/folder/x", NULL},
      {"loop", NULL},
  };
  for (int made = 0; made < 2; made++) { /* before and after the file exists */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
      char expected[512];
      sse_status status = sse_real_path(path_in(state, cases[i].path), &real, &err);
      (void)snprintf(expected, sizeof expected, "%s/%s", top, cases[i].real ? cases[i].real : "");
      if (cases[i].real) {
        assert_int_equal(status, SSE_OK);
        assert_string_equal(real, expected);
      } else {
        assert_int_not_equal(status, SSE_OK);
        assert_null(real);
      }
      free(real);
    }
    write_text(path_in(state, "d/index.db"), "x");
  }
  free(top);
}

static void folders_on_the_way_are_made(void **state) {
  struct stat status;
  sse_error err;
  assert_int_equal(sse_make_parents(path_in(state, "x/y/z/file"), &err), SSE_OK);
  assert_int_equal(stat(path_in(state, "x/y/z"), &status), 0);
  assert_true(S_ISDIR(status.st_mode));
  assert_int_not_equal(access(path_in(state, "x/y/z/file"), F_OK), 0);
  assert_int_equal(sse_make_parents(path_in(state, "x/y/z/file"), &err), SSE_OK);
  write_text(path_in(state, "x/file"), "x");
  assert_int_not_equal(sse_make_parents(path_in(state, "x/file/below/it"), &err), SSE_OK);
}

static void the_user_s_folder_is_the_chosen_one_or_below_the_home(void **state) {
  static const struct {
    const char *chosen, *home, *path;
  } cases[] = {
      {"/data", "/home/u", "/data/ssesearch/index.db"},
      {"", "/home/u", "/home/u/.local/share/ssesearch/index.db"},
      {"relative", "/home/u", "/home/u/.local/share/ssesearch/index.db"},
      {NULL, "/home/u", "/home/u/.local/share/ssesearch/index.db"},
      {NULL, "", ""},
      {NULL, NULL, ""},
  };
  const char *home = getenv("HOME");
  char *kept = home ? strdup(home) : NULL;
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sse_buffer path = {0};
    sse_buffer_append_text(&path, "");
    assert_int_equal(
        cases[i].chosen ? setenv("SSE_TEST_HOME", cases[i].chosen, 1) : unsetenv("SSE_TEST_HOME"), 0);
    assert_int_equal(cases[i].home ? setenv("HOME", cases[i].home, 1) : unsetenv("HOME"), 0);
    sse_home_path("SSE_TEST_HOME", ".local/share", "index.db", &path);
    assert_string_equal(path.data, cases[i].path);
    sse_buffer_reset(&path);
  }
  assert_int_equal(kept ? setenv("HOME", kept, 1) : 0, 0);
  free(kept);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_copy_has_the_bytes_and_the_permissions),
      cmocka_unit_test(a_copy_that_cannot_be_made_names_the_file),
      cmocka_unit_test(a_file_takes_the_place_of_another),
      cmocka_unit_test(a_real_path_follows_links_also_to_what_is_not_there_yet),
      cmocka_unit_test(folders_on_the_way_are_made),
      cmocka_unit_test(the_user_s_folder_is_the_chosen_one_or_below_the_home),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
