/* Finds which words of an index are parts of compounds, so that a search for a word finds the compounds too.
 * Rebuilt at the end of a run from all words of the languages that have compounds. Only the most frequent
 * compounds of a word are kept, as no search asks for more. */
#include "index/compounds.h"
#include "index/connection.h"
#include "index/merge.h"
#include "index/statements.h"

#include <stdlib.h>
#include <xxhash.h>

enum {
  SLOTS_LEAST = 1 << 12, /* a power of two */
  COMPOUNDS_MOST = 32    /* per word; also in the statement below */
};

/* The words and stems of an index, as 64-bit hashes of each with its language. */
struct words {
  text_language language; /* of the word being taken apart */
  uint64_t *slots;        /* 0: free */
  size_t count, slot_count;
};

static uint64_t hash_of(text_language language, sse_str word) {
  uint64_t hash = XXH3_64bits_withSeed(word.data, word.length, language);
  return hash != 0 ? hash : 1;
}

/* The slot with the hash, or the free slot where it belongs. */
static uint64_t *find_slot(const struct words *words, uint64_t hash) {
  size_t mask = words->slot_count - 1, at = hash & mask;
  while (words->slots[at] != 0 && words->slots[at] != hash)
    at = (at + 1) & mask;
  return &words->slots[at];
}

/* Keeps at least half of the slots free. */
static sse_status make_room(struct words *words, sse_error *err) {
  if (words->slots && words->count * 2 < words->slot_count) return SSE_OK;
  struct words larger = {.slot_count = words->slots ? words->slot_count * 2 : SLOTS_LEAST};
  larger.slots = calloc(larger.slot_count, sizeof *larger.slots);
  if (!larger.slots) return sse_fail_memory(err);
  for (size_t i = 0; i < words->slot_count; i++)
    if (words->slots[i] != 0) *find_slot(&larger, words->slots[i]) = words->slots[i];
  free(words->slots);
  words->slots = larger.slots;
  words->slot_count = larger.slot_count;
  return SSE_OK;
}

static sse_status add_word(struct words *words, sse_str word, sse_error *err) {
  sse_status status = make_room(words, err);
  if (status) return status;
  uint64_t hash = hash_of(words->language, word), *slot = find_slot(words, hash);
  if (*slot == 0) words->count++;
  *slot = hash;
  return SSE_OK;
}

static sse_status is_known(void *context, sse_str word, bool *known, sse_error *err) {
  const struct words *words = context;
  (void)err;
  *known = *find_slot(words, hash_of(words->language, word)) != 0;
  return SSE_OK;
}

/* ---- The table ---------------------------------------------------------------------------------- */

enum { GATHER, WALK, ADD, STATEMENTS };

/* Writes a row for each part of the word in the current row, which is the most frequent one of its stem. */
static sse_status add_compound(const index_db *index, sqlite3_stmt *row, struct words *words,
                               sqlite3_stmt *add, sse_error *err) {
  sse_str parts[TEXT_COMPOUND_PARTS_MOST], stem = index_column(row, 0);
  text_analyser *analyser = index_analyser(index);
  size_t count = 0;
  sse_status status = text_compound_parts(analyser, words->language, index_column(row, 1), words, is_known,
                                          parts, &count, err);
  for (size_t i = 0; i < count && !status; i++) {
    bool bound = statement_bind_str(add, 1, text_stem(analyser, words->language, parts[i])) &&
                 sqlite3_bind_int64(add, 2, sqlite3_column_int64(row, 2)) == SQLITE_OK &&
                 statement_bind_str(add, 3, stem);
    status = statement_execute(index, add, bound, err);
  }
  return status;
}

/* Goes through the words of languages with compounds: collects them or, given `add`, looks for compounds. */
static sse_status each_word(const index_db *index, sqlite3_stmt *row, struct words *words, sqlite3_stmt *add,
                            sse_error *err) {
  sse_status status = SSE_OK;
  while (index_next_row(index, row, &status, err)) {
    words->language = text_stem_language(index_column(row, 0));
    if (!text_has_compounds(words->language)) continue;
    if (!add) status = add_word(words, index_column(row, 0), err);
    if (!status)
      status = add ? add_compound(index, row, words, add, err) : add_word(words, index_column(row, 1), err);
  }
  return status;
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
      [GATHER] = "SELECT stem, term FROM word WHERE stem <> ''",
      [WALK] = "SELECT stem, term, sum(frequency), max(frequency) FROM word WHERE stem <> '' GROUP BY stem",
      [ADD] = "INSERT INTO found(part, frequency, whole) VALUES(?1, ?2, ?3)"};
  sqlite3_stmt *statements[STATEMENTS] = {NULL};
  struct words words = {0};
  sse_status status = index_exec(index, begin, err);
  if (!status) status = statements_prepare(index, sql, STATEMENTS, statements, err);
  if (!status) status = each_word(index, statements[GATHER], &words, NULL, err);
  if (!status && words.count > 0) status = each_word(index, statements[WALK], &words, statements[ADD], err);
  statements_finalize(statements, STATEMENTS);
  if (!status) status = index_exec(index, end, err);
  free(words.slots);
  return status;
}

struct giving {
  void *context;
  index_stem_fn *on_stem;
};

static sse_status give_stem(void *context, sse_str stem, uint64_t frequency, sse_error *err) {
  const struct giving *giving = context;
  (void)frequency;
  return giving->on_stem(giving->context, stem, err);
}

/* The compounds of several archives. */
static sse_status compounds_of_all(const index_db *index, sse_str stem, struct giving *giving,
                                   sse_error *err) {
  static const char sql[] = "SELECT whole, frequency FROM compound WHERE part = ?1";
  struct merge merge = {0};
  bool is_cut;
  sse_status status = merge_take(&merge, index, sql, stem, false, err);
  if (!status) status = merge_give(&merge, COMPOUNDS_MOST, giving, give_stem, &is_cut, err);
  merge_reset(&merge);
  return status;
}

sse_status index_compounds(const index_db *index, sse_str stem, void *context, index_stem_fn *on_stem,
                           sse_error *err) {
  struct giving giving = {context, on_stem};
  if (index_archive_count(index) > 1) return compounds_of_all(index, stem, &giving, err);
  static const char sql[] = "SELECT whole FROM compound WHERE part = ?1 ORDER BY frequency DESC, whole";
  sqlite3_stmt *select;
  sse_status status = index_statement(index, sql, &select, err);
  if (status) return status;
  if (!statement_bind_str(select, 1, stem)) status = index_fail(index, err);
  while (index_next_row(index, select, &status, err))
    status = on_stem(context, index_column(select, 0), err);
  index_statement_end(select);
  return status;
}
