/* Private to text/: words as they are written, if that is more than their folded form: with accents, or with
 * symbols that are part of a name, such as C++, C#, .NET and AT&T. An index holds these terms next to the
 * folded ones, for queries that ask for a word exactly as it is written. */
#ifndef SSE_TEXT_WRITTEN_H
#define SSE_TEXT_WRITTEN_H

#include "text/text.h"

/* A name with symbols. */
typedef struct written_name {
  size_t start, end; /* in bytes of the text */
  size_t letters;    /* the number of letters of its shortest word */
} written_name;

/* True if the word of `text` from `start` to `end`, which has only letters, has symbols before or after it
 * that are part of its name. */
bool written_find_name(sse_str text, size_t start, size_t end, written_name *name);

/* Writes the term of such a name, whose first word is `folded`. Returns the length, 0 if it does not fit. */
size_t written_name_term(sse_str name, sse_str folded, char out[TEXT_TERM_SIZE]);

#endif
