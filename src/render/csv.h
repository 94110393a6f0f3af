/* Private to render/: fields of CSV (RFC 4180), as results and exports have them.
 * What a spreadsheet would take for a formula gets a ' in front (source_csv_is_formula).
 * The caller looks at the stream. */
#ifndef SSE_RENDER_CSV_H
#define SSE_RENDER_CSV_H

#include "base/str.h"

#include <stdio.h>

/* Writes a field in quotes, and `end` after it: a comma, or the first byte of the end of a line. */
void render_csv_field(FILE *out, sse_str text, char end);
/* The same for a list, one entry a line, with `separator` between its entries. */
void render_csv_list(FILE *out, sse_str text, const char *separator, char end);

#endif
