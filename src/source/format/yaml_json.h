/* Private to source/: converts the documents of a YAML file to JSON, so that lists of mappings in YAML are
 * read by the same names as lists of objects. Anchors and merge keys are followed, within limits: the result
 * may not be much larger than the document. */
#ifndef SSE_SOURCE_YAML_JSON_H
#define SSE_SOURCE_YAML_JSON_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdbool.h>

enum { YAML_JSON_LONGEST = 64 * 1024 * 1024 /* bytes: libyaml keeps a whole document in memory */ };

struct yaml_json;

/* Starts with a text, which is copied; `path` is named in messages, and borrowed. Errors: SSE_INVALID for a
 * text that would take too long to read, SSE_NO_MEMORY. */
sse_status yaml_json_new(sse_str text, const char *path, struct yaml_json **made, sse_error *err);

/* Appends the next document that is not empty and a newline to `out`; `*more` is false if there is none.
 * Integers and booleans become JSON's own, all other scalars strings; null members are left out. Errors:
 * SSE_INVALID for invalid YAML, after which there are no more documents, SSE_TOO_LARGE, SSE_NO_MEMORY. */
sse_status yaml_json_next(struct yaml_json *yaml, sse_buffer *out, bool *more, sse_error *err);

void yaml_json_free(struct yaml_json *yaml); /* NULL is allowed */

#endif
