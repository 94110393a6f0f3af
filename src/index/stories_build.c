/* Updates the table of stories at the end of a run: takes over what the last run found, compares what is new,
 * and writes what changed. Items that were compared before are not compared again: the table has the result.
 */
#include "index/statements.h"
#include "index/stories.h"

#include <stdlib.h>

/* Notes the new items, and loads those that may have to be written: all of them in a rebuild. */
static sse_status read_new(struct stories *stories, sse_error *err) {
  const index_changes *changes = stories->changes;
  sqlite3_stmt *row;
  sse_status status = SSE_OK;
  for (size_t i = 1; i < stories->count && !status; i++) {
    if (!changes || changes_has(changes, i, CHANGES_TOUCHED)) status = stories_know(stories, i, err);
    if (changes && changes_has(changes, i, CHANGES_FINGERPRINT)) stories->marks[i] |= STORIES_IS_NEW;
  }
  if (status || changes) return status;
  status = index_prepare(stories->index, "SELECT number FROM fingerprint WHERE is_new", &row, err);
  if (status) return status;
  while (index_next_row(stories->index, row, &status, err)) {
    sqlite3_int64 item = sqlite3_column_int64(row, 0);
    if (item > 0 && (size_t)item < stories->count) stories->marks[item] |= STORIES_IS_NEW;
  }
  (void)sqlite3_finalize(row); /* repeats the error */
  return status;
}

/* Takes over the stories of items that have not changed since. */
static sse_status read_old(struct stories *stories, sse_error *err) {
  sqlite3_stmt *row;
  sse_status status = index_prepare(stories->index, "SELECT item, number FROM story", &row, err);
  if (status) return status;
  while (index_next_row(stories->index, row, &status, err)) {
    sqlite3_int64 item = sqlite3_column_int64(row, 0), first = sqlite3_column_int64(row, 1);
    if (item <= 0 || (size_t)item >= stories->count || first <= 0 || (size_t)first >= stories->count)
      continue;
    stories->marks[item] |= STORIES_WAS_IN;
    if (!stories_is_new(stories, (size_t)item)) stories_unite(stories, (uint32_t)first, (uint32_t)item);
  }
  (void)sqlite3_finalize(row); /* repeats the error */
  return status;
}

enum { READ_STORY, PUT_STORY, DROP_STORY, MARK_OLD, MARK_ALL_OLD, STATEMENTS };

/* The story of an item in the table; 0 for none. */
static sse_status read_story(const struct stories *stories, sqlite3_stmt *row, uint32_t item,
                             sqlite3_int64 *story, sse_error *err) {
  *story = 0;
  if (!(stories->marks[item] & STORIES_WAS_IN)) return SSE_OK;
  bool bound = sqlite3_bind_int64(row, 1, item) == SQLITE_OK;
  sse_status status = statement_run(stories->index, row, bound, story, err);
  index_statement_end(row);
  return status;
}

/* Writes the current story of an item (0 for none) to the table if it changed, and to the item's values. */
static sse_status write_story(const struct stories *stories, sqlite3_stmt **statements, uint32_t item,
                              uint32_t story, sse_error *err) {
  const index_changes *changes = stories->changes;
  sqlite3_int64 before;
  index_values *values;
  sse_status status = read_story(stories, statements[READ_STORY], item, &before, err);
  if (!status && story != before) {
    sqlite3_stmt *statement = statements[story > 0 ? PUT_STORY : DROP_STORY];
    bool bound = sqlite3_bind_int64(statement, 1, item) == SQLITE_OK &&
                 (story == 0 || sqlite3_bind_int64(statement, 2, story) == SQLITE_OK);
    status = statement_execute(stories->index, statement, bound, err);
  }
  bool has_values = !changes || story != before || changes_has(changes, item, CHANGES_TOUCHED);
  if (!status && has_values) status = store_change_values(stories->store, item, &values, err);
  if (status || !has_values) return status;
  values->flags &= (uint8_t)~INDEX_IN_STORY;
  if (story > 0) values->flags |= INDEX_IN_STORY;
  return SSE_OK;
}

/* Returns true if an item exists. This is known of items that were touched or compared; others that are in a
 * story have existed since the last run. */
static bool is_there(const struct stories *stories, uint32_t item) {
  bool is_old = stories->changes && stories->marks[item] & STORIES_WAS_IN &&
                !changes_has(stories->changes, item, CHANGES_TOUCHED);
  return is_old || stories->marks[item] & STORIES_IS_THERE;
}

/* Writes the stories of all items. The first item of a story may no longer exist, and then does not count. */
static sse_status write_all(const struct stories *stories, sqlite3_stmt **statements, sse_error *err) {
  unsigned char *marks = stories->marks;
  sse_status status = SSE_OK;
  for (uint32_t i = 1; i < stories->count; i++) {
    unsigned char *of_first = &marks[stories_first(stories, i)];
    if (is_there(stories, i)) *of_first |= *of_first & STORIES_HAS_ONE ? STORIES_HAS_MORE : STORIES_HAS_ONE;
  }
  for (uint32_t i = 1; i < stories->count && !status; i++) {
    uint32_t first = stories_first(stories, i);
    uint32_t story = is_there(stories, i) && marks[first] & STORIES_HAS_MORE ? first : 0;
    if (story > 0 || marks[i] & STORIES_WAS_IN) status = write_story(stories, statements, i, story, err);
  }
  return status;
}

static sse_status write_stories(const struct stories *stories, sse_error *err) {
  static const char *const sql[] = {[READ_STORY] = "SELECT number FROM story WHERE item = ?1",
                                    [PUT_STORY] = "REPLACE INTO story(item, number) VALUES(?1, ?2)",
                                    [DROP_STORY] = "DELETE FROM story WHERE item = ?1",
                                    [MARK_OLD] = "UPDATE fingerprint SET is_new = 0 WHERE number = ?1",
                                    [MARK_ALL_OLD] = "UPDATE fingerprint SET is_new = 0 WHERE is_new"};
  sqlite3_stmt *statements[STATEMENTS];
  sse_status status = statements_prepare(stories->index, sql, STATEMENTS, statements, err);
  if (!status) status = write_all(stories, statements, err);
  for (uint32_t i = 1; i < stories->count && !status && stories->changes; i++)
    if (stories_is_new(stories, i))
      status = statement_execute(stories->index, statements[MARK_OLD],
                                 sqlite3_bind_int64(statements[MARK_OLD], 1, i) == SQLITE_OK, err);
  if (!status && !stories->changes)
    status = statement_execute(stories->index, statements[MARK_ALL_OLD], true, err);
  statements_finalize(statements, STATEMENTS);
  return status;
}

sse_status stories_build(const index_db *index, index_store *store, const index_changes *changes,
                         sse_error *err) {
  static const char text_sql[] = "SELECT iif(body = '', title, body), title FROM item WHERE number = ?1",
                    url_sql[] = "SELECT url FROM item WHERE number = ?1";
  struct stories stories = {.index = index, .store = store, .changes = changes, .count = store->count};
  stories.parent = calloc(stories.count + 1, sizeof *stories.parent);
  stories.langs = calloc(stories.count + 1, 1);
  stories.marks = calloc(stories.count + 1, 1);
  bool has_room = stories.parent && stories.langs && stories.marks;
  sse_status status = has_room ? SSE_OK : sse_fail_memory(err);
  if (!status) status = index_prepare(index, text_sql, &stories.text, err);
  if (!status) status = index_prepare(index, url_sql, &stories.url, err);
  if (!status) status = read_new(&stories, err);
  if (!status) status = read_old(&stories, err);
  if (!status) status = copies_find(&stories, err);
  if (!status) status = translations_find(&stories, err);
  if (!status) status = write_stories(&stories, err);
  (void)sqlite3_finalize(stories.text); /* repeats the error */
  (void)sqlite3_finalize(stories.url);
  free(stories.parent);
  free(stories.next);
  free(stories.langs);
  free(stories.marks);
  return status;
}
