/* How fast the best ten items are found, beside stock FTS5 on the same items: ORDER BY bm25() and a bare walk
 * of the doclists. The three take turns in one process, so that a slow moment of the machine hits all; the
 * best of the rounds counts. usage: search INDEX FTS5-DATABASE */
#include "search/search.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 9, CONTESTANTS = 3 };

static const struct {
  const char *name, *query, *expression;
  search_match match;
} queries[] = {
    {"one word in most items", "ba", "ba", SEARCH_MATCH_ALL},
    {"two such, OR", "ba ca", "ba OR ca", SEARCH_MATCH_ANY},
    {"two such, AND", "ba ca", "ba AND ca", SEARCH_MATCH_ALL},
    {"two of 92 and 83%, AND", "ca da", "ca AND da", SEARCH_MATCH_ALL},
    {"one in 6%, three in more, OR", "bicaing ba ca da", "bicaing OR ba OR ca OR da", SEARCH_MATCH_ANY},
    {"two rare, AND", "baneal bapeer", "baneal AND bapeer", SEARCH_MATCH_ALL},
};
enum { QUERIES = sizeof queries / sizeof *queries };

static void fail(const char *what) {
  (void)fprintf(stderr, "search: %s\n", what);
  exit(2);
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
  if (search_run(index, queries[which].query, &options, &results, &err)) fail(err.message);
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
  static double times[QUERIES][CONTESTANTS][ROUNDS];
  index_db *index;
  sqlite3 *stock;
  sse_error err;
  if (argc != 3) fail("usage: search INDEX FTS5-DATABASE");
  if (index_open(argv[1], &index, &err)) fail(err.message);
  if (sqlite3_open_v2(argv[2], &stock, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) fail("no database");
  for (size_t round = 0; round < ROUNDS; round++) {
    for (size_t i = 0; i < QUERIES; i++) {
      times[i][0][round] = time_ours(index, i);
      times[i][1][round] =
          time_stock(stock, "SELECT rowid FROM items WHERE items MATCH ?1 ORDER BY bm25(items) LIMIT 10", i);
      times[i][2][round] = time_stock(stock, "SELECT count(*) FROM items WHERE items MATCH ?1", i);
    }
  }
  (void)printf("%-30s %12s %12s %12s %16s\n", "milliseconds, best of 9", "ssesearch", "bm25()", "bare walk",
               "ours to bm25()");
  for (size_t i = 0; i < QUERIES; i++) {
    double ours = best(times[i][0]), bm25 = best(times[i][1]), walk = best(times[i][2]);
    (void)printf("%-30s %12.2f %12.2f %12.2f %12.1f times\n", queries[i].name, ours, bm25, walk, bm25 / ours);
  }
  index_close(index);
  return sqlite3_close(stock) == SQLITE_OK ? 0 : 2;
}
