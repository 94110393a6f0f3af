/* Rows of an export. Its items are not matched the way those of a source are: they were told apart when they
 * were first read, so their ids alone identify them.
 * SQLite parses the JSON of the provenance; export.c draws it. */
#include "index/restore.h"
#include "index/identity.h"
#include "index/sources.h"
#include "index/statements.h"
#include "index/withdrawn.h"

#include <stdlib.h>
#include <string.h>

enum statement { READ, HAS, ADD, ADD_TRANSLATIONS, ADD_HOLDER, HOLDERS, SET_GROUP, STATEMENT_COUNT };

/* Seconds since 1970, up to the last second of the year 9999; anything else is unknown. */
#define TIME(name)                                                                                           \
  " iif(json_type(?18, '$." name "') = 'integer' AND json_extract(?18, '$." name                             \
  "') BETWEEN 1 AND 253402300799,"                                                                           \
  " json_extract(?18, '$." name "'), NULL)"

static const char *const statement_sql[STATEMENT_COUNT] = {
    [READ] = "SELECT 1, CAST(json_extract(?1, '$.sources[0]') AS TEXT), CAST(json_extract(?1, '$.lender') AS"
             " TEXT), CAST(json_extract(?1, '$.group') AS TEXT), CAST(json_extract(?1, '$.hash') AS TEXT),"
             " CAST(json_extract(?1, '$.made_id') AS INTEGER), json_extract(?1, '$.withdrawn') NOT NULL",
    [HAS] = "SELECT 1 FROM item WHERE id = ?1 UNION ALL SELECT 1 FROM withdrawn WHERE id = ?1",
    [ADD] = "INSERT INTO item(id, source_id, lender, hash, own, address, title_key, title, body, date, url,"
            " source, lang, tags, reply_to, author, titled, entry, line, gone, first_seen, changed)"
            " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
            " CAST(json_extract(?18, '$.entry') AS TEXT), CAST(json_extract(?18, '$.line') AS INTEGER),"
            " coalesce(json_extract(?18, '$.gone'), 0) <> 0," TIME("first_seen") "," TIME("changed") ")",
    [ADD_TRANSLATIONS] = ("INSERT OR IGNORE INTO translation(item, address) SELECT ?1, CAST(value AS INTEGER)"
                          " FROM json_each(?2, '$.translations')"),
    [ADD_HOLDER] = "INSERT OR IGNORE INTO holder(item, source_id) VALUES(?1, ?2)",
    [HOLDERS] = "SELECT 1, CAST(value AS TEXT) FROM json_each(?1, '$.sources') WHERE key > 0",
    [SET_GROUP] = "UPDATE source SET grp = ?2 WHERE number = ?1 AND grp IS NULL AND format IS NULL",
};

struct index_restore {
  const index_db *index;
  index_sources *sources;
  sqlite3_stmt *statements[STATEMENT_COUNT];
  sse_buffer path; /* of the source that was looked up last */
  sqlite3_int64 source;
  sqlite3_int64 grouped; /* the last source whose group was recorded; 0 for none */
  sse_buffer canonical;
};

/* The parts of an item's provenance that are not just stored in a column. */
struct owner {
  sqlite3_int64 source, lender;
  bool is_made, was_withdrawn;
  unsigned char hash[ENTRY_HASH];
};

sse_status restore_new(const index_db *index, index_restore **restore, sse_error *err) {
  index_restore *made = calloc(1, sizeof *made);
  *restore = NULL;
  if (!made) return sse_fail_memory(err);
  made->index = index;
  sse_status status = sources_new(index, &made->sources, err);
  if (!status) status = statements_prepare(index, statement_sql, STATEMENT_COUNT, made->statements, err);
  if (status) {
    restore_free(made);
  } else {
    *restore = made;
  }
  return status;
}

void restore_free(index_restore *restore) {
  if (!restore) return;
  statements_finalize(restore->statements, STATEMENT_COUNT);
  sources_free(restore->sources);
  sse_buffer_reset(&restore->path);
  sse_buffer_reset(&restore->canonical);
  free(restore);
}

/* ---- Sources ------------------------------------------------------------------------------------ */

/* Finds a source by its path or address, or adds it as one that was never read. Items without a source belong
 * to nobody: the first source that brings one takes it over. */
static sse_status find_source(index_restore *restore, sse_str path, sqlite3_int64 *number, sse_error *err) {
  source_row row;
  if (path.length == 0 || path.data[0] == '\0') path = sse_str_of("-");
  *number = restore->source;
  if (restore->source > 0 && sse_str_equal(path, sse_buffer_str(&restore->path))) return SSE_OK;
  restore->source = 0;
  sse_buffer_clear(&restore->path);
  sse_buffer_append_str(&restore->path, path);
  if (restore->path.failed) return sse_fail_memory(err);
  sse_status status = sources_find(restore->sources, restore->path.data, &row, err);
  if (!status && row.number == 0) status = sources_put(restore->sources, restore->path.data, &row, err);
  if (!status) *number = restore->source = row.number;
  sources_row_reset(&row);
  return status;
}

/* Records the group of an owner that was never read; it may be known already as a holder or a lender, of
 * which an export does not tell the group. */
static sse_status set_group(index_restore *restore, sqlite3_int64 source, sse_str group, sse_error *err) {
  sqlite3_stmt *statement = restore->statements[SET_GROUP];
  if (group.length == 0 || restore->grouped == source) return SSE_OK;
  restore->grouped = source;
  bool bound =
      sqlite3_bind_int64(statement, 1, source) == SQLITE_OK && statement_bind_str(statement, 2, group);
  return statement_execute(restore->index, statement, bound, err);
}

/* Reads a hash as SQLite's hex() writes it; returns false for any other text. */
static bool read_hash(sse_str text, unsigned char hash[ENTRY_HASH]) {
  if (text.length != (size_t)ENTRY_HASH * 2) return false;
  for (size_t i = 0; i < ENTRY_HASH; i++) {
    int high = sse_hex_value(text.data[2 * i]), low = sse_hex_value(text.data[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    hash[i] = (unsigned char)(high << 4 | low);
  }
  return true;
}

/* The owner is the source that is looked up last. The row's texts are read before anything else runs that
 * might change them. */
static sse_status read_owner(index_restore *restore, const index_entry *entry, struct owner *owner,
                             sse_error *err) {
  enum { SOURCE = 1, LENDER, GROUP, HASH, MADE, WITHDRAWN };
  sqlite3_stmt *row = restore->statements[READ];
  sqlite3_int64 one = 0;
  memcpy(owner->hash, entry->hash, ENTRY_HASH);
  sse_status status =
      statement_run(restore->index, row, statement_bind_str(row, 1, entry->item.provenance), &one, err);
  if (status) return status;
  unsigned char hash[ENTRY_HASH];
  sse_str source = index_column(row, SOURCE), lender = index_column(row, LENDER),
          group = index_column(row, GROUP);
  owner->is_made = sqlite3_column_int(row, MADE) != 0;
  owner->was_withdrawn = sqlite3_column_int(row, WITHDRAWN) != 0;
  if (read_hash(index_column(row, HASH), hash)) memcpy(owner->hash, hash, ENTRY_HASH);
  if (lender.length > 0) status = find_source(restore, lender, &owner->lender, err);
  if (!status) status = find_source(restore, source, &owner->source, err);
  if (!status) status = set_group(restore, owner->source, group, err);
  index_statement_end(row);
  return status;
}

/* Records the other sources that have the item. */
static sse_status add_holders(index_restore *restore, sse_str provenance, sqlite3_int64 number,
                              sse_error *err) {
  sqlite3_stmt *row = restore->statements[HOLDERS], *add = restore->statements[ADD_HOLDER];
  sse_status status = SSE_OK;
  if (!statement_bind_str(row, 1, provenance)) status = index_fail(restore->index, err);
  while (index_next_row(restore->index, row, &status, err)) {
    sqlite3_int64 source = 0;
    status = find_source(restore, index_column(row, 1), &source, err);
    bool bound =
        sqlite3_bind_int64(add, 1, number) == SQLITE_OK && sqlite3_bind_int64(add, 2, source) == SQLITE_OK;
    if (!status) status = statement_execute(restore->index, add, bound, err);
  }
  index_statement_end(row);
  return status;
}

/* ---- An item ------------------------------------------------------------------------------------ */

static bool bind_row(sqlite3_stmt *add, const source_item *item, const struct owner *owner,
                     const item_keys *keys) {
  char date[SSE_DATE_SIZE];
  const sse_str texts[] = {item->title,
                           item->body.data ? item->body : sse_str_of(""),
                           identity_date(item, date),
                           item->url,
                           item->source,
                           item->lang,
                           item->tags,
                           item->reply_to,
                           item->author};
  bool bound = statement_bind_str(add, 1, item->id) &&
               sqlite3_bind_int64(add, 2, owner->source) == SQLITE_OK &&
               statement_bind_key(add, 3, owner->lender > 0, owner->lender) &&
               sqlite3_bind_blob(add, 4, owner->hash, ENTRY_HASH, SQLITE_TRANSIENT) == SQLITE_OK &&
               statement_bind_key(add, 5, keys->has_own, keys->own) &&
               statement_bind_key(add, 6, keys->has_address, keys->address) &&
               statement_bind_key(add, 7, keys->has_own || keys->has_address, keys->title);
  /* The date goes out of scope before the row is written. */
  for (int i = 0; i < (int)(sizeof texts / sizeof *texts) && bound; i++)
    if (i < 2 || texts[i].length > 0)
      bound = sqlite3_bind_text(add, 8 + i, texts[i].data, (int)texts[i].length,
                                i == 2 ? SQLITE_TRANSIENT : SQLITE_STATIC) == SQLITE_OK;
  return bound && sqlite3_bind_int(add, 17, !item->is_untitled) == SQLITE_OK &&
         statement_bind_str(add, 18, item->provenance);
}

sse_status restore_put(index_restore *restore, const index_entry *entry, sqlite3_int64 *number,
                       sse_error *err) {
  sqlite3_stmt *has = restore->statements[HAS], *add = restore->statements[ADD];
  const source_item *item = &entry->item;
  source_item known = *item; /* as its source gave it */
  struct owner owner = {0};
  item_keys keys;
  sqlite3_int64 there = 0;
  *number = 0;
  sse_status status = statement_run(restore->index, has, statement_bind_str(has, 1, item->id), &there, err);
  index_statement_end(has);
  if (status || there > 0) return status;
  status = read_owner(restore, entry, &owner, err);
  if (status) return status;
  if (owner.is_made) known.id = (sse_str){0};
  if (!identity_keys(&known, sse_buffer_str(&restore->path), &restore->canonical, &keys))
    return sse_fail_memory(err);
  if (owner.was_withdrawn) return withdrawn_put(restore->index, item, &keys, err);
  status = statement_execute(restore->index, add, bind_row(add, item, &owner, &keys), err);
  if (status) return status;
  *number = sqlite3_last_insert_rowid(index_connection(restore->index));
  sqlite3_stmt *translations = restore->statements[ADD_TRANSLATIONS];
  bool bound = sqlite3_bind_int64(translations, 1, *number) == SQLITE_OK &&
               statement_bind_str(translations, 2, item->provenance);
  status = statement_execute(restore->index, translations, bound, err);
  return status ? status : add_holders(restore, item->provenance, *number, err);
}
