/* Private to source/: lines of Arabic, Hebrew and other scripts that run from right to left.
 * A PDF has them as they stand on paper, from left to right.
 * They are put into the order in which they are read. */
#ifndef SSE_SOURCE_VISUAL_H
#define SSE_SOURCE_VISUAL_H

#include "base/buffer.h"
#include "base/status.h"

/* The letters of either direction, so far. */
struct visual_letters {
  size_t leftward, rightward;
};

/* True where the first character that has a direction runs from right to left. */
bool visual_is_leftward(sse_str text);
/* Appends a line to `out` in the order of its reading: from the right, with numbers and words of other
 * scripts as they stand, where the text has more such letters, those of this line among them; else the words
 * of such scripts alone are turned. Parentheses are turned with the text, and the shapes that letters take in
 * a word are letters again. `line` is valid UTF-8. Errors: SSE_NO_MEMORY. */
sse_status visual_append(struct visual_letters *letters, sse_str line, sse_buffer *out, sse_error *err);

#endif
