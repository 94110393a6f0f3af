/* Private to source/: documents that are zip files of XML: from word processors (.docx, .odt), presentations
 * (.pptx, .odp), and books (.epub).
 * The files in them come one by one and in any order; their contents are gathered into one item. */
#ifndef SSE_SOURCE_PACKAGE_H
#define SSE_SOURCE_PACKAGE_H

#include "source/part.h"
#include "source/reader.h"

struct package;

/* The caller frees `*made`. Errors: SSE_NO_MEMORY. */
sse_status package_new(const struct reader *reader, struct package **made, sse_error *err);
void package_free(struct package *package); /* NULL is allowed */

/* Returns true for a file in the archive that is needed, judging by its name there. */
bool package_wants(sse_str name);
/* Reads such a file. Errors: those of the stream, SSE_INVALID for a file that is unreadable or encrypted,
 * SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status package_take(struct package *package, sse_str name, const sse_stream *stream, sse_error *err);
/* Fills in the fields of the item, after all files were read. Errors: SSE_INVALID if there was no text,
 * SSE_NO_MEMORY. */
sse_status package_end(struct package *package, struct fields *fields, sse_error *err);

#endif
