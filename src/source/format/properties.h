/* Private to source/: what documents that are XML inside say of themselves, in a file of its own: title,
 * authors, date, keywords, language.
 * All of them have Dublin Core's elements, and each a few more. */
#ifndef SSE_SOURCE_PROPERTIES_H
#define SSE_SOURCE_PROPERTIES_H

#include "source/fields.h"
#include "source/format/repair.h"

/* All zero is none. */
struct properties {
  sse_buffer title, date, lang;
  sse_buffer authors, tags; /* one a line */
  sse_buffer publisher;
  int author_rank, date_rank; /* of what was taken; 0 for nothing */
  sse_buffer value;           /* of the element at hand */
  int rank;                   /* of it; 0 where it is none of these */
  sse_buffer *to;
  bool is_book;
};

/* Reads the properties of Office Open XML (ECMA-376, part 2, 11) or OpenDocument (1.3, part 3, 4.3). Errors:
 * those of `read`, SSE_INVALID, SSE_NO_MEMORY. */
sse_status properties_read(repair_read_fn *read, void *context, struct properties *properties,
                           sse_error *err);
/* The same token by token, for the package document of a book (EPUB 3.3, 5.4), which has more. */
void properties_take_token(struct properties *properties, const repair_token *token);

/* Fills in fields that have nothing yet; the date is left to the caller. `path` is that of the document,
 * whose name is not a title. */
void properties_take(const struct properties *properties, const char *path, struct fields *fields);

bool properties_have_failed(const struct properties *properties);
void properties_reset(struct properties *properties); /* gives the memory back */

#endif
