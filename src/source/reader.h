/* Private to source/: a file that is being read, as every format sees it.
 * Its contents arrive as UTF-8, whatever the file's encoding, in lines or in blocks.
 * The readers, one per format, turn a file into parts (source/part.h). */
#ifndef SSE_SOURCE_READER_H
#define SSE_SOURCE_READER_H

#include "base/lines.h"
#include "source/account.h"
#include "source/part.h"

enum { READER_BODY_LONGEST = 16 * 1024 * 1024 }; /* maximum bytes of text per item */

struct reader {
  const char *path; /* as it appears in messages and provenance */
  const char *base; /* the base address of links; NULL for none */
  const source_options *options;
  struct account *account;
  sse_lines *lines;
  sse_buffer line;     /* the current line, cleaned */
  const char *charset; /* that the file is decoded from; NULL for mail, in which each part declares its own */
  const char *transport_charset; /* that a server reported; NULL for none */
  const char *captured; /* when a crawler fetched it: the date of a page that has none; NULL if unknown */
  const char *format;   /* the format that a filter is certain to produce; NULL if it must be detected */
  const struct fields *said;         /* fields from lines that a filter leaves out */
  const struct described *described; /* what is next to the file; NULL for nothing */
  bool is_entry;                     /* the file is in an archive, whose size says nothing about progress */
};

/* Reports to the handler how many bytes of the file were read. */
void reader_report_progress(const struct reader *reader);
/* Reads the next line as valid UTF-8 in NFC, borrowed until the next call; `*more` is false at the end of the
 * file. */
sse_status reader_next(struct reader *reader, sse_str *line, bool *more, sse_error *err);
/* Reads the next line without normalising it; for mail, exactly as it is in the file. */
sse_status reader_line(struct reader *reader, sse_str *line, bool *more, sse_error *err);
/* Reads the next bytes; `*got` is 0 at the end. */
sse_status reader_bytes(struct reader *reader, char *block, size_t size, size_t *got, sse_error *err);
/* The same as the `read` of a stream; `context` is the reader. */
sse_status reader_read(void *context, char *block, size_t size, size_t *got, sse_error *err);
/* Reads all remaining bytes. Errors: SSE_TOO_LARGE for more than `most`. */
sse_status reader_all(struct reader *reader, size_t most, sse_buffer *out, sse_error *err);
/* The beginning of the file, before anything was read. */
sse_str reader_beginning(const struct reader *reader);
/* The number of the line last read, from 1. */
size_t reader_line_number(const struct reader *reader);

/* Fails with a message that names the part's place: "path:17: why" or "path: item 3: why". */
sse_status reader_fail(const struct reader *reader, const struct part *part, sse_status status,
                       const char *why, sse_error *err);

/* Records a web address that continues this file: its next page, or a sitemap that it names. */
void reader_add_further(const struct reader *reader, sse_str address);

/* Appends the numeric date at the start of the file's name: 2023-07-25-agreement.md, 2023_07.md, 20230725.md.
 * If there is none, takes it from the file's folder or the last folders of its path:
 * 2023-07-25-agreement/index.md, 2023/07/25/agreement.md. A single number is not taken for a year. */
void reader_append_name_date(const struct reader *reader, sse_buffer *out);

/* Appends the language in the file's name, before its extension (post.fr.md), or else the language folder
 * below one called content (content/fr/post.md), as Hugo has them. */
void reader_append_name_language(const struct reader *reader, sse_buffer *out);

/* Appends a line to an item's text, preceded by `separator` unless the text is empty. Errors: SSE_TOO_LARGE,
 * SSE_NO_MEMORY. */
sse_status reader_append(const struct reader *reader, sse_buffer *text, const char *separator, sse_str line,
                         sse_error *err);

#endif
