/* Private to source/: the formats there are, and the one table that knows all of them.
 * A format is a row: its name, how it is told by a file's beginning, the endings of its files, and its
 * reader. A reader opens a file as parts (source/part.h), to be closed with the parts. */
#ifndef SSE_SOURCE_FORMATS_H
#define SSE_SOURCE_FORMATS_H

#include "source/reader.h"

/* Where a file of the format says what character set it is in. */
typedef enum format_declares {
  FORMAT_DECLARES_NONE,
  FORMAT_DECLARES_XML,
  FORMAT_DECLARES_HTML,
  FORMAT_DECLARES_PARTS
} format_declares;

struct format {
  const char *name;
  bool (*detect)(sse_str beginning); /* NULL: it is chosen by name alone */
  /* `parts` is the caller's to close. Errors: SSE_INVALID for a file that is not one, SSE_NO_MEMORY. */
  sse_status (*open)(struct reader *reader, struct parts *parts, sse_error *err);
  const char *endings; /* of names, with a space before and after each */
  format_declares declares;
};

/* The format of that name; NULL where there is none. */
const struct format *format_named(const char *name);
/* The format that a file's beginning shows, else its name, else plain text. */
const struct format *format_of(const char *path, sse_str beginning);

/* True where a name ends in one of `endings`, which have a space before and after each. */
bool format_has_ending(const char *name, const char *endings);
/* True for a name, of a file in a folder or an archive, that a reader takes, or an archive's. */
bool format_takes_name(const char *name);
/* True for a name with the ending of a compressed file or an archive. */
bool format_is_packed_name(const char *name);

enum { FORMAT_LOOKED_AT = 64 * 1024 }; /* bytes of a file: the headers of mail are long */

/* Whether a file of a folder, whose name tells nothing, is taken by its beginning: mail under any name, as in
 * a Maildir, without an ending what says of itself what it is, as a page or a PDF, and with the ending of a
 * document what is none. One that cannot be read is not. Errors: SSE_NO_MEMORY. */
sse_status format_takes_file(const source_options *options, const char *path, bool *takes, sse_error *err);

/* The same for the beginning of a file. */
bool format_takes_beginning(const source_options *options, const char *path, sse_str beginning);
/* True for a document that is a zip file inside, by its beginning and its name. */
bool format_is_zipped(const char *name, sse_str beginning);

/* True for a name whose file may be something else than it says: that of a document, or one that no reader
 * takes. */
bool format_may_show_another(const char *name);
/* What a file is to be called for format_filter: its name, or ".pdf" and the like where its first bytes are
 * those of another document; "" for a page or a table that is called a document, which needs no filter. */
const char *format_shown_name(const char *name, sse_str beginning);

/* The command that makes text of files with such a name: the configuration's, else ours where its program is
 * installed; NULL for none. `*format` is what it makes, NULL where that shows in it. */
const char *format_filter(const source_options *options, const char *name, const char **format);
/* True for a file that a reader takes by its name, or a filter. */
bool format_is_taken(const source_options *options, const char *name);
/* A name's ending as it is counted by: ".pdf", or "no ending". Borrowed from the name. */
sse_str format_ending(const char *name);
/* What a document needs to be read, by its name; static. NULL for what is not a document. */
const char *format_document_reason(const char *name);
/* Why a file that no reader takes is passed over, and what would help; static. */
const char *format_reason(const char *name);
/* The same for a file that is not text, by its first bytes and, where several documents share these, its
 * name; NULL where they say nothing. `*ending` is its usual one, with the dot. */
const char *format_reason_of(const char *name, sse_str beginning, const char **ending);

#endif
