/* Finds the feed of a site by its home page.
 * Only the head of a page counts, and feeds of readers' comments are left aside.
 * Whoever gives the address of a site wants its articles. */
#include "source/net/discover.h"
#include "base/url.h"
#include "source/page/html.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { HEAD_MOST = 512 * 1024 }; /* bytes of a page */

bool discover_is_home(sse_str address) {
  static const char *const pages[] = {"", "/", "/index.html", "/index.htm", "/index.php"};
  const char *host = address.length > 0 ? memmem(address.data, address.length, "://", 3) : NULL;
  if (!host) return false;
  size_t start = (size_t)(host - address.data) + 3;
  const char *slash = memchr(address.data + start, '/', address.length - start);
  size_t path = slash ? (size_t)(slash - address.data) : address.length;
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
    if (sse_str_equal(sse_str_part(address, path, address.length), sse_str_of(pages[i]))) return true;
  return false;
}

static bool has_word(const char *text, const char *word) {
  return text && strcasestr(text, word);
}

/* True for a link to a feed of articles. */
static bool is_feed_link(const xmlNode *node) {
  static const char *const types[] = {"application/rss+xml", "application/atom+xml", "application/feed+json",
                                      "application/rdf+xml"};
  const char *type = html_is(node, "link") ? html_attribute(node, "type") : NULL;
  const char *href = html_attribute(node, "href");
  if (!type || !href || !has_word(html_attribute(node, "rel"), "alternate")) return false;
  if (has_word(html_attribute(node, "title"), "comments") || has_word(href, "comments")) return false;
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (strncasecmp(type, types[i], strlen(types[i])) == 0) return true;
  return false;
}

static sse_status read_head(const char *path, sse_buffer *head, sse_error *err) {
  char block[16384];
  FILE *file = fopen(path, "re");
  size_t got = 1;
  if (!file) return sse_fail_errno(err, errno, path, "cannot open");
  while (head->length < HEAD_MOST && (got = fread(block, 1, sizeof block, file)) > 0)
    sse_buffer_append(head, block, got);
  sse_status status = ferror(file) ? sse_fail_errno(err, errno, path, "cannot read") : SSE_OK;
  (void)fclose(file); /* nothing was written */
  return !status && head->failed ? sse_fail_memory(err) : status;
}

sse_status discover_feed(const char *path, sse_str base, sse_buffer *feed, sse_error *err) {
  sse_buffer head = {0};
  sse_status status = read_head(path, &head, err);
  sse_str page = sse_str_trim(sse_buffer_str(&head)); /* which a zero ends */
  bool is_page = !status && page.length > 0 && page.data[0] == '<' && strcasestr(page.data, "<link") &&
                 (!sse_str_begins(page, "<?xml") || strcasestr(page.data, "<html"));
  htmlDocPtr document = is_page ? html_parse(page) : NULL;
  if (is_page && !document) status = sse_fail_memory(err);
  const xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
  for (const xmlNode *node = root; node && feed->length == 0 && !feed->failed;
       node = html_next(node, root, true))
    if (is_feed_link(node)) sse_url_resolve(sse_str_of(html_attribute(node, "href")), base, feed);
  xmlFreeDoc(document);
  sse_buffer_reset(&head);
  return !status && feed->failed ? sse_fail_memory(err) : status;
}
