/* Private to source/: values as catalogues write them in MARC 21.
 * They have punctuation for showing fields one after the other, and codes for languages.
 * Pure functions. */
#ifndef SSE_SOURCE_RECORDS_MARC_H
#define SSE_SOURCE_RECORDS_MARC_H

#include "base/str.h"

/* Returns a text without the punctuation that catalogues put between fields (ISBD): "A title /". */
sse_str records_marc_unpunctuated(sse_str text);
/* The language code in a field (041, 008), the first if there are several; none if it names no language. */
sse_str records_marc_language(sse_str text);

#endif
