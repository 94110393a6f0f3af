/* Links, ids, texts and times of items in feeds.
 * An id must never change while readers keep the feed, or each item would be news to them again. So it is
 * made only of the archive's address and the item's id, plus the archive's name if another item has the same
 * id. */
#include "render/feed.h"
#include "base/url.h"

#include <stdlib.h>
#include <string.h>

/* A year in which the address belonged to the archive, as RFC 4151 requires. It is in every id and must never
 * change. */
#define TAG_YEAR "2025"

static void append_page(const search_hit *hit, const char *base, sse_buffer *out) {
  sse_buffer_printf(out, "%s/item?id=", base);
  sse_url_append_encoded(out, hit->id, "");
  if (!hit->shares_id) return;
  sse_buffer_append_text(out, "&archive=");
  sse_url_append_encoded(out, hit->archive, "");
}

void render_feed_link(const search_hit *hit, const char *base, sse_buffer *out) {
  if (sse_url_is_web(sse_str_of(hit->url))) {
    sse_buffer_append_text(out, hit->url);
  } else if (base) {
    append_page(hit, base, out);
  }
}

/* The port is not part of a tag's authority, and follows it. */
void render_feed_tag(const char *address, sse_buffer *out) {
  const char *colon = strstr(address, "://"), *host = colon ? colon + 3 : address;
  size_t length = *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":/");
  sse_buffer_append_text(out, "tag:");
  sse_buffer_append(out, host, length);
  sse_buffer_printf(out, ",%s:%s", TAG_YEAR, host + length);
}

void render_feed_item_tag(const search_hit *hit, const char *base, sse_buffer *out) {
  sse_buffer page = {0};
  append_page(hit, base, &page);
  if (!page.failed) render_feed_tag(page.data, out);
  out->failed = out->failed || page.failed;
  sse_buffer_reset(&page);
}

void render_feed_html(const char *text, sse_buffer *out) {
  char *html = NULL;
  size_t size;
  FILE *stream = open_memstream(&html, &size);
  sse_str line;
  bool made = stream != NULL;
  for (size_t position = 0; made && sse_str_next(sse_str_of(text), '\n', &position, &line);) {
    line = sse_str_trim(line);
    char *copy = sse_copy(line);
    made = copy != NULL;
    if (made && line.length > 0) {
      (void)fputs("<p>", stream); /* into memory; errors are checked at the end */
      render_escaped(stream, copy);
      (void)fputs("</p>\n", stream);
    }
    free(copy);
  }
  bool failed = stream && ferror(stream);
  failed = (stream && fclose(stream) != 0) || failed || !made ||
           !html; /* NULL if the first write found no memory */
  if (!failed) sse_buffer_append_text(out, html);
  out->failed = out->failed || failed;
  free(html);
}

void render_feed_published(const search_hit *hit, char time[RENDER_TIME_SIZE]) {
  static const char first[] = "1970-01-01";
  size_t length = hit->date ? strlen(hit->date) : 0;
  bool is_known = length == 4 || length == 7 || length == 10;
  *time = '\0';
  if (is_known) (void)snprintf(time, RENDER_TIME_SIZE, "%s%sT00:00:00Z", hit->date, first + length);
}

void render_feed_updated(const search_hit *hit, char time[RENDER_TIME_SIZE]) {
  int64_t seconds = hit->changed > 0 ? hit->changed : hit->first_seen;
  if (seconds > 0) {
    (void)render_time(seconds, time); /* returns `time` */
  } else {
    render_feed_published(hit, time);
  }
}
