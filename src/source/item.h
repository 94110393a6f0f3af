/* Private to source/: from a part's raw fields to the item that is handed on.
 * Nothing of what a source says is trusted: text is cleaned, an address made valid, a date read, and what
 * cannot be what it has to be is left out and counted. */
#ifndef SSE_SOURCE_ITEM_H
#define SSE_SOURCE_ITEM_H

#include "source/date/date.h"
#include "source/reader.h"

typedef struct item_maker {
  text_analyser *analyser; /* borrowed */
  sse_buffer clean[FIELD_COUNT];
  sse_buffer sample; /* of an item's text, to tell its language by */
  source_told told;  /* by the file's items so far */
  date_order order;  /* of the file's dates in figures */
} item_maker;

/* Hands on the item that a part is, or counts it where it is not public and drafts are not wanted. Without a
 * title the first words of the body serve; with neither it is not an item: SSE_INVALID, with the reason.
 * Errors: SSE_NO_MEMORY too, and what the handler gives, for which
 * `*is_stopped` is set. */
sse_status item_make(item_maker *maker, const struct reader *reader, struct part *part, bool *is_stopped,
                     sse_error *err);
/* Forgets what the items of the file before told of the next ones. `beginning` is of the file at hand. */
void item_begin_file(item_maker *maker, sse_str beginning);
void item_maker_reset(item_maker *maker); /* gives the memory back */

#endif
