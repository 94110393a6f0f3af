/* Reads what ranking stands on: values of items chunk by chunk, lists of frequent words part by part.
 * Each is read when it is first asked for, so that a search reads only what it needs, and kept as long as the
 * index is open; of a list one part at a time. */
#include "index/lists/read.h"
#include "index/lists/blocks.h"
#include "index/postings.h"
#include "index/several.h"

#include <stdlib.h>
#include <string.h>

enum { SKETCH_SUMS = 4096 }; /* most are smaller */
enum { READ_VALUES, READ_NORMS, READ_DAYS, READ_SKETCH, READ_LIST, READ_PART, WALK, FIND, STATEMENTS };

/* What there is of each item, read so many items at once. */
struct chunks {
  void **all; /* NULL for those that were not asked for yet */
  size_t count;
};

struct index_ranking {
  const index_db *index;
  struct several *several; /* NULL for one archive; else chunks and statements are those of each */
  index_measures measures;
  size_t numbers;
  struct chunks values, norms, days, sketch;
  uint8_t codes[SKETCH_SUMS]; /* of sums of the sketch; 0 for those that were not asked for yet */
  index_span *spans;          /* one a chunk of days; NULL until they are asked for */
  sse_buffer ids[2];          /* that are compared */
  sqlite3_stmt *statements[STATEMENTS];
};

sse_status lists_read_measures(const index_db *index, index_measures *measures, size_t *numbers,
                               sse_error *err) {
  static const char *const names[] = {"items", "numbers", "title length", "body length"};
  double read[4] = {0};
  sqlite3_stmt *statement;
  int result = SQLITE_DONE;
  sse_status status = index_prepare(index, "SELECT name, value FROM measure", &statement, err);
  while (!status && (result = sqlite3_step(statement)) == SQLITE_ROW)
    for (int i = 0; i < 4; i++)
      if (sse_str_equal(index_column(statement, 0), sse_str_of(names[i])))
        read[i] = sqlite3_column_double(statement, 1);
  if (!status && result != SQLITE_DONE) status = index_fail(index, err);
  (void)sqlite3_finalize(statement); /* repeats the error */
  *measures = (index_measures){.items = (uint32_t)read[0]};
  *numbers = (size_t)read[1];
  index_measures_prepare(measures, read[2], read[3]);
  return status;
}

sse_status lists_new(const index_db *index, index_ranking **ranking, sse_error *err) {
  static const char *const sql[STATEMENTS] = {
      [READ_VALUES] = "SELECT data FROM doc_values WHERE chunk = ?1",
      [READ_NORMS] = "SELECT data FROM norms WHERE chunk = ?1",
      [READ_DAYS] = "SELECT data FROM days WHERE chunk = ?1",
      [READ_SKETCH] = "SELECT data FROM sketch WHERE chunk = ?1",
      [READ_LIST] = "SELECT items, number, directory FROM list WHERE term = ?1",
      [READ_PART] = "SELECT data FROM part WHERE id = ?1 << 24 | ?2",
      [WALK] = postings_sql,
      [FIND] = "SELECT sse_note_one(terms) FROM terms WHERE terms MATCH ?1 AND rowid = ?2"};
  index_ranking *made = calloc(1, sizeof *made);
  *ranking = NULL;
  if (!made) return sse_fail_memory(err);
  made->index = index;
  if (index_archives(index)) {
    sse_status status = several_new(index, &made->several, &made->measures, &made->numbers, err);
    if (status) lists_free(made);
    if (!status) *ranking = made;
    return status;
  }
  sse_status status = lists_read_measures(index, &made->measures, &made->numbers, err);
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
    *ranking = made;
  }
  return status;
}

static void free_chunks(struct chunks *chunks) {
  for (size_t i = 0; i < chunks->count && chunks->all; i++)
    free(chunks->all[i]);
  free(chunks->all);
}

void lists_free(index_ranking *ranking) {
  if (!ranking) return;
  several_free(ranking->several);
  free_chunks(&ranking->values);
  free_chunks(&ranking->norms);
  free_chunks(&ranking->days);
  free_chunks(&ranking->sketch);
  free(ranking->spans);
  sse_buffer_reset(&ranking->ids[0]);
  sse_buffer_reset(&ranking->ids[1]);
  statements_finalize(ranking->statements, STATEMENTS);
  free(ranking);
}

const index_measures *index_ranking_measures(const index_ranking *ranking) {
  return &ranking->measures;
}

size_t index_ranking_numbers(const index_ranking *ranking) {
  return ranking->numbers;
}

/* Copies the blob in a column of the row at hand, which has to have `least` bytes. */
static sse_status copy_blob(const index_ranking *ranking, sqlite3_stmt *row, int column, size_t least,
                            size_t slack, void **copy, size_t *length, sse_error *err) {
  const void *data = sqlite3_column_blob(row, column);
  *length = (size_t)sqlite3_column_bytes(row, column);
  if (!data || *length < least) return index_fail_damaged(index_path(ranking->index), "ranking", err);
  *copy = malloc(*length + slack);
  if (!*copy) return sse_fail_memory(err);
  memcpy(*copy, data, *length);
  memset((char *)*copy + *length, 0, slack);
  return SSE_OK;
}

/* Has a chunk in memory, which has to have `least` bytes. */
static sse_status find_chunk(index_ranking *ranking, struct chunks *chunks, sqlite3_stmt *statement,
                             size_t chunk, size_t least, sse_error *err) {
  size_t length;
  sqlite3_int64 ignored;
  void *copy = NULL;
  if (chunks->all[chunk]) return SSE_OK;
  bool bound = sqlite3_bind_int64(statement, 1, (sqlite3_int64)chunk) == SQLITE_OK;
  sse_status status = statement_run(ranking->index, statement, bound, &ignored, err);
  if (!status) status = copy_blob(ranking, statement, 0, least, 0, &copy, &length, err);
  chunks->all[chunk] = copy;
  index_statement_end(statement);
  return status;
}

/* The same for the one that holds an item, of `size` bytes as `per_chunk` items are in each. */
static sse_status find_chunk_of(index_ranking *ranking, struct chunks *chunks, sqlite3_stmt *statement,
                                uint32_t number, size_t size, size_t per_chunk, sse_error *err) {
  size_t chunk = number / per_chunk;
  if (number >= ranking->numbers) return index_fail_damaged(index_path(ranking->index), "values", err);
  size_t left = ranking->numbers - chunk * per_chunk, count = left < per_chunk ? left : per_chunk;
  return find_chunk(ranking, chunks, statement, chunk, count * size, err);
}

sse_status index_values_of(index_ranking *ranking, uint32_t number, const index_values **values,
                           sse_error *err) {
  if (ranking->several) return several_values_of(ranking->several, number, values, err);
  sse_status status = find_chunk_of(ranking, &ranking->values, ranking->statements[READ_VALUES], number,
                                    sizeof **values, INDEX_VALUES, err);
  if (!status)
    *values = (const index_values *)ranking->values.all[number / INDEX_VALUES] + number % INDEX_VALUES;
  return status;
}

sse_status index_values_from(index_ranking *ranking, uint32_t number, const index_values **values,
                             uint32_t *until, sse_error *err) {
  *until = ranking->several ? number + 1 : (number / INDEX_VALUES + 1) * INDEX_VALUES;
  return index_values_of(ranking, number, values, err);
}

sse_status index_norms_of(index_ranking *ranking, uint32_t number, const index_norms **norms,
                          sse_error *err) {
  if (ranking->several) return several_norms_of(ranking->several, number, norms, err);
  sse_status status = find_chunk_of(ranking, &ranking->norms, ranking->statements[READ_NORMS], number,
                                    sizeof **norms, INDEX_NORMS, err);
  if (!status) *norms = (const index_norms *)ranking->norms.all[number / INDEX_NORMS] + number % INDEX_NORMS;
  return status;
}

sse_status index_item_day(index_ranking *ranking, uint32_t number, uint32_t *day, sse_error *err) {
  *day = 0;
  if (ranking->several) return several_item_day(ranking->several, number, day, err);
  sse_status status = find_chunk_of(ranking, &ranking->days, ranking->statements[READ_DAYS], number,
                                    sizeof(index_day), INDEX_DAYS, err);
  if (!status)
    *day = index_day_number((const index_day *)ranking->days.all[number / INDEX_DAYS] + number % INDEX_DAYS);
  return status;
}

/* By the ids themselves, which items have to be asked for that came since the places were made. */
static sse_status is_before_by_id(index_ranking *ranking, uint32_t a, uint32_t b, bool *is_before,
                                  sse_error *err) {
  sse_status status = index_id_of(ranking->index, a, &ranking->ids[0], err);
  if (!status) status = index_id_of(ranking->index, b, &ranking->ids[1], err);
  if (status) return status;
  *is_before = sse_str_compare(sse_buffer_str(&ranking->ids[0]), sse_buffer_str(&ranking->ids[1])) < 0;
  return SSE_OK;
}

sse_status index_is_before(index_ranking *ranking, uint32_t a, uint32_t b, bool *is_before, sse_error *err) {
  if (ranking->several) return several_is_before(ranking->several, a, b, is_before, err);
  const index_values *first = NULL, *second = NULL;
  *is_before = a < b;
  sse_status status = index_values_of(ranking, a, &first, err);
  if (!status) status = index_values_of(ranking, b, &second, err);
  if (status || !first || !second || a == b) return status;
  *is_before = first->place < second->place;
  return first->place == second->place ? is_before_by_id(ranking, a, b, is_before, err) : SSE_OK;
}

sse_status index_common_ids(index_ranking *ranking, const index_common **common, sse_error *err) {
  static const index_common none = {.is_complete = true};
  *common = &none;
  return ranking->several ? several_common_ids(ranking->several, common, err) : SSE_OK;
}

static sse_status read_labels(const index_db *index, int kind, void *context, index_label_fn *on_label,
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

sse_status index_labels(const index_db *index, int kind, void *context, index_label_fn *on_label,
                        sse_error *err) {
  index_ranking *ranking;
  sse_status status = SSE_OK;
  if (kind == INDEX_LABEL_ARCHIVE) {
    for (size_t i = 0; i < index_archive_count(index) && !status; i++)
      status = on_label(context, (uint32_t)i + 1, sse_str_of(index_archive_name(index, i)), err);
    return status;
  }
  status = index_ranking_of(index, &ranking, err);
  if (status) return status;
  return ranking->several ? several_labels(ranking->several, kind, context, on_label, err)
                          : read_labels(index, kind, context, on_label, err);
}

/* Has a chunk of the sketch in memory; one without a row has nothing but 0. */
static sse_status read_sketch(index_ranking *ranking, size_t chunk, sse_error *err) {
  sqlite3_stmt *statement = ranking->statements[READ_SKETCH];
  sqlite3_int64 ignored;
  bool bound = sqlite3_bind_int64(statement, 1, (sqlite3_int64)chunk) == SQLITE_OK;
  sse_status status = statement_run(ranking->index, statement, bound, &ignored, err);
  uint32_t *sums = status ? NULL : malloc(SKETCH_CHUNK * sizeof *sums);
  if (!status && !sums) status = sse_fail_memory(err);
  if (!status &&
      !sketch_unpack(sqlite3_column_blob(statement, 0), (size_t)sqlite3_column_bytes(statement, 0), sums))
    status = index_fail_damaged(index_path(ranking->index), "sketch", err);
  index_statement_end(statement);
  if (status) {
    free(sums);
  } else {
    ranking->sketch.all[chunk] = sums;
  }
  return status;
}

sse_status lists_sketch_sum(index_ranking *ranking, uint64_t key, uint64_t *sum, sse_error *err) {
  if (ranking->several) return several_sketch_sum(ranking->several, key, sum, err);
  size_t bucket = sketch_bucket(key), chunk = bucket / SKETCH_CHUNK;
  sse_status status = ranking->sketch.all[chunk] ? SSE_OK : read_sketch(ranking, chunk, err);
  const uint32_t *sums = status ? NULL : ranking->sketch.all[chunk];
  *sum = sums ? sums[bucket % SKETCH_CHUNK] : 0;
  return status;
}

sse_status index_sketch_code(index_ranking *ranking, uint64_t key, uint8_t *code, sse_error *err) {
  uint64_t sum;
  *code = 0;
  sse_status status = lists_sketch_sum(ranking, key, &sum, err);
  if (status) return status;
  *code = sum < SKETCH_SUMS ? ranking->codes[sum] : 0;
  if (*code == 0) *code = sketch_code(sum, ranking->measures.items);
  if (sum < SKETCH_SUMS) ranking->codes[sum] = *code;
  return SSE_OK;
}

static sse_status read_spans(index_ranking *ranking, index_span *spans, sse_error *err) {
  sqlite3_stmt *select;
  int result = SQLITE_DONE;
  sse_status status = index_prepare(ranking->index, "SELECT chunk, oldest, newest FROM span", &select, err);
  if (status) return status;
  while ((result = sqlite3_step(select)) == SQLITE_ROW) {
    sqlite3_int64 chunk = sqlite3_column_int64(select, 0);
    if (chunk >= 0 && (uint64_t)chunk < ranking->days.count)
      spans[chunk] =
          (index_span){(uint32_t)sqlite3_column_int(select, 1), (uint32_t)sqlite3_column_int(select, 2)};
  }
  if (result != SQLITE_DONE) status = index_fail(ranking->index, err);
  (void)sqlite3_finalize(select); /* repeats the error */
  return status;
}

sse_status index_spans(index_ranking *ranking, const index_span **spans, size_t *count, sse_error *err) {
  if (ranking->several) return several_spans(ranking->several, spans, count, err);
  sse_status status = SSE_OK;
  *count = ranking->days.count;
  if (!ranking->spans) {
    index_span *read = calloc(ranking->days.count, sizeof *read);
    status = read ? read_spans(ranking, read, err) : sse_fail_memory(err);
    if (status) free(read);
    if (!status) ranking->spans = read;
  }
  *spans = ranking->spans;
  return status;
}

sse_status index_list_find(index_ranking *ranking, sse_str term, index_list *list, sse_error *err) {
  if (ranking->several) return several_list_find(ranking->index, &ranking->measures, term, list, err);
  sqlite3_stmt *statement = ranking->statements[READ_LIST];
  sqlite3_int64 items = 0;
  void *blocks = NULL;
  size_t length = 0;
  *list = (index_list){0};
  sse_status status =
      statement_run(ranking->index, statement, statement_bind_str(statement, 1, term), &items, err);
  if (!status && items > 0) {
    status = copy_blob(ranking, statement, 2, sizeof(index_block), 0, &blocks, &length, err);
    *list = (index_list){.number = sqlite3_column_int64(statement, 1),
                         .items = (size_t)items,
                         .block_count = length / sizeof(index_block),
                         .blocks = blocks};
  }
  index_statement_end(statement);
  return status;
}

void index_list_reset(index_list *list) {
  several_list_reset(list->of);
  free(list->blocks);
  free(list->part_data);
  *list = (index_list){0};
}

size_t index_list_block(const index_list *list, size_t block, uint32_t item) {
  size_t low = 0, high = list->block_count;
  bool is_it =
      block < high && list->blocks[block].last >= item && (block == 0 || list->blocks[block - 1].last < item);
  while (!is_it && low < high) {
    size_t middle = low + (high - low) / 2;
    if (list->blocks[middle].last < item) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return is_it ? block : low;
}

/* Has the part that holds `block` in memory. */
static sse_status read_part(index_ranking *ranking, index_list *list, size_t block, sse_error *err) {
  size_t part = block / INDEX_PART;
  sqlite3_stmt *statement = ranking->statements[READ_PART];
  sqlite3_int64 ignored;
  void *data = NULL;
  if (list->part_data && list->part == part) return SSE_OK;
  free(list->part_data);
  list->part_data = NULL;
  bool bound = sqlite3_bind_int64(statement, 1, list->number) == SQLITE_OK &&
               sqlite3_bind_int64(statement, 2, (sqlite3_int64)part) == SQLITE_OK;
  sse_status status = statement_run(ranking->index, statement, bound, &ignored, err);
  if (!status) status = copy_blob(ranking, statement, 0, 1, sizeof(uint64_t), &data, &list->part_length, err);
  list->part_data = data;
  list->part = part;
  index_statement_end(statement);
  return status;
}

sse_status index_list_read(index_ranking *ranking, index_list *list, size_t block,
                           uint32_t items[INDEX_BLOCK], uint8_t impacts[INDEX_BLOCK], size_t *count,
                           sse_error *err) {
  if (list->of) return several_list_read(list, block, items, impacts, count, err);
  const index_block *entry = &list->blocks[block];
  sse_status status = read_part(ranking, list, block, err);
  if (status) return status;
  if (!list->part_data || !blocks_find(list->blocks, list->block_count, block, list->part_length, count))
    return index_fail_damaged(index_path(ranking->index), "lists", err);
  uint32_t before = block > 0 ? list->blocks[block - 1].last : 0;
  /* copy_blob left room behind */
  blocks_unpack(list->part_data + entry->offset, *count, entry->bits, before, items, impacts);
  return SSE_OK;
}

sse_status index_postings_read(index_ranking *ranking, sse_str expression, index_postings *postings,
                               sse_error *err) {
  if (ranking->several) return several_postings_read(ranking->several, expression, postings, err);
  return postings_read(ranking->index, ranking->statements[WALK], expression, POSTINGS_FIRST, POSTINGS_LAST,
                       postings, err);
}

sse_status index_posting_find(index_ranking *ranking, sse_str expression, uint32_t item,
                              index_posting *posting, sse_error *err) {
  if (ranking->several) return several_posting_find(ranking->several, expression, item, posting, err);
  sqlite3_stmt *statement = ranking->statements[FIND];
  index_postings found = {0};
  sse_status status = SSE_OK;
  *posting = (index_posting){0};
  if (sqlite3_bind_int64(statement, 2, item) != SQLITE_OK) status = index_fail(ranking->index, err);
  if (!status) status = postings_read(ranking->index, statement, expression, item, item, &found, err);
  if (!status && found.count > 0) *posting = found.postings[0];
  index_postings_reset(&found);
  return status;
}
