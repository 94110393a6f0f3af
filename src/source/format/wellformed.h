/* Private to source/: makes the text of XML in feeds well-formed.
 * References may be HTML entities, numbers, and entities of the document type; all are expanded.
 * Pure functions, except for the buffers they append to. */
#ifndef SSE_SOURCE_WELLFORMED_H
#define SSE_SOURCE_WELLFORMED_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdint.h>

enum {
  WELLFORMED_REFERENCE_MOST = 40, /* bytes of & and what follows it */
  WELLFORMED_GROWTH = 10          /* how many times the input entities may expand to */
};

/* The output, and the state it depends on. All zero is the beginning. */
struct wellformed {
  sse_buffer text;
  sse_buffer entities; /* of the document type: "name\0value\0" each */
  size_t entity_count;
  uint64_t taken, grown; /* bytes of input, which the caller counts, and of expanded entities */
  bool is_overgrown;
};

/* Appends text or the value of an attribute. `is_raw`: & is literal. */
void wellformed_append(struct wellformed *out, sse_str text, bool is_raw);

/* Stores the entities that a document type declares. */
void wellformed_declare(struct wellformed *out, sse_str type);

/* The state so far. Errors: SSE_NO_MEMORY, SSE_TOO_LARGE if entities have expanded to more than
 * WELLFORMED_GROWTH times the input. */
sse_status wellformed_status(const struct wellformed *out, sse_error *err);
void wellformed_reset(struct wellformed *out);

#endif
