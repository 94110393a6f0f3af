/* Private to source/: an object of JSON as a record.
 * Programs nest what a table has in columns: {"title": {"rendered": "..."}}, {"attributes": {...}}, dates in
 * parts, tags as objects. All of it becomes names with values. */
#ifndef SSE_SOURCE_JSON_ITEM_H
#define SSE_SOURCE_JSON_ITEM_H

#include "source/record.h"

#include <jansson.h>

/* Adds the members of an object to a record, which may then borrow its base from the object. */
void json_item_add(struct record *record, const struct reader *reader, const json_t *object);

/* Appends what an index knew of an item of its export. */
void json_item_append_provenance(const json_t *object, sse_buffer *out);

/* Adds what a JSON Feed says of its author, for items that say nothing of theirs, where it has one and that
 * is not its publisher, by its title. `head` may be NULL. */
void json_item_add_author_of_feed(struct record *record, const json_t *head);

/* What an object is called that is not an item: an activity that only points to what another one wrote, what
 * stands around an article in a graph of schema.org; static. NULL for an item. */
const char *json_item_other(const json_t *object);

/* Sets those of `found` of which the object has the name that the person gave, whatever its value. */
void json_item_note_names(const struct reader *reader, const json_t *object, bool found[SOURCE_NAME_COUNT]);

#endif
