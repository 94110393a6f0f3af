/* How fast the best ten items are found, beside stock FTS5 on the same items: ORDER BY bm25() and a bare walk
 * of the doclists. The three take turns in one process, so that a slow moment of the machine hits all; the
 * best of the rounds counts. usage: search INDEX FTS5-DATABASE QUERIES, which has a name, all or any, and
 * words a line, with tabs between; prints the name and three times in milliseconds, with tabs between */
#include "search/search.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 9, CONTESTANTS = 3, QUERIES_MOST = 16, LINE_SIZE = 256 };

static struct bench_query {
  char line[LINE_SIZE], *name, *words, expression[LINE_SIZE * 4];
  search_match match;
} queries[QUERIES_MOST];

static void fail(const char *what) {
  (void)fprintf(stderr, "search: %s\n", what);
  exit(2);
}

/* The words, with an operator of FTS5 between them. */
static void write_expression(struct bench_query *query, const char *operator) {
  char words[LINE_SIZE], *rest = NULL;
  size_t length = 0;
  (void)snprintf(words, sizeof words, "%s", query->words);
  for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
    int more = snprintf(query->expression + length, sizeof query->expression - length, "%s%s",
                        length > 0 ? operator: "", word); /* four times the line is enough */
    length += more > 0 ? (size_t)more : 0;
  }
}

static size_t read_queries(const char *path) {
  FILE *file = fopen(path, "re");
  size_t count = 0;
  if (!file) fail("no queries");
  while (count < QUERIES_MOST && fgets(queries[count].line, LINE_SIZE, file)) {
    struct bench_query *query = &queries[count++];
    char *rest = NULL;
    query->name = strtok_r(query->line, "\t", &rest);
    const char *match = strtok_r(NULL, "\t", &rest);
    query->words = strtok_r(NULL, "\n", &rest);
    if (!query->name || !match || !query->words) fail("a query has a name, all or any, and words");
    query->match = strcmp(match, "all") == 0 ? SEARCH_MATCH_ALL : SEARCH_MATCH_ANY;
    write_expression(query, query->match == SEARCH_MATCH_ALL ? " AND " : " OR ");
  }
  (void)fclose(file); /* only read */
  return count;
}

static double now_ms(void) {
  struct timespec now;
  (void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail for this clock */
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double time_ours(index_db *index, size_t which) {
  const search_options options = {.match = queries[which].match, .limit = 10, .ids_only = true};
  search_results results;
  sse_error err;
  double start = now_ms();
  if (search_run(index, queries[which].words, &options, &results, &err)) fail(err.message);
  double time = now_ms() - start;
  search_results_reset(&results);
  return time;
}

static double time_stock(sqlite3 *db, const char *sql, size_t which) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) fail(sqlite3_errmsg(db));
  if (sqlite3_bind_text(statement, 1, queries[which].expression, -1, SQLITE_STATIC) != SQLITE_OK)
    fail(sqlite3_errmsg(db));
  double start = now_ms();
  int result = SQLITE_ROW;
  while (result == SQLITE_ROW)
    result = sqlite3_step(statement);
  double time = now_ms() - start;
  if (result != SQLITE_DONE) fail(sqlite3_errmsg(db));
  sqlite3_finalize(statement);
  return time;
}

static double best(const double *times) {
  double least = times[0];
  for (size_t i = 1; i < ROUNDS; i++)
    if (times[i] < least) least = times[i];
  return least;
}

int main(int argc, char **argv) {
  static double times[QUERIES_MOST][CONTESTANTS][ROUNDS];
  index_db *index;
  sqlite3 *stock;
  sse_error err;
  if (argc != 4) fail("usage: search INDEX FTS5-DATABASE QUERIES");
  size_t count = read_queries(argv[3]);
  if (index_open(argv[1], &index, &err)) fail(err.message);
  if (sqlite3_open_v2(argv[2], &stock, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) fail("no database");
  for (size_t round = 0; round < ROUNDS; round++) {
    for (size_t i = 0; i < count; i++) {
      times[i][0][round] = time_ours(index, i);
      times[i][1][round] =
          time_stock(stock, "SELECT rowid FROM items WHERE items MATCH ?1 ORDER BY bm25(items) LIMIT 10", i);
      times[i][2][round] = time_stock(stock, "SELECT count(*) FROM items WHERE items MATCH ?1", i);
    }
  }
  for (size_t i = 0; i < count; i++)
    (void)printf("%s\t%.2f\t%.2f\t%.2f\n", queries[i].name, best(times[i][0]), best(times[i][1]),
                 best(times[i][2]));
  index_close(index);
  return sqlite3_close(stock) == SQLITE_OK ? 0 : 2;
}
