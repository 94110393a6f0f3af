/* A page that is one item: what it says of itself, and its text.
 * JSON-LD (schema.org's NewsArticle) is believed first, then OpenGraph (ogp.me), then HTML's own elements;
 * the text is the <article>, else the element whose paragraphs hold most words outside of links. */
#include "source/page/article.h"
#include "base/url.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>
#include <strings.h>

/* ---- JSON-LD ----------------------------------------------------------------------------------- */

static bool is_article_type(const json_t *type) {
  static const char *const types[] = {"NewsArticle", "Article",      "BlogPosting",
                                      "Report",      "PressRelease", "AnalysisNewsArticle"};
  if (json_is_array(type)) type = json_array_get(type, 0);
  const char *name = json_string_value(type);
  for (size_t i = 0; name && i < sizeof types / sizeof *types; i++)
    if (strcmp(types[i], name) == 0) return true;
  return false;
}

/* The article in a JSON-LD value: itself, or one of an array or a @graph; NULL for none. */
static const json_t *find_article(const json_t *value) {
  const json_t *list = json_is_array(value) ? value : json_object_get(value, "@graph");
  if (is_article_type(json_object_get(value, "@type"))) return value;
  for (size_t i = 0; i < json_array_size(list); i++) {
    const json_t *element = json_array_get(list, i);
    if (is_article_type(json_object_get(element, "@type"))) return element;
  }
  return NULL;
}

/* Sets a field that nothing was found for yet. */
static void offer(struct fields *fields, field which, const char *value) {
  if (value && *value && fields->raw[which].length == 0) sse_buffer_append_text(&fields->raw[which], value);
}

/* The same for the page's address: that of the whole site, which some publishers' templates have everywhere,
 * gives way to a better one. */
static void offer_address(struct fields *fields, const char *value) {
  sse_buffer *url = &fields->raw[FIELD_URL];
  if (value && *value && sse_url_is_root(sse_buffer_str(url)) && !sse_url_is_root(sse_str_of(value)))
    sse_buffer_clear(url);
  offer(fields, FIELD_URL, value);
}

static const char *member(const json_t *object, const char *name) {
  return json_string_value(json_object_get(object, name));
}

static sse_status take_article(struct fields *fields, const json_t *article, sse_error *err) {
  const json_t *page = json_object_get(article, "mainEntityOfPage"),
               *publisher = json_object_get(article, "publisher");
  if (json_is_array(publisher)) publisher = json_array_get(publisher, 0);
  sse_status status = html_text(sse_str_of(member(article, "headline")), &fields->raw[FIELD_TITLE], err);
  offer(fields, FIELD_DATE, member(article, "datePublished"));
  offer_address(fields, member(article, "url"));
  offer_address(fields, json_is_string(page) ? json_string_value(page) : member(page, "@id"));
  offer(fields, FIELD_SOURCE, member(publisher, "name"));
  offer(fields, FIELD_LANG, member(article, "inLanguage"));
  if (!status && member(article, "articleBody"))
    status = html_text(sse_str_of(member(article, "articleBody")), &fields->raw[FIELD_BODY], err);
  return status;
}

static sse_status take_json_ld(struct fields *fields, const xmlNode *script, bool *is_article,
                               sse_error *err) {
  const char *type = html_attribute(script, "type");
  const xmlNode *text = script->children;
  if (!type || strcasecmp(type, "application/ld+json") != 0 || !text || !text->content) return SSE_OK;
  errno = 0;
  json_t *value = json_loads((const char *)text->content, 0, NULL); /* one that is no JSON is passed over */
  sse_status status = errno == ENOMEM ? sse_fail_memory(err) : SSE_OK;
  const json_t *article = status ? NULL : find_article(value);
  if (article && !*is_article) {
    *is_article = true;
    status = take_article(fields, article, err);
  }
  json_decref(value);
  return status;
}

/* ---- OpenGraph and HTML ------------------------------------------------------------------------ */

static void take_meta(struct fields *fields, const xmlNode *meta, sse_buffer *description, bool *is_article) {
  static const struct {
    const char *name;
    field field;
  } known[] = {{"og:title", FIELD_TITLE},
               {"article:published_time", FIELD_DATE},
               {"og:url", FIELD_URL},
               {"og:site_name", FIELD_SOURCE},
               {"date", FIELD_DATE},
               {"dc.date", FIELD_DATE},
               {"dcterms.created", FIELD_DATE},
               {"dcterms.date", FIELD_DATE},
               {"dc.title", FIELD_TITLE},
               {"datepublished", FIELD_DATE},
               {"pubdate", FIELD_DATE},
               {"dc.language", FIELD_LANG},
               {"citation_title", FIELD_TITLE},
               {"citation_publication_date", FIELD_DATE}};
  const char *name = html_attribute(meta, "property"), *content = html_attribute(meta, "content");
  if (!name) name = html_attribute(meta, "name");
  if (!name) name = html_attribute(meta, "itemprop");
  if (!name || !content) return;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (strcasecmp(known[i].name, name) != 0) continue;
    if (known[i].field == FIELD_URL) {
      offer_address(fields, content);
    } else {
      offer(fields, known[i].field, content);
    }
  }
  if (strcasecmp(name, "og:type") == 0 && strcasecmp(content, "article") == 0) *is_article = true;
  if (description->length == 0 &&
      (strcasecmp(name, "og:description") == 0 || strcasecmp(name, "description") == 0))
    sse_buffer_append_text(description, content);
}

/* The text of the first element of that name, as a field. */
static void offer_element(struct fields *fields, field which, const xmlNode *root, const char *name) {
  const html_leaving leaving = {0};
  for (const xmlNode *node = root; node && fields->raw[which].length == 0; node = html_next(node, root, true))
    if (html_is(node, name)) html_node_text(node, &leaving, &fields->raw[which]);
}

static void offer_time(struct fields *fields, const xmlNode *top) {
  for (const xmlNode *node = top; node && fields->raw[FIELD_DATE].length == 0;
       node = html_next(node, top, true))
    if (html_is(node, "time")) offer(fields, FIELD_DATE, html_attribute(node, "datetime"));
  offer_element(fields, FIELD_DATE, top, "time");
}

/* ---- The text ---------------------------------------------------------------------------------- */

/* Bytes of text in a node and, of those, in links. */
static void weigh(const xmlNode *top, size_t *text, size_t *links) {
  const xmlNode *link = NULL;
  *text = *links = 0;
  for (const xmlNode *node = top; node;
       node = html_next(node, top,
                        !html_is_chrome(node) && !html_is(node, "script") && !html_is(node, "style"))) {
    if (html_is(node, "a")) link = node;
    if (node->type != XML_TEXT_NODE || !node->content) continue;
    size_t length = strlen((const char *)node->content);
    *text += length;
    if (link && node->parent == link) *links += length;
  }
}

/* The parent of the paragraphs that hold most text, less what is in links. Paragraphs of one parent stand
 * together, so adding up while the parent stays the same finds it in one walk. */
static const xmlNode *densest(const xmlNode *root) {
  const xmlNode *best = NULL, *parent = NULL;
  size_t most = 0, sum = 0;
  /* A paragraph is weighed with all that is in it, so that no depth of nesting makes the walk longer. */
  for (const xmlNode *node = root; node;
       node = html_next(node, root, !html_is_chrome(node) && !html_is(node, "p"))) {
    size_t text, links;
    if (!html_is(node, "p") || html_is_chrome(node)) continue;
    weigh(node, &text, &links);
    if (node->parent != parent) sum = 0;
    parent = node->parent;
    sum += text > 2 * links ? text - 2 * links : 0;
    if (sum > most) {
      most = sum;
      best = parent;
    }
  }
  return best;
}

/* The element with the text: the longest <article>, else <main>, else the densest. */
static const xmlNode *find_text(const xmlNode *root) {
  const xmlNode *best = NULL, *main_element = NULL;
  size_t most = 0;
  /* An article holds at least the text of those inside it, which are not looked at. */
  for (const xmlNode *node = root; node; node = html_next(node, root, !html_is(node, "article"))) {
    size_t text, links;
    const char *role = html_attribute(node, "role");
    if (html_is(node, "main") || (role && strcasecmp(role, "main") == 0)) main_element = node;
    if (!html_is(node, "article")) continue;
    weigh(node, &text, &links);
    if (text > most) {
      most = text;
      best = node;
    }
  }
  if (!best) best = densest(main_element ? main_element : root);
  if (!best) best = main_element;
  return best ? best : root;
}

static const xmlNode *find_first(const xmlNode *top, const char *name) {
  for (const xmlNode *node = top; node; node = html_next(node, top, true))
    if (html_is(node, name)) return node;
  return NULL;
}

sse_status article_read(htmlDocPtr page, struct fields *fields, bool *is_article, sse_error *err) {
  const xmlNode *root = xmlDocGetRootElement(page);
  sse_buffer description = {0};
  sse_status status = SSE_OK;
  *is_article = false;
  if (!root) return SSE_OK;
  for (const xmlNode *node = root; node && !status; node = html_next(node, root, true))
    if (html_is(node, "script")) status = take_json_ld(fields, node, is_article, err);
  for (const xmlNode *node = root; node; node = html_next(node, root, true)) {
    const char *rel = html_is(node, "link") ? html_attribute(node, "rel") : NULL;
    if (html_is(node, "meta")) take_meta(fields, node, &description, is_article);
    if (rel && strcasecmp(rel, "canonical") == 0) offer_address(fields, html_attribute(node, "href"));
  }
  const xmlNode *text = find_text(root);
  const html_leaving leaving = {true, find_first(text, "h1"), find_first(text, "time")};
  offer_element(fields, FIELD_TITLE, root, "h1");
  offer_element(fields, FIELD_TITLE, root, "title");
  offer_time(fields, text);
  if (*is_article || find_first(root, "h1")) offer_time(fields, root);
  offer(fields, FIELD_LANG, html_attribute(root, "lang"));
  if (fields->raw[FIELD_BODY].length == 0) html_node_text(text, &leaving, &fields->raw[FIELD_BODY]);
  if (fields->raw[FIELD_BODY].length == 0)
    sse_buffer_append_str(&fields->raw[FIELD_BODY], sse_buffer_str(&description));
  if (!status && (description.failed || fields_have_failed(fields))) status = sse_fail_memory(err);
  sse_buffer_reset(&description);
  return status;
}
