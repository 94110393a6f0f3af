/* Private to source/: documents that are a zip file with XML inside: of word processors (.docx, .odt), of
 * presentations (.pptx, .odp), and books (.epub).
 * An archive's files come one by one and in any order; what they say is gathered, and then one item. */
#ifndef SSE_SOURCE_PACKAGE_H
#define SSE_SOURCE_PACKAGE_H

#include "source/part.h"
#include "source/reader.h"

struct package;

/* `*made` is the caller's to free. Errors: SSE_NO_MEMORY. */
sse_status package_new(const struct reader *reader, struct package **made, sse_error *err);
void package_free(struct package *package); /* NULL is allowed */

/* True for a file of the archive that has something to say, by its name in it. */
bool package_wants(sse_str name);
/* Takes what such a file says. Errors: those of the stream, and SSE_INVALID for one that cannot be read or is
 * encrypted, SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status package_take(struct package *package, sse_str name, const sse_stream *stream, sse_error *err);
/* Fills in the fields of the item, after all files. Errors: SSE_INVALID where there was no text,
 * SSE_NO_MEMORY. */
sse_status package_end(struct package *package, struct fields *fields, sse_error *err);

#endif
