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

/* ?1 is what to match, ?2 and ?3 what tells the items that have every word and those that have it literally,
 * ?4 and ?5 limit and offset. */
#define HITS_SQL(every, literal)                                                                             \
  "SELECT i.id, i.title, i.body, i.date, i.url, i.source, i.lang, -bm25(terms, " TITLE_WEIGHT                \
  ", 1.0) AS score, " every " AS every, " literal                                                            \
  " AS literal FROM terms JOIN item AS i ON i.number = terms.rowid WHERE terms MATCH ?1"                     \
  " ORDER BY every DESC, literal DESC, score DESC, i.date DESC, i.id LIMIT ?4 OFFSET ?5"
#define IN_MATCHES_OF(parameter) "i.number IN (SELECT rowid FROM terms WHERE terms MATCH " parameter ")"

/* By whether some items lack words, and whether some have synonyms only. */
static const char *const hits_sql[2][2] = {
    {HITS_SQL("1", "1"), HITS_SQL("1", IN_MATCHES_OF("?3"))},
    {HITS_SQL(IN_MATCHES_OF("?2"), "1"), HITS_SQL(IN_MATCHES_OF("?2"), IN_MATCHES_OF("?3"))},
};

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
  const search_options *options;
  struct query query;
  struct matcher *matcher;
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
  const struct passage_source title = {run->matcher, column_str(statement, COLUMN_TITLE)};
  const struct passage_source body = {run->matcher, column_str(statement, COLUMN_BODY)};
  sse_status status = copy_column(statement, COLUMN_ID, &hit->id, err);
  if (!status) status = copy_column(statement, COLUMN_DATE, &hit->date, err);
  if (!status) status = copy_column(statement, COLUMN_URL, &hit->url, err);
  if (!status) status = copy_column(statement, COLUMN_SOURCE, &hit->source, err);
  if (!status) status = copy_column(statement, COLUMN_LANG, &hit->lang, err);
  if (!status) status = passage_whole(&title, &hit->title, err);
  if (!status) status = passage_best(&body, &hit->snippet, err);
  hit->score = sqlite3_column_double(statement, COLUMN_SCORE);
  hit->has_every = sqlite3_column_int(statement, COLUMN_EVERY) != 0;
  return status;
}

static sqlite3_int64 clamp(size_t number) {
  return number > INT_MAX ? INT_MAX : (sqlite3_int64)number;
}

/* The expressions of a query; `some` and `literal` only where they differ from `every`. */
struct expressions {
  sse_buffer every, some, literal;
};

static bool bind_expression(sqlite3_stmt *statement, int position, const sse_buffer *expression) {
  return sqlite3_bind_text(statement, position, expression->data, -1, SQLITE_STATIC) == SQLITE_OK;
}

/* Reads the page of hits; `widen` takes those that have some of the words too. */
static sse_status read_hits(const struct run *run, const struct expressions *expressions, bool widen,
                            sse_error *err) {
  const search_options *options = run->options;
  const bool synonyms = run->query.has_synonyms;
  sqlite3_stmt *statement;
  search_results *results = run->results;
  size_t capacity = 0;
  int step = SQLITE_ERROR;
  sse_status status = index_prepare(run->index, hits_sql[widen][synonyms], &statement, err);
  if (status) return status;
  if (bind_expression(statement, 1, widen ? &expressions->some : &expressions->every) &&
      (!widen || bind_expression(statement, 2, &expressions->every)) &&
      (!synonyms || bind_expression(statement, 3, &expressions->literal)) &&
      sqlite3_bind_int64(statement, 4, clamp(options->limit)) == SQLITE_OK &&
      sqlite3_bind_int64(statement, 5, clamp(options->offset)) == SQLITE_OK)
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

static sse_status match(const struct run *run, sse_error *err) {
  search_results *results = run->results;
  search_match wanted = run->options->match;
  struct expressions expressions = {0};
  query_compile(&run->query, QUERY_EVERY, &expressions.every);
  query_compile(&run->query, QUERY_SOME, &expressions.some);
  query_compile(&run->query, QUERY_LITERAL, &expressions.literal);
  bool failed = expressions.every.failed || expressions.some.failed || expressions.literal.failed;
  sse_status status = failed ? sse_fail_memory(err) : SSE_OK;
  if (!status) status = count(run, &expressions.every, &results->total_every, err);
  bool too_few = results->total_every < SEARCH_TOO_FEW && run->results->word_count > 1;
  bool widen = wanted == SEARCH_MATCH_ANY || (wanted == SEARCH_MATCH_AUTO && too_few);
  results->total = results->total_every;
  if (!status && widen) status = count(run, &expressions.some, &results->total, err);
  results->relaxed = wanted == SEARCH_MATCH_AUTO && results->total > results->total_every;
  if (!status && run->options->limit > 0) status = read_hits(run, &expressions, widen, err);
  sse_buffer_reset(&expressions.every);
  sse_buffer_reset(&expressions.some);
  sse_buffer_reset(&expressions.literal);
  return status;
}

static sse_status read_query(struct run *run, const char *text, sse_error *err) {
  struct query_reading reading = {
      .analyser = index_analyser(run->index), .index = run->index, .synonyms = run->options->synonyms};
  search_results *results = run->results;
  sse_buffer clean = {0};
  size_t repaired = 0;
  sse_buffer_append_text(&clean, "");
  sse_status status = text_clean(sse_str_of(text), &clean, &repaired, err);
  results->query = clean.data;
  if (!status) status = index_languages(run->index, &reading.languages, err);
  if (!status) status = query_read(sse_buffer_str(&clean), &reading, &run->query, err);
  if (!status) status = matcher_new(&run->query, reading.analyser, &run->matcher, err);
  for (size_t i = 0; i < run->query.unit_count; i++)
    results->word_count += run->query.units[i].word_count;
  results->words_cut = run->query.cut;
  return status;
}

/* In one transaction, so that a run of sseindex that ends meanwhile cannot come between count and hits. */
static sse_status search_at_once(struct run *run, const char *text, sse_error *err) {
  sqlite3 *connection = index_connection(run->index);
  if (sqlite3_exec(connection, "BEGIN", NULL, NULL, NULL) != SQLITE_OK) return index_fail(run->index, err);
  sse_status status = read_query(run, text, err);
  if (!status && run->results->word_count > 0) status = match(run, err);
  if (sqlite3_exec(connection, "END", NULL, NULL, NULL) != SQLITE_OK && !status)
    status = index_fail(run->index, err);
  return status;
}

static double milliseconds_between(struct timespec start, struct timespec end) {
  return (double)(end.tv_sec - start.tv_sec) * 1e3 + (double)(end.tv_nsec - start.tv_nsec) / 1e6;
}

sse_status search_run(const index_db *index, const char *query, const search_options *options,
                      search_results *results, sse_error *err) {
  struct run run = {.index = index, .options = options, .results = results};
  struct timespec start = {0}, end = {0};
  *results = (search_results){0};
  (void)clock_gettime(CLOCK_MONOTONIC, &start); /* cannot fail for this clock */
  sse_status status = search_at_once(&run, query, err);
  (void)clock_gettime(CLOCK_MONOTONIC, &end);
  results->took_ms = milliseconds_between(start, end);
  matcher_free(run.matcher);
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
