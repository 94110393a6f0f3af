/* Private to index/: ends what ranking.h begins.
 * index_ranking_of makes it when it is first asked for; what it stands on is lists/read.h, or several.h.
 */
#ifndef SSE_INDEX_RANKING_READER_H
#define SSE_INDEX_RANKING_READER_H

#include "index/index.h"

/* Frees what index_ranking_of gave, before the index is closed. NULL is allowed. */
void ranking_reader_free(index_ranking *ranking);

#endif
