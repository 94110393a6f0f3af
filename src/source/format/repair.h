/* Private to source/: XML as feeds have it, made well-formed while it is read.
 * Bytes (valid UTF-8) become tags and text, each of which is well-formed by itself; whether tags match is for
 * the caller to see to. Nothing is refused: what is not markup is text, and no letter is lost. */
#ifndef SSE_SOURCE_REPAIR_H
#define SSE_SOURCE_REPAIR_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdint.h>

typedef struct repairer repairer;

/* Gives the next bytes; `*got` is 0 at the end. */
typedef sse_status repair_read_fn(void *context, char *block, size_t size, size_t *got, sse_error *err);

typedef enum repair_kind {
  REPAIR_START, /* a tag that begins an element */
  REPAIR_END,   /* one that ends an element */
  REPAIR_TEXT,
  REPAIR_STOP, /* the end of the input */
  REPAIR_CUT   /* the same, inside a tag, or where a section of characters before has no end */
} repair_kind;

/* A piece of markup, borrowed until the next one. */
typedef struct repair_token {
  repair_kind kind;
  sse_str name;  /* of an element, as it is written, prefix included */
  sse_str xml;   /* the start tag or the text, well-formed: attributes quoted and each one once, entities of
                    HTML   and of the document's own type written out, no control characters */
  bool is_empty; /* the element ends with its start tag */
} repair_token;

/* `*made` is the caller's to free. Errors: SSE_NO_MEMORY. */
sse_status repair_new(repair_read_fn *read, void *context, repairer **made, sse_error *err);
void repair_free(repairer *repair); /* NULL is allowed */

/* Reads the next token. Comments, processing instructions and the document type are passed over. Errors:
 * those of `read`, SSE_NO_MEMORY, and SSE_TOO_LARGE where entities grow (wellformed.h). */
sse_status repair_next(repairer *repair, repair_token *token, sse_error *err);

#endif
