/* The table of sources: how a file is recognised as the one that was read before.
 * The hash of a source is empty if it is not known, or if the file no longer exists.
 * A source is removed from the table once nothing is known about it and no item refers to it. */
#include "index/sources.h"
#include "base/url.h"
#include "index/changes.h"
#include "index/identity.h"
#include "index/losses.h"
#include "index/statements.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum statement {
  FIND,
  PATH,
  HAS_GROUP,
  ADD,
  UPDATE,
  FORGET,
  REMOVE,
  BELOW,
  COUNT,
  HOLDS,
  LOSSES,
  FORGET_PORTIONS,
  STATEMENT_COUNT
};

static const char remove_sql[] = "DELETE FROM source WHERE number = ?1 AND hash IS NULL"
                                 " AND NOT EXISTS(SELECT 1 FROM item WHERE source_id = ?1)"
                                 " AND NOT EXISTS(SELECT 1 FROM holder WHERE source_id = ?1)";

static const char *const statement_sql[STATEMENT_COUNT] = {
    [FIND] = "SELECT number, items, size, changed, hash, etag, modified, format, last_new FROM source WHERE "
             "path = ?1",
    [PATH] = "SELECT number, path FROM source WHERE number = ?1",
    [HAS_GROUP] = "SELECT 1 FROM source WHERE number = ?1 AND grp IS ?2",
    [ADD] = "INSERT INTO source(path, address) VALUES(?1, ?2)",
    [UPDATE] =
        "UPDATE source SET items = ?2, size = ?3, changed = ?4, hash = ?5, etag = ?6,"
        " modified = ?7, format = ?8, label = ?9, grp = ?10, last_new = ?11, losses = coalesce(?12, losses)"
        " WHERE number = ?1",
    [FORGET] = "UPDATE source SET items = 0, size = NULL, changed = NULL, hash = NULL, etag = NULL,"
               " modified = NULL WHERE number = ?1",
    [FORGET_PORTIONS] = "DELETE FROM portion WHERE source_id = ?1",
    [REMOVE] = remove_sql,
    /* Paths that begin with the folder and a slash: '0' is the character after '/'. */
    [BELOW] = "SELECT number FROM source WHERE path = ?1 OR (path > ?2 || '/' AND path < ?2 || '0')",
    [LOSSES] = "SELECT 1, losses FROM source WHERE number = ?1",
    [HOLDS] = "SELECT 1 FROM holder WHERE source_id = ?1 LIMIT 1",
    [COUNT] = "SELECT count(*), sum(gone) FROM item WHERE source_id = ?1",
};

struct index_sources {
  const index_db *index;
  sqlite3_stmt *statements[STATEMENT_COUNT];
};

sse_status sources_new(const index_db *index, index_sources **sources, sse_error *err) {
  index_sources *made = calloc(1, sizeof *made);
  *sources = NULL;
  if (!made) return sse_fail_memory(err);
  made->index = index;
  sse_status status = statements_prepare(index, statement_sql, STATEMENT_COUNT, made->statements, err);
  if (status) {
    sources_free(made);
  } else {
    *sources = made;
  }
  return status;
}

void sources_free(index_sources *sources) {
  if (!sources) return;
  statements_finalize(sources->statements, STATEMENT_COUNT);
  free(sources);
}

/* Binds text; NULL and the empty text become NULL. */
static bool bind_text(sqlite3_stmt *statement, int position, const char *text) {
  return statement_bind_str(statement, position, text && *text ? sse_str_of(text) : (sse_str){0});
}

/* Copies a column; "" if it is NULL or does not fit. */
static void read_text(sqlite3_stmt *statement, int column, char *out, size_t size) {
  const char *text = (const char *)sqlite3_column_text(statement, column);
  out[0] = '\0';
  if (text && strlen(text) < size) memcpy(out, text, strlen(text) + 1);
}

/* Reads the column of the ETag, whose first line is followed by the trail. */
static sse_status read_etag(sqlite3_stmt *statement, int column, source_row *row, sse_error *err) {
  sse_str text = index_column(statement, column), line;
  size_t position = 0;
  if (!sse_str_next(text, '\n', &position, &line)) return SSE_OK;
  if (line.length < sizeof row->etag) memcpy(row->etag, line.data, line.length); /* the rest is zero */
  if (position < text.length) sse_buffer_append_str(&row->trail, sse_str_part(text, position, text.length));
  return row->trail.failed ? sse_fail_memory(err) : SSE_OK;
}

sse_status sources_find(index_sources *sources, const char *path, source_row *row, sse_error *err) {
  sqlite3_stmt *statement = sources->statements[FIND];
  *row = (source_row){0};
  sse_status status =
      statement_run(sources->index, statement, bind_text(statement, 1, path), &row->number, err);
  if (!status && row->number > 0) {
    row->items = (size_t)sqlite3_column_int64(statement, 1);
    row->size = sqlite3_column_int64(statement, 2);
    row->changed = sqlite3_column_int64(statement, 3);
    const void *hash = sqlite3_column_blob(statement, 4);
    row->is_hashed = hash && sqlite3_column_bytes(statement, 4) == SOURCES_HASH_SIZE;
    if (row->is_hashed) memcpy(row->hash, hash, SOURCES_HASH_SIZE);
    status = read_etag(statement, 5, row, err);
    read_text(statement, 6, row->modified, sizeof row->modified);
    read_text(statement, 7, row->format, sizeof row->format);
    row->last_new = sqlite3_column_int64(statement, 8);
  }
  index_statement_end(statement);
  return status;
}

void sources_row_reset(source_row *row) {
  sse_buffer_reset(&row->trail);
}

sse_status sources_path(index_sources *sources, sqlite3_int64 number, char **path, sse_error *err) {
  sqlite3_stmt *statement = sources->statements[PATH];
  sqlite3_int64 found;
  bool bound = sqlite3_bind_int64(statement, 1, number) == SQLITE_OK;
  sse_status status = statement_run(sources->index, statement, bound, &found, err);
  *path = status ? NULL : sse_copy(index_column(statement, 1));
  index_statement_end(statement);
  return status || *path ? status : sse_fail_memory(err);
}

sse_status sources_has_group(index_sources *sources, sqlite3_int64 number, const char *group, bool *has,
                             sse_error *err) {
  sqlite3_stmt *statement = sources->statements[HAS_GROUP];
  sqlite3_int64 one = 0;
  bool bound = sqlite3_bind_int64(statement, 1, number) == SQLITE_OK && bind_text(statement, 2, group);
  sse_status status = statement_run(sources->index, statement, bound, &one, err);
  index_statement_end(statement);
  *has = one == 1;
  return status;
}

static sse_status add(index_sources *sources, const char *path, source_row *row, sse_error *err) {
  sqlite3_stmt *statement = sources->statements[ADD];
  sse_buffer canonical = {0};
  bool is_address = false;
  int64_t key = 0;
  bool known = identity_address(sse_str_of(path), &canonical, &is_address, &key);
  sse_buffer_reset(&canonical);
  if (!known) return sse_fail_memory(err);
  bool bound =
      bind_text(statement, 1, path) && (!is_address || sqlite3_bind_int64(statement, 2, key) == SQLITE_OK);
  sse_status status = statement_execute(sources->index, statement, bound, err);
  if (!status) row->number = sqlite3_last_insert_rowid(index_connection(sources->index));
  return status;
}

sse_status sources_put(index_sources *sources, const char *path, source_row *row, sse_error *err) {
  sqlite3_stmt *statement = sources->statements[UPDATE];
  sse_buffer etag = {0};
  bool has_group = false;
  if (row->number == 0) return add(sources, path, row, err);
  sse_status known = sources_has_group(sources, row->number, row->group, &has_group, err);
  if (known) return known;
  if (!has_group) changes_of_source(changes_of(sources->index), row->number);
  sse_buffer_append_text(&etag, row->etag);
  if (row->trail.length > 0) sse_buffer_printf(&etag, "\n%s", row->trail.data);
  bool bound = !etag.failed && sqlite3_bind_int64(statement, 1, row->number) == SQLITE_OK &&
               sqlite3_bind_int64(statement, 2, (sqlite3_int64)row->items) == SQLITE_OK &&
               sqlite3_bind_int64(statement, 3, row->size) == SQLITE_OK &&
               sqlite3_bind_int64(statement, 4, row->changed) == SQLITE_OK &&
               (!row->is_hashed ||
                sqlite3_bind_blob(statement, 5, row->hash, SOURCES_HASH_SIZE, SQLITE_STATIC) == SQLITE_OK) &&
               bind_text(statement, 6, etag.data) && bind_text(statement, 7, row->modified) &&
               bind_text(statement, 8, row->format) && bind_text(statement, 9, row->label) &&
               bind_text(statement, 10, row->group) &&
               sqlite3_bind_int64(statement, 11, row->last_new) == SQLITE_OK &&
               statement_bind_str(statement, 12, sse_str_of(row->losses));
  sse_status status =
      etag.failed ? sse_fail_memory(err) : statement_execute(sources->index, statement, bound, err);
  sse_buffer_reset(&etag);
  return status;
}

sse_status sources_forget(index_sources *sources, sqlite3_int64 number, sse_error *err) {
  static const enum statement steps[] = {FORGET, FORGET_PORTIONS, REMOVE};
  sse_status status = SSE_OK;
  for (size_t i = 0; i < sizeof steps / sizeof *steps && !status; i++) {
    sqlite3_stmt *statement = sources->statements[steps[i]];
    bool bound = sqlite3_bind_int64(statement, 1, number) == SQLITE_OK;
    status = statement_execute(sources->index, statement, bound, err);
  }
  return status;
}

sse_status sources_below(index_sources *sources, const char *root, void *context, sources_fn *on_source,
                         sse_error *err) {
  sqlite3_stmt *statement = sources->statements[BELOW];
  statement_numbers numbers = {0};
  sse_str folder = sse_str_of(root);
  if (folder.length > 0 && root[folder.length - 1] == '/')
    folder.length--; /* only the root folder ends with its slash */
  /* Only folders have sources below them: an address may be a prefix of another one. */
  bool bound = bind_text(statement, 1, root) &&
               (sse_url_is_web(sse_str_of(root)) || statement_bind_str(statement, 2, folder));
  sse_status status = statement_collect(sources->index, statement, bound, &numbers, err);
  for (size_t i = 0; i < numbers.count && !status; i++)
    status = on_source(context, numbers.numbers[i], err);
  free(numbers.numbers);
  return status;
}

sse_status sources_losses(index_sources *sources, sqlite3_int64 number, index_losses *losses,
                          sse_error *err) {
  sqlite3_stmt *statement = sources->statements[LOSSES];
  sqlite3_int64 found = 0;
  bool bound = sqlite3_bind_int64(statement, 1, number) == SQLITE_OK;
  sse_status status = statement_run(sources->index, statement, bound, &found, err);
  if (!status && found) status = losses_read(index_column(statement, 1), "", losses, err);
  index_statement_end(statement);
  return status;
}

sse_status sources_count(index_sources *sources, sqlite3_int64 number, size_t *items, size_t *gone,
                         sse_error *err) {
  sqlite3_stmt *statement = sources->statements[COUNT];
  sqlite3_int64 count;
  bool bound = sqlite3_bind_int64(statement, 1, number) == SQLITE_OK;
  sse_status status = statement_run(sources->index, statement, bound, &count, err);
  if (!status) {
    *items += (size_t)count;
    *gone += (size_t)sqlite3_column_int64(statement, 1);
  }
  index_statement_end(statement);
  return status;
}

sse_status sources_holds(index_sources *sources, sqlite3_int64 number, bool *holds, sse_error *err) {
  sqlite3_stmt *statement = sources->statements[HOLDS];
  sqlite3_int64 one = 0;
  bool bound = sqlite3_bind_int64(statement, 1, number) == SQLITE_OK;
  sse_status status = statement_run(sources->index, statement, bound, &one, err);
  index_statement_end(statement);
  *holds = one == 1;
  return status;
}

static void put_hash(XXH64_hash_t hash, unsigned char *out) {
  XXH64_canonical_t canonical;
  XXH64_canonicalFromHash(&canonical, hash);
  memcpy(out, canonical.digest, sizeof canonical.digest);
}

sse_status sources_hash_options(const source_options *options, unsigned char hash[SOURCES_HASH_SIZE],
                                sse_error *err) {
  const char *const parts[] = {options->format, options->charset, options->lang,
                               options->source, options->match,   options->columns};
  sse_buffer text = {0};
  sse_buffer_printf(&text, "%d %u %d %d%s", SOURCE_RULES, options->pages, (int)options->follow, options->oai,
                    options->drafts ? " drafts" : "");
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    sse_buffer_printf(&text, "\n%s", parts[i] ? parts[i] : "");
  for (size_t i = 0; i < SOURCE_NAME_COUNT; i++)
    sse_buffer_printf(&text, "\n%s", options->names.of[i] ? options->names.of[i] : "");
  for (const source_filter *filter = options->filters; filter && filter->ending; filter++)
    sse_buffer_printf(&text, "\n%s\n%s", filter->ending, filter->command);
  if (text.failed) {
    sse_buffer_reset(&text);
    return sse_fail_memory(err);
  }
  put_hash(XXH3_64bits(text.data, text.length), hash + SOURCES_OPTIONS);
  sse_buffer_reset(&text);
  return SSE_OK;
}

static sse_status hash_stream(const sse_stream *stream, XXH3_state_t *state, unsigned char *hash,
                              sse_error *err) {
  enum { BLOCK = 65536 };
  char *block = malloc(BLOCK);
  bool done = block && state && XXH3_64bits_reset(state) == XXH_OK;
  sse_status status = done ? SSE_OK : sse_fail_memory(err);
  for (size_t got = 1; !status && got > 0;) {
    status = stream->read(stream->context, block, BLOCK, &got, err);
    if (!status && XXH3_64bits_update(state, block, got) != XXH_OK) status = sse_fail_memory(err);
  }
  if (!status) put_hash(XXH3_64bits_digest(state), hash);
  free(block);
  return status;
}

sse_status sources_hash_bytes(const char *path, unsigned char hash[SOURCES_HASH_SIZE], sse_error *err) {
  sse_stream stream;
  sse_status status = sse_file_open(path, &stream, err);
  if (status) return status;
  XXH3_state_t *state = XXH3_createState();
  status = hash_stream(&stream, state, hash, err);
  (void)XXH3_freeState(state); /* always XXH_OK */
  stream.close(stream.context);
  return status;
}
