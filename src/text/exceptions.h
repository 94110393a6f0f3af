/* Private to text/: words that Snowball gives one stem and that are two things in this field.
 * A cooperative is an enterprise, cooperation is what anybody does; both are "cooper" to a stemmer. The forms
 * of such a word are a group, which has a stem of its own; exceptions.txt lists the groups. */
#ifndef SSE_TEXT_EXCEPTIONS_H
#define SSE_TEXT_EXCEPTIONS_H

#include "text/text.h"

/* The groups in a table, by language and form. Read by any number of threads. */
typedef struct exceptions exceptions;

/* `*made` is the caller's to free. Errors: SSE_NO_MEMORY. */
sse_status exceptions_new(exceptions **made, sse_error *err);
void exceptions_free(exceptions *table);

/* The stem that a folded word of a language has by exception: the first form of its group, static; none for
 * words that the stemmer decides. */
sse_str exceptions_find(const exceptions *table, text_language language, sse_str term);

/* The lines of exceptions.txt after the comments at its head, each a language and the forms of a group. */
sse_str exceptions_lines(void);

#endif
