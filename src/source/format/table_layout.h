/* Private to source/: detects the layout of a table from its beginning.
 * The header line is the one with the most field names in it, by any delimiter.
 * Lines before it are remarks, or sep=; as spreadsheets write it. */
#ifndef SSE_SOURCE_TABLE_LAYOUT_H
#define SSE_SOURCE_TABLE_LAYOUT_H

#include "source/reader.h"

struct table_layout {
  char delimiter;
  char quote;          /* " or ' */
  bool is_quoted;      /* a quote at the beginning of a cell is a delimiter and not a character */
  bool has_escapes;    /* a quote within a cell is escaped by a backslash instead of doubled */
  bool has_names;      /* there is a header line */
  size_t lines_before; /* the number of lines before the header or the first row */
  size_t remarks;      /* of those, lines with text that are neither remarks after # nor sep= */
  size_t known;        /* number of columns that are fields */
  bool has_title;
};

/* `reader` has the names that the user configured; NULL for none. */
void table_layout_find(sse_str beginning, const struct reader *reader, struct table_layout *layout);

#endif
