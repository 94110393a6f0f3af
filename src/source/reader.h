/* Private to source/: what the readers, one a format, share.
 * A reader pulls cleaned lines with reader_next and hands items on with reader_item;
 * source_read opens the file, chooses the reader and closes up. */
#ifndef SSE_SOURCE_READER_H
#define SSE_SOURCE_READER_H

#include "base/lines.h"
#include "base/stream.h"
#include "base/url.h"
#include "source/source.h"

enum { READER_BODY_LONGEST = 16 * 1024 * 1024 }; /* bytes of text one item may have */

struct reader {
  const char *path;
  const source_options *options;
  const source_handler *handler;
  source_report *report;
  sse_lines *lines;
  sse_buffer line; /* the current line, cleaned */
  bool is_decoded; /* the lines come as UTF-8 whatever the file says of itself */
  bool is_entry;   /* of an archive */
  size_t ordinal;  /* of the item at hand, where messages name that and not the line; else 0 */
  text_analyser *analyser;
  sse_buffer sample; /* of an item's text, to tell its language by */
  sse_str lang;      /* told by the last items, a constant of text/ */
  size_t agreeing;   /* items in a row of which the text told that one */
};

/* The next line as valid UTF-8 in NFC, borrowed until the next call; `*more` is false at the file's end. */
sse_status reader_next(struct reader *reader, sse_str *line, bool *more, sse_error *err);

/* The same as it stands in the file. */
sse_status reader_line(struct reader *reader, sse_str *line, bool *more, sse_error *err);
/* The next bytes, as they stand in the file; `*got` is 0 at the end. */
sse_status reader_bytes(struct reader *reader, char *block, size_t size, size_t *got, sse_error *err);
/* All bytes that are left. Errors: SSE_TOO_LARGE for more than `most`. */
sse_status reader_all(struct reader *reader, size_t most, sse_buffer *out, sse_error *err);
/* The file's beginning, before anything was read. */
sse_str reader_beginning(const struct reader *reader);

/* Hands the item on, with the options' language and source label laid over it. */
sse_status reader_item(struct reader *reader, source_item *item, sse_error *err);

/* Reports that the item at hand is skipped. */
void reader_skip(struct reader *reader, const char *why);
/* Reports something else about it. */
void reader_warn(const struct reader *reader, const char *what);
/* Appends the date that the file's name begins with, if it does: 2023-07-25-agreement.md. */
void reader_append_name_date(const struct reader *reader, sse_buffer *out);

/* Appends a line to an item's body: `separator` before it unless the body is empty.
 * Errors: SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status reader_append(struct reader *reader, sse_buffer *body, const char *separator, sse_str line,
                         sse_error *err);

/* True for a name, of a file in a folder or an archive, that a reader takes. */
bool source_takes_name(const char *name);

/* The command of the filter for a name; NULL for none. */
const char *source_filter_of(const source_options *options, const char *name);
/* Runs the filter on the file `path`, which has to outlive the stream of its output. Errors: SSE_INVALID for
 * a filter that fails, SSE_TOO_LARGE for one that takes too long or gives too much, SSE_IO, SSE_NO_MEMORY. */
sse_status filter_open(const char *path, const char *command, const source_options *options,
                       sse_stream *stream, sse_error *err);

/* One reader a format. `detect` looks at the file's beginning. */
bool listing_detect(sse_str beginning);
sse_status listing_read(struct reader *reader, sse_error *err);
sse_status plain_read(struct reader *reader, sse_error *err);
bool markdown_detect(sse_str beginning);
sse_status markdown_read(struct reader *reader, sse_error *err);
bool html_detect(sse_str beginning);
sse_status html_read(struct reader *reader, sse_error *err);
bool feed_detect(sse_str beginning);
sse_status feed_read(struct reader *reader, sse_error *err);
bool json_detect(sse_str beginning);
sse_status json_read(struct reader *reader, sse_error *err);
bool csv_detect(sse_str beginning);
sse_status csv_read(struct reader *reader, sse_error *err);
bool mail_detect(sse_str beginning);
sse_status mail_read(struct reader *reader, sse_error *err);

/* Archives and compressed files. `on_entry` gets each file inside and closes its lines. Errors: SSE_INVALID
 * where it is damaged, SSE_TOO_LARGE where it grows beyond measure, SSE_NO_MEMORY, and what on_entry gives.
 */
typedef sse_status archive_entry_fn(void *context, const char *name, sse_lines *lines, sse_error *err);
bool archive_detect(sse_str beginning);
sse_status archive_walk(const char *path, sse_lines *lines, void *context, archive_entry_fn *on_entry,
                        sse_error *err);

#endif
