/* Private to source/: metadata of a text that is lost by the program which converts the text.
 * Org, AsciiDoc, reStructuredText, Textile and MediaWiki are converted by other programs (format/formats.c),
 * which do not output the lines or the front matter that mark a text as a draft. */
#ifndef SSE_SOURCE_PREAMBLE_H
#define SSE_SOURCE_PREAMBLE_H

#include "source/account.h"
#include "source/fields.h"

/* Returns true for the name of a file that may have such lines. */
bool preamble_is_known(const char *name);

/* Fills in the metadata at the beginning of the file `name`: for all formats, whether it is public; for Org,
 * its tags; for Nikola's comments and front matter, all fields. Errors: SSE_NO_MEMORY. */
sse_status preamble_take(const char *name, sse_str beginning, struct account *account, struct fields *fields,
                         sse_error *err);

/* Sets `*length` to the length of the front matter at the beginning of the file `name`, if the program
 * that converts such files does not recognise it and would show it as text; otherwise to 0. Errors:
 * SSE_NO_MEMORY. */
sse_status preamble_length(const char *name, sse_str beginning, size_t *length, sse_error *err);

#endif
