/* Private to source/: a value of JSON, whatever its shape, as values of a record.
 * Programs write a text as a string, an object, a list or a tree; a date in parts; a tag as an object. What
 * has no text is not added, so that who asks for it can count it. */
#ifndef SSE_SOURCE_JSON_VALUE_H
#define SSE_SOURCE_JSON_VALUE_H

#include "source/record.h"

#include <jansson.h>

/* The value in an object, or in objects in it, that is its text; NULL for none. */
const json_t *json_value_text(const json_t *value, field which);

/* What an item is related to, as Strapi has its tags and authors: {"data": [{"attributes": {...}}]}, or
 * answers of GraphQL: {"nodes": [{...}]}, {"edges": [{"node": {...}}]}. Of the whole this is the list, of an
 * element what is in it; other values are as they are. */
const json_t *json_value_related(const json_t *value);

/* True where an object says that it is of one of these types, of which the last is NULL. */
bool json_value_is_of_type(const json_t *value, const char *const *types);

/* Adds an element of a list, or a value alone, as it is; false for one without text, as below. */
bool json_value_add(struct record *record, sse_str name, struct field_rule rule, const json_t *value);

/* Adds a list: of tags and authors each, of a text all in one, of others the first that says something. */
bool json_value_add_list(struct record *record, sse_str name, struct field_rule rule, const json_t *list);

/* Adds a text that is a tree; false for what is none. */
bool json_value_add_tree(struct record *record, sse_str name, struct field_rule rule, const json_t *value);

/* Adds the address of the item among its links, of which others lead to its comments, its feed or its sound
 * (feedparser, and Atom as JSON): the one that is an alternate, or says nothing. */
bool json_value_add_link(struct record *record, sse_str name, const json_t *list);

#endif
