/* Private to source/: a file of mail as the messages in it, one at a time, in bytes.
 * A mailbox (mbox, RFC 4155, and what people call so) has a line that begins with "From " before each of
 * them; a file of one message has none. Memory holds one message, up to MAILBOX_MESSAGE_LONGEST. */
#ifndef SSE_SOURCE_MAILBOX_H
#define SSE_SOURCE_MAILBOX_H

#include "source/reader.h"

/* Bytes of a message, with its attachments in the form they are sent in. */
enum { MAILBOX_MESSAGE_LONGEST = 2 * READER_BODY_LONGEST };

struct mailbox;

/* `reader` is borrowed, and has to stand at its beginning. `*mailbox` is the caller's to close. Errors:
 * SSE_NO_MEMORY. */
sse_status mailbox_open(struct reader *reader, struct mailbox **mailbox, sse_error *err);
void mailbox_close(struct mailbox *mailbox); /* NULL is allowed */

/* Replaces `message` by the next one: lines end in LF alone, and the separator and the quoting of lines that
 * look like one are gone. What is left out of it, because the message or a line in it is too long, is told to
 * the reader's account. PART_CUT: what comes after cannot be read. */
part_outcome mailbox_next(struct mailbox *mailbox, sse_buffer *message, sse_error *err);

/* The date in the line that began the message at hand; none where it has none. Borrowed until the next one.
 */
sse_str mailbox_date(const struct mailbox *mailbox);

/* A file's beginning without the line that Apple Mail puts before a message, with how many bytes it has; it
 * puts properties after it. `*length` is 0 for none. */
sse_str mailbox_without_length(sse_str beginning, uint64_t *length);

/* The length of the name, up to its colon, of the header that a line is the first of; 0 for any other line.
 */
size_t mailbox_header_name(sse_str line);
/* True where a line is the first of a header. */
bool mailbox_is_header(sse_str line);
/* True for one that goes on with the header above it. */
bool mailbox_is_folded(sse_str line);

#endif
