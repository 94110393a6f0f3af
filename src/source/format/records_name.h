/* Private to source/: the name of a person or organisation in a record, in separate parts as in libraries.
 * Parts come in any order; the person's role may be among them.
 * It is kept until the element around the parts ends. */
#ifndef SSE_SOURCE_RECORDS_NAME_H
#define SSE_SOURCE_RECORDS_NAME_H

#include "base/buffer.h"

/* All zero is none. */
struct records_name {
  sse_buffer family, given;
  sse_buffer whole;   /* a name that is not in parts */
  sse_buffer role;    /* roles of the person, as words or codes, separated by spaces */
  bool is_of_another; /* it belongs to another work */
};

/* Takes the text of an element that is a part of the name. The last element of its path says which part:
 * MODS's namePart and roleTerm, JATS's surname, given-names, collab and string-name, FOAF's surname,
 * givenName and name, MARC's subfields. */
void records_name_take(struct records_name *name, sse_str path, sse_str text);

/* Appends the name, "Smith, Ann", of an author. Returns false, and appends nothing, for anyone with another
 * role. Clears the name. */
bool records_name_end(struct records_name *name, sse_buffer *out);

bool records_name_has_failed(const struct records_name *name);
void records_name_clear(struct records_name *name);
void records_name_reset(struct records_name *name); /* frees the memory */

#endif
