/* Private to web/: searches that found nothing, the best source of synonyms.
 * Only their words are kept, how many times they were asked for, and the last day: neither who asked nor
 * when. The file is a table with tabs, the most frequent first, for a person and a spreadsheet. */
#ifndef SSE_WEB_MISSED_H
#define SSE_WEB_MISSED_H

#include "base/date.h"
#include "base/status.h"

enum {
  MISSED_MOST = 2000,   /* searches that are kept: the rarest and oldest one makes room */
  MISSED_LONGEST = 200, /* bytes; longer ones are not kept */
  MISSED_SECONDS = 60   /* between two times that the file is written */
};

struct missed;

/* Reads the file, where it is there. `path` is borrowed; `*made` is the caller's to free. Errors: SSE_INVALID
 * for a file of something else, SSE_DENIED, SSE_IO where it cannot be written, SSE_NO_MEMORY. */
sse_status missed_new(const char *path, struct missed **made, sse_error *err);
void missed_free(struct missed *missed); /* NULL is allowed */

/* Notes a search, from any thread; without memory it is not noted. Nothing for NULL. */
void missed_note(struct missed *missed, const char *query, sse_date day);
/* Writes what is new to the file, which is the old or the new one at any time. Errors: SSE_DENIED, SSE_IO,
 * SSE_NO_MEMORY. */
sse_status missed_save(struct missed *missed, sse_error *err);

#endif
