/* Private to index/: what a run left out, added up by kind, name and reason. The sum for a run is stored in
 * its report, that for a source with the source, so that a source that is not read again still counts.
 * As text, each loss is one line: kind, count, name and reason, separated by tabs. */
#ifndef SSE_INDEX_LOSSES_H
#define SSE_INDEX_LOSSES_H

#include "index/index.h"

#include <stdio.h>

/* Appends the losses as text, each line after `prefix`. */
void losses_write(const index_losses *losses, const char *prefix, sse_buffer *text);
/* Adds the losses in a text: the lines that begin with `prefix`. Other lines are skipped. Errors:
 * SSE_NO_MEMORY. */
sse_status losses_read(sse_str text, const char *prefix, index_losses *losses, sse_error *err);
sse_status losses_read_file(FILE *file, const char *prefix, index_losses *losses, sse_error *err);

#endif
