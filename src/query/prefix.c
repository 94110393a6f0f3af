/* The words that a prefix stands for, beyond the most frequent ones, which are forms of their own.
 * They are many and most are rare: an item has one of them or not, whichever and how often.
 * Those with lists are read from these, so that FTS5 is asked for short doclists alone. */
#include "query/query.h"

#include <stdlib.h>
#include <string.h>

/* A word that is read by itself takes as long as so many postings that FTS5 reads of all of them. */
enum { POSTINGS_A_WORD = 40 };

struct gathering {
  index_ranking *ranking;
  size_t listed, seen; /* words that are forms of their own, and those that were met */
  sse_buffer words;    /* the others, a line each */
  item_set *set;
  index_postings postings;
  sse_buffer expression;
};

static sse_status gather_list(struct gathering *gathering, index_list *list, sse_error *err) {
  uint32_t items[INDEX_BLOCK];
  uint8_t impacts[INDEX_BLOCK];
  size_t count;
  sse_status status = SSE_OK;
  for (size_t block = 0; block < list->block_count && !status; block++) {
    status = index_list_read(gathering->ranking, list, block, items, impacts, &count, err);
    for (size_t i = 0; i < count && !status; i++)
      item_set_put(gathering->set, items[i]);
  }
  return status;
}

static sse_status gather_postings(struct gathering *gathering, sse_str term, sse_error *err) {
  index_quote(term, &gathering->expression);
  if (gathering->expression.failed) return sse_fail_memory(err);
  sse_status status = index_postings_read(gathering->ranking, sse_buffer_str(&gathering->expression),
                                          &gathering->postings, err);
  for (size_t i = 0; i < gathering->postings.count && !status; i++)
    item_set_put(gathering->set, gathering->postings.postings[i].item);
  return status;
}

static sse_status read_word(struct gathering *gathering, sse_str term, sse_error *err) {
  index_list list = {0};
  sse_status status = index_list_find(gathering->ranking, term, &list, err);
  if (!status && list.items > 0) {
    status = gather_list(gathering, &list, err);
  } else if (!status) {
    status = gather_postings(gathering, term, err);
  }
  index_list_reset(&list);
  return status;
}

static sse_status take_word(void *context, sse_str term, uint64_t frequency, sse_error *err) {
  struct gathering *gathering = context;
  (void)frequency;
  if (gathering->seen++ < gathering->listed) return SSE_OK;
  sse_buffer_append_str(&gathering->words, term);
  sse_buffer_append_text(&gathering->words, "\n");
  return gathering->words.failed ? sse_fail_memory(err) : SSE_OK;
}

static void put(void *context, uint32_t item) {
  item_set_put(context, item);
}

/* All words at once: those that are forms of their own do no harm, since a form counts more than the rest. */
static sse_status read_all(struct gathering *gathering, const index_db *index, sse_str prefix,
                           sse_error *err) {
  sse_buffer_clear(&gathering->expression);
  query_compile_phrase(-1, prefix, true, &gathering->expression);
  if (gathering->expression.failed) return sse_fail_memory(err);
  return index_matches(index, sse_buffer_str(&gathering->expression), NULL, gathering->set, put, err);
}

sse_status query_find_rest(const struct query *query, size_t first_form, size_t form_count,
                           const index_db *index, index_ranking *ranking, item_set *set, sse_error *err) {
  struct gathering gathering = {.ranking = ranking, .listed = form_count - 1, .set = set};
  sse_str prefix = query_form_phrase(query, &query->forms[first_form]), word;
  sse_buffer pattern = {0};
  bool is_cut;
  size_t count;
  uint64_t frequency;
  sse_buffer_append_str(&pattern, prefix);
  sse_buffer_append_text(&pattern, "*");
  sse_status status = pattern.failed
                          ? sse_fail_memory(err)
                          : index_words_sum(index, sse_buffer_str(&pattern), &count, &frequency, err);
  bool by_word = !status && frequency / POSTINGS_A_WORD > count;
  if (!status && !by_word) status = read_all(&gathering, index, prefix, err);
  if (!status && by_word) /* the most frequent first */
    status =
        index_words_like(index, sse_buffer_str(&pattern), INT32_MAX, &gathering, take_word, &is_cut, err);
  for (size_t at = 0; !status && by_word && sse_str_next(sse_buffer_str(&gathering.words), '\n', &at, &word);)
    if (word.length > 0) status = read_word(&gathering, word, err);
  index_postings_reset(&gathering.postings);
  sse_buffer_reset(&gathering.expression);
  sse_buffer_reset(&gathering.words);
  sse_buffer_reset(&pattern);
  return status;
}

/* ---- What is being typed ------------------------------------------------------------------------- */

struct adding {
  struct query *query;
  struct query_unit *unit;
};

static sse_status add_beginning(void *context, sse_str term, uint64_t frequency, sse_error *err) {
  const struct adding *adding = context;
  const struct query_form like = {.column = -1};
  (void)frequency;
  adding->unit->synonym_count++;
  return query_add_form(adding->query, term, &like, err);
}

/* Puts the last `count` synonyms of the unit before the others: a prefix stands first. */
static sse_status put_first(struct query *query, const struct query_unit *unit, size_t count,
                            sse_error *err) {
  struct query_form *first = query->forms + unit->first_synonym;
  size_t others = unit->synonym_count - count;
  struct query_form *last = calloc(count, sizeof *last);
  if (!last) return sse_fail_memory(err);
  memcpy(last, first + others, count * sizeof *last);
  memmove(first + count, first, others * sizeof *first);
  memcpy(first, last, count * sizeof *last);
  free(last);
  return SSE_OK;
}

/* How many letters a word is to begin with: in a large index one letter begins too many words. */
static sse_status shortest_of(const index_db *index, size_t *shortest, sse_error *err) {
  enum { LARGE = 200000 };
  index_ranking *ranking;
  sse_status status = index_ranking_of(index, &ranking, err);
  *shortest = !status && index_ranking_numbers(ranking) > LARGE ? 2 : 1;
  return status;
}

/* True where the unit is the last word of the query and what is being typed ends with it, an article aside.
 */
static bool is_open(const struct query *query, const struct query_unit *unit, sse_str open, size_t shortest) {
  const struct query_word *word = &query->words[unit->first_word];
  sse_str written = query_written(query, unit->first_word);
  char folded[TEXT_TERM_SIZE];
  const sse_str typed = {folded, text_fold(open, folded)};
  bool is_last = unit->first_word + 1 == query->word_count && unit->word_count == 1 && unit->run == 0;
  bool is_plain = !word->is_exact && query->forms[word->first_form].column < 0 && !text_is_dense(written);
  return is_last && is_plain && text_length(written) >= shortest && typed.length >= written.length &&
         memcmp(typed.data + typed.length - written.length, written.data, written.length) == 0;
}

sse_status query_add_beginnings(struct query *query, const struct query_reading *reading, sse_str open,
                                struct query_unit *unit, sse_error *err) {
  const struct query_form like = {.is_prefix = true, .column = -1, .listed = QUERY_LISTED_ALL};
  struct adding adding = {query, unit};
  char term[TEXT_TERM_SIZE + 1]; /* a copy, since the phrases move when one is added */
  sse_str written = query_written(query, unit->first_word);
  size_t before = unit->synonym_count;
  bool is_cut;
  size_t shortest = 0;
  if (!reading->index) return SSE_OK;
  sse_status status = shortest_of(reading->index, &shortest, err);
  if (status || !is_open(query, unit, open, shortest) || written.length >= sizeof term) return status;
  memcpy(term, written.data, written.length);
  term[written.length] = '*';
  status = query_add_form(query, (sse_str){term, written.length}, &like, err);
  unit->synonym_count++;
  if (!status)
    status = index_words_like(reading->index, (sse_str){term, written.length + 1}, QUERY_PREFIX_MOST, &adding,
                              add_beginning, &is_cut, err);
  query->has_alternatives = true;
  return status ? status : put_first(query, unit, unit->synonym_count - before, err);
}
