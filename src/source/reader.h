/* Private to source/: a file while it is read, as every format sees it.
 * The bytes come as UTF-8, whatever the file is in, as lines or as blocks.
 * The readers, one a format, turn a file into parts (source/part.h). */
#ifndef SSE_SOURCE_READER_H
#define SSE_SOURCE_READER_H

#include "base/lines.h"
#include "source/account.h"
#include "source/part.h"

enum { READER_BODY_LONGEST = 16 * 1024 * 1024 }; /* bytes of text one item may have */

struct reader {
  const char *path; /* as messages and provenance have it */
  const char *base; /* the address that links start at; NULL where there is none */
  const source_options *options;
  struct account *account;
  sse_lines *lines;
  sse_buffer line;               /* the current line, cleaned */
  const char *charset;           /* that it is decoded from; NULL for mail, of which each part says its own */
  const char *transport_charset; /* what a server said of it; NULL where none did */
  const char *captured;      /* when a crawler had it: the date of a page that has none; NULL for unknown */
  const char *format;        /* what a filter made of it, for sure; NULL where that shows in it */
  const struct fields *said; /* by lines that a filter leaves out */
  bool is_entry;             /* of an archive, of which the size tells nothing */
};

/* Tells the handler how many bytes of the file were read. */
void reader_tell_progress(const struct reader *reader);
/* The next line as valid UTF-8 in NFC, borrowed until the next call; `*more` is false at the file's end. */
sse_status reader_next(struct reader *reader, sse_str *line, bool *more, sse_error *err);
/* The same, not normalised; of mail, as it stands in the file. */
sse_status reader_line(struct reader *reader, sse_str *line, bool *more, sse_error *err);
/* The next bytes; `*got` is 0 at the end. */
sse_status reader_bytes(struct reader *reader, char *block, size_t size, size_t *got, sse_error *err);
/* All bytes that are left. Errors: SSE_TOO_LARGE for more than `most`. */
sse_status reader_all(struct reader *reader, size_t most, sse_buffer *out, sse_error *err);
/* The file's beginning, before anything was read. */
sse_str reader_beginning(const struct reader *reader);
/* The number of the line last read, from 1. */
size_t reader_line_number(const struct reader *reader);

/* Fails with a message that names the part's place: "path:17: why" or "path: item 3: why". */
sse_status reader_fail(const struct reader *reader, const struct part *part, sse_status status,
                       const char *why, sse_error *err);

/* Notes an address of the web that goes on where this file ends: its next page, or a sitemap that it names.
 */
void reader_add_further(const struct reader *reader, sse_str address);

/* Appends the date in figures that the file's name begins with, if it does: 2023-07-25-agreement.md,
 * 2023_07.md, 20230725.md; else that of its folder, or of the last folders: 2023-07-25-agreement/index.md,
 * 2023/07/25/agreement.md. A number alone is not a year. */
void reader_append_name_date(const struct reader *reader, sse_buffer *out);

/* Appends the language that the file's name has before its ending, post.fr.md, or else its folder below one
 * called content, content/fr/post.md, as Hugo has them. */
void reader_append_name_language(const struct reader *reader, sse_buffer *out);

/* Appends a line to an item's text: `separator` before it unless the text is empty.
 * Errors: SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status reader_append(const struct reader *reader, sse_buffer *text, const char *separator, sse_str line,
                         sse_error *err);

#endif
