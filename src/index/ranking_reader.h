/* Private to index/: frees the reader that index_ranking_of creates on first use (ranking.h).
 * The reader itself uses lists/read.h for one index, and several.h for more.
 */
#ifndef SSE_INDEX_RANKING_READER_H
#define SSE_INDEX_RANKING_READER_H

#include "index/index.h"

/* Frees what index_ranking_of created, before the index is closed. NULL is allowed. */
void ranking_reader_free(index_ranking *ranking);

#endif
