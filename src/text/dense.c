/* Reads dense runs. A cluster that folds to several characters, as a symbol may, remains one cluster.
 * The term of a cluster is cut if it is too long for its buffer.
 * Clusters that fold to nothing, such as marks alone, are skipped. */
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
