/* Private to programs/: the file of a saved search, read and written as a whole.
 * Other files use it through saved.h.
 * Nothing here knows where files are or what a query means. */
#ifndef SSE_PROGRAMS_SAVED_FILE_H
#define SSE_PROGRAMS_SAVED_FILE_H

#include "programs/saved_query.h"

#include <stddef.h>
#include <stdint.h>

enum { SAVED_TIME_SIZE = 32 };

struct saved_item {
  uint64_t id;      /* a hash of the item's id */
  uint64_t content; /* a hash; 0 if unknown, as in files of version 1 */
};

/* The content of the file. All zero is empty. */
struct saved_state {
  saved_query query;
  int64_t asked; /* seconds since 1970; 0: never or unknown */
  struct saved_item *items;
  size_t count, capacity;
};

void saved_state_reset(struct saved_state *state);
sse_status saved_state_add(struct saved_state *state, struct saved_item item, sse_error *err);

/* Reads a file. The caller resets `state`, whatever the result. Errors: SSE_INVALID for another kind of file,
 * those of sse_lines_open and sse_lines_next. */
sse_status saved_file_read(const char *path, struct saved_state *state, sse_error *err);
/* Writes `draft`, in the same folder, and renames it to `path`: whatever happens, the old or the new file is
 * there, whole. Errors: SSE_DENIED, SSE_IO, SSE_NO_MEMORY. */
sse_status saved_file_write(const char *draft, const char *path, const struct saved_state *state,
                            sse_error *err);

/* ISO 8601 in UTC: 2023-07-25T03:17:00Z; "" for 0. */
void saved_time_format(int64_t seconds, char out[SAVED_TIME_SIZE]);

#endif
