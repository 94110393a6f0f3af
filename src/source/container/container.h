/* Private to source/: containers of files, opened as parts (source/part.h).
 * Folders and archives look alike to their readers.
 * Nothing is ever unpacked under its own name, so names that point outside an archive do no harm. */
#ifndef SSE_SOURCE_CONTAINER_H
#define SSE_SOURCE_CONTAINER_H

#include "source/reader.h"

/* True for a compressed file or an archive, judged by its beginning. */
bool archive_detect(sse_str beginning);
/* Opens the archive at whose beginning `reader` is. The parts borrow the reader; each part's stream must be
 * closed before the next part is requested. Files that no reader takes are skipped and counted. Errors:
 * SSE_INVALID, SSE_TOO_LARGE, SSE_IO, SSE_NO_MEMORY. */
sse_status archive_open(struct reader *reader, struct parts *parts, sse_error *err);

/* Returns true if a file is wanted, by its name in the archive. */
typedef bool archive_wants_fn(sse_str inside);
/* As archive_open, but takes all wanted files, and skips the others without counting them. */
sse_status archive_open_some(struct reader *reader, archive_wants_fn *wants, struct parts *parts,
                             sse_error *err);

/* As archive_open, for a document that is a zip file inside: it is one item (format/package.h), or a
 * spreadsheet, each sheet of which is a table (format/workbook.h). */
sse_status zipped_open(struct reader *reader, struct parts *parts, sse_error *err);

/* As archive_open, for a web archive as crawlers write them (WARC, ISO 28500): each server response that is a
 * page, a feed or text is a part, with the address it came from. */
bool warc_detect(sse_str beginning);
sse_status warc_open(struct reader *reader, struct parts *parts, sse_error *err);

#endif
