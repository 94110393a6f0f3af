/* Measures how fast the best ten items are found, compared with stock FTS5: ORDER BY bm25(), and a mere scan
 * of the doclists. They take turns in one process, so that a slow phase affects all; the best round counts.
 * usage: search INDEX FTS5-DATABASE QUERIES (like queries.tsv); prints kind, query and three times in ms as
 * TSV */
#include "search/search.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 9, PATIENCE = 3000 /* ms, after which no further round of a query is run */ };
enum { OURS, RANKED, WALK, CONTESTANTS };
enum { QUERIES_MOST = 64, LINE_SIZE = 512, OFFSET = 9000, HALF_LIFE = 365 };

static const sse_date today = {.year = 2025, .month = 1, .day = 1}; /* the items are of the 25 years before */

/* What an option of a query means to us, and to stock FTS5 after the WHERE clause. */
static const struct bench_option {
  const char *name;
  search_options ours;
  const char *order, *more; /* `more` is a further SELECT, which the WHERE clause and `group` follow */
  const char *group;
} options[] = {
    {"-", {.match = SEARCH_MATCH_ALL}, "ORDER BY bm25(items) LIMIT 10", NULL, NULL},
    {"any", {.match = SEARCH_MATCH_ANY}, "ORDER BY bm25(items) LIMIT 10", NULL, NULL},
    {"newest", {.match = SEARCH_MATCH_ALL, .sort = SEARCH_NEWEST}, "ORDER BY date DESC LIMIT 10", NULL, NULL},
    {"facets",
     {.match = SEARCH_MATCH_ALL, .facets = true},
     "ORDER BY bm25(items) LIMIT 10",
     "SELECT substr(date, 1, 4), count(*)", /* one of three facets */
     "GROUP BY 1"},
    {"recency",
     {.match = SEARCH_MATCH_ALL, .half_life = HALF_LIFE},
     "ORDER BY bm25(items) * (1 + 0.5 * pow(0.5, (julianday('2025-01-01') - julianday(date)) / 365)) LIMIT "
     "10",
     NULL,
     NULL},
    {"offset",
     {.match = SEARCH_MATCH_ALL, .offset = OFFSET},
     "ORDER BY bm25(items) LIMIT 10 OFFSET 9000",
     NULL,
     NULL},
};

static struct bench_query {
  char line[LINE_SIZE], *kind, *words, *where;
  const struct bench_option *option;
  double best[CONTESTANTS], spent[CONTESTANTS];
} queries[QUERIES_MOST];

static void fail(const char *what) {
  (void)fprintf(stderr, "search: %s\n", what);
  exit(2);
}

static const struct bench_option *find_option(const char *name) {
  for (size_t i = 0; i < sizeof options / sizeof *options; i++)
    if (strcmp(options[i].name, name) == 0) return &options[i];
  fail("no such option of a query");
  return NULL;
}

static size_t read_queries(const char *path) {
  FILE *file = fopen(path, "re");
  size_t count = 0;
  char head[LINE_SIZE];
  if (!file || !fgets(head, sizeof head, file)) fail("no queries");
  while (count < QUERIES_MOST && fgets(queries[count].line, LINE_SIZE, file)) {
    struct bench_query *query = &queries[count++];
    char *rest = NULL;
    query->kind = strtok_r(query->line, "\t", &rest);
    query->words = strtok_r(NULL, "\t", &rest);
    const char *option = strtok_r(NULL, "\t", &rest), *lucene = strtok_r(NULL, "\t", &rest);
    query->where = strtok_r(NULL, "\t", &rest);
    if (!lucene || !query->where) fail("a query lacks a column");
    query->option = find_option(option);
  }
  (void)fclose(file); /* only read */
  return count;
}

static double now_ms(void) {
  struct timespec now;
  (void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail for this clock */
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double time_ours(index_db *index, const struct bench_query *query) {
  search_options wanted = query->option->ours;
  search_results results;
  sse_error err;
  wanted.limit = 10;
  wanted.ids_only = true;
  wanted.today = today;
  double start = now_ms();
  if (search_run(index, query->words, &wanted, &results, &err)) fail(err.message);
  double time = now_ms() - start;
  search_results_reset(&results);
  return time;
}

static double time_stock(sqlite3 *db, const char *select, const struct bench_query *query,
                         const char *order) {
  char sql[LINE_SIZE * 2];
  sqlite3_stmt *statement;
  (void)snprintf(sql, sizeof sql, "%s FROM items WHERE %s %s", select, query->where, order);
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) fail(sqlite3_errmsg(db));
  double start = now_ms();
  int result = SQLITE_ROW;
  while (result == SQLITE_ROW)
    result = sqlite3_step(statement);
  double time = now_ms() - start;
  if (result != SQLITE_DONE) fail(sqlite3_errmsg(db));
  sqlite3_finalize(statement);
  return time;
}

static double time_one(index_db *index, sqlite3 *stock, const struct bench_query *query, int contestant) {
  const struct bench_option *option = query->option;
  if (contestant == OURS) return time_ours(index, query);
  if (contestant == WALK) return time_stock(stock, "SELECT count(*)", query, "");
  return time_stock(stock, "SELECT rowid", query, option->order) +
         (option->more ? time_stock(stock, option->more, query, option->group) : 0);
}

int main(int argc, char **argv) {
  index_db *index;
  sqlite3 *stock;
  sse_error err;
  if (argc != 4) fail("usage: search INDEX FTS5-DATABASE QUERIES");
  size_t count = read_queries(argv[3]);
  if (index_open(argv[1], &index, &err)) fail(err.message);
  if (sqlite3_open_v2(argv[2], &stock, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) fail("no database");
  for (size_t round = 0; round < ROUNDS; round++) {
    for (size_t i = 0; i < count; i++) {
      for (int contestant = 0; contestant < CONTESTANTS; contestant++) {
        if (queries[i].spent[contestant] > PATIENCE) continue;
        double time = time_one(index, stock, &queries[i], contestant);
        queries[i].spent[contestant] += time;
        if (round == 0 || time < queries[i].best[contestant]) queries[i].best[contestant] = time;
      }
    }
  }
  for (size_t i = 0; i < count; i++)
    (void)printf("%s\t%s\t%.2f\t%.2f\t%.2f\n", queries[i].kind, queries[i].words, queries[i].best[OURS],
                 queries[i].best[RANKED], queries[i].best[WALK]);
  index_close(index);
  return sqlite3_close(stock) == SQLITE_OK ? 0 : 2;
}
