/* Orders the best items anew by what is to be seen in their texts alone: how near one another the words of
 * the query stand, and parts of words that they have in common with it. Each text is analysed once for all of
 * it. */
#include "search/rerank.h"

struct reranking {
  struct ranking *ranking;
  struct matcher *matcher;
  sqlite3_stmt *read_item;
  struct grams *grams;
};

static sse_status read_field(const struct reranking *reranking, bool is_title, double *near, sse_error *err) {
  const struct match *matches;
  size_t found = 0;
  grams_begin_field(reranking->grams, is_title);
  sse_status status = matcher_run_all(reranking->matcher,
                                      index_column(reranking->read_item, is_title ? ITEM_TITLE : ITEM_BODY),
                                      grams_take, reranking->grams, &matches, &found, err);
  if (!status) proximity_add(reranking->ranking, matches, found, near);
  return status;
}

static sse_status read_texts(const struct reranking *reranking, struct rank_hit *hit, sse_error *err) {
  struct ranking *ranking = reranking->ranking;
  double near[SEARCH_WORDS_MOST] = {0};
  const index_brief *brief;
  grams_begin_item(reranking->grams);
  sse_status status = index_brief_of(ranking->index, hit->item, &brief, err);
  if (!status) status = read_field(reranking, false, near, err);
  if (!status && sqlite3_column_int(reranking->read_item, ITEM_TITLED) != 0)
    status = read_field(reranking, true, near, err);
  if (status) return status;
  hit->nearness = proximity_score(ranking, near);
  hit->grams = grams_score(reranking->grams, index_ranking_measures(ranking->index), brief);
  hit->score += hit->nearness + hit->grams;
  return SSE_OK;
}

sse_status rerank(struct ranking *ranking, struct matcher *matcher, sqlite3_stmt *read_item,
                  struct rank_hit *hits, size_t count, sse_error *err) {
  struct reranking reranking = {.ranking = ranking, .matcher = matcher, .read_item = read_item};
  sse_status status = grams_new(ranking->query, ranking->index, &reranking.grams, err);
  for (size_t i = 0; i < count && !status; i++) {
    status = item_find(ranking->db, read_item, hits[i].item, err);
    if (!status) status = read_texts(&reranking, &hits[i], err);
  }
  grams_free(reranking.grams);
  if (!status) rank_order(ranking, hits, count);
  return status ? status : ranking->status;
}
