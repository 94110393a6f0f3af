/* Reads what ranking stands on: values of items chunk by chunk, lists of frequent words part by part.
 * Each is read when it is first asked for, so that a search reads only what it needs, and kept as long as the
 * index is open; of a list one part at a time. */
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

/* What there is of each item, read so many items at once. */
struct chunks {
  void **all; /* NULL for those that were not asked for yet */
  size_t count;
};

struct lists {
  const index_db *index;
  index_measures measures;
  size_t numbers;
  struct chunks values, norms, days, sketch;
  index_span *spans; /* one a chunk of days; NULL until they are asked for */
  sse_buffer ids[2]; /* that are compared */
  sqlite3_stmt *statements[STATEMENTS];
};

static void free_chunks(struct chunks *chunks) {
  for (size_t i = 0; i < chunks->count && chunks->all; i++)
    free(chunks->all[i]);
  free(chunks->all);
}

void lists_free(struct lists *lists) {
  if (!lists) return;
  free_chunks(&lists->values);
  free_chunks(&lists->norms);
  free_chunks(&lists->days);
  free_chunks(&lists->sketch);
  free(lists->spans);
  sse_buffer_reset(&lists->ids[0]);
  sse_buffer_reset(&lists->ids[1]);
  statements_finalize(lists->statements, STATEMENTS);
  free(lists);
}

static sse_status make(const index_db *index, struct lists **lists, sse_error *err) {
  static const char *const sql[STATEMENTS] = {
      [READ_VALUES] = "SELECT data FROM doc_values WHERE chunk = ?1",
      [READ_NORMS] = "SELECT data FROM norms WHERE chunk = ?1",
      [READ_DAYS] = "SELECT data FROM days WHERE chunk = ?1",
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
  made->values.count = made->numbers / INDEX_VALUES + 1;
  made->norms.count = made->numbers / INDEX_NORMS + 1;
  made->days.count = made->numbers / INDEX_DAYS + 1;
  made->sketch.count = SKETCH_CHUNKS;
  made->values.all = calloc(made->values.count, sizeof(void *));
  made->norms.all = calloc(made->norms.count, sizeof(void *));
  made->days.all = calloc(made->days.count, sizeof(void *));
  made->sketch.all = calloc(made->sketch.count, sizeof(void *));
  if (!status && (!made->values.all || !made->norms.all || !made->days.all || !made->sketch.all))
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

/* Copies the blob in a column of the row at hand, which has to have `least` bytes. */
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

/* Has a chunk in memory, which has to have `least` bytes. */
static sse_status find_chunk(struct lists *lists, struct chunks *chunks, sqlite3_stmt *statement,
                             size_t chunk, size_t least, sse_error *err) {
  size_t length;
  sqlite3_int64 ignored;
  void *copy = NULL;
  if (chunks->all[chunk]) return SSE_OK;
  bool bound = sqlite3_bind_int64(statement, 1, (sqlite3_int64)chunk) == SQLITE_OK;
  sse_status status = statement_run(lists->index, statement, bound, &ignored, err);
  if (!status) status = copy_blob(lists, statement, 0, least, 0, &copy, &length, err);
  chunks->all[chunk] = copy;
  index_statement_end(statement);
  return status;
}

/* The same for the one that holds an item, of `size` bytes as `per_chunk` items are in each. */
static sse_status find_chunk_of(struct lists *lists, struct chunks *chunks, sqlite3_stmt *statement,
                                uint32_t number, size_t size, size_t per_chunk, sse_error *err) {
  size_t chunk = number / per_chunk;
  if (number >= lists->numbers) return index_fail_damaged(index_path(lists->index), "values", err);
  size_t left = lists->numbers - chunk * per_chunk, count = left < per_chunk ? left : per_chunk;
  return find_chunk(lists, chunks, statement, chunk, count * size, err);
}

sse_status lists_values_of(struct lists *lists, uint32_t number, const index_values **values,
                           sse_error *err) {
  sse_status status = find_chunk_of(lists, &lists->values, lists->statements[READ_VALUES], number,
                                    sizeof **values, INDEX_VALUES, err);
  if (!status)
    *values = (const index_values *)lists->values.all[number / INDEX_VALUES] + number % INDEX_VALUES;
  return status;
}

sse_status lists_norms_of(struct lists *lists, uint32_t number, const index_norms **norms, sse_error *err) {
  sse_status status = find_chunk_of(lists, &lists->norms, lists->statements[READ_NORMS], number,
                                    sizeof **norms, INDEX_NORMS, err);
  if (!status) *norms = (const index_norms *)lists->norms.all[number / INDEX_NORMS] + number % INDEX_NORMS;
  return status;
}

sse_status lists_days_from(struct lists *lists, uint32_t number, const index_day **days, uint32_t *until,
                           sse_error *err) {
  const size_t chunk = number / INDEX_DAYS, end = (chunk + 1) * INDEX_DAYS;
  sse_status status = find_chunk_of(lists, &lists->days, lists->statements[READ_DAYS], number, sizeof **days,
                                    INDEX_DAYS, err);
  *days = status ? NULL : (const index_day *)lists->days.all[chunk] + number % INDEX_DAYS;
  *until = (uint32_t)(end < lists->numbers ? end : lists->numbers);
  return status;
}

/* By the ids themselves, which items have to be asked for that came since the places were made. */
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
  int result = sqlite3_bind_int(row, 1, kind) == SQLITE_OK ? sqlite3_step(row) : SQLITE_ERROR;
  for (; !status && result == SQLITE_ROW; result = sqlite3_step(row)) {
    sqlite3_int64 number = sqlite3_column_int64(row, 0);
    sse_str name = index_column(row, 1);
    if (name.data && number > 0 && number <= UINT16_MAX)
      status = on_label(context, (uint32_t)number, name, err);
  }
  if (!status && result != SQLITE_DONE) status = index_fail(index, err);
  index_statement_end(row);
  return status;
}

/* Has a chunk of the sketch in memory; one without a row has nothing but 0. */
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
    lists->sketch.all[chunk] = sums;
  }
  return status;
}

sse_status lists_sketch_sum(struct lists *lists, uint64_t key, uint64_t *sum, sse_error *err) {
  size_t bucket = sketch_bucket(key), chunk = bucket / SKETCH_CHUNK;
  sse_status status = lists->sketch.all[chunk] ? SSE_OK : read_sketch(lists, chunk, err);
  const uint32_t *sums = status ? NULL : lists->sketch.all[chunk];
  *sum = sums ? sums[bucket % SKETCH_CHUNK] : 0;
  return status;
}

static sse_status read_spans(struct lists *lists, index_span *spans, sse_error *err) {
  sqlite3_stmt *select;
  int result = SQLITE_DONE;
  sse_status status = index_prepare(lists->index, "SELECT chunk, oldest, newest FROM span", &select, err);
  if (status) return status;
  while ((result = sqlite3_step(select)) == SQLITE_ROW) {
    sqlite3_int64 chunk = sqlite3_column_int64(select, 0);
    if (chunk >= 0 && (uint64_t)chunk < lists->days.count)
      spans[chunk] =
          (index_span){(uint32_t)sqlite3_column_int(select, 1), (uint32_t)sqlite3_column_int(select, 2)};
  }
  if (result != SQLITE_DONE) status = index_fail(lists->index, err);
  (void)sqlite3_finalize(select); /* repeats the error */
  return status;
}

sse_status lists_spans(struct lists *lists, const index_span **spans, size_t *count, sse_error *err) {
  sse_status status = SSE_OK;
  *count = lists->days.count;
  if (!lists->spans) {
    index_span *read = calloc(lists->days.count, sizeof *read);
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

/* Has the part that holds `block` in memory. */
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
  /* copy_blob left room after them */
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
