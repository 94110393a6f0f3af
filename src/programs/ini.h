/* Private to programs/: the lines of an INI file.
 * A line is empty, a comment that begins with # or ;, [section], or name = value. A value may be in double
 * quotes, which keep spaces at its ends; a quote within them is written twice. Values do not go on in the
 * next line, and nothing in them begins a comment. */
#ifndef SSE_PROGRAMS_INI_H
#define SSE_PROGRAMS_INI_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdio.h>

typedef enum ini_kind {
  INI_BLANK, /* or a comment */
  INI_SECTION,
  INI_SETTING
} ini_kind;

/* All zero at first; the caller resets `value` in the end. */
typedef struct ini_line {
  ini_kind kind;
  sse_str name;     /* of the section or the setting; borrowed from the line */
  sse_buffer value; /* of a setting, without quotes; valid until the next call */
} ini_line;

/* Reads a line, which has no newline. Errors, without the place: SSE_INVALID, SSE_NO_MEMORY. */
sse_status ini_parse(sse_str text, ini_line *line, sse_error *err);

/* Prints a line that ini_parse reads as this setting; in quotes where it needs them. */
void ini_print(FILE *out, const char *name, const char *value);

#endif
