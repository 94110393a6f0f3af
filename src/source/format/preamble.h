/* Private to source/: what a text says of itself in lines that the program which reads it leaves out.
 * Org, AsciiDoc, reStructuredText, Textile and MediaWiki are read by other programs (format/formats.c), and
 * what tells that they are drafts stands in lines of theirs, or in front matter, that those do not show. */
#ifndef SSE_SOURCE_PREAMBLE_H
#define SSE_SOURCE_PREAMBLE_H

#include "source/account.h"
#include "source/fields.h"

/* True for the name of a file that may have such lines. */
bool preamble_is_known(const char *name);

/* Fills in what the beginning of the file `name` says: of all, whether it is public; of Org its tags; of
 * comments of Nikola and of front matter all fields. Errors: SSE_NO_MEMORY. */
sse_status preamble_take(const char *name, sse_str beginning, struct account *account, struct fields *fields,
                         sse_error *err);

/* The length of the front matter that the beginning of the file `name` has, for which the program that reads
 * such files knows no name and which it would show as text; 0 for none. Errors: SSE_NO_MEMORY. */
sse_status preamble_length(const char *name, sse_str beginning, size_t *length, sse_error *err);

#endif
