/* Private to source/: finds the items in a JSON file, which may be in a wrapped list, {"articles": [...]},
 * {"response": {"results": [...]}}, or in an object with ids as keys. The beginning of a file shows the path
 * to them, so that the rest can be read item by item. */
#ifndef SSE_SOURCE_JSON_SHAPE_H
#define SSE_SOURCE_JSON_SHAPE_H

#include "base/buffer.h"
#include "base/str.h"
#include "source/source.h"

enum { JSON_SHAPE_STEPS_MOST = 8, JSON_SHAPE_NAME_SIZE = 64 };

typedef enum json_step_kind {
  JSON_STEP_ELEMENTS, /* each element of an array */
  JSON_STEP_MEMBER,   /* the member of an object with that name */
  JSON_STEP_MEMBERS   /* each member of an object */
} json_step_kind;

struct json_step {
  json_step_kind kind;
  char name[JSON_SHAPE_NAME_SIZE]; /* as written in the file, without the quotes */
};

/* The steps from a value of the file to its items; none if the value is an item itself. */
struct json_shape {
  struct json_step steps[JSON_SHAPE_STEPS_MOST];
  size_t count;
};

/* Finds the steps in the beginning of a value, which may be truncated; `names` has the names that the user
 * configured. Appends to `head` an object with the members next to the list that are strings or authors, at
 * every level of the path: what a feed says about itself. Pure. */
void json_shape_find(sse_str beginning, const source_names *names, struct json_shape *shape,
                     sse_buffer *head);

/* Returns true if a list next to the one found may hold items too; comments and tags do not. */
bool json_shape_may_list(sse_str name);
/* What an object next to the list is, judging by its members. */
typedef enum json_shape_kind {
  JSON_SHAPE_OTHER,
  JSON_SHAPE_NAMED,  /* has a name or a headline */
  JSON_SHAPE_ARTICLE /* has a headline, and a text or a date */
} json_shape_kind;
json_shape_kind json_shape_kind_of(sse_str object);

#endif
