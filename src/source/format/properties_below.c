/* Lines below a headline, which are read twice: to see whether they are properties, and to take them.
 * A line without a field stays in the text, since people search for it.
 * Pure functions, except for the buffers they append to. */
#include "source/format/properties_below.h"
#include "base/url.h"
#include "source/fields.h"
#include "source/source.h"

#include <string.h>

/* Returns the line at `*at` without its newline and moves `*at` past it. */
static sse_str next_line(sse_str text, size_t *at) {
  size_t start = *at;
  const char *newline = memchr(text.data + start, '\n', text.length - start);
  size_t end = newline ? (size_t)(newline - text.data) : text.length;
  *at = newline ? end + 1 : end;
  return sse_str_part(text, start, end);
}

/* The start of the first line that is not blank. */
static size_t skip_blank(sse_str text, size_t at) {
  for (size_t next = at; at < text.length; at = next)
    if (sse_str_trim(next_line(text, &next)).length > 0) return at;
  return at;
}

/* The name at the start of a line, of a few words, and its value; none for other lines. */
static sse_str name_of(sse_str line, sse_str *value) {
  enum { LONGEST = 40 };
  const char *colon = line.length > 0 ? memchr(line.data, ':', line.length) : NULL;
  size_t length = colon ? (size_t)(colon - line.data) : 0;
  if (length == 0 || length > LONGEST || sse_is_space(line.data[0])) return (sse_str){0};
  for (size_t i = 0; i < length; i++)
    if (strchr("#*<>[]{}()|`/.,;!?=\"", line.data[i])) return (sse_str){0};
  if (length + 1 < line.length && !sse_is_space(line.data[length + 1])) return (sse_str){0};
  *value = sse_str_trim(sse_str_part(line, length + 1, line.length));
  return sse_str_part(line, 0, length);
}

/* The field of a line, if its value is valid for it; FIELD_NONE for others. */
static field field_of(sse_str line, sse_str *name, sse_str *value) {
  sse_date date;
  *name = name_of(line, value);
  field which = name->length > 0 && value->length > 0 ? fields_named(*name) : FIELD_NONE;
  if (which == FIELD_DATE) return source_date_read(*value, &date) ? which : FIELD_NONE;
  if (which == FIELD_URL) return sse_url_is_web(*value) ? which : FIELD_NONE;
  return which == FIELD_TAGS || which == FIELD_AUTHOR ? which : FIELD_NONE;
}

/* Finds the start and end of the properties; returns false if there are none. */
static bool find(sse_str text, size_t *start, size_t *end) {
  size_t at = skip_blank(text, 0), known = 0, dates = 0;
  if (!sse_str_begins(sse_str_part(text, at, text.length), "# ")) return false;
  (void)next_line(text, &at);
  *start = skip_blank(text, at);
  for (at = *start; at < text.length;) {
    sse_str line = next_line(text, &at), name, value;
    if (sse_str_trim(line).length == 0) break;
    field which = field_of(line, &name, &value);
    if (name.length == 0) return false;
    known += which != FIELD_NONE;
    dates += which == FIELD_DATE;
    *end = at;
  }
  return dates > 0 || known > 1;
}

bool properties_below_take(sse_str text, const settings_sink *sink, sse_buffer *rest) {
  size_t start = 0, end = 0;
  if (!find(text, &start, &end)) return false;
  sse_buffer_append_str(rest, sse_str_part(text, 0, start));
  for (size_t at = start; at < end;) {
    sse_str line = next_line(text, &at), name, value;
    if (field_of(line, &name, &value) != FIELD_NONE) {
      sink->take(sink->context, name, value, false);
    } else {
      sse_buffer_append_str(rest, line);
      sse_buffer_append_text(rest, "\n");
    }
  }
  sse_buffer_append_str(rest, sse_str_part(text, end, text.length));
  return true;
}
