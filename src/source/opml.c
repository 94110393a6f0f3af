/* Lists of feeds that feed readers export (OPML 2.0, http://opml.org/spec2.opml).
 * Outlines with an xmlUrl are feeds; they may stand in others that are folders, at any depth.
 * A list that is not well-formed is read as far as libxml2 can. */
#include "base/url.h"
#include "source/page/html.h"
#include "source/source.h"

#include <errno.h>
#include <libxml/parser.h>
#include <string.h>
#include <strings.h>

bool source_feed_address(const char *place, sse_buffer *address) {
  static const char scheme[] = "feed:";
  if (strncasecmp(place, scheme, sizeof scheme - 1) != 0) return false;
  sse_str rest = sse_str_of(place + sizeof scheme - 1);
  bool is_host = rest.length > 2 && memcmp(rest.data, "//", 2) == 0;
  if (!is_host && !sse_url_is_web(rest)) return false;
  if (is_host) sse_buffer_append_text(address, "http:");
  sse_buffer_append_str(address, rest);
  return true;
}

/* True for what may be asked: a list comes from others, and must not name files of this machine. */
static bool is_address(const char *text) {
  sse_buffer address = {0};
  bool is_feed = source_feed_address(text, &address);
  sse_buffer_reset(&address);
  return is_feed || sse_url_is_web(sse_str_of(text));
}

/* The title of an outline, which has it in one of two attributes, or both; NULL for none. */
static const char *title_of(const xmlNode *outline) {
  const char *title = html_attribute(outline, "title"), *text = html_attribute(outline, "text");
  if (title && *title) return title;
  return text && *text ? text : NULL;
}

static sse_status give_feeds(const char *path, xmlDocPtr document, void *context, source_feed_fn *on_feed,
                             sse_error *err) {
  const xmlNode *root = xmlDocGetRootElement(document);
  sse_status status = SSE_OK;
  size_t count = 0;
  for (const xmlNode *node = root; node && !status; node = html_next(node, root, true)) {
    const char *address = html_is(node, "outline") ? html_attribute(node, "xmlUrl") : NULL;
    if (!address || !is_address(address)) continue;
    count++;
    status = on_feed(context, address, title_of(node), err);
  }
  if (status || count > 0) return status;
  return sse_fail(err, SSE_INVALID, "%s: names no feeds", path);
}

sse_status source_feed_list(const char *path, void *context, source_feed_fn *on_feed, sse_error *err) {
  const int options =
      XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE;
  FILE *file = fopen(path, "re"); /* libxml2 does not say why it cannot */
  if (!file) return sse_fail_errno(err, errno, path, "cannot open");
  (void)fclose(file); /* nothing was written */
  html_be_quiet();
  errno = 0;
  xmlDocPtr document = xmlReadFile(path, NULL, options);
  sse_status status = SSE_OK;
  if (errno == ENOMEM) {
    status = sse_fail_memory(err);
  } else if (!document) {
    status = sse_fail(err, SSE_INVALID, "%s: is not a list of feeds in OPML", path);
  } else {
    status = give_feeds(path, document, context, on_feed, err);
  }
  xmlFreeDoc(document);
  return status;
}
