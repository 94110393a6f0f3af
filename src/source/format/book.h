/* Private to source/: the files of a book (EPUB 3.3 and 2.0.1).
 * Its text is in pages, of which the package document says the order; they come in any.
 * Used by package.h alone. */
#ifndef SSE_SOURCE_BOOK_H
#define SSE_SOURCE_BOOK_H

#include "base/stream.h"
#include "source/format/properties.h"
#include "source/reader.h"

struct book;

sse_status book_new(struct book **made, sse_error *err); /* the caller's to free. Errors: SSE_NO_MEMORY. */
void book_free(struct book *book);                       /* NULL is allowed */

/* Takes what a file says: the package document's properties go to `properties`. Errors: those of the stream,
 * SSE_INVALID for a file that cannot be read or is encrypted, SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status book_take(struct book *book, sse_str name, const sse_stream *stream, struct properties *properties,
                     sse_error *err);
/* Appends the text of all pages in their order, after all files. Pages that are not there are told. Errors:
 * SSE_INVALID for what is not a book, SSE_NO_MEMORY. */
sse_status book_end(const struct book *book, const struct reader *reader, struct fields *fields,
                    sse_error *err);

#endif
