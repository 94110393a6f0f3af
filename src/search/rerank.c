/* Sorts the best items again by what can only be seen in their texts: how close the query's words are to each
 * other, which parts of words they have in common with it, and so on. Each text is analysed once for all of
 * this. */
#include "search/rerank.h"
#include "search/grams.h"
#include "search/items.h"
#include "search/latent.h"
#include "search/proximity.h"

#include <math.h>
#include <string.h>

struct reranking {
  struct ranking *ranking;
  struct matcher *matcher;
  sqlite3_stmt *row; /* of the current item */
  struct grams *grams;
  struct latent *latent;            /* NULL for a short query */
  sse_str language;                 /* of the query; empty if it is not clear */
  double weights[QUERY_WORDS_MOST]; /* of term groups, for `latent` */
  unsigned times[QUERY_WORDS_MOST]; /* how often term groups are in the current item */
  double typed[QUERY_WORDS_MOST];   /* how much more term groups count because they are written as typed */
};

/* How much more an item's words count in the language of the query, which its reader understands. */
#define SHARE_LANGUAGE 0.1

/* How much more a word with accents or tones counts if it is written with them, and a name in capitals if it
 * is in capitals: without them it is mostly another word. */
#define SHARE_TYPED 0.1
#define SHARE_NAME  1.0

/* A shorter query says no more than its words. */
enum { WORDS_OF_A_QUESTION = 5 };

static int take_term(void *context, int flags, const char *data, int length, int start, int end) {
  const struct reranking *reranking = context;
  const sse_str term = {data, (size_t)length};
  (void)start, (void)end;
  grams_take(reranking->grams, term);
  return reranking->latent ? latent_take(reranking->latent, flags, term) : TEXT_OK;
}

static bool is_capitals(sse_str text) {
  for (size_t i = 0; i < text.length; i++)
    if (sse_is_lower(text.data[i])) return false;
  return true;
}

/* How much more the word of a match counts for being written as it was typed, with accents or with the
 * capitals of a name. */
static double share_typed(const struct query *query, const struct match *match, sse_str text) {
  const struct query_group *group = &query->groups[match->group];
  const struct query_word *word = &query->words[group->first_word];
  sse_str typed = query_typed(query, word), found = sse_str_part(text, match->start, match->end);
  char lower[TEXT_TERM_SIZE];
  if (group->word_count > 1 || (typed.length == 0 && !word->is_name)) return 0;
  if (word->is_name && is_capitals(found)) return SHARE_NAME;
  const size_t length = text_lower(found, lower);
  return typed.length > 0 && sse_str_equal((sse_str){lower, length}, typed) ? SHARE_TYPED : 0;
}

static sse_status read_field(struct reranking *reranking, bool is_title, double *near, sse_error *err) {
  const struct match *matches;
  size_t found = 0;
  text_language language =
      reranking->latent ? text_language_of(index_column(reranking->row, ITEM_LANG)) : TEXT_NO_LANGUAGE;
  grams_begin_field(reranking->grams, is_title);
  sse_str text = index_column(reranking->row, is_title ? ITEM_TITLE : ITEM_BODY);
  sse_status status =
      matcher_run_all(reranking->matcher, language, text, take_term, reranking, &matches, &found, err);
  if (status) return status;
  proximity_add(reranking->ranking, matches, found, near);
  for (size_t i = 0; i < found; i++) {
    reranking->times[matches[i].group]++;
    double share = share_typed(reranking->ranking->query, &matches[i], text);
    if (share > reranking->typed[matches[i].group]) reranking->typed[matches[i].group] = share;
  }
  return SSE_OK;
}

static double accents_of(const struct reranking *reranking) {
  const struct ranking *ranking = reranking->ranking;
  double sum = 0;
  for (size_t g = 0; g < ranking->query->group_count; g++)
    sum += reranking->typed[g] * ranking->cursors[ranking->groups[g].first].idf;
  return sum;
}

static double likeness_of(const struct reranking *reranking) {
  double sum = 0;
  for (size_t g = 0; g < reranking->ranking->query->group_count; g++)
    if (reranking->times[g] > 0) sum += reranking->weights[g] * (1 + log(reranking->times[g]));
  return sum;
}

/* True if a tag is of the language: "pt" and "pt-BR" are of "pt". */
static bool is_language(sse_str tag, sse_str language) {
  return language.length > 0 && tag.length >= language.length &&
         memcmp(tag.data, language.data, language.length) == 0 &&
         (tag.length == language.length || tag.data[language.length] == '-');
}

static sse_status read_texts(struct reranking *reranking, struct rank_hit *hit, sse_error *err) {
  struct ranking *ranking = reranking->ranking;
  double near[QUERY_WORDS_MOST] = {0};
  const index_norms *norms;
  memset(reranking->times, 0, sizeof reranking->times);
  memset(reranking->typed, 0, sizeof reranking->typed);
  grams_begin_item(reranking->grams);
  sse_status status = index_norms_of(ranking->index, hit->item, &norms, err);
  if (!status) status = read_field(reranking, false, near, err);
  if (!status && sqlite3_column_int(reranking->row, ITEM_TITLED) != 0)
    status = read_field(reranking, true, near, err);
  if (!status && reranking->latent) status = latent_end_item(reranking->latent, likeness_of(reranking), err);
  if (status) return status;
  hit->nearness = proximity_score(ranking, near);
  hit->grams = grams_score(reranking->grams, index_ranking_measures(ranking->index), norms);
  if (is_language(index_column(reranking->row, ITEM_LANG), reranking->language))
    hit->language = SHARE_LANGUAGE * hit->words;
  hit->accents = accents_of(reranking);
  hit->score += hit->nearness + hit->grams + hit->language + hit->accents;
  return SSE_OK;
}

static sse_status begin(struct reranking *reranking, sse_error *err) {
  struct ranking *ranking = reranking->ranking;
  double items = index_ranking_measures(ranking->index)->items;
  sse_status status = grams_new(ranking->query, ranking->index, &reranking->grams, err);
  if (status || ranking->query->group_count < WORDS_OF_A_QUESTION) return status;
  for (size_t g = 0; g < ranking->query->group_count; g++) {
    double weight = latent_weight(items, ranking->cursors[ranking->groups[g].first].expected);
    reranking->weights[g] = weight * weight * (double)ranking->query->groups[g].times;
  }
  return latent_new(ranking->index, &reranking->latent, err);
}

sse_status rerank(struct ranking *ranking, struct matcher *matcher, sse_str language, struct rank_hit *hits,
                  size_t count, sse_error *err) {
  struct reranking reranking = {.ranking = ranking, .matcher = matcher, .language = language};
  sse_status status = begin(&reranking, err);
  for (size_t i = 0; i < count && !status; i++) {
    status = item_find(ranking->db, hits[i].item, &reranking.row, err);
    if (!status) status = read_texts(&reranking, &hits[i], err);
  }
  if (!status && reranking.latent) status = latent_score(reranking.latent, hits, err);
  index_statement_end(reranking.row);
  grams_free(reranking.grams);
  latent_free(reranking.latent);
  if (!status) rank_order(ranking, hits, count);
  return status ? status : ranking->status;
}
