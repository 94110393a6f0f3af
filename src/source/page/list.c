/* A page that lists items, each with a headline that is a link.
 * An item is the largest element around a headline that holds no other: publishers call it by a hundred class
 * names, but build it alike. Three such on a page, with as many headlines as their heading element has, make
 * a listing. */
#include "source/page/html.h"

#include <stdlib.h>
#include <string.h>

enum { HEADLINES_LEAST = 3, HEADLINES_MOST = 10000 };

struct headline {
  const xmlNode *node;
};

struct listing {
  struct headline *headlines;
  size_t count, capacity;
};

static const xmlNode *link_of(const xmlNode *headline) {
  for (const xmlNode *node = headline; node; node = html_next(node, headline, true))
    if (html_is(node, "a") && html_attribute(node, "href")) return node;
  const xmlNode *parent = headline ? headline->parent : NULL;
  return parent && html_is(parent, "a") && html_attribute(parent, "href") ? parent : NULL;
}

/* The headlines of a level that are links, outside of menus. */
static bool find_headlines(const xmlNode *root, const char *level, struct listing *listing) {
  listing->count = 0;
  for (const xmlNode *node = root; node; node = html_next(node, root, !html_is_chrome(node))) {
    if (!html_is(node, level) || !link_of(node) || listing->count == HEADLINES_MOST) continue;
    void *headlines = listing->headlines;
    if (!sse_array_reserve(&headlines, &listing->capacity, listing->count + 1, sizeof *listing->headlines))
      return false;
    listing->headlines = headlines;
    listing->headlines[listing->count++].node = node;
  }
  return true;
}

static bool is_inside(const xmlNode *node, const xmlNode *top) {
  while (node && node != top)
    node = node->parent;
  return node != NULL;
}

/* The largest element around a headline that its neighbours in the page are not in. */
static const xmlNode *item_of(const struct listing *listing, size_t number) {
  const xmlNode *item = listing->headlines[number].node;
  const xmlNode *before = number > 0 ? listing->headlines[number - 1].node : NULL;
  const xmlNode *after = number + 1 < listing->count ? listing->headlines[number + 1].node : NULL;
  while (item->parent && item->parent->type == XML_ELEMENT_NODE && !html_is(item->parent, "body") &&
         !html_is(item->parent, "main") && !(before && is_inside(before, item->parent)) &&
         !(after && is_inside(after, item->parent)))
    item = item->parent;
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

static sse_status hand_on(struct reader *reader, const struct listing *listing, size_t number,
                          const struct fields *page, struct fields *fields, sse_error *err) {
  const xmlNode *headline = listing->headlines[number].node, *item = item_of(listing, number);
  const html_leaving nothing = {0};
  html_node_text(headline, &nothing, &fields->raw[FIELD_TITLE]);
  const html_leaving leaving = {true, headline, find_date(item, &fields->raw[FIELD_DATE])};
  if (item != headline) html_node_text(item, &leaving, &fields->raw[FIELD_BODY]);
  const char *base = page->raw[FIELD_URL].length > 0 ? page->raw[FIELD_URL].data : NULL;
  html_append_url(html_attribute(link_of(headline), "href"), base, &fields->raw[FIELD_URL]);
  sse_buffer_append_str(&fields->raw[FIELD_ID], sse_buffer_str(&fields->raw[FIELD_URL]));
  sse_buffer_append_str(&fields->raw[FIELD_SOURCE], sse_buffer_str(&page->raw[FIELD_SOURCE]));
  sse_buffer_append_str(&fields->raw[FIELD_LANG], sse_buffer_str(&page->raw[FIELD_LANG]));
  reader->ordinal = number + 1;
  return fields_item(reader, fields, err);
}

/* What the page says of itself holds for its items: address, publisher, language. */
static sse_status read_page(htmlDocPtr document, struct reader *reader, struct fields *page, sse_error *err) {
  bool ignored;
  const xmlNode *root = xmlDocGetRootElement(document);
  sse_status status = article_read(document, page, &ignored, err);
  for (const xmlNode *node = root; node; node = html_next(node, root, true)) {
    if (!html_is(node, "base") || !html_attribute(node, "href")) continue;
    sse_buffer_clear(&page->raw[FIELD_URL]);
    sse_buffer_append_text(&page->raw[FIELD_URL], html_attribute(node, "href"));
    break;
  }
  if (page->raw[FIELD_URL].length == 0 && reader->options->url)
    sse_buffer_append_text(&page->raw[FIELD_URL], reader->options->url);
  if (page->raw[FIELD_SOURCE].length == 0)
    sse_buffer_append_str(&page->raw[FIELD_SOURCE], sse_buffer_str(&page->raw[FIELD_TITLE]));
  return status;
}

sse_status page_read(struct reader *reader, htmlDocPtr document, struct fields *fields, size_t *found,
                     sse_error *err) {
  static const char *const levels[] = {"h2", "h3", "h4"};
  const xmlNode *root = xmlDocGetRootElement(document);
  struct listing listing = {0};
  struct fields page = {0};
  sse_status status = SSE_OK;
  *found = 0;
  for (size_t i = 0; root && i < sizeof levels / sizeof *levels && listing.count < HEADLINES_LEAST && !status;
       i++)
    if (!find_headlines(root, levels[i], &listing)) status = sse_fail_memory(err);
  if (!status && listing.count >= HEADLINES_LEAST) {
    status = read_page(document, reader, &page, err);
    *found = listing.count;
  }
  for (size_t i = 0; i < *found && !status; i++)
    status = hand_on(reader, &listing, i, &page, fields, err);
  free(listing.headlines);
  fields_reset(&page);
  return status;
}
