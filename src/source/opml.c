/* Lists of feeds that feed readers export (OPML 2.0, http://opml.org/spec2.opml).
 * Outlines with an xmlUrl are feeds; they may stand in others that are folders, at any depth.
 * A list that is not well-formed is mended on the way, as feeds are. */
#include "base/url.h"
#include "source/format/repair.h"
#include "source/page/html.h"
#include "source/source.h"
#include "text/text.h"

#include <errno.h>
#include <libxml/parser.h>
#include <limits.h>
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

/* Appends the address of an outline's feed without the white space around it; nothing where it has none. */
static void append_address(const xmlNode *outline, sse_buffer *address) {
  const char *written = html_is(outline, "outline") ? html_attribute(outline, "xmlUrl") : NULL;
  if (written) sse_buffer_append_str(address, sse_str_trim(sse_str_of(written)));
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
  sse_buffer address = {0};
  size_t count = 0;
  for (const xmlNode *node = root; node && !status; node = html_next(node, root, true)) {
    sse_buffer_clear(&address);
    append_address(node, &address);
    if (address.failed) status = sse_fail_memory(err);
    if (status || address.length == 0 || !is_address(address.data)) continue;
    count++;
    status = on_feed(context, address.data, title_of(node), err);
  }
  sse_buffer_reset(&address);
  if (status || count > 0) return status;
  return sse_fail(err, SSE_INVALID, "%s: names no feeds", path);
}

/* ---- The file ----------------------------------------------------------------------------------- */

static sse_status give_bytes(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  FILE *file = context;
  *got = fread(block, 1, size, file);
  return ferror(file) ? sse_fail(err, SSE_IO, "a list of feeds cannot be read") : SSE_OK;
}

/* Appends the outlines of a file, one after the other, as a document: addresses in lists often have a bare &.
 */
static sse_status mend(FILE *file, sse_buffer *document, sse_error *err) {
  repairer *repair;
  repair_token token = {.kind = REPAIR_TEXT};
  sse_status status = repair_new(give_bytes, file, &repair, err);
  sse_buffer_append_text(document, "<opml>");
  while (!status && token.kind != REPAIR_STOP && token.kind != REPAIR_CUT) {
    status = repair_next(repair, &token, err);
    bool is_outline = token.kind == REPAIR_START && sse_str_begins(token.name, "outline");
    if (status || !is_outline) continue;
    sse_buffer_append_str(document, sse_str_part(token.xml, 0, token.xml.length - (token.is_empty ? 2 : 1)));
    sse_buffer_append_text(document, "/>");
  }
  sse_buffer_append_text(document, "</opml>");
  repair_free(repair);
  return !status && document->failed ? sse_fail_memory(err) : status;
}

static sse_status read_list(const char *path, sse_str text, void *context, source_feed_fn *on_feed,
                            sse_error *err) {
  const int options = XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
  html_be_quiet();
  errno = 0;
  xmlDocPtr document =
      text.length < INT_MAX ? xmlReadMemory(text.data, (int)text.length, "", NULL, options) : NULL;
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

sse_status source_feed_list(const char *path, void *context, source_feed_fn *on_feed, sse_error *err) {
  sse_buffer mended = {0}, clean = {0};
  size_t repaired = 0;
  FILE *file = fopen(path, "re");
  if (!file) return sse_fail_errno(err, errno, path, "cannot open");
  sse_status status = mend(file, &mended, err);
  (void)fclose(file); /* nothing was written */
  if (!status) status = text_clean(sse_buffer_str(&mended), &clean, &repaired, err);
  if (!status) status = read_list(path, sse_buffer_str(&clean), context, on_feed, err);
  sse_buffer_reset(&mended);
  sse_buffer_reset(&clean);
  return status;
}
