/* Private to source/: the tags of languages that sources write, and what they mean by them.
 * `fr_FR`, `eng` and `kr` are not tags as they should be, and common.
 * Where a page and its text disagree, the text may be right. */
#ifndef SSE_SOURCE_LANGUAGE_H
#define SSE_SOURCE_LANGUAGE_H

#include "base/buffer.h"

/* Appends the language tag (BCP 47) that `written` means; as it is where nothing better is known. */
void language_normalise(sse_str written, sse_buffer *tag);

/* True for the two letters, in lower case, of a language that is known. */
bool language_is_code(sse_str text);

/* True for a text that plainly is in one language: another script than Latin tells, or enough sentences. */
bool language_is_plain(sse_str text);

/* True where the language that was detected is another than `said`, and the two are not close to each other.
 */
bool language_contradicts(sse_str said, sse_str detected);

#endif
