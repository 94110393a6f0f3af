/* Keys and numbers of items and sources in the tables: each belongs to one of them, whatever comes later, and
 * those of an earlier format of the index are replaced.
 */
#include "indexing.h"

#include <sys/stat.h>
#include <xxhash.h>

/* Short ids are common, and so are many sources. */
static void an_id_is_of_its_source_alone(void **state) {
  enum { SOURCES = 40, FIRST = 90, LAST = 129, IDS = LAST - FIRST + 1 };
  char *db = strdup(path_in(state, "sources.db"));
  char *folder = strdup(path_in(state, "sources"));
  char name[32];
  assert_int_equal(mkdir(folder, 0700), 0);
  for (int i = 0; i < SOURCES; i++) {
    (void)snprintf(name, sizeof name, "sources/%d.jsonl", i);
    FILE *file = fopen(path_in(state, name), "w");
    assert_non_null(file);
    for (int id = FIRST; id <= LAST; id++) {
      (void)fprintf(file, "{\"title\":\"%d of %d\",\"id\":\"%d\"}\n", id, i, id);
      (void)fprintf(file, "{\"title\":\"Post %d of %d\",\"id\":\"post:%d\"}\n", id, i, id);
      (void)fprintf(file, "{\"title\":\"Long %d of %d\",\"id\":\"%08d-%06d\"}\n", id, i, id * 7, id);
    }
    assert_int_equal(fclose(file), 0);
  }
  for (int run = 0; run < 2; run++) {
    index_report report = index_path_into(db, folder);
    assert_int_equal(report.added, run == 0 ? SOURCES * IDS * 3 : 0);
    assert_int_equal(report.updated, 0);
  }
  free(folder);
  free(db);
}
/* Replaces the keys of ids by those of index formats up to 29, some of which collided with those of other
 * sources. */
static void give_keys_of_numbers(const char *db) {
  sqlite3 *connection;
  sqlite3_stmt *row, *update;
  assert_int_equal(chmod(db, 0600), 0);
  assert_int_equal(sqlite3_open(db, &connection), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(connection, "SELECT number, id, source_id FROM item WHERE own NOT NULL",
                                      -1, &row, NULL),
                   SQLITE_OK);
  assert_int_equal(
      sqlite3_prepare_v2(connection, "UPDATE item SET own = ?2 WHERE number = ?1", -1, &update, NULL),
      SQLITE_OK);
  while (sqlite3_step(row) == SQLITE_ROW) {
    const char *id = (const char *)sqlite3_column_text(row, 1);
    uint64_t key = XXH3_64bits_withSeed(id, strlen(id), (uint64_t)sqlite3_column_int64(row, 2));
    assert_int_equal(sqlite3_bind_int64(update, 1, sqlite3_column_int64(row, 0)), SQLITE_OK);
    assert_int_equal(sqlite3_bind_int64(update, 2, (sqlite3_int64)key), SQLITE_OK);
    assert_int_equal(sqlite3_step(update), SQLITE_DONE);
    assert_int_equal(sqlite3_reset(update), SQLITE_OK);
  }
  (void)sqlite3_finalize(row);
  (void)sqlite3_finalize(update);
  assert_int_equal(sqlite3_exec(connection, "PRAGMA user_version = 29", NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_close(connection), SQLITE_OK);
}
static void ids_are_known_to_the_format_that_follows(void **state) {
  char *db = strdup(path_in(state, "early.db")), *items = strdup(path_in(state, "early.jsonl"));
  write_text(items, "{\"title\":\"Mill\",\"id\":\"1\"}\n{\"title\":\"Ferry\",\"id\":\"2\"}\n");
  (void)index_path_into(db, items);
  give_keys_of_numbers(db);
  write_text(items,
             "{\"title\":\"Mill "
             "sold\",\"id\":\"1\"}\n{\"title\":\"Ferry\",\"id\":\"2\"}\n{\"title\":\"Lake\",\"id\":\"3\"}\n");
  index_report report = index_path_into(db, items);
  assert_int_equal(report.added, 1);
  assert_int_equal(report.updated, 1);
  assert_query(db, "SELECT group_concat(title) FROM (SELECT title FROM item ORDER BY id)",
               "Mill sold,Ferry,Lake");
  free(items);
  free(db);
}
/* An item that was mistaken for one of another source is added by the next run, though its file has not
 * changed. */
static void a_format_that_follows_reads_again(void **state) {
  char *db = strdup(path_in(state, "lost.db")), *items = strdup(path_in(state, "lost.jsonl"));
  write_text(items, "{\"title\":\"Mill\",\"id\":\"1\"}\n{\"title\":\"Ferry\",\"id\":\"2\"}\n");
  (void)index_path_into(db, items);
  char *as_it_was = query_index(db, "SELECT hex(hash) FROM source");
  write_text(items, "{\"title\":\"Mill\",\"id\":\"1\"}\n");
  (void)index_path_into(db, items);
  sqlite3 *connection;
  char sql[256];
  (void)snprintf(sql, sizeof sql,
                 "UPDATE source SET hash = x'%s'; DELETE FROM portion; PRAGMA user_version = 29", as_it_was);
  assert_int_equal(chmod(db, 0600), 0);
  assert_int_equal(sqlite3_open(db, &connection), SQLITE_OK);
  assert_int_equal(sqlite3_exec(connection, sql, NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_close(connection), SQLITE_OK);
  write_text(items, "{\"title\":\"Mill\",\"id\":\"1\"}\n{\"title\":\"Ferry\",\"id\":\"2\"}\n");
  (void)index_path_into(db, items);
  assert_query(db, "SELECT count(*) FROM item WHERE gone = 0", "2");
  free(as_it_was);
  free(items);
  free(db);
}
/* What a source lent stays when the source disappears, and a source that appears later is not taken for the
 * lender. */
static void a_source_does_not_become_another_one(void **state) {
  char *db = strdup(path_in(state, "lender.db")), *folder = strdup(path_in(state, "lender"));
  static const char fuller[] =
      "{\"title\":\"Mill\",\"url\":\"https://a.example/mill\",\"text\":\"Flour and bread.\"}\n",
                    shorter[] =
                        "{\"title\":\"Mill\",\"url\":\"https://a.example/mill\",\"text\":\"Flour.\"}\n",
                    other[] = "{\"title\":\"Mill\",\"url\":\"https://a.example/mill\",\"text\":\"Flour!\"}\n";
  assert_int_equal(mkdir(folder, 0700), 0);
  write_text(path_in(state, "lender/a.jsonl"), shorter);
  (void)index_path_into(db, folder);
  write_text(path_in(state, "lender/b.jsonl"), fuller);
  (void)index_path_into(db, folder);
  assert_int_equal(remove(path_in(state, "lender/b.jsonl")), 0);
  (void)index_path_into(db, folder);
  assert_query(db, "SELECT count(*) FROM source", "1");
  write_text(path_in(state, "lender/c.jsonl"), other);
  (void)index_path_into(db, folder);
  assert_query(db, "SELECT body FROM item", "Flour and bread.");
  free(folder);
  free(db);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_source_does_not_become_another_one),
      cmocka_unit_test(an_id_is_of_its_source_alone),
      cmocka_unit_test(ids_are_known_to_the_format_that_follows),
      cmocka_unit_test(a_format_that_follows_reads_again),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
