/* A file that is put into the program as it is, a key a line with what is said of it after
 * a space, sorted by the bytes of the keys, so that a key is found without anything being made of the file.
 */
#ifndef SSE_BASE_LOOKUP_H
#define SSE_BASE_LOOKUP_H

#include "base/str.h"

/* What stands after `key` in its line, without the space: a part of `file`, with NULL for data where there
 * is no such key. Every line ends in a newline. */
sse_str sse_lookup(sse_str file, sse_str key);

#endif
