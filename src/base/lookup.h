/* Looks up keys in a text file that is linked into the program as it is.
 * Each line is a key, a space and a value, and lines are sorted by the bytes of their keys.
 * A lookup is a binary search in the file itself; nothing is built from it. */
#ifndef SSE_BASE_LOOKUP_H
#define SSE_BASE_LOOKUP_H

#include "base/str.h"

/* The value on the line of `key`, after the space: a part of `file`, or NULL data if there is no such key.
 * Every line ends in a newline. */
sse_str sse_lookup(sse_str file, sse_str key);

#endif
