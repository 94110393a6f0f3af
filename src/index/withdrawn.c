/* Items that were taken down. Erasure is complete: the rows are deleted before the terms of the remaining
 * items are made, in a new file, so that no page of it contains anything of them.
 * Sources may still have the items, so new items are compared with what is stored about those withdrawn. An
 * id belongs to its source, but the same id with the same title is the withdrawn item, in a file that was
 * moved or copied. */
#include "index/withdrawn.h"
#include "index/connection.h"
#include "index/schema.h"
#include "index/statements.h"

#include <stdlib.h>

struct index_withdrawn {
  const index_db *index;
  sqlite3_stmt *has;
};

sse_status withdrawn_take(const index_db *index, withdrawal *what, sse_error *err) {
  static const char *const sql[] = {
      "INSERT INTO withdrawn(id, url, source, own, address, title_key, is_shared, reason, since)"
      " SELECT i.id, i.url, o.path, i.own, i.address, i.title_key, EXISTS(SELECT 1 FROM item AS other WHERE"
      " other.address = i.address AND other.number <> i.number), ?2, ?3 FROM item AS i JOIN source AS o ON"
      " o.number = i.source_id WHERE i.id = ?1",
      "DELETE FROM holder WHERE item = (SELECT number FROM item WHERE id = ?1)",
      "DELETE FROM translation WHERE item = (SELECT number FROM item WHERE id = ?1)",
      "DELETE FROM item WHERE id = ?1"};
  enum { NOTE, LEAVE, FORGET, DELETE, STEPS };
  sqlite3_stmt *steps[STEPS];
  sse_status status = index_exec(index, "PRAGMA secure_delete = ON", err);
  what->removed = 0;
  if (!status) status = statements_prepare(index, sql, STEPS, steps, err);
  if (status) return status;
  for (size_t i = 0; i < what->count && !status; i++) {
    for (size_t step = 0; step < STEPS && !status; step++) {
      bool bound = statement_bind_str(steps[step], 1, sse_str_of(what->ids[i]));
      if (step == NOTE)
        bound = bound && statement_bind_str(steps[NOTE], 2, sse_str_of(what->reason)) &&
                sqlite3_bind_int64(steps[NOTE], 3, what->now) == SQLITE_OK;
      status = statement_execute(index, steps[step], bound, err);
    }
    if (!status) what->removed += (size_t)sqlite3_changes(index_connection(index));
  }
  statements_finalize(steps, STEPS);
  return status;
}

sse_status withdrawn_give_back(const index_db *index, const char *id, bool *found, sse_error *err) {
  sqlite3_stmt *statement;
  sse_status status = index_prepare(index, "DELETE FROM withdrawn WHERE id = ?1", &statement, err);
  if (status) return status;
  status = statement_execute(index, statement, statement_bind_str(statement, 1, sse_str_of(id)), err);
  *found = !status && sqlite3_changes(index_connection(index)) > 0;
  (void)sqlite3_finalize(statement); /* repeats the error */
  return status;
}

sse_status withdrawn_new(const index_db *index, index_withdrawn **withdrawn, sse_error *err) {
  static const char sql[] =
      "SELECT 1 FROM withdrawn WHERE (id = ?1 AND"
      " (title_key = ?4 OR (own IS NULL AND address IS NULL))) OR own = ?2 OR (address = ?3 AND"
      " (title_key = ?4 OR (NOT is_shared AND NOT ?5)))";
  index_withdrawn *made = calloc(1, sizeof *made);
  *withdrawn = NULL;
  if (!made) return sse_fail_memory(err);
  made->index = index;
  sse_status status = index_prepare(index, sql, &made->has, err);
  if (status) {
    withdrawn_free(made);
  } else {
    *withdrawn = made;
  }
  return status;
}

void withdrawn_free(index_withdrawn *withdrawn) {
  if (!withdrawn) return;
  (void)sqlite3_finalize(withdrawn->has); /* repeats an error already reported */
  free(withdrawn);
}

sse_status withdrawn_has(index_withdrawn *withdrawn, const finder_item *item, sse_str id, bool *has,
                         sse_error *err) {
  const item_keys *keys = &item->keys;
  sqlite3_stmt *statement = withdrawn->has;
  sqlite3_int64 one = 0;
  bool bound = statement_bind_str(statement, 1, id) &&
               statement_bind_key(statement, 2, keys->has_own, keys->own) &&
               statement_bind_key(statement, 3, keys->has_address, keys->address) &&
               sqlite3_bind_int64(statement, 4, keys->title) == SQLITE_OK &&
               sqlite3_bind_int(statement, 5, keys->is_root) == SQLITE_OK;
  sse_status status = statement_run(withdrawn->index, statement, bound, &one, err);
  index_statement_end(statement);
  *has = one == 1;
  return status;
}

sse_status withdrawn_put(const index_db *index, const source_item *item, const item_keys *keys,
                         sse_error *err) {
  static const char sql[] =
      "INSERT INTO withdrawn(id, url, own, address, source, title_key, is_shared, reason, since)"
      " SELECT ?1, ?2, ?3, ?4, CAST(json_extract(?5, '$.sources[0]') AS TEXT),"
      " CAST(json_extract(?5, '$.title_key') AS INTEGER), coalesce(json_extract(?5, '$.shared'), 0) <> 0,"
      " CAST(json_extract(?5, '$.reason') AS TEXT), CAST(json_extract(?5, '$.withdrawn') AS INTEGER)"
      " WHERE NOT EXISTS(SELECT 1 FROM item WHERE id = ?1)";
  sqlite3_stmt *statement;
  sse_status status = index_prepare(index, sql, &statement, err);
  if (status) return status;
  bool bound = statement_bind_str(statement, 1, item->id) &&
               (item->url.length == 0 || statement_bind_str(statement, 2, item->url)) &&
               statement_bind_key(statement, 3, keys->has_own, keys->own) &&
               statement_bind_key(statement, 4, keys->has_address, keys->address) &&
               statement_bind_str(statement, 5, item->provenance);
  status = statement_execute(index, statement, bound, err);
  (void)sqlite3_finalize(statement); /* repeats the error */
  return status;
}

sse_status withdrawn_list(const index_db *index, index_stats *stats, sse_error *err) {
  sqlite3_stmt *statement;
  size_t capacity = 0;
  sse_status status =
      index_prepare(index, "SELECT id, reason, since FROM withdrawn ORDER BY number", &statement, err);
  if (status) return status;
  while (index_next_row(index, statement, &status, err)) {
    void *grown = stats->withdrawn;
    sse_str reason = index_column(statement, 1);
    if (!sse_array_reserve(&grown, &capacity, stats->withdrawn_count + 1, sizeof *stats->withdrawn)) {
      status = sse_fail_memory(err);
      break;
    }
    stats->withdrawn = grown;
    index_withdrawal *one = &stats->withdrawn[stats->withdrawn_count++];
    *one = (index_withdrawal){.id = sse_copy(index_column(statement, 0)),
                              .reason = reason.length > 0 ? sse_copy(reason) : NULL,
                              .since = sqlite3_column_int64(statement, 2)};
    if (!one->id || (reason.length > 0 && !one->reason)) status = sse_fail_memory(err);
  }
  (void)sqlite3_finalize(statement); /* repeats the error */
  return status;
}
