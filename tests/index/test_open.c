/* Which files are an index, and what is said of those that are not. */
#include "indexing.h"

static void assert_refused(const char *path, index_mode mode, sse_status expected, const char *why) {
  index_db *index;
  sse_error err;
  assert_int_equal(index_open(path, mode, &index, &err), expected);
  assert_null(index);
  if (!strstr(err.message, why)) fail_msg("'%s' does not say '%s'", err.message, why);
  assert_memory_equal(err.message, path, strlen(path));
}

static void run_sql(const char *path, const char *sql) {
  sqlite3 *db;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void a_reader_of_an_index_that_is_not_there_is_told_how_to_make_one(void **state) {
  const char *path = path_in(state, "none.db");
  assert_refused(path, INDEX_READ, SSE_NOT_FOUND, "sseindex --db");
  assert_int_equal(access(path, F_OK), -1);
}

static void a_file_that_is_no_database_is_refused_and_left_alone(void **state) {
  const char *path = path_in(state, "text.db");
  write_text(path,
             "This is a letter and not a database, however long one looks at it. It has more than a hundred "
             "bytes, so that its header could be one.");
  assert_refused(path, INDEX_READ, SSE_DATABASE, "not an index");
  assert_refused(path, INDEX_WRITE, SSE_DATABASE, "not an index");
  sse_lines *lines;
  sse_error err;
  assert_int_equal(sse_lines_open(path, &lines, &err), SSE_OK);
  assert_memory_equal(sse_lines_peek(lines).data, "This is a letter", 16);
  sse_lines_close(lines);
}

static void a_database_of_another_program_is_refused(void **state) {
  const char *path = path_in(state, "other.db");
  run_sql(path, "CREATE TABLE t(x)");
  assert_refused(path, INDEX_READ, SSE_DATABASE, "another program");
  assert_refused(path, INDEX_WRITE, SSE_DATABASE, "another program");
}

static void an_index_of_another_version_is_refused_and_left_alone(void **state) {
  char *path = strdup(path_in(state, "version.db"));
  write_text(path_in(state, "a.txt"), "One\n");
  (void)index_path_into(path, path_in(state, "a.txt"));
  run_sql(path, "PRAGMA user_version = 99");
  assert_refused(path, INDEX_READ, SSE_DATABASE, "another version");
  assert_refused(path, INDEX_WRITE, SSE_DATABASE, "another version");
  run_sql(path, "PRAGMA user_version = 1");
  assert_query(path, "SELECT title FROM item", "One");
  free(path);
}

static void a_truncated_index_is_refused(void **state) {
  char *path = strdup(path_in(state, "short.db"));
  write_text(path_in(state, "a.txt"), "One\n");
  (void)index_path_into(path, path_in(state, "a.txt"));
  assert_int_equal(truncate(path, 8192), 0);
  assert_refused(path, INDEX_READ, SSE_DATABASE, "damaged");
  assert_refused(path, INDEX_WRITE, SSE_DATABASE, "damaged");
  free(path);
}

static void folders_and_empty_files_are_no_index_to_read(void **state) {
  assert_refused(path_in(state, "."), INDEX_READ, SSE_DATABASE, "not a file");
  write_text(path_in(state, "empty.db"), "");
  assert_refused(path_in(state, "empty.db"), INDEX_READ, SSE_DATABASE, "empty");
  assert_refused(path_in(state, "no/such/folder.db"), INDEX_WRITE, SSE_IO, "cannot be opened");
}

static void a_reader_cannot_write(void **state) {
  char *path = strdup(path_in(state, "readonly.db"));
  index_db *index;
  sse_error err;
  write_text(path_in(state, "a.txt"), "One\n");
  (void)index_path_into(path, path_in(state, "a.txt"));
  assert_int_equal(index_open(path, INDEX_READ, &index, &err), SSE_OK);
  assert_int_equal(sqlite3_exec(index_connection(index), "DELETE FROM item", NULL, NULL, NULL),
                   SQLITE_READONLY);
  index_close(index);
  free(path);
}

static void a_second_writer_is_told_that_another_run_is_at_work(void **state) {
  const char *path = path_in(state, "busy.db");
  const char *page = path_in(state, "a.txt");
  const index_listener listener = {.on_problem = ignore_problem};
  const source_options options = {0};
  index_db *first, *second;
  index_report report;
  sse_error err;
  write_text(page, "One\n");
  assert_int_equal(index_open(path, INDEX_WRITE, &first, &err), SSE_OK);
  assert_int_equal(index_open(path, INDEX_WRITE, &second, &err), SSE_OK);
  assert_int_equal(sqlite3_exec(index_connection(first), "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(index_add(second, &page, 1, &options, &listener, &report, &err), SSE_BUSY);
  index_close(first);
  index_close(second);
}

static void the_default_path_follows_the_environment(void **state) {
  (void)state;
  char *path;
  bool chosen;
  sse_error err;
  assert_int_equal(setenv("HOME", "/home/u", 1), 0);
  assert_int_equal(unsetenv("XDG_DATA_HOME"), 0);
  assert_int_equal(index_default_path(&path, &chosen, &err), SSE_OK);
  assert_string_equal(path, "/home/u/.local/share/ssesearch/index.db");
  free(path);
  assert_int_equal(setenv("XDG_DATA_HOME", "/data", 1), 0);
  assert_int_equal(index_default_path(&path, &chosen, &err), SSE_OK);
  assert_string_equal(path, "/data/ssesearch/index.db");
  assert_false(chosen);
  free(path);
  assert_int_equal(setenv("SSESEARCH_DB", "x.db", 1), 0);
  assert_int_equal(index_default_path(&path, &chosen, &err), SSE_OK);
  assert_string_equal(path, "x.db");
  assert_true(chosen);
  free(path);
  assert_int_equal(unsetenv("SSESEARCH_DB") | unsetenv("XDG_DATA_HOME") | unsetenv("HOME"), 0);
  assert_int_equal(index_default_path(&path, &chosen, &err), SSE_NOT_FOUND);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_reader_of_an_index_that_is_not_there_is_told_how_to_make_one),
      cmocka_unit_test(a_file_that_is_no_database_is_refused_and_left_alone),
      cmocka_unit_test(a_database_of_another_program_is_refused),
      cmocka_unit_test(an_index_of_another_version_is_refused_and_left_alone),
      cmocka_unit_test(a_truncated_index_is_refused),
      cmocka_unit_test(folders_and_empty_files_are_no_index_to_read),
      cmocka_unit_test(a_reader_cannot_write),
      cmocka_unit_test(a_second_writer_is_told_that_another_run_is_at_work),
      cmocka_unit_test(the_default_path_follows_the_environment),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
