/* Private to source/: adds JSON values of any shape to a record.
 * Programs write a text as a string, an object, a list or a tree, a date in parts, a tag as an object. A
 * value without text is not added, so that the caller can count it. */
#ifndef SSE_SOURCE_JSON_VALUE_H
#define SSE_SOURCE_JSON_VALUE_H

#include "source/record.h"

#include <jansson.h>

/* The value in an object, or in objects within it, that is its text; NULL for none. */
const json_t *json_value_text(const json_t *value, field which);

/* Unwraps the related objects of an item, such as tags and authors, as Strapi has them, {"data":
 * [{"attributes": {...}}]}, or GraphQL, {"nodes": [{...}]}, {"edges": [{"node": {...}}]}. Returns the list of
 * the whole, or the contents of an element; other values are returned as they are. */
const json_t *json_value_related(const json_t *value);

/* Returns true if an object declares one of these types, the last of which is NULL. */
bool json_value_is_of_type(const json_t *value, const char *const *types);

/* Adds an element of a list, or a single value, as it is; returns false for one without text, as do the
 * following functions. */
bool json_value_add(struct record *record, sse_str name, struct field_rule rule, const json_t *value);

/* Adds a list: every tag or author; a body as one text; of other fields only the first element with text. */
bool json_value_add_list(struct record *record, sse_str name, struct field_rule rule, const json_t *list);

/* Adds a text that is a tree; returns false for any other value. */
bool json_value_add_tree(struct record *record, sse_str name, struct field_rule rule, const json_t *value);

/* Adds the address of the item from its list of links, the others of which lead to its comments, feed or
 * audio (feedparser, and Atom as JSON): the link that is an alternate or has no relation. */
bool json_value_add_link(struct record *record, sse_str name, const json_t *list);

#endif
