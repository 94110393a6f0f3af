/* RSS 0.9x, 1.0 and 2.0, and Atom (RFC 4287), by libxml2's pull parser: an item at a time, whatever the
 * feed's length. Elements are told by their local names and the namespaces of content, Dublin Core and Atom;
 * text may be HTML. External entities are not read, and libxml2 bounds how far internal ones may grow. */
#include "source/page/html.h"

#include <libxml/xmlreader.h>
#include <string.h>

struct feed {
  struct reader *reader;
  xmlTextReaderPtr xml;
  struct fields fields;
  sse_buffer title, lang, base; /* of the feed */
  bool in_atom, in_feed;
  sse_status status; /* of the stream */
  sse_error *err;
  char why[256]; /* libxml2's first error */
};

static int give_bytes(void *context, char *block, int size) {
  struct feed *feed = context;
  size_t got = 0;
  if (!feed->status) feed->status = reader_bytes(feed->reader, block, (size_t)size, &got, feed->err);
  return feed->status ? -1 : (int)got;
}

static void on_error(void *context, xmlErrorPtr error) {
  struct feed *feed = context;
  if (feed->why[0] != '\0' || error->level < XML_ERR_ERROR || !error->message) return;
  (void)snprintf(feed->why, sizeof feed->why, "line %d: %s", error->line, error->message);
  feed->why[strcspn(feed->why, "\r\n")] = '\0';
}

static bool is_named(const xmlNode *node, const char *name) {
  return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static bool is_of(const xmlNode *node, const char *namespace) {
  return node->ns && node->ns->href && strstr((const char *)node->ns->href, namespace);
}

/* The value of xml:lang or xml:base, as `name`. */
static void take_xml(const xmlNode *node, const char *name, sse_buffer *out) {
  xmlChar *value = xmlGetNsProp((xmlNode *)node, (const xmlChar *)name, XML_XML_NAMESPACE);
  if (value) {
    sse_buffer_clear(out);
    sse_buffer_append_text(out, (const char *)value);
  }
  xmlFree(value);
}

static sse_status append_content(struct feed *feed, field which, const xmlNode *node, bool is_html) {
  const html_leaving nothing = {0};
  const char *type = html_attribute(node, "type");
  if (type && strcmp(type, "xhtml") == 0) {
    html_node_text(node, &nothing, &feed->fields.raw[which]);
    return SSE_OK;
  }
  xmlChar *text = xmlNodeGetContent((xmlNode *)node);
  sse_status status = SSE_OK;
  if (text && is_html && !(type && strcmp(type, "text") == 0)) {
    status = fields_append_html(&feed->fields, which, sse_str_of((const char *)text), feed->err);
  } else if (text) {
    sse_buffer_append_text(&feed->fields.raw[which], (const char *)text);
  }
  xmlFree(text);
  return status;
}

/* What an element of an item is; FIELD_NONE for what is not kept. `rank` tells which of two wins. */
static field field_of(const struct feed *feed, const xmlNode *node, int *rank) {
  static const struct {
    const char *name;
    field field;
    int rank;
  } known[] = {{"title", FIELD_TITLE, 1},      {"encoded", FIELD_BODY, 3},  {"content", FIELD_BODY, 3},
               {"description", FIELD_BODY, 2}, {"summary", FIELD_BODY, 2},  {"pubDate", FIELD_DATE, 3},
               {"published", FIELD_DATE, 3},   {"date", FIELD_DATE, 2},     {"issued", FIELD_DATE, 2},
               {"created", FIELD_DATE, 2},     {"updated", FIELD_DATE, 1},  {"modified", FIELD_DATE, 1},
               {"guid", FIELD_ID, 2},          {"id", FIELD_ID, 2},         {"identifier", FIELD_ID, 1},
               {"link", FIELD_URL, 2},         {"category", FIELD_TAGS, 1}, {"subject", FIELD_TAGS, 1},
               {"language", FIELD_LANG, 1}};
  if (is_of(node, "search.yahoo.com/mrss") || is_of(node, "itunes.com"))
    return FIELD_NONE;                                                /* media of the item */
  if (feed->in_atom && is_named(node, "category")) return FIELD_NONE; /* it has no text */
  for (size_t i = 0; node->type == XML_ELEMENT_NODE && i < sizeof known / sizeof *known; i++) {
    if (!is_named(node, known[i].name)) continue;
    *rank = known[i].rank;
    return known[i].field;
  }
  return FIELD_NONE;
}

/* An address: RSS has it as text, Atom in href, with other relations beside the one that is wanted. */
static void take_link(struct feed *feed, const xmlNode *node, const char *base) {
  const char *href = html_attribute(node, "href"), *rel = html_attribute(node, "rel");
  sse_buffer *url = &feed->fields.raw[FIELD_URL];
  if (href && rel && strcmp(rel, "alternate") != 0) return;
  xmlChar *text = href ? NULL : xmlNodeGetContent((xmlNode *)node);
  sse_str link = sse_str_trim(sse_str_of(href ? href : (const char *)text));
  char *copy = link.data ? sse_copy(link) : NULL;
  if (url->length == 0) html_append_url(copy, base, url);
  free(copy);
  xmlFree(text);
}

static sse_status take_element(struct feed *feed, const xmlNode *node, int ranks[FIELD_COUNT],
                               const char *base) {
  int rank = 0;
  field which = field_of(feed, node, &rank);
  if (which == FIELD_NONE) return SSE_OK;
  if (which == FIELD_URL) {
    take_link(feed, node, base);
    return SSE_OK;
  }
  sse_buffer *raw = &feed->fields.raw[which];
  if (which == FIELD_TAGS) {
    if (raw->length > 0) sse_buffer_append_text(raw, ", ");
    return append_content(feed, which, node, false);
  }
  if (rank <= ranks[which]) return SSE_OK;
  ranks[which] = rank;
  sse_buffer_clear(raw);
  return append_content(feed, which, node, which == FIELD_TITLE || which == FIELD_BODY);
}

/* A guid that is an address serves where there is no link. */
static void complete(struct feed *feed, const xmlNode *item) {
  struct fields *fields = &feed->fields;
  sse_str id = sse_str_trim(sse_buffer_str(&fields->raw[FIELD_ID]));
  if (fields->raw[FIELD_URL].length == 0 && sse_url_is_web(id))
    sse_buffer_append_str(&fields->raw[FIELD_URL], id);
  if (id.length == 0) {
    const char *about = html_attribute(item, "about"); /* RSS 1.0 */
    sse_buffer_append_str(&fields->raw[FIELD_ID],
                          about ? sse_str_of(about) : sse_buffer_str(&fields->raw[FIELD_URL]));
  }
  take_xml(item, "lang", &fields->raw[FIELD_LANG]);
  if (fields->raw[FIELD_LANG].length == 0)
    sse_buffer_append_str(&fields->raw[FIELD_LANG], sse_buffer_str(&feed->lang));
  sse_buffer_append_str(&fields->raw[FIELD_SOURCE], sse_buffer_str(&feed->title));
}

static sse_status take_item(struct feed *feed, const xmlNode *item) {
  int ranks[FIELD_COUNT] = {0};
  sse_status status = SSE_OK;
  xmlChar *base = xmlNodeGetBase(item->doc, item);
  const char *near = base && *base ? (const char *)base : feed->base.data;
  for (const xmlNode *node = item->children; node && !status; node = node->next)
    status = take_element(feed, node, ranks, near);
  if (!status) complete(feed, item);
  xmlFree(base);
  feed->reader->ordinal++;
  return status ? status : fields_item(feed->reader, &feed->fields, feed->err);
}

/* What stands in the channel or the feed itself, before its items. */
static sse_status take_head(struct feed *feed, const xmlNode *node) {
  sse_buffer *out = is_named(node, "title") ? &feed->title : is_named(node, "language") ? &feed->lang : NULL;
  if (is_named(node, "link") && feed->base.length == 0) {
    xmlChar *link = xmlNodeGetContent((xmlNode *)node);
    html_append_url((const char *)link, NULL, &feed->base);
    xmlFree(link);
  }
  if (!out || out->length > 0) return SSE_OK;
  xmlChar *text = xmlNodeGetContent((xmlNode *)node);
  sse_status status = html_text(sse_str_of((const char *)text), out, feed->err);
  xmlFree(text);
  return status;
}

/* True for elements that hold others like them: an item is looked for inside. */
static bool is_container(const char *name) {
  return strcmp(name, "rss") == 0 || strcmp(name, "RDF") == 0 || strcmp(name, "channel") == 0 ||
         strcmp(name, "feed") == 0;
}

/* Takes the element that the parser stands at; `*inside` tells whether to go on inside it. */
static sse_status take_node(struct feed *feed, bool *inside) {
  const char *name = (const char *)xmlTextReaderConstLocalName(feed->xml);
  *inside = true;
  if (xmlTextReaderNodeType(feed->xml) != XML_READER_TYPE_ELEMENT || !name) return SSE_OK;
  if (is_container(name)) {
    const xmlNode *node = xmlTextReaderCurrentNode(feed->xml);
    feed->in_feed = feed->reader->report->is_window = true;
    if (strcmp(name, "feed") == 0) feed->in_atom = true;
    if (node) take_xml(node, "lang", &feed->lang);
    return SSE_OK;
  }
  *inside = false;
  const xmlNode *node = xmlTextReaderExpand(feed->xml);
  if (!node) return SSE_OK; /* the parser says why, when it goes on */
  if (is_named(node, "item") || is_named(node, "entry")) return take_item(feed, node);
  return take_head(feed, node);
}

static sse_status read_feed(struct feed *feed) {
  int result = xmlTextReaderRead(feed->xml);
  while (result == 1) {
    bool inside;
    sse_status status = take_node(feed, &inside);
    if (status) return status;
    result = inside ? xmlTextReaderRead(feed->xml) : xmlTextReaderNext(feed->xml);
  }
  if (feed->status) return feed->status;
  if (feed->title.failed || feed->lang.failed || feed->base.failed) return sse_fail_memory(feed->err);
  if (result == 0 && feed->in_feed) return SSE_OK;
  if (result == 0) return sse_fail(feed->err, SSE_INVALID, "%s: is no feed", feed->reader->path);
  return sse_fail(feed->err, SSE_INVALID, "%s: is no whole feed: %s", feed->reader->path, feed->why);
}

sse_status feed_read(struct reader *reader, sse_error *err) {
  struct feed feed = {.reader = reader, .err = err};
  const int options = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT | XML_PARSE_RECOVER;
  feed.xml = xmlReaderForIO(give_bytes, NULL, &feed, reader->options->url,
                            reader->is_decoded ? "UTF-8" : NULL, options);
  sse_status status = SSE_OK;
  if (!feed.xml) {
    status = feed.status ? feed.status : sse_fail_memory(err);
  } else {
    xmlTextReaderSetStructuredErrorHandler(feed.xml, (xmlStructuredErrorFunc)on_error, &feed);
    status = read_feed(&feed);
  }
  xmlFreeTextReader(feed.xml);
  sse_buffer_reset(&feed.title);
  sse_buffer_reset(&feed.lang);
  sse_buffer_reset(&feed.base);
  fields_reset(&feed.fields);
  return status;
}

bool feed_detect(sse_str beginning) {
  static const char *const roots[] = {"<rss", "<feed", "<rdf:RDF", "<RDF"};
  enum { LOOKED_AT = 4096 };
  sse_str text = sse_str_trim(beginning);
  if (text.length == 0 || text.data[0] != '<') return false;
  if (text.length > LOOKED_AT) text.length = LOOKED_AT;
  for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
    if (memmem(text.data, text.length, roots[i], strlen(roots[i]))) return true;
  return false;
}
