/* Private to source/: the table of all formats.
 * A format is a row: its name, how it is detected from a file's beginning, the extensions of its files, and
 * its reader. A reader opens a file as parts (source/part.h); closing the parts closes the reader. */
#ifndef SSE_SOURCE_FORMATS_H
#define SSE_SOURCE_FORMATS_H

#include "source/reader.h"

/* Where files of the format declare their character set. */
typedef enum format_declares {
  FORMAT_DECLARES_NONE,
  FORMAT_DECLARES_XML,
  FORMAT_DECLARES_HTML,
  FORMAT_DECLARES_PARTS
} format_declares;

struct format {
  const char *name;
  bool (*detect)(sse_str beginning); /* NULL: chosen by file name only */
  /* The caller closes `parts`. Errors: SSE_INVALID for a file of another format, SSE_NO_MEMORY. */
  sse_status (*open)(struct reader *reader, struct parts *parts, sse_error *err);
  const char *endings; /* file name extensions, each with a space before and after it */
  format_declares declares;
};

/* The format with this name; NULL for none. */
const struct format *format_named(const char *name);
/* The format that a file's beginning shows, else the one its name shows, else plain text. */
const struct format *format_of(const char *path, sse_str beginning);

/* Returns true if a name ends in one of `endings`, which have a space before and after each. */
bool format_has_ending(const char *name, const char *endings);
/* Returns true for a name with the extension of a compressed file or an archive. */
bool format_is_packed_name(const char *name);

enum { FORMAT_LOOKED_AT = 64 * 1024 }; /* bytes at the beginning of a file; mail headers are long */

/* Sets `*takes` if a file in a folder is taken because of its beginning although its name says nothing: mail
 * under any name, as in a Maildir; a file without an extension that declares its type, such as a page or a
 * PDF; and a file with the extension of a document that is another kind of file. Unreadable files are not
 * taken. Errors: SSE_NO_MEMORY. */
sse_status format_takes_file(const source_options *options, const char *path, bool *takes, sse_error *err);

/* The same, given the beginning of a file. */
bool format_takes_beginning(const source_options *options, const char *path, sse_str beginning);
/* Returns true for a document that is internally a zip file, judging by its beginning and its name. */
bool format_is_zipped(const char *name, sse_str beginning);
/* Returns true for such a document that is a spreadsheet. */
bool format_is_workbook(const char *name, sse_str beginning);

/* Returns true for a name whose file may be something other than its name says: a document, or a file that no
 * reader takes. */
bool format_may_show_another(const char *name);
/* The name under which format_filter should look up a file: its own name, or ".pdf" and the like if its first
 * bytes are those of another kind of document; "" for a page or a table with the extension of a document,
 * which needs no filter. */
const char *format_shown_name(const char *name, sse_str beginning);

/* The command that converts files with such a name to text: the configured one, else the built-in one if
 * its program is installed; NULL for none. `*format` is the format of its output, NULL if that must be
 * detected. */
const char *format_filter(const source_options *options, const char *name, const char **format);
/* Returns true for a file that a reader or a filter takes by its name. */
bool format_is_taken(const source_options *options, const char *name);
/* The extension under which a file is counted: ".pdf", or "no ending". Borrowed from the name. */
sse_str format_ending(const char *name);
/* What is needed to read a document with such a name; static. NULL if it is not a document. */
const char *format_document_reason(const char *name);
/* Why a file that no reader takes is passed over, and what would help; static. */
const char *format_reason(const char *name);
/* The same for a file that is not text, judging by its first bytes and, if several kinds of documents share
 * these, by its name; NULL if they show nothing. `*ending` is the usual extension, with the dot. */
const char *format_reason_of(const char *name, sse_str beginning, const char **ending);

#endif
