/* Plain text: one item per file. The first line is the headline; a date or an address alone on one of the
 * next lines, before the body begins, is the item's; the rest is the body. A file without such a date is
 * dated by its name, if that begins with one: 2023-07-25-agreement.txt. */
#include "base/url.h"
#include "source/format/readers.h"

/* Takes a line that is not empty; `is_new` means that it begins a paragraph. */
static sse_status take_line(struct reader *reader, struct part *part, sse_str line, bool is_new,
                            sse_error *err) {
  sse_buffer *raw = part->fields.raw;
  sse_date date;
  bool before_body = raw[FIELD_BODY].length == 0;
  if (raw[FIELD_TITLE].length == 0) {
    part->line = reader_line_number(reader);
    return reader_append(reader, &raw[FIELD_TITLE], "", line, err);
  }
  if (before_body && raw[FIELD_DATE].length == 0 && source_date_parse(line, &date)) {
    sse_buffer_append_str(&raw[FIELD_DATE], line);
  } else if (before_body && raw[FIELD_URL].length == 0 && sse_url_is_web(line)) {
    sse_buffer_append_str(&raw[FIELD_URL], line);
  } else {
    return reader_append(reader, &raw[FIELD_BODY], is_new ? "\n" : " ", line, err);
  }
  return SSE_OK;
}

static part_outcome next_text(void *context, struct part *part, sse_error *err) {
  struct reader *reader = context;
  bool blank = false, more = true;
  sse_status status = SSE_OK;
  while (!status && more) {
    sse_str line;
    status = reader_next(reader, &line, &more, err);
    if (status || !more) break;
    line = sse_str_trim(line);
    if (line.length > 0) status = take_line(reader, part, line, blank, err);
    blank = line.length == 0;
  }
  if (status) return PART_CUT;
  if (part->line == 0) return PART_END; /* it was read before */
  if (part->fields.raw[FIELD_DATE].length == 0)
    reader_append_name_date(reader, &part->fields.raw[FIELD_DATE]);
  return PART;
}

sse_status text_open(struct reader *reader, struct parts *parts, sse_error *err) {
  (void)err; /* nothing is allocated */
  *parts = (struct parts){.context = reader, .next = next_text};
  return SSE_OK;
}
