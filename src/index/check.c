/* Is an index intact, and what does it contain?
 * Every rebuilt index gets the quick check before it is swapped in; the full check is made on request.
 * Nothing here changes an index. */
#include "base/path.h"
#include "index/lock.h"
#include "index/losses.h"
#include "index/open.h"
#include "index/schema.h"
#include "index/withdrawn.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Reports the damage, with the names of the tables affected if SQLite can find them out. */
static sse_status fail_named(const index_db *index, const char *finding, sse_error *err) {
  static const char tables_sql[] =
      "SELECT group_concat(name, ', ') FROM sqlite_schema AS s WHERE type = 'table' AND rootpage > 0"
      " AND EXISTS (SELECT 1 FROM pragma_quick_check(s.name) WHERE quick_check <> 'ok')";
  sse_buffer what = {0};
  sqlite3_stmt *statement = NULL;
  const char *line = strchr(finding, '\n'); /* follows the name of the database, which is always the same */
  if (strncmp(finding, "***", 3) == 0 && line) finding = line + 1;
  if (sqlite3_prepare_v2(index_connection(index), tables_sql, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_bytes(statement, 0) > 0)
    sse_buffer_printf(&what, "%s: ", (const char *)sqlite3_column_text(statement, 0));
  sse_buffer_append_text(&what, finding);
  sse_status status =
      what.failed ? sse_fail_memory(err) : index_fail_damaged(index_path(index), what.data, err);
  (void)sqlite3_finalize(statement); /* on failure the names are left out */
  sse_buffer_reset(&what);
  return status;
}

/* Runs a check, whose first row must be "ok"; otherwise its first column says what is wrong. */
static sse_status ask(const index_db *index, const char *sql, sse_error *err) {
  sqlite3_stmt *statement;
  sse_status status = index_prepare(index, sql, &statement, err);
  if (status) return status;
  int result = sqlite3_step(statement);
  const char *answer = result == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
  if (!answer) {
    status = index_fail(index, err);
  } else if (strcmp(answer, "ok") != 0) {
    status = fail_named(index, answer, err);
  }
  (void)sqlite3_finalize(statement); /* repeats the error */
  return status;
}

sse_status index_verify(const index_db *index, bool whole, sse_error *err) {
  static const char counts[] =
      "SELECT iif((SELECT count(*) FROM item) = (SELECT count(*) FROM terms_docsize), 'ok',"
      " 'items and terms do not go together')";
  sse_status status = ask(index, whole ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)", err);
  if (!status) status = ask(index, counts, err);
  /* With rank 1, FTS5 also compares its terms with the text they were made from. */
  if (!status && whole)
    status = index_exec(index, "INSERT INTO terms(terms, rank) VALUES('integrity-check', 1)", err);
  return status;
}

sse_status index_check(const char *path, sse_error *err) {
  index_db *index = NULL;
  index_lock *lock = NULL;
  char *real = NULL;
  sse_status status = index_open(path, &index, err); /* refuses a file that is not an index */
  index_close(index);
  index = NULL;
  if (!status) status = sse_real_path(path, &real, err);
  if (!status) status = lock_take(real, &lock, err);
  if (!status) status = index_connect(path, real, &index, err);
  if (!status) status = index_verify(index, true, err);
  index_close(index);
  lock_release(lock);
  free(real);
  return status;
}

/* ---- Contents ---------------------------------------------------------------------------------- */

static sse_status read_number(const index_db *index, const char *sql, size_t *number, sse_error *err) {
  sqlite3_stmt *statement;
  sse_status status = index_prepare(index, sql, &statement, err);
  if (status) return status;
  if (sqlite3_step(statement) == SQLITE_ROW) {
    *number = (size_t)sqlite3_column_int64(statement, 0);
  } else {
    status = index_fail(index, err);
  }
  (void)sqlite3_finalize(statement); /* repeats the error */
  return status;
}

/* Adds the current row of a statement: a name and a count. */
static sse_status add_count(index_counts *counts, size_t *capacity, sqlite3_stmt *statement, sse_error *err) {
  void *grown = counts->counts;
  if (!sse_array_reserve(&grown, capacity, counts->count + 1, sizeof *counts->counts))
    return sse_fail_memory(err);
  counts->counts = grown;
  const char *name = (const char *)sqlite3_column_text(statement, 0);
  char *copy = sse_copy(sse_str_of(name ? name : ""));
  if (!copy) return sse_fail_memory(err);
  counts->counts[counts->count++] = (index_count){copy, (size_t)sqlite3_column_int64(statement, 1)};
  return SSE_OK;
}

static sse_status read_counts(const index_db *index, const char *sql, index_counts *counts, sse_error *err) {
  sqlite3_stmt *statement;
  size_t capacity = 0;
  sse_status status = index_prepare(index, sql, &statement, err);
  while (index_next_row(index, statement, &status, err))
    status = add_count(counts, &capacity, statement, err);
  (void)sqlite3_finalize(statement); /* repeats the error */
  return status;
}

/* Copies a column; NULL stays NULL. Returns false if out of memory. */
static bool copy_column(sqlite3_stmt *row, int column, char **copy) {
  sse_str text = index_column(row, column);
  if (text.data) *copy = sse_copy(text);
  return !text.data || *copy;
}

/* Adds the source in the current row of a statement. */
static sse_status add_source(index_source_states *states, size_t *capacity, const index_health *health,
                             sqlite3_stmt *row, sse_error *err) {
  void *grown = states->states;
  if (!sse_array_reserve(&grown, capacity, states->count + 1, sizeof *states->states))
    return sse_fail_memory(err);
  states->states = grown;
  index_source_state *state = &states->states[states->count++];
  *state = (index_source_state){.items = (size_t)sqlite3_column_int64(row, 5),
                                .last_new = sqlite3_column_int64(row, 6)};
  bool copied = copy_column(row, 0, &state->place) && copy_column(row, 1, &state->format) &&
                copy_column(row, 2, &state->label) && copy_column(row, 3, &state->group);
  if (!copied) return sse_fail_memory(err);
  const source_health *known = health_find(health, state->place);
  if (known) {
    state->last_answer = known->last_answer;
    state->failed = known->failed;
    state->is_quiet = known->reported != 0 && known->reported == state->last_new;
  }
  return losses_read(index_column(row, 4), "", &state->losses, err);
}

static int compare_states(const void *a, const void *b) {
  const index_source_state *first = a, *second = b;
  if (first->failed != second->failed) return first->failed > second->failed ? -1 : 1;
  return strcmp(first->place, second->place);
}

static sse_status read_sources(const index_db *index, const index_health *health, index_source_states *states,
                               sse_error *err) {
  static const char sql[] =
      "SELECT path, format, label, grp, losses,"
      " (SELECT count(*) FROM item WHERE source_id = source.number AND gone = 0), last_new FROM source";
  sqlite3_stmt *statement;
  size_t capacity = 0;
  sse_status status = index_prepare(index, sql, &statement, err);
  while (index_next_row(index, statement, &status, err))
    status = add_source(states, &capacity, health, statement, err);
  (void)sqlite3_finalize(statement); /* repeats the error */
  if (!status && states->count > 0)
    qsort(states->states, states->count, sizeof *states->states, compare_states);
  return status;
}

/* Reads the last run of one archive; the caller resets `health`, whatever the result. */
static sse_status read_last(const index_db *index, index_last_run *run, index_health *health,
                            sse_error *err) {
  char *real = NULL;
  sse_status status = sse_real_path(index_path(index), &real, err);
  if (!status) status = lock_read(real, run, health, err);
  free(real);
  return status;
}

sse_status index_last_ended(const index_db *index, int64_t *ended, sse_error *err) {
  sse_status status = SSE_OK;
  *ended = 0;
  for (size_t i = 0; i < index_archive_count(index) && !status; i++) {
    index_last_run run = {0};
    index_health health = {0};
    status = read_last(index_archive(index, i), &run, &health, err);
    if (run.ended > *ended) *ended = run.ended;
    index_report_reset(&run.report);
    health_reset(&health);
  }
  return status;
}

sse_status index_describe_runs(const index_db *index, index_stats *stats, sse_error *err) {
  index_health health = {0};
  *stats = (index_stats){0};
  sse_status status = read_number(index, "SELECT count(*) FROM item", &stats->items, err);
  if (!status) status = read_last(index, &stats->last_run, &health, err);
  if (!status) status = read_sources(index, &health, &stats->sources_read, err);
  health_reset(&health);
  return status;
}

static sse_status describe(const index_db *index, index_stats *stats, sse_error *err) {
  struct stat file;
  sse_status status = index_describe_runs(index, stats, err);
  if (!status) status = read_number(index, "SELECT count(*) FROM item WHERE gone", &stats->gone, err);
  if (!status)
    status = read_number(index, "SELECT count(*) FROM source WHERE hash NOT NULL", &stats->files, err);
  if (!status)
    status = read_counts(index, "SELECT source, count(*) FROM item GROUP BY 1 ORDER BY 2 DESC, 1",
                         &stats->sources, err);
  if (!status)
    status = read_counts(index, "SELECT lang, count(*) FROM item GROUP BY 1 ORDER BY 2 DESC, 1",
                         &stats->languages, err);
  if (!status)
    status = read_counts(index, "SELECT substr(date, 1, 4), count(*) FROM item GROUP BY 1 ORDER BY 1 DESC",
                         &stats->years, err);
  if (!status) status = withdrawn_list(index, stats, err);
  if (!status && stat(index_path(index), &file) == 0) stats->bytes = (uint64_t)file.st_size;
  return status;
}

static int compare_counts(const void *a, const void *b) {
  const index_count *left = a, *right = b;
  if (left->count != right->count) return left->count > right->count ? -1 : 1;
  return strcmp(left->name, right->name);
}

static int compare_years(const void *a, const void *b) {
  return strcmp(((const index_count *)b)->name, ((const index_count *)a)->name);
}

/* Adds the counts of one archive to the total, taking over their names. */
static sse_status add_counts(index_counts *all, index_counts *one, int (*compare)(const void *, const void *),
                             sse_error *err) {
  index_count *grown = realloc(all->counts, (all->count + one->count + 1) * sizeof *grown);
  if (!grown) return sse_fail_memory(err);
  all->counts = grown;
  for (size_t i = 0, before = all->count; i < one->count; i++) {
    size_t at = 0;
    while (at < before && strcmp(grown[at].name, one->counts[i].name) != 0)
      at++;
    if (at < before) {
      grown[at].count += one->counts[i].count;
    } else {
      grown[all->count++] = one->counts[i];
      one->counts[i].name = NULL;
    }
  }
  qsort(grown, all->count, sizeof *grown, compare);
  return SSE_OK;
}

static sse_status add_archive(index_stats *all, index_stats *one, sse_error *err) {
  all->items += one->items;
  all->files += one->files;
  all->gone += one->gone;
  all->bytes += one->bytes;
  if (one->last_run.ended > all->last_run.ended) {
    const index_last_run before = all->last_run;
    all->last_run = one->last_run;
    one->last_run = before;
  }
  sse_status status = add_counts(&all->sources, &one->sources, compare_counts, err);
  if (!status) status = add_counts(&all->languages, &one->languages, compare_counts, err);
  return status ? status : add_counts(&all->years, &one->years, compare_years, err);
}

sse_status index_describe(const index_db *index, index_stats *stats, sse_error *err) {
  sse_status status = SSE_OK;
  if (index_archive_count(index) == 1) return describe(index, stats, err);
  *stats = (index_stats){0};
  for (size_t i = 0; i < index_archive_count(index) && !status; i++) {
    index_stats one;
    status = describe(index_archive(index, i), &one, err);
    if (!status) status = add_archive(stats, &one, err);
    index_stats_reset(&one);
  }
  return status;
}

/* See sqlite.org/dbstat.html; the tables are those of schema.c. */
sse_status index_describe_sizes(const index_db *index, index_stats *stats, sse_error *err) {
  static const char sql[] =
      "SELECT CASE WHEN name = 'item' THEN 'texts, and what is known of items'"
      " WHEN name LIKE 'terms%' THEN 'words of the texts, with their places'"
      " WHEN name IN ('list', 'sqlite_autoindex_list_1', 'part') THEN 'lists of frequent words'"
      " WHEN name IN ('fingerprint', 'shingle', 'story', 'story_number', 'translation',"
      " 'translation_address') THEN 'copies and translations'"
      " WHEN name IN ('doc_values', 'norms', 'days', 'span', 'label', 'measure', 'tag', 'tagged')"
      " THEN 'days, publishers, tags, lengths'"
      " WHEN name IN ('word', 'word_term', 'word_frequent', 'spelling', 'sketch', 'compound', 'language')"
      " THEN 'vocabulary'"
      " WHEN name LIKE '%item%' THEN 'keys of items' ELSE 'sources and settings' END, sum(pgsize)"
      " FROM dbstat WHERE aggregate = TRUE GROUP BY 1 ORDER BY 2 DESC";
  if (!sqlite3_compileoption_used("ENABLE_DBSTAT_VTAB")) return SSE_OK;
  return read_counts(index, sql, &stats->sizes, err);
}

void index_counts_reset(index_counts *counts) {
  for (size_t i = 0; i < counts->count; i++)
    free(counts->counts[i].name);
  free(counts->counts);
  *counts = (index_counts){0};
}

void index_stats_reset(index_stats *stats) {
  index_counts_reset(&stats->sources);
  index_counts_reset(&stats->languages);
  index_counts_reset(&stats->years);
  index_counts_reset(&stats->sizes);
  index_report_reset(&stats->last_run.report);
  for (size_t i = 0; i < stats->sources_read.count; i++) {
    index_source_state *state = &stats->sources_read.states[i];
    free(state->place);
    free(state->format);
    free(state->label);
    free(state->group);
    index_losses_reset(&state->losses);
  }
  free(stats->sources_read.states);
  for (size_t i = 0; i < stats->withdrawn_count; i++) {
    free(stats->withdrawn[i].id);
    free(stats->withdrawn[i].reason);
  }
  free(stats->withdrawn);
  *stats = (index_stats){0};
}
