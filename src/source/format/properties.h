/* Private to source/: the metadata of documents that are XML inside, from a separate file of theirs: title,
 * authors, date, keywords, language.
 * All formats have the elements of Dublin Core, and each adds a few. */
#ifndef SSE_SOURCE_PROPERTIES_H
#define SSE_SOURCE_PROPERTIES_H

#include "source/fields.h"
#include "source/format/repair.h"

/* All zero is none. */
struct properties {
  sse_buffer title, date, lang;
  sse_buffer authors, tags; /* one per line */
  sse_buffer publisher;
  int author_rank, date_rank; /* ranks of the values taken; 0 for none */
  sse_buffer value;           /* of the current element */
  int rank;                   /* rank of the current element; 0 if it is none of these */
  sse_buffer *to;
  bool is_book;
};

/* Reads the properties of Office Open XML (ECMA-376, part 2, 11) or OpenDocument (1.3, part 3, 4.3). Errors:
 * those of `read`, SSE_INVALID, SSE_NO_MEMORY. */
sse_status properties_read(repair_read_fn *read, void *context, struct properties *properties,
                           sse_error *err);
/* Takes the properties token by token, for the package document of a book (EPUB 3.3, 5.4), which has more
 * than properties. */
void properties_take_token(struct properties *properties, const repair_token *token);

/* Fills in fields that are empty, except for the date, which is left to the caller. `path` is that of the
 * document, whose file name is not a title. */
void properties_take(const struct properties *properties, const char *path, struct fields *fields);

bool properties_have_failed(const struct properties *properties);
void properties_reset(struct properties *properties); /* frees the memory */

#endif
