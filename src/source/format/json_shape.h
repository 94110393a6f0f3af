/* Private to source/: where in a JSON file its items are.
 * Programs wrap a list: {"status": "ok", "articles": [...]}, {"response": {"results": [...]}}, items by their
 * ids. The beginning of a file tells the way there, so that the rest can be read item by item. */
#ifndef SSE_SOURCE_JSON_SHAPE_H
#define SSE_SOURCE_JSON_SHAPE_H

#include "base/buffer.h"
#include "base/str.h"
#include "source/source.h"

enum { JSON_SHAPE_STEPS_MOST = 8, JSON_SHAPE_NAME_SIZE = 64 };

typedef enum json_step_kind {
  JSON_STEP_ELEMENTS, /* of an array: each */
  JSON_STEP_MEMBER,   /* of an object: the one of that name */
  JSON_STEP_MEMBERS   /* of an object: each */
} json_step_kind;

struct json_step {
  json_step_kind kind;
  char name[JSON_SHAPE_NAME_SIZE]; /* as it stands in the file, without its quotes */
};

/* The steps from a value of the file to its items; none where it is one itself. */
struct json_shape {
  struct json_step steps[JSON_SHAPE_STEPS_MOST];
  size_t count;
};

/* Finds the steps in the beginning of a value, which may be cut; `names` has what the person named. Appends
 * to `head` an object of the members beside the list that are strings or authors, in every object on the way:
 * what a feed says of itself. Pure. */
void json_shape_find(sse_str beginning, const source_names *names, struct json_shape *shape,
                     sse_buffer *head);

/* True where a list beside the one that was found may hold items too; comments and tags do not. */
bool json_shape_may_list(sse_str name);
/* What an object beside the list is, by its members. */
typedef enum json_shape_kind {
  JSON_SHAPE_OTHER,
  JSON_SHAPE_NAMED,  /* it has a name or a headline */
  JSON_SHAPE_ARTICLE /* it has a headline, and a text or a date */
} json_shape_kind;
json_shape_kind json_shape_kind_of(sse_str object);

#endif
