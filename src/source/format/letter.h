/* Private to source/: extracts the text of a message from the tree of its parts (RFC 2046).
 * Parts of a mixture are read in order; of alternatives, only the best one. Character sets are converted by
 * our own code (base/charset.h). */
#ifndef SSE_SOURCE_LETTER_H
#define SSE_SOURCE_LETTER_H

#include "source/reader.h"

#include <gmime/gmime.h>

/* The contents of a message. All zero is empty. */
struct letter {
  const struct reader *reader;
  const char *where;       /* the place of a part, as losses name it; borrowed */
  sse_buffer text;         /* one paragraph per line */
  sse_buffer page;         /* the first HTML part, in its own character set, if `wants_page` */
  sse_buffer page_charset; /* the character set that the part declares; may be empty */
  bool wants_page;
  bool has_id;         /* it has an id, from which messages without one in a digest can derive theirs */
  bool is_rich;        /* some of the text was HTML */
  bool is_in_digest;   /* during reading: inside a multipart/digest */
  GPtrArray *attached; /* receives the messages in it that are separate items; the caller's, NULL at first */
};

/* Parses a message, which the caller unrefs; NULL if it is not one. GLib aborts the program if memory runs
 * out, here and wherever GMime is called. */
GMimeMessage *letter_parse(sse_str bytes);

/* Adds the contents of `message`. Parts that are not text are counted as passed over. Errors: SSE_NO_MEMORY,
 * and SSE_INVALID for an unknown --charset. */
sse_status letter_read(struct letter *letter, GMimeMessage *message, sse_error *err);

/* The charset that the message declares, or else the first that one of its parts does; NULL for none.
 * Borrowed from the message. */
const char *letter_charset(GMimeMessage *message);

/* Neither of these touches `attached`. */
void letter_clear(struct letter *letter); /* keeps the memory */
void letter_reset(struct letter *letter); /* frees the memory */

#endif
