/* Private to source/: the name of a person or body in a record, in the parts that libraries have it in.
 * Parts come in any order; what the person did comes with them, or not at all.
 * It is kept until the element around the parts ends. */
#ifndef SSE_SOURCE_RECORDS_NAME_H
#define SSE_SOURCE_RECORDS_NAME_H

#include "base/buffer.h"

/* All zero is none. */
struct records_name {
  sse_buffer family, given;
  sse_buffer whole;   /* a name that is not in parts */
  sse_buffer role;    /* what its owner did, by word or code; a space between several */
  bool is_of_another; /* it is of another work */
};

/* Takes the text of an element that is a part of the name. Its path tells which, by its last element: MODS's
 * namePart and roleTerm, JATS's surname, given-names, collab and string-name, FOAF's surname, givenName and
 * name, MARC's subfields. */
void records_name_take(struct records_name *name, sse_str path, sse_str text);

/* Appends the name, "Smith, Ann", of an author; false, and nothing, for others, whom a role says to be
 * something else. The name is empty after that. */
bool records_name_end(struct records_name *name, sse_buffer *out);

bool records_name_has_failed(const struct records_name *name);
void records_name_clear(struct records_name *name);
void records_name_reset(struct records_name *name); /* gives the memory back */

#endif
