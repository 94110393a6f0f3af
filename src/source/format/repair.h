/* Private to source/: makes the XML of feeds well-formed while it is read.
 * Bytes (valid UTF-8) become tags and text, each well-formed by itself; whether the tags match is up to the
 * caller. Nothing is rejected: what is not markup is text, and no letter is lost. */
#ifndef SSE_SOURCE_REPAIR_H
#define SSE_SOURCE_REPAIR_H

#include "base/buffer.h"
#include "base/status.h"

typedef struct repairer repairer;

/* Reads the next bytes; `*got` is 0 at the end. */
typedef sse_status repair_read_fn(void *context, char *block, size_t size, size_t *got, sse_error *err);

typedef enum repair_kind {
  REPAIR_START, /* a start tag */
  REPAIR_END,   /* an end tag */
  REPAIR_TEXT,
  REPAIR_STOP, /* the end of the input */
  REPAIR_CUT   /* the end of the input inside a tag or a CDATA section */
} repair_kind;

/* A piece of markup, borrowed until the next one. */
typedef struct repair_token {
  repair_kind kind;
  sse_str name;  /* the element's name as written, with its prefix */
  sse_str xml;   /* the start tag or the text, well-formed: attributes quoted and none repeated, entities of
                    HTML and of the document type expanded, no control characters */
  bool is_empty; /* the element ends with its start tag */
} repair_token;

/* The caller frees `*made`. Errors: SSE_NO_MEMORY. */
sse_status repair_new(repair_read_fn *read, void *context, repairer **made, sse_error *err);
void repair_free(repairer *repair); /* NULL is allowed */

/* Reads the next token. Comments, processing instructions and the document type are skipped. Errors: those of
 * `read`, SSE_NO_MEMORY, and SSE_TOO_LARGE if entities expand too much (wellformed.h). */
sse_status repair_next(repairer *repair, repair_token *token, sse_error *err);

#endif
