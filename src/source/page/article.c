/* A page as one article: what its head says, and what its body shows.
 * The ranks of metadata are in one table; those of JSON-LD are in linked.c.
 * Title and date, which depend on what the page shows, have files of their own. */
#include "source/page/article.h"
#include "base/host.h"
#include "base/url.h"
#include "source/page/byline.h"
#include "source/page/linked.h"
#include "source/page/published.h"
#include "source/page/standfirst.h"
#include "source/page/title.h"
#include "source/page/title_names.h"

#include <string.h>
#include <strings.h>

/* ---- Metadata ------------------------------------------------------------------------------------ */

static const struct {
  const char *name;
  field field;
  int rank;
} meta_rules[] = {
    {"article:published_time", FIELD_DATE, 9},
    {"article:published", FIELD_DATE, 9},
    {"og:article:published_time", FIELD_DATE, 9},
    {"og:published_time", FIELD_DATE, 9},
    {"datepublished", FIELD_DATE, 8},
    {"date_published", FIELD_DATE, 8},
    {"citation_publication_date", FIELD_DATE, 8},
    {"citation_date", FIELD_DATE, 8},
    {"dc.date.issued", FIELD_DATE, 8},
    {"dcterms.issued", FIELD_DATE, 8},
    {"dc.date.published", FIELD_DATE, 8},
    {"parsely-pub-date", FIELD_DATE, 8},
    {"sailthru.date", FIELD_DATE, 8},
    {"article.published", FIELD_DATE, 8},
    {"published-date", FIELD_DATE, 8},
    {"publication_date", FIELD_DATE, 8},
    {"publish-date", FIELD_DATE, 8},
    {"publishdate", FIELD_DATE, 8},
    {"pubdate", FIELD_DATE, 8},
    {"pub_date", FIELD_DATE, 8},
    {"originalpublicationdate", FIELD_DATE, 8},
    {"article_date_original", FIELD_DATE, 8},
    {"cxenseparse:recs:publishtime", FIELD_DATE, 8},
    {"dc.date", FIELD_DATE, 4},
    {"dcterms.date", FIELD_DATE, 4},
    {"dcterms.created", FIELD_DATE, 4},
    {"dc.date.created", FIELD_DATE, 4},
    {"date", FIELD_DATE, 4},
    {"datecreated", FIELD_DATE, 6},
    {"created", FIELD_DATE, 6},
    {"last-modified", FIELD_DATE, 2},
    {"og:title", FIELD_TITLE, 5},
    {"citation_title", FIELD_TITLE, 5},
    {"dc.title", FIELD_TITLE, 4},
    {"twitter:title", FIELD_TITLE, 3},
    {"og:url", FIELD_URL, 5},
    {"og:site_name", FIELD_SOURCE, 5},
    {"application-name", FIELD_SOURCE, 2},
    {"dc.publisher", FIELD_SOURCE, 2},
    {"dc.language", FIELD_LANG, 3},
    {"content-language", FIELD_LANG, 2},
    {"og:locale", FIELD_LANG, 1},
};

/* Metadata with names of authors; libraries write them in their own form. */
static const struct {
  const char *name;
  int rank;
  field_form form;
} author_metadata[] = {
    {"citation_author", 7, FIELD_IS_PLAIN},
    {"parsely-author", 6, FIELD_IS_ANY},
    {"sailthru.author", 6, FIELD_IS_ANY},
    {"byl", 6, FIELD_IS_ANY},
    {"dc.creator", 5, FIELD_IS_PLAIN},
    {"dcterms.creator", 5, FIELD_IS_PLAIN},
    {"author", 4, FIELD_IS_ANY},
    {"article:author", 4, FIELD_IS_ANY},
    {"og:article:author", 4, FIELD_IS_ANY},
    {"cxenseparse:author", 4, FIELD_IS_ANY},
};

static const char *meta_name(const xmlNode *meta) {
  static const char *const attributes[] = {"property", "name", "itemprop", "http-equiv"};
  for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
    const char *name = html_attribute(meta, attributes[i]);
    if (name) return name;
  }
  return NULL;
}

static void add_description(page_metadata *metadata, const char *name, const char *content) {
  static const char *const names[] = {"description", "og:description", "twitter:description"};
  enum { LONGEST = 16384 }; /* of all of them */
  sse_buffer *all = &metadata->descriptions;
  sse_str said = sse_str_trim(sse_str_of(content));
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (strcasecmp(name, names[i]) != 0 || said.length == 0 || all->length + said.length > LONGEST) continue;
    size_t start = all->length;
    sse_buffer_append_str(all, said);
    for (size_t k = start; k < all->length; k++)
      if (all->data[k] == '\n') all->data[k] = ' ';
    sse_buffer_append_text(all, "\n");
  }
}

static sse_status take_meta(page_metadata *metadata, const xmlNode *meta, sse_error *err) {
  const char *name = meta_name(meta), *content = html_attribute(meta, "content");
  sse_status status = SSE_OK;
  if (!name || !content) return SSE_OK;
  for (size_t i = 0; i < sizeof meta_rules / sizeof *meta_rules && !status; i++) {
    if (strcasecmp(meta_rules[i].name, name) != 0) continue;
    /* Some programs escape a title twice; the parser then leaves entities in it. */
    bool has_entities = meta_rules[i].field == FIELD_TITLE && strchr(content, '&') && !strchr(content, '<');
    if (has_entities)
      status = metadata_offer_html(metadata, FIELD_TITLE, meta_rules[i].rank, content, err);
    else
      metadata_offer_text(metadata, meta_rules[i].field, meta_rules[i].rank, content);
    if (meta_rules[i].rank == 9) metadata->has_time = true;
  }
  for (size_t i = 0; i < sizeof author_metadata / sizeof *author_metadata && !status; i++)
    if (strcasecmp(author_metadata[i].name, name) == 0)
      status = metadata_offer_author_html(metadata, author_metadata[i].rank, content, author_metadata[i].form,
                                          err);
  bool has_tags = strcasecmp(name, "keywords") == 0 || strcasecmp(name, "news_keywords") == 0 ||
                  strcasecmp(name, "article:tag") == 0;
  if (has_tags) metadata_add_tags(metadata, content);
  if (strcasecmp(name, "og:type") == 0 && strcasecmp(content, "article") == 0)
    metadata->is_article_type = true;
  if (metadata->shared_title.length == 0 && strcasecmp(name, "og:title") == 0)
    sse_buffer_append_text(&metadata->shared_title, content);
  add_description(metadata, name, content);
  return status;
}

/* Adds an address of the page in another language. The page's own address is usually among them. */
static void add_translation(page_metadata *metadata, const char *href, const char *address) {
  enum { LONGEST = 16384 }; /* of all of them; there are some hundred languages */
  sse_buffer *all = &metadata->fields.raw[FIELD_TRANSLATIONS], url = {0};
  sse_url_resolve(sse_str_of(href), sse_str_of(address), &url);
  if (url.length > 0 && all->length + url.length < LONGEST) {
    sse_buffer_append_str(all, sse_buffer_str(&url));
    sse_buffer_append_text(all, "\n");
  }
  all->failed = all->failed || url.failed;
  sse_buffer_reset(&url);
}

static void take_link(page_metadata *metadata, const xmlNode *link, const char *address) {
  const char *rel = html_attribute(link, "rel"), *href = html_attribute(link, "href");
  if (!rel || !href) return;
  if (html_has_word(link, "rel", "canonical")) metadata_offer_text(metadata, FIELD_URL, 6, href);
  const char *language = html_attribute(link, "hreflang");
  if (language && strcasecmp(rel, "alternate") == 0 && strcasecmp(language, "x-default") != 0)
    add_translation(metadata, href, address);
  if (html_has_word(link, "rel", "next") && metadata->next.length == 0)
    sse_url_resolve(sse_str_of(href), sse_str_of(address), &metadata->next);
}

/* The JSON-LD in an element; empty if it has none. */
static sse_str linked_of(const xmlNode *node) {
  const char *type = html_is(node, "script") ? html_attribute(node, "type") : NULL;
  const xmlNode *text = node->children;
  bool is_it = type && sse_str_begins(sse_str_trim(sse_str_of(type)), "application/ld+json");
  return is_it && text && text->content ? sse_str_of((const char *)text->content) : (sse_str){0};
}

/* If there are several scripts, the first pass takes only the one about the page's own article, since others
 * describe the rest of the site. Metadata were read before, so the title is known. */
static sse_status take_linked(page_metadata *metadata, const xmlNode *root, sse_error *err) {
  size_t count = 0;
  for (const xmlNode *node = root; node; node = html_next(node, root, true))
    count += linked_of(node).length > 0;
  sse_status status = SSE_OK;
  for (int pass = count > 1 ? 0 : 1; pass < 2 && !metadata->has_article; pass++) {
    sse_buffer_clear(&metadata->listed); /* the second pass finds again what the first one found */
    for (const xmlNode *node = count > 0 ? root : NULL; node && !status; node = html_next(node, root, true)) {
      sse_str script = linked_of(node);
      linked_wanted wanted = pass == 0 ? LINKED_OF_TITLE : LINKED_ANY;
      if (script.length > 0) status = linked_read(metadata, script, wanted, err);
    }
  }
  return status;
}

/* Offers the language of the whole page. */
static void take_language(page_metadata *metadata, const xmlNode *root) {
  xmlChar *xml = xmlGetNsProp((xmlNode *)root, (const xmlChar *)"lang", XML_XML_NAMESPACE);
  metadata_offer_text(metadata, FIELD_LANG, 6, html_attribute(root, "lang"));
  metadata_offer_text(metadata, FIELD_LANG, 5, html_attribute(root, "xml:lang"));
  metadata_offer_text(metadata, FIELD_LANG, 5, (const char *)xml);
  xmlFree(xml);
}

/* Offers the address that browsers write into a comment when they save a page. */
static void take_comment(page_metadata *metadata, const xmlNode *comment) {
  static const char mark[] = "saved from url=(";
  const char *found = comment->content ? strstr((const char *)comment->content, mark) : NULL;
  const char *address = found ? strchr(found + sizeof mark - 1, ')') : NULL;
  if (!address) return;
  address++;
  metadata_offer(metadata, FIELD_URL, 2, (sse_str){address, strcspn(address, " \t\r\n")});
}

sse_status article_read_metadata(const xmlNode *root, const char *address, page_metadata *metadata,
                                 sse_error *err) {
  sse_status status = SSE_OK;
  take_language(metadata, root);
  for (const xmlNode *node = root->doc->children; node && node != root; node = node->next)
    if (node->type == XML_COMMENT_NODE) take_comment(metadata, node);
  for (const xmlNode *node = root; node && !status; node = html_next(node, root, true)) {
    if (html_is(node, "title") && metadata->page_title.length == 0)
      html_node_text(node, &metadata->page_title);
    if (html_is(node, "meta")) status = take_meta(metadata, node, err);
    if (html_is(node, "link")) take_link(metadata, node, address);
    bool is_above = node->parent == root || (node->parent && html_is(node->parent, "head"));
    if (node->type == XML_COMMENT_NODE && is_above) take_comment(metadata, node);
  }
  if (!status) status = take_linked(metadata, root, err);
  return !status && metadata_have_failed(metadata) ? sse_fail_memory(err) : status;
}

/* ---- All together -------------------------------------------------------------------------------- */

/* True for the page's publisher, which software names as the author of everything, and for an email address
 * alone. */
static bool is_publisher(const page_metadata *metadata, sse_str author) {
  sse_str source = sse_buffer_str(&metadata->fields.raw[FIELD_SOURCE]);
  sse_str host = sse_url_site(sse_buffer_str(&metadata->fields.raw[FIELD_URL]));
  bool is_address = memchr(author.data, '@', author.length) && !memchr(author.data, ' ', author.length);
  bool has_host = host.length > 0 && author.length >= host.length &&
                  memmem(author.data, author.length, host.data, host.length);
  return is_address || has_host || title_is_like(author, source) || title_is_in_host(author, host);
}

/* True if there are people among the authors of a rank, as far as one can tell. */
static bool has_people(const page_metadata *metadata, const page_authors *authors) {
  sse_str name;
  for (size_t position = 0; sse_str_next(sse_buffer_str(&authors->names), '\n', &position, &name);)
    if (name.length > 0 && !authors->is_organisation && !is_publisher(metadata, name)) return true;
  return false;
}

/* Appends the authors of a rank; a publisher next to people is not one. */
static void append_authors(const page_metadata *metadata, const page_authors *authors, sse_buffer *out) {
  bool has = has_people(metadata, authors);
  sse_str name;
  for (size_t position = 0; sse_str_next(sse_buffer_str(&authors->names), '\n', &position, &name);) {
    if (has && is_publisher(metadata, name)) continue;
    sse_buffer_append_str(out, name);
    sse_buffer_append_text(out, "\n");
  }
}

/* Chooses the authors of the highest rank; people come before publishers. */
static void choose_author(const page_tree *tree, const main_text *text, page_metadata *metadata) {
  int best = 0;
  byline_offer(metadata, tree, text);
  for (int rank = 1; rank < FACTS_AUTHOR_RANKS; rank++)
    if (metadata->authors[rank].names.length > 0 &&
        (has_people(metadata, &metadata->authors[rank]) || !has_people(metadata, &metadata->authors[best])))
      best = rank;
  append_authors(metadata, &metadata->authors[best], &metadata->fields.raw[FIELD_AUTHOR]);
}

/* Appends the lines of a text, except one at its beginning that only gives date and author. */
static void append_body(sse_str body, sse_str date, date_calendar calendar, sse_buffer *out) {
  enum { LONGEST = 120, LINES = 3, DAY_LONGEST = 60 };
  sse_str line;
  sse_date ignored;
  int number = 0;
  for (size_t position = 0; sse_str_next(body, '\n', &position, &line); number++) {
    bool is_byline = number < LINES && date.length > 0 && line.length <= LONGEST &&
                     line.length >= date.length && memmem(line.data, line.length, date.data, date.length);
    bool is_day =
        number < LINES && line.length <= DAY_LONGEST && date_of_calendar_in(calendar, line, &ignored);
    if (line.length == 0 || is_byline || is_day) continue;
    sse_buffer_append_str(out, line);
    sse_buffer_append_text(out, "\n");
  }
}

void article_find_source(const page_tree *tree, const main_text *text, page_metadata *metadata) {
  title_offer_site_name(tree, metadata);
  title_choose(tree, text, metadata);
  /* The host of the address is the publisher if nothing else is known. */
  sse_buffer host = {0};
  sse_host_append_shown(&host, sse_url_site(sse_buffer_str(&metadata->fields.raw[FIELD_URL])));
  metadata_offer(metadata, FIELD_SOURCE, 1, sse_buffer_str(&host));
  metadata->fields.raw[FIELD_SOURCE].failed = metadata->fields.raw[FIELD_SOURCE].failed || host.failed;
  sse_buffer_reset(&host);
}

/* The text that a page has for machines, if it shows much less. Data for scripts may have a longer one than
 * the article, such as a list of others, and only stand in for a text that is not shown. */
static const sse_buffer *choose_body(const page_metadata *metadata, const sse_buffer *body) {
  enum { SHOWN_LONGEST = 1500 };
  if (body->length * 2 < metadata->article_body.length) return &metadata->article_body;
  bool is_shown = body->length > SHOWN_LONGEST || body->length * 4 >= metadata->embedded.length;
  return is_shown ? body : &metadata->embedded;
}

/* Assembles the text: `whole` receives the standfirst, whose length is returned, and everything below it. */
static size_t put_together(const page_tree *tree, const main_text *text, const page_metadata *metadata,
                           const sse_buffer *body, sse_buffer *whole) {
  sse_str below = sse_buffer_str(choose_body(metadata, body));
  standfirst_append(tree, text, metadata, below, whole);
  size_t length = whole->length;
  sse_buffer_append_str(whole, below);
  return length;
}

sse_status article_complete(const page_tree *tree, const main_text *text, page_metadata *metadata,
                            sse_error *err) {
  sse_buffer body = {0}, whole = {0};
  sse_buffer *kept = &metadata->fields.raw[FIELD_BODY];
  sse_str title = sse_buffer_str(&metadata->fields.raw[FIELD_TITLE]), description;
  sse_status status = text->container != TREE_NONE ? main_text_append(tree, text, title, &body, err) : SSE_OK;
  size_t standfirst = put_together(tree, text, metadata, &body, &whole), position = 0;
  published_offer(metadata, tree, text, sse_buffer_str(&whole));
  choose_author(tree, text, metadata);
  sse_buffer_append_str(kept, sse_str_part(sse_buffer_str(&whole), 0, standfirst));
  append_body(sse_str_part(sse_buffer_str(&whole), standfirst, whole.length),
              sse_buffer_str(&metadata->fields.raw[FIELD_DATE]), tree->calendar, kept);
  metadata->is_description = kept->length == 0;
  if (metadata->is_description &&
      sse_str_next(sse_buffer_str(&metadata->descriptions), '\n', &position, &description))
    sse_buffer_append_str(kept, description);
  if (!status && (body.failed || whole.failed || metadata_have_failed(metadata)))
    status = sse_fail_memory(err);
  sse_buffer_reset(&body);
  sse_buffer_reset(&whole);
  return status;
}
