/* Private to programs/: the lines of an INI file.
 * A line is blank, a comment that begins with # or ;, [section], or name = value. A value may be in double
 * quotes, which preserve spaces at its ends; a quote inside them is doubled. Values do not continue on the
 * next line, and nothing in a value begins a comment. */
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

/* All zero at first; the caller resets `value` at the end. */
typedef struct ini_line {
  ini_kind kind;
  sse_str name;     /* of the section or the setting; borrowed from the line */
  sse_buffer value; /* of a setting, without quotes; valid until the next call */
} ini_line;

/* Parses a line, given without its newline. Errors, without the line number: SSE_INVALID, SSE_NO_MEMORY. */
sse_status ini_parse(sse_str text, ini_line *line, sse_error *err);

/* Prints a line from which ini_parse reads this setting; with quotes if necessary. */
void ini_print(FILE *out, const char *name, const char *value);

#endif
