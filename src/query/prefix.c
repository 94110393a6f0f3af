/* The words with a prefix beyond the most frequent ones, which are separate variants. They are many, and most
 * are rare, so all that counts is whether an item has one of them. All are read in their order; the variants
 * among them do no harm, since a variant counts more than the rest. */
#include "index/doclist.h"
#include "query/query.h"

#include <stdlib.h>
#include <string.h>

sse_status query_find_rest(const struct query *query, const struct query_variant *variant,
                           const index_db *index, item_set *set, sse_error *err) {
  return index_prefix_items(index, query_variant_phrase(query, variant), set, item_set_put_match, err);
}

/* ---- The word being typed --------------------------------------------------------------------------- */

struct adding {
  struct query *query;
  struct query_group *group;
};

static sse_status add_beginning(void *context, sse_str term, uint64_t frequency, sse_error *err) {
  const struct adding *adding = context;
  const struct query_variant like = {.column = -1};
  (void)frequency;
  adding->group->synonym_count++;
  return query_add_variant(adding->query, term, &like, err);
}

/* Moves the last `count` synonyms of the term group before the others, as a prefix must come first. */
static sse_status put_first(struct query *query, const struct query_group *group, size_t count,
                            sse_error *err) {
  struct query_variant *first = query->variants + group->first_synonym;
  size_t others = group->synonym_count - count;
  struct query_variant *last = calloc(count, sizeof *last);
  if (!last) return sse_fail_memory(err);
  memcpy(last, first + others, count * sizeof *last);
  memmove(first + count, first, others * sizeof *first);
  memcpy(first, last, count * sizeof *last);
  free(last);
  return SSE_OK;
}

/* The number of letters that are enough for completing: in a large index too many words begin with one
 * letter. */
static sse_status shortest_of(const index_db *index, size_t *shortest, sse_error *err) {
  enum { LARGE = 200000 };
  index_ranking *ranking;
  sse_status status = index_ranking_of(index, &ranking, err);
  *shortest = !status && index_ranking_numbers(ranking) > LARGE ? 2 : 1;
  return status;
}

/* True if the term group is the last word of the query and the word being typed, ignoring an article before
 * it. */
static bool is_open(const struct query *query, const struct query_group *group, sse_str open,
                    size_t shortest) {
  const struct query_word *word = &query->words[group->first_word];
  sse_str written = query_written(query, group->first_word);
  char folded[TEXT_TERM_SIZE];
  const sse_str typed = {folded, text_fold(open, folded)};
  bool is_last = group->first_word + 1 == query->word_count && group->word_count == 1 && group->run == 0;
  bool is_plain =
      !word->is_exact && query->variants[word->first_variant].column < 0 && !text_is_dense(written);
  return is_last && is_plain && text_length(written) >= shortest && typed.length >= written.length &&
         memcmp(typed.data + typed.length - written.length, written.data, written.length) == 0;
}

sse_status query_add_beginnings(struct query *query, const struct query_reading *reading, sse_str open,
                                struct query_group *group, sse_error *err) {
  const struct query_variant like = {.is_prefix = true, .column = -1, .listed = QUERY_LISTED_ALL};
  struct adding adding = {query, group};
  char term[TEXT_TERM_SIZE + 1]; /* copied, since the phrases move when one is added */
  sse_str written = query_written(query, group->first_word);
  size_t before = group->synonym_count;
  bool is_cut;
  size_t shortest = 0;
  if (!reading->index) return SSE_OK;
  sse_status status = shortest_of(reading->index, &shortest, err);
  if (status || !is_open(query, group, open, shortest) || written.length >= sizeof term) return status;
  memcpy(term, written.data, written.length);
  term[written.length] = '*';
  status = query_add_variant(query, (sse_str){term, written.length}, &like, err);
  group->synonym_count++;
  if (!status)
    status = index_words_like(reading->index, (sse_str){term, written.length + 1}, QUERY_PREFIX_MOST, &adding,
                              add_beginning, &is_cut, err);
  query->has_alternatives = true;
  return status ? status : put_first(query, group, group->synonym_count - before, err);
}
