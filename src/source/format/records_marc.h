/* Private to source/: values as catalogues write them in MARC 21.
 * Punctuation stands between fields that are shown one after the other, and languages are codes.
 * Pure. */
#ifndef SSE_SOURCE_RECORDS_MARC_H
#define SSE_SOURCE_RECORDS_MARC_H

#include "base/str.h"

/* Without the punctuation that a catalogue puts between fields (ISBD): "A title /". */
sse_str records_marc_unpunctuated(sse_str text);
/* A code for a language (041, 008), of several in one the first; none for one that names no language. */
sse_str records_marc_language(sse_str text);

#endif
