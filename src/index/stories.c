/* Stories while they are built: which items are in one, what is kept about an item, and what it says.
 * Copies are found in copies.c, translations in translations.c; stories_build.c calls both and writes the
 * table, from which searches read the story of an item. */
#include "index/stories.h"
#include "index/statements.h"

#include <stdlib.h>
#include <string.h>

/* ---- Which items are in one story ---------------------------------------------------------------- */

uint32_t stories_first(const struct stories *stories, uint32_t item) {
  uint32_t *parent = stories->parent;
  while (parent[item] != 0) {
    uint32_t above = parent[item];
    if (parent[above] != 0) parent[item] = parent[above]; /* path halving: Tarjan and van Leeuwen, 1984 */
    item = parent[item];
  }
  return item;
}

uint32_t stories_next(const struct stories *stories, uint32_t item) {
  return stories->next[item] != 0 ? stories->next[item] : item;
}

/* Joins the rings of two items, which must be different rings. */
static void link_rings(struct stories *stories, uint32_t a, uint32_t b) {
  uint32_t after = stories_next(stories, a);
  stories->next[a] = stories_next(stories, b);
  stories->next[b] = after;
}

sse_status stories_link(struct stories *stories, sse_error *err) {
  stories->next = calloc(stories->count + 1, sizeof *stories->next);
  if (!stories->next) return sse_fail_memory(err);
  for (uint32_t i = 1; i < stories->count; i++)
    if (stories->parent[i] != 0) link_rings(stories, stories_first(stories, i), i);
  return SSE_OK;
}

void stories_unite(struct stories *stories, uint32_t a, uint32_t b) {
  a = stories_first(stories, a);
  b = stories_first(stories, b);
  if (a == b) return;
  if (stories->next) link_rings(stories, a, b);
  stories->parent[a < b ? b : a] = a < b ? a : b;
}

/* ---- The contents of an item --------------------------------------------------------------------- */

sse_status stories_know(const struct stories *stories, size_t item, sse_error *err) {
  const index_values *values;
  unsigned char *marks = &stories->marks[item];
  if (*marks & STORIES_IS_KNOWN) return SSE_OK;
  sse_status status = store_values(stories->store, item, &values, err);
  if (status) return status;
  stories->langs[item] = values->lang;
  *marks |= STORIES_IS_KNOWN;
  if (values->flags & INDEX_IS_ITEM) *marks |= STORIES_IS_THERE;
  return SSE_OK;
}

/* Positions a statement on the row of an item, and returns its first column. */
static sse_status read_column(const struct stories *stories, sqlite3_stmt *row, uint32_t item, sse_str *text,
                              sse_error *err) {
  index_statement_end(row);
  if (sqlite3_bind_int64(row, 1, item) != SQLITE_OK || sqlite3_step(row) != SQLITE_ROW)
    return index_fail(stories->index, err);
  *text = index_column(row, 0);
  return SSE_OK;
}

sse_status stories_read(const struct stories *stories, uint32_t item, sse_str *text, sse_error *err) {
  return read_column(stories, stories->text, item, text, err);
}

sse_str stories_title(const struct stories *stories) {
  return index_column(stories->text, 1);
}

sse_status stories_read_url(const struct stories *stories, uint32_t item, sse_str *url, sse_error *err) {
  return read_column(stories, stories->url, item, url, err);
}

bool stories_fingerprint(sqlite3_stmt *row, int column, text_fingerprint *fingerprint) {
  const void *data = sqlite3_column_blob(row, column);
  if (!data || sqlite3_column_bytes(row, column) != (int)sizeof *fingerprint) return false;
  memcpy(fingerprint, data, sizeof *fingerprint);
  return true;
}

sse_status stories_each_fingerprint(const struct stories *stories, void *context,
                                    stories_fingerprint_fn *on_one, sse_error *err) {
  sqlite3_stmt *row;
  sse_status status = index_prepare(stories->index, "SELECT number, data FROM fingerprint", &row, err);
  if (status) return status;
  while (index_next_row(stories->index, row, &status, err)) {
    sqlite3_int64 number = sqlite3_column_int64(row, 0);
    text_fingerprint fingerprint;
    if (number > 0 && (size_t)number < stories->count && stories_fingerprint(row, 1, &fingerprint))
      status = on_one(context, (uint32_t)number, &fingerprint, err);
  }
  (void)sqlite3_finalize(row); /* repeats the error */
  return status;
}

/* ---- Reading, for searches ----------------------------------------------------------------------- */

sse_status index_has_stories(const index_db *index, bool *has, sse_error *err) {
  sse_status status = SSE_OK;
  *has = false;
  for (size_t i = 0; i < index_archive_count(index) && !status && !*has; i++) {
    sqlite3_stmt *row;
    sqlite3_int64 one = 0;
    const index_db *archive = index_archive(index, i);
    status = index_statement(archive, "SELECT 1 FROM story LIMIT 1", &row, err);
    if (status) return status;
    status = statement_run(archive, row, true, &one, err);
    index_statement_end(row);
    *has = one == 1;
  }
  return status;
}

sse_status index_story_of(const index_db *all, uint32_t item, uint32_t *story, sse_error *err) {
  size_t which = index_archive_of(all, item);
  const index_db *index = index_archive(all, which);
  uint32_t first = index_archive_first(all, which);
  sqlite3_stmt *row;
  sqlite3_int64 number = 0;
  *story = 0;
  sse_status status = index_statement(index, "SELECT number FROM story WHERE item = ?1", &row, err);
  if (status) return status;
  bool bound = sqlite3_bind_int64(row, 1, item - first) == SQLITE_OK;
  status = statement_run(index, row, bound, &number, err);
  index_statement_end(row);
  if (!status && number > 0) *story = first + (uint32_t)number; /* stories are fewer than items */
  return status;
}
