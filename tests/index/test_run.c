/* Items in the index: added, updated in place, never doubled, never lost. */
#include "indexing.h"

#include "index/places.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

#define PAGE "Page\n\nJuly 2023\n 1. One\n\n   First text.\n 2. Two\n\n   Second text.\n"

static void assert_report(index_report report, size_t added, size_t updated, size_t unchanged) {
  assert_int_equal(report.added, added);
  assert_int_equal(report.updated, updated);
  assert_int_equal(report.unchanged, unchanged);
}

static void indexing_again_changes_nothing(void **state) {
  const char *db = path_in(state, "again.db");
  write_text(path_in(state, "page.txt"), PAGE);
  assert_report(index_path_into(db, path_in(state, "page.txt")), 2, 0, 0);
  assert_report(index_path_into(db, path_in(state, "page.txt")), 0, 0, 2);
  assert_query(db, "SELECT count(*) FROM item", "2");
}

/* Sets the time of a file's last change. */
static void set_changed(const char *path, time_t seconds) {
  const struct timespec times[2] = {{.tv_sec = seconds}, {.tv_sec = seconds}};
  assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

/* Indexes a file that changed `age` seconds before, then another one of the same size and time in its place;
 * returns the second run's report. */
static index_report index_change_within_one_time(void **state, time_t age) {
  const char *page = path_in(state, "young.txt"), *db = path_in(state, "young.db");
  time_t begin;
  do { /* the run must begin in the second that the age is counted from */
    (void)unlink(db);
    begin = time(NULL);
    write_text(page, "Before\n");
    set_changed(page, begin - age);
    assert_int_equal(index_path_into(db, page).added, 1);
  } while (time(NULL) != begin);
  write_text(page, "Behind\n");
  set_changed(page, begin - age);
  return index_path_into(db, page);
}

static void a_file_that_changed_again_within_the_same_time_is_read_again(void **state) {
  for (time_t age = -1; age <= 2; age++)
    assert_report(index_change_within_one_time(state, age), 1, 0, 0);
}

static void an_older_file_is_known_by_its_time_and_size(void **state) {
  assert_report(index_change_within_one_time(state, 60), 0, 0, 1);
}

static void a_changed_item_is_updated_in_place_and_found_by_its_new_words_only(void **state) {
  char *db = strdup(path_in(state, "change.db"));
  char *page = strdup(path_in(state, "page.txt"));
  write_text(page, PAGE);
  (void)index_path_into(db, page);
  char *id = query_index(db, "SELECT id FROM item WHERE title = 'Two'");
  write_text(page, "Page\n\nJuly 2023\n 1. One\n\n   First text.\n 2. Two\n\n   Changed words.\n");
  assert_report(index_path_into(db, page), 0, 1, 1);
  assert_query(db, "SELECT id FROM item WHERE body = 'Changed words.'", id);
  assert_query(db, "SELECT count(*) FROM terms WHERE terms MATCH 'second'", "0");
  assert_query(db, "SELECT count(*) FROM terms WHERE terms MATCH 'changed'", "1");
  assert_query(db, "SELECT count(*) FROM item", "2");
  free(id);
  free(page);
  free(db);
}

static void a_change_of_any_field_updates_the_item(void **state) {
  static const char *const states[] = {
      "\"title\":\"O\"", /* each differs from the previous one in one thing */
      "\"title\":\"T\"",
      "\"title\":\"T\",\"text\":\"B\"",
      "\"title\":\"T\",\"text\":\"B\",\"date\":\"2023\"",
      "\"title\":\"T\",\"text\":\"B\",\"date\":\"2024\"",
      "\"title\":\"T\",\"text\":\"B\",\"date\":\"2024\",\"url\":\"https://a.org\"",
      "\"title\":\"T\",\"text\":\"B\",\"date\":\"2024\",\"source\":\"S\"",
      "\"title\":\"T\",\"text\":\"B\",\"date\":\"2024\",\"source\":\"S\",\"lang\":\"fr\"",
      "\"title\":\"T\",\"text\":\"B\",\"date\":\"2024\",\"source\":\"S\",\"lang\":\"fr\",\"tags\":[\"a\"]",
      "\"title\":\"T\",\"text\":\"B\",\"date\":\"2024\",\"source\":\"S\",\"lang\":\"fr\",\"tags\":[\"b\"]",
  };
  char *db = strdup(path_in(state, "fields.db"));
  char *items = strdup(path_in(state, "fields.jsonl"));
  for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
    char line[256];
    (void)snprintf(line, sizeof line, "{\"id\":\"x:1\",%s}\n", states[i]);
    write_text(items, line);
    assert_report(index_path_into(db, items), i == 0, i > 0, 0);
  }
  assert_query(
      db, "SELECT concat FROM (SELECT title || body || date || source || lang || tags AS concat FROM item)",
      "TB2024Sfrb");
  free(items);
  free(db);
}

static void two_items_of_one_title_and_date_are_both_kept(void **state) {
  char *db = strdup(path_in(state, "twins.db"));
  char *page = strdup(path_in(state, "page.txt"));
  write_text(page, "July 2023\n 1. Same\n\n   This.\n 2. Same\n\n   That.\n");
  assert_report(index_path_into(db, page), 2, 0, 0);
  assert_report(index_path_into(db, page), 0, 0, 2);
  write_text(page, "July 2023\n 1. Same\n\n   This.\n 2. Same\n\n   That, changed.\n");
  assert_report(index_path_into(db, page), 0, 1, 1);
  assert_query(db, "SELECT group_concat(body) FROM (SELECT body FROM item ORDER BY body)",
               "That, changed.,This.");
  free(page);
  free(db);
}

static void the_same_item_in_two_files_is_one_and_another_text_is_another_item(void **state) {
  char *db = strdup(path_in(state, "files.db"));
  assert_int_equal(mkdir(path_in(state, "files"), 0755), 0);
  write_text(path_in(state, "files/a.txt"), "July 2023\n 1. Same\n\n   This.\n");
  write_text(path_in(state, "files/b.txt"), "July 2023\n 1. Same\n\n   This.\n");
  write_text(path_in(state, "files/c.txt"), "July 2023\n 1. Same\n\n   Another.\n");
  assert_report(index_path_into(db, path_in(state, "files")), 2, 0, 1);
  assert_report(index_path_into(db, path_in(state, "files")), 0, 0, 3);
  free(db);
}

static void hundreds_of_items_alike_stay_apart_and_stable(void **state) {
  char *db = strdup(path_in(state, "alike.db"));
  char *page = strdup(path_in(state, "alike.txt"));
  FILE *file = fopen(page, "w");
  assert_non_null(file);
  assert_true(fputs("July 2023\n", file) >= 0);
  for (int i = 0; i < 300; i++)
    assert_true(fprintf(file, " 1. Same\n\n   Text %d.\n", i) > 0);
  assert_int_equal(fclose(file), 0);
  assert_report(index_path_into(db, page), 300, 0, 0);
  assert_report(index_path_into(db, page), 0, 0, 300);
  free(page);
  free(db);
}

static void a_file_that_is_cut_off_keeps_what_came_before_and_loses_nothing(void **state) {
  char *db = strdup(path_in(state, "half.db"));
  char *page = strdup(path_in(state, "page.txt"));
  write_text(page, PAGE);
  (void)index_path_into(db, page);
  FILE *file = fopen(page, "w");
  assert_non_null(file);
  assert_true(fputs("July 2023\n 1. One\n\n   Changed.\n 2. New\n\n   ", file) >= 0);
  for (int i = 0; i < SSE_LINES_LONGEST + 10; i++)
    assert_int_equal(fputc('x', file), 'x');
  assert_int_equal(fclose(file), 0);
  index_report report = index_path_into(db, page);
  assert_int_equal(report.failed, 0);
  assert_int_equal(report.skipped, 1);
  assert_report(report, 0, 1, 0);
  assert_query(db, "SELECT group_concat(title || body) FROM item WHERE gone = 0",
               "OneChanged.,TwoSecond text.");
  assert_report(index_path_into(db, page), 0, 0, 1); /* it is read again, until it can be read whole */
  free(page);
  free(db);
}

static void one_bad_file_does_not_stop_the_others(void **state) {
  char *db = strdup(path_in(state, "bad.db"));
  assert_int_equal(mkdir(path_in(state, "bad"), 0755), 0);
  write_text(path_in(state, "bad/a.txt"), "One\n");
  write_text(path_in(state, "bad/b.txt"), "");
  write_text(path_in(state, "bad/c.txt"), "Two\n");
  index_report report = index_path_into(db, path_in(state, "bad"));
  assert_int_equal(report.added, 2);
  assert_int_equal(report.files, 2);
  assert_int_equal(report.failed, 1);
  free(db);
}

static void terms_follow_the_items_exactly(void **state) {
  char *db = strdup(path_in(state, "follow.db"));
  char *page = strdup(path_in(state, "page.txt"));
  sse_error err;
  write_text(page, PAGE);
  (void)index_path_into(db, page);
  write_text(page, "July 2023\n 1. One\n\n   Third.\n 2. Zwei\n");
  (void)index_path_into(db, page);
  assert_int_equal(index_check(db, &err), SSE_OK);
  free(page);
  free(db);
}

static void the_absolute_path_of_a_file_is_that_of_its_root_and_the_rest(void **state) {
  static const struct {
    const char *root, *name, *path, *key; /* the root's real path and its name as given; the file as found */
  } cases[] = {
      {"/real", "link", "link/a.txt", "/real/a.txt"},
      {"/real", "link/", "link/a.txt", "/real/a.txt"},
      {"/", "/", "/a.txt", "/a.txt"},
      {"/", "link", "link/a.txt", "/a.txt"},
      {"/real/a.txt", "a", "a", "/real/a.txt"},
      {"-", "-", "-", "-"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct root root = {.path = (char *)cases[i].root, .name_length = strlen(cases[i].name)};
    const struct places places = {.roots = &root, .root_count = 1};
    const struct file file = {.path = (char *)cases[i].path};
    char *key;
    sse_error err;
    assert_int_equal(places_key(&places, &file, &key, &err), SSE_OK);
    assert_string_equal(key, cases[i].key);
    free(key);
  }
}

static void the_letters_of_a_word_have_a_bit_each_and_nothing_after_it_counts(void **state) {
  const int32_t letters[] = {'a', 'b', 'a', 0x443};
  (void)state;
  for (size_t count = 0; count <= 4; count++) {
    static const uint32_t expected[] = {0, 1u << 1, 3u << 1, 3u << 1, 3u << 1 | 1u << 3};
    sse_str exact = copy_exactly((sse_str){(const char *)letters, count * sizeof *letters});
    assert_int_equal(index_spelling_signature((const int32_t *)(const void *)exact.data, count),
                     expected[count]);
    free((char *)exact.data);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(indexing_again_changes_nothing),
      cmocka_unit_test(a_change_of_any_field_updates_the_item),
      cmocka_unit_test(a_file_that_changed_again_within_the_same_time_is_read_again),
      cmocka_unit_test(an_older_file_is_known_by_its_time_and_size),
      cmocka_unit_test(a_changed_item_is_updated_in_place_and_found_by_its_new_words_only),
      cmocka_unit_test(two_items_of_one_title_and_date_are_both_kept),
      cmocka_unit_test(the_same_item_in_two_files_is_one_and_another_text_is_another_item),
      cmocka_unit_test(hundreds_of_items_alike_stay_apart_and_stable),
      cmocka_unit_test(a_file_that_is_cut_off_keeps_what_came_before_and_loses_nothing),
      cmocka_unit_test(one_bad_file_does_not_stop_the_others),
      cmocka_unit_test(terms_follow_the_items_exactly),
      cmocka_unit_test(the_letters_of_a_word_have_a_bit_each_and_nothing_after_it_counts),
      cmocka_unit_test(the_absolute_path_of_a_file_is_that_of_its_root_and_the_rest),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
