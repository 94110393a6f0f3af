/* Private to source/: converts the TeX of bibliographies to plain text.
 * Accents and letters written as commands become characters; other commands leave their argument. Source of
 * the commands: LaTeX2e, the unofficial reference manual, "Accents" and "Additional Latin letters". */
#ifndef SSE_SOURCE_LATEX_H
#define SSE_SOURCE_LATEX_H

#include "base/buffer.h"

/* The position of the brace or quote that closes the one open at `at`; the text's length if there is none. */
size_t latex_string_end(sse_str text, size_t at);

/* Appends a TeX text as plain text. Accents follow their letter, to be composed later. */
void latex_append_text(sse_str tex, sse_buffer *out);

#endif
