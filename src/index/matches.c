/* The items that match an FTS5 expression and, if the expression cannot express everything, a test of the
 * positions of its phrases. FTS5 calls the test as an auxiliary function, once per item. If there are many
 * matches, or few among many candidates, a second thread traverses the upper half of the rest over a
 * connection of its own. */
#include "base/deadline.h"
#include "index/connection.h"
#include "index/tokenizer.h"

#include <pthread.h>

static const char pointer_type[] = "ssesearch-matching";

enum {
  ALONE = 16384, /* matches before a second thread is worthwhile, */
  ALONE_MS = 3,  /* or the time until then: of the items with its words, few may have a phrase */
  OFTEN = 256,   /* matches between two checks of the time, which are more frequent at first */
  WORD = 64      /* numbers of items whose bits may share a word */
};

/* A range of items of one archive, traversed by one thread. */
struct matching {
  const index_test *test; /* NULL for none */
  void *tested;           /* its context for this thread */
  void *context;
  index_match_fn *on_item;
  uint32_t first;       /* index_archive_first of the archive */
  uint32_t after, last; /* only items above the first and up to the second, as numbered in the archive */
  size_t count;         /* of matches */
  struct half *half;    /* to be started; NULL if there is none */
  struct timespec due;  /* when to start it, unless enough has matched before */
};

/* The upper half, which a second thread traverses. */
struct half {
  const index_db *index; /* over the second thread's connection; NULL until started */
  sse_str expression;
  struct matching matching;
  pthread_t thread;
  sse_status status;
  sse_error err;
};

static sse_status matches_in(const index_db *index, sse_str expression, struct matching *matching,
                             sse_error *err);

static void *run_half(void *context) {
  struct half *half = context;
  half->status = matches_in(half->index, half->expression, &half->matching, &half->err);
  return NULL;
}

/* Starts the upper half of the items after `item`, if they are many and there is a second connection. */
static void begin_half(struct matching *matching, const index_db *index, uint32_t item) {
  struct half *half = matching->half;
  matching->half = NULL;
  if (matching->last <= item || matching->last - item < item - matching->after) return;
  const index_db *second = index_second(index);
  /* The bits of items on either side of the middle are in different words. */
  const uint32_t middle = item + (matching->last - item) / 2;
  const uint32_t until = (matching->first + middle) / WORD * WORD - 1 - matching->first;
  if (!second || until <= item) return;
  half->matching = *matching;
  half->matching.after = until;
  half->matching.tested = matching->test ? matching->test->second : NULL;
  half->index = second;
  if (pthread_create(&half->thread, NULL, run_half, half) == 0) {
    matching->last = until;
  } else {
    half->index = NULL;
  }
}

/* Returns true if the traversal has taken long enough for a second thread to be worthwhile. */
static bool is_long(const struct matching *matching) {
  const size_t count = matching->count;
  if (count >= ALONE) return true;
  bool looks = count < OFTEN ? (count & (count - 1)) == 0 : count % OFTEN == 0;
  return looks && sse_deadline_is_over(matching->due);
}

/* Takes the current item if it passes. The result for SQL is false, so that no row leaves the statement and
 * SQLite advances to the next item without a step, which costs as much as FTS5 itself. True ends the
 * statement. */
static void take_match(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *result, int count,
                       sqlite3_value **values) {
  struct matching *matching = count == 1 ? sqlite3_value_pointer(values[0], pointer_type) : NULL;
  bool passes = true;
  int code = matching ? SQLITE_OK : SQLITE_MISUSE;
  const uint32_t item = (uint32_t)api->xRowid(fts);
  const bool is_over = matching && item > matching->last;
  if (matching && matching->test && !is_over)
    code = matching->test->passes(matching->tested, api, fts, &passes);
  if (code != SQLITE_OK) {
    sqlite3_result_error_code(result, code);
    return;
  }
  if (passes && !is_over) matching->on_item(matching->context, matching->first + item);
  matching->count++;
  if (matching->half && is_long(matching)) begin_half(matching, api->xUserData(fts), item);
  sqlite3_result_int(result, is_over);
}

/* Registers the function with the connection, once, because FTS5 keeps every registration. */
static sse_status have_function(const index_db *index, sse_error *err) {
  if (index->kept->can_match) return SSE_OK;
  fts5_api *api = tokenizer_fts5(index->connection);
  if (!api || api->xCreateFunction(api, "sse_match", (void *)index, take_match, NULL) != SQLITE_OK)
    return sse_fail_memory(err);
  index->kept->can_match = true;
  return SSE_OK;
}

static sse_status matches_in(const index_db *index, sse_str expression, struct matching *matching,
                             sse_error *err) {
  static const char sql[] =
      "SELECT 1 FROM terms WHERE terms MATCH ?1 AND rowid > ?2 AND sse_match(terms, ?3)";
  sqlite3_stmt *statement;
  sse_status status = have_function(index, err);
  if (!status) status = index_statement(index, sql, &statement, err);
  if (status) return status;
  bool bound =
      expression.length <= INT32_MAX &&
      sqlite3_bind_text(statement, 1, expression.data, (int)expression.length, SQLITE_STATIC) == SQLITE_OK &&
      sqlite3_bind_int64(statement, 2, matching->after) == SQLITE_OK &&
      sqlite3_bind_pointer(statement, 3, matching, pointer_type, NULL) == SQLITE_OK;
  int result = bound ? sqlite3_step(statement) : SQLITE_ERROR;
  if (result != SQLITE_DONE && result != SQLITE_ROW) status = index_fail(index, err);
  index_statement_end(statement);
  return status;
}

static sse_status matches_of_archive(const index_db *index, sse_str expression, struct matching *matching,
                                     sse_error *err) {
  struct half half = {.expression = expression};
  if (!matching->test || matching->test->second) matching->half = &half;
  matching->due = sse_deadline_in(ALONE_MS);
  sse_status status = matches_in(index, expression, matching, err);
  matching->half = NULL;                                 /* it goes out of scope */
  if (half.index) (void)pthread_join(half.thread, NULL); /* fails only for a thread that cannot be joined */
  if (half.status && !status) {
    status = half.status;
    *err = half.err;
  }
  return status;
}

sse_status index_matches(const index_db *index, sse_str expression, const index_test *test, void *context,
                         index_match_fn *on_item, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < index_archive_count(index) && !status; i++) {
    const index_db *one = index_archive(index, i);
    index_ranking *ranking;
    status = index_ranking_of(one, &ranking, err);
    if (status) break;
    struct matching matching = {.test = test,
                                .tested = test ? test->context : NULL,
                                .context = context,
                                .on_item = on_item,
                                .first = index_archive_first(index, i),
                                .last = (uint32_t)index_ranking_numbers(ranking)};
    status = matches_of_archive(one, expression, &matching, err);
  }
  return status;
}
