/* Private to render/: breaks text into lines that fit a terminal.
 * Columns are as the terminal shows them: East Asian characters take two, combining characters none. Control
 * characters, and bytes that are not UTF-8, are shown as U+FFFD, so that no item can drive the terminal. */
#ifndef SSE_RENDER_WRAP_H
#define SSE_RENDER_WRAP_H

#include "render/render.h"

#include <stdio.h>

/* The position in a line. */
struct line {
  FILE *out;
  size_t width;  /* columns per line; 0: lines are not broken */
  size_t indent; /* of the lines after the first */
  size_t column;
};

/* Writes text. If `mark` is not NULL, it is written before each match, and `base`, the style of the
 * surrounding text, after it. Lines are broken at spaces, between East Asian characters, and inside words
 * longer than a line. */
void wrap_text(struct line *line, const search_text *shown, const char *base, const char *mark);
/* Writes text without matches. */
void wrap_plain(struct line *line, const char *text);
void wrap_end(struct line *line); /* ends the line */

/* The number of columns that the character at `text` takes. */
size_t wrap_columns(const char *text);

/* Writes one character; U+FFFD for one that must not reach a terminal. */
void wrap_put_code(FILE *out, const char *text);

#endif
