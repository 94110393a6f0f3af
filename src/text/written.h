/* Private to text/: words as they are written, where that is more than their folded form: with accents, or
 * with symbols that are part of a name, as C++, C#, .NET and AT&T.
 * An index holds them beside the folded form; what is asked for as it is written is looked for by them. */
#ifndef SSE_TEXT_WRITTEN_H
#define SSE_TEXT_WRITTEN_H

#include "text/text.h"

/* A name with symbols. */
typedef struct written_name {
  size_t start, end; /* bytes of the text */
  size_t letters;    /* of its shortest word */
} written_name;

/* True where the word of `text` from `start` to `end`, which has letters only, has symbols before or after it
 * that are part of its name. */
bool written_find_name(sse_str text, size_t start, size_t end, written_name *name);

/* Writes the term of such a name, of which `folded` is the first word; 0 where it does not fit. */
size_t written_name_term(sse_str name, sse_str folded, char out[TEXT_TERM_SIZE]);

#endif
