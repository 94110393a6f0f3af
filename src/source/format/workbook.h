/* Private to source/: workbooks: spreadsheets that are zip files of XML (.xlsx, .xlsm, .ods).
 * The files in them come one by one and in any order. Afterwards each sheet is a part: a table in CSV, named
 * after the workbook and the sheet. */
#ifndef SSE_SOURCE_WORKBOOK_H
#define SSE_SOURCE_WORKBOOK_H

#include "source/part.h"
#include "source/reader.h"

struct workbook;

/* The caller frees `*made`. Errors: SSE_NO_MEMORY. */
sse_status workbook_new(const struct reader *reader, struct workbook **made, sse_error *err);
void workbook_free(struct workbook *workbook); /* NULL is allowed */

/* Returns true for a file in the archive that is needed, judging by its name there. */
bool workbook_wants(sse_str name);
/* Reads such a file. Errors: those of the stream, SSE_INVALID for an encrypted file, SSE_TOO_LARGE,
 * SSE_NO_MEMORY. */
sse_status workbook_take(struct workbook *workbook, sse_str name, const sse_stream *stream, sse_error *err);
/* Makes the sheets, after all files were read. Sheets that are hidden, and those without a line that names
 * the columns if another one has it, are counted as passed over. Errors: SSE_INVALID if there is no sheet
 * with text, or a file is cut off, SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status workbook_end(struct workbook *workbook, sse_error *err);
/* Fills in the part for the next sheet, whose stream borrows the workbook; PART_END after the last. */
part_outcome workbook_next(struct workbook *workbook, struct part *part, sse_error *err);

#endif
