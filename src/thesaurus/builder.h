/* Private to thesaurus/: writes the database that a thesaurus is compiled to.
 * Statements may come in any order; references between them are resolved at the end.
 * Repeated statements are ignored. */
#ifndef SSE_THESAURUS_BUILDER_H
#define SSE_THESAURUS_BUILDER_H

#include "thesaurus/thesaurus.h"

typedef struct builder builder;

/* The caller frees `*made`, whatever the result. Errors of all functions: SSE_DATABASE, SSE_IO,
 * SSE_NO_MEMORY. */
sse_status builder_new(const char *path, builder **made, sse_error *err);
void builder_free(builder *made);

/* Adds a label to a concept, in valid UTF-8. */
sse_status builder_add_label(builder *to, sse_str concept, thesaurus_kind kind, sse_str lang, sse_str text,
                             sse_error *err);
/* Adds a label that is a resource of its own (SKOS-XL), and the text of such a resource. */
sse_status builder_add_named(builder *to, sse_str concept, thesaurus_kind kind, sse_str label,
                             sse_error *err);
sse_status builder_add_literal(builder *to, sse_str label, sse_str lang, sse_str text, sse_error *err);
sse_status builder_add_narrower(builder *to, sse_str concept, sse_str other, sse_error *err);
/* Marks a resource that may have labels but is not a concept: a scheme, a collection. */
sse_status builder_add_other(builder *to, sse_str resource, sse_error *err);

/* Finishes the database. `*concepts` is the number of concepts with labels. */
sse_status builder_finish(builder *to, const char *stamp, size_t *concepts, sse_error *err);

#endif
