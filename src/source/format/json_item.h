/* Private to source/: converts a JSON object to a record.
 * Programs nest what a table has in columns: {"title": {"rendered": "..."}}, {"attributes": {...}}, dates in
 * parts, tags as objects. All of it becomes names with values. */
#ifndef SSE_SOURCE_JSON_ITEM_H
#define SSE_SOURCE_JSON_ITEM_H

#include "source/record.h"

#include <jansson.h>

/* Adds the members of an object to a record. The record may then borrow its base from the object. */
void json_item_add(struct record *record, const struct reader *reader, const json_t *object);

/* Appends the provenance that an index exported with an item. */
void json_item_append_provenance(const json_t *object, sse_buffer *out);

/* Adds the author of a JSON Feed, for items that name none, unless that is its publisher, judging by the
 * feed's title. `head` may be NULL. */
void json_item_add_author_of_feed(struct record *record, const json_t *head);

/* What to call an object that is not an item: an activity that only refers to a post by others, or an object
 * next to an article in a schema.org graph; static. NULL for an item. */
const char *json_item_other(const json_t *object);

/* Sets those of `found` whose configured name the object has, whatever its value. */
void json_item_note_names(const struct reader *reader, const json_t *object, bool found[SOURCE_NAME_COUNT]);

#endif
