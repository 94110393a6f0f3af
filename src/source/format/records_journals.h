/* Private to source/: the journals of an RDF file, by their names.
 * Articles refer to the journal they are in (dcterms:isPartOf rdf:resource="urn:issn:..."), which comes next
 * to them, after the first article that refers to it. */
#ifndef SSE_SOURCE_RECORDS_JOURNALS_H
#define SSE_SOURCE_RECORDS_JOURNALS_H

#include "base/buffer.h"
#include "base/str.h"

/* All zero is none. */
struct records_journals {
  sse_buffer lines; /* for each: a newline, a name, a tab and a title */
  sse_buffer key;   /* the key being looked up */
};

/* Returns true for an element next to the records of a Zotero export that holds something other than a
 * record. */
bool records_journals_is_journal(sse_str name);
/* Adds a journal; returns false if there is no room for it and the earlier ones were forgotten. */
bool records_journals_add(struct records_journals *journals, sse_str about, sse_str title);
/* The title of a journal, borrowed until the next is added; none if it is unknown. */
sse_str records_journals_title(struct records_journals *journals, sse_str about);
void records_journals_reset(struct records_journals *journals); /* frees the memory */

#endif
