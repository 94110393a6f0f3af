/* How close the words of a query are to each other in an item, for the score of the best items. Each pair of
 * neighbouring matches of different words adds to both, in inverse proportion to the square of their
 * distance, and less if they are not in the order of the query (Büttcher, Clarke and Lushman, Term Proximity
 * Scoring for Ad-Hoc Retrieval on Very Large Text Collections, 2006). */
#include "search/proximity.h"

#define PROXIMITY    0.5 /* of a word's weight, at most */
#define OUT_OF_ORDER 0.5

static double idf_of_group(const struct ranking *ranking, size_t group) {
  return ranking->cursors[ranking->groups[group].first].idf;
}

static void add_pair(const struct ranking *ranking, const struct match *a, const struct match *b,
                     double *near) {
  double distance = b->position > a->position ? (double)(b->position - a->position) : 1;
  double gain = (b->group > a->group ? 1 : OUT_OF_ORDER) / (distance * distance);
  near[a->group] += gain * idf_of_group(ranking, b->group);
  near[b->group] += gain * idf_of_group(ranking, a->group);
}

void proximity_add(const struct ranking *ranking, const struct match *matches, size_t count, double *near) {
  for (size_t i = 1; i < count; i++)
    if (matches[i].group != matches[i - 1].group) add_pair(ranking, &matches[i - 1], &matches[i], near);
}

double proximity_score(const struct ranking *ranking, const double *near) {
  double score = 0;
  for (size_t g = 0; g < ranking->query->group_count; g++) {
    double idf = idf_of_group(ranking, g);
    score += PROXIMITY * (idf < 1 ? idf : 1) * near[g] / (INDEX_SATURATION + near[g]);
  }
  return score;
}
