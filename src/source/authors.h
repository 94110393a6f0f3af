/* Private to source/: the authors of an item, from a text of names to one name per line.
 * A library writes "Smith, Ann" for one person; a byline writes "By Ann Smith, Bob Jones and Carla Ruiz".
 * Names stay as they are written; labels and addresses, which are not names, are removed. */
#ifndef SSE_SOURCE_AUTHORS_H
#define SSE_SOURCE_AUTHORS_H

#include "source/fields.h"

/* Appends the names in `text` to `names`, one per line. Semicolons, bars and line ends separate names of any
 * form. FIELD_IS_PLAIN is for libraries, which use no other separators and in which the name of an
 * organisation may have any length. Other forms are bylines: a label such as "By" is removed, a text too long
 * to be a name is dropped, and commas and "and", in several languages, separate names if every part looks
 * like a person's name. An email address is taken only if there is no name next to it; web addresses never
 * are, nor are placeholders that software writes for an unnamed author, such as "admin". `names` fails if
 * memory runs out. */
void authors_append(sse_buffer *names, sse_str text, field_form form);

/* Takes the names in `text` for an item that may name its authors in several places: names of the highest
 * rank are kept and added up. `*best` is the highest rank taken so far, 0 for none. */
void authors_offer(struct fields *fields, int *best, int rank, sse_str text, field_form form);

/* Appends the people named in a byline within a page's text, such as "By Ann Smith | 25 July 2023". Appends
 * nothing for other lines. */
void authors_append_of_line(sse_buffer *names, sse_str line);

#endif
