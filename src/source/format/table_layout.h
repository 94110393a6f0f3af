/* Private to source/: how a table is laid out, by its beginning.
 * The line that names the columns is the one with the most names of fields in it, by whatever delimiter.
 * What stands before it are remarks, or sep=; as spreadsheets write it. */
#ifndef SSE_SOURCE_TABLE_LAYOUT_H
#define SSE_SOURCE_TABLE_LAYOUT_H

#include "source/reader.h"

struct table_layout {
  char delimiter;
  char quote;          /* " or ' */
  bool is_quoted;      /* a quote at the beginning of a cell is a mark and no letter */
  bool has_escapes;    /* a quote in a cell has a backslash before it, and is not doubled */
  bool has_names;      /* a line names the columns */
  size_t lines_before; /* that line, or the first row */
  size_t remarks;      /* of those, lines with text that are neither remarks by a # nor sep= */
  size_t known;        /* columns that are fields */
  bool has_title;
};

/* `reader` has what the person named; NULL for nothing. */
void table_layout_find(sse_str beginning, const struct reader *reader, struct table_layout *layout);

#endif
