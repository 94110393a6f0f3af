/* RSS 0.9x, 1.0 and 2.0, and Atom (RFC 4287), by libxml2's pull parser: an item at a time, whatever the
 * feed's length. Elements are told by their local names and the namespaces of content, Dublin Core and Atom;
 * text may be HTML. External entities are not read, and what internal ones grow to is counted. */
#include "base/url.h"
#include "source/format/readers.h"
#include "source/page/html.h"

#include <errno.h>
#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>

struct feed {
  struct reader *reader;
  xmlTextReaderPtr xml;
  struct part *part;            /* being filled */
  sse_buffer title, lang, base; /* of the feed */
  size_t number;                /* of items so far */
  uint64_t input, output;       /* bytes of the file, and of text made of it */
  bool in_atom, in_feed;
  bool is_inside; /* the parser goes on inside the element it stands at */
  bool is_broken; /* it is not well-formed */
  bool at_end;    /* of the file */
  bool has_moved; /* ahead, with the result `moved` */
  int moved;
  bool is_overgrown; /* the output is out of proportion */
  sse_status status; /* of the stream */
  sse_error failure; /* the same */
  sse_error *err;
  char why[256]; /* libxml2's first error */
};

/* Text of a feed is at most its bytes; entities that are used again make it more, within reason. */
static const uint64_t growth_most = 10, growth_free = (uint64_t)1024 * 1024;

static int give_bytes(void *context, char *block, int size) {
  struct feed *feed = context;
  size_t got = 0;
  int before = errno; /* next_item looks at what libxml2 leaves there */
  if (!feed->status) feed->status = reader_bytes(feed->reader, block, (size_t)size, &got, &feed->failure);
  errno = before;
  feed->input += got;
  if (got == 0) feed->at_end = true;
  return feed->status ? -1 : (int)got;
}

static void on_error(void *context, xmlErrorPtr error) {
  struct feed *feed = context;
  if (error->level == XML_ERR_FATAL) feed->is_broken = true;
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

/* Appends a text, unless all texts together are out of proportion to the file. */
static void append_counted(struct feed *feed, const xmlChar *text, sse_buffer *out) {
  size_t length = text ? strlen((const char *)text) : 0;
  feed->output += length;
  if (feed->output > growth_free && feed->output > growth_most * feed->input) feed->is_overgrown = true;
  if (!feed->is_overgrown && length > 0) sse_buffer_append(out, text, length);
}

/* Appends the text of a node and those inside it, entities included. */
static void append_text(struct feed *feed, const xmlNode *top, int depth, sse_buffer *out) {
  enum { DEEPEST = 40 /* entities in entities */ };
  const xmlNode *node = top;
  while (node && !feed->is_overgrown) {
    bool is_entity = node->type == XML_ENTITY_REF_NODE;
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
      append_counted(feed, node->content, out);
    if (is_entity) {
      const xmlEntity *entity = xmlGetDocEntity(node->doc, node->name);
      bool is_parsed =
          entity && entity->etype != XML_INTERNAL_PREDEFINED_ENTITY && entity->children && depth < DEEPEST;
      for (const xmlNode *child = is_parsed ? entity->children : NULL; child; child = child->next)
        append_text(feed, child, depth + 1, out);
      if (entity && !is_parsed) append_counted(feed, entity->content, out);
    }
    node = html_next(node, top, !is_entity);
  }
}

/* The text of an element, whole; `out` is cleared before. */
static void element_text(struct feed *feed, const xmlNode *node, sse_buffer *out) {
  sse_buffer_clear(out);
  sse_buffer_append_text(out, "");
  append_text(feed, node, 0, out);
}

static sse_status append_content(struct feed *feed, field which, const xmlNode *node, bool is_html) {
  const html_leaving nothing = {0};
  const char *type = html_attribute(node, "type");
  sse_buffer *raw = &feed->part->fields.raw[which], text = {0};
  sse_status status = SSE_OK;
  if (type && strcmp(type, "xhtml") == 0) {
    html_node_text(node, &nothing, raw);
    return SSE_OK;
  }
  element_text(feed, node, &text);
  if (text.failed) {
    status = sse_fail_memory(feed->err);
  } else if (is_html && !(type && strcmp(type, "text") == 0)) {
    if (raw->length > 0) sse_buffer_append_text(raw, "\n");
    status = html_text(sse_buffer_str(&text), raw, feed->err);
  } else {
    sse_buffer_append_str(raw, sse_buffer_str(&text));
  }
  sse_buffer_reset(&text);
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
  sse_buffer *url = &feed->part->fields.raw[FIELD_URL], text = {0};
  if (href && rel && strcmp(rel, "alternate") != 0) return;
  if (url->length > 0) return;
  if (!href) element_text(feed, node, &text);
  sse_url_resolve(href ? sse_str_of(href) : sse_buffer_str(&text), sse_str_of(base), url);
  if (text.failed) url->failed = true;
  sse_buffer_reset(&text);
}

/* True where text stands in an element or in those inside it. */
static bool has_words(const xmlNode *element) {
  for (const xmlNode *node = element; node; node = html_next(node, element, true))
    if (node->type == XML_CDATA_SECTION_NODE || (node->type == XML_TEXT_NODE && !xmlIsBlankNode(node)))
      return true;
  return false;
}

/* Counts an element of an item that has text and is no field. */
static void note_unknown(const struct feed *feed, const xmlNode *node) {
  sse_buffer name = {0};
  if (node->type != XML_ELEMENT_NODE || !has_words(node)) return;
  if (feed->in_atom && is_named(node, "category")) return; /* its term is taken */
  if (node->ns && node->ns->prefix) sse_buffer_printf(&name, "%s:", (const char *)node->ns->prefix);
  sse_buffer_append_text(&name, (const char *)node->name);
  account_lose(feed->reader->account, SOURCE_NOT_TAKEN, sse_buffer_str(&name), NULL);
  sse_buffer_reset(&name);
}

static sse_status take_element(struct feed *feed, const xmlNode *node, int ranks[FIELD_COUNT],
                               const char *base) {
  int rank = 0;
  field which = field_of(feed, node, &rank);
  if (which == FIELD_NONE) {
    note_unknown(feed, node);
    return SSE_OK;
  }
  if (which == FIELD_URL) {
    take_link(feed, node, base);
    return SSE_OK;
  }
  sse_buffer *raw = &feed->part->fields.raw[which];
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
  struct fields *fields = &feed->part->fields;
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

/* Fills the part with an item. */
static sse_status take_item(struct feed *feed, const xmlNode *item) {
  int ranks[FIELD_COUNT] = {0};
  sse_status status = SSE_OK;
  xmlChar *base = xmlNodeGetBase(item->doc, item);
  const char *near = base && *base ? (const char *)base : feed->base.data;
  for (const xmlNode *node = item->children; node && !status; node = node->next)
    status = take_element(feed, node, ranks, near);
  if (!status) complete(feed, item);
  xmlFree(base);
  return status;
}

/* Counts an element beside the items that holds others: it may be what the feed calls an item. */
static void note_foreign(const struct feed *feed, const xmlNode *node) {
  static const char known[] =
      " image textinput textInput author contributor owner items skipHours skipDays subtitle rights ";
  char padded[32];
  int length = snprintf(padded, sizeof padded, " %s ", (const char *)node->name);
  bool is_known = length > 0 && (size_t)length < sizeof padded && strstr(known, padded);
  if (!is_known && xmlFirstElementChild((xmlNode *)node)) note_unknown(feed, node);
}

/* What stands in the channel or the feed itself, before its items. */
static sse_status take_head(struct feed *feed, const xmlNode *node) {
  sse_buffer *out = is_named(node, "title") ? &feed->title : is_named(node, "language") ? &feed->lang : NULL;
  sse_buffer text = {0};
  sse_status status = SSE_OK;
  bool is_link = is_named(node, "link") && feed->base.length == 0;
  if (is_link || (out && out->length == 0)) element_text(feed, node, &text);
  if (is_link) sse_url_resolve(sse_buffer_str(&text), sse_str_of(feed->reader->base), &feed->base);
  if (out && out->length == 0) status = html_text(sse_buffer_str(&text), out, feed->err);
  if (!status && text.failed) status = sse_fail_memory(feed->err);
  if (!out && !is_link) note_foreign(feed, node);
  sse_buffer_reset(&text);
  return status;
}

/* True for elements that hold others like them: an item is looked for inside. */
static bool is_container(const char *name) {
  return strcmp(name, "rss") == 0 || strcmp(name, "RDF") == 0 || strcmp(name, "channel") == 0 ||
         strcmp(name, "feed") == 0;
}

/* Takes the element that the parser stands at. `*inside` tells whether to go on inside it, `*is_item` that
 * the part was filled. */
static sse_status take_node(struct feed *feed, bool *inside, bool *is_item) {
  const char *name = (const char *)xmlTextReaderConstLocalName(feed->xml);
  *inside = true;
  if (xmlTextReaderNodeType(feed->xml) != XML_READER_TYPE_ELEMENT || !name) return SSE_OK;
  if (is_container(name)) {
    const xmlNode *node = xmlTextReaderCurrentNode(feed->xml);
    feed->in_feed = feed->reader->account->report->is_window = true;
    if (strcmp(name, "feed") == 0) feed->in_atom = true;
    if (node) take_xml(node, "lang", &feed->lang);
    return SSE_OK;
  }
  *inside = false;
  const xmlNode *node = xmlTextReaderExpand(feed->xml);
  if (!node) { /* the feed breaks after the element, or in it: then nothing comes after it */
    node = xmlTextReaderCurrentNode(feed->xml);
    if (!node || !node->next) return SSE_OK;
  }
  *is_item = is_named(node, "item") || is_named(node, "entry");
  return *is_item ? take_item(feed, node) : take_head(feed, node);
}

/* The parser has come to its end: the file's, or that of what it can read. */
static part_outcome end_feed(struct feed *feed, int result, sse_error *err) {
  const char *path = feed->reader->path;
  if (feed->status) {
    *err = feed->failure;
  } else if (feed->title.failed || feed->lang.failed || feed->base.failed) {
    (void)sse_fail_memory(err);
  } else if (result == 0 && feed->in_feed && !feed->is_broken) {
    return PART_END;
  } else if (result == 0 && !feed->is_broken) {
    (void)sse_fail(err, SSE_INVALID, "%s: is not a feed", path);
  } else {
    (void)sse_fail(err, SSE_INVALID, "%s: is not a whole feed: %s%s", path,
                   feed->at_end ? "it ends in the middle, or breaks near its end: " : "", feed->why);
  }
  return PART_CUT;
}

/* Moves on: into the element that the parser stands at, or past it. */
static int move_on(struct feed *feed) {
  if (feed->has_moved) {
    feed->has_moved = false;
    return feed->moved;
  }
  return feed->is_inside ? xmlTextReaderRead(feed->xml) : xmlTextReaderNext(feed->xml);
}

/* True where the item at hand is whole. What the parser made of one that the file ends in looks the same, but
 * that the parser cannot move past it. */
static bool is_whole(struct feed *feed) {
  const xmlNode *node = xmlTextReaderCurrentNode(feed->xml);
  bool has_next = node && node->next;
  feed->moved = move_on(feed);
  feed->has_moved = true;
  return has_next || (feed->moved >= 0 && !feed->is_broken);
}

static part_outcome read_item(struct feed *feed, struct part *part, sse_error *err) {
  int result = 1;
  feed->part = part;
  feed->err = err;
  while (result == 1) {
    bool inside = true, is_item = false;
    result = move_on(feed);
    if (result != 1) break;
    sse_status status = take_node(feed, &inside, &is_item);
    feed->is_inside = inside;
    if (feed->is_overgrown) {
      (void)sse_fail(err, SSE_TOO_LARGE, "%s: its entities grow to more than %d times its size",
                     feed->reader->path, (int)growth_most);
      return PART_CUT;
    }
    if (is_item) part->number = ++feed->number;
    if (is_item && !is_whole(feed)) return end_feed(feed, feed->moved, err);
    if (status) return PART_BAD;
    if (is_item) return PART;
  }
  return end_feed(feed, result, err);
}

/* libxml2 goes on where memory runs short, and says so seldom; malloc says it in errno (POSIX). */
static part_outcome next_item(void *context, struct part *part, sse_error *err) {
  errno = 0;
  part_outcome outcome = read_item(context, part, err);
  if (errno != ENOMEM) return outcome;
  (void)sse_fail_memory(err);
  return PART_CUT;
}

static void close_feed(void *context) {
  struct feed *feed = context;
  xmlFreeTextReader(feed->xml);
  sse_buffer_reset(&feed->title);
  sse_buffer_reset(&feed->lang);
  sse_buffer_reset(&feed->base);
  free(feed);
}

sse_status feed_open(struct reader *reader, struct parts *parts, sse_error *err) {
  /* The bytes are in UTF-8 by now, whatever the declaration says. */
  const int options =
      XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT | XML_PARSE_RECOVER | XML_PARSE_IGNORE_ENC;
  struct feed *feed = calloc(1, sizeof *feed);
  sse_status status = SSE_OK;
  if (!feed) return sse_fail_memory(err);
  feed->reader = reader;
  feed->is_inside = true;
  html_be_quiet();
  errno = 0;
  feed->xml = xmlReaderForIO(give_bytes, NULL, feed, reader->base, "UTF-8", options);
  if (!feed->xml || errno == ENOMEM) {
    if (feed->status) *err = feed->failure;
    status = feed->status ? feed->status : sse_fail_memory(err);
    close_feed(feed);
  } else {
    xmlTextReaderSetStructuredErrorHandler(feed->xml, (xmlStructuredErrorFunc)on_error, feed);
    *parts = (struct parts){feed, next_item, close_feed};
  }
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
