/* robots.txt as a source: the sitemaps that it names (https://www.sitemaps.org/protocol.html#submit_robots).
 * The caller reads them.
 * The rules of robots.txt are handled elsewhere (source/net/robots.h). */
#include "base/url.h"
#include "source/format/readers.h"
#include "source/net/robots.h"

#include <string.h>

static sse_status read_text(struct reader *reader, sse_buffer *text, sse_error *err) {
  char block[16 * 1024];
  size_t got;
  sse_status status;
  do {
    status = reader_bytes(reader, block, sizeof block, &got, err);
    if (!status) sse_buffer_append(text, block, got);
  } while (!status && got > 0 && text->length < ROBOTS_LONGEST);
  return !status && text->failed ? sse_fail_memory(err) : status;
}

static part_outcome next_none(void *context, struct part *part, sse_error *err) {
  (void)context, (void)part, (void)err;
  return PART_END;
}

/* A robots.txt that was requested and names no sitemaps is an error; one next to its site's pages in a folder
 * or an archive is not. */
sse_status sitemap_robots_open(struct reader *reader, struct parts *parts, sse_error *err) {
  sse_buffer text = {0}, address = {0};
  sse_str name, value;
  size_t count = 0;
  sse_status status = read_text(reader, &text, err);
  for (size_t position = 0; !status && robots_next(sse_buffer_str(&text), &position, &name, &value);) {
    if (!sse_str_is(name, "sitemap")) continue;
    sse_buffer_clear(&address);
    sse_url_resolve(value, sse_str_of(reader->base), &address);
    if (address.failed) status = sse_fail_memory(err);
    if (address.length > 0) reader_add_further(reader, sse_buffer_str(&address));
    if (address.length > 0) count++;
  }
  if (!status && count == 0 && reader->options->further && !reader->is_entry)
    status = sse_fail(err, SSE_INVALID, "%s: names no sitemaps", reader->path);
  sse_buffer_reset(&text);
  sse_buffer_reset(&address);
  *parts = (struct parts){.context = reader, .next = next_none};
  return status;
}

/* Returns true for a line "name: value", with or without white space before the colon. */
static bool is_line_of(sse_str line, const char *name) {
  if (!sse_str_begins(line, name)) return false;
  sse_str rest = sse_str_trim(sse_str_part(line, strlen(name), line.length));
  return rest.length > 0 && rest.data[0] == ':';
}

bool sitemap_robots_detect(sse_str beginning) {
  sse_str text = sse_str_trim(beginning);
  while (text.length > 0 && text.data[0] == '#') {
    size_t end = 0;
    while (end < text.length && !strchr("\r\n", text.data[end]))
      end++;
    text = sse_str_trim(sse_str_part(text, end, text.length));
  }
  return is_line_of(text, "user-agent") || is_line_of(text, "sitemap");
}
