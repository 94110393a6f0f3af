/* Bylines: the elements of a page in order, each judged by its attributes. Sources: HTML (rel="author"),
 * schema.org in microdata, microformats.org (h-card's p-author and p-name, hAtom's author, vcard and fn).
 * An element for a person may have the name in an inner element, next to a picture or a job title. */
#include "source/page/byline.h"
#include "source/authors.h"
#include "source/page/names.h"

#include <string.h>

enum { MARKED_RANK = 3, LINK_RANK = 2, LINE_RANK = 1, LONGEST = 200 /* bytes of an element's text */ };

static bool is_marked(const xmlNode *node) {
  return html_has_word(node, "itemprop", "author") || html_has_word(node, "itemprop", "creator") ||
         html_has_word(node, "class", "p-author") ||
         (html_has_word(node, "class", "author") && html_has_word(node, "class", "vcard"));
}

static bool is_name(const xmlNode *node) {
  return node->type == XML_ELEMENT_NODE &&
         (html_has_word(node, "itemprop", "name") || html_has_word(node, "class", "p-name") ||
          html_has_word(node, "class", "fn"));
}

/* Appends the name in an element for a person: that of an inner element marked as a name, else its first
 * line. */
static void append_name(const xmlNode *person, sse_buffer *out) {
  const xmlNode *named = person;
  sse_buffer text = {0};
  sse_str line = {0};
  for (const xmlNode *node = html_next(person, person, true); node; node = html_next(node, person, true)) {
    if (!is_name(node)) continue;
    named = node;
    break;
  }
  const char *content = html_attribute(named, "content");
  if (content) sse_buffer_append_text(&text, content);
  if (!content) html_node_text(named, &text);
  for (size_t position = 0; sse_str_next(sse_buffer_str(&text), '\n', &position, &line);)
    if (sse_str_trim(line).length > 0) break;
  if (line.length <= LONGEST) sse_buffer_append_str(out, sse_str_trim(line));
  if (text.failed) out->failed = true;
  sse_buffer_reset(&text);
}

/* Offers the names in those lines of an element that say who wrote the article. */
static void offer_lines(page_metadata *metadata, const xmlNode *node) {
  sse_buffer text = {0}, names = {0};
  sse_str line;
  html_node_text(node, &text);
  for (size_t position = 0; sse_str_next(sse_buffer_str(&text), '\n', &position, &line);)
    authors_append_of_line(&names, line);
  metadata_offer_author(metadata, LINE_RANK, sse_buffer_str(&names), FIELD_IS_PLAIN);
  if (text.failed || names.failed) metadata->authors[LINE_RANK].names.failed = true;
  sse_buffer_reset(&text);
  sse_buffer_reset(&names);
}

/* True for a link to what else somebody wrote: /author/ann-smith. */
static bool is_author_link(const xmlNode *node) {
  static const char *const folders[] = {"/author/",  "/authors/",    "/autor/",    "/autores/",
                                        "/autoren/", "/auteur/",     "/auteurs/",  "/autore/",
                                        "/autori/",  "/journalist/", "/forfatter/"};
  const char *href = html_is(node, "a") ? html_attribute(node, "href") : NULL;
  for (size_t i = 0; href && i < sizeof folders / sizeof *folders; i++)
    if (strstr(href, folders[i])) return true;
  return false;
}

/* Offers the text of a link above the article if it is a person's name. */
static void offer_linked(page_metadata *metadata, const xmlNode *link) {
  sse_buffer line = {0}, names = {0};
  sse_buffer_append_text(&line, "By ");
  append_name(link, &line);
  authors_append_of_line(&names, sse_buffer_str(&line));
  metadata_offer_author(metadata, LINK_RANK, sse_buffer_str(&names), FIELD_IS_PLAIN);
  if (line.failed || names.failed) metadata->authors[LINK_RANK].names.failed = true;
  sse_buffer_reset(&line);
  sse_buffer_reset(&names);
}

/* Offers the names in an element. Returns true if it is a byline, so that nothing inside it needs to be
 * examined. */
static bool take_element(page_metadata *metadata, const tree_element *element) {
  const xmlNode *node = element->node;
  bool is_person = is_marked(node), is_link = html_has_word(node, "rel", "author");
  if (!is_person && !is_link) {
    bool is_byline = element->names & NAME_BYLINE && element->length > 0 && element->length <= LONGEST;
    if (is_byline) offer_lines(metadata, node);
    return false;
  }
  sse_buffer name = {0};
  append_name(node, &name);
  metadata_offer_author(metadata, is_person ? MARKED_RANK : LINK_RANK, sse_buffer_str(&name), FIELD_IS_ANY);
  if (name.failed) metadata->authors[LINK_RANK].names.failed = true;
  sse_buffer_reset(&name);
  return true;
}

/* True for comments and other articles, whose authors are not the page's, unless the text is inside them. */
static bool is_boilerplate(const page_tree *tree, const main_text *text, uint32_t number) {
  uint16_t names = tree->elements[number].names;
  bool is_other = names & (NAME_COMMENT | NAME_OTHER) && !(names & NAME_BYLINE);
  return is_other && (text->container == TREE_NONE || !tree_holds(tree, number, text->container));
}

/* Offers the people that links above the text lead to. A second link to one of them says what it leads to:
 * "View all posts". */
static void offer_links(page_metadata *metadata, const page_tree *tree, const main_text *text) {
  uint32_t beginning = main_text_beginning(tree, text), menu_end = 0;
  const char *last = "";
  for (uint32_t i = 1; beginning != TREE_NONE && i < beginning; i++) {
    const tree_element *element = &tree->elements[i];
    bool is_out = element->names & NAME_MENU && !tree_holds(tree, i, beginning);
    if (i >= menu_end && (is_out || is_boilerplate(tree, text, i))) menu_end = element->end;
    if (i < menu_end || !is_author_link(element->node)) continue;
    const char *href = html_attribute(element->node, "href");
    if (strcmp(href, last) != 0) offer_linked(metadata, element->node);
    last = href;
  }
}

void byline_offer(page_metadata *metadata, const page_tree *tree, const main_text *text) {
  size_t end = text->container == TREE_NONE ? tree->count : tree->elements[text->container].end;
  offer_links(metadata, tree, text);
  for (uint32_t i = 1; i < end;) {
    bool is_done = is_boilerplate(tree, text, i) || take_element(metadata, &tree->elements[i]);
    i = is_done ? tree->elements[i].end : i + 1;
  }
}
