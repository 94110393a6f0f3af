/* Which files are an index, and what is said about those that are not. */
#include "indexing.h"

#include "base/path.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

static void assert_refused(const char *path, sse_status expected, const char *why) {
  index_db *index;
  sse_error err;
  assert_int_equal(index_open(path, &index, &err), expected);
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
  assert_refused(path, SSE_NOT_FOUND, "sseindex --db");
  assert_int_equal(access(path, F_OK), -1);
}

static void a_file_that_is_no_database_is_refused_and_left_alone(void **state) {
  const char *path = path_in(state, "text.db");
  write_text(path,
             "This is a letter and not a database, however long one looks at it. It has more than a hundred "
             "bytes, so that its header could be one.");
  assert_refused(path, SSE_DATABASE, "not an index");
  sse_lines *lines;
  sse_error err;
  assert_int_equal(sse_lines_open(path, &lines, &err), SSE_OK);
  assert_memory_equal(sse_lines_peek(lines).data, "This is a letter", 16);
  sse_lines_close(lines);
}

static void a_database_of_another_program_is_refused(void **state) {
  const char *path = path_in(state, "other.db");
  run_sql(path, "CREATE TABLE t(x)");
  assert_refused(path, SSE_DATABASE, "another program");
}

static void an_index_of_another_version_is_refused_and_left_alone(void **state) {
  char *path = strdup(path_in(state, "version.db"));
  write_text(path_in(state, "a.txt"), "One\n");
  (void)index_path_into(path, path_in(state, "a.txt"));
  char back[64], *version = query_index(path, "SELECT user_version FROM pragma_user_version");
  (void)snprintf(back, sizeof back, "PRAGMA user_version = %s", version);
  run_sql(path, "PRAGMA user_version = 99");
  assert_refused(path, SSE_DATABASE, "later version");
  run_sql(path, back);
  free(version);
  assert_query(path, "SELECT title FROM item", "One");
  free(path);
}

static void an_index_of_another_analyser_is_refused(void **state) {
  char *path = strdup(path_in(state, "analyser.db"));
  write_text(path_in(state, "a.txt"), "One\n");
  (void)index_path_into(path, path_in(state, "a.txt"));
  run_sql(path, "UPDATE setting SET value = 'rules 0' WHERE name = 'analyser'");
  assert_refused(path, SSE_DATABASE, "--upgrade");
  free(path);
}

static void a_truncated_index_is_refused(void **state) {
  char *path = strdup(path_in(state, "short.db"));
  write_text(path_in(state, "a.txt"), "One\n");
  (void)index_path_into(path, path_in(state, "a.txt"));
  assert_int_equal(truncate(path, 8192), 0);
  assert_refused(path, SSE_DATABASE, "damaged");
  free(path);
}

/* The number of pages is at bytes 28 to 31 and their size at 16 and 17, both big-endian. */
static void an_index_is_as_long_as_its_header_says(void **state) {
  static const struct {
    long offset;
    char byte;
  } claims[] = {{28, 1}, {29, 1}, {30, 1}, {31, 0x7F}, {16, 0x7F}, {16, 0}};
  char *path = strdup(path_in(state, "long.db")), *copy = strdup(path_in(state, "claims.db"));
  struct stat status;
  index_db *index;
  sse_error err;
  write_text(path_in(state, "a.txt"), "One\n");
  (void)index_path_into(path, path_in(state, "a.txt"));
  assert_int_equal(stat(path, &status), 0);
  for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
    (void)unlink(copy);
    assert_int_equal(sse_file_copy(path, copy, &err), SSE_OK);
    FILE *file = fopen(copy, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, claims[i].offset, SEEK_SET), 0);
    assert_int_equal(fputc(claims[i].byte, file), claims[i].byte);
    if (claims[i].offset == 16 && claims[i].byte == 0) assert_int_equal(fputc(1, file), 1); /* 65536 bytes */
    assert_int_equal(fclose(file), 0);
    assert_refused(copy, SSE_DATABASE, "cut short");
  }
  assert_int_equal(truncate(path, status.st_size - 1), 0);
  assert_refused(path, SSE_DATABASE, "cut short");
  assert_int_equal(truncate(path, status.st_size), 0);
  assert_int_equal(index_open(path, &index, &err), SSE_OK);
  index_close(index);
  free(copy);
  free(path);
}

static void folders_and_empty_files_are_no_index_to_read(void **state) {
  assert_refused(path_in(state, "."), SSE_DATABASE, "not a file");
  write_text(path_in(state, "empty.db"), "");
  assert_refused(path_in(state, "empty.db"), SSE_DATABASE, "empty");
}

static void a_reader_can_only_select(void **state) {
  static const char *const refused[] = {
      "DELETE FROM item",
      "INSERT INTO setting VALUES('a', 'b')",
      "CREATE TEMP TABLE t(x)",
      "ATTACH ':memory:' AS other",
      "PRAGMA journal_mode = WAL",
      "PRAGMA writable_schema = 1",
      "UPDATE sqlite_master SET sql = ''",
  };
  index_db *index;
  sse_error err;
  write_text(path_in(state, "b.txt"), "One\n");
  const char *path = path_in(state, "readonly.db");
  (void)index_path_into(path, path_in(state, "b.txt"));
  assert_int_equal(index_open(path, &index, &err), SSE_OK);
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    if (sqlite3_exec(index_connection(index), refused[i], NULL, NULL, NULL) == SQLITE_OK)
      fail_msg("%s is allowed", refused[i]);
  assert_int_equal(sqlite3_exec(index_connection(index), "SELECT * FROM item JOIN terms", NULL, NULL, NULL),
                   SQLITE_OK);
  index_close(index);
}

static void statements_are_kept_and_one_that_fails_takes_none_with_it(void **state) {
  enum { STATEMENTS = 40 };
  static char sql[STATEMENTS][24];
  static const char wrong[] = "SELECT nothing FROM nowhere";
  index_db *index;
  sqlite3_stmt *statement;
  sse_error err;
  write_text(path_in(state, "c.txt"), "One\n");
  const char *path = path_in(state, "statements.db");
  (void)index_path_into(path, path_in(state, "c.txt"));
  assert_int_equal(index_open(path, &index, &err), SSE_OK);
  for (int i = 0; i < 3 * STATEMENTS; i++) {
    int which = i < 2 * STATEMENTS ? i % STATEMENTS : STATEMENTS - 1 - i % STATEMENTS;
    (void)snprintf(sql[which], sizeof sql[which], "SELECT %d", which);
    if (i % 3 == 0) assert_true(index_statement(index, wrong, &statement, &err) != SSE_OK);
    assert_int_equal(index_statement(index, sql[which], &statement, &err), SSE_OK);
    assert_non_null(statement);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(statement, 0), which);
    index_statement_end(statement);
    if (i % 5 > 0) continue;
    assert_true(index_statement(index, wrong, &statement, &err) != SSE_OK);
    assert_int_equal(index_statement(index, sql[which], &statement, &err), SSE_OK);
    assert_non_null(statement);
    index_statement_end(statement);
  }
  index_close(index);
}

/* A search keeps the statement that reads its hits while other parts of it request theirs. */
static void no_statement_takes_the_place_of_one_that_is_held(void **state) {
  enum { STATEMENTS = 40 };
  static char sql[STATEMENTS][24];
  index_db *index;
  sqlite3_stmt *held[STATEMENTS];
  sse_error err;
  write_text(path_in(state, "c.txt"), "One\n");
  const char *path = path_in(state, "held.db");
  (void)index_path_into(path, path_in(state, "c.txt"));
  assert_int_equal(index_open(path, &index, &err), SSE_OK);
  for (int i = 0; i < STATEMENTS; i++) {
    (void)snprintf(sql[i], sizeof sql[i], "SELECT %d", i);
    assert_int_equal(index_statement(index, sql[i], &held[i], &err), SSE_OK);
    assert_int_equal(sqlite3_step(held[i]), SQLITE_ROW);
  }
  for (int i = 0; i < STATEMENTS; i++) {
    assert_int_equal(sqlite3_column_int(held[i], 0), i);
    index_statement_end(held[i]);
  }
  index_close(index);
}

static index_exit run_on(const char *database, const char *place, const index_options *options,
                         sse_error *err) {
  const index_listener listener = {.on_problem = ignore_problem};
  const index_source source = {.place = place};
  index_report report;
  return index_run(database, &source, 1, options, &listener, &report, err);
}

static void a_run_replaces_an_index_of_a_later_version_only_from_the_sources(void **state) {
  char *path = strdup(path_in(state, "old.db"));
  const char *page = path_in(state, "a.txt");
  const index_options rebuild = {.rebuild = true}, anew = {.rebuild = true, .from_sources = true},
                      update = {0};
  sse_error err;
  write_text(page, "One\n");
  (void)index_path_into(path, page);
  run_sql(path, "PRAGMA user_version = 99");
  assert_int_equal(run_on(path, page, &update, &err), INDEX_NOTHING);
  assert_int_equal(err.status, SSE_DATABASE);
  assert_int_equal(run_on(path, page, &rebuild, &err), INDEX_NOTHING);
  assert_int_equal(err.status, SSE_DATABASE);
  assert_int_equal(run_on(path, page, &anew, &err), INDEX_ALL);
  assert_query(path, "SELECT title FROM item", "One");
  free(path);
}

static void a_file_that_is_no_index_is_never_replaced(void **state) {
  char *letter = strdup(path_in(state, "letter.db"));
  char *other = strdup(path_in(state, "other2.db"));
  const char *page = path_in(state, "a.txt");
  const index_options rebuild = {.rebuild = true, .from_sources = true, .force = true};
  sse_error err;
  write_text(page, "One\n");
  write_text(letter, "This is a letter.\n");
  run_sql(other, "CREATE TABLE t(x); INSERT INTO t VALUES('kept')");
  assert_int_equal(run_on(letter, page, &rebuild, &err), INDEX_NOTHING);
  assert_int_equal(run_on(other, page, &rebuild, &err), INDEX_NOTHING);
  run_sql(other, "INSERT INTO t SELECT x FROM t");
  free(letter);
  free(other);
}

static void a_second_run_is_told_that_another_is_at_work(void **state) {
  char *path = strdup(path_in(state, "busy.db"));
  const char *page = path_in(state, "a.txt");
  const index_options options = {0};
  sse_error err;
  write_text(page, "One\n");
  int held = open(path_in(state, "busy.db.run"), O_RDWR | O_CREAT, 0644);
  assert_true(held >= 0);
  assert_int_equal(flock(held, LOCK_EX), 0);
  assert_int_equal(run_on(path, path_in(state, "a.txt"), &options, &err), INDEX_LOCKED);
  assert_int_equal(access(path, F_OK), -1);
  assert_int_equal(close(held), 0);
  assert_int_equal(run_on(path, path_in(state, "a.txt"), &options, &err), INDEX_ALL);
  (void)page;
  free(path);
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
      cmocka_unit_test(an_index_of_another_analyser_is_refused),
      cmocka_unit_test(a_truncated_index_is_refused),
      cmocka_unit_test(an_index_is_as_long_as_its_header_says),
      cmocka_unit_test(folders_and_empty_files_are_no_index_to_read),
      cmocka_unit_test(a_reader_can_only_select),
      cmocka_unit_test(statements_are_kept_and_one_that_fails_takes_none_with_it),
      cmocka_unit_test(a_run_replaces_an_index_of_a_later_version_only_from_the_sources),
      cmocka_unit_test(no_statement_takes_the_place_of_one_that_is_held),
      cmocka_unit_test(a_file_that_is_no_index_is_never_replaced),
      cmocka_unit_test(a_second_run_is_told_that_another_is_at_work),
      cmocka_unit_test(the_default_path_follows_the_environment),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
