/* Which files a walk finds, and in what order. */
#include "testing.h"

#include "source/source.h"

#include <sys/stat.h>

static const source_options no_options = {0};

struct found {
  sse_buffer files;
  sse_buffer problems;
  sse_buffer losses; /* "ending: reason" for each */
};

static sse_status on_file(void *context, const source_file *file, sse_error *err) {
  struct found *found = context;
  (void)err;
  sse_buffer_printf(&found->files, "%s:%u ", strrchr(file->path, '/') + 1, (unsigned)file->size);
  return SSE_OK;
}

static void on_problem(void *context, const char *message) {
  struct found *found = context;
  sse_buffer_printf(&found->problems, "%s\n", message);
}

static void on_loss(void *context, const source_loss *loss) {
  struct found *found = context;
  sse_buffer_printf(&found->losses, "%s: %s\n", loss->name, loss->reason);
}

static void assert_walk(const char *path, const char *expected, const char *problem) {
  struct found found = {0};
  sse_error err;
  sse_buffer_append_text(&found.files, "");
  sse_buffer_append_text(&found.problems, "");
  sse_buffer_append_text(&found.losses, "");
  const source_walker walker = {&found, on_file, on_problem, on_loss};
  assert_int_equal(source_walk(path, &no_options, &walker, &err), SSE_OK);
  assert_string_equal(found.files.data, expected);
  assert_non_null(strstr(found.problems.data, problem));
  sse_buffer_reset(&found.files);
  sse_buffer_reset(&found.problems);
  sse_buffer_reset(&found.losses);
}

static void text_files_are_found_in_the_order_of_their_names_folders_included(void **state) {
  assert_int_equal(mkdir(path_in(state, "w"), 0755), 0);
  assert_int_equal(mkdir(path_in(state, "w/b"), 0755), 0);
  write_text(path_in(state, "w/a.txt"), "1");
  write_text(path_in(state, "w/b/x.TXT"), "12");
  write_text(path_in(state, "w/c.text"), "123");
  write_text(path_in(state, "w/Z.txt"), "1234");
  write_text(path_in(state, "w/.hidden.txt"), "x");
  write_text(path_in(state, "w/logo.png"), "x");
  write_text(path_in(state, "w/noending"), "x");
  assert_walk(path_in(state, "w"), "Z.txt:4 a.txt:1 x.TXT:2 c.text:3 ", "");
}

static void files_that_no_reader_takes_are_told_with_what_would_help(void **state) {
  struct found found = {0};
  const source_walker walker = {&found, on_file, on_problem, on_loss};
  sse_error err;
  assert_int_equal(mkdir(path_in(state, "o"), 0755), 0);
  assert_int_equal(symlink(".", path_in(state, "o/again")), 0);
  write_text(path_in(state, "o/letter.msg"), "x");
  write_text(path_in(state, "o/noending"), "x");
  write_text(path_in(state, "o/picture.PNG"), "x");
  assert_int_equal(mkfifo(path_in(state, "o/pipe.txt"), 0600), 0);
  assert_int_equal(source_walk(path_in(state, "o"), &no_options, &walker, &err), SSE_OK);
  assert_string_equal(found.losses.data, "link: leads to a folder: name that as a source\n"
                                         ".msg: Outlook's own format: convert with msgconvert to .eml\n"
                                         "no ending: no format known\n"
                                         ".png: no format known\n"
                                         "device: not a regular file\n");
  sse_buffer_reset(&found.losses);
}

static void mail_is_found_under_any_name_and_pages_without_an_ending(void **state) {
  static const char letter[] = "From: a@b\nDate: 26 Jul 2023\nSubject: One\n\nWords.\n";
  static const char page[] = "<!doctype html><title>One</title><p>Words.</p>";
  static const struct {
    const char *name, *text;
  } files[] = {{"m/cur/1.M2P3.host:2,S", letter},
               {"m/new/2.host", letter},
               {"m/17", letter},
               {"m/page", page},
               {"m/page.bak", page},
               {"m/list", "One,Two\n1,2\n"},
               {"m/old.msg", letter}};
  assert_int_equal(mkdir(path_in(state, "m"), 0755), 0);
  assert_int_equal(mkdir(path_in(state, "m/cur"), 0755), 0);
  assert_int_equal(mkdir(path_in(state, "m/new"), 0755), 0);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    write_text(path_in(state, files[i].name), files[i].text);
  assert_walk(path_in(state, "m"), "17:49 1.M2P3.host:2,S:49 2.host:49 page:46 ", "");
}

static void hidden_folders_are_taken_where_they_are_those_of_a_maildir(void **state) {
  static const char letter[] = "From: a@b\nDate: 26 Jul 2023\nSubject: One\n\nWords.\n";
  static const char *const folders[] = {"p",           "p/cur",           "p/.Sent",
                                        "p/.Sent/cur", "p/.Archive.2023", "p/.Archive.2023/new",
                                        "p/.git",      "p/.git/objects",  "p/.cur"};
  static const char *const files[] = {"p/cur/1.host:2,S",
                                      "p/.Sent/cur/2.host:2,S",
                                      "p/.Sent/.notes.txt",
                                      "p/.Archive.2023/new/3.host",
                                      "p/.git/4.txt",
                                      "p/.cur/5.txt",
                                      "p/.6.txt"};
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
    assert_int_equal(mkdir(path_in(state, folders[i]), 0755), 0);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    write_text(path_in(state, files[i]), letter);
  write_text(path_in(state, "p/.new"), "x");
  assert_walk(path_in(state, "p"), "3.host:49 2.host:2,S:49 1.host:2,S:49 ", "");
}

static void a_file_that_is_named_is_taken_whatever_its_name(void **state) {
  write_text(path_in(state, "README"), "x");
  assert_walk(path_in(state, "README"), "README:1 ", "");
}

static void links_to_folders_are_not_followed_and_broken_links_reported(void **state) {
  assert_int_equal(mkdir(path_in(state, "l"), 0755), 0);
  assert_int_equal(symlink(".", path_in(state, "l/loop")), 0);
  assert_int_equal(symlink("nowhere", path_in(state, "l/broken.txt")), 0);
  write_text(path_in(state, "l/real.txt"), "x");
  assert_int_equal(symlink("real.txt", path_in(state, "l/alias.txt")), 0);
  assert_walk(path_in(state, "l"), "alias.txt:1 real.txt:1 ", "broken.txt: ");
}

static void endless_depth_is_cut_and_reported(void **state) {
  char path[1024];
  size_t length = (size_t)snprintf(path, sizeof path, "%s", path_in(state, "deep"));
  for (int i = 0; i < 70; i++) {
    assert_int_equal(mkdir(path, 0755), 0);
    length += (size_t)snprintf(path + length, sizeof path - length, "/d");
  }
  assert_walk(path_in(state, "deep"), "", "folders deep");
}

static void a_path_that_is_not_there_is_an_error_with_its_name(void **state) {
  struct found found = {0};
  const source_walker walker = {&found, on_file, on_problem, on_loss};
  sse_error err;
  assert_int_equal(source_walk(path_in(state, "none"), &no_options, &walker, &err), SSE_NOT_FOUND);
  assert_non_null(strstr(err.message, "/none: "));
  assert_int_equal(source_walk("", &no_options, &walker, &err), SSE_NOT_FOUND);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_files_are_found_in_the_order_of_their_names_folders_included),
      cmocka_unit_test(files_that_no_reader_takes_are_told_with_what_would_help),
      cmocka_unit_test(mail_is_found_under_any_name_and_pages_without_an_ending),
      cmocka_unit_test(hidden_folders_are_taken_where_they_are_those_of_a_maildir),
      cmocka_unit_test(a_file_that_is_named_is_taken_whatever_its_name),
      cmocka_unit_test(links_to_folders_are_not_followed_and_broken_links_reported),
      cmocka_unit_test(endless_depth_is_cut_and_reported),
      cmocka_unit_test(a_path_that_is_not_there_is_an_error_with_its_name),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
