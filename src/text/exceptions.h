/* Private to text/: words that mean two things in this field although Snowball gives them one stem. A
 * cooperative is an enterprise, cooperation is what anybody does; a stemmer makes both "cooper". The forms of
 * such a word are a group, which has its own stem; exceptions.txt lists the groups. */
#ifndef SSE_TEXT_EXCEPTIONS_H
#define SSE_TEXT_EXCEPTIONS_H

#include "text/text.h"

/* The groups in a table, by language and form. Can be read by any number of threads. */
typedef struct exceptions exceptions;

/* The caller frees `*made`. Errors: SSE_NO_MEMORY. */
sse_status exceptions_new(exceptions **made, sse_error *err);
void exceptions_free(exceptions *table);

/* The exceptional stem of a folded word of a language: the first form of its group, static. Empty for words
 * that the stemmer decides. */
sse_str exceptions_find(const exceptions *table, text_language language, sse_str term);

/* The lines of exceptions.txt after the comments at its top. Each has a language and the forms of a group. */
sse_str exceptions_lines(void);

#endif
