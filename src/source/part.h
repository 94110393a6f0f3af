/* Private to source/: whatever holds several things, read part by part.
 * A folder and an archive hold files, a mailbox, a feed, an array and a table hold items; one loop reads them
 * all. A part that cannot be read costs itself only, and an end is told apart from being cut off. */
#ifndef SSE_SOURCE_PART_H
#define SSE_SOURCE_PART_H

#include "base/stream.h"
#include "source/fields.h"

typedef enum part_outcome {
  PART,     /* one more, filled in */
  PART_BAD, /* one that cannot be read: `err` names it and says why. Go on with the next one. */
  PART_END, /* there are no more */
  PART_CUT  /* there may be more, but none that can be read: `err` says why. Do not go on. */
} part_outcome;

struct part {
  sse_buffer name; /* of a file, as messages have it; empty for an item */
  sse_buffer base; /* of a file: the address that its links start at; empty where there is none */
  sse_buffer
      captured; /* the same: when a crawler had it, for one that does not say its date; empty for unknown */
  sse_buffer charset;   /* the same: what the server said that it is in; empty where it did not */
  size_t line;          /* of an item: where it begins, from 1; 0 where lines tell nothing */
  size_t number;        /* of an item: which one it is, from 1; 0 where its line tells it */
  bool has_stream;      /* it is a file */
  sse_stream stream;    /* its bytes; who takes the part closes it, before the next one is asked for */
  struct fields fields; /* an item's, raw */
};

struct parts {
  void *context;
  /* The part is empty when it comes in. Running out of memory is PART_BAD with SSE_NO_MEMORY. */
  part_outcome (*next)(void *context, struct part *part, sse_error *err);
  /* Whether the next part begins on a line that nothing before it bears on. NULL where parts are not lines.
   */
  bool (*is_at_line)(const void *context);
  void (*close)(void *context); /* frees the context; NULL is allowed where there is none */
};

void part_clear(struct part *part); /* keeps the memory */
void part_reset(struct part *part); /* gives it back; a stream that was not taken is not closed */

#endif
