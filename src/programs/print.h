/* Private to programs/: --print, which shows what is read from sources and indexes nothing.
 * Each item is a line of JSON, which `sseindex -` reads back.
 * It lets a person see what a page yields before indexing it. */
#ifndef SSE_PROGRAMS_PRINT_H
#define SSE_PROGRAMS_PRINT_H

#include "index/index.h"
#include "render/render.h"

/* Reads the sources and prints their items to standard output. Whatever cannot be read is reported to the
 * listener and does not stop the rest. Returns like index_run: INDEX_NOTHING if nothing could be read. The
 * caller resets `report`, which has the counts. */
index_exit print_sources(const index_source *sources, size_t count, const index_listener *listener,
                         index_report *report, sse_error *err);

/* Prints every item of the index at `path` in a format, or the index body of RENDER_EXPORT_OPENSEARCH_INDEX.
 * Errors: as index_open, SSE_NO_MEMORY; if standard output fails, the error of sse_fail_errno, at once. */
sse_status print_index(const char *path, render_export format, sse_error *err);

#endif
