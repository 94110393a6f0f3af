/* RSS 0.9x, 1.0 and 2.0, and Atom 0.3 and 1.0 (RFC 4287): one item at a time, whatever the feed's length.
 * A table by namespace says which element is which field and which of several wins; an empty element hides no
 * other. Each item is parsed by libxml2 as a separate document (chunks.h). */
#include "base/url.h"
#include "base/utf8.h"
#include "source/authors.h"
#include "source/drafts.h"
#include "source/format/blogger.h"
#include "source/format/chunks.h"
#include "source/format/feed_rules.h"
#include "source/format/feed_text.h"
#include "source/format/readers.h"
#include "source/format/tags.h"
#include "source/format/wordpress.h"
#include "source/page/html.h"

#include <errno.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NAMED_RANK = 9 /* of authors that an export names as such, above their logins */ };

struct feed {
  struct reader *reader;
  struct chunks *chunks;
  struct part *part;            /* being filled */
  int ranks[FIELD_COUNT];       /* ranks of the values in its fields */
  sse_buffer title, lang, base; /* of the feed */
  sse_buffer authors;           /* of the feed, one per line */
  sse_buffer logins;            /* of authors, with their names (wordpress.h) */
  sse_buffer text;              /* of the current element */
  sse_buffer root;              /* the root element of XML that is not a page */
  bool has_self;                /* the base is the feed's own address */
  bool is_export;               /* of WordPress */
  size_t number;                /* of items so far */
  sse_error *err;
};

/* ---- Elements ----------------------------------------------------------------------------------- */

/* The address at which IANA describes registered link relations, used as a prefix of their names. */
static const char iana[] = "http://www.iana.org/assignments/relation/";

/* The rank of a link as the address of the item: 0 if it is none, highest for an HTML page. */
static int rank_link(const xmlNode *node, int rank) {
  const char *rel = html_attribute(node, "rel"), *type = html_attribute(node, "type");
  if (rel && strncasecmp(rel, iana, sizeof iana - 1) == 0) rel += sizeof iana - 1;
  if (rel && *rel && strcasecmp(rel, "alternate") != 0) return 0;
  bool is_page = !type || !*type || sse_str_begins(sse_str_of(type), "text/html") ||
                 sse_str_ends(sse_str_of(type), "xhtml+xml");
  return is_page ? rank : rank - 2;
}

/* Unescapes ampersands that were escaped twice. */
static void unescape(sse_buffer *text) {
  static const char escaped[] = "&amp;";
  const size_t length = sizeof escaped - 1;
  for (char *at = text->data; at && (at = strstr(at, escaped)); at++) {
    size_t rest = text->length - (size_t)(at - text->data) - length;
    memmove(at + 1, at + length, rest + 1);
    text->length -= length - 1;
  }
}

/* Appends the address of a link, resolved against the base of the element, else that of the feed. */
static void link_of(struct feed *feed, const xmlNode *node, sse_buffer *out) {
  const char *href = html_attribute(node, "href");
  xmlChar *near = xmlNodeGetBase(node->doc, node);
  sse_buffer text = {0}, base = {0};
  if (href && *href) {
    sse_buffer_append_text(&text, href);
  } else {
    feed_text_append(node, &text);
  }
  unescape(&text);
  sse_url_resolve(sse_str_of(near && *near ? (const char *)near : ""), sse_buffer_str(&feed->base), &base);
  if (sse_str_trim(sse_buffer_str(&text)).length > 0)
    sse_url_resolve(sse_buffer_str(&text),
                    base.length > 0 ? sse_buffer_str(&base) : sse_buffer_str(&feed->base), out);
  if (text.failed || base.failed) out->failed = true;
  sse_buffer_reset(&text);
  sse_buffer_reset(&base);
  xmlFree(near);
}

/* A tag: Atom's has a name for people, or only one for programs. */
static sse_status category_of(struct feed *feed, const xmlNode *node, sse_buffer *out) {
  const char *label = html_attribute(node, "label"), *term = html_attribute(node, "term");
  const char *name = label && *label ? label : term;
  if (!name) return feed_text_html(node, out, feed->err);
  sse_buffer_append_text(out, name);
  return SSE_OK;
}

/* The publisher that an aggregator names: the element's text, or a title in it. */
static sse_status source_of(struct feed *feed, const xmlNode *node, sse_buffer *out) {
  const xmlNode *title = feed_text_child(node, "title");
  if (title) return feed_text_construct(title, out, feed->err);
  return feed_text_has_elements(node) ? SSE_OK : feed_text_html(node, out, feed->err);
}

/* The name of a person: Atom has it in an element, RSS by itself or next to an email address. */
static sse_status person_of(struct feed *feed, const xmlNode *node, sse_buffer *out) {
  const xmlNode *name = feed_text_child(node, "name");
  if (!name && feed_text_has_elements(node)) return SSE_OK; /* an address alone */
  return feed_text_html(name ? name : node, out, feed->err);
}

static sse_status read_element(struct feed *feed, const xmlNode *node, const struct feed_rule *rule,
                               sse_buffer *out) {
  switch (rule->kind) {
  case PLAIN:
    feed_text_append(node, out);
    return SSE_OK;
  case HTML:
    return feed_text_html(node, out, feed->err);
  case CONSTRUCT:
    return feed_text_construct(node, out, feed->err);
  case LINK:
    link_of(feed, node, out);
    return SSE_OK;
  case CATEGORY:
    return category_of(feed, node, out);
  case PERSON:
    return person_of(feed, node, out);
  default:
    return source_of(feed, node, out);
  }
}

/* ---- An item ------------------------------------------------------------------------------------ */

/* Counts an element that has text but is not a field. */
static void note_unknown(const struct feed *feed, const xmlNode *node) {
  sse_buffer name = {0}, text = {0};
  feed_text_append(node, &text);
  if (node->ns && node->ns->prefix) sse_buffer_printf(&name, "%s:", (const char *)node->ns->prefix);
  sse_buffer_append_str(&name, feed_rules_name(node));
  if (sse_str_trim(sse_buffer_str(&text)).length > 0)
    account_lose(feed->reader->account, SOURCE_NOT_TAKEN, sse_buffer_str(&name), NULL);
  sse_buffer_reset(&name);
  sse_buffer_reset(&text);
}

/* A date that cannot be read is kept only if there is no other. */
static int rank_of(const struct feed_rule *rule, const xmlNode *node, sse_str text) {
  sse_date date;
  if (rule->kind == LINK) return rank_link(node, rule->rank);
  return rule->field != FIELD_DATE || source_date_read(text, &date) ? rule->rank : 1;
}

/* Takes an element of an export that says whether the item is public; returns false for any other. */
static bool take_publication(struct feed *feed, const xmlNode *node) {
  sse_buffer text = {0};
  feed_text_append(node, &text);
  bool is_taken =
      !text.failed && drafts_take_wordpress(&feed->part->fields, tags_local_name(feed_rules_name(node)),
                                            sse_buffer_str(&text));
  sse_buffer_reset(&text);
  return is_taken;
}

static sse_status take_element(struct feed *feed, const xmlNode *node, const xmlNode *item) {
  enum feed_space space = feed_rules_space(node, item);
  const struct feed_rule *rule = feed_rules_find(node, space);
  if (blogger_take(node, &feed->part->fields)) return SSE_OK;
  feed->is_export = feed->is_export || space == WORDPRESS;
  if (!rule) {
    if (space == WORDPRESS && take_publication(feed, node)) return SSE_OK;
    if (space != MEDIA && space != ITUNES) note_unknown(feed, node);
    return SSE_OK;
  }
  sse_buffer *raw = &feed->part->fields.raw[rule->field];
  sse_buffer_clear(&feed->text);
  sse_status status = read_element(feed, node, rule, &feed->text);
  if (!status && feed->text.failed) status = sse_fail_memory(feed->err);
  sse_str text = sse_str_trim(sse_buffer_str(&feed->text));
  int rank = status || sse_utf8_is_blank(text) ? 0 : rank_of(rule, node, text);
  bool is_tag = rule->field == FIELD_TAGS && rank > 0;
  bool is_author = is_tag && feed->is_export && wordpress_is_author(node);
  if (is_author) rank = NAMED_RANK;
  if (rule->field == FIELD_AUTHOR || is_author) {
    authors_offer(&feed->part->fields, &feed->ranks[FIELD_AUTHOR], rank, text, FIELD_IS_ANY);
    return status;
  }
  if (!is_tag && rank <= feed->ranks[rule->field]) return status;
  feed->ranks[rule->field] = rank;
  if (is_tag) {
    fields_add_tag(&feed->part->fields, text);
  } else {
    sse_buffer_clear(raw);
    sse_buffer_append_str(raw, text);
  }
  return status;
}

/* Takes the elements of an item, including those that describe its media. */
static sse_status take_elements(struct feed *feed, const xmlNode *parent, const xmlNode *item) {
  sse_status status = SSE_OK;
  for (const xmlNode *node = parent->children; node && !status; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    sse_str local = tags_local_name(feed_rules_name(node));
    bool is_group =
        parent == item && feed_rules_space(node, item) == MEDIA &&
        (sse_str_equal(local, sse_str_of("group")) || sse_str_equal(local, sse_str_of("content")));
    for (const xmlNode *inner = is_group ? node->children : NULL; inner && !status; inner = inner->next)
      if (inner->type == XML_ELEMENT_NODE) status = take_element(feed, inner, item);
    if (!is_group) status = take_element(feed, node, item);
  }
  return status;
}

/* Takes the value of xml:lang, if the element has one. */
static void take_lang(const xmlNode *node, sse_buffer *out) {
  xmlChar *value = xmlGetNsProp((xmlNode *)node, (const xmlChar *)"lang", XML_XML_NAMESPACE);
  if (value && *value) {
    sse_buffer_clear(out);
    sse_buffer_append_text(out, (const char *)value);
  }
  xmlFree(value);
}

/* Appends the author of the whole feed, for an item that names none. If there are several, it is unclear
 * which one wrote the item; if the name is that of the feed, it is the publisher. */
static void append_author_of_all(sse_str authors, sse_str title, sse_buffer *out) {
  sse_str name;
  size_t position = 0;
  if (!sse_str_next(authors, '\n', &position, &name) || position < authors.length) return;
  bool is_publisher = name.length == title.length && strncasecmp(name.data, title.data, name.length) == 0;
  if (!is_publisher) sse_buffer_append_str(out, name);
}

/* Entries without authors get those of the feed they come from or, if they come from no other, of this feed
 * (RFC 4287, 4.2.1). */
static sse_status complete_authors(struct feed *feed, const xmlNode *item) {
  sse_buffer *names = &feed->part->fields.raw[FIELD_AUTHOR], found = {0};
  const xmlNode *source = feed_text_child(item, "source");
  sse_status status = SSE_OK;
  if (names->length > 0) return SSE_OK;
  for (const xmlNode *node = source ? source->children : NULL; node && !status; node = node->next) {
    bool is_author =
        node->type == XML_ELEMENT_NODE && sse_str_is(tags_local_name(feed_rules_name(node)), "author");
    sse_buffer_clear(&feed->text);
    if (is_author) status = person_of(feed, node, &feed->text);
    authors_append(&found, sse_buffer_str(&feed->text), FIELD_IS_ANY);
  }
  append_author_of_all(sse_buffer_str(&found), sse_buffer_str(&feed->part->fields.raw[FIELD_SOURCE]), names);
  if (found.length == 0)
    append_author_of_all(sse_buffer_str(&feed->authors), sse_buffer_str(&feed->title), names);
  if (found.failed) names->failed = true;
  sse_buffer_reset(&found);
  return status;
}

/* Takes a guid that is an address if there is no link, unless it says that it is not one. */
static void complete(struct feed *feed, const xmlNode *item) {
  struct fields *fields = &feed->part->fields;
  sse_str id = sse_str_trim(sse_buffer_str(&fields->raw[FIELD_ID]));
  const xmlNode *guid = feed_text_child(item, "guid");
  const char *is_link = guid ? html_attribute(guid, "isPermaLink") : NULL;
  bool says_no = is_link && strcasecmp(is_link, "false") == 0;
  bool says_so = is_link && strcasecmp(is_link, "true") == 0;
  if (fields->raw[FIELD_URL].length == 0 && ((sse_url_is_web(id) && !says_no) || says_so))
    sse_url_resolve(id, sse_buffer_str(&feed->base), &fields->raw[FIELD_URL]);
  if (id.length == 0) {
    const char *about = html_attribute(item, "about"); /* RSS 1.0 */
    sse_buffer_append_str(&fields->raw[FIELD_ID],
                          about ? sse_str_of(about) : sse_buffer_str(&fields->raw[FIELD_URL]));
  }
  if (feed_text_child(item, "title")) take_lang(feed_text_child(item, "title"), &fields->raw[FIELD_LANG]);
  take_lang(item, &fields->raw[FIELD_LANG]);
  if (fields->raw[FIELD_LANG].length == 0)
    sse_buffer_append_str(&fields->raw[FIELD_LANG], sse_buffer_str(&feed->lang));
  if (fields->raw[FIELD_SOURCE].length == 0)
    sse_buffer_append_str(&fields->raw[FIELD_SOURCE], sse_buffer_str(&feed->title));
}

static sse_status take_item(struct feed *feed, const xmlNode *item) {
  memset(feed->ranks, 0, sizeof feed->ranks);
  sse_status status = take_elements(feed, item, item);
  if (!status) complete(feed, item);
  if (feed->is_export) wordpress_remove_shortcodes(&feed->part->fields.raw[FIELD_BODY]);
  if (feed->logins.length > 0)
    wordpress_name_authors(sse_buffer_str(&feed->logins), &feed->part->fields.raw[FIELD_AUTHOR]);
  return status ? status : complete_authors(feed, item);
}

/* ---- The feed itself ---------------------------------------------------------------------------- */

/* Takes the default base of a feed's links: its own address, else its page's. */
static void take_base(struct feed *feed, const xmlNode *node) {
  const char *rel = html_attribute(node, "rel"), *href = html_attribute(node, "href");
  bool is_self = rel && strcasecmp(rel, "self") == 0;
  sse_buffer found = {0}, text = {0};
  if (feed->reader->base || feed->has_self || (rel && !is_self && strcasecmp(rel, "alternate") != 0)) return;
  if (href) sse_buffer_append_text(&text, href);
  if (!href) feed_text_append(node, &text);
  sse_url_resolve(sse_buffer_str(&text), (sse_str){0}, &found);
  if (sse_url_is_web(sse_buffer_str(&found)) && (is_self || feed->base.length == 0)) {
    feed->has_self = is_self;
    sse_buffer_clear(&feed->base);
    sse_buffer_append_str(&feed->base, sse_buffer_str(&found));
  }
  if (text.failed || found.failed) feed->base.failed = true;
  sse_buffer_reset(&text);
  sse_buffer_reset(&found);
}

/* Records the address of the page with earlier items (RFC 5005). */
static void take_next(struct feed *feed, const xmlNode *node) {
  const char *rel = html_attribute(node, "rel");
  sse_buffer address = {0};
  if (!rel || (strcasecmp(rel, "next") != 0 && strcasecmp(rel, "prev-archive") != 0)) return;
  link_of(feed, node, &address);
  reader_add_further(feed->reader, sse_buffer_str(&address));
  sse_buffer_reset(&address);
}

/* Counts an element next to the items that holds others: it may be what this feed uses for items. */
static void note_foreign(const struct feed *feed, const xmlNode *node) {
  static const char known[] =
      " image textinput textInput author contributor owner items skipHours skipDays subtitle rights ";
  char padded[32];
  int length = snprintf(padded, sizeof padded, " %s ", (const char *)node->name);
  bool is_known = length > 0 && (size_t)length < sizeof padded && strstr(known, padded);
  if (!is_known && feed_text_has_elements(node)) note_unknown(feed, node);
}

/* Takes an element of the channel or the feed that is not an item. */
static sse_status take_head(struct feed *feed, const xmlNode *node) {
  enum feed_space space = feed_rules_space(node, NULL);
  feed->is_export = feed->is_export || space == WORDPRESS;
  if (space == WORDPRESS && sse_str_is(tags_local_name(feed_rules_name(node)), "author")) {
    wordpress_append_login(node, &feed->logins);
    return SSE_OK;
  }
  const struct feed_rule *rule =
      feed_rules_find(node, space == FOREIGN && node->ns == node->parent->ns ? CORE : space);
  if (!rule || (space != CORE && space != ATOM && space != DUBLIN_CORE && space != FOREIGN)) {
    note_foreign(feed, node);
    return SSE_OK;
  }
  if (rule->field == FIELD_URL) {
    take_base(feed, node);
    take_next(feed, node);
  }
  if (rule->field == FIELD_TITLE && feed->title.length == 0)
    return read_element(feed, node, rule, &feed->title);
  if (rule->field == FIELD_AUTHOR && space == ATOM) {
    sse_buffer_clear(&feed->text);
    sse_status status = read_element(feed, node, rule, &feed->text);
    authors_append(&feed->authors, sse_buffer_str(&feed->text), FIELD_IS_ANY);
    return status;
  }
  if (rule->field == FIELD_LANG && feed->lang.length == 0) feed_text_append(node, &feed->lang);
  return SSE_OK;
}

/* The element of the document at the depth of the feed's children; takes the language of those above it. */
static const xmlNode *find_child(struct feed *feed, xmlDocPtr document, size_t depth) {
  const xmlNode *node = document ? xmlDocGetRootElement(document) : NULL;
  for (; node && depth > 0; depth--) {
    take_lang(node, &feed->lang);
    node = xmlFirstElementChild((xmlNode *)node);
  }
  return node;
}

/* ---- Parts -------------------------------------------------------------------------------------- */

static part_outcome take_chunk(struct feed *feed, const struct chunk *chunk, bool *is_item, sse_error *err) {
  const int options = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT | XML_PARSE_RECOVER |
                      XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE;
  xmlDocPtr document = xmlReadMemory(chunk->xml.data, (int)chunk->xml.length,
                                     feed->reader->base ? feed->reader->base : "", NULL, options);
  const xmlNode *node = find_child(feed, document, chunk->depth);
  sse_status status = SSE_OK;
  enum feed_space space = node ? feed_rules_space(node, node->parent) : FOREIGN;
  bool is_own =
      space == FOREIGN && node && node->ns && !node->ns->prefix; /* of an unknown default namespace */
  *is_item = chunk->is_item && (!node || space == CORE || space == ATOM || is_own);
  if (*is_item) feed->part->number = ++feed->number;
  if (!node && *is_item) {
    status = reader_fail(feed->reader, feed->part, SSE_INVALID, "is not XML, even after repairs", err);
  } else if (node) {
    status = *is_item ? take_item(feed, node) : take_head(feed, node);
    if (status == SSE_TOO_LARGE)
      status = reader_fail(feed->reader, feed->part, status, "has a text that is too long", err);
  }
  xmlFreeDoc(document);
  return status ? PART_BAD : PART;
}

/* Ends the feed. */
static part_outcome end_feed(const struct feed *feed, chunk_outcome outcome, bool is_in_item,
                             sse_error *err) {
  const char *path = feed->reader->path;
  if (feed->title.failed || feed->lang.failed || feed->base.failed || feed->authors.failed ||
      feed->logins.failed || feed->root.failed) {
    (void)sse_fail_memory(err);
  } else if (!chunks_have_feed(feed->chunks)) {
    bool has_root = feed->root.length > 0;
    (void)sse_fail(
        err, SSE_INVALID, "%s: is not a feed%s%s%s", path, has_root ? ", but XML of <" : "",
        has_root ? feed->root.data : "",
        has_root
            ? ">, which is neither a known format nor a list of elements with a title and a date, text or url"
            : "");
  } else if (outcome == CHUNK_CUT && is_in_item) {
    (void)sse_fail(err, SSE_INVALID, "%s: is an incomplete feed: it ends in item %zu, which is left out",
                   path, feed->number + 1);
  } else if (outcome == CHUNK_CUT) {
    (void)sse_fail(err, SSE_INVALID, "%s: is an incomplete feed: it is cut off, or an element is not closed",
                   path);
  } else {
    return PART_END;
  }
  return PART_CUT;
}

/* Prefixes a message with the file's name. */
static void name_file(const struct feed *feed, sse_error *err) {
  const sse_error cause = *err;
  (void)sse_fail(err, cause.status, "%s: %s", feed->reader->path, cause.message);
}

static part_outcome read_item(struct feed *feed, struct part *part, sse_error *err) {
  feed->part = part;
  feed->err = err;
  for (;;) {
    struct chunk chunk;
    chunk_outcome outcome;
    bool is_item = false;
    sse_status status = chunks_next(feed->chunks, &chunk, &outcome, err);
    if (status == SSE_TOO_LARGE) name_file(feed, err);
    if (status) return PART_CUT;
    if (chunks_have_feed(feed->chunks)) feed->reader->account->report->is_window = true;
    if (outcome == CHUNK_END || outcome == CHUNK_CUT) return end_feed(feed, outcome, chunk.is_item, err);
    if (outcome == CHUNK_TOO_LONG) {
      part->number = chunk.is_item ? ++feed->number : 0;
      (void)reader_fail(feed->reader, part, SSE_TOO_LARGE, "is too long", err);
      return PART_BAD;
    }
    part_outcome taken = take_chunk(feed, &chunk, &is_item, err);
    if (taken == PART_BAD || is_item) return taken;
  }
}

/* libxml2 continues when memory runs out and seldom reports it; malloc does so in errno (POSIX). */
static part_outcome next_item(void *context, struct part *part, sse_error *err) {
  errno = 0;
  part_outcome outcome = read_item(context, part, err);
  if (errno != ENOMEM) return outcome;
  (void)sse_fail_memory(err);
  return PART_CUT;
}

static void close_feed(void *context) {
  struct feed *feed = context;
  chunks_free(feed->chunks);
  sse_buffer_reset(&feed->title);
  sse_buffer_reset(&feed->lang);
  sse_buffer_reset(&feed->base);
  sse_buffer_reset(&feed->authors);
  sse_buffer_reset(&feed->logins);
  sse_buffer_reset(&feed->text);
  sse_buffer_reset(&feed->root);
  free(feed);
}

sse_status feed_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct feed *feed = calloc(1, sizeof *feed);
  if (!feed) return sse_fail_memory(err);
  feed->reader = reader;
  if (reader->base) sse_buffer_append_text(&feed->base, reader->base);
  sse_str root = tags_root(reader_beginning(reader));
  if (!tags_is_html(root)) sse_buffer_append_str(&feed->root, root);
  html_be_quiet();
  sse_status status = chunks_new(reader, &feed->chunks, err);
  if (status) {
    close_feed(feed);
  } else {
    *parts = (struct parts){.context = feed, .next = next_item, .close = close_feed};
  }
  return status;
}
