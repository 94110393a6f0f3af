/* Private to source/: the files of a book (EPUB 3.3 and 2.0.1).
 * The text is in pages, which come in any order; the package document gives the right one.
 * Used only by package.h. */
#ifndef SSE_SOURCE_BOOK_H
#define SSE_SOURCE_BOOK_H

#include "base/stream.h"
#include "source/format/properties.h"
#include "source/reader.h"

struct book;

sse_status book_new(struct book **made, sse_error *err); /* freed by the caller. Errors: SSE_NO_MEMORY. */
void book_free(struct book *book);                       /* NULL is allowed */

/* Takes a file of the book; the properties in the package document go to `properties`. Errors: those of the
 * stream, SSE_INVALID for a file that is unreadable or encrypted, SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status book_take(struct book *book, sse_str name, const sse_stream *stream, struct properties *properties,
                     sse_error *err);
/* Appends the text of all pages in order; called after all files were taken. Missing pages are reported.
 * Errors: SSE_INVALID if it is not a book, SSE_NO_MEMORY. */
sse_status book_end(const struct book *book, const struct reader *reader, struct fields *fields,
                    sse_error *err);

#endif
