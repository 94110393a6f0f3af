/* Private to index/: what a run did not take, added up by kind, name and reason.
 * The sum of a run stands in its report, that of a source with the source, so that one that is not read again
 * counts all the same. As text it is a line a loss: kind, count, name, reason, with tabs between. */
#ifndef SSE_INDEX_LOSSES_H
#define SSE_INDEX_LOSSES_H

#include "index/index.h"

#include <stdio.h>

/* Appends them as text, each line after `prefix`. */
void losses_write(const index_losses *losses, const char *prefix, sse_buffer *text);
/* Adds those in a text, the lines that begin with `prefix`; others are passed over. Errors: SSE_NO_MEMORY. */
sse_status losses_read(sse_str text, const char *prefix, index_losses *losses, sse_error *err);
sse_status losses_read_file(FILE *file, const char *prefix, index_losses *losses, sse_error *err);

#endif
