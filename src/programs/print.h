/* Private to programs/: --print, which shows what is read of sources and indexes nothing.
 * An item is a line of JSON, as `sseindex -` reads it back.
 * It is how a person sees what a page gives before it is indexed. */
#ifndef SSE_PROGRAMS_PRINT_H
#define SSE_PROGRAMS_PRINT_H

#include "index/index.h"
#include "render/render.h"

/* Reads the sources and prints their items to standard output. What cannot be read goes to the listener and
 * does not stop the others. Returns as index_run does: INDEX_NOTHING where nothing could be read. `report`
 * has the counts, and is the caller's to reset. */
index_exit print_sources(const index_source *sources, size_t count, const index_listener *listener,
                         index_report *report, sse_error *err);

/* Prints every item of the index at `path` in a format, or what RENDER_EXPORT_OPENSEARCH_INDEX is. Errors: as
 * index_open, SSE_NO_MEMORY; where standard output fails, what sse_fail_errno gives, at once. */
sse_status print_index(const char *path, render_export format, sse_error *err);

#endif
