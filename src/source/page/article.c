/* A page as one article: what its head says, and what its body shows.
 * The ranks of candidates are in one table for metadata; JSON-LD's are in linked.c.
 * A title is never the name of the site. */
#include "source/page/article.h"
#include "base/url.h"
#include "source/page/byline.h"
#include "source/page/linked.h"
#include "source/page/published.h"
#include "source/source.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* ---- Metadata ------------------------------------------------------------------------------------ */

static const struct {
  const char *name;
  field field;
  int rank;
} metadata[] = {
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

/* Names of authors, those of libraries as these write them. */
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

static sse_status take_meta(page_facts *facts, const xmlNode *meta, sse_error *err) {
  const char *name = meta_name(meta), *content = html_attribute(meta, "content");
  sse_status status = SSE_OK;
  if (!name || !content) return SSE_OK;
  for (size_t i = 0; i < sizeof metadata / sizeof *metadata && !status; i++) {
    if (strcasecmp(metadata[i].name, name) != 0) continue;
    /* Programs escape a title twice, so that the parser leaves entities in it. */
    bool has_entities = metadata[i].field == FIELD_TITLE && strchr(content, '&') && !strchr(content, '<');
    if (has_entities)
      status = facts_offer_html(facts, FIELD_TITLE, metadata[i].rank, content, err);
    else
      facts_offer_text(facts, metadata[i].field, metadata[i].rank, content);
    if (metadata[i].rank == 9) facts->has_time = true;
  }
  for (size_t i = 0; i < sizeof author_metadata / sizeof *author_metadata && !status; i++)
    if (strcasecmp(author_metadata[i].name, name) == 0)
      status = facts_offer_author_html(facts, author_metadata[i].rank, content, author_metadata[i].form, err);
  bool has_tags = strcasecmp(name, "keywords") == 0 || strcasecmp(name, "news_keywords") == 0 ||
                  strcasecmp(name, "article:tag") == 0;
  if (has_tags) facts_add_tags(facts, content);
  if (strcasecmp(name, "og:type") == 0 && strcasecmp(content, "article") == 0) facts->is_article_type = true;
  if (facts->description.length == 0 &&
      (strcasecmp(name, "og:description") == 0 || strcasecmp(name, "description") == 0))
    sse_buffer_append_text(&facts->description, content);
  return status;
}

static void take_link(page_facts *facts, const xmlNode *link, const char *address) {
  const char *rel = html_attribute(link, "rel"), *href = html_attribute(link, "href");
  if (!rel || !href) return;
  if (strcasecmp(rel, "canonical") == 0) facts_offer_text(facts, FIELD_URL, 6, href);
  if (strcasecmp(rel, "next") == 0 && facts->next.length == 0)
    sse_url_resolve(sse_str_of(href), sse_str_of(address), &facts->next);
}

static sse_status take_script(page_facts *facts, const xmlNode *script, sse_error *err) {
  const char *type = html_attribute(script, "type");
  const xmlNode *text = script->children;
  if (!type || !sse_str_begins(sse_str_trim(sse_str_of(type)), "application/ld+json") || !text ||
      !text->content)
    return SSE_OK;
  return linked_read(facts, sse_str_of((const char *)text->content), err);
}

/* The language of the whole page. */
static void take_language(page_facts *facts, const xmlNode *root) {
  xmlChar *xml = xmlGetNsProp((xmlNode *)root, (const xmlChar *)"lang", XML_XML_NAMESPACE);
  facts_offer_text(facts, FIELD_LANG, 6, html_attribute(root, "lang"));
  facts_offer_text(facts, FIELD_LANG, 5, html_attribute(root, "xml:lang"));
  facts_offer_text(facts, FIELD_LANG, 5, (const char *)xml);
  xmlFree(xml);
}

/* The address that browsers write before a page they save. */
static void take_comment(page_facts *facts, const xmlNode *comment) {
  static const char mark[] = "saved from url=(";
  const char *found = comment->content ? strstr((const char *)comment->content, mark) : NULL;
  const char *address = found ? strchr(found + sizeof mark - 1, ')') : NULL;
  if (!address) return;
  address++;
  facts_offer(facts, FIELD_URL, 2, (sse_str){address, strcspn(address, " \t\r\n")});
}

sse_status article_read_facts(const xmlNode *root, const char *address, page_facts *facts, sse_error *err) {
  sse_status status = SSE_OK;
  take_language(facts, root);
  for (const xmlNode *node = root->doc->children; node && node != root; node = node->next)
    if (node->type == XML_COMMENT_NODE) take_comment(facts, node);
  for (const xmlNode *node = root; node && !status; node = html_next(node, root, true)) {
    if (html_is(node, "title") && facts->page_title.length == 0) html_node_text(node, &facts->page_title);
    if (html_is(node, "meta")) status = take_meta(facts, node, err);
    if (html_is(node, "link")) take_link(facts, node, address);
    if (!status && html_is(node, "script")) status = take_script(facts, node, err);
    bool is_above = node->parent == root || (node->parent && html_is(node->parent, "head"));
    if (node->type == XML_COMMENT_NODE && is_above) take_comment(facts, node);
  }
  return !status && facts_have_failed(facts) ? sse_fail_memory(err) : status;
}

/* ---- The title ----------------------------------------------------------------------------------- */

/* Letters and figures of two texts are the same, ASCII's cases alike. */
static bool is_like(sse_str a, sse_str b) {
  size_t i = 0, k = 0;
  for (;; i++, k++) {
    while (i < a.length && strchr(" \t\r\n.,-'’&", a.data[i]) && a.data[i])
      i++;
    while (k < b.length && strchr(" \t\r\n.,-'’&", b.data[k]) && b.data[k])
      k++;
    if (i == a.length || k == b.length) return i == a.length && k == b.length;
    int left = a.data[i] >= 'A' && a.data[i] <= 'Z' ? a.data[i] | 0x20 : a.data[i];
    int right = b.data[k] >= 'A' && b.data[k] <= 'Z' ? b.data[k] | 0x20 : b.data[k];
    if (left != right) return false;
  }
}

/* Where one of the signs begins that stand between a headline and a site's name; its length in `*length`. */
static bool separator_at(sse_str text, size_t at, size_t *length) {
  static const char *const signs[] = {" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ",
                                      " • ", " / ", ": ",  "｜",  "ㅣ",   "：",  "|"};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    *length = strlen(signs[i]);
    if (at + *length <= text.length && memcmp(text.data + at, signs[i], *length) == 0) return true;
  }
  return false;
}

/* True where a host has a name's letters and figures, in their order and next to one another:
 * getexamplehr.com and "Example HR". */
static bool is_in_host(sse_str name, sse_str host) {
  enum { SHORTEST = 4, LONGEST = 60 };
  char squeezed[LONGEST + 1];
  size_t length = 0;
  for (size_t i = 0; i < name.length; i++) {
    if ((unsigned char)name.data[i] >= 0x80 && length == 0) return false;
    if (!isalnum((unsigned char)name.data[i])) continue; /* ™ and ® among the others */
    if (length == LONGEST) return false;
    squeezed[length++] = name.data[i];
  }
  squeezed[length] = '\0';
  for (size_t i = 0; length >= SHORTEST && i + length <= host.length; i++)
    if (sse_str_begins(sse_str_part(host, i, host.length), squeezed)) return true;
  return false;
}

/* What a page's title may have beside its headline. */
struct title_names {
  sse_str site, heading, host; /* each may be none */
};

/* The title without the site's name before or after it. Where the name is not known, the part that the page's
 * heading is, or what stands before a name that the host has. */
static sse_str without_site(sse_str title, const struct title_names *names) {
  sse_str site = names->site, heading = names->heading;
  for (size_t at = 0, length; at < title.length; at++) {
    if (!separator_at(title, at, &length)) continue;
    sse_str before = sse_str_trim(sse_str_part(title, 0, at));
    sse_str after = sse_str_trim(sse_str_part(title, at + length, title.length));
    if (site.length > 0 && is_like(after, site)) return before;
    if (site.length > 0 && is_like(before, site)) return after;
    if (heading.length > 0 && is_like(before, heading)) return before;
    if (heading.length > 0 && is_like(after, heading)) return after;
    bool is_name = title.data[at] != ':' && before.length > after.length && is_in_host(after, names->host);
    if (is_name) return before;
  }
  return title;
}

/* Offers a title, unless it is the name of the site. */
static void offer_title(page_facts *facts, int rank, sse_str title) {
  sse_str site = sse_buffer_str(&facts->fields.raw[FIELD_SOURCE]);
  if (site.length == 0 || !is_like(title, site)) facts_offer(facts, FIELD_TITLE, rank, title);
}

/* True for a heading that is a link to the site's root: it is the site's name. */
static bool is_site_name(const page_tree *tree, uint32_t number) {
  enum { ELEMENTS_MOST = 40 };
  const xmlNode *heading = tree->elements[number].node;
  if (tree->elements[number].end - number > ELEMENTS_MOST) return false;
  for (const xmlNode *node = heading; node; node = html_next(node, heading, true)) {
    const char *href = html_is(node, "a") ? html_attribute(node, "href") : NULL;
    if (href && (strcmp(href, "/") == 0 || sse_url_is_root(sse_str_of(href)))) return true;
  }
  return false;
}

/* True where parts of a title, between the signs that separate them, are this heading. */
static bool is_part_of(sse_str heading, sse_str title) {
  enum { PARTS_MOST = 12 };
  size_t starts[PARTS_MOST] = {0}, ends[PARTS_MOST], count = 0;
  for (size_t at = 0, length; at < title.length && count + 1 < PARTS_MOST; at++) {
    if (!separator_at(title, at, &length)) continue;
    ends[count++] = at;
    starts[count] = at + length;
  }
  ends[count++] = title.length;
  for (size_t first = 0; first < count; first++)
    for (size_t last = first; last < count; last++)
      if (is_like(heading, sse_str_part(title, starts[first], ends[last]))) return true;
  return false;
}

/* The headline among the headings: one that the page's title has, of several the longest, since the name of
 * the site is short; else the h1 that is nearest before the text, else the first. */
static uint32_t find_heading(const page_tree *tree, const main_text *text, sse_str title) {
  enum { ELEMENTS_MOST = 40, LONGEST = 300 };
  uint32_t end = main_text_beginning(tree, text), nearest = TREE_NONE, best = TREE_NONE;
  sse_buffer heading = {0};
  for (uint32_t i = 0; i < tree->count; i++) {
    const tree_element *element = &tree->elements[i];
    bool is_first = html_is(element->node, "h1");
    if (!is_first && !(html_is(element->node, "h2") && i < end)) continue;
    if (element->length == 0 || element->length > LONGEST || element->end - i > ELEMENTS_MOST ||
        is_site_name(tree, i))
      continue;
    if (is_first && (nearest == TREE_NONE || i < end)) nearest = i;
    sse_buffer_clear(&heading);
    html_node_text(element->node, &heading);
    bool is_longer = best == TREE_NONE || element->length > tree->elements[best].length;
    if (is_longer && is_part_of(sse_str_trim(sse_buffer_str(&heading)), title)) best = i;
  }
  sse_buffer_reset(&heading);
  return best != TREE_NONE ? best : nearest;
}

/* The last part of what a title has beside the headline, unless it is a date. */
static sse_str site_of(sse_str rest) {
  sse_date date;
  size_t start = 0;
  for (size_t at = 0, length; at < rest.length; at++)
    if (separator_at(rest, at, &length)) start = at + length;
  sse_str last = sse_str_trim(sse_str_part(rest, start, rest.length));
  return source_date_read(last, &date) ? sse_str_part(rest, 0, 0) : last;
}

/* The part of a title that is not the page's heading: the site's name; none where there is no heading in it.
 */
static sse_str site_in(sse_str title, sse_str heading) {
  for (size_t at = 0, length; at < title.length && heading.length > 0; at++) {
    if (!separator_at(title, at, &length)) continue;
    sse_str before = sse_str_trim(sse_str_part(title, 0, at));
    sse_str after = sse_str_trim(sse_str_part(title, at + length, title.length));
    if (is_like(before, heading)) return site_of(after);
    if (is_like(after, heading)) return site_of(before);
  }
  return (sse_str){0};
}

static void choose_title(const page_tree *tree, const main_text *text, page_facts *facts) {
  sse_buffer heading = {0}, said = {0};
  sse_buffer *title = &facts->page_title;
  sse_str site = sse_buffer_str(&facts->fields.raw[FIELD_SOURCE]);
  uint32_t number = find_heading(tree, text, sse_str_trim(sse_buffer_str(title)));
  if (number != TREE_NONE) html_node_text(tree->elements[number].node, &heading);
  sse_str h1 = sse_str_trim(sse_buffer_str(&heading)), whole = sse_str_trim(sse_buffer_str(title));
  sse_buffer_append_str(&said, sse_buffer_str(&facts->fields.raw[FIELD_TITLE]));
  const struct title_names names = {site, h1, sse_url_site(sse_buffer_str(&facts->fields.raw[FIELD_URL]))};
  if (said.length > 0) {
    facts->ranks[FIELD_TITLE] = 0;
    offer_title(facts, 5, without_site(sse_buffer_str(&said), &names));
  }
  offer_title(facts, 3, h1);
  offer_title(facts, 2, without_site(whole, &names));
  facts_offer(facts, FIELD_TITLE, 1, whole);
  facts_offer(facts, FIELD_SOURCE, 1, site_in(whole, h1));
  if (heading.failed || said.failed) title->failed = true;
  sse_buffer_reset(&heading);
  sse_buffer_reset(&said);
}

/* The heading that is the site's name says who publishes. */
static void offer_site_name(const page_tree *tree, page_facts *facts) {
  sse_buffer name = {0};
  for (uint32_t i = 0; i < tree->count && name.length == 0; i++)
    if (html_is(tree->elements[i].node, "h1") && is_site_name(tree, i))
      html_node_text(tree->elements[i].node, &name);
  facts_offer(facts, FIELD_SOURCE, 2, sse_buffer_str(&name));
  if (name.failed) facts->fields.raw[FIELD_SOURCE].failed = true;
  sse_buffer_reset(&name);
}

/* A page may name its publisher as the author of all it has, and show who it was. */
static void choose_author(const page_tree *tree, const main_text *text, page_facts *facts) {
  sse_str author = sse_str_trim(sse_buffer_str(&facts->fields.raw[FIELD_AUTHOR]));
  if (is_like(author, sse_buffer_str(&facts->fields.raw[FIELD_SOURCE]))) facts->ranks[FIELD_AUTHOR] = 0;
  byline_offer(facts, tree, text);
}

/* ---- All together -------------------------------------------------------------------------------- */

/* Appends the lines of a text, without one at its beginning that only says when and by whom. */
static void append_body(sse_str body, sse_str date, sse_buffer *out) {
  enum { LONGEST = 120, LINES = 3 };
  sse_str line;
  int number = 0;
  for (size_t position = 0; sse_str_next(body, '\n', &position, &line); number++) {
    bool is_byline = number < LINES && date.length > 0 && line.length <= LONGEST &&
                     line.length >= date.length && memmem(line.data, line.length, date.data, date.length);
    if (line.length == 0 || is_byline) continue;
    sse_buffer_append_str(out, line);
    sse_buffer_append_text(out, "\n");
  }
}

sse_status article_complete(const page_tree *tree, const main_text *text, page_facts *facts, sse_error *err) {
  sse_buffer body = {0};
  sse_buffer *kept = &facts->fields.raw[FIELD_BODY];
  offer_site_name(tree, facts);
  choose_title(tree, text, facts);
  sse_str title = sse_buffer_str(&facts->fields.raw[FIELD_TITLE]);
  sse_status status = text->container != TREE_NONE ? main_text_append(tree, text, title, &body, err) : SSE_OK;
  published_offer(facts, tree, text, sse_buffer_str(&body));
  /* The host of an address is its publisher where nothing else is said. */
  facts_offer(facts, FIELD_SOURCE, 1, sse_url_site(sse_buffer_str(&facts->fields.raw[FIELD_URL])));
  choose_author(tree, text, facts);
  bool is_short = body.length * 2 < facts->article_body.length;
  append_body(sse_buffer_str(is_short ? &facts->article_body : &body),
              sse_buffer_str(&facts->fields.raw[FIELD_DATE]), kept);
  facts->is_description = kept->length == 0;
  if (facts->is_description) sse_buffer_append_str(kept, sse_buffer_str(&facts->description));
  if (!status && (body.failed || facts_have_failed(facts))) status = sse_fail_memory(err);
  sse_buffer_reset(&body);
  return status;
}
