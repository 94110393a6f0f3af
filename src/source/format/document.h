/* Private to source/: what documents of offices have in common, whichever program reads them.
 * Their properties seldom say what a reader would: a title is often the name of a file or of a program, and a
 * date that of the last copy. What the first lines show goes before. */
#ifndef SSE_SOURCE_DOCUMENT_H
#define SSE_SOURCE_DOCUMENT_H

#include "source/reader.h"

enum { DOCUMENT_TITLE_LONGEST = 250 }; /* bytes */

/* The title that somebody gave, of what a document's properties say: none for "Untitled", "PowerPoint
 * Presentation" or the name of a file; without the program of "Microsoft Word - Annual report". Borrowed. */
sse_str document_title(sse_str said, const char *path);

/* Takes the author that a document's properties name, unless it is that of a machine: "user", "Microsoft
 * Office User", "jsmith". */
void document_take_author(struct fields *fields, sse_str author);

/* Ends a line of a text that is gathered, without spaces at its end; none where there is none. */
void document_end_line(sse_buffer *text);

/* Takes a first line that is the title off the text. */
void document_drop_title(struct fields *fields);

/* Completes the fields of a document of which the body is there, a line a paragraph: without a title its
 * first line serves, if that is short; a title is not repeated at the beginning; the date is one that has one
 * of the first lines to itself, else that of the file's name, else `date`, which its properties have. */
void document_complete(const struct reader *reader, struct fields *fields, sse_str date);

#endif
