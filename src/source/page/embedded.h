/* Private to source/: an article that a page has only as data, for its scripts to show.
 * Frameworks put the state of a page into scripts and attributes, as JSON: Next.js, Redux, Apollo, Inertia.
 * Only an object that has the page's own headline is used. */
#ifndef SSE_SOURCE_EMBEDDED_H
#define SSE_SOURCE_EMBEDDED_H

#include "source/page/html.h"
#include "source/page/metadata.h"

/* Sets `metadata->embedded` to the longest text of an object with the page's headline (`metadata` has the
 * page's titles), and offers its date. Errors: SSE_NO_MEMORY. */
sse_status embedded_read(const xmlNode *root, page_metadata *metadata, sse_error *err);

#endif
