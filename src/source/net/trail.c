/* The trail of a source, as text that an index can store.
 * Each address is in it once, with the validators of its last answer.
 * No requests are made here (source/pages.c makes them). */
#include "source/net/trail.h"

#include <string.h>

/* Appends a field; one that does not fit into a line is left empty. */
static void append_field(sse_buffer *line, sse_str text, const char *end) {
  bool is_line =
      text.length == 0 || (!memchr(text.data, '\t', text.length) && !memchr(text.data, '\n', text.length));
  if (is_line) sse_buffer_append_str(line, text);
  sse_buffer_append_text(line, end);
}

static bool has_address(sse_str trail, sse_str address) {
  trail_stop stop;
  for (size_t position = 0; trail_next(trail, &position, &stop);)
    if (sse_str_equal(stop.address, address)) return true;
  return false;
}

void trail_add(sse_buffer *trail, trail_kind kind, sse_str address, const source_fetched *answer) {
  const char kinds[] = {(char)kind, '\0'};
  if (has_address(sse_buffer_str(trail), address)) return;
  sse_buffer_append_text(trail, kinds);
  sse_buffer_append_text(trail, "\t");
  append_field(trail, address, "\t");
  append_field(trail, sse_str_of(answer->etag), "\t");
  append_field(trail, sse_str_of(answer->modified), "\n");
}

void source_trail_join(sse_buffer *trail, sse_str other) {
  sse_str line;
  for (size_t position = 0; sse_str_next(other, '\n', &position, &line);) {
    if (line.length == 0 || sse_str_has_line(sse_buffer_str(trail), line)) continue;
    sse_buffer_append_str(trail, line);
    sse_buffer_append_text(trail, "\n");
  }
}

bool trail_next(sse_str trail, size_t *position, trail_stop *stop) {
  sse_str line, fields[4];
  while (sse_str_next(trail, '\n', position, &line)) {
    size_t count = 0;
    for (size_t at = 0; count < 4 && sse_str_next(line, '\t', &at, &fields[count]);)
      count++;
    if (count == 3) fields[count++] = (sse_str){0}; /* the last field is empty */
    if (count < 4 || fields[0].length != 1 || fields[1].length == 0) continue;
    *stop = (trail_stop){fields[0].data[0] == TRAIL_FEED ? TRAIL_FEED : TRAIL_FURTHER, fields[1], fields[2],
                         fields[3]};
    return true;
  }
  return false;
}

static void set_validator(sse_str text, char out[SOURCE_VALIDATOR_SIZE]) {
  size_t length = text.length < SOURCE_VALIDATOR_SIZE ? text.length : 0;
  if (length > 0) memcpy(out, text.data, length);
  out[length] = '\0';
}

void trail_recall(const trail_stop *stop, source_fetched *answer) {
  set_validator(stop->etag, answer->etag);
  set_validator(stop->modified, answer->modified);
}
