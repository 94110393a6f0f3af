/* Private to source/: the language tags that sources write, and what they mean by them.
 * `fr_FR`, `eng` and `kr` are not valid tags, but they are common.
 * If a page and its text disagree on the language, the text may be right. */
#ifndef SSE_SOURCE_LANGUAGE_H
#define SSE_SOURCE_LANGUAGE_H

#include "base/buffer.h"

/* Appends the language tag (BCP 47) that `written` means, or `written` itself if it is not recognised. */
void language_normalise(sse_str written, sse_buffer *tag);

/* Returns true for a known two-letter language code in lower case. */
bool language_is_code(sse_str text);

/* Returns true if the language of a text can be detected reliably: it is in a script other than Latin, or it
 * has enough sentences. */
bool language_is_plain(sse_str text);

/* Returns true if the detected language differs from `said` and the two are not closely related. */
bool language_contradicts(sse_str said, sse_str detected);

#endif
