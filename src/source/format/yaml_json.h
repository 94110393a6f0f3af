/* Private to source/: the documents of a YAML file as values of JSON, so that lists of mappings in YAML are
 * read as those of objects are, by the same names.
 * Anchors and merge keys are followed, within limits: what they make of a document may not outgrow it much.
 */
#ifndef SSE_SOURCE_YAML_JSON_H
#define SSE_SOURCE_YAML_JSON_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdbool.h>

enum { YAML_JSON_LONGEST = 64 * 1024 * 1024 /* bytes: libyaml has a whole document in memory */ };

struct yaml_json;

/* Begins with a text, which is copied; `path` is named in messages, and borrowed. Errors: SSE_INVALID for one
 * that takes too long to read, SSE_NO_MEMORY. */
sse_status yaml_json_new(sse_str text, const char *path, struct yaml_json **made, sse_error *err);

/* Appends the next document and a newline to `out`, past empty ones; `*more` is false where there is none.
 * Whole numbers, true and false are JSON's own, all other scalars are strings; what is null is left out of
 * mappings. Errors: SSE_INVALID for what is not YAML, after which there is nothing, SSE_TOO_LARGE,
 * SSE_NO_MEMORY. */
sse_status yaml_json_next(struct yaml_json *yaml, sse_buffer *out, bool *more, sse_error *err);

void yaml_json_free(struct yaml_json *yaml); /* NULL is allowed */

#endif
