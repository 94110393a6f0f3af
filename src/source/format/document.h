/* Private to source/: what office documents have in common, whichever program reads them.
 * Their properties are unreliable: the title is often the name of a file or a program, and the date that of
 * the last copy. So what the first lines show takes precedence. */
#ifndef SSE_SOURCE_DOCUMENT_H
#define SSE_SOURCE_DOCUMENT_H

#include "source/reader.h"

enum { DOCUMENT_TITLE_LONGEST = 250 }; /* bytes */

/* The title in a document's properties if somebody chose it: none for "Untitled", "PowerPoint Presentation"
 * or the name of a file; without the program in "Microsoft Word - Annual report". Borrowed. */
sse_str document_title(sse_str said, const char *path);

/* Takes the author in a document's properties, unless it is the name of an account: "user", "Microsoft Office
 * User", "jsmith". */
void document_take_author(struct fields *fields, sse_str author);

/* Ends the current line of a text, trimming spaces at its end; does nothing if the line is empty. */
void document_end_line(sse_buffer *text);

/* Removes the first line of the text if it repeats the title. */
void document_drop_title(struct fields *fields);

/* Completes the fields of a document whose body is filled in, one paragraph per line. Without a title its
 * first line is taken, if it is short; a title is not repeated at the beginning of the body. The date is
 * one that has one of the first lines to itself, else that in the file's name, else `date`, from the
 * properties. */
void document_complete(const struct reader *reader, struct fields *fields, sse_str date);

#endif
