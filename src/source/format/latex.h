/* Private to source/: text of TeX, as bibliographies have it, as plain text.
 * Accents and letters that are written as commands become what they stand for; of other commands the argument
 * stays. Source of the commands: LaTeX2e, the unofficial reference manual, "Accents" and "Additional Latin
 * letters". */
#ifndef SSE_SOURCE_LATEX_H
#define SSE_SOURCE_LATEX_H

#include "base/buffer.h"

/* Where the braces or quotes that are open at `at` are closed; the text's length where they are not. */
size_t latex_string_end(sse_str text, size_t at);

/* Appends a text of TeX as plain text. Accents come after their letter, to be composed. */
void latex_append_text(sse_str tex, sse_buffer *out);

#endif
