/* A page that lists items, each with a headline that is a link.
 * An item is the largest element around a headline that holds no other: publishers call it by a hundred class
 * names, but build it alike. Three such on a page, with as many headlines as their heading element has, make
 * a listing. */
#include "source/page/list.h"
#include "base/url.h"
#include "source/page/article.h"

#include <stdlib.h>
#include <string.h>

enum { HEADLINES_LEAST = 3, HEADLINES_MOST = 100000 };

static const xmlNode *link_of(const xmlNode *headline) {
  for (const xmlNode *node = headline; node; node = html_next(node, headline, true))
    if (html_is(node, "a") && html_attribute(node, "href")) return node;
  const xmlNode *parent = headline ? headline->parent : NULL;
  return parent && html_is(parent, "a") && html_attribute(parent, "href") ? parent : NULL;
}

/* The headlines of a level that are links, outside of menus. */
static bool find_headlines(const xmlNode *root, const char *level, struct list *list) {
  list->count = list->more = 0;
  for (const xmlNode *node = root; node; node = html_next(node, root, !html_is_chrome(node))) {
    if (!html_is(node, level) || !link_of(node)) continue;
    if (list->count == HEADLINES_MOST) {
      list->more++;
      continue;
    }
    void *headlines = list->headlines;
    if (!sse_array_reserve(&headlines, &list->capacity, list->count + 1, sizeof(const xmlNode *)))
      return false;
    list->headlines = headlines;
    list->headlines[list->count++] = node;
  }
  return true;
}

/* How far up an item is looked for: pages that people make are not built deeper, and others must not take
 * for ever. */
enum { LEVELS_MOST = 256 };

static bool is_inside(const xmlNode *node, const xmlNode *top) {
  for (int level = 0; node && node != top && level < LEVELS_MOST; level++)
    node = node->parent;
  return node == top;
}

/* The largest element around a headline that its neighbours in the page are not in. */
static const xmlNode *item_of(const struct list *list, size_t number) {
  const xmlNode *item = list->headlines[number];
  const xmlNode *before = number > 0 ? list->headlines[number - 1] : NULL;
  const xmlNode *after = number + 1 < list->count ? list->headlines[number + 1] : NULL;
  for (int level = 0; level < LEVELS_MOST / 4; level++) {
    const xmlNode *parent = item->parent;
    if (!parent || parent->type != XML_ELEMENT_NODE || html_is(parent, "body") || html_is(parent, "main") ||
        (before && is_inside(before, parent)) || (after && is_inside(after, parent)))
      break;
    item = parent;
  }
  return item;
}

/* The element with the item's date: a <time>, or one whose whole text is a date. */
static const xmlNode *find_date(const xmlNode *item, sse_buffer *date) {
  const html_leaving leaving = {0};
  sse_date parsed;
  for (const xmlNode *node = item; node; node = html_next(node, item, true)) {
    const char *datetime = html_is(node, "time") ? html_attribute(node, "datetime") : NULL;
    bool is_leaf = node->type == XML_ELEMENT_NODE && node->children && !node->children->next &&
                   node->children->type == XML_TEXT_NODE;
    sse_buffer_clear(date);
    if (datetime && source_date_read(sse_str_of(datetime), &parsed)) {
      sse_buffer_append_text(date, datetime);
      return node;
    }
    if (!is_leaf) continue;
    html_node_text(node, &leaving, date);
    if (source_date_parse(sse_str_trim(sse_buffer_str(date)), &parsed)) return node;
  }
  sse_buffer_clear(date);
  return NULL;
}

void list_item(const struct list *list, size_t number, struct fields *fields) {
  const xmlNode *headline = list->headlines[number], *item = item_of(list, number);
  const html_leaving nothing = {0};
  const struct fields *page = &list->page;
  html_node_text(headline, &nothing, &fields->raw[FIELD_TITLE]);
  const html_leaving leaving = {true, headline, find_date(item, &fields->raw[FIELD_DATE])};
  if (item != headline) html_node_text(item, &leaving, &fields->raw[FIELD_BODY]);
  sse_url_resolve(sse_str_of(html_attribute(link_of(headline), "href")),
                  sse_buffer_str(&page->raw[FIELD_URL]), &fields->raw[FIELD_URL]);
  sse_buffer_append_str(&fields->raw[FIELD_ID], sse_buffer_str(&fields->raw[FIELD_URL]));
  sse_buffer_append_str(&fields->raw[FIELD_SOURCE], sse_buffer_str(&page->raw[FIELD_SOURCE]));
  sse_buffer_append_str(&fields->raw[FIELD_LANG], sse_buffer_str(&page->raw[FIELD_LANG]));
}

/* The address that links start at: what <base> says, relative to where the page was. */
static void find_base(const xmlNode *root, const char *address, sse_buffer *base) {
  sse_buffer_clear(base);
  for (const xmlNode *node = root; node && base->length == 0; node = html_next(node, root, true))
    if (html_is(node, "base") && html_attribute(node, "href"))
      sse_url_resolve(sse_str_of(html_attribute(node, "href")), sse_str_of(address), base);
  if (base->length == 0 && address) sse_buffer_append_text(base, address);
}

/* What the page says of itself holds for its items: address, publisher, language. A page that was saved knows
 * its address only by what it says. */
static sse_status read_page(htmlDocPtr document, const struct reader *reader, struct fields *page,
                            sse_error *err) {
  bool ignored;
  sse_status status = article_read(document, page, &ignored, err);
  const xmlNode *root = xmlDocGetRootElement(document);
  sse_buffer said = {0};
  sse_buffer_append_str(&said, sse_buffer_str(&page->raw[FIELD_URL]));
  find_base(root, reader->base ? reader->base : said.data, &page->raw[FIELD_URL]);
  if (page->raw[FIELD_SOURCE].length == 0)
    sse_buffer_append_str(&page->raw[FIELD_SOURCE], sse_buffer_str(&page->raw[FIELD_TITLE]));
  if (!status && (said.failed || fields_have_failed(page))) status = sse_fail_memory(err);
  sse_buffer_reset(&said);
  return status;
}

sse_status list_find(const struct reader *reader, htmlDocPtr document, struct list *list, sse_error *err) {
  static const char *const levels[] = {"h2", "h3", "h4"};
  const xmlNode *root = xmlDocGetRootElement(document);
  for (size_t i = 0; root && i < sizeof levels / sizeof *levels && list->count < HEADLINES_LEAST; i++)
    if (!find_headlines(root, levels[i], list)) return sse_fail_memory(err);
  if (list->count >= HEADLINES_LEAST) return read_page(document, reader, &list->page, err);
  list->count = 0;
  return SSE_OK;
}

void list_reset(struct list *list) {
  free(list->headlines);
  fields_reset(&list->page);
}
