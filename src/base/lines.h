/* Reads a stream forward, line by line.
 * Keeps only the beginning, one block and one line in memory, whatever the stream's size.
 * Text in another character set is converted to UTF-8 as it is read. */
#ifndef SSE_BASE_LINES_H
#define SSE_BASE_LINES_H

#include "base/status.h"
#include "base/str.h"
#include "base/stream.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A stream that is read forward, line by line. */
typedef struct sse_lines sse_lines;

enum {
  SSE_LINES_PEEK = 1024 * 1024,   /* most bytes that sse_lines_peek shows */
  SSE_LINES_LONGEST = 1024 * 1024 /* most bytes in a line */
};

/* Reads `stream`, which messages call `name`. The stream is closed along with the lines, or at once if this
 * fails. The caller closes `*lines`. Errors: SSE_NO_MEMORY and those of the stream. */
sse_status sse_lines_new(const char *name, sse_stream stream, sse_lines **lines, sse_error *err);
/* Like sse_lines_new, for the file `path`. Errors: also those of sse_file_open. */
sse_status sse_lines_open(const char *path, sse_lines **lines, sse_error *err);
/* Closes and frees; NULL is allowed. */
void sse_lines_close(sse_lines *lines);
/* Reads the next bytes, across lines; `*got` is 0 only at the end. */
sse_status sse_lines_read(sse_lines *lines, char *block, size_t size, size_t *got, sse_error *err);
/* Shows the file's beginning without consuming it; only before the first sse_lines_next. */
sse_str sse_lines_peek(const sse_lines *lines);
/* True if sse_lines_peek shows the whole file. */
bool sse_lines_peek_is_all(const sse_lines *lines);
/* Converts the file to UTF-8 from `charset`, a name for sse_decoder_new; only before the first
 * sse_lines_next. Errors: SSE_INVALID for an unknown name, SSE_NO_MEMORY. */
sse_status sse_lines_decode(sse_lines *lines, const char *charset, sse_error *err);
/* How many times undecodable bytes became U+FFFD. */
size_t sse_lines_repaired(const sse_lines *lines);
/* Gives the next line without its end, borrowed until the next call. The end is LF or CRLF, or CR if the
 * beginning of the file has CR and no LF. `*more` is false at the end of the file. Errors: SSE_IO,
 * SSE_NO_MEMORY, and SSE_TOO_LARGE for a line over SSE_LINES_LONGEST. */
sse_status sse_lines_next(sse_lines *lines, sse_str *line, bool *more, sse_error *err);
/* Shows the next lines as they are in the file, line ends included, and their number: `most`, or as many as
 * are left or fit into SSE_LINES_PEEK bytes. Borrowed until the next call; nothing is consumed. Errors:
 * SSE_NO_MEMORY. */
sse_status sse_lines_ahead(sse_lines *lines, size_t most, sse_str *text, size_t *count, sse_error *err);
/* Skips what sse_lines_ahead has just shown. */
void sse_lines_skip(sse_lines *lines, sse_str text, size_t count);
/* True once a failure of the stream has been reported. That happens after everything read before the failure
 * has been returned; nothing follows it. */
bool sse_lines_has_failed(const sse_lines *lines);
size_t sse_lines_number(const sse_lines *lines);     /* of the last line returned, from 1 */
size_t sse_lines_last_bytes(const sse_lines *lines); /* of that line, decoded, including its end */
uint64_t sse_lines_bytes(const sse_lines *lines);    /* read from the file so far */

#endif
