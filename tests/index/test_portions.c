/* Portions of a file that did not change: they are skipped, and the index is the same as if they were read
 * again. */
#include "indexing.h"

/* Runs a statement on the file of an index, as no run does. */
static void edit_index(const char *database, const char *sql) {
  sqlite3 *connection;
  assert_int_equal(sqlite3_open(database, &connection), SQLITE_OK);
  if (sqlite3_exec(connection, sql, NULL, NULL, NULL) != SQLITE_OK)
    fail_msg("%s", sqlite3_errmsg(connection));
  assert_int_equal(sqlite3_close(connection), SQLITE_OK);
}

/* Pseudo-random numbers, the same ones each time: xorshift32 (Marsaglia 2003). */
static uint32_t next_random(uint32_t *seed, uint32_t limit) {
  *seed ^= *seed << 13;
  *seed ^= *seed >> 17;
  *seed ^= *seed << 5;
  return *seed % limit;
}

enum { LINES_MOST = 1000, LINE_SIZE = 120 };

/* A file as a person edits it. */
struct lines {
  char text[LINES_MOST][LINE_SIZE];
  size_t count;
  uint32_t made; /* lines so far */
};

/* Writes a line with a new item, with an id, an address, or neither; some lines have unusual fields. */
static void make_line(struct lines *lines, uint32_t *seed, char line[LINE_SIZE]) {
  uint32_t number = ++lines->made, kind = next_random(seed, 100);
  const char *more = kind % 10 == 0                  ? ",\"unknown\":\"x\""
                     : kind % 10 == 1                ? ",\"date\":\"2021-03-04\""
                     : kind == 32                    ? ",\"status\":\"draft\""
                     : kind == 42 && number % 8 == 0 ? ",\"date\":\"some day\""
                                                     : "";
  if (kind == 52 && number % 8 == 0) {
    (void)snprintf(line, LINE_SIZE, "not JSON %u", number);
  } else if (kind < 50) {
    (void)snprintf(line, LINE_SIZE, "{\"id\":\"%u\",\"title\":\"Coops %u\"%s}", number, kind, more);
  } else if (kind < 80) {
    (void)snprintf(line, LINE_SIZE, "{\"url\":\"https://e.org/%u\",\"title\":\"Coops %u\"%s}", number, kind,
                   more);
  } else {
    (void)snprintf(line, LINE_SIZE, "{\"title\":\"Coops %u\",\"text\":\"Of the year\"%s}", number, more);
  }
}

static void insert_line(struct lines *lines, size_t at, const char *line) {
  char copy[LINE_SIZE];
  if (lines->count == LINES_MOST) return;
  (void)snprintf(copy, sizeof copy, "%s", line);
  memmove(lines->text[at + 1], lines->text[at], (lines->count - at) * LINE_SIZE);
  memcpy(lines->text[at], copy, LINE_SIZE);
  lines->count++;
}

static void edit_line(struct lines *lines, const struct lines *other, uint32_t *seed) {
  char line[LINE_SIZE];
  size_t at = next_random(seed, (uint32_t)lines->count), from = next_random(seed, (uint32_t)other->count);
  make_line(lines, seed, line);
  switch (next_random(seed, 8)) {
  case 0: /* an item under a new title, or another one */
    memcpy(lines->text[at], line, LINE_SIZE);
    break;
  case 1: /* a new one, in the middle */
    insert_line(lines, at, line);
    break;
  case 2: /* or at the end */
    insert_line(lines, lines->count, line);
    break;
  case 3: /* one less */
    lines->count--;
    memmove(lines->text[at], lines->text[at + 1], (lines->count - at) * LINE_SIZE);
    break;
  case 4: /* a copy further on */
    insert_line(lines, lines->count - next_random(seed, (uint32_t)(lines->count - at)), lines->text[at]);
    break;
  case 5: /* two lines swapped */
    memcpy(line, lines->text[at], LINE_SIZE);
    memcpy(lines->text[at], lines->text[lines->count / 2], LINE_SIZE);
    memcpy(lines->text[lines->count / 2], line, LINE_SIZE);
    break;
  case 6: /* one of another file */
    insert_line(lines, at, other->text[from]);
    break;
  default: /* a change that keeps the item */
    for (char *c = strstr(lines->text[at], "Coops"); c;) {
      *c = 'L';
      break;
    }
  }
}

static void write_lines(const char *path, const struct lines *lines) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  for (size_t i = 0; i < lines->count; i++)
    assert_true(fprintf(file, "%s\n", lines->text[i]) > 0);
  assert_int_equal(fclose(file), 0);
}

/* Updates an index; the report in one line. */
static void index_both(const char *database, const char *first, const char *second, bool prune,
                       char report[200]) {
  const index_listener listener = {.on_problem = ignore_problem};
  const index_options options = {.max_prune = 100, .prune = prune, .force = prune};
  const index_source sources[] = {{.place = first}, {.place = second}};
  index_report got;
  sse_error err;
  (void)index_run(database, sources, 2, &options, &listener, &got, &err);
  if (err.status) fail_msg("%s", err.message);
  (void)snprintf(report, 200, "%zu added, %zu updated, %zu unchanged, %zu skipped, %zu removed, %zu withheld",
                 got.added, got.updated, got.unchanged, got.skipped, got.removed, got.losses.count);
  index_report_reset(&got);
}

static const char all_items[] =
    "SELECT group_concat(x, char(10)) FROM (SELECT quote(number) || quote(id) || quote(hash) || "
    "quote(source_id)"
    " || quote(lender) || quote(gone) || quote(line) || quote(date) || quote(lang) || quote(title) || "
    "quote(body)"
    " || (SELECT count(*) FROM holder WHERE item = number) AS x FROM item ORDER BY number)";

static void random_edits_give_the_same_index_as_reading_all_of_the_files(void **state) {
  char *paths[2], *databases[2];
  struct lines *files = calloc(2, sizeof *files);
  assert_non_null(files);
  uint32_t seed = 2023;
  for (size_t i = 0; i < 2; i++) {
    paths[i] = strdup(path_in(state, i == 0 ? "first.jsonl" : "second.jsonl"));
    databases[i] = strdup(path_in(state, i == 0 ? "known.db" : "read.db"));
    files[i].made = (uint32_t)i * 100000;
    for (files[i].count = 0; files[i].count < 600; files[i].count++)
      make_line(&files[i], &seed, files[i].text[files[i].count]);
  }
  size_t passed_over = 0;
  for (size_t run = 0; run < 25; run++) {
    char reports[2][200];
    for (size_t i = 0; i < 2; i++)
      write_lines(paths[i], &files[i]);
    bool prune = run % 7 == 6;
    index_both(databases[0], paths[0], paths[1], prune, reports[0]);
    if (run > 0) edit_index(databases[1], "DELETE FROM portion");
    index_both(databases[1], paths[0], paths[1], prune, reports[1]);
    assert_string_equal(reports[0], reports[1]);
    char *items = query_index(databases[1], all_items),
         *known = query_index(databases[0], "SELECT count(*) FROM portion");
    assert_query(databases[0], all_items, items);
    passed_over += strtoul(known, NULL, 10);
    free(items);
    free(known);
    for (uint32_t edits = 1 + next_random(&seed, 4); edits > 0; edits--)
      edit_line(&files[edits % 2], &files[(edits + 1) % 2], &seed);
  }
  assert_true(passed_over > 50);
  for (size_t i = 0; i < 2; i++) {
    free(paths[i]);
    free(databases[i]);
  }
  free(files);
}

/* Writes items whose ids are their numbers; the one at `changed` has a different title. */
static void write_items(const char *path, size_t count, size_t changed) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  for (size_t i = 1; i <= count; i++)
    assert_true(fprintf(file, "{\"id\":\"tag:e.org,2023:%zu\",\"title\":\"%s %zu\"}\n", i,
                        i == changed ? "Changed" : "Item", i) > 0);
  assert_int_equal(fclose(file), 0);
}

static void only_the_lines_around_a_change_are_read(void **state) {
  char *path = strdup(path_in(state, "large.jsonl")), *db = strdup(path_in(state, "large.db"));
  write_items(path, 1000, 0);
  assert_int_equal(index_path_into(db, path).added, 1000);
  assert_query(db, "SELECT count(*) || ' of ' || sum(items) FROM portion", "8 of 1000");
  /* An item that is read counts as updated, since its hash differs from the one in the index. */
  edit_index(db, "UPDATE item SET hash = zeroblob(16)");
  write_items(path, 1000, 500);
  index_report report = index_path_into(db, path);
  assert_int_equal(report.updated, 128);
  assert_int_equal(report.unchanged, 872);
  write_items(path, 1200, 500);
  report = index_path_into(db, path);
  assert_int_equal(report.added, 200);
  assert_int_equal(report.updated, 1000 - 7 * 128); /* the last portion was incomplete */
  free(path);
  free(db);
}

static void a_file_that_became_another_is_read_whole(void **state) {
  char *path = strdup(path_in(state, "became")), *db = strdup(path_in(state, "became.db"));
  write_items(path, 300, 0);
  assert_int_equal(index_path_into(db, path).added, 300);
  write_text(path, "title\nOne\n");
  assert_int_equal(index_path_into(db, path).added, 1);
  assert_query(db, "SELECT count(*) FROM portion", "0");
  write_items(path, 300, 0);
  assert_int_equal(index_path_into(db, path).unchanged, 300);
  assert_query(db, "SELECT sum(gone) || ' of ' || count(*) FROM item", "1 of 301");
  free(path);
  free(db);
}

static void what_another_source_owned_meanwhile_is_read_again(void **state) {
  char *first = strdup(path_in(state, "own-a.jsonl")), *second = strdup(path_in(state, "own-b.jsonl"));
  char *db = strdup(path_in(state, "own.db"));
  char report[200];
  const index_options options = {.max_prune = 100, .force = true};
  size_t removed;
  sse_error err;
  write_items(first, 300, 0);
  write_items(second, 300, 7);
  index_both(db, first, second, false, report);
  assert_query(db, "SELECT count(DISTINCT source_id) || ': ' || sum(items) FROM portion", "1: 300");
  /* The second file now provides the items, as the first one had them. */
  assert_int_equal(index_drop(db, first, &options, &removed, &err), SSE_OK);
  assert_query(db, "SELECT count(*) || ' ' || (SELECT count(*) FROM portion) FROM item", "300 0");
  write_items(second, 300, 9);
  index_both(db, second, second, false, report);
  assert_query(db, "SELECT group_concat(title) FROM item WHERE title NOT LIKE 'Item%'", "Changed 9");
  free(first);
  free(second);
  free(db);
}

static void a_row_that_is_not_as_it_was_written_is_not_believed(void **state) {
  static const char *const damages[] = {"losses = x'80ffffffff61006200'",
                                        "losses = zeroblob(1000)",
                                        "rows = x'', items = 0",
                                        "items = -1",
                                        "told = x'66720000000000000000000000000500'",
                                        "told = x'66720000000000000000000000000305'",
                                        "told = x''",
                                        "hash = zeroblob(16)",
                                        "hash = zeroblob(100000)",
                                        "rows = zeroblob(8)",
                                        "seal = 0",
                                        "line = line + 1000000"};
  char *path = strdup(path_in(state, "seal.jsonl")), *db = strdup(path_in(state, "seal.db"));
  for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
    char sql[200];
    (void)unlink(db);
    write_items(path, 300, 0);
    assert_int_equal(index_path_into(db, path).added, 300);
    (void)snprintf(sql, sizeof sql, "UPDATE portion SET %s", damages[i]);
    edit_index(db, sql);
    write_items(path, 301, 0);
    index_report report = index_path_into(db, path);
    if (report.added != 1 || report.updated != 0 || report.unchanged != 300 || report.losses.count != 0)
      fail_msg("%s: %zu %zu %zu", damages[i], report.added, report.updated, report.unchanged);
    index_report_reset(&report);
    assert_query(db, "SELECT sum(gone) || ' ' || count(lang) FROM item", "0 0");
    assert_query(db, "SELECT count(*) || ' ' || sum(items) || ' ' || max(line) FROM portion", "3 301 257");
  }
  free(path);
  free(db);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(random_edits_give_the_same_index_as_reading_all_of_the_files),
      cmocka_unit_test(only_the_lines_around_a_change_are_read),
      cmocka_unit_test(a_file_that_became_another_is_read_whole),
      cmocka_unit_test(a_row_that_is_not_as_it_was_written_is_not_believed),
      cmocka_unit_test(what_another_source_owned_meanwhile_is_read_again),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
