/* Private to source/: makes an item of a part's raw fields and passes it on.
 * Nothing that a source says is trusted: text is cleaned, addresses are made valid, dates are parsed, and any
 * value that is not valid for its field is left out and counted. */
#ifndef SSE_SOURCE_ITEM_H
#define SSE_SOURCE_ITEM_H

#include "source/date/date.h"
#include "source/reader.h"

typedef struct item_maker {
  text_analyser *analyser; /* borrowed */
  sse_buffer clean[FIELD_COUNT];
  sse_buffer sample; /* the beginning of an item's text, for detecting its language */
  source_told told;  /* what the file's items so far imply for later ones */
  date_order order;  /* of the file's numeric dates */
} item_maker;

/* Passes on the item in a part. An item that is not public is only counted, unless drafts are wanted. An item
 * without a title gets the beginning of its body as the title; without either, the result is SSE_INVALID with
 * the reason. Errors: also SSE_NO_MEMORY, SSE_TOO_LARGE, and those of the handler, for which `*is_stopped` is
 * set. */
sse_status item_make(item_maker *maker, const struct reader *reader, struct part *part, bool *is_stopped,
                     sse_error *err);
/* Forgets what the items of the previous file implied for later ones. `beginning` is that of the new file. */
void item_begin_file(item_maker *maker, sse_str beginning);
void item_maker_reset(item_maker *maker); /* frees the memory */

#endif
