/* The title of a page, from ranked candidates: what it says of itself, its headings, its <title>, and the
 * line next above the text. The site's name before or after the headline is removed. A title is never only
 * the name of the site or of a section if the page has another. */
#include "source/page/title.h"
#include "base/url.h"
#include "source/page/names.h"
#include "source/page/title_names.h"
#include "source/source.h"

#include <string.h>

/* The title without the site's name before or after it. If the name is unknown, the part that is also the
 * page's heading, or the part before a name that is in the host. */
static sse_str without_site(sse_str title, sse_str heading, const title_names *names) {
  for (size_t at = 0, length; at < title.length; at++) {
    if (!title_separator_at(title, at, &length)) continue;
    sse_str before = sse_str_trim(sse_str_part(title, 0, at));
    sse_str after = sse_str_trim(sse_str_part(title, at + length, title.length));
    if (title_is_site(names, after)) return before;
    if (title_is_site(names, before)) return after;
    if (heading.length > 0 && title_is_like(before, heading)) return before;
    if (heading.length > 0 && title_is_like(after, heading)) return after;
    bool is_name =
        title.data[at] != ':' && before.length > after.length && title_is_in_host(after, names->host);
    if (is_name) return before;
  }
  return title;
}

/* Offers a title, unless it is only a name of the site or of a section. If the heading repeats a title that
 * is also in a menu, the menu leads to this page, so it does not count as a name. */
static void offer_title(page_metadata *metadata, int rank, sse_str title, sse_str heading,
                        const title_names *names) {
  bool counts_menus = !title_is_like(title, heading);
  if (!title_is_name(names, title, counts_menus)) metadata_offer(metadata, FIELD_TITLE, rank, title);
}

/* True if one part of a title, or several adjacent ones, are this heading. */
static bool is_part_of(sse_str heading, sse_str title) {
  enum { PARTS_MOST = 12 };
  size_t starts[PARTS_MOST] = {0}, ends[PARTS_MOST], count = 0;
  for (size_t at = 0, length; at < title.length && count + 1 < PARTS_MOST; at++) {
    if (!title_separator_at(title, at, &length)) continue;
    ends[count++] = at;
    starts[count] = at + length;
  }
  ends[count++] = title.length;
  for (size_t first = 0; first < count; first++)
    for (size_t last = first; last < count; last++)
      if (title_is_like(heading, sse_str_part(title, starts[first], ends[last]))) return true;
  return false;
}

/* True for the footer of a page below the text, where sites put their name. */
static bool is_foot(const page_tree *tree, uint32_t number, uint32_t beginning) {
  return beginning != TREE_NONE && number > beginning && html_is(tree->elements[number].node, "footer");
}

/* Finds the headline among the headings: one that is in the page's title, the longest if there are several,
 * since the site's name is short; else the h1 nearest before the text, else the first h1. Mere names are
 * skipped. */
static uint32_t find_heading(const page_tree *tree, const main_text *text, sse_str title,
                             const title_names *names) {
  enum { ELEMENTS_MOST = 40, LONGEST = 300, HEADINGS_MOST = 1000 };
  uint32_t end = main_text_beginning(tree, text), nearest = TREE_NONE, best = TREE_NONE;
  size_t looked = 0;
  sse_buffer heading = {0};
  for (uint32_t i = 0; i < tree->count && looked < HEADINGS_MOST; i++) {
    const tree_element *element = &tree->elements[i];
    if (is_foot(tree, i, end)) {
      i = element->end - 1;
      continue;
    }
    bool is_first = html_is(element->node, "h1");
    if (!is_first && !(html_is(element->node, "h2") && i < end)) continue;
    if (element->length == 0 || element->length > LONGEST || element->end - i > ELEMENTS_MOST ||
        title_leads_home(tree, i))
      continue;
    looked++;
    sse_buffer_clear(&heading);
    html_node_text(element->node, &heading);
    if (title_is_name(names, sse_str_trim(sse_buffer_str(&heading)), false)) continue;
    if (is_first && (nearest == TREE_NONE || i < end)) nearest = i;
    bool is_longer = best == TREE_NONE || element->length > tree->elements[best].length;
    if (is_longer && is_part_of(sse_str_trim(sse_buffer_str(&heading)), title)) best = i;
  }
  sse_buffer_reset(&heading);
  return best != TREE_NONE ? best : nearest;
}

/* The last part of a title's rest besides the headline, unless it is a date. */
static sse_str site_of(sse_str rest) {
  sse_date date;
  size_t start = 0;
  for (size_t at = 0, length; at < rest.length; at++)
    if (title_separator_at(rest, at, &length)) start = at + length;
  sse_str last = sse_str_trim(sse_str_part(rest, start, rest.length));
  return source_date_read(last, &date) ? sse_str_part(rest, 0, 0) : last;
}

/* The site's name in a title: the part that is not the page's heading; empty if the heading is not in it. */
static sse_str site_in(sse_str title, sse_str heading) {
  for (size_t at = 0, length; at < title.length && heading.length > 0; at++) {
    if (!title_separator_at(title, at, &length)) continue;
    sse_str before = sse_str_trim(sse_str_part(title, 0, at));
    sse_str after = sse_str_trim(sse_str_part(title, at + length, title.length));
    if (title_is_like(before, heading)) return site_of(after);
    if (title_is_like(after, heading)) return site_of(before);
  }
  return (sse_str){0};
}

/* True if the class of a title says that it is a line below one. */
static bool is_subtitle(const xmlNode *node) {
  const char *class = html_attribute(node, "class");
  return class && strcasestr(class, "sub") && !strcasestr(class, "subject");
}

/* How much an element looks like a headline; 0 for not at all. */
static int headline_rank(const tree_element *element) {
  enum { LONGEST = 300 };
  if (element->length == 0 || element->length > LONGEST || tree_link_density(element) > 0.5F) return 0;
  int rank = element->names & NAME_TITLE && !is_subtitle(element->node) ? 4 : 0;
  if (tree_is_heading(element->node)) return rank + 8 - (element->node->name[1] - '0');
  return rank > 0 || !(html_is(element->node, "strong") || html_is(element->node, "b")) ? rank : 1;
}

/* The best headline shortly above the text; TREE_NONE if there is none. */
static uint32_t find_above(const page_tree *tree, const main_text *text, const title_names *names) {
  enum { NEAR = 60 };
  uint32_t end = main_text_beginning(tree, text), best = TREE_NONE;
  if (end == TREE_NONE) return TREE_NONE;
  sse_buffer line = {0};
  for (uint32_t i = end > NEAR ? end - NEAR : 0, boilerplate_end = 0; i < end; i++) {
    const tree_element *element = &tree->elements[i];
    bool is_boilerplate = element->names & (NAME_MENU | NAME_OTHER | NAME_COMMENT | NAME_CONSENT);
    if (is_boilerplate && !tree_holds(tree, i, end) && element->end > boilerplate_end)
      boilerplate_end = element->end;
    int rank = i < boilerplate_end || element->end > end ? 0 : headline_rank(element);
    if (rank == 0 || (best != TREE_NONE && rank < headline_rank(&tree->elements[best]))) continue;
    sse_buffer_clear(&line);
    html_node_text(element->node, &line);
    if (!title_is_name(names, sse_str_trim(sse_buffer_str(&line)), true)) best = i;
  }
  sse_buffer_reset(&line);
  return best;
}

static void append_text_of(const page_tree *tree, uint32_t number, sse_buffer *text) {
  if (number != TREE_NONE) html_node_text(tree->elements[number].node, text);
}

/* True if the title that the page says of itself was copied from another page, or is for search engines only:
 * the heading is in its <title>, or else in its title for other sites, and that title is not. */
static bool is_stale(const page_metadata *metadata, sse_str said, sse_str heading) {
  sse_str whole = sse_buffer_str(&metadata->page_title), shared = sse_buffer_str(&metadata->shared_title);
  bool is_headline = heading.length * 2 > said.length; /* not the name of a section */
  return is_headline && !is_part_of(said, whole) &&
         (is_part_of(heading, whole) || (!is_part_of(said, shared) && is_part_of(heading, shared)));
}

/* Offers all candidates; `names` tells the headline and the site's name apart in them. */
static void offer_all(page_metadata *metadata, const title_names *names, sse_str heading, sse_str said) {
  sse_str whole = sse_str_trim(sse_buffer_str(&metadata->page_title));
  if (said.length > 0) {
    metadata->ranks[FIELD_TITLE] = 0;
    if (is_stale(metadata, said, heading)) offer_title(metadata, 6, heading, heading, names);
    offer_title(metadata, 5, without_site(said, heading, names), heading, names);
  }
  offer_title(metadata, 4, heading, heading, names);
  offer_title(metadata, 3, without_site(whole, heading.length > 0 ? heading : said, names), heading, names);
}

/* The names of the page's site; `logo` stores one of them. */
static title_names find_names(const page_tree *tree, const main_text *text, const page_metadata *metadata,
                              sse_buffer *logo) {
  sse_str host = sse_url_site(sse_buffer_str(&metadata->fields.raw[FIELD_URL]));
  title_find_logo(tree, host, main_text_beginning(tree, text), logo);
  return (title_names){tree, sse_buffer_str(&metadata->fields.raw[FIELD_SOURCE]), sse_buffer_str(logo), host};
}

void title_choose(const page_tree *tree, const main_text *text, page_metadata *metadata) {
  sse_buffer heading = {0}, said = {0}, logo = {0}, above = {0};
  sse_buffer *title = &metadata->page_title;
  sse_str whole = sse_str_trim(sse_buffer_str(title));
  const title_names names = find_names(tree, text, metadata, &logo);
  append_text_of(tree, find_heading(tree, text, whole, &names), &heading);
  append_text_of(tree, find_above(tree, text, &names), &above);
  sse_buffer_append_str(&said, sse_buffer_str(&metadata->fields.raw[FIELD_TITLE]));
  sse_str line = sse_str_trim(sse_buffer_str(&above)); /* of any heading level, or none */
  if (heading.length == 0 && line.length > 0 && is_part_of(line, whole))
    sse_buffer_append_str(&heading, line);
  sse_str shown = sse_str_trim(sse_buffer_str(&heading));
  offer_all(metadata, &names, shown, sse_buffer_str(&said));
  metadata_offer(metadata, FIELD_TITLE, 2, sse_buffer_str(&above));
  sse_str last = without_site(sse_buffer_str(&said), shown, &names);
  if (!title_is_name(&names, last, false)) metadata_offer(metadata, FIELD_TITLE, 1, last);
  metadata_offer(metadata, FIELD_TITLE, 1, without_site(whole, shown, &names));
  metadata_offer(metadata, FIELD_SOURCE, 1, site_in(whole, shown));
  if (logo.length > 0 && is_part_of(sse_str_trim(names.logo), whole))
    metadata_offer(metadata, FIELD_SOURCE, 1, names.logo);
  if (heading.failed || said.failed || logo.failed || above.failed) title->failed = true;
  sse_buffer_reset(&heading);
  sse_buffer_reset(&said);
  sse_buffer_reset(&logo);
  sse_buffer_reset(&above);
}

bool title_is_of_section(const page_tree *tree, const main_text *text, const page_metadata *metadata) {
  enum { ELEMENTS_MOST = 40, LONGEST = 80, HEADINGS_MOST = 1000 };
  sse_buffer logo = {0}, heading = {0};
  const title_names names = find_names(tree, text, metadata, &logo);
  size_t headings = 0, unknown = 0;
  for (uint32_t i = 0; i < tree->count && headings < HEADINGS_MOST; i++) {
    const tree_element *element = &tree->elements[i];
    if (!html_is(element->node, "h1") || element->length == 0) continue;
    sse_buffer_clear(&heading);
    bool is_small = element->length <= LONGEST && element->end - i <= ELEMENTS_MOST;
    if (is_small) html_node_text(element->node, &heading);
    headings++;
    unknown += !title_is_name(&names, sse_str_trim(sse_buffer_str(&heading)), true);
  }
  sse_str whole = sse_str_trim(sse_buffer_str(&metadata->page_title));
  bool is_one = unknown == 0 && (whole.length > 0 ? title_is_name(&names, whole, true) : headings > 0);
  sse_buffer_reset(&logo);
  sse_buffer_reset(&heading);
  return is_one;
}

/* Offers the heading that is the site's name as the publisher. */
void title_offer_site_name(const page_tree *tree, page_metadata *metadata) {
  sse_buffer name = {0};
  for (uint32_t i = 0; i < tree->count && name.length == 0; i++)
    if (html_is(tree->elements[i].node, "h1") && title_leads_home(tree, i))
      html_node_text(tree->elements[i].node, &name);
  metadata_offer(metadata, FIELD_SOURCE, 2, sse_buffer_str(&name));
  if (name.failed) metadata->fields.raw[FIELD_SOURCE].failed = true;
  sse_buffer_reset(&name);
}
