/* Private to source/: what a token of XML says, for readers that make no tree of it.
 * Names of characters in it are those of XML alone, since others were written out.
 * Pure, but for what is appended to. */
#ifndef SSE_SOURCE_RECORDS_MARKUP_H
#define SSE_SOURCE_RECORDS_MARKUP_H

#include "source/format/repair.h"

/* Appends well-formed text as it is read: white space is one space, or a new line where it has an empty line.
 */
void records_markup_append(sse_str xml, sse_buffer *out);

/* The value of an attribute in a start tag, as it stands; none where there is none. */
sse_str records_markup_attribute(const repair_token *token, const char *wanted);
/* The first of several attributes, NULL after the last, that has a value. */
sse_str records_markup_first(const repair_token *token, const char *const *names);

/* What elements are by their local names: those that begin a line in a text; those that have the parts of a
 * date, of JATS and of PubMed. */
bool records_markup_is_block(sse_str name);
bool records_markup_is_date(sse_str name);
/* True for a start tag of what readers of a text do not see. */
bool records_markup_is_hushed(const repair_token *token);

#endif
