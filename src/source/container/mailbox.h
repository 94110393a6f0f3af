/* Private to source/: splits a file of mail into its messages, one at a time, as bytes. In a mailbox (mbox,
 * RFC 4155, and its variants) a line that begins with "From " comes before each message; a file of one
 * message has none. Only one message is in memory, of at most MAILBOX_MESSAGE_LONGEST bytes. */
#ifndef SSE_SOURCE_MAILBOX_H
#define SSE_SOURCE_MAILBOX_H

#include "source/reader.h"

/* Bytes of a message, including its attachments as they are encoded for transport. */
enum { MAILBOX_MESSAGE_LONGEST = 2 * READER_BODY_LONGEST };

struct mailbox;

/* `reader` is borrowed, and must be at its beginning. The caller closes `*mailbox`. Errors: SSE_NO_MEMORY. */
sse_status mailbox_open(struct reader *reader, struct mailbox **mailbox, sse_error *err);
void mailbox_close(struct mailbox *mailbox); /* NULL is allowed */

/* Replaces `message` with the next one: all lines end in LF; the separator is removed, and so is the quoting
 * of lines that look like one. If the message or one of its lines is too long, what is left out is reported
 * to the reader's account. PART_CUT: the rest of the file cannot be read. */
part_outcome mailbox_next(struct mailbox *mailbox, sse_buffer *message, sse_error *err);

/* The date in the line that began the current message; empty if it has none. Borrowed until the next
 * message. */
sse_str mailbox_date(const struct mailbox *mailbox);

/* Returns a file's beginning without the line that Apple Mail puts before a message: the message's number of
 * bytes, which `*length` receives; properties follow the message. `*length` is 0 if there is no such line. */
sse_str mailbox_without_length(sse_str beginning, uint64_t *length);

/* The length of a header's name, up to its colon, if the line is the first of a header; else 0. */
size_t mailbox_header_name(sse_str line);
/* True for the first line of a header. */
bool mailbox_is_header(sse_str line);
/* True for a line that continues the header above it. */
bool mailbox_is_folded(sse_str line);

#endif
