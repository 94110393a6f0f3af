/* Searches that found nothing: what is recorded, how much, and the state of the file at any time. */
#include "failing.h"

#include "testing.h"

#include "web/missed.h"

#include <sys/stat.h>

static const sse_date day = {2026, 11, 26}, day_after = {2026, 11, 27};

static struct missed *open_list(const char *path) {
  struct missed *missed;
  sse_error err;
  if (missed_new(path, &missed, &err)) fail_msg("%s", err.message);
  return missed;
}

static void save_and_free(struct missed *missed) {
  sse_error err;
  if (missed_save(missed, &err)) fail_msg("%s", err.message);
  missed_free(missed);
}

/* Compares the lines below the heading. */
static void assert_lines(const char *path, const char *expected) {
  char *text = NULL;
  size_t size = 0;
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  assert_true(getline(&text, &size, file) > 0);
  assert_string_equal(text, "times\tlast day\tsearch that found nothing\n");
  if (getdelim(&text, &size, '\0', file) < 0) *text = '\0';
  assert_string_equal(text, expected);
  assert_int_equal(fclose(file), 0);
  free(text);
}

static void words_are_kept_with_their_number_and_last_day_the_most_frequent_first(void **state) {
  const char *path = path_in(state, "missed.tsv");
  struct missed *missed = open_list(path);
  missed_note(missed, "wherry", day);
  missed_note(missed, " \t dory\nand  skiff ", day);
  missed_note(missed, "dory and skiff", day_after);
  missed_note(missed, "café 😀", day_after);
  missed_note(missed, "", day);
  missed_note(missed, " \t", day);
  missed_note(NULL, "nowhere", day);
  save_and_free(missed);
  assert_lines(path, "2\t2026-11-27\tdory and skiff\n1\t2026-11-27\tcafé 😀\n1\t2026-11-26\twherry\n");
  missed = open_list(path);
  missed_note(missed, "wherry", day_after);
  save_and_free(missed);
  assert_lines(path, "2\t2026-11-27\tdory and skiff\n2\t2026-11-27\twherry\n1\t2026-11-27\tcafé 😀\n");
}

static void words_that_are_written_in_several_ways_are_one(void **state) {
  const char *path = path_in(state, "missed.tsv");
  struct missed *missed = open_list(path);
  missed_note(missed, "Café Wherry", day);
  missed_note(missed, "cafe\u0301 WHERRY", day_after);
  missed_note(missed, "ＣＡＦÉ\u3000wherry", day);
  missed_note(missed, "cafe wherry", day); /* another word */
  missed_note(missed, "협동", day);
  missed_note(missed, "\u1112\u1167\u11B8\u1103\u1169\u11BC", day);
  missed_note(missed, "STRASSE", day);
  missed_note(missed, "straße", day);
  save_and_free(missed);
  const char expected[] = "3\t2026-11-27\tCafé Wherry\n2\t2026-11-26\tSTRASSE\n2\t2026-11-26\t협동\n"
                          "1\t2026-11-26\tcafe wherry\n";
  assert_lines(path, expected);
  FILE *file = fopen(path, "a"); /* as an earlier version left it */
  assert_non_null(file);
  assert_true(fputs("4\t2026-11-25\tstrasse\n2\t2026-11-25\tnot \xFF\n", file) >= 0);
  assert_int_equal(fclose(file), 0);
  save_and_free(open_list(path));
  assert_lines(path, "6\t2026-11-26\tSTRASSE\n3\t2026-11-27\tCafé Wherry\n2\t2026-11-26\t협동\n"
                     "1\t2026-11-26\tcafe wherry\n");
}

static void what_is_too_long_is_not_kept(void **state) {
  const char *path = path_in(state, "missed.tsv");
  struct missed *missed = open_list(path);
  char words[MISSED_LONGEST + 2] = {0}, line[MISSED_LONGEST + 32];
  memset(words, 'x', MISSED_LONGEST + 1);
  missed_note(missed, words, day);
  words[MISSED_LONGEST] = '\0';
  missed_note(missed, words, day);
  save_and_free(missed);
  (void)snprintf(line, sizeof line, "1\t2026-11-26\t%s\n", words);
  assert_lines(path, line);
}

static void where_there_is_no_room_the_rarest_and_oldest_goes(void **state) {
  const char *path = path_in(state, "missed.tsv");
  struct missed *missed = open_list(path);
  struct stat file;
  char words[32];
  for (unsigned i = 0; i < MISSED_MOST; i++) {
    (void)snprintf(words, sizeof words, "word %04u", i);
    missed_note(missed, words, i == 5 ? day : day_after);
    if (i != 5 && i != 7) missed_note(missed, words, day_after);
  }
  missed_note(missed, "first new", day_after);
  missed_note(missed, "second new", day_after);
  save_and_free(missed);
  FILE *out = fopen(path, "r");
  char *text = NULL;
  size_t size = 0, lines = 0;
  bool has_5 = false, has_second = false;
  assert_non_null(out);
  for (; getline(&text, &size, out) > 0; lines++) {
    has_5 = has_5 || strstr(text, "\tword 0005\n");
    has_second = has_second || strstr(text, "\tsecond new\n");
  }
  assert_int_equal(fclose(out), 0);
  free(text);
  assert_int_equal(lines, MISSED_MOST + 1);
  assert_false(has_5);
  assert_true(has_second);
  assert_int_equal(stat(path, &file), 0);
  assert_int_equal(file.st_mode & 0777, 0600);
}

static void a_line_that_is_none_is_passed_over_and_a_file_of_something_else_stays(void **state) {
  static const char heading[] = "times\tlast day\tsearch that found nothing\n";
  const char *path = path_in(state, "missed.tsv");
  struct missed *missed;
  sse_error err;
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  (void)fprintf(file, "%sx\t2026-11-26\ta\n3\tnever\tb\n4\t2026-11-26\n\n5\t2026-11-26\tc\n", heading);
  assert_int_equal(fclose(file), 0);
  save_and_free(open_list(path));
  assert_lines(path, "5\t2026-11-26\tc\n");
  file = fopen(path, "w");
  assert_non_null(file);
  (void)fputs("My own notes\n", file);
  assert_int_equal(fclose(file), 0);
  assert_int_equal(missed_new(path, &missed, &err), SSE_INVALID);
  assert_null(missed);
  file = fopen(path, "r");
  assert_non_null(file);
  assert_int_equal(fgetc(file), 'M');
  assert_int_equal(fclose(file), 0);
}

static void without_memory_a_search_is_not_kept_and_the_file_stays_whole(void **state) {
  const char *path = path_in(state, "missed.tsv");
  if (!OWN_MALLOC) skip();
  happened = true;
  for (long nth = 1; happened; nth++) {
    struct missed *missed = NULL;
    sse_error err;
    happened = false;
    countdown = nth;
    fails_memory = true;
    sse_status status = missed_new(path, &missed, &err);
    missed_note(missed, "wherry", day); /* does nothing for NULL */
    if (!status) status = missed_save(missed, &err);
    fails_memory = false;
    countdown = 0;
    assert_true(!status || status == SSE_NO_MEMORY || happened);
    missed_free(missed);
    struct missed *again = open_list(path);
    missed_free(again);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(words_are_kept_with_their_number_and_last_day_the_most_frequent_first,
                                      make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(words_that_are_written_in_several_ways_are_one, make_folder,
                                      remove_folder),
      cmocka_unit_test_setup_teardown(what_is_too_long_is_not_kept, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(where_there_is_no_room_the_rarest_and_oldest_goes, make_folder,
                                      remove_folder),
      cmocka_unit_test_setup_teardown(a_line_that_is_none_is_passed_over_and_a_file_of_something_else_stays,
                                      make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(without_memory_a_search_is_not_kept_and_the_file_stays_whole,
                                      make_folder, remove_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
