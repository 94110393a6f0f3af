/* A stream read forward in lines.
 * Memory holds the beginning, then one block and one line, whatever the stream's size.
 * Bytes of another character set become UTF-8 as they come in. */
#ifndef SSE_BASE_LINES_H
#define SSE_BASE_LINES_H

#include "base/status.h"
#include "base/str.h"
#include "base/stream.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A stream read forward in lines. Keeps its beginning, then one block and one line in memory, whatever the
 * stream's size. */
typedef struct sse_lines sse_lines;

enum {
  SSE_LINES_PEEK = 1024 * 1024,   /* bytes sse_lines_peek shows at the most */
  SSE_LINES_LONGEST = 1024 * 1024 /* bytes a line may have */
};

/* Reads `stream`, which messages name `name`, and closes it with the lines, or at once where this fails.
 * `*lines` is the caller's to close. Errors: SSE_NO_MEMORY and what the stream gives. */
sse_status sse_lines_new(const char *name, sse_stream stream, sse_lines **lines, sse_error *err);
/* The same for the file `path`. Errors: those of sse_file_open too. */
sse_status sse_lines_open(const char *path, sse_lines **lines, sse_error *err);
/* Closes and frees; NULL is allowed. */
void sse_lines_close(sse_lines *lines);
/* Reads what comes next as bytes, across lines; `*got` is 0 at the end only. */
sse_status sse_lines_read(sse_lines *lines, char *block, size_t size, size_t *got, sse_error *err);
/* Shows the file's beginning without consuming it; only before the first sse_lines_next. */
sse_str sse_lines_peek(const sse_lines *lines);
/* Whether sse_lines_peek shows all of the file. */
bool sse_lines_peek_is_all(const sse_lines *lines);
/* Has the file turned into UTF-8 from `charset`, a name for sse_decoder_new; only before the first
 * sse_lines_next. Errors: SSE_INVALID for an unknown name, SSE_NO_MEMORY. */
sse_status sse_lines_decode(sse_lines *lines, const char *charset, sse_error *err);
/* Bytes that meant nothing in that character set and became U+FFFD. */
size_t sse_lines_repaired(const sse_lines *lines);
/* The next line without its end (LF or CRLF; CR where the beginning of the file has CR and no LF), borrowed
 * until the next call; `*more` is false at the end of the file. Errors: SSE_IO, SSE_NO_MEMORY, and
 * SSE_TOO_LARGE for a line over SSE_LINES_LONGEST. */
sse_status sse_lines_next(sse_lines *lines, sse_str *line, bool *more, sse_error *err);
/* Shows the next lines as they stand in the file, with their ends, and how many they are: `most`, or as many
 * as SSE_LINES_PEEK bytes hold or are left. Borrowed until the next call; nothing is consumed. Errors:
 * SSE_NO_MEMORY. */
sse_status sse_lines_ahead(sse_lines *lines, size_t most, sse_str *text, size_t *count, sse_error *err);
/* Passes over what sse_lines_ahead has just shown. */
void sse_lines_skip(sse_lines *lines, sse_str text, size_t count);
/* True after the stream's failure was told, which comes after all that was read before it: nothing more
 * comes. */
bool sse_lines_has_failed(const sse_lines *lines);
size_t sse_lines_number(const sse_lines *lines);     /* of the line last returned, from 1 */
size_t sse_lines_last_bytes(const sse_lines *lines); /* of that line, decoded, with its end */
uint64_t sse_lines_bytes(const sse_lines *lines);    /* read from the file so far */

#endif
