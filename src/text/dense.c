/* Reads dense runs. What folds to more than one sign, as a symbol may, is one cluster still.
 * A term of a cluster that is too long for its place is cut.
 * Clusters of which nothing is left when they are folded, marks alone, are passed over. */
#include "text/dense.h"

#include <string.h>

bool dense_next(sse_str text, size_t *position, size_t end, dense_cluster *cluster) {
  char term[TEXT_TERM_SIZE];
  while (*position < end) {
    cluster->start = *position;
    cluster->end = *position = text_cluster_end(text, *position);
    cluster->length = text_fold(sse_str_part(text, cluster->start, cluster->end), term);
    if (cluster->length > sizeof cluster->term) cluster->length = sizeof cluster->term;
    memcpy(cluster->term, term, cluster->length);
    if (cluster->length > 0) return true;
  }
  return false;
}
