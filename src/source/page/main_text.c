/* Finds the text of an article and cleans it.
 * Paragraphs give their points to the elements around them; the text is in the deepest element that has most
 * of the points. Link lists, captions, bylines and bars in it are removed. */
#include "source/page/main_text.h"
#include "source/page/names.h"
#include "source/page/others.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Thresholds, chosen on the pages of scripts/eval/pages. */
static const float aside_share =
    0.2F; /* of the points in an element whose name says that it is not the article */
static const float most_of_points = 0.6F; /* that an element must have to be descended into */
static const float least_more = 0.08F;    /* share of points that justifies a climb */
static const float least_average = 0.6F;  /* the average of a paragraph there, relative to the core's */
static const float much_of_text = 0.4F;   /* share of the text that a name cannot exclude */
static const float mostly_links = 0.5F;

enum { BYLINE_LONGEST = 1200 }; /* including a description of the author */

/* ---- Where the text is ----------------------------------------------------------------------- */

/* True if an element's name says that it is not the article, and the text in it does not contradict. */
static bool is_aside(const tree_element *element, uint32_t all) {
  const uint16_t aside =
      NAME_CHROME | NAME_COMMENT | NAME_OTHER | NAME_CAPTION | NAME_SHARE | NAME_BYLINE | NAME_CONSENT;
  if (!(element->names & aside)) return false;
  /* "author-jo" may also be the class of everything that Jo wrote. */
  bool is_text = element->length > BYLINE_LONGEST || html_is(element->node, "article");
  if ((element->names & aside) == NAME_BYLINE && is_text) return false;
  bool is_lead = element->names & NAME_TEASER && element->linked == 0; /* it has no links */
  if ((element->names & aside) == NAME_OTHER && is_lead) return false;
  if ((element->names & aside) == NAME_SHARE && element->length > 80) return false;
  float share = all > 0 ? (float)element->length / (float)all : 0;
  bool is_other_text = element->names & (NAME_COMMENT | NAME_CONSENT); /* may be longer than the article */
  return share < (is_other_text ? 0.85F : much_of_text);
}

/* True for one of several teasers, or for a block under a linked heading. */
static bool is_card(const page_tree *tree, const tree_element *element) {
  if (element->paragraphs > 4 || element->length > 1000 || html_is(element->node, "p") ||
      !element->is_block || tree_is_heading(element->node))
    return false;
  if (element->headlines == 1 && element->paragraphs <= 3) return true;
  return element->link_lines > 0 && element->link_lines <= 3 && element->parent != TREE_NONE &&
         tree->elements[element->parent].cards >= 3;
}

/* The evidence for the place of the text. */
struct weight {
  float points;
  uint32_t paragraphs;
  bool has_article; /* it contains what only an article has: a page's wrappers may be named after any of their
                       parts */
  bool has_text;    /* and that is more than an h1, which may be a site's signature */
};

static void find_articles(const page_tree *tree, struct weight *weights) {
  for (uint32_t i = (uint32_t)tree->count - 1; i > 0; i--) {
    const tree_element *element = &tree->elements[i];
    bool is_article = html_is(element->node, "article") && !(element->names & NAME_COMMENT);
    bool is_text = is_article || html_is(element->node, "main");
    struct weight *around = &weights[element->parent];
    if (is_text || html_is(element->node, "h1") || weights[i].has_article) around->has_article = true;
    if (is_text || weights[i].has_text) around->has_text = true;
  }
}

/* True for the footer of a page: it is never the article, even if the page has no other text. An element that
 * is only named a footer counts if it is short. */
static bool is_footer(const tree_element *element, bool has_article) {
  enum { LONGEST = 1500 };
  const char *role = html_attribute(element->node, "role");
  if (!(element->names & NAME_FOOTER) || has_article) return false;
  return html_is(element->node, "footer") || (role && strcasecmp(role, "contentinfo") == 0) ||
         element->length <= LONGEST;
}

/* The ends of the parts that the traversal is in, as element numbers. */
struct parts_around {
  uint32_t aside, card, footer, others;
};

static void enter(const page_tree *tree, const struct weight *weights, uint32_t number,
                  struct parts_around *ends) {
  const tree_element *element = &tree->elements[number];
  bool has_article = weights[number].has_article;
  if (number == 0) return;
  if (number >= ends->aside && is_aside(element, tree->elements[0].length)) ends->aside = element->end;
  if (number >= ends->card && is_card(tree, element)) ends->card = element->end;
  if (number >= ends->footer && is_footer(element, has_article)) ends->footer = element->end;
  bool is_signed = html_is(element->node, "footer") && !weights[number].has_text;
  bool is_never = element->names & (NAME_COMMENT | NAME_FOOTER) && (!has_article || is_signed);
  if (number >= ends->others && is_never) ends->others = element->end;
}

/* True if a page has text of its own, apart from readers' comments and what is named a footer. These are then
 * never the article, however long they are. */
static bool has_own_text(const page_tree *tree, const struct weight *weights) {
  const float enough = 4; /* points: a paragraph or two */
  struct parts_around ends = {0};
  float points = 0;
  for (uint32_t i = 0; i < tree->count; i++) {
    enter(tree, weights, i, &ends);
    if (i >= ends.aside && i >= ends.card && i >= ends.footer && i >= ends.others)
      points += tree->elements[i].points;
  }
  return points >= enough;
}

/* Computes the points of each element including all below it, reduced if names or form say that it is not the
 * article. Skipped elements, some of which `skipped` already has, get none. */
static void add_up(const page_tree *tree, struct weight *weights, unsigned char *skipped) {
  struct parts_around ends = {0};
  find_articles(tree, weights);
  bool skips_others = has_own_text(tree, weights);
  for (uint32_t i = 0; i < tree->count; i++) {
    const tree_element *element = &tree->elements[i];
    enter(tree, weights, i, &ends);
    bool is_out = skipped[i] || i < ends.footer || (skips_others && i < ends.others);
    skipped[i] = is_out;
    if (is_out) continue;
    bool counts = i >= ends.aside && i >= ends.card;
    weights[i].points =
        element->points * (i < ends.aside ? aside_share : 1) * (i < ends.card ? aside_share : 1);
    weights[i].paragraphs = counts ? element->runs : 0;
  }
  for (uint32_t i = (uint32_t)tree->count - 1; i > 0; i--) {
    weights[tree->elements[i].parent].points += weights[i].points;
    weights[tree->elements[i].parent].paragraphs += weights[i].paragraphs;
  }
}

/* The deepest element that has most of the points. */
static uint32_t descend(const page_tree *tree, const struct weight *weights) {
  uint32_t at = 0;
  for (uint32_t i = 1; i < tree->elements[at].end;) {
    const tree_element *element = &tree->elements[i];
    bool is_paragraph = element->runs == 1 && element->blocks == 0;
    if (weights[i].points > 0 && weights[i].points >= most_of_points * weights[at].points && !is_paragraph) {
      at = i++;
    } else {
      i = element->end;
    }
  }
  return at;
}

/* True for a piece of text next to the core and of the same kind: advertisements divide texts. */
static bool is_more_text(const page_tree *tree, const struct weight *weights, uint32_t core, uint32_t piece) {
  const tree_element *element = &tree->elements[piece];
  const struct weight *weight = &weights[piece];
  if (weight->paragraphs == 0 || weights[core].paragraphs == 0) return false;
  if (tree_link_density(element) > 0.25F) return false;
  float average = weights[core].points / (float)weights[core].paragraphs;
  return weight->points / (float)weight->paragraphs >= least_average * average;
}

/* Goes up from the core as long as there are pieces of the text next to it; leaves out everything else
 * there. */
static uint32_t climb(const page_tree *tree, const struct weight *weights, uint32_t core,
                      unsigned char *skipped) {
  uint32_t at = core, top = core;
  for (uint32_t up = tree->elements[at].parent; up != TREE_NONE && up > 0; up = tree->elements[up].parent) {
    float more = 0;
    for (uint32_t i = up + 1; i < tree->elements[up].end; i = tree->elements[i].end) {
      if (tree_holds(tree, i, core)) continue;
      if (is_more_text(tree, weights, core, i)) {
        more += weights[i].points;
      } else {
        skipped[i] = 1;
      }
    }
    if (more >= least_more * weights[core].points) top = up;
  }
  return top;
}

/* True if readers wrote nearly all of the text: in a forum, that is the text. */
static bool is_discussion(const page_tree *tree, const struct weight *weights, const main_text *text) {
  const float little = 3; /* points: less than one paragraph */
  float all = 0, said = 0;
  uint32_t end = 0;
  for (uint32_t i = text->container; i < tree->elements[text->container].end; i++) {
    const tree_element *element = &tree->elements[i];
    bool is_comments = element->names & NAME_COMMENT && !weights[i].has_article;
    if (i >= end && is_comments) end = element->end;
    all += element->points;
    if (i < end) said += element->points;
  }
  return said > 0 && all - said < little;
}

/* Leaves out teasers, unless they are most of the text. */
static void skip_cards(const page_tree *tree, const main_text *text) {
  const tree_element *container = &tree->elements[text->container];
  uint32_t length = 0;
  for (int pass = 0; pass < 2; pass++) {
    for (uint32_t i = text->container + 1; i < container->end;) {
      bool is_one = !tree_holds(tree, i, text->core) && is_card(tree, &tree->elements[i]);
      if (is_one && pass == 0) length += tree->elements[i].length;
      if (is_one && pass == 1 && 2 * length < container->length) text->skipped[i] = 1;
      i = is_one ? tree->elements[i].end : i + 1;
    }
  }
}

/* The element with the words of a page without paragraphs; TREE_NONE if the page has no words. */
static uint32_t find_body(const page_tree *tree, const unsigned char *skipped) {
  uint32_t length = tree->elements[0].length;
  for (uint32_t i = 1; i < tree->count; i = skipped[i] ? tree->elements[i].end : i + 1)
    if (skipped[i]) length -= tree->elements[i].length;
  uint32_t best = length > 0 ? 0 : TREE_NONE;
  for (uint32_t i = 1; i < tree->count && best != TREE_NONE; i++)
    if (html_is(tree->elements[i].node, "article") || html_is(tree->elements[i].node, "main"))
      if (tree->elements[i].length * 2 > length) best = i;
  return best;
}

/* True if all the text of a page is a notice about cookies: scripts make its own text. */
static bool is_notice(const page_tree *tree, uint32_t core) {
  enum { LONGEST = 1500 };
  for (uint32_t i = core; i != TREE_NONE && i > 0; i = tree->elements[i].parent)
    if (tree->elements[i].names & NAME_CONSENT && tree->elements[i].length < LONGEST) return true;
  return false;
}

sse_status main_text_find(const page_tree *tree, sse_str titles, main_text *text, sse_error *err) {
  *text = (main_text){.container = TREE_NONE};
  if (tree->count == 0) return SSE_OK;
  struct weight *weights = calloc(tree->count, sizeof *weights);
  text->skipped = calloc(tree->count, 1);
  if (!weights || !text->skipped) {
    free(weights);
    return sse_fail_memory(err);
  }
  text->others = others_find(tree, titles, text->skipped);
  add_up(tree, weights, text->skipped);
  if (weights[0].points <= 0) {
    text->container = text->core = find_body(tree, text->skipped); /* no paragraphs: everything */
  } else {
    uint32_t core = descend(tree, weights);
    text->core = core;
    text->container = climb(tree, weights, core, text->skipped);
    skip_cards(tree, text);
    text->is_discussion = is_discussion(tree, weights, text);
  }
  if (is_notice(tree, text->core)) text->container = TREE_NONE;
  free(weights);
  return SSE_OK;
}

uint32_t main_text_beginning(const page_tree *tree, const main_text *text) {
  enum { SHORTEST = 80 }; /* shorter ones may be bylines */
  if (text->container == TREE_NONE) return TREE_NONE;
  uint32_t first = TREE_NONE;
  for (uint32_t i = text->container; i < tree->elements[text->container].end; i++) {
    const tree_element *element = &tree->elements[i];
    if (!element->is_block || element->length == 0 || element->blocks > 0 || tree_is_heading(element->node))
      continue;
    if (element->length >= SHORTEST) return i;
    if (first == TREE_NONE) first = i;
  }
  return first == TREE_NONE ? text->container : first;
}

/* True for two elements with the same name and first class. */
static bool are_alike(const xmlNode *a, const xmlNode *b) {
  const char *one = html_attribute(a, "class"), *other = html_attribute(b, "class");
  size_t length = one ? strcspn(one, " ") : 0;
  return strcmp((const char *)a->name, (const char *)b->name) == 0 && length > 0 && other &&
         strcspn(other, " ") == length && strncmp(one, other, length) == 0;
}

/* The first child with paragraphs, if similar ones follow it, and their number; TREE_NONE if there is
 * none. */
static uint32_t first_post(const page_tree *tree, uint32_t around, size_t *others) {
  uint32_t post = TREE_NONE;
  *others = 0;
  for (uint32_t i = around + 1; i < tree->elements[around].end; i = tree->elements[i].end) {
    if (post == TREE_NONE && tree->elements[i].paragraphs > 0)
      post = i;
    else if (post != TREE_NONE)
      *others += are_alike(tree->elements[post].node, tree->elements[i].node);
  }
  return *others > 0 ? post : TREE_NONE;
}

/* The child that has all paragraphs of an element; TREE_NONE if there is none. */
static uint32_t only_child(const page_tree *tree, uint32_t around) {
  const tree_element *element = &tree->elements[around];
  for (uint32_t i = around + 1; i < element->end; i = tree->elements[i].end)
    if (tree->elements[i].paragraphs == element->paragraphs && tree->elements[i].is_block) return i;
  return TREE_NONE;
}

size_t main_text_take_first_post(const page_tree *tree, main_text *text) {
  uint32_t at = text->container, post = TREE_NONE;
  size_t others = 0;
  for (; at != TREE_NONE && post == TREE_NONE; at = only_child(tree, at))
    post = first_post(tree, at, &others);
  if (post == TREE_NONE) return 0;
  for (at = post; at != TREE_NONE && tree->elements[at].runs == 0; at = only_child(tree, at))
    post = at;
  if (at != TREE_NONE) post = at;
  text->container = text->core = post;
  return others;
}

/* ---- What is left out ------------------------------------------------------------------------ */

struct cleaning {
  const page_tree *tree;
  const main_text *text;
  sse_str title;
  uint32_t beginning; /* the element with the first paragraph */
};

/* True for an element whose text is the title, and for an h1 above the text. */
static bool is_title(const struct cleaning *cleaning, uint32_t number) {
  enum { LONGEST = 500, ELEMENTS_MOST = 40 };
  const tree_element *element = &cleaning->tree->elements[number];
  bool is_heading = tree_is_heading(element->node), is_above = number < cleaning->beginning;
  bool is_small = element->length <= LONGEST && element->end - number <= ELEMENTS_MOST;
  if (!(is_heading || is_above) || !is_small || cleaning->title.length == 0) return false;
  sse_buffer text = {0};
  html_node_text(element->node, &text);
  bool is_same = sse_str_equal(sse_str_trim(sse_buffer_str(&text)), sse_str_trim(cleaning->title));
  sse_buffer_reset(&text);
  return is_same || (html_is(element->node, "h1") && is_above);
}

static bool is_in_link(const xmlNode *node, const xmlNode *top) {
  for (; node && node != top; node = node->parent)
    if (html_is(node, "a")) return true;
  return false;
}

/* The first and the last text in an element, white space aside; NULL if it has none. */
struct ends {
  const xmlNode *first, *last;
  size_t links;
};

static struct ends find_ends(const xmlNode *element) {
  struct ends ends = {0};
  for (const xmlNode *node = element; node; node = html_next(node, element, true)) {
    bool is_text = node->type == XML_TEXT_NODE && node->content;
    ends.links += html_is(node, "a");
    if (!is_text || sse_str_trim(sse_str_of((const char *)node->content)).length == 0) continue;
    if (!ends.first) ends.first = node;
    ends.last = node;
  }
  return ends;
}

static bool ends_with(const xmlNode *text, const char *const *endings, size_t count) {
  sse_str trimmed = sse_str_trim(sse_str_of((const char *)text->content));
  for (size_t i = 0; i < count; i++)
    if (sse_str_ends(trimmed, endings[i])) return true;
  return false;
}

/* True for a sentence that begins and ends outside of its few links: however long these are, the paragraph is
 * no list of them. */
static bool is_sentence(const tree_element *element) {
  static const char *const endings[] = {".", "?", "!", "。", "？", "！", "।", "؟", "۔"};
  enum { LINKS_MOST = 3, SHORTEST = 60 }; /* "See our fund." is too short */
  const xmlNode *paragraph = element->node;
  if (!html_is(paragraph, "p") || element->length < SHORTEST) return false;
  const struct ends ends = find_ends(paragraph);
  return ends.first && ends.links <= LINKS_MOST && !is_in_link(ends.first, paragraph) &&
         !is_in_link(ends.last, paragraph) && ends_with(ends.last, endings, sizeof endings / sizeof *endings);
}

/* True for a list in which most entries begin with a link and are cut off: they are the beginnings of other
 * articles. */
static bool is_list_of_beginnings(const xmlNode *list) {
  static const char *const endings[] = {"...", "…", "[…]", "[...]"};
  enum { ENTRIES_LEAST = 3 };
  size_t entries = 0, cut = 0;
  if (!html_is(list, "ul") && !html_is(list, "ol")) return false;
  for (const xmlNode *entry = list->children; entry; entry = entry->next) {
    if (!html_is(entry, "li")) continue;
    const struct ends ends = find_ends(entry);
    entries++;
    cut += ends.first && is_in_link(ends.first, entry) && !is_in_link(ends.last, entry) &&
           ends_with(ends.last, endings, sizeof endings / sizeof *endings);
  }
  return entries >= ENTRIES_LEAST && cut * 2 > entries;
}

static bool is_link_list(const tree_element *element) {
  if (!element->is_block || tree_is_heading(element->node) || element->linked == 0) return false;
  if (html_is(element->node, "li")) return false;
  bool is_list = html_is(element->node, "ul") || html_is(element->node, "ol");
  if (is_list_of_beginnings(element->node)) return true;
  float density = tree_link_density(element);
  uint32_t items = element->blocks > 0 ? element->blocks : 1;
  if (density > mostly_links) return !is_sentence(element);
  return is_list && density > 0.35F && element->length / items < 80;
}

/* True for a link in a paragraph that has more text than links: it belongs to a sentence, whatever it is
 * named. */
static bool is_in_sentence(const page_tree *tree, const tree_element *element) {
  const tree_element *around = element->around != TREE_NONE ? &tree->elements[element->around] : NULL;
  return html_is(element->node, "a") && around && html_is(around->node, "p") && element->length > 0 &&
         tree_link_density(around) < mostly_links;
}

static bool skips(const void *context, const xmlNode *node) {
  const struct cleaning *cleaning = context;
  uint32_t number = tree_number(cleaning->tree, node);
  if (number == TREE_NONE || cleaning->text->skipped[number]) return true;
  const tree_element *element = &cleaning->tree->elements[number];
  if (tree_holds(cleaning->tree, number, cleaning->text->core)) return false;
  const char *href = html_is(node, "a") ? html_attribute(node, "href") : NULL;
  if (href && *href == '#' && element->length <= 4) return true; /* a footnote mark */
  if (is_in_sentence(cleaning->tree, element)) return false;
  bool is_text = cleaning->text->is_discussion && element->names & NAME_COMMENT;
  if (!is_text && is_aside(element, cleaning->tree->elements[cleaning->text->container].length)) return true;
  return is_link_list(element) || is_title(cleaning, number);
}

sse_status main_text_append(const page_tree *tree, const main_text *text, sse_str title, sse_buffer *out,
                            sse_error *err) {
  const struct cleaning cleaning = {tree, text, title, main_text_beginning(tree, text)};
  const html_filter filter = {&cleaning, skips};
  html_node_text_but(tree->elements[text->container].node, &filter, out);
  return out->failed ? sse_fail_memory(err) : SSE_OK;
}

void main_text_reset(main_text *text) {
  free(text->skipped);
  *text = (main_text){.container = TREE_NONE};
}
