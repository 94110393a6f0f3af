/* Which words of an index are compounds of others, so that a word is found in them: made anew at the end of a
 * run from all stems of languages that have compounds. Only the most frequent compounds of a word are kept,
 * as no search looks for more. */
#include "index/postings.h"
#include "index/statements.h"

#include <stdlib.h>
#include <xxhash.h>

enum { SLOTS_LEAST = 1 << 12 }; /* a power of two */

/* The stems of an index, by their 64-bit hashes. */
struct stems {
  uint64_t *slots; /* 0: free */
  size_t count, slot_count;
};

static uint64_t hash_of(sse_str stem) {
  uint64_t hash = XXH3_64bits(stem.data, stem.length);
  return hash != 0 ? hash : 1;
}

/* Where the hash is, or the free place where it would be. */
static uint64_t *find_slot(const struct stems *stems, uint64_t hash) {
  size_t mask = stems->slot_count - 1, at = hash & mask;
  while (stems->slots[at] != 0 && stems->slots[at] != hash)
    at = (at + 1) & mask;
  return &stems->slots[at];
}

/* Keeps at least half of the slots free. */
static sse_status make_room(struct stems *stems, sse_error *err) {
  if (stems->slots && stems->count * 2 < stems->slot_count) return SSE_OK;
  struct stems larger = {.slot_count = stems->slots ? stems->slot_count * 2 : SLOTS_LEAST};
  larger.slots = calloc(larger.slot_count, sizeof *larger.slots);
  if (!larger.slots) return sse_fail_memory(err);
  for (size_t i = 0; i < stems->slot_count; i++)
    if (stems->slots[i] != 0) *find_slot(&larger, stems->slots[i]) = stems->slots[i];
  free(stems->slots);
  stems->slots = larger.slots;
  stems->slot_count = larger.slot_count;
  return SSE_OK;
}

static sse_status add_stem(struct stems *stems, sse_str stem, sse_error *err) {
  sse_status status = make_room(stems, err);
  if (status) return status;
  *find_slot(stems, hash_of(stem)) = hash_of(stem);
  stems->count++;
  return SSE_OK;
}

static sse_status is_known(void *context, sse_str stem, bool *known, sse_error *err) {
  const struct stems *stems = context;
  (void)err;
  *known = *find_slot(stems, hash_of(stem)) != 0;
  return SSE_OK;
}

/* ---- The table ---------------------------------------------------------------------------------- */

enum { GATHER, WALK, ADD, STATEMENTS };

/* Writes a row for each part of a stem that is a compound. */
static sse_status add_compound(const index_db *index, struct stems *stems, sse_str stem,
                               sqlite3_int64 frequency, sqlite3_stmt *add, sse_error *err) {
  sse_str parts[TEXT_COMPOUND_PARTS_MOST];
  text_analyser *analyser = index_analyser(index);
  text_language language = text_stem_language(stem);
  size_t count = 0;
  sse_status status = text_compound_parts(analyser, language, sse_str_part(stem, TEXT_STEM_HEAD, stem.length),
                                          stems, is_known, parts, &count, err);
  for (size_t i = 0; i < count && !status; i++) {
    bool bound = statement_bind_str(add, 1, text_stem(analyser, language, parts[i])) &&
                 sqlite3_bind_int64(add, 2, frequency) == SQLITE_OK && statement_bind_str(add, 3, stem);
    status = statement_execute(index, add, bound, err);
  }
  return status;
}

/* Goes through the stems of languages with compounds: notes them, or looks for compounds among them. */
static sse_status each_stem(const index_db *index, sqlite3_stmt *select, struct stems *stems,
                            sqlite3_stmt *add, sse_error *err) {
  sse_status status = SSE_OK;
  int result = sqlite3_step(select);
  for (; !status && result == SQLITE_ROW; result = sqlite3_step(select)) {
    sse_str stem = index_column(select, 0);
    if (!text_has_compounds(text_stem_language(stem))) continue;
    status = add ? add_compound(index, stems, stem, sqlite3_column_int64(select, 1), add, err)
                 : add_stem(stems, stem, err);
  }
  return status || result == SQLITE_DONE ? status : index_fail(index, err);
}

sse_status compounds_build(const index_db *index, sse_error *err) {
  static const char begin[] = "DELETE FROM compound;"
                              "CREATE TEMP TABLE found(part TEXT, frequency INTEGER, whole TEXT)";
  static const char end[] =
      "INSERT INTO compound(part, frequency, whole) SELECT part, frequency, whole FROM"
      " (SELECT *, row_number() OVER (PARTITION BY part ORDER BY frequency DESC, whole) AS place"
      " FROM (SELECT DISTINCT * FROM found))"
      " WHERE place <= 32; DROP TABLE found";
  static const char *const sql[STATEMENTS] = {
      [GATHER] = "SELECT DISTINCT stem FROM word WHERE stem <> ''",
      [WALK] = "SELECT stem, sum(frequency) FROM word WHERE stem <> '' GROUP BY stem",
      [ADD] = "INSERT INTO found(part, frequency, whole) VALUES(?1, ?2, ?3)"};
  sqlite3_stmt *statements[STATEMENTS] = {NULL};
  struct stems stems = {0};
  sse_status status = index_exec(index, begin, err);
  if (!status) status = statements_prepare(index, sql, STATEMENTS, statements, err);
  if (!status) status = each_stem(index, statements[GATHER], &stems, NULL, err);
  if (!status && stems.count > 0) status = each_stem(index, statements[WALK], &stems, statements[ADD], err);
  statements_finalize(statements, STATEMENTS);
  if (!status) status = index_exec(index, end, err);
  free(stems.slots);
  return status;
}

sse_status index_compounds(const index_db *index, sse_str stem, void *context, index_stem_fn *on_stem,
                           sse_error *err) {
  static const char sql[] = "SELECT whole FROM compound WHERE part = ?1 ORDER BY frequency DESC, whole";
  sqlite3_stmt *select;
  sse_status status = index_statement(index, sql, &select, err);
  if (status) return status;
  int result = statement_bind_str(select, 1, stem) ? sqlite3_step(select) : SQLITE_ERROR;
  for (; !status && result == SQLITE_ROW; result = sqlite3_step(select))
    status = on_stem(context, index_column(select, 0), err);
  if (!status && result != SQLITE_DONE) status = index_fail(index, err);
  index_statement_end(select);
  return status;
}
