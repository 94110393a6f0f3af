/* Private to source/: reads the items of a JSON file one after the other, as text.
 * The file is split by brackets and quotes only: a value that is not JSON affects only itself, and memory
 * holds one item, whatever the file's size. */
#ifndef SSE_SOURCE_JSON_WALK_H
#define SSE_SOURCE_JSON_WALK_H

#include "source/format/json_shape.h"
#include "source/reader.h"

enum { JSON_WALK_LONGEST = 64 * 1024 * 1024, /* bytes of one item */ JSON_WALK_BLOCK = 16 * 1024 };

/* Reads the next bytes; `*got` is 0 at the end. */
typedef sse_status json_walk_read_fn(void *context, char *block, size_t size, size_t *got, sse_error *err);

/* The initial state is all zero except for the first four members. */
struct json_walk {
  json_walk_read_fn *read;
  void *context;
  const char *path; /* the file, for messages */
  struct json_shape shape;
  char block[JSON_WALK_BLOCK];
  size_t position, length;
  size_t depth;    /* open containers of the shape */
  size_t number;   /* items of the shape so far */
  bool is_started; /* the first value was read */
  bool is_called;  /* the end of a call may follow it: ); */
  sse_buffer value;
  bool in_other; /* a list outside the shape is open */
  bool is_other; /* the last value is an element of such a list, or an object outside the shape */
  char other_name[JSON_SHAPE_NAME_SIZE]; /* its name, truncated if longer */
};

/* Sets `*text` to the next item, borrowed until the next call, or to an object outside the shape
 * (`is_other`), possibly only its beginning. Returns PART_CUT if the file ends within its list or within an
 * item. */
part_outcome json_walk_next(struct json_walk *walk, sse_str *text, sse_error *err);
void json_walk_reset(struct json_walk *walk); /* frees the memory */

#endif
