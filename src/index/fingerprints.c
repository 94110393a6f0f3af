/* Rows of the tables `fingerprint` and `translation`, for items that are added, changed or removed.
 * A new fingerprint is marked as new until stories have been built from it.
 * Addresses are stored as keys, like those of the items they lead to. */
#include "index/fingerprints.h"
#include "index/changes.h"
#include "index/identity.h"
#include "index/statements.h"

#include <stdlib.h>

enum statement { PUT, DELETE, PUT_TRANSLATION, DELETE_TRANSLATIONS, STATEMENT_COUNT };

static const char *const statement_sql[STATEMENT_COUNT] = {
    [PUT] = "REPLACE INTO fingerprint(number, data, is_new) VALUES(?1, ?2, 1)",
    [DELETE] = "DELETE FROM fingerprint WHERE number = ?1",
    [PUT_TRANSLATION] = "INSERT OR IGNORE INTO translation(item, address) VALUES(?1, ?2)",
    [DELETE_TRANSLATIONS] = "DELETE FROM translation WHERE item = ?1",
};

struct index_fingerprints {
  const index_db *index;
  sqlite3_stmt *statements[STATEMENT_COUNT];
  sse_buffer canonical;
};

sse_status fingerprints_new(const index_db *index, index_fingerprints **fingerprints, sse_error *err) {
  index_fingerprints *made = calloc(1, sizeof *made);
  *fingerprints = NULL;
  if (!made) return sse_fail_memory(err);
  made->index = index;
  sse_status status = statements_prepare(index, statement_sql, STATEMENT_COUNT, made->statements, err);
  if (status) {
    fingerprints_free(made);
  } else {
    *fingerprints = made;
  }
  return status;
}

void fingerprints_free(index_fingerprints *fingerprints) {
  if (!fingerprints) return;
  statements_finalize(fingerprints->statements, STATEMENT_COUNT);
  sse_buffer_reset(&fingerprints->canonical);
  free(fingerprints);
}

static sse_status delete_rows(index_fingerprints *fingerprints, enum statement which, sqlite3_int64 item,
                              sse_error *err) {
  sqlite3_stmt *statement = fingerprints->statements[which];
  return statement_execute(fingerprints->index, statement,
                           sqlite3_bind_int64(statement, 1, item) == SQLITE_OK, err);
}

static sse_status put_translations(index_fingerprints *fingerprints, sqlite3_int64 item, sse_str addresses,
                                   sse_error *err) {
  sqlite3_stmt *statement = fingerprints->statements[PUT_TRANSLATION];
  sse_str address;
  sse_status status = delete_rows(fingerprints, DELETE_TRANSLATIONS, item, err);
  for (size_t at = 0; !status && sse_str_next(addresses, '\n', &at, &address);) {
    bool is_one = false;
    int64_t key = 0;
    if (!identity_address(address, &fingerprints->canonical, &is_one, &key)) return sse_fail_memory(err);
    if (!is_one) continue;
    bool bound = sqlite3_bind_int64(statement, 1, item) == SQLITE_OK &&
                 sqlite3_bind_int64(statement, 2, key) == SQLITE_OK;
    status = statement_execute(fingerprints->index, statement, bound, err);
  }
  return status;
}

sse_status fingerprints_put(index_fingerprints *fingerprints, sqlite3_int64 item, const index_entry *entry,
                            sse_error *err) {
  sqlite3_stmt *statement = fingerprints->statements[PUT];
  changes_touch(changes_of(fingerprints->index), item, CHANGES_FINGERPRINT);
  bool is_restored = entry->item.provenance.length > 0; /* restore.c adds them from its keys */
  sse_status status =
      is_restored ? SSE_OK : put_translations(fingerprints, item, entry->item.translations, err);
  if (status) return status;
  if (!entry->has_fingerprint) return delete_rows(fingerprints, DELETE, item, err);
  bool bound = sqlite3_bind_int64(statement, 1, item) == SQLITE_OK &&
               sqlite3_bind_blob(statement, 2, &entry->fingerprint, sizeof entry->fingerprint,
                                 SQLITE_STATIC) == SQLITE_OK;
  return statement_execute(fingerprints->index, statement, bound, err);
}

sse_status fingerprints_delete(index_fingerprints *fingerprints, sqlite3_int64 item, sse_error *err) {
  changes_touch(changes_of(fingerprints->index), item, CHANGES_FINGERPRINT);
  sse_status status = delete_rows(fingerprints, DELETE_TRANSLATIONS, item, err);
  return status ? status : delete_rows(fingerprints, DELETE, item, err);
}
