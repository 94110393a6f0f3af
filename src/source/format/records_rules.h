/* Private to source/: the elements of XML records, by vocabulary. A record is recognised by the element
 * around it; within it, paths of elements are fields. Sources: MODS 3 and MARC 21 (Library of Congress), JATS
 * 1.3 (NISO Z39.96), NITF 3.6 and NewsML-G2 (IPTC), Dublin Core (DCMI Metadata Terms), OAI-PMH 2.0, the RDF
 * that Zotero exports, EndNote's XML, PubMed's XML (NLM's DTD of 2024), NewsML 1.2 (IPTC), FictionBook 2.21,
 * and Evernote's export format (evernote-export4.dtd). */
#ifndef SSE_SOURCE_RECORDS_RULES_H
#define SSE_SOURCE_RECORDS_RULES_H

#include "source/fields.h"

typedef enum records_kind {
  RECORDS_NONE,
  RECORDS_MODS,
  RECORDS_MARC,
  RECORDS_JATS,
  RECORDS_NITF,
  RECORDS_NEWSML,
  RECORDS_DC,
  RECORDS_RDF,
  RECORDS_ENDNOTE,
  RECORDS_PUBMED,
  RECORDS_NEWSML1,
  RECORDS_FICTIONBOOK,
  RECORDS_EVERNOTE
} records_kind;

/* How the text of an element becomes a value. */
typedef enum records_use {
  RECORDS_TEXT,   /* its text, with block elements on separate lines */
  RECORDS_JOIN,   /* joined to the previous value of the same rule: a subtitle by a space, a text as another
                     line */
  RECORDS_LABEL,  /* the same, without a catalogue's punctuation at its end */
  RECORDS_PART,   /* a part of a date: its year, month or day */
  RECORDS_NAME,   /* a part of the name of a person or organisation, or their role (records_name.h) */
  RECORDS_PERSON, /* the element around those parts */
  RECORDS_VALUE,  /* the value of its attribute `value` or, in NITF, `norm`, `key`, `id-string` or
                     `date.publication`, in NewsML 1 `FormalName` */
  RECORDS_EITHER  /* that, or else its text */
} records_use;

struct records_rule {
  records_kind kind;
  int rank;
  const char *path; /* local names below the record, separated by slashes; with an element's type after an @,
                       for that type only; a leading star stands for any ancestors */
  field field;
  records_use use;
};

/* The kind of record that an element is, by its local name; `parent` is the name of the element around it, or
 * EndNote's `xml` if that is the root. */
records_kind records_rules_kind(sse_str name, sse_str parent);

/* The rule for a path; NULL for none. A rule without a type matches a name that has one. */
const struct records_rule *records_rules_find(records_kind kind, sse_str path);

/* The last name of a path, with its type, if any. */
sse_str records_rules_last(sse_str path);

#endif
