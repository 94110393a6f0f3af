/* Private to source/: an OpenAlex work (its API, "Work object").
 * Most of its data is nested deeper than elsewhere.
 * The abstract is an inverted index of its words. */
#ifndef SSE_SOURCE_JSON_OPENALEX_H
#define SSE_SOURCE_JSON_OPENALEX_H

#include "source/record.h"

#include <jansson.h>

/* Returns true for a member that json_openalex_add reads and that has no meaning elsewhere. */
bool json_openalex_reads(const char *key, const json_t *value);
/* Adds a work's abstract, authors and journal to a record; nothing for other objects. */
void json_openalex_add(struct record *record, const json_t *work);

#endif
