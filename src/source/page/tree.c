/* One traversal of a page: its elements, the amount of text in each, the part of it in links, and the points
 * of its own paragraphs. A paragraph is a run of text between blocks, whatever the element; two line breaks
 * end one. The points of a paragraph are those of Readability (mozilla/readability): one, one for each comma,
 * and one for each hundred characters up to three; less the share of it that is in links. */
#include "source/page/tree.h"
#include "source/page/names.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { SHORTEST_RUN = 25, SHORTEST_LINE = 15 };

/* The state of a traversal. */
struct walk {
  page_tree *tree;
  uint32_t block;                  /* the innermost block element */
  uint32_t link;                   /* the innermost link; TREE_NONE outside */
  uint32_t length, linked, commas; /* of the current run */
  uintptr_t letters;               /* in the whole page, including hidden ones */
  bool has_break;                  /* a line break came last */
  bool has_space;                  /* white space must be counted before the next letter */
};

uint32_t tree_number(const page_tree *tree, const xmlNode *node) {
  const tree_element *element = node && node->type == XML_ELEMENT_NODE ? node->_private : NULL;
  return element ? (uint32_t)(element - tree->elements) : TREE_NONE;
}

float tree_link_density(const tree_element *element) {
  return element->length > 0 ? (float)element->linked / (float)element->length : 0;
}

bool tree_holds(const page_tree *tree, uint32_t outer, uint32_t inner) {
  return outer <= inner && inner < tree->elements[outer].end;
}

/* ---- Runs --------------------------------------------------------------------------------------- */

static void end_run(struct walk *walk) {
  tree_element *block = &walk->tree->elements[walk->block];
  if (walk->length >= SHORTEST_LINE && (float)walk->linked > 0.8F * (float)walk->length) block->link_lines++;
  if (walk->length >= SHORTEST_RUN) {
    float hundreds = (float)walk->length / 100;
    float points = 1 + (float)walk->commas + (hundreds < 3 ? hundreds : 3);
    block->runs++;
    block->paragraphs++;
    block->points += points * (1 - (float)walk->linked / (float)walk->length);
  }
  walk->length = walk->linked = walk->commas = 0;
  walk->has_break = walk->has_space = false;
}

static bool is_comma(const unsigned char *at, size_t length) {
  if (length == 1) return *at == ',';
  return length == 3 && (memcmp(at, "\xEF\xBC\x8C", 3) == 0 || memcmp(at, "\xE3\x80\x81", 3) == 0 ||
                         memcmp(at, "\xE3\x80\x82", 3) == 0);
}

/* Counts the text of a node for its run, its element and its link. */
static void take_text(struct walk *walk, uint32_t element, const char *content) {
  const unsigned char *at = (const unsigned char *)content;
  uint32_t length = 0;
  while (*at) {
    size_t bytes = *at < 0x80 ? 1 : *at < 0xE0 ? 2 : *at < 0xF0 ? 3 : 4;
    if (*at <= ' ') {
      walk->has_space = walk->has_space || walk->length + length > 0;
    } else {
      bool is_dense = bytes == 3 && *at >= 0xE3 && *at <= 0xED;
      length += (is_dense ? 2U : 1U) + (walk->has_space ? 1U : 0U);
      walk->has_space = walk->has_break = false;
      walk->commas += is_comma(at, bytes);
    }
    at += bytes;
  }
  walk->length += length;
  if (walk->link != TREE_NONE) walk->linked += length;
  walk->tree->elements[element].length += length;
  if (walk->link != TREE_NONE) walk->tree->elements[element].linked += length;
}

/* ---- Elements ----------------------------------------------------------------------------------- */

static uint32_t add_element(struct walk *walk, xmlNode *node, uint16_t names, uint32_t parent) {
  page_tree *tree = walk->tree;
  uint32_t number = (uint32_t)tree->count++;
  tree->elements[number] = (tree_element){
      .node = node, .parent = parent, .around = walk->block, .names = names, .is_block = html_is_block(node)};
  return number;
}

/* Begins a visible element. */
static void begin(struct walk *walk, xmlNode *node, uint16_t names, uint32_t *element) {
  uint32_t number = add_element(walk, node, names, *element);
  *element = number;
  tree_element *made = &walk->tree->elements[number];
  if (html_is(node, "br")) {
    if (walk->has_break) end_run(walk);
    walk->has_break = walk->length > 0;
  }
  if (html_is(node, "a") && walk->link == TREE_NONE) walk->link = number;
  if (!made->is_block) return;
  if (number > 0) {
    end_run(walk);
    walk->tree->elements[walk->block].blocks++;
  }
  walk->block = number;
}

static bool is_like_card(const tree_element *element) {
  enum { LINES_MOST = 3, PARAGRAPHS_MOST = 4, LONGEST = 1000 };
  return element->is_block && element->link_lines > 0 && element->link_lines <= LINES_MOST &&
         element->paragraphs <= PARAGRAPHS_MOST && element->length < LONGEST &&
         !html_is(element->node, "p") && !tree_is_heading(element->node);
}

/* Ends an element, and adds its counts to its parent. */
static void end(struct walk *walk, uint32_t number) {
  page_tree *tree = walk->tree;
  tree_element *element = &tree->elements[number];
  element->end = (uint32_t)tree->count;
  if (walk->link == number) walk->link = TREE_NONE;
  if (walk->block == number) {
    end_run(walk);
    walk->block = element->around;
  }
  if (tree_is_heading(element->node) && element->length >= 10 && tree_link_density(element) > 0.7F)
    element->headlines = 1;
  if (element->parent == TREE_NONE) return;
  tree->elements[element->parent].paragraphs += element->paragraphs;
  tree->elements[element->parent].headlines += element->headlines;
  tree->elements[element->parent].link_lines += element->link_lines;
  if (is_like_card(element)) tree->elements[element->parent].cards++;
  tree->elements[element->parent].length += element->length;
  tree->elements[element->parent].linked += element->linked;
}

/* ---- Visibility ------------------------------------------------------------------------------ */

/* The letters in an element, as count_letters stored them. */
static uintptr_t letters_of(const xmlNode *element) {
  return (uintptr_t)element->_private;
}

static uintptr_t letters_in(const xmlChar *text) {
  uintptr_t count = 0;
  for (; *text; text++)
    count += *text > ' ';
  return count;
}

/* Adds to the letters of a node's parent. */
static void add_letters(const xmlNode *node, uintptr_t letters) {
  if (!node->parent) return;
  /* NOLINTNEXTLINE(performance-no-int-to-ptr): a count and never a pointer */
  node->parent->_private = (void *)(letters_of(node->parent) + letters);
}

/* Stores in each element's `_private` the number of letters in it, hidden or not, without those in links.
 * Returns the number of elements. */
static size_t count_letters(xmlNode *root) {
  xmlNode *node = root;
  size_t count = 0;
  while (node) {
    count += node->type == XML_ELEMENT_NODE;
    bool is_text = node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
    if (is_text && node->content) add_letters(node, letters_in(node->content));
    if (node->type == XML_ELEMENT_NODE && node->children && !html_is_never_shown(node)) {
      node = node->children;
      continue;
    }
    while (node && node != root && !node->next) {
      node = node->parent;
      if (node && node != root && !html_is(node, "a")) add_letters(node, letters_of(node));
    }
    node = !node || node == root ? NULL : node->next;
  }
  return count;
}

/* True for a piece of a page that a script moves into place right away, as in React's streaming. */
static bool is_piece(const xmlNode *node) {
  const char *id = html_attribute(node, "id");
  return id && strncmp(id, "S:", 2) == 0;
}

/* True if an element is visible. One that hides most of the page's text is a page that its scripts would
 * show. */
static bool is_seen(const struct walk *walk, const xmlNode *node, uint16_t names) {
  if (walk->tree->count == 0 || !(names & NAME_HIDDEN)) return true;
  return is_piece(node) || letters_of(node) * 4 > walk->letters * 3;
}

/* Enters a node; returns true if its children come next. */
static bool enter(struct walk *walk, xmlNode *node, uint32_t *element) {
  bool is_text = node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
  if (is_text && node->content) take_text(walk, *element, (const char *)node->content);
  if (node->type != XML_ELEMENT_NODE || html_is_never_shown(node)) return false;
  uint16_t names = names_of(node);
  if (!is_seen(walk, node, names)) return false;
  begin(walk, node, names, element);
  if (node->children) return true;
  end(walk, *element);
  *element = walk->tree->elements[*element].parent;
  return false;
}

/* ---- Names ---------------------------------------------------------------------------------------- */

/* How much text each table word applies to. */
struct wordings {
  uint32_t lengths[NAMES_MOST]; /* of the text in elements with the word, except in links */
  uint32_t ends[NAMES_MOST];    /* of the outermost element with it */
  const tree_element *element;
  uint32_t number;
};

static void take_wording(void *context, size_t word) {
  struct wordings *wordings = context;
  if (wordings->number < wordings->ends[word]) return;
  wordings->ends[word] = wordings->element->end;
  wordings->lengths[word] += wordings->element->length - wordings->element->linked;
}

/* Drops words that are on most of a page's text, and so mean nothing there, even if each occurrence is on a
 * small piece: page builders put each paragraph into a "widget". */
static void drop_idle_names(page_tree *tree) {
  const uint16_t told = NAME_CHROME | NAME_OTHER | NAME_CAPTION | NAME_BYLINE | NAME_SHARE;
  struct wordings wordings = {0};
  bool idle[NAMES_MOST] = {0}, is_any = false;
  for (uint32_t i = 0; i < tree->count; i++) {
    wordings.element = &tree->elements[i];
    wordings.number = i;
    if (wordings.element->names & told) names_each(wordings.element->node, take_wording, &wordings);
  }
  uint32_t all = tree->count > 0 ? tree->elements[0].length - tree->elements[0].linked : 0;
  for (size_t i = 0; i < NAMES_MOST; i++) {
    idle[i] = wordings.lengths[i] > all / 2;
    is_any = is_any || idle[i];
  }
  for (uint32_t i = 0; i < tree->count && is_any; i++)
    if (tree->elements[i].names & told) tree->elements[i].names = names_without(tree->elements[i].node, idle);
}

/* The traversal does not recurse: `element` is the current element. */
sse_status tree_build(htmlDocPtr document, page_tree *tree, sse_error *err) {
  struct walk walk = {.tree = tree, .link = TREE_NONE};
  xmlNode *root = xmlDocGetRootElement(document), *node = root;
  uint32_t element = TREE_NONE;
  if (!root) return SSE_OK;
  size_t count = count_letters(root);
  if (count >= TREE_NONE) return sse_fail(err, SSE_TOO_LARGE, "a page has too many elements");
  tree->elements = calloc(count + 1, sizeof *tree->elements);
  if (!tree->elements) return sse_fail_memory(err);
  walk.letters = letters_of(root);
  while (node) {
    if (enter(&walk, node, &element)) {
      node = node->children;
      continue;
    }
    while (node != root && !node->next) {
      node = node->parent;
      end(&walk, element);
      element = tree->elements[element].parent;
    }
    node = node == root ? NULL : node->next;
  }
  for (node = root; node; node = (xmlNode *)html_next(node, root, true))
    node->_private = NULL;
  for (size_t i = 0; i < tree->count; i++) { /* the letters are no longer needed */
    xmlNode *seen = (xmlNode *)tree->elements[i].node;
    assert(seen);
    seen->_private = &tree->elements[i];
  }
  drop_idle_names(tree);
  return SSE_OK;
}

void tree_reset(page_tree *tree) {
  free(tree->elements);
  *tree = (page_tree){0};
}
