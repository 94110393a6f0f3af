/* Private to source/: what the readers, one a format, share.
 * A reader pulls cleaned lines with reader_next and hands items on with reader_item;
 * source_read opens the file, chooses the reader and closes up. */
#ifndef SSE_SOURCE_READER_H
#define SSE_SOURCE_READER_H

#include "source/source.h"

enum { READER_BODY_LONGEST = 16 * 1024 * 1024 }; /* bytes of text one item may have */

struct reader {
  const char *path;
  const source_options *options;
  const source_handler *handler;
  source_report *report;
  sse_lines *lines;
  sse_buffer line; /* the current line, cleaned */
};

/* The next line as valid UTF-8 in NFC, borrowed until the next call; `*more` is false at the file's end. */
sse_status reader_next(struct reader *reader, sse_str *line, bool *more, sse_error *err);

/* Hands the item on, with the options' language and source label laid over it. */
sse_status reader_item(struct reader *reader, source_item *item, sse_error *err);

/* Reports a skipped part at the current line. */
void reader_skip(struct reader *reader, const char *why);

/* Appends a line to an item's body: `separator` before it unless the body is empty.
 * Errors: SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status reader_append(struct reader *reader, sse_buffer *body, const char *separator, sse_str line,
                         sse_error *err);

/* True where the whole line is one http or https address. */
bool reader_is_url(sse_str line);

/* One reader a format. `detect` looks at the file's beginning. */
bool listing_detect(sse_str beginning);
sse_status listing_read(struct reader *reader, sse_error *err);
sse_status plain_read(struct reader *reader, sse_error *err);

#endif
