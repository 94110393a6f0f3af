/* Private to source/: an object of JSON as a record.
 * Programs nest what a table has in columns: {"title": {"rendered": "..."}}, {"attributes": {...}}, dates in
 * parts, tags as objects. All of it becomes names with values. */
#ifndef SSE_SOURCE_JSON_ITEM_H
#define SSE_SOURCE_JSON_ITEM_H

#include "source/record.h"

#include <jansson.h>

/* Adds the members of an object to a record, which may then borrow its base from the object. */
void json_item_add(struct record *record, const struct reader *reader, const json_t *object);

/* True for an activity that only points to what another one wrote: a share, a like. */
bool json_item_is_share(const json_t *object);

#endif
