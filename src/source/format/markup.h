/* Private to source/: the text of documents that are XML inside: Office Open XML (ECMA-376) and OpenDocument
 * (OASIS, 1.3). Nearly all their elements describe appearance; a table says which ones hold the text, and
 * which hold something that is not part of it. */
#ifndef SSE_SOURCE_MARKUP_H
#define SSE_SOURCE_MARKUP_H

#include "source/format/repair.h"

/* Receives a token of a file, borrowed for the call. Any status other than SSE_OK stops the reading. */
typedef sse_status markup_token_fn(void *context, const repair_token *token, sse_error *err);

/* Passes all tokens of an XML file to `take`, in order. Errors: those of `read` and `take`, SSE_INVALID for a
 * file that ends within a tag, SSE_NO_MEMORY. */
sse_status markup_each(repair_read_fn *read, void *context, markup_token_fn *take, void *taker,
                       sse_error *err);

/* A markup_token_fn for the manifest of an OpenDocument file (1.3, part 2, 3.4). Errors: SSE_INVALID if it
 * declares encryption. */
sse_status markup_check_manifest(void *context, const repair_token *token, sse_error *err);

typedef enum markup_kind {
  MARKUP_OFFICE,      /* WordprocessingML and DrawingML: documents and slides */
  MARKUP_OPENDOCUMENT /* texts and presentations */
} markup_kind;

/* All zero is none. */
struct markup {
  sse_buffer text;  /* one paragraph or table cell per line */
  sse_buffer notes; /* the same for footnotes and speaker's notes */
  sse_buffer title; /* the paragraph with a title style, or the title of a slide; may be empty */
};

/* Reads a file of a document. Tracked deletions, comments, tables of contents and hidden text are left out.
 * Errors: those of `read`, SSE_INVALID for a truncated file, SSE_TOO_LARGE for more than READER_BODY_LONGEST
 * bytes of text, SSE_NO_MEMORY. */
sse_status markup_read(markup_kind kind, repair_read_fn *read, void *context, struct markup *out,
                       sse_error *err);

void markup_clear(struct markup *markup); /* keeps the memory */
void markup_reset(struct markup *markup); /* frees the memory */

#endif
