/* Private to source/: digests of a list as one plain text (RFC 1153), as GNU Mailman, LISTSERV and Majordomo
 * send them. A preamble ends with a line of seventy hyphens; each message after it has headers, and ends with
 * a line of thirty. */
#ifndef SSE_SOURCE_DIGEST_H
#define SSE_SOURCE_DIGEST_H

#include "base/buffer.h"

#include <stdbool.h>

/* Whether a text (UTF-8) is a digest: a line of seventy hyphens has the headers of a message below it. Then
 * `*preamble` is what stands before, and `*rest` the messages. */
bool digest_detect(sse_str text, sse_str *preamble, sse_str *rest);

/* Takes the next message off `*rest`, as one of its own (RFC 5322) that is plain text in UTF-8, into
 * `message`, which is emptied before. False where there are no more. */
bool digest_next(sse_str *rest, sse_buffer *message);

#endif
