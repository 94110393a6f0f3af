/* The address of an archived copy, from a configured template:
 * https://web.archive.org/web/{date}/{url} for the Wayback Machine, with dates like 20230725 and the address
 * verbatim. Nothing is contacted: only the reader who follows the link finds out whether there is a copy. */
#include "base/url.h"
#include "render/render.h"

#include <string.h>

static const char date_place[] = "{date}", url_place[] = "{url}";

/* Appends the template with a date (ISO 8601, NULL for none) and an address filled in. */
static void fill(const char *link, const char *date, const char *url, sse_buffer *out) {
  enum { DATE = sizeof date_place - 1, URL = sizeof url_place - 1 };
  bool in_query = false;
  for (const char *at = link; *at;) {
    if (strncmp(at, date_place, DATE) == 0) {
      for (const char *digit = date; digit && *digit; digit++)
        if (*digit != '-') sse_buffer_append(out, digit, 1);
      at += DATE;
      if (!date && *at == '/') at++;
    } else if (strncmp(at, url_place, URL) == 0) {
      if (in_query) {
        sse_url_append_encoded(out, url, "");
      } else {
        sse_buffer_append_text(out, url);
      }
      at += URL;
    } else {
      in_query = in_query || *at == '?';
      sse_buffer_append(out, at++, 1);
    }
  }
}

bool render_is_archive_link(const char *link) {
  sse_buffer filled = {0};
  if (!sse_url_is_web(sse_str_of(link)) || !strstr(link, url_place)) return false;
  fill(link, "2023-07-25", "https://example.org/", &filled);
  bool is_one = !filled.failed && !strpbrk(filled.data, "{}"); /* an unknown placeholder */
  sse_buffer_reset(&filled);
  return is_one;
}

void render_append_archived(const char *link, const search_hit *hit, sse_buffer *out) {
  if (link && sse_url_is_web(sse_str_of(hit->url))) fill(link, hit->date, hit->url, out);
}
