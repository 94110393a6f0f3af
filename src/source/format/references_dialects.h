/* Private to source/: the dialects in which reference managers and databases export records with tags.
 * Each has a table of its tags, and says how a tag is written and which of them begin and end a record.
 * Sources: the RIS format specifications (Research Information Systems), EndNote's import format, NLM's
 * MEDLINE/PubMed data element descriptions, the field tags of the Web of Science, RefWorks's tagged format,
 * and Factiva's field codes. */
#ifndef SSE_SOURCE_REFERENCES_DIALECTS_H
#define SSE_SOURCE_REFERENCES_DIALECTS_H

#include "source/fields.h"

/* How a tag is written. */
typedef enum tag_shape {
  SHAPE_RIS,     /* "TI  - text" */
  SHAPE_PERCENT, /* "%T text" */
  SHAPE_PUBMED,  /* "TI  - text", up to four letters; six spaces continue a value */
  SHAPE_ISI,     /* "TI text"; three spaces continue a value */
  SHAPE_FACTIVA  /* "HD   text", only known tags; all other lines continue a value */
} tag_shape;

struct references_tag {
  const char *tag;
  struct field_rule rule;
};

struct references_dialect {
  tag_shape shape;
  const char *start, *end; /* tags of a record's first and last line; NULL: another start, or an empty line */
  const char *day, *year;  /* tags that form a date together; NULL for none */
  const struct references_tag *rules;
  size_t count;
};

enum { REFERENCES_FACTIVA = 4, REFERENCES_ISI, REFERENCES_DIALECTS };
extern const struct references_dialect references_dialects[REFERENCES_DIALECTS];

#endif
