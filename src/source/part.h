/* Private to source/: reads anything that holds several things, part by part.
 * Folders and archives hold files; mailboxes, feeds, arrays and tables hold items; one loop reads them all.
 * An unreadable part affects only itself, and the end of the input is distinguished from truncation. */
#ifndef SSE_SOURCE_PART_H
#define SSE_SOURCE_PART_H

#include "base/stream.h"
#include "source/fields.h"

typedef enum part_outcome {
  PART,     /* another part, filled in */
  PART_BAD, /* a part that cannot be read: `err` names it and says why. Continue with the next one. */
  PART_END, /* no more parts */
  PART_CUT  /* there may be more parts, but none can be read: `err` says why. Do not continue. */
} part_outcome;

/* What is next to a file (source/described.h). All zero for nothing. */
struct described {
  sse_buffer table; /* of a file in a folder: the table next to that folder */
  sse_buffer files; /* of a table: the names in the folder next to it, a line break before each */
};

struct part {
  sse_buffer name;     /* of a file, as messages have it; empty for an item */
  sse_buffer base;     /* of a file: the base address of its links; empty for none */
  sse_buffer captured; /* of a file: when a crawler fetched it, for one that does not give its date; empty if
                          unknown */
  sse_buffer charset;  /* of a file: the character set that the server reported; empty for none */
  struct described described; /* of a file in an archive: what is next to it */
  size_t line;   /* of an item: the line where it begins, from 1; 0 if lines are meaningless in the format */
  size_t number; /* of an item: its number in the file, from 1; 0 if `line` locates it */
  const char
      *format;       /* of a file: the format that it is known to have, static; NULL if it must be detected */
  bool has_stream;   /* the part is a file */
  sse_stream stream; /* its bytes; whoever takes the part closes it before asking for the next one */
  struct fields fields; /* an item's, raw */
};

struct parts {
  void *context;
  /* `part` is empty on entry. Running out of memory is PART_BAD with SSE_NO_MEMORY. */
  part_outcome (*next)(void *context, struct part *part, sse_error *err);
  /* Returns true if the next part begins on a new line and does not depend on the lines before it. NULL if
   * parts are not lines. */
  bool (*is_at_line)(const void *context);
  void (*close)(void *context); /* frees the context; may be NULL if there is none */
};

void part_clear(struct part *part); /* keeps the memory */
void part_reset(struct part *part); /* frees the memory; does not close a stream that was not taken */

#endif
