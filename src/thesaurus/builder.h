/* Private to thesaurus/: writes the database that a thesaurus is compiled to.
 * Statements come in any order; what they make together is seen at the end.
 * One that came before is passed over. */
#ifndef SSE_THESAURUS_BUILDER_H
#define SSE_THESAURUS_BUILDER_H

#include "thesaurus/thesaurus.h"

typedef struct builder builder;

/* `*made` is the caller's to free, whatever the result. Errors of all: SSE_DATABASE, SSE_IO, SSE_NO_MEMORY.
 */
sse_status builder_new(const char *path, builder **made, sse_error *err);
void builder_free(builder *made);

/* A label of a concept, in valid UTF-8. */
sse_status builder_add_label(builder *to, sse_str concept, thesaurus_kind kind, sse_str lang, sse_str text,
                             sse_error *err);
/* The same by a label that is a resource of its own (SKOS-XL), and what that one is in letters. */
sse_status builder_add_named(builder *to, sse_str concept, thesaurus_kind kind, sse_str label,
                             sse_error *err);
sse_status builder_add_literal(builder *to, sse_str label, sse_str lang, sse_str text, sse_error *err);
sse_status builder_add_narrower(builder *to, sse_str concept, sse_str other, sse_error *err);
/* A resource that has labels and is not a concept: a scheme, a collection. */
sse_status builder_add_other(builder *to, sse_str resource, sse_error *err);

/* Ends it. `*concepts` have labels. */
sse_status builder_finish(builder *to, const char *stamp, size_t *concepts, sse_error *err);

#endif
