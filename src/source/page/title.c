/* The title of a page, from ranked candidates: what it says of itself, its headings, its <title>.
 * The site's name goes, before or after the headline.
 * A title is never the name of the site. */
#include "source/page/title.h"
#include "base/url.h"
#include "source/source.h"

#include <ctype.h>
#include <string.h>

bool title_is_like(sse_str a, sse_str b) {
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
    if (site.length > 0 && title_is_like(after, site)) return before;
    if (site.length > 0 && title_is_like(before, site)) return after;
    if (heading.length > 0 && title_is_like(before, heading)) return before;
    if (heading.length > 0 && title_is_like(after, heading)) return after;
    bool is_name = title.data[at] != ':' && before.length > after.length && is_in_host(after, names->host);
    if (is_name) return before;
  }
  return title;
}

/* Offers a title, unless it is the name of the site. */
static void offer_title(page_facts *facts, int rank, sse_str title) {
  sse_str site = sse_buffer_str(&facts->fields.raw[FIELD_SOURCE]);
  if (site.length == 0 || !title_is_like(title, site)) facts_offer(facts, FIELD_TITLE, rank, title);
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
      if (title_is_like(heading, sse_str_part(title, starts[first], ends[last]))) return true;
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
    if (title_is_like(before, heading)) return site_of(after);
    if (title_is_like(after, heading)) return site_of(before);
  }
  return (sse_str){0};
}

void title_choose(const page_tree *tree, const main_text *text, page_facts *facts) {
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
void title_offer_site_name(const page_tree *tree, page_facts *facts) {
  sse_buffer name = {0};
  for (uint32_t i = 0; i < tree->count && name.length == 0; i++)
    if (html_is(tree->elements[i].node, "h1") && is_site_name(tree, i))
      html_node_text(tree->elements[i].node, &name);
  facts_offer(facts, FIELD_SOURCE, 2, sse_buffer_str(&name));
  if (name.failed) facts->fields.raw[FIELD_SOURCE].failed = true;
  sse_buffer_reset(&name);
}
