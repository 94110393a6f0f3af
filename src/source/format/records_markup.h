/* Private to source/: interprets XML tokens for readers that do not build a tree.
 * The only entities in them are those of XML itself, since others were expanded.
 * Pure functions, except for the buffers they append to. */
#ifndef SSE_SOURCE_RECORDS_MARKUP_H
#define SSE_SOURCE_RECORDS_MARKUP_H

#include "source/format/repair.h"

/* Appends well-formed text as readers see it: white space becomes one space, or a newline if it contains an
 * empty line. */
void records_markup_append(sse_str xml, sse_buffer *out);
/* The same with white space as it is. */
void records_markup_append_exact(sse_str xml, sse_buffer *out);

/* The raw value of an attribute in a start tag; none if there is none. */
sse_str records_markup_attribute(const repair_token *token, const char *wanted);
/* The value of the first of several attributes (NULL after the last) that has one. */
sse_str records_markup_first(const repair_token *token, const char *const *names);

/* The kinds of elements by local name: those that begin a line in a text; those that have the parts of a
 * date, in JATS and PubMed. */
bool records_markup_is_block(sse_str name);
bool records_markup_is_date(sse_str name);
/* Returns true for the start tag of an element that readers of a text do not see. */
bool records_markup_is_hushed(const repair_token *token);

#endif
