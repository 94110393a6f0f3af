/* Private to source/: what holds files, opened as parts (source/part.h).
 * Folders and archives look alike to whoever reads them.
 * Nothing is ever unpacked under its own name, so names that lead elsewhere lead nowhere. */
#ifndef SSE_SOURCE_CONTAINER_H
#define SSE_SOURCE_CONTAINER_H

#include "source/reader.h"

/* True for a compressed file or an archive, by its beginning. */
bool archive_detect(sse_str beginning);
/* Opens the archive that `reader` stands at the beginning of. The parts borrow the reader; each part's stream
 * has to be closed before the next one is asked for. Files that no reader takes are passed over, and counted.
 * Errors: SSE_INVALID, SSE_TOO_LARGE, SSE_IO, SSE_NO_MEMORY. */
sse_status archive_open(struct reader *reader, struct parts *parts, sse_error *err);

/* True for a file of the archive, by its name in it, that is wanted. */
typedef bool archive_wants_fn(sse_str inside);
/* The same, with all files that are wanted and nothing said of others. */
sse_status archive_open_some(struct reader *reader, archive_wants_fn *wants, struct parts *parts,
                             sse_error *err);

/* The same for a document that is a zip file inside (format/package.h): it is one item. */
sse_status zipped_open(struct reader *reader, struct parts *parts, sse_error *err);

/* The same for a web archive as crawlers write them (WARC, ISO 28500): each answer of a server that is a
 * page, a feed or text is a part, with the address it came from. */
bool warc_detect(sse_str beginning);
sse_status warc_open(struct reader *reader, struct parts *parts, sse_error *err);

#endif
