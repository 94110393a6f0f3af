/* Finds similar items: a query is made of the words that distinguish an item best, those that are frequent in
 * it and rare in others (tf-idf: Salton and Buckley, Term-Weighting Approaches in Automatic Text Retrieval,
 * 1988), and is searched for like any other. */
#include "search/items.h"

#include <math.h>
#include <stdlib.h>

enum {
  WORDS_MOST = 20,       /* of the query */
  DIFFERENT_MOST = 512,  /* different words that are counted */
  TEXT_MOST = 64 * 1024, /* bytes of the text that are read */
  TITLE_WEIGHT = 3,
  COMMON_SHARE = 4 /* a word that one item in this many has says nothing */
};

struct keyword {
  size_t start, length, stem_length; /* in `words`: the term, followed by its stem */
  uint64_t count;                    /* weighted */
  double weight;
};

struct gathering {
  const index_db *index;
  sse_buffer terms, words;
  struct keyword *all;
  size_t count;
};

static const char item_sql[] = "SELECT lang, title, tags, body, number, reply_to FROM item WHERE id = ?1";
static const char thread_sql[] = "SELECT number FROM item WHERE (id = ?2 OR reply_to = ?1 OR reply_to = ?2)"
                                 " AND gone = 0 ORDER BY number LIMIT ?3";

static sse_str word_of(const struct gathering *gathering, const struct keyword *word) {
  return sse_str_part(sse_buffer_str(&gathering->words), word->start, word->start + word->length);
}

static sse_str stem_of(const struct gathering *gathering, const struct keyword *word) {
  size_t start = word->start + word->length;
  return sse_str_part(sse_buffer_str(&gathering->words), start, start + word->stem_length);
}

/* Counts a word; a new one only if there is room. */
static void count_word(struct gathering *gathering, sse_str term, sse_str stem, unsigned weight) {
  for (size_t i = 0; i < gathering->count; i++) {
    const struct keyword *met = &gathering->all[i];
    bool same = stem.length > 0 ? sse_str_equal(stem_of(gathering, met), stem)
                                : sse_str_equal(word_of(gathering, met), term);
    if (!same) continue;
    gathering->all[i].count += weight;
    return;
  }
  if (gathering->count == DIFFERENT_MOST) return;
  gathering->all[gathering->count++] = (struct keyword){
      .start = gathering->words.length, .length = term.length, .stem_length = stem.length, .count = weight};
  sse_buffer_append_str(&gathering->words, term);
  sse_buffer_append_str(&gathering->words, stem);
}

static sse_status count_text(struct gathering *gathering, text_language language, sse_str text,
                             unsigned weight, sse_error *err) {
  sse_str term, next;
  int flags = 0;
  if (text.length > TEXT_MOST) text.length = TEXT_MOST; /* the analyser copes with a character cut in two */
  sse_buffer_clear(&gathering->terms);
  sse_status status = text_terms(index_analyser(gathering->index), language, text, &gathering->terms, err);
  sse_str terms = sse_buffer_str(&gathering->terms);
  size_t at = 0;
  bool more = !status && text_terms_next(terms, &at, &flags, &term);
  while (more) { /* a word's stem comes directly after it */
    const sse_str none = {0};
    more = text_terms_next(terms, &at, &flags, &next);
    bool has_stem = more && text_is_stem(next);
    /* If the language is known, only stop words and numbers have none. */
    bool is_grammar = text_stop_word_languages(term) >> language & 1;
    if (term.data[0] != TEXT_STEM_MARK && !is_grammar && (has_stem || language == TEXT_NO_LANGUAGE))
      count_word(gathering, term, has_stem ? next : none, weight);
    term = next;
  }
  return gathering->words.failed && !status ? sse_fail_memory(err) : status;
}

/* Adds the items of an archive that reply to the item `id` or to the one it replies to, `reply_to`, and that
 * one itself. `reply_to` may be empty. */
static sse_status read_thread(const index_db *index, uint32_t first, const char *id, sse_str reply_to,
                              struct similar *like, sse_error *err) {
  sqlite3_stmt *row;
  sse_status status = index_statement(index, thread_sql, &row, err);
  if (status) return status;
  bool bound = sqlite3_bind_text(row, 1, id, -1, SQLITE_STATIC) == SQLITE_OK &&
               sqlite3_bind_int(row, 3, SIMILAR_THREAD_MOST - (int)like->thread_count) == SQLITE_OK;
  if (reply_to.length > 0)
    bound = bound &&
            sqlite3_bind_text(row, 2, reply_to.data, (int)reply_to.length, SQLITE_TRANSIENT) == SQLITE_OK;
  if (!bound) status = index_fail(index, err);
  while (index_next_row(index, row, &status, err))
    like->thread[like->thread_count++] = first + (uint32_t)sqlite3_column_int64(row, 0);
  index_statement_end(row);
  return status;
}

bool similar_is_in_thread(const struct similar *like, uint32_t item) {
  for (size_t i = 0; i < like->thread_count; i++)
    if (like->thread[i] == item) return true;
  return false;
}

static sse_status read_item(struct gathering *gathering, const char *archive, const char *id,
                            struct similar *like, sse_error *err) {
  const index_db *index = gathering->index;
  sqlite3_stmt *row;
  size_t which = 0;
  sse_status status = item_find_id(index, item_sql, archive, id, &row, &which, err);
  if (status) return status;
  if (!row) return sse_fail(err, SSE_NOT_FOUND, "no item has the id '%.100s'", id);
  like->number = index_archive_first(index, which) + (uint32_t)sqlite3_column_int64(row, 4);
  for (size_t i = 0; i < index_archive_count(index) && !status; i++)
    status = read_thread(index_archive(index, i), index_archive_first(index, i), id, index_column(row, 5),
                         like, err);
  text_language language = text_language_of(index_column(row, 0));
  if (!status) status = count_text(gathering, language, index_column(row, 1), TITLE_WEIGHT, err);
  if (!status) status = count_text(gathering, language, index_column(row, 2), TITLE_WEIGHT, err);
  if (!status) status = count_text(gathering, language, index_column(row, 3), 1, err);
  index_statement_end(row);
  return status;
}

/* ---- The most distinctive words ----------------------------------------------------------------- */

static sse_status weigh(struct gathering *gathering, sse_error *err) {
  index_ranking *ranking;
  sse_status status = index_ranking_of(gathering->index, &ranking, err);
  if (status) return status;
  double items = index_ranking_measures(ranking)->items;
  for (size_t i = 0; i < gathering->count && !status; i++) {
    struct keyword *word = &gathering->all[i];
    uint64_t frequency = 0;
    status = index_frequency(gathering->index, stem_of(gathering, word), word_of(gathering, word), &frequency,
                             err);
    bool is_distinctive = frequency > 0 && (double)frequency * COMMON_SHARE <= items;
    word->weight =
        is_distinctive ? (double)word->count / (1 + (double)word->count) * log(items / (double)frequency) : 0;
  }
  return status;
}

static int compare(const void *a, const void *b) {
  const struct keyword *left = a, *right = b;
  if (left->weight != right->weight) return left->weight > right->weight ? -1 : 1;
  return (left->start > right->start) - (left->start < right->start);
}

static void write_query(struct gathering *gathering, sse_buffer *query) {
  sse_buffer_append_text(query, "");
  if (gathering->count > 0) qsort(gathering->all, gathering->count, sizeof *gathering->all, compare);
  for (size_t i = 0; i < gathering->count && i < WORDS_MOST && gathering->all[i].weight > 0; i++) {
    sse_buffer_append_text(query, i > 0 ? " OR " : "");
    sse_buffer_append_str(query, word_of(gathering, &gathering->all[i]));
  }
}

sse_status similar_query(const index_db *index, const char *archive, const char *id, sse_buffer *query,
                         struct similar *like, sse_error *err) {
  struct gathering gathering = {.index = index, .all = calloc(DIFFERENT_MOST, sizeof *gathering.all)};
  sse_status status = gathering.all ? read_item(&gathering, archive, id, like, err) : sse_fail_memory(err);
  if (!status) status = weigh(&gathering, err);
  if (!status) write_query(&gathering, query);
  if (!status && query->failed) status = sse_fail_memory(err);
  sse_buffer_reset(&gathering.terms);
  sse_buffer_reset(&gathering.words);
  free(gathering.all);
  return status;
}
