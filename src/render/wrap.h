/* Private to render/: text on a terminal, broken into lines that fit it.
 * Columns are those the terminal shows: East Asian characters are two wide, combining ones none. Control
 * characters, and bytes that are not UTF-8, are shown as U+FFFD, so that no item can drive the terminal. */
#ifndef SSE_RENDER_WRAP_H
#define SSE_RENDER_WRAP_H

#include "render/render.h"

#include <stdio.h>

/* Where on a line the next character goes. */
struct line {
  FILE *out;
  size_t width;  /* columns of a line; 0: lines are not broken */
  size_t indent; /* of the lines that follow the first */
  size_t column;
};

/* Writes text; where `mark` is not NULL, matches stand between it and `base`, the look of what is around
 * them. A line is broken at spaces, between East Asian characters and in words longer than a line. */
void wrap_text(struct line *line, const search_text *shown, const char *base, const char *mark);
/* The same for text without matches. */
void wrap_plain(struct line *line, const char *text);
void wrap_end(struct line *line); /* ends the line */

/* Columns of the character at `text`. */
size_t wrap_columns(const char *text);

/* Writes one character, U+FFFD for one that a terminal must not get. */
void wrap_put_code(FILE *out, const char *text);

#endif
