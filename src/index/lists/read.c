/* Reads the ranking data: values of items piece by piece, lists of frequent words part by part.
 * Each is read on first use, so that a search reads only what it needs, and kept until the index is closed;
 * of a list, only one part is kept at a time. */
#include "index/lists/read.h"
#include "index/common.h"
#include "index/lists/blocks.h"
#include "index/lists/measures.h"
#include "index/postings.h"
#include "index/sketch.h"
#include "index/statements.h"

#include <stdlib.h>
#include <string.h>

enum { READ_VALUES, READ_NORMS, READ_DAYS, READ_SKETCH, READ_LIST, READ_PART, WALK, FIND, STATEMENTS };

/* Values, norms or days. Norms and days are read in pieces of their blob, since a search needs them for
 * scattered items: copying a whole blob for one item would mostly touch memory that was never used before. */
struct pieces {
  int statement;
  size_t size;                /* bytes per item */
  size_t per_chunk, per_read; /* items per blob, and per piece */
  void **all;                 /* NULL until requested */
  size_t count;
};

enum { NORMS_READ = INDEX_NORMS / 8, DAYS_READ = INDEX_DAYS / 8 };

struct lists {
  const index_db *index;
  index_measures measures;
  size_t numbers;
  struct pieces values, norms, days;
  uint32_t **sketch; /* by chunk; NULL until requested */
  index_span *spans; /* one per chunk of days; NULL until requested */
  sse_buffer ids[2]; /* being compared */
  sqlite3_stmt *statements[STATEMENTS];
};

static void free_pieces(struct pieces *pieces) {
  for (size_t i = 0; i < pieces->count && pieces->all; i++)
    free(pieces->all[i]);
  free(pieces->all);
}

void lists_free(struct lists *lists) {
  if (!lists) return;
  free_pieces(&lists->values);
  free_pieces(&lists->norms);
  free_pieces(&lists->days);
  for (size_t i = 0; i < SKETCH_CHUNKS && lists->sketch; i++)
    free(lists->sketch[i]);
  free(lists->sketch);
  free(lists->spans);
  sse_buffer_reset(&lists->ids[0]);
  sse_buffer_reset(&lists->ids[1]);
  statements_finalize(lists->statements, STATEMENTS);
  free(lists);
}

static void make_pieces(struct lists *lists, struct pieces *pieces) {
  pieces->count = lists->numbers / pieces->per_read + 1;
  pieces->all = calloc(pieces->count, sizeof *pieces->all);
}

static sse_status make(const index_db *index, struct lists **lists, sse_error *err) {
  static const char *const sql[STATEMENTS] = {
      [READ_VALUES] = "SELECT substr(data, ?2, ?3) FROM doc_values WHERE chunk = ?1",
      [READ_NORMS] = "SELECT substr(data, ?2, ?3) FROM norms WHERE chunk = ?1",
      [READ_DAYS] = "SELECT substr(data, ?2, ?3) FROM days WHERE chunk = ?1",
      [READ_SKETCH] = "SELECT data FROM sketch WHERE chunk = ?1",
      [READ_LIST] = "SELECT items, number, directory FROM list WHERE term = ?1",
      [READ_PART] = "SELECT data FROM part WHERE id = ?1 << 24 | ?2",
      [WALK] = postings_sql,
      [FIND] = "SELECT sse_note_one(terms) FROM terms WHERE terms MATCH ?1 AND rowid = ?2"};
  struct lists *made = calloc(1, sizeof *made);
  *lists = NULL;
  if (!made) return sse_fail_memory(err);
  made->index = index;
  sse_status status = measures_read(index, &made->measures, &made->numbers, err);
  if (!status) status = statements_prepare(index, sql, STATEMENTS, made->statements, err);
  made->values = (struct pieces){READ_VALUES, sizeof(index_values), INDEX_VALUES, INDEX_VALUES, NULL, 0};
  made->norms = (struct pieces){READ_NORMS, sizeof(index_norms), INDEX_NORMS, NORMS_READ, NULL, 0};
  made->days = (struct pieces){READ_DAYS, sizeof(index_day), INDEX_DAYS, DAYS_READ, NULL, 0};
  make_pieces(made, &made->values);
  make_pieces(made, &made->norms);
  make_pieces(made, &made->days);
  made->sketch = calloc(SKETCH_CHUNKS, sizeof *made->sketch);
  if (!status && (!made->values.all || !made->norms.all || !made->days.all || !made->sketch))
    status = sse_fail_memory(err);
  if (status) {
    lists_free(made);
  } else {
    *lists = made;
  }
  return status;
}

sse_status lists_of(const index_db *index, struct lists **lists, sse_error *err) {
  struct kept *kept = index->kept;
  sse_status status = kept->lists ? SSE_OK : make(index, &kept->lists, err);
  *lists = kept->lists;
  return status;
}

const index_measures *lists_measures(const struct lists *lists) {
  return &lists->measures;
}

size_t lists_numbers(const struct lists *lists) {
  return lists->numbers;
}

/* Copies the blob in a column of the current row, which must have at least `least` bytes. */
static sse_status copy_blob(const struct lists *lists, sqlite3_stmt *row, int column, size_t least,
                            size_t slack, void **copy, size_t *length, sse_error *err) {
  const void *data = sqlite3_column_blob(row, column);
  *length = (size_t)sqlite3_column_bytes(row, column);
  if (!data || *length < least) return index_fail_damaged(index_path(lists->index), "ranking", err);
  *copy = malloc(*length + slack);
  if (!*copy) return sse_fail_memory(err);
  memcpy(*copy, data, *length);
  memset((char *)*copy + *length, 0, slack);
  return SSE_OK;
}

static sse_status read_piece(const struct lists *lists, struct pieces *pieces, size_t piece, sse_error *err) {
  const size_t first = piece * pieces->per_read, left = lists->numbers - first;
  const size_t count = left < pieces->per_read ? left : pieces->per_read;
  sqlite3_stmt *row = lists->statements[pieces->statement];
  sqlite3_int64 ignored;
  size_t length;
  void *copy = NULL;
  const size_t chunk = first / pieces->per_chunk, offset = first % pieces->per_chunk * pieces->size;
  const size_t most = pieces->per_read * pieces->size;
  bool bound = sqlite3_bind_int64(row, 1, (sqlite3_int64)chunk) == SQLITE_OK &&
               sqlite3_bind_int64(row, 2, (sqlite3_int64)offset + 1) == SQLITE_OK &&
               sqlite3_bind_int64(row, 3, (sqlite3_int64)most) == SQLITE_OK;
  sse_status status = statement_run(lists->index, row, bound, &ignored, err);
  if (!status) status = copy_blob(lists, row, 0, count * pieces->size, 0, &copy, &length, err);
  pieces->all[piece] = copy;
  index_statement_end(row);
  return status;
}

/* Loads the piece with an item. */
static sse_status find(struct lists *lists, struct pieces *pieces, uint32_t number, size_t piece,
                       sse_error *err) {
  if (number >= lists->numbers) return index_fail_damaged(index_path(lists->index), "values", err);
  return pieces->all[piece] ? SSE_OK : read_piece(lists, pieces, piece, err);
}

/* The divisions are by constants, which is faster: this runs for every item that a search looks at. */
sse_status lists_values_of(struct lists *lists, uint32_t number, const index_values **values,
                           sse_error *err) {
  const size_t piece = number / INDEX_VALUES;
  sse_status status = find(lists, &lists->values, number, piece, err);
  if (!status) *values = (const index_values *)lists->values.all[piece] + number % INDEX_VALUES;
  return status;
}

sse_status lists_norms_of(struct lists *lists, uint32_t number, const index_norms **norms, sse_error *err) {
  const size_t piece = number / NORMS_READ;
  sse_status status = find(lists, &lists->norms, number, piece, err);
  if (!status) *norms = (const index_norms *)lists->norms.all[piece] + number % NORMS_READ;
  return status;
}

sse_status lists_days_from(struct lists *lists, uint32_t number, const index_day **days, uint32_t *until,
                           sse_error *err) {
  const size_t piece = number / DAYS_READ, end = (piece + 1) * DAYS_READ;
  sse_status status = find(lists, &lists->days, number, piece, err);
  *days = status ? NULL : (const index_day *)lists->days.all[piece] + number % DAYS_READ;
  *until = (uint32_t)(end < lists->numbers ? end : lists->numbers);
  return status;
}

/* Compares the ids themselves, as is needed for items added since the places were computed. */
static sse_status is_before_by_id(struct lists *lists, uint32_t a, uint32_t b, bool *is_before,
                                  sse_error *err) {
  sse_status status = index_id_of(lists->index, a, &lists->ids[0], err);
  if (!status) status = index_id_of(lists->index, b, &lists->ids[1], err);
  if (status) return status;
  *is_before = sse_str_compare(sse_buffer_str(&lists->ids[0]), sse_buffer_str(&lists->ids[1])) < 0;
  return SSE_OK;
}

sse_status lists_is_before(struct lists *lists, uint32_t a, uint32_t b, bool *is_before, sse_error *err) {
  const index_values *first = NULL, *second = NULL;
  *is_before = a < b;
  sse_status status = lists_values_of(lists, a, &first, err);
  if (!status) status = lists_values_of(lists, b, &second, err);
  if (status || !first || !second || a == b) return status;
  *is_before = first->place < second->place;
  return first->place == second->place ? is_before_by_id(lists, a, b, is_before, err) : SSE_OK;
}

sse_status lists_labels(const index_db *index, int kind, void *context, index_label_fn *on_label,
                        sse_error *err) {
  static const char sql[] = "SELECT number, name FROM label WHERE kind = ?1 ORDER BY name";
  sqlite3_stmt *row;
  sse_status status = index_statement(index, sql, &row, err);
  if (status) return status;
  if (sqlite3_bind_int(row, 1, kind) != SQLITE_OK) status = index_fail(index, err);
  while (index_next_row(index, row, &status, err)) {
    sqlite3_int64 number = sqlite3_column_int64(row, 0);
    sse_str name = index_column(row, 1);
    if (name.data && number > 0 && number <= UINT16_MAX)
      status = on_label(context, (uint32_t)number, name, err);
  }
  index_statement_end(row);
  return status;
}

/* Loads a chunk of the sketch; a chunk without a row is all 0. */
static sse_status read_sketch(struct lists *lists, size_t chunk, sse_error *err) {
  sqlite3_stmt *statement = lists->statements[READ_SKETCH];
  sqlite3_int64 ignored;
  bool bound = sqlite3_bind_int64(statement, 1, (sqlite3_int64)chunk) == SQLITE_OK;
  sse_status status = statement_run(lists->index, statement, bound, &ignored, err);
  uint32_t *sums = status ? NULL : malloc(SKETCH_CHUNK * sizeof *sums);
  if (!status && !sums) status = sse_fail_memory(err);
  if (!status &&
      !sketch_unpack(sqlite3_column_blob(statement, 0), (size_t)sqlite3_column_bytes(statement, 0), sums))
    status = index_fail_damaged(index_path(lists->index), "sketch", err);
  index_statement_end(statement);
  if (status) {
    free(sums);
  } else {
    lists->sketch[chunk] = sums;
  }
  return status;
}

sse_status lists_sketch_sum(struct lists *lists, uint64_t key, uint64_t *sum, sse_error *err) {
  size_t bucket = sketch_bucket(key), chunk = bucket / SKETCH_CHUNK;
  sse_status status = lists->sketch[chunk] ? SSE_OK : read_sketch(lists, chunk, err);
  const uint32_t *sums = status ? NULL : lists->sketch[chunk];
  *sum = sums ? sums[bucket % SKETCH_CHUNK] : 0;
  return status;
}

static size_t spans_of(const struct lists *lists) {
  return lists->numbers / INDEX_DAYS + 1;
}

static sse_status read_spans(struct lists *lists, index_span *spans, sse_error *err) {
  sqlite3_stmt *select;
  sse_status status = index_prepare(lists->index, "SELECT chunk, oldest, newest FROM span", &select, err);
  while (index_next_row(lists->index, select, &status, err)) {
    sqlite3_int64 chunk = sqlite3_column_int64(select, 0);
    if (chunk >= 0 && (uint64_t)chunk < spans_of(lists))
      spans[chunk] =
          (index_span){(uint32_t)sqlite3_column_int(select, 1), (uint32_t)sqlite3_column_int(select, 2)};
  }
  (void)sqlite3_finalize(select); /* repeats the error */
  return status;
}

sse_status lists_spans(struct lists *lists, const index_span **spans, size_t *count, sse_error *err) {
  sse_status status = SSE_OK;
  *count = spans_of(lists);
  if (!lists->spans) {
    index_span *read = calloc(spans_of(lists), sizeof *read);
    status = read ? read_spans(lists, read, err) : sse_fail_memory(err);
    if (status) free(read);
    if (!status) lists->spans = read;
  }
  *spans = lists->spans;
  return status;
}

sse_status lists_list_find(struct lists *lists, sse_str term, index_list *list, sse_error *err) {
  sqlite3_stmt *statement = lists->statements[READ_LIST];
  sqlite3_int64 items = 0;
  void *blocks = NULL;
  size_t length = 0;
  *list = (index_list){0};
  sse_status status =
      statement_run(lists->index, statement, statement_bind_str(statement, 1, term), &items, err);
  if (!status && items > 0) {
    status = copy_blob(lists, statement, 2, sizeof(index_block), 0, &blocks, &length, err);
    *list = (index_list){.number = sqlite3_column_int64(statement, 1),
                         .items = (size_t)items,
                         .block_count = length / sizeof(index_block),
                         .blocks = blocks};
  }
  index_statement_end(statement);
  return status;
}

void lists_list_reset(index_list *list) {
  free(list->blocks);
  free(list->part_data);
  *list = (index_list){0};
}

/* Loads the part that holds `block`. */
static sse_status read_part(struct lists *lists, index_list *list, size_t block, sse_error *err) {
  size_t part = block / INDEX_PART;
  sqlite3_stmt *statement = lists->statements[READ_PART];
  sqlite3_int64 ignored;
  void *data = NULL;
  if (list->part_data && list->part == part) return SSE_OK;
  free(list->part_data);
  list->part_data = NULL;
  bool bound = sqlite3_bind_int64(statement, 1, list->number) == SQLITE_OK &&
               sqlite3_bind_int64(statement, 2, (sqlite3_int64)part) == SQLITE_OK;
  sse_status status = statement_run(lists->index, statement, bound, &ignored, err);
  if (!status) status = copy_blob(lists, statement, 0, 1, sizeof(uint64_t), &data, &list->part_length, err);
  list->part_data = data;
  list->part = part;
  index_statement_end(statement);
  return status;
}

sse_status lists_list_read(struct lists *lists, index_list *list, size_t block, uint32_t items[INDEX_BLOCK],
                           uint8_t impacts[INDEX_BLOCK], size_t *count, sse_error *err) {
  const index_block *entry = &list->blocks[block];
  sse_status status = read_part(lists, list, block, err);
  if (status) return status;
  if (!list->part_data || !blocks_find(list->blocks, list->block_count, block, list->part_length, count))
    return index_fail_damaged(index_path(lists->index), "lists", err);
  uint32_t before = block > 0 ? list->blocks[block - 1].last : 0;
  /* copy_blob left room after the part */
  blocks_unpack(list->part_data + entry->offset, *count, entry->bits, before, items, impacts);
  return SSE_OK;
}

sse_status lists_postings_read(struct lists *lists, sse_str expression, index_postings *postings,
                               sse_error *err) {
  return postings_read(lists->index, lists->statements[WALK], expression, POSTINGS_FIRST, POSTINGS_LAST,
                       postings, err);
}

sse_status lists_posting_find(struct lists *lists, sse_str expression, uint32_t item, index_posting *posting,
                              sse_error *err) {
  sqlite3_stmt *statement = lists->statements[FIND];
  index_postings found = {0};
  sse_status status = SSE_OK;
  *posting = (index_posting){0};
  if (sqlite3_bind_int64(statement, 2, item) != SQLITE_OK) status = index_fail(lists->index, err);
  if (!status) status = postings_read(lists->index, statement, expression, item, item, &found, err);
  if (!status && found.count > 0) *posting = found.postings[0];
  index_postings_reset(&found);
  return status;
}
