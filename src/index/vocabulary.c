/* The words of an index: gathered in a hash table while items are analysed, stored in the table `word`.
 * Items that are removed are counted too, as fewer, so that the table is exact.
 * All statements on words are here. */
#include "index/vocabulary.h"
#include "index/changes.h"
#include "index/merge.h"
#include "index/statements.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum {
  SLOTS_LEAST = 1 << 12, /* powers of two */
  WORDS_MOST = 1 << 19,  /* gathered before they are written; about 50 MiB */
  FORMS_MOST = 64        /* words with one stem that a query looks for */
};

/* A word is identified by its 64-bit hash alone, so that counting it takes one memory access. Among a million
 * words, two have the same hash with a probability of 3e-8; one of them is then not found by its stem. */
struct slot {
  uint64_t hash;     /* 0: free */
  uint32_t item;     /* the last item that had it */
  int32_t frequency; /* items to add to the table; negative if fewer have it */
};

/* The text of a word; words are in the order in which they were first met. */
struct word {
  uint64_t hash;
  size_t start; /* in texts: the stem, then the term */
  uint32_t stem_length, term_length;
};

enum { QUEUE = 8 }; /* words */

/* A word whose slot is being fetched from memory: the table is larger than the caches. */
struct pending {
  uint64_t hash; /* 0: no word */
  sse_str stem, term;
};

struct queue {
  struct pending words[QUEUE];
  size_t count;
};

struct index_vocabulary {
  sse_buffer texts;
  struct word *words;
  size_t count, capacity;
  struct slot *slots;
  size_t slot_count;
  uint32_t item; /* the current one */
  bool goes;     /* it is being removed */
};

sse_status vocabulary_new(index_vocabulary **vocabulary, sse_error *err) {
  index_vocabulary *made = calloc(1, sizeof *made);
  *vocabulary = made;
  if (!made) return sse_fail_memory(err);
  made->slots = calloc(SLOTS_LEAST, sizeof *made->slots);
  made->slot_count = SLOTS_LEAST;
  if (made->slots) return SSE_OK;
  vocabulary_free(made);
  *vocabulary = NULL;
  return sse_fail_memory(err);
}

void vocabulary_free(index_vocabulary *vocabulary) {
  if (!vocabulary) return;
  sse_buffer_reset(&vocabulary->texts);
  free(vocabulary->words);
  free(vocabulary->slots);
  free(vocabulary);
}

void vocabulary_next_item(index_vocabulary *vocabulary) {
  vocabulary->item++;
  vocabulary->goes = false;
}

void vocabulary_next_gone(index_vocabulary *vocabulary) {
  vocabulary->item++;
  vocabulary->goes = true;
}

void vocabulary_forget(index_vocabulary *vocabulary) {
  sse_buffer_clear(&vocabulary->texts);
  vocabulary->count = 0;
  memset(vocabulary->slots, 0, vocabulary->slot_count * sizeof *vocabulary->slots);
}

bool vocabulary_is_full(const index_vocabulary *vocabulary) {
  return vocabulary->count >= WORDS_MOST;
}

/* ---- The hash table ----------------------------------------------------------------------------- */

/* The slot with the hash, or the free slot where it belongs. */
static struct slot *find_slot(const index_vocabulary *vocabulary, uint64_t hash) {
  size_t mask = vocabulary->slot_count - 1, at = hash & mask;
  while (vocabulary->slots[at].hash != 0 && vocabulary->slots[at].hash != hash)
    at = (at + 1) & mask;
  return &vocabulary->slots[at];
}

/* Keeps at least half of the slots free. */
static bool grow(index_vocabulary *vocabulary) {
  struct slot *old = vocabulary->slots;
  size_t count = vocabulary->slot_count;
  struct slot *slots = calloc(count * 2, sizeof *slots);
  if (!slots) return false;
  vocabulary->slots = slots;
  vocabulary->slot_count = count * 2;
  for (size_t i = 0; i < count; i++)
    if (old[i].hash != 0) *find_slot(vocabulary, old[i].hash) = old[i];
  free(old);
  return true;
}

static bool add_word(index_vocabulary *vocabulary, uint64_t hash, sse_str stem, sse_str term) {
  void *words = vocabulary->words;
  if (!sse_array_reserve(&words, &vocabulary->capacity, vocabulary->count + 1, sizeof(struct word)))
    return false;
  vocabulary->words = words;
  vocabulary->words[vocabulary->count++] =
      (struct word){hash, vocabulary->texts.length, (uint32_t)stem.length, (uint32_t)term.length};
  sse_buffer_append_str(&vocabulary->texts, stem);
  sse_buffer_append_str(&vocabulary->texts, term);
  return !vocabulary->texts.failed && (vocabulary->count * 2 <= vocabulary->slot_count || grow(vocabulary));
}

static uint64_t hash_of(sse_str stem, sse_str term) {
  uint64_t hash = XXH3_64bits_withSeed(term.data, term.length, 0);
  if (stem.length > 0) hash = XXH3_64bits_withSeed(stem.data, stem.length, hash);
  return hash != 0 ? hash : 1;
}

/* Counts the word for the current item; returns false if out of memory. */
static bool count_word(index_vocabulary *vocabulary, const struct pending *word) {
  struct slot *slot = find_slot(vocabulary, word->hash);
  bool is_new = slot->hash == 0;
  if (is_new || slot->item != vocabulary->item) slot->frequency += vocabulary->goes ? -1 : 1;
  slot->item = vocabulary->item;
  slot->hash = word->hash;
  return !is_new || add_word(vocabulary, word->hash, word->stem, word->term);
}

/* ---- An item's words --------------------------------------------------------------------------- */

/* Puts a word into the queue, and counts the one that it replaces. */
static bool queue_word(index_vocabulary *vocabulary, struct queue *queue, sse_str stem, sse_str term) {
  struct pending *place = &queue->words[queue->count++ % QUEUE];
  bool done = place->hash == 0 || count_word(vocabulary, place);
  *place = (struct pending){hash_of(stem, term), stem, term};
  __builtin_prefetch(&vocabulary->slots[place->hash & (vocabulary->slot_count - 1)], 1);
  return done;
}

sse_status vocabulary_count(index_vocabulary *vocabulary, sse_str terms, sse_error *err) {
  struct queue queue = {0};
  sse_str word = {0}, term;
  const sse_str none = {0};
  int flags;
  bool done = true;
  /* The stem of a word follows it directly. */
  for (size_t at = 0; done && text_terms_next(terms, &at, &flags, &term);) {
    bool is_stem = text_is_stem(term);
    if (word.length > 0) done = queue_word(vocabulary, &queue, is_stem ? term : none, word);
    word = term.data[0] == TEXT_STEM_MARK ? none : term;
  }
  if (word.length > 0 && done) done = queue_word(vocabulary, &queue, none, word);
  for (size_t i = 0; i < QUEUE && done; i++)
    done = queue.words[i].hash == 0 || count_word(vocabulary, &queue.words[i]);
  return done ? SSE_OK : sse_fail_memory(err);
}

/* ---- The table ---------------------------------------------------------------------------------- */

sse_status vocabulary_write(index_vocabulary *vocabulary, const index_db *index, sse_error *err) {
  static const char *const sql[] = {"INSERT INTO word(stem, term, frequency) VALUES(?1, ?2, ?3)"
                                    " ON CONFLICT DO UPDATE SET frequency = frequency + excluded.frequency",
                                    "DELETE FROM word WHERE stem = ?1 AND term = ?2 AND frequency <= 0"};
  enum { CHANGE, CLEAN, COUNT };
  sqlite3_stmt *statements[COUNT];
  sse_status status = statements_prepare(index, sql, COUNT, statements, err);
  for (size_t i = 0; i < vocabulary->count && !status; i++) {
    const struct word *word = &vocabulary->words[i];
    const char *text = vocabulary->texts.data + word->start;
    const sse_str stem = {text, word->stem_length}, term = {text + word->stem_length, word->term_length};
    int32_t frequency = find_slot(vocabulary, word->hash)->frequency;
    if (frequency == 0) continue;
    changes_count(changes_of(index), stem, term, frequency);
    for (int which = CHANGE; which <= (frequency < 0 ? CLEAN : CHANGE) && !status; which++) {
      bool bound = statement_bind_str(statements[which], 1, stem) &&
                   statement_bind_str(statements[which], 2, term) &&
                   (which == CLEAN || sqlite3_bind_int64(statements[which], 3, frequency) == SQLITE_OK);
      status = statement_execute(index, statements[which], bound, err);
    }
  }
  statements_finalize(statements, COUNT);
  vocabulary_forget(vocabulary);
  return status;
}

/* For several archives: the words that a statement returns, with the number of items that have them. */
static sse_status words_of_all(const index_db *index, const char *sql, sse_str value, bool has_key,
                               size_t most, void *context, index_word_fn *on_word, bool *is_cut,
                               sse_error *err) {
  struct merge merge = {0};
  sse_status status = merge_take(&merge, index, sql, value, has_key, err);
  if (!status) status = merge_give(&merge, most, context, on_word, is_cut, err);
  merge_reset(&merge);
  return status;
}

sse_status index_words(const index_db *index, sse_str stem, void *context, index_word_fn *on_word,
                       sse_error *err) {
  static const char all[] = "SELECT term, frequency FROM word WHERE stem = ?1";
  bool is_cut;
  if (index_archive_count(index) > 1)
    return words_of_all(index, all, stem, false, FORMS_MOST, context, on_word, &is_cut, err);
  static const char sql[] =
      "SELECT term, frequency FROM word WHERE stem = ?1 ORDER BY frequency DESC, term LIMIT ?2";
  sqlite3_stmt *statement;
  sse_status status = index_statement(index, sql, &statement, err);
  if (status) return status;
  bool bound =
      statement_bind_str(statement, 1, stem) && sqlite3_bind_int(statement, 2, FORMS_MOST) == SQLITE_OK;
  if (!bound) status = index_fail(index, err);
  while (index_next_row(index, statement, &status, err)) {
    sse_str term = index_column(statement, 0);
    status = on_word(context, term, (uint64_t)sqlite3_column_int64(statement, 1), err);
  }
  index_statement_end(statement);
  return status;
}

/* Returns true if a pattern begins with at most two characters, as tens of thousands of words may. */
static bool is_short(sse_str pattern) {
  size_t characters = 0, i = 0;
  for (; i < pattern.length && pattern.data[i] != '*'; i++)
    characters += ((unsigned char)pattern.data[i] & 0xC0) != 0x80;
  return characters <= 2;
}

/* Searches only the most frequent words; `*enough` is set if more than `most` of them match, so that the
 * others do not matter. */
static sse_status frequent_words_like(const index_db *index, sse_str pattern, size_t most, void *context,
                                      index_word_fn *on_word, bool *enough, sse_error *err) {
  static const char sql[] = "SELECT term, frequency, stem FROM (SELECT term, frequency, stem FROM word"
                            " WHERE frequency >= 512 ORDER BY frequency DESC, term LIMIT 4096)"
                            " WHERE term GLOB ?1";
  struct merge merge = {0};
  sse_status status = merge_take(&merge, index, sql, pattern, true, err);
  *enough = !status && merge.count > most;
  if (*enough) status = merge_give(&merge, most, context, on_word, enough, err);
  merge_reset(&merge);
  return status;
}

sse_status index_words_like(const index_db *index, sse_str pattern, size_t most, void *context,
                            index_word_fn *on_word, bool *is_cut, sse_error *err) {
  static const char sql[] = "SELECT term, max(frequency) FROM word WHERE term GLOB ?1"
                            " GROUP BY term ORDER BY 2 DESC, term LIMIT ?2",
                    all[] = "SELECT term, frequency, stem FROM word WHERE term GLOB ?1";
  if (index_archive_count(index) > 1)
    return words_of_all(index, all, pattern, true, most, context, on_word, is_cut, err);
  sqlite3_stmt *statement;
  size_t count = 0;
  *is_cut = false;
  sse_status status = SSE_OK;
  if (is_short(pattern)) status = frequent_words_like(index, pattern, most, context, on_word, is_cut, err);
  if (status || *is_cut) return status;
  status = index_statement(index, sql, &statement, err);
  if (status) return status;
  bool bound = statement_bind_str(statement, 1, pattern) &&
               sqlite3_bind_int64(statement, 2, (sqlite3_int64)most + 1) == SQLITE_OK;
  if (!bound) status = index_fail(index, err);
  while (!*is_cut && index_next_row(index, statement, &status, err)) {
    *is_cut = count++ == most;
    if (!*is_cut)
      status =
          on_word(context, index_column(statement, 0), (uint64_t)sqlite3_column_int64(statement, 1), err);
  }
  index_statement_end(statement);
  return status;
}

static sse_status frequency_in(const index_db *index, sse_str stem, sse_str term, uint64_t *frequency,
                               sse_error *err) {
  static const char sql[] = "SELECT frequency FROM word WHERE stem = ?1 AND term = ?2";
  sqlite3_stmt *statement;
  sqlite3_int64 found = 0;
  sse_status status = index_statement(index, sql, &statement, err);
  if (status) return status;
  bool bound = statement_bind_str(statement, 1, stem.data ? stem : sse_str_of("")) &&
               statement_bind_str(statement, 2, term);
  status = statement_run(index, statement, bound, &found, err);
  index_statement_end(statement);
  *frequency += (uint64_t)found;
  return status;
}

sse_status index_frequency(const index_db *index, sse_str stem, sse_str term, uint64_t *frequency,
                           sse_error *err) {
  sse_status status = SSE_OK;
  *frequency = 0;
  for (size_t i = 0; i < index_archive_count(index) && !status; i++)
    status = frequency_in(index_archive(index, i), stem, term, frequency, err);
  return status;
}

/* Sets `*has` if a statement with one text parameter returns 1 in any archive. */
static sse_status has_row(const index_db *index, const char *sql, sse_str value, bool *has, sse_error *err) {
  sse_status status = SSE_OK;
  *has = false;
  for (size_t i = 0; i < index_archive_count(index) && !status && !*has; i++) {
    const index_db *one = index_archive(index, i);
    sqlite3_stmt *statement;
    sqlite3_int64 found = 0;
    status = index_statement(one, sql, &statement, err);
    if (status) break;
    status = statement_run(one, statement, statement_bind_str(statement, 1, value), &found, err);
    index_statement_end(statement);
    *has = found == 1;
  }
  return status;
}

sse_status index_has_term(const index_db *index, sse_str term, bool *has, sse_error *err) {
  static const char sql[] = "SELECT 1 FROM terms WHERE terms MATCH ?1 LIMIT 1";
  sse_buffer expression = {0};
  *has = false;
  index_quote(term, &expression);
  sse_status status =
      expression.failed ? sse_fail_memory(err) : has_row(index, sql, sse_buffer_str(&expression), has, err);
  sse_buffer_reset(&expression);
  return status;
}

sse_status index_has_stem(const index_db *index, sse_str stem, bool *has, sse_error *err) {
  static const char sql[] = "SELECT 1 FROM word WHERE stem = ?1 LIMIT 1";
  return has_row(index, sql, stem, has, err);
}
