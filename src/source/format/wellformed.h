/* Private to source/: text of XML as feeds have it, made well-formed.
 * References are those of HTML, of numbers, and of the document's own type; all are written out.
 * Pure but for what they append to. */
#ifndef SSE_SOURCE_WELLFORMED_H
#define SSE_SOURCE_WELLFORMED_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdint.h>

enum {
  WELLFORMED_REFERENCE_MOST = 40, /* bytes of & and what follows it */
  WELLFORMED_GROWTH = 10          /* times the input that entities may become */
};

/* What was written, and what it is written by. All zero is one of nothing. */
struct wellformed {
  sse_buffer text;
  sse_buffer entities; /* of the document's type: "name\0value\0" each */
  size_t entity_count;
  uint64_t taken, grown; /* bytes of the input, which the caller counts, and of entities written out */
  bool is_overgrown;
};

/* Appends text or the value of an attribute. `is_raw`: an & in it is one. */
void wellformed_append(struct wellformed *out, sse_str text, bool is_raw);

/* Keeps the entities that a document type declares. */
void wellformed_declare(struct wellformed *out, sse_str type);

/* Errors: SSE_NO_MEMORY, SSE_TOO_LARGE where entities have grown to more than WELLFORMED_GROWTH times the
 * input. */
sse_status wellformed_status(const struct wellformed *out, sse_error *err);
void wellformed_reset(struct wellformed *out);

#endif
