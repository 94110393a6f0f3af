/* Private to source/: an item as formats with named fields have it, from raw text to what is handed on.
 * A reader fills the fields in with whatever bytes it finds; fields_item cleans them.
 * Field names of all formats are told here, so that a table, a feed and a JSON file mean the same by them. */
#ifndef SSE_SOURCE_FIELDS_H
#define SSE_SOURCE_FIELDS_H

#include "source/reader.h"

typedef enum field {
  FIELD_ID,
  FIELD_TITLE,
  FIELD_BODY,
  FIELD_DATE,
  FIELD_URL,
  FIELD_SOURCE,
  FIELD_LANG,
  FIELD_TAGS, /* with commas between them */
  FIELD_COUNT,
  FIELD_NONE = FIELD_COUNT
} field;

struct fields {
  sse_buffer raw[FIELD_COUNT];
  sse_buffer clean[FIELD_COUNT];
};

/* The field that a name stands for, whatever its case: "Headline", "published"; FIELD_NONE for others. */
field fields_named(sse_str name);

/* Hands the item on and clears the fields. Without a title the first words of the body serve; without either
 * the item is skipped and reported. A date that cannot be read is reported and left out. Errors:
 * SSE_NO_MEMORY and what reader_item gives. */
sse_status fields_item(struct reader *reader, struct fields *fields, sse_error *err);

/* Appends text from HTML to a field, as paragraphs. Errors: SSE_NO_MEMORY, SSE_TOO_LARGE. */
sse_status fields_append_html(struct fields *fields, field which, sse_str html, sse_error *err);

void fields_clear(struct fields *fields);
void fields_reset(struct fields *fields); /* gives the memory back */

#endif
