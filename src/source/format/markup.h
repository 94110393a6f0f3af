/* Private to source/: the text of a document that is XML inside: Office Open XML (ECMA-376) and OpenDocument
 * (OASIS, 1.3).
 * Nearly all elements of such a document say how it looks; a table says which hold its text, and which hold
 * what is not part of it. */
#ifndef SSE_SOURCE_MARKUP_H
#define SSE_SOURCE_MARKUP_H

#include "source/format/repair.h"

/* Receives a token of a file, borrowed for the call; a status other than SSE_OK ends the reading. */
typedef sse_status markup_token_fn(void *context, const repair_token *token, sse_error *err);

/* Hands all tokens of an XML file to `take`, in order. Errors: those of `read` and `take`, SSE_INVALID for a
 * file that ends in a tag, SSE_NO_MEMORY. */
sse_status markup_each(repair_read_fn *read, void *context, markup_token_fn *take, void *taker,
                       sse_error *err);

typedef enum markup_kind {
  MARKUP_OFFICE,      /* WordprocessingML and DrawingML: documents and slides */
  MARKUP_OPENDOCUMENT /* texts and presentations */
} markup_kind;

/* All zero is none. */
struct markup {
  sse_buffer text;  /* a line a paragraph, cells of tables too */
  sse_buffer notes; /* the same of footnotes and of a speaker's notes */
  sse_buffer title; /* the paragraph that has the style of a title, or the title of a slide; may be empty */
};

/* Reads a file of a document. What was deleted with changes tracked, comments, tables of contents and what is
 * hidden are not text. Errors: those of `read`, SSE_INVALID for a file that ends in the middle, SSE_TOO_LARGE
 * for more than READER_BODY_LONGEST bytes of text, SSE_NO_MEMORY. */
sse_status markup_read(markup_kind kind, repair_read_fn *read, void *context, struct markup *out,
                       sse_error *err);

void markup_clear(struct markup *markup); /* keeps the memory */
void markup_reset(struct markup *markup); /* gives it back */

#endif
