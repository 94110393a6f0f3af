/* Clears a part for the next one.
 * Its memory is kept from part to part, and freed once, after the last.
 * A stream is never closed here: it belongs to whoever took the part. */
#include "source/part.h"

void part_clear(struct part *part) {
  sse_buffer_clear(&part->name);
  sse_buffer_clear(&part->base);
  sse_buffer_clear(&part->captured);
  sse_buffer_clear(&part->charset);
  sse_buffer_clear(&part->described.table);
  sse_buffer_clear(&part->described.files);
  part->line = part->number = 0;
  part->format = NULL;
  part->has_stream = false;
  fields_clear(&part->fields);
}

void part_reset(struct part *part) {
  sse_buffer_reset(&part->name);
  sse_buffer_reset(&part->base);
  sse_buffer_reset(&part->captured);
  sse_buffer_reset(&part->charset);
  sse_buffer_reset(&part->described.table);
  sse_buffer_reset(&part->described.files);
  fields_reset(&part->fields);
}
