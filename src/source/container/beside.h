/* Private to source/: the tables of an archive that describe files in it (source/described.h).
 * A table may come after its files, so that the archive is looked at before it is read.
 * Only zip files are: their directory is at the end, and other entries need not be unpacked. */
#ifndef SSE_SOURCE_BESIDE_H
#define SSE_SOURCE_BESIDE_H

#include "source/described.h"

enum { BESIDE_MOST = 8 /* tables per archive */ };

struct beside {
  sse_buffer names; /* of all files, a line break before each; empty if no table describes any of them */
  struct {
    sse_buffer name, bytes;
  } tables[BESIDE_MOST];
  size_t count;
};

/* Looks at the zip file `file`, and leaves it at its beginning. One that cannot be read has no tables:
 * reading it will tell. Errors: SSE_NO_MEMORY. */
sse_status beside_look(int file, struct beside *beside, sse_error *err);

/* Adds what describes the file `inside`, or what that table describes. */
void beside_find(const struct beside *beside, sse_str inside, struct described *described);

void beside_reset(struct beside *beside);

#endif
