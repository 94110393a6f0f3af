/* Private to source/: who wrote an item, as a text of names on the way to one name a line.
 * A library writes "Smith, Ann" for one person; a byline writes "By Ann Smith, Bob Jones and Carla Ruiz".
 * Names stay as they are written; what goes is what is not a name: a label, an address. */
#ifndef SSE_SOURCE_AUTHORS_H
#define SSE_SOURCE_AUTHORS_H

#include "source/fields.h"

/* Appends the names in `text` to `names`, a line each. Semicolons, bars and ends of lines stand between names
 * of any form. FIELD_IS_PLAIN is for libraries, in which nothing else does, and in which the name of a body
 * may have any length. Other forms are bylines: a label such as "By" goes, a text too long to be a name, and
 * commas and "and", in several languages, where all that they separate looks like a person's name. An address
 * of mail is only taken without a name beside it; one of the web never, nor what programs write where nobody
 * said who they are, as "admin". Short memory shows in `names`. */
void authors_append(sse_buffer *names, sse_str text, field_form form);

/* Takes the names in `text` for an item, where several places have them: those of the highest rank stay and
 * add up. `*best` is the rank of what is taken, 0 for nothing yet. */
void authors_offer(struct fields *fields, int *best, int rank, sse_str text, field_form form);

/* Appends the people of a line of a page that says in words who wrote what follows: "By Ann Smith | 25 July
 * 2023". Nothing for other lines. */
void authors_append_of_line(sse_buffer *names, sse_str line);

#endif
