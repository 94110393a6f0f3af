/* Private to source/: the items of a JSON file, one after the other, as text.
 * The file is cut by brackets and quotes alone: a value that is not JSON costs itself only, and memory holds
 * one item whatever the file's size. */
#ifndef SSE_SOURCE_JSON_WALK_H
#define SSE_SOURCE_JSON_WALK_H

#include "source/format/json_shape.h"
#include "source/reader.h"

enum { JSON_WALK_LONGEST = 64 * 1024 * 1024, /* bytes of one item */ JSON_WALK_BLOCK = 16 * 1024 };

/* Gives the next bytes; `*got` is 0 at the end. */
typedef sse_status json_walk_read_fn(void *context, char *block, size_t size, size_t *got, sse_error *err);

/* All zero but for the first four is the beginning. */
struct json_walk {
  json_walk_read_fn *read;
  void *context;
  const char *path; /* the file, for messages */
  struct json_shape shape;
  char block[JSON_WALK_BLOCK];
  size_t position, length;
  size_t depth;    /* containers of the shape that are open */
  size_t number;   /* items on the way so far */
  bool is_started; /* a first value was read */
  bool is_called;  /* what comes after it may close a call: ); */
  sse_buffer value;
  bool in_beside; /* a list beside the way is open */
  bool is_beside; /* the value given last is an element of one, or an object beside the way */
  char beside[JSON_SHAPE_NAME_SIZE]; /* its name, cut where it is longer */
};

/* The next item's text, borrowed until the next one, or an object beside the way, of which the beginning may
 * be all (`is_beside`). PART_CUT where the file ends in its list or in an item. */
part_outcome json_walk_next(struct json_walk *walk, sse_str *text, sse_error *err);
void json_walk_reset(struct json_walk *walk); /* gives the memory back */

#endif
