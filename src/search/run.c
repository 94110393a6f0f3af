/* Runs a query: counts, relaxes it where too few items have every word, and reads the hits of the page asked
 * for. Ranking is FTS5's BM25 with the headline's words counting more than the body's. All SQL of searching
 * is here. */
#include "search/query.h"
#include "text/text.h"

#include <limits.h>
#include <stdlib.h>
#include <time.h>

/* How much more a word in the headline counts than one in the body. */
#define TITLE_WEIGHT "5.0"

static const char count_sql[] = "SELECT count(*) FROM terms WHERE terms MATCH ?1";

/* ?1 is what to match, ?2 what tells the items that have every word, ?3 and ?4 limit and offset. */
#define HITS_SQL(every)                                                                                      \
  "SELECT i.id, i.title, i.body, i.date, i.url, i.source, i.lang, -bm25(terms, " TITLE_WEIGHT                \
  ", 1.0) AS score, " every                                                                                  \
  " AS every FROM terms JOIN item AS i ON i.number = terms.rowid WHERE terms MATCH ?1"                       \
  " ORDER BY every DESC, score DESC, i.date DESC, i.id LIMIT ?3 OFFSET ?4"

static const char every_sql[] = HITS_SQL("1");
static const char some_sql[] = HITS_SQL("i.number IN (SELECT rowid FROM terms WHERE terms MATCH ?2)");

/* The columns of HITS_SQL. */
enum {
  COLUMN_ID,
  COLUMN_TITLE,
  COLUMN_BODY,
  COLUMN_DATE,
  COLUMN_URL,
  COLUMN_SOURCE,
  COLUMN_LANG,
  COLUMN_SCORE,
  COLUMN_EVERY
};

struct run {
  const index_db *index;
  struct query query;
  search_results *results;
};

static sse_status count(const struct run *run, const sse_buffer *expression, size_t *total, sse_error *err) {
  sqlite3_stmt *statement;
  sse_status status = index_prepare(run->index, count_sql, &statement, err);
  if (status) return status;
  if (sqlite3_bind_text(statement, 1, expression->data, -1, SQLITE_STATIC) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW) {
    *total = (size_t)sqlite3_column_int64(statement, 0);
  } else {
    status = index_fail(run->index, err);
  }
  (void)sqlite3_finalize(statement); /* repeats the error */
  return status;
}

static sse_str column_str(sqlite3_stmt *statement, int column) {
  const char *text = (const char *)sqlite3_column_text(statement, column);
  return (sse_str){text, text ? (size_t)sqlite3_column_bytes(statement, column) : 0};
}

/* Copies a column; NULL stays NULL. */
static sse_status copy_column(sqlite3_stmt *statement, int column, char **copy, sse_error *err) {
  sse_str text = column_str(statement, column);
  if (!text.data) return SSE_OK;
  *copy = sse_copy(text);
  return *copy ? SSE_OK : sse_fail_memory(err);
}

static sse_status read_hit(const struct run *run, sqlite3_stmt *statement, search_hit *hit, sse_error *err) {
  sse_status status = copy_column(statement, COLUMN_ID, &hit->id, err);
  if (!status) status = copy_column(statement, COLUMN_DATE, &hit->date, err);
  if (!status) status = copy_column(statement, COLUMN_URL, &hit->url, err);
  if (!status) status = copy_column(statement, COLUMN_SOURCE, &hit->source, err);
  if (!status) status = copy_column(statement, COLUMN_LANG, &hit->lang, err);
  if (!status) status = passage_whole(column_str(statement, COLUMN_TITLE), &run->query, &hit->title, err);
  if (!status) status = passage_best(column_str(statement, COLUMN_BODY), &run->query, &hit->snippet, err);
  hit->score = sqlite3_column_double(statement, COLUMN_SCORE);
  hit->has_every = sqlite3_column_int(statement, COLUMN_EVERY) != 0;
  return status;
}

static sqlite3_int64 clamp(size_t number) {
  return number > INT_MAX ? INT_MAX : (sqlite3_int64)number;
}

/* Reads the page of hits of what `matched` asks for; with `every`, those that match that too go first. */
static sse_status read_hits(const struct run *run, const sse_buffer *matched, const sse_buffer *every,
                            const search_options *options, sse_error *err) {
  sqlite3_stmt *statement;
  search_results *results = run->results;
  size_t capacity = 0;
  int step = SQLITE_ERROR;
  sse_status status = index_prepare(run->index, every ? some_sql : every_sql, &statement, err);
  if (status) return status;
  if (sqlite3_bind_text(statement, 1, matched->data, -1, SQLITE_STATIC) == SQLITE_OK &&
      (!every || sqlite3_bind_text(statement, 2, every->data, -1, SQLITE_STATIC) == SQLITE_OK) &&
      sqlite3_bind_int64(statement, 3, clamp(options->limit)) == SQLITE_OK &&
      sqlite3_bind_int64(statement, 4, clamp(options->offset)) == SQLITE_OK)
    step = sqlite3_step(statement);
  while (!status && step == SQLITE_ROW) {
    void *hits = results->hits;
    if (!sse_array_reserve(&hits, &capacity, results->hit_count + 1, sizeof *results->hits)) {
      status = sse_fail_memory(err);
      break;
    }
    results->hits = hits;
    results->hits[results->hit_count] = (search_hit){0};
    status = read_hit(run, statement, &results->hits[results->hit_count++], err);
    step = sqlite3_step(statement);
  }
  if (!status && step != SQLITE_DONE) status = index_fail(run->index, err);
  (void)sqlite3_finalize(statement); /* repeats the error */
  return status;
}

static sse_status match(const struct run *run, const search_options *options, sse_error *err) {
  search_results *results = run->results;
  sse_buffer every = {0}, some = {0};
  query_compile(&run->query, "AND", &every);
  query_compile(&run->query, "OR", &some);
  sse_status status = every.failed || some.failed ? sse_fail_memory(err) : SSE_OK;
  if (!status) status = count(run, &every, &results->total_every, err);
  bool too_few = results->total_every < SEARCH_TOO_FEW && run->query.count > 1;
  bool widen = options->match == SEARCH_MATCH_ANY || (options->match == SEARCH_MATCH_AUTO && too_few);
  results->total = results->total_every;
  if (!status && widen) status = count(run, &some, &results->total, err);
  results->relaxed = options->match == SEARCH_MATCH_AUTO && results->total > results->total_every;
  if (!status && options->limit > 0)
    status = read_hits(run, widen ? &some : &every, widen ? &every : NULL, options, err);
  sse_buffer_reset(&every);
  sse_buffer_reset(&some);
  return status;
}

/* In one transaction, so that a run of sseindex that ends meanwhile cannot come between count and hits. */
static sse_status match_at_once(const struct run *run, const search_options *options, sse_error *err) {
  sqlite3 *connection = index_connection(run->index);
  if (sqlite3_exec(connection, "BEGIN", NULL, NULL, NULL) != SQLITE_OK) return index_fail(run->index, err);
  sse_status status = match(run, options, err);
  if (sqlite3_exec(connection, "END", NULL, NULL, NULL) != SQLITE_OK && !status)
    status = index_fail(run->index, err);
  return status;
}

static double milliseconds_between(struct timespec start, struct timespec end) {
  return (double)(end.tv_sec - start.tv_sec) * 1e3 + (double)(end.tv_nsec - start.tv_nsec) / 1e6;
}

sse_status search_run(const index_db *index, const char *query, const search_options *options,
                      search_results *results, sse_error *err) {
  struct run run = {.index = index, .results = results};
  struct timespec start = {0}, end = {0};
  sse_buffer clean = {0};
  size_t repaired = 0;
  *results = (search_results){0};
  (void)clock_gettime(CLOCK_MONOTONIC, &start); /* cannot fail for this clock */
  sse_buffer_append_text(&clean, "");
  sse_status status = text_clean(sse_str_of(query), &clean, &repaired, err);
  if (!status) status = query_read(sse_buffer_str(&clean), &run.query, err);
  results->query = clean.data;
  results->word_count = run.query.count;
  results->words_cut = run.query.cut;
  if (!status && run.query.count > 0) status = match_at_once(&run, options, err);
  (void)clock_gettime(CLOCK_MONOTONIC, &end);
  results->took_ms = milliseconds_between(start, end);
  query_reset(&run.query);
  return status;
}

void search_results_reset(search_results *results) {
  for (size_t i = 0; i < results->hit_count; i++) {
    search_hit *hit = &results->hits[i];
    search_text_reset(&hit->title);
    search_text_reset(&hit->snippet);
    free(hit->id);
    free(hit->date);
    free(hit->url);
    free(hit->source);
    free(hit->lang);
  }
  free(results->hits);
  free(results->query);
  *results = (search_results){0};
}
