/* Items as they are shown: the row of one, its columns copied, a whole item by its id, and all items in
 * order. Several archives appear as one here: an id alone is that of the first archive that has it. All SQL
 * that reads what is shown is in this file. */
#include "search/items.h"

#include <stdlib.h>
#include <string.h>

/* Only files have a path; the tables store it and the path of the entry separately. */
#define ITEM_SELECT                                                                                          \
  "SELECT id, title, body, date, url, source, lang, author, tags,"                                           \
  " (SELECT path || coalesce(entry, '') FROM source WHERE source.number = source_id AND path GLOB '/*'),"    \
  " line, titled, first_seen, changed FROM item WHERE "

static const char item_by_number[] = ITEM_SELECT "number = ?1";
static const char item_by_id[] = ITEM_SELECT "id = ?1";

/* Copies a column; NULL stays NULL. */
static sse_status copy_column(sqlite3_stmt *row, int column, char **copy, sse_error *err) {
  sse_str text = index_column(row, column);
  if (!text.data) return SSE_OK;
  *copy = sse_copy(text);
  return *copy ? SSE_OK : sse_fail_memory(err);
}

sse_status item_copy_id(sqlite3_stmt *row, search_hit *hit, sse_error *err) {
  return copy_column(row, ITEM_ID, &hit->id, err);
}

sse_status item_copy(sqlite3_stmt *row, bool with_path, search_hit *hit, sse_error *err) {
  sse_status status = item_copy_id(row, hit, err);
  if (!status && with_path) status = copy_column(row, ITEM_PATH, &hit->path, err);
  if (hit->path) hit->line = (size_t)sqlite3_column_int64(row, ITEM_LINE);
  hit->first_seen = sqlite3_column_int64(row, ITEM_FIRST_SEEN);
  hit->changed = sqlite3_column_int64(row, ITEM_CHANGED);
  if (!status) status = copy_column(row, ITEM_DATE, &hit->date, err);
  if (!status) status = copy_column(row, ITEM_URL, &hit->url, err);
  if (!status) status = copy_column(row, ITEM_SOURCE, &hit->source, err);
  if (!status) status = copy_column(row, ITEM_LANG, &hit->lang, err);
  if (!status) status = copy_column(row, ITEM_AUTHOR, &hit->authors, err);
  if (!status) status = copy_column(row, ITEM_TAGS, &hit->tags, err);
  return status;
}

sse_status item_find_id(const index_db *index, const char *sql, const char *archive, const char *id,
                        sqlite3_stmt **row, size_t *which, sse_error *err) {
  *row = NULL;
  for (size_t i = 0; i < index_archive_count(index); i++) {
    const index_db *one = index_archive(index, i);
    if (archive && strcmp(index_archive_name(index, i), archive) != 0) continue;
    sse_status status = index_statement(one, sql, row, err);
    if (status) return status;
    int result =
        sqlite3_bind_text(*row, 1, id, -1, SQLITE_STATIC) == SQLITE_OK ? sqlite3_step(*row) : SQLITE_ERROR;
    *which = i;
    if (result == SQLITE_ROW) return SSE_OK;
    if (result != SQLITE_DONE) status = index_fail(one, err);
    index_statement_end(*row);
    *row = NULL;
    if (status) return status;
  }
  return SSE_OK;
}

sse_status item_copy_archive(const index_db *index, size_t which, search_hit *hit, sse_error *err) {
  static const char sql[] = "SELECT 1 FROM item WHERE id = ?1";
  sqlite3_stmt *row = NULL;
  size_t first = which;
  if (index_archive_count(index) == 1) return SSE_OK;
  hit->archive = sse_copy(sse_str_of(index_archive_name(index, which)));
  if (!hit->archive) return sse_fail_memory(err);
  sse_status status = which > 0 ? item_find_id(index, sql, NULL, hit->id, &row, &first, err) : SSE_OK;
  hit->shares_id = first < which;
  index_statement_end(row);
  return status;
}

/* Copies the whole row of an item of the archive `which`; there are no matches. */
static sse_status copy_whole(const index_db *index, size_t which, sqlite3_stmt *row, bool with_path,
                             search_hit *item, sse_error *err) {
  sse_status status = item_copy(row, with_path, item, err);
  if (!status) status = item_copy_archive(index, which, item, err);
  if (!status) status = copy_column(row, ITEM_TITLE, &item->title.text, err);
  return status ? status : copy_column(row, ITEM_BODY, &item->snippet.text, err);
}

sse_status search_item(const index_db *index, const char *archive, const char *id, bool with_path,
                       search_hit *item, sse_error *err) {
  sqlite3_stmt *row;
  size_t which = 0;
  *item = (search_hit){0};
  sse_status status = item_find_id(index, item_by_id, archive, id, &row, &which, err);
  if (status) return status;
  if (!row) return sse_fail(err, SSE_NOT_FOUND, "no item has the id '%.100s'", id);
  status = copy_whole(index, which, row, with_path, item, err);
  index_statement_end(row);
  return status;
}

/* ---- All items, by their ids -------------------------------------------------------------------- */

/* Moves to the next item of an archive; after the last, ends the statement and sets `*row` to NULL. */
static sse_status step_row(const index_db *archive, sqlite3_stmt **row, sse_error *err) {
  int result = sqlite3_step(*row);
  if (result == SQLITE_ROW) return SSE_OK;
  sse_status status = result == SQLITE_DONE ? SSE_OK : index_fail(archive, err);
  index_statement_end(*row);
  *row = NULL;
  return status;
}

/* Opens a row for each archive, at its first item after an id. */
static sse_status open_rows(const index_db *index, const char *after, sqlite3_stmt **rows, sse_error *err) {
  static const char sql[] = ITEM_SELECT "id > ?1 ORDER BY id";
  sse_status status = SSE_OK;
  for (size_t i = 0; i < index_archive_count(index) && !status; i++) {
    const index_db *archive = index_archive(index, i);
    status = index_statement(archive, sql, &rows[i], err);
    if (!status && sqlite3_bind_text(rows[i], 1, after, -1, SQLITE_STATIC) != SQLITE_OK)
      status = index_fail(archive, err);
    if (!status) status = step_row(archive, &rows[i], err);
  }
  return status;
}

/* The archive whose row has the lowest id; the first one of several with the same id. */
static size_t first_of(sqlite3_stmt *const *rows, size_t count) {
  size_t first = count;
  for (size_t i = 0; i < count; i++)
    if (rows[i] && (first == count ||
                    strcmp(index_column(rows[i], ITEM_ID).data, index_column(rows[first], ITEM_ID).data) < 0))
      first = i;
  return first;
}

/* Moves all rows with an id past it. */
static sse_status pass_id(const index_db *index, const char *id, sqlite3_stmt **rows, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < index_archive_count(index) && !status; i++)
    if (rows[i] && strcmp(index_column(rows[i], ITEM_ID).data, id) == 0)
      status = step_row(index_archive(index, i), &rows[i], err);
  return status;
}

sse_status search_items_after(const index_db *index, const char *after, size_t count, void *context,
                              search_item_fn *on_item, sse_error *err) {
  const size_t archives = index_archive_count(index);
  sqlite3_stmt **rows = calloc(archives, sizeof(sqlite3_stmt *));
  if (!rows) return sse_fail_memory(err);
  sse_status status = open_rows(index, after, rows, err);
  for (size_t which; count > 0 && !status && (which = first_of(rows, archives)) < archives; count--) {
    search_hit item = {0};
    status = index_check_time(index, err);
    if (!status) status = copy_whole(index, which, rows[which], false, &item, err);
    if (!status) status = on_item(context, &item, err);
    if (!status) status = pass_id(index, item.id, rows, err);
    search_hit_reset(&item);
  }
  for (size_t i = 0; i < archives; i++)
    if (rows[i]) index_statement_end(rows[i]);
  free(rows);
  return status;
}

static sse_status give_item(const index_db *index, size_t which, sqlite3_stmt *row, void *context,
                            search_each_fn *on_item, sse_error *err) {
  search_hit item = {.changed = sqlite3_column_int64(row, 1)};
  sse_status status = item_copy_id(row, &item, err);
  if (!status) status = item_copy_archive(index, which, &item, err);
  if (!status) status = on_item(context, &item, err);
  search_hit_reset(&item);
  return status;
}

/* Reports the items of one archive, by its own numbers. */
static sse_status each_item(const index_db *index, size_t which, int64_t first, int64_t end, void *context,
                            search_each_fn *on_item, sse_error *err) {
  static const char sql[] =
      "SELECT id, ifnull(changed, first_seen) FROM item WHERE number >= ?1 AND number < ?2"
      " ORDER BY number";
  const index_db *archive = index_archive(index, which);
  sqlite3_stmt *row;
  sse_status status = index_statement(archive, sql, &row, err);
  if (status) return status;
  if (sqlite3_bind_int64(row, 1, first) != SQLITE_OK || sqlite3_bind_int64(row, 2, end) != SQLITE_OK)
    status = index_fail(archive, err);
  while (index_next_row(archive, row, &status, err))
    status = give_item(index, which, row, context, on_item, err);
  index_statement_end(row);
  return status;
}

sse_status search_each_item(const index_db *index, size_t first, size_t count, void *context,
                            search_each_fn *on_item, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < index_archive_count(index) && !status; i++) {
    int64_t before = index_archive_first(index, i);
    status = each_item(index, i, (int64_t)first - before, (int64_t)(first + count) - before, context, on_item,
                       err);
  }
  return status;
}

static sse_status copy_also(sqlite3_stmt *row, search_also *also, sse_error *err) {
  enum { ID, TITLE, SOURCE, LANG, URL };
  sse_status status = copy_column(row, ID, &also->id, err);
  if (!status) status = copy_column(row, TITLE, &also->title, err);
  if (!status) status = copy_column(row, SOURCE, &also->source, err);
  if (!status) status = copy_column(row, LANG, &also->lang, err);
  return status ? status : copy_column(row, URL, &also->url, err);
}

sse_status item_copy_story(const index_db *index, uint32_t number, search_hit *hit, sse_error *err) {
  enum { MOST = 50 };
  static const char sql[] =
      "SELECT o.id, o.title, o.source, o.lang, o.url FROM story AS s JOIN story AS t ON t.number = s.number"
      " JOIN item AS o ON o.number = t.item WHERE s.item = ?1 AND t.item <> ?1"
      " ORDER BY o.lang IS NOT ?2, o.lang, o.date, o.id LIMIT ?3";
  sqlite3_stmt *row;
  sse_status status = index_statement(index, sql, &row, err);
  if (status) return status;
  bool bound = sqlite3_bind_int64(row, 1, number) == SQLITE_OK &&
               sqlite3_bind_text(row, 2, hit->lang, -1, SQLITE_STATIC) == SQLITE_OK &&
               sqlite3_bind_int(row, 3, MOST) == SQLITE_OK;
  if (!bound) status = index_fail(index, err);
  while (index_next_row(index, row, &status, err)) {
    if (!hit->also) hit->also = calloc(MOST, sizeof *hit->also);
    status = hit->also ? copy_also(row, &hit->also[hit->also_count++], err) : sse_fail_memory(err);
  }
  index_statement_end(row);
  return status;
}

void search_hit_reset(search_hit *hit) {
  search_text_reset(&hit->title);
  search_text_reset(&hit->snippet);
  free(hit->id);
  free(hit->archive);
  free(hit->date);
  free(hit->url);
  free(hit->source);
  free(hit->lang);
  free(hit->authors);
  free(hit->tags);
  free(hit->path);
  for (size_t i = 0; i < hit->also_count; i++) {
    free(hit->also[i].id);
    free(hit->also[i].title);
    free(hit->also[i].source);
    free(hit->also[i].lang);
    free(hit->also[i].url);
  }
  free(hit->also);
  for (size_t i = 0; i < hit->part_count; i++)
    free(hit->parts[i].what);
  free(hit->parts);
  *hit = (search_hit){0};
}

sse_status item_find(const index_db *index, uint32_t number, sqlite3_stmt **row, sse_error *err) {
  size_t which = index_archive_of(index, number);
  const index_db *one = index_archive(index, which);
  index_statement_end(*row);
  *row = NULL;
  sse_status status = index_check_time(index, err);
  if (!status) status = index_statement(one, item_by_number, row, err);
  if (status) return status;
  if (sqlite3_bind_int64(*row, 1, number - index_archive_first(index, which)) != SQLITE_OK ||
      sqlite3_step(*row) != SQLITE_ROW)
    return index_fail(one, err);
  return SSE_OK;
}
