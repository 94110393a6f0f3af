/* Private to web/: a record of searches that found nothing, the best source of synonyms.
 * It has only their words, how often they were asked for, and the last day: neither who asked nor the time.
 * The file is a tab-separated table, the most frequent first, for a person or a spreadsheet. */
#ifndef SSE_WEB_MISSED_H
#define SSE_WEB_MISSED_H

#include "base/date.h"
#include "base/status.h"

enum {
  MISSED_MOST = 2000,   /* searches that are kept; the rarest and oldest one makes room */
  MISSED_LONGEST = 200, /* bytes; longer ones are not kept */
  MISSED_SECONDS = 60   /* between two writes of the file */
};

struct missed;

/* Reads the file, if it exists. `path` is borrowed; the caller frees `*made`. Errors: SSE_INVALID if the file
 * is something else, SSE_DENIED, SSE_IO if it cannot be written, SSE_NO_MEMORY. */
sse_status missed_new(const char *path, struct missed **made, sse_error *err);
void missed_free(struct missed *missed); /* NULL is allowed */

/* Records a search; thread-safe. Does nothing if memory is short, or for NULL. */
void missed_note(struct missed *missed, const char *query, sse_date day);
/* Writes the file if anything has changed. It is replaced atomically. Errors: SSE_DENIED, SSE_IO,
 * SSE_NO_MEMORY. */
sse_status missed_save(struct missed *missed, sse_error *err);

#endif
