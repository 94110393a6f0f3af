/* Private to render/: fields of CSV (RFC 4180), for results and exports.
 * Text that a spreadsheet would take for a formula gets a leading ' (source_csv_is_formula).
 * The caller checks the stream for errors. */
#ifndef SSE_RENDER_CSV_H
#define SSE_RENDER_CSV_H

#include "base/str.h"

#include <stdio.h>

/* Writes a quoted field, then `end`: a comma, or the first byte of a line end. */
void render_csv_field(FILE *out, sse_str text, char end);

#endif
