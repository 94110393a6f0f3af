/* The tags of items, in rows of many items each, for facets and filters that would otherwise have to read the
 * items themselves. A row is built from the items' own rows whenever one of its items changes, so a single
 * function writes it.
 *
 *   tag(number, name)    numbers from 1 without gaps; a tag that no item has any more keeps its number
 *   tagged(chunk, data)  items from chunk * INDEX_TAGGED on: a 32-bit number for each tag of each item
 *                        that has any, by item:   | item % INDEX_TAGGED : 8 | number of the tag : 24 |
 *                        no row if none of the items has a tag
 */
#include "index/tags.h"
#include "base/keys.h"
#include "index/connection.h"
#include "index/schema.h"
#include "index/statements.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum { TAG_BITS = 24 };
static const uint32_t tags_most = (1u << TAG_BITS) - 1;

/* C++ and C# are distinct names (text/written.h); no other symbols distinguish tags. */
static uint64_t punctuation_of(sse_str tag) {
  uint64_t punctuation = 0;
  for (size_t i = tag.length; i > 0 && (tag.data[i - 1] == '+' || tag.data[i - 1] == '#'); i--)
    punctuation = punctuation << 8 | (unsigned char)tag.data[i - 1];
  return punctuation;
}

uint64_t index_tag_key(sse_str tag) {
  char folded[TEXT_TERM_SIZE];
  size_t length = tag.length < TEXT_WORD_LONGEST ? text_fold(tag, folded) : 0;
  if (length == 0) return XXH3_64bits(tag.data ? tag.data : "", tag.length);
  return XXH3_64bits_withSeed(folded, length, punctuation_of(tag));
}

/* ---- Writing ------------------------------------------------------------------------------------- */

enum { READ_NAMES, ADD_NAME, READ_ITEMS, WRITE, REMOVE, STATEMENTS };

struct writing {
  const index_db *index;
  sqlite3_stmt *statements[STATEMENTS];
  sse_keys keys; /* of the existing tags, by number - 1 */
  bool has_read_names;
  sse_buffer row;
};

static sse_status read_names(struct writing *writing, sse_error *err) {
  sqlite3_stmt *row = writing->statements[READ_NAMES];
  sse_status status = SSE_OK;
  writing->has_read_names = true;
  while (index_next_row(writing->index, row, &status, err)) {
    size_t place = 0;
    if (!sse_keys_add(&writing->keys, index_tag_key(index_column(row, 1)), &place))
      status = sse_fail_memory(err);
    else if (sqlite3_column_int64(row, 0) != (sqlite3_int64)place + 1)
      status = index_fail_damaged(index_path(writing->index), "tags", err);
  }
  index_statement_end(row);
  return status;
}

/* The number of a tag, which is assigned if it has none. */
static sse_status number_of(struct writing *writing, sse_str name, uint32_t *number, sse_error *err) {
  size_t place, before;
  sse_status status = writing->has_read_names ? SSE_OK : read_names(writing, err);
  if (status) return status;
  before = writing->keys.count;
  if (!sse_keys_add(&writing->keys, index_tag_key(name), &place)) return sse_fail_memory(err);
  *number = place < tags_most ? (uint32_t)place + 1 : 0;
  if (writing->keys.count == before) return SSE_OK;
  sqlite3_stmt *add = writing->statements[ADD_NAME];
  bool bound =
      sqlite3_bind_int64(add, 1, (sqlite3_int64)place + 1) == SQLITE_OK && statement_bind_str(add, 2, name);
  return statement_execute(writing->index, add, bound, err);
}

/* Returns true if the item, whose numbers begin at `first`, already has the tag in the row. */
static bool has_number(const struct writing *writing, size_t first, uint32_t number) {
  for (size_t at = first; at < writing->row.length; at += sizeof number)
    if (memcmp(writing->row.data + at, &number, sizeof number) == 0) return true;
  return false;
}

static sse_status add_item(struct writing *writing, uint32_t place, sse_str tags, sse_error *err) {
  const size_t first = writing->row.length;
  sse_status status = SSE_OK;
  sse_str tag;
  for (size_t position = 0; !status && sse_str_next(tags, '\n', &position, &tag);) {
    uint32_t number = 0;
    if (tag.length > 0) status = number_of(writing, tag, &number, err);
    uint32_t packed = place << TAG_BITS | number;
    if (!status && number > 0 && !has_number(writing, first, packed))
      sse_buffer_append(&writing->row, &packed, sizeof packed);
  }
  return !status && writing->row.failed ? sse_fail_memory(err) : status;
}

static sse_status write_chunk(struct writing *writing, size_t chunk, sse_error *err) {
  sqlite3_stmt *items = writing->statements[READ_ITEMS];
  const sqlite3_int64 first = (sqlite3_int64)chunk * INDEX_TAGGED;
  sse_status status = SSE_OK;
  sse_buffer_clear(&writing->row);
  if (sqlite3_bind_int64(items, 1, first) != SQLITE_OK ||
      sqlite3_bind_int64(items, 2, first + INDEX_TAGGED) != SQLITE_OK)
    status = index_fail(writing->index, err);
  while (index_next_row(writing->index, items, &status, err))
    status =
        add_item(writing, (uint32_t)(sqlite3_column_int64(items, 0) - first), index_column(items, 1), err);
  index_statement_end(items);
  if (status) return status;
  sqlite3_stmt *write = writing->statements[writing->row.length > 0 ? WRITE : REMOVE];
  bool bound = sqlite3_bind_int64(write, 1, (sqlite3_int64)chunk) == SQLITE_OK;
  if (writing->row.length > 0)
    bound = bound &&
            sqlite3_bind_blob64(write, 2, writing->row.data, writing->row.length, SQLITE_STATIC) == SQLITE_OK;
  return statement_execute(writing->index, write, bound, err);
}

/* Decides whether a chunk must be written. In a rebuild, the values show which items have tags at all. */
static sse_status is_wanted(index_store *store, const index_changes *changes, size_t chunk, bool *wanted,
                            sse_error *err) {
  const size_t first = chunk * INDEX_TAGGED;
  const index_values *values;
  sse_status status = SSE_OK;
  *wanted = false;
  for (size_t item = first; item < first + INDEX_TAGGED && item < store->count && !status && !*wanted;
       item++) {
    if (changes) {
      *wanted = changes_has(changes, item, CHANGES_TOUCHED);
    } else {
      status = store_values(store, item, &values, err);
      *wanted = !status && (values->flags & INDEX_HAS_TAGS) != 0;
    }
  }
  return status;
}

sse_status tags_write(index_store *store, const index_changes *changes, sse_error *err) {
  static const char *const sql[STATEMENTS] = {
      [READ_NAMES] = "SELECT number, name FROM tag ORDER BY number",
      [ADD_NAME] = "INSERT INTO tag(number, name) VALUES(?1, ?2)",
      [READ_ITEMS] = "SELECT number, tags FROM item WHERE number >= ?1 AND number < ?2 AND tags NOT NULL",
      [WRITE] = "REPLACE INTO tagged(chunk, data) VALUES(?1, ?2)",
      [REMOVE] = "DELETE FROM tagged WHERE chunk = ?1"};
  struct writing writing = {.index = store->index};
  sse_status status = statements_prepare(store->index, sql, STATEMENTS, writing.statements, err);
  for (size_t chunk = 0; chunk * INDEX_TAGGED < store->count && !status; chunk++) {
    bool wanted;
    status = is_wanted(store, changes, chunk, &wanted, err);
    if (!status && wanted) status = write_chunk(&writing, chunk, err);
  }
  statements_finalize(writing.statements, STATEMENTS);
  sse_keys_reset(&writing.keys);
  sse_buffer_reset(&writing.row);
  return status;
}

/* ---- Reading ------------------------------------------------------------------------------------- */

sse_status index_tags(const index_db *archive, void *context, index_label_fn *on_tag, sse_error *err) {
  sqlite3_stmt *row;
  sse_status status = index_statement(archive, "SELECT number, name FROM tag", &row, err);
  if (status) return status;
  while (index_next_row(archive, row, &status, err)) {
    sqlite3_int64 number = sqlite3_column_int64(row, 0);
    sse_str name = index_column(row, 1);
    if (name.data && number > 0 && number <= tags_most) status = on_tag(context, (uint32_t)number, name, err);
  }
  index_statement_end(row);
  return status;
}

sse_status index_tagged(const index_db *archive, uint32_t first, uint32_t end, void *context,
                        index_tagged_fn *on_tagged, sse_error *err) {
  static const char sql[] = "SELECT chunk, data FROM tagged WHERE chunk >= ?1 AND chunk < ?2";
  sqlite3_stmt *row;
  sse_status status = index_statement(archive, sql, &row, err);
  if (status) return status;
  bool bound =
      sqlite3_bind_int64(row, 1, first / INDEX_TAGGED) == SQLITE_OK &&
      sqlite3_bind_int64(row, 2, ((sqlite3_int64)end + INDEX_TAGGED - 1) / INDEX_TAGGED) == SQLITE_OK;
  if (!bound) status = index_fail(archive, err);
  while (index_next_row(archive, row, &status, err)) {
    const uint32_t start = (uint32_t)sqlite3_column_int64(row, 0) * INDEX_TAGGED;
    const unsigned char *data = sqlite3_column_blob(row, 1);
    const size_t length = (size_t)sqlite3_column_bytes(row, 1);
    for (size_t at = 0; data && at + sizeof(uint32_t) <= length && !status; at += sizeof(uint32_t)) {
      uint32_t packed;
      memcpy(&packed, data + at, sizeof packed);
      status = on_tagged(context, start + (packed >> TAG_BITS), packed & tags_most, err);
    }
  }
  index_statement_end(row);
  return status;
}
