/* Private to source/: reorders lines of Arabic, Hebrew and other right-to-left scripts.
 * A PDF has them in visual order, from left to right.
 * They are converted to the order in which they are read. */
#ifndef SSE_SOURCE_VISUAL_H
#define SSE_SOURCE_VISUAL_H

#include "base/buffer.h"
#include "base/status.h"

/* The number of letters of either direction so far. */
struct visual_letters {
  size_t leftward, rightward;
};

/* Returns true if the first character with a direction runs from right to left. */
bool visual_is_leftward(sse_str text);
/* Appends a line to `out` in reading order. If most letters of the text so far, including this line, run from
 * right to left, the line is reversed except for numbers and words of other scripts; otherwise only the
 * right-to-left words are reversed. Parentheses are mirrored with the text, and presentation forms become
 * plain letters. `line` is valid UTF-8. Errors: SSE_NO_MEMORY. */
sse_status visual_append(struct visual_letters *letters, sse_str line, sse_buffer *out, sse_error *err);

#endif
