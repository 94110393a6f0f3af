/* Private to source/: the journals of an RDF file, by their names.
 * Articles point to the one they are in (dcterms:isPartOf rdf:resource="urn:issn:..."), which stands beside
 * them, after the first that does. */
#ifndef SSE_SOURCE_RECORDS_JOURNALS_H
#define SSE_SOURCE_RECORDS_JOURNALS_H

#include "base/buffer.h"
#include "base/str.h"

/* All zero is none. */
struct records_journals {
  sse_buffer lines; /* a line's end, a name, a tab and a title each */
  sse_buffer key;   /* that is looked for */
};

/* True for the element of what stands beside the records of an export of Zotero. */
bool records_journals_is_beside(sse_str name);
/* Adds one; false where there is no room for it, and those before are forgotten. */
bool records_journals_add(struct records_journals *journals, sse_str about, sse_str title);
/* The title of one, borrowed until the next is added; none where it is not known. */
sse_str records_journals_title(struct records_journals *journals, sse_str about);
void records_journals_reset(struct records_journals *journals); /* gives the memory back */

#endif
