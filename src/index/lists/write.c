/* Writes the lists of frequent words: postings in blocks, each with its best impact, so that a search can
 * skip what cannot be among its hits (block-max: Ding and Suel, Faster Top-k Document Retrieval Using
 * Block-Max Indexes, 2011). A new list has some room left in each block, so that a change in the middle
 * affects only one part: its postings are then spread over the same number of blocks again. */
#include "index/lists/write.h"
#include "index/connection.h"
#include "index/lists/blocks.h"
#include "index/postings.h"
#include "index/statements.h"

#include <stdlib.h>

enum {
  LIST_SHARE = 256, /* words in more than one item out of this many have a list */
  LIST_LEAST = 512, /* if they are in at least this many: shorter doclists are read as fast from FTS5 */
  FILLED = 62,      /* postings in a newly built block */
  PART_FILLED = INDEX_PART * FILLED,
  PART_MOST = INDEX_PART * INDEX_BLOCK
};

enum { WALK, READ_LIST, PUT_LIST, READ_PART, PUT_PART, DROP_PARTS, DROP_LIST, STATEMENTS };

struct writer {
  index_store *store;
  const index_measures *measures;
  sqlite3_stmt *statements[STATEMENTS];
  index_postings postings; /* as FTS5 has them */
  sse_buffer expression;
  /* The current list. */
  sqlite3_int64 list;
  sse_buffer term, directory;
  sse_buffer part; /* bytes of the current part, */
  struct {
    blocks_posting *postings; /* and its new contents */
    size_t count, capacity;
  } all;
};

static sse_status writer_begin(index_store *store, const index_measures *measures, struct writer *writer,
                               sse_error *err) {
  static const char put_list_sql[] =
      "INSERT INTO list(number, term, items, directory) VALUES(?1, ?2, ?3, ?4)"
      " ON CONFLICT(number) DO UPDATE SET items = excluded.items, directory = excluded.directory";
  const char *const sql[STATEMENTS] = {
      [WALK] = postings_sql,
      [READ_LIST] = "SELECT items, term, directory FROM list WHERE number = ?1",
      [PUT_LIST] = put_list_sql,
      [READ_PART] = "SELECT data FROM part WHERE id = ?1 << 24 | ?2",
      [PUT_PART] = "REPLACE INTO part(id, data) VALUES(?1 << 24 | ?2, ?3)",
      [DROP_PARTS] = "DELETE FROM part WHERE id >= ?1 << 24 AND id < (?1 + 1) << 24",
      [DROP_LIST] = "DELETE FROM list WHERE number = ?1"};
  *writer = (struct writer){.store = store, .measures = measures};
  return statements_prepare(store->index, sql, STATEMENTS, writer->statements, err);
}

static void writer_end(struct writer *writer) {
  statements_finalize(writer->statements, STATEMENTS);
  index_postings_reset(&writer->postings);
  sse_buffer_reset(&writer->expression);
  sse_buffer_reset(&writer->term);
  sse_buffer_reset(&writer->directory);
  sse_buffer_reset(&writer->part);
  free(writer->all.postings);
}

static sse_status run_with_list(struct writer *writer, int which, sse_error *err) {
  sqlite3_stmt *statement = writer->statements[which];
  bool bound = sqlite3_bind_int64(statement, 1, writer->list) == SQLITE_OK;
  return statement_execute(writer->store->index, statement, bound, err);
}

static sse_status add(struct writer *writer, blocks_posting posting, sse_error *err) {
  void *postings = writer->all.postings;
  if (!sse_array_reserve(&postings, &writer->all.capacity, writer->all.count + 1, sizeof posting))
    return sse_fail_memory(err);
  writer->all.postings = postings;
  writer->all.postings[writer->all.count++] = posting;
  return SSE_OK;
}

/* ---- Writing ------------------------------------------------------------------------------------- */

static sse_status put_part(struct writer *writer, size_t part, sse_error *err) {
  sqlite3_stmt *statement = writer->statements[PUT_PART];
  if (writer->part.failed || writer->directory.failed) return sse_fail_memory(err);
  bool bound =
      sqlite3_bind_int64(statement, 1, writer->list) == SQLITE_OK &&
      sqlite3_bind_int64(statement, 2, (sqlite3_int64)part) == SQLITE_OK &&
      sqlite3_bind_blob64(statement, 3, writer->part.data, writer->part.length, SQLITE_STATIC) == SQLITE_OK;
  sse_status status = statement_execute(writer->store->index, statement, bound, err);
  sse_buffer_clear(&writer->part);
  return status;
}

static sse_status put_list(struct writer *writer, size_t items, sse_error *err) {
  sqlite3_stmt *statement = writer->statements[PUT_LIST];
  if (writer->term.failed) return sse_fail_memory(err);
  bool bound = sqlite3_bind_int64(statement, 1, writer->list) == SQLITE_OK &&
               statement_bind_str(statement, 2, sse_buffer_str(&writer->term)) &&
               sqlite3_bind_int64(statement, 3, (sqlite3_int64)items) == SQLITE_OK &&
               sqlite3_bind_blob64(statement, 4, writer->directory.data, writer->directory.length,
                                   SQLITE_STATIC) == SQLITE_OK;
  return statement_execute(writer->store->index, statement, bound, err);
}

static index_block *directory_of(const struct writer *writer) {
  return (index_block *)(void *)writer->directory.data;
}

static size_t block_count(const struct writer *writer) {
  return writer->directory.length / sizeof(index_block);
}

/* Writes the postings as the end of the list, starting with the next part of the directory. */
static sse_status put_end(struct writer *writer, sse_error *err) {
  sse_status status = SSE_OK;
  sse_buffer_clear(&writer->part);
  for (size_t at = 0; at < writer->all.count && !status; at += FILLED) {
    size_t left = writer->all.count - at, block = block_count(writer);
    uint32_t before = block > 0 ? directory_of(writer)[block - 1].last : 0;
    index_block entry;
    blocks_pack(writer->all.postings + at, left < FILLED ? left : FILLED, before, &writer->part, &entry);
    sse_buffer_append(&writer->directory, &entry, sizeof entry);
    if ((block + 1) % INDEX_PART == 0 || left <= FILLED) status = put_part(writer, block / INDEX_PART, err);
  }
  return status;
}

/* Builds the current list from FTS5's doclist; a word in few items gets none. */
static sse_status make_list(struct writer *writer, size_t least, sse_error *err) {
  index_store *store = writer->store;
  writer->all.count = 0;
  sse_buffer_clear(&writer->directory);
  index_quote(sse_buffer_str(&writer->term), &writer->expression);
  if (writer->expression.failed || writer->term.failed) return sse_fail_memory(err);
  sse_status status =
      postings_read(store->index, writer->statements[WALK], sse_buffer_str(&writer->expression),
                    POSTINGS_FIRST, POSTINGS_LAST, &writer->postings, err);
  if (status || writer->postings.count < least) return status;
  for (size_t i = 0; i < writer->postings.count && !status; i++) {
    index_posting posting = writer->postings.postings[i];
    if (posting.item >= store->count) return index_fail_damaged(index_path(store->index), "numbers", err);
    uint8_t impact = index_impact(writer->measures, &store->norms[posting.item], posting.counts);
    status = add(writer, (blocks_posting){posting.item, impact}, err);
    if (status || (writer->all.count < PART_FILLED && i + 1 < writer->postings.count)) continue;
    status = put_end(writer, err);
    writer->all.count = 0;
  }
  return status ? status : put_list(writer, writer->postings.count, err);
}

sse_status list_write_all(index_store *store, const index_measures *measures, sse_error *err) {
  char sql[128];
  size_t share = measures->items / LIST_SHARE, least = share > LIST_LEAST ? share : LIST_LEAST;
  struct writer writer;
  sqlite3_stmt *row = NULL;
  (void)snprintf(sql, sizeof sql, "SELECT term FROM word GROUP BY term HAVING sum(frequency) >= %zu",
                 least); /* fits */
  sse_status status = writer_begin(store, measures, &writer, err);
  if (!status) status = index_prepare(store->index, sql, &row, err);
  while (index_next_row(store->index, row, &status, err)) {
    writer.list++;
    sse_buffer_clear(&writer.term);
    sse_buffer_append_str(&writer.term, index_column(row, 0));
    status = make_list(&writer, LIST_LEAST, err);
  }
  (void)sqlite3_finalize(row); /* repeats the error */
  writer_end(&writer);
  return status;
}

/* ---- Changing ------------------------------------------------------------------------------------ */

/* Reads the current list. */
static sse_status read_list(struct writer *writer, size_t *items, sse_error *err) {
  sqlite3_stmt *row = writer->statements[READ_LIST];
  sqlite3_int64 found = 0;
  bool bound = sqlite3_bind_int64(row, 1, writer->list) == SQLITE_OK;
  sse_buffer_clear(&writer->term);
  sse_buffer_clear(&writer->directory);
  sse_status status = statement_run(writer->store->index, row, bound, &found, err);
  if (!status && found > 0) {
    const char *directory = sqlite3_column_blob(row, 2);
    sse_buffer_append_str(&writer->term, index_column(row, 1));
    sse_buffer_append(&writer->directory, directory ? directory : "", (size_t)sqlite3_column_bytes(row, 2));
  }
  index_statement_end(row);
  if (!status && (writer->term.failed || writer->directory.failed)) status = sse_fail_memory(err);
  if (!status && block_count(writer) == 0)
    status = index_fail_damaged(index_path(writer->store->index), "lists", err);
  *items = (size_t)found;
  return status;
}

/* Reads the bytes of a part, and appends 8 zeros. */
static sse_status read_part(struct writer *writer, size_t part, size_t *length, sse_error *err) {
  static const char slack[8] = {0};
  sqlite3_stmt *row = writer->statements[READ_PART];
  sqlite3_int64 ignored;
  bool bound = sqlite3_bind_int64(row, 1, writer->list) == SQLITE_OK &&
               sqlite3_bind_int64(row, 2, (sqlite3_int64)part) == SQLITE_OK;
  sse_status status = statement_run(writer->store->index, row, bound, &ignored, err);
  const char *data = status ? NULL : sqlite3_column_blob(row, 0);
  *length = data ? (size_t)sqlite3_column_bytes(row, 0) : 0;
  sse_buffer_clear(&writer->part);
  sse_buffer_append(&writer->part, data ? data : "", *length);
  sse_buffer_append(&writer->part, slack, sizeof slack);
  index_statement_end(row);
  return !status && writer->part.failed ? sse_fail_memory(err) : status;
}

/* The changes to one part, or the remaining ones to a list: the postings from `at` up to `end`. */
struct range {
  const changes_posting *at, *end;
};

/* Adds what changed up to `item`; `*has` is set if the item itself is among the changes. */
static sse_status add_changes(struct writer *writer, struct range *changes, uint32_t item, bool *has,
                              sse_error *err) {
  sse_status status = SSE_OK;
  *has = false;
  for (; changes->at < changes->end && changes->at->item <= item && !status; changes->at++) {
    *has = changes->at->item == item;
    if (changes->at->counts == 0) continue;
    uint32_t changed = changes->at->item;
    const index_norms *norms = &writer->store->norms[changed];
    status = add(writer,
                 (blocks_posting){changed, index_impact(writer->measures, norms, changes->at->counts)}, err);
  }
  return status;
}

/* Gathers the new contents of a part; `*had` is the number of postings it had. */
static sse_status gather(struct writer *writer, size_t part, struct range changes, size_t *had,
                         sse_error *err) {
  const index_block *directory = directory_of(writer);
  size_t blocks = block_count(writer), length;
  uint32_t items[INDEX_BLOCK];
  uint8_t impacts[INDEX_BLOCK];
  bool has;
  writer->all.count = *had = 0;
  sse_status status = read_part(writer, part, &length, err);
  for (size_t block = part * INDEX_PART; block < blocks && block < (part + 1) * INDEX_PART && !status;
       block++) {
    size_t count;
    if (!blocks_find(directory, blocks, block, length, &count))
      return index_fail_damaged(index_path(writer->store->index), "lists", err);
    *had += count;
    blocks_unpack((const unsigned char *)writer->part.data + directory[block].offset, count,
                  directory[block].bits, block > 0 ? directory[block - 1].last : 0, items, impacts);
    for (size_t i = 0; i < count && !status; i++) {
      status = add_changes(writer, &changes, items[i], &has, err);
      if (!status && !has) status = add(writer, (blocks_posting){items[i], impacts[i]}, err);
    }
  }
  return status ? status : add_changes(writer, &changes, UINT32_MAX, &has, err);
}

/* Spreads the postings over the blocks of a part that others follow. Its last block keeps its end, since the
 * gaps of the next part start there. */
static sse_status put_middle(struct writer *writer, size_t part, sse_error *err) {
  index_block *directory = directory_of(writer) + part * INDEX_PART;
  uint32_t before = part > 0 ? directory[-1].last : 0, end = directory[INDEX_PART - 1].last;
  size_t count = writer->all.count;
  sse_buffer_clear(&writer->part);
  for (size_t i = 0; i < INDEX_PART; i++) {
    size_t at = count * i / INDEX_PART, next = count * (i + 1) / INDEX_PART;
    blocks_pack(writer->all.postings + at, next - at, before, &writer->part, &directory[i]);
    before = directory[i].last;
  }
  directory[INDEX_PART - 1].last = end;
  return put_part(writer, part, err);
}

/* Updates one part; `*fits` is false if its blocks cannot hold the new contents. */
static sse_status change_part(struct writer *writer, size_t part, struct range changes, bool *fits,
                              ptrdiff_t *more, sse_error *err) {
  bool is_last = (part + 1) * INDEX_PART >= block_count(writer);
  size_t had;
  sse_status status = gather(writer, part, changes, &had, err);
  if (status) return status;
  size_t count = writer->all.count;
  *more += (ptrdiff_t)count - (ptrdiff_t)had;
  *fits = is_last ? count > 0 : count >= INDEX_PART && count <= PART_MOST;
  if (!*fits) return SSE_OK;
  if (!is_last) return put_middle(writer, part, err);
  writer->directory.length = part * INDEX_PART * sizeof(index_block);
  return put_end(writer, err);
}

/* Finds the part that an item is or would be in, and the end of the changes that belong to it. */
static size_t find_part(const struct writer *writer, struct range changes, const changes_posting **end) {
  const index_block *directory = directory_of(writer);
  size_t low = 0, high = (block_count(writer) - 1) / INDEX_PART, last = high;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (directory[(middle + 1) * INDEX_PART - 1].last < changes.at->item) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  *end = changes.at;
  while (*end < changes.end && (low == last || (*end)->item <= directory[(low + 1) * INDEX_PART - 1].last))
    ++*end;
  return low;
}

/* Rebuilds a list whose parts cannot hold the changes. */
static sse_status remake(struct writer *writer, sse_error *err) {
  sse_status status = store_need_all_norms(writer->store, err);
  if (!status) status = run_with_list(writer, DROP_PARTS, err);
  if (!status) status = run_with_list(writer, DROP_LIST, err);
  return status ? status : make_list(writer, 1, err);
}

static sse_status change_list(struct writer *writer, struct range changes, sse_error *err) {
  size_t items;
  ptrdiff_t more = 0;
  bool fits = true;
  sse_status status = read_list(writer, &items, err);
  while (!status && fits && changes.at < changes.end) {
    struct range of_part = changes;
    size_t part = find_part(writer, changes, &of_part.end);
    status = change_part(writer, part, of_part, &fits, &more, err);
    changes.at = of_part.end;
  }
  if (!status && !fits) return remake(writer, err);
  return status ? status : put_list(writer, items + (size_t)more, err);
}

sse_status list_write_changes(index_store *store, const index_measures *measures,
                              const index_changes *changes, sse_error *err) {
  struct writer writer;
  sse_status status = writer_begin(store, measures, &writer, err);
  const changes_posting *all = changes->postings, *end = all + changes->posting_count;
  for (const changes_posting *next = all; all < end && !status; all = next) {
    while (next < end && next->list == all->list)
      next++;
    writer.list = all->list;
    status = change_list(&writer, (struct range){all, next}, err);
  }
  writer_end(&writer);
  return status;
}
