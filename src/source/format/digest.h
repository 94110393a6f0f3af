/* Private to source/: digests of a mailing list as one plain text (RFC 1153), as GNU Mailman, LISTSERV and
 * Majordomo send them. The preamble ends with a line of seventy hyphens; each message after it has headers
 * and ends with a line of thirty hyphens. */
#ifndef SSE_SOURCE_DIGEST_H
#define SSE_SOURCE_DIGEST_H

#include "base/buffer.h"

#include <stdbool.h>

/* Returns true if a text (UTF-8) is a digest, which has a line of seventy hyphens followed by the headers of
 * a message. Sets `*preamble` to the text before that line and `*rest` to the messages. */
bool digest_detect(sse_str text, sse_str *preamble, sse_str *rest);

/* Removes the next message from `*rest` and writes it to `message`, replacing its contents, as a separate
 * message (RFC 5322) in plain text and UTF-8. Returns false if there are no more. */
bool digest_next(sse_str *rest, sse_buffer *message);

#endif
