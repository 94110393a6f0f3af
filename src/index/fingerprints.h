/* Private to index/: what assigns an item to a story, stored apart from its row: its fingerprint, and the
 * addresses at which its source says it is available in other languages.
 * shingles.c and translations.c read the fingerprints, declared.c the addresses. */
#ifndef SSE_INDEX_FINGERPRINTS_H
#define SSE_INDEX_FINGERPRINTS_H

#include "index/batch.h"
#include "index/index.h"

typedef struct index_fingerprints index_fingerprints;

/* The caller frees `*fingerprints`, before the index is closed. Errors: SSE_DATABASE, SSE_NO_MEMORY. */
sse_status fingerprints_new(const index_db *index, index_fingerprints **fingerprints, sse_error *err);
void fingerprints_free(index_fingerprints *fingerprints); /* NULL is allowed */

/* Replaces the fingerprint and addresses of an item; an item without a fingerprint loses its old one. */
sse_status fingerprints_put(index_fingerprints *fingerprints, sqlite3_int64 item, const index_entry *entry,
                            sse_error *err);
sse_status fingerprints_delete(index_fingerprints *fingerprints, sqlite3_int64 item, sse_error *err);

#endif
