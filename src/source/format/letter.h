/* Private to source/: the text of a message, from the tree of its parts (RFC 2046).
 * What stands side by side is read in order; of alternatives the best one is. Charsets are the project's own
 * matter (base/charset.h). */
#ifndef SSE_SOURCE_LETTER_H
#define SSE_SOURCE_LETTER_H

#include "source/reader.h"

#include <gmime/gmime.h>

/* What a message is taken apart into. All zero is empty. */
struct letter {
  const struct reader *reader;
  const char *where;       /* as losses name the place of a part; borrowed */
  sse_buffer text;         /* a line a paragraph */
  sse_buffer page;         /* the first part that is HTML, in its own character set, where `wants_page` */
  sse_buffer page_charset; /* what its part says that it is in; may be empty */
  bool wants_page;
  bool has_id;         /* by which one without an id in a digest can have one */
  bool is_rich;        /* some of the text was HTML */
  bool is_in_digest;   /* while it is read: in a multipart/digest */
  GPtrArray *attached; /* messages in it that are items of their own are added; the caller's, NULL at first */
};

/* The message that `bytes` are, the caller's to unref; NULL for none. GLib ends the program where memory is
 * short, here and wherever GMime is called. */
GMimeMessage *letter_parse(sse_str bytes);

/* Adds what `message` says. Parts that are not text are counted as passed over. Errors: SSE_NO_MEMORY, and
 * SSE_INVALID for an unknown --charset. */
sse_status letter_read(struct letter *letter, GMimeMessage *message, sse_error *err);

/* The charset that the message names, or the first of its parts; NULL for none. Borrowed from the message. */
const char *letter_charset(GMimeMessage *message);

/* Both leave `attached` as it is. */
void letter_clear(struct letter *letter); /* keeps the memory */
void letter_reset(struct letter *letter); /* gives it back */

#endif
