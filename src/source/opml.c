/* Reads lists of feeds that feed readers export (OPML 2.0, http://opml.org/spec2.opml).
 * Outlines with an xmlUrl are feeds; they may be nested in folders, which are outlines too, at any depth.
 * A list that is not well-formed is repaired while it is read, as feeds are. */
#include "base/charset.h"
#include "base/lines.h"
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

/* Returns true for an address that may be requested: lists come from others and must not name local files. */
static bool is_address(const char *text) {
  sse_buffer address = {0};
  bool is_feed = source_feed_address(text, &address);
  sse_buffer_reset(&address);
  return is_feed || sse_url_is_web(sse_str_of(text));
}

/* Appends the address of an outline's feed, trimmed; nothing if it has none. */
static void append_address(const xmlNode *outline, sse_buffer *address) {
  const char *written = html_is(outline, "outline") ? html_attribute(outline, "xmlUrl") : NULL;
  if (written) sse_buffer_append_str(address, sse_str_trim(sse_str_of(written)));
}

/* The title of an outline, from either of two attributes; NULL for none. */
static const char *title_of(const xmlNode *outline) {
  const char *title = html_attribute(outline, "title"), *text = html_attribute(outline, "text");
  if (title && *title) return title;
  return text && *text ? text : NULL;
}

/* Reports an entry that is not a web address; it is left out. */
static sse_status report_other(const source_feed_list *list, const char *address, sse_error *err) {
  sse_buffer message = {0};
  sse_buffer_printf(&message, "%s: '%.200s' is not a web address (not read)", list->name, address);
  if (!message.failed) list->on_problem(list->context, message.data);
  sse_status status = message.failed ? sse_fail_memory(err) : SSE_OK;
  sse_buffer_reset(&message);
  return status;
}

static bool has_line(const sse_buffer *lines, sse_str line) {
  sse_str other;
  for (size_t position = 0; sse_str_next(sse_buffer_str(lines), '\n', &position, &other);)
    if (sse_str_equal(other, line)) return true;
  return false;
}

/* Passes on a feed unless it is in `known`, the feeds passed on so far: a feed may be in several folders. */
static sse_status give_feed(const source_feed_list *list, const xmlNode *outline, const sse_buffer *address,
                            sse_buffer *known, sse_error *err) {
  if (!is_address(address->data)) return report_other(list, address->data, err);
  if (has_line(known, sse_buffer_str(address))) return SSE_OK;
  sse_buffer_append_str(known, sse_buffer_str(address));
  sse_buffer_append_text(known, "\n");
  if (known->failed) return sse_fail_memory(err);
  return list->on_feed(list->context, address->data, title_of(outline), err);
}

static sse_status give_feeds(const source_feed_list *list, xmlDocPtr document, sse_error *err) {
  const xmlNode *root = xmlDocGetRootElement(document);
  sse_status status = SSE_OK;
  sse_buffer address = {0}, known = {0};
  for (const xmlNode *node = root; node && !status; node = html_next(node, root, true)) {
    sse_buffer_clear(&address);
    append_address(node, &address);
    if (address.failed) status = sse_fail_memory(err);
    if (!status && address.length > 0) status = give_feed(list, node, &address, &known, err);
  }
  if (!status && known.length == 0) status = sse_fail(err, SSE_INVALID, "%s: names no feeds", list->name);
  sse_buffer_reset(&address);
  sse_buffer_reset(&known);
  return status;
}

/* ---- The file ----------------------------------------------------------------------------------- */

static sse_status give_bytes(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  return sse_lines_read(context, block, size, got, err);
}

/* Opens the file for reading as UTF-8. */
static sse_status open_list(const source_feed_list *list, sse_lines **lines, sse_error *err) {
  sse_status status = sse_lines_open(list->path, lines, err);
  if (status) return status;
  sse_str beginning = sse_lines_peek(*lines);
  const sse_charset_evidence evidence = {list->charset, sse_str_of(list->transport_charset),
                                         sse_charset_declared_xml(beginning)};
  sse_charset_choice choice;
  status = sse_charset_decide(&evidence, beginning, sse_lines_peek_is_all(*lines), &choice, err);
  return status ? status : sse_lines_decode(*lines, choice.name, err);
}

/* Appends the outlines of a file, flattened, as a document: addresses in such lists often have a bare &. */
static sse_status mend(sse_lines *lines, sse_buffer *document, sse_error *err) {
  repairer *repair;
  repair_token token = {.kind = REPAIR_TEXT};
  sse_status status = repair_new(give_bytes, lines, &repair, err);
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

static sse_status read_list(const source_feed_list *list, sse_str text, sse_error *err) {
  const int options = XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
  html_be_quiet();
  errno = 0;
  xmlDocPtr document =
      text.length < INT_MAX ? xmlReadMemory(text.data, (int)text.length, "", NULL, options) : NULL;
  sse_status status = SSE_OK;
  if (errno == ENOMEM) {
    status = sse_fail_memory(err);
  } else if (!document) {
    status = sse_fail(err, SSE_INVALID, "%s: is not an OPML list of feeds", list->name);
  } else {
    status = give_feeds(list, document, err);
  }
  xmlFreeDoc(document);
  return status;
}

sse_status source_read_feed_list(const source_feed_list *list, sse_error *err) {
  sse_buffer mended = {0}, clean = {0};
  sse_lines *lines = NULL;
  size_t repaired = 0;
  sse_status status = open_list(list, &lines, err);
  if (!status) status = mend(lines, &mended, err);
  sse_lines_close(lines);
  if (!status) status = text_clean(sse_buffer_str(&mended), &clean, &repaired, err);
  if (!status) status = read_list(list, sse_buffer_str(&clean), err);
  sse_buffer_reset(&mended);
  sse_buffer_reset(&clean);
  return status;
}
