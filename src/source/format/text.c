/* Plain text: one item a file. The first line is the headline; a date or an address that has one of the next
 * lines to itself, before the text begins, is the item's; the rest is the body.
 * A file without a date line is dated by its name, where that begins with one: 2023-07-25-agreement.txt. */
#include "source/reader.h"

sse_status plain_read(struct reader *reader, sse_error *err) {
  sse_buffer title = {0}, url = {0}, body = {0};
  sse_date date = {0};
  sse_status status = SSE_OK;
  bool blank = false;
  for (;;) {
    sse_str line;
    bool more;
    status = reader_next(reader, &line, &more, err);
    if (status || !more) break;
    line = sse_str_trim(line);
    if (line.length == 0) {
      blank = true;
    } else if (title.length == 0) {
      sse_buffer_append_str(&title, line);
    } else if (body.length == 0 && date.year == 0 && source_date_parse(line, &date)) {
      continue;
    } else if (body.length == 0 && url.length == 0 && sse_url_is_web(line)) {
      sse_buffer_append_str(&url, line);
    } else {
      status = reader_append(reader, &body, blank ? "\n" : " ", line, err);
      if (status) break;
      blank = false;
    }
  }
  if (!status && (title.failed || url.failed)) status = sse_fail_memory(err);
  if (!status && title.length == 0) status = sse_fail(err, SSE_INVALID, "%s: is empty", reader->path);
  if (!status) {
    sse_buffer name_date = {0};
    if (date.year == 0) reader_append_name_date(reader, &name_date);
    if (name_date.length > 0) (void)sse_date_parse(sse_buffer_str(&name_date), &date);
    sse_buffer_reset(&name_date);
    source_item item = {.title = sse_buffer_str(&title),
                        .body = sse_buffer_str(&body),
                        .date = date,
                        .url = sse_buffer_str(&url)};
    status = reader_item(reader, &item, err);
  }
  sse_buffer_reset(&title);
  sse_buffer_reset(&url);
  sse_buffer_reset(&body);
  return status;
}
