/* An article above a list is recognised by what is between its headline and the list. One indication alone is
 * not enough for a short text: a list may have an introduction, the date of its last change, and a heading of
 * its own. Links to the previous and next article are recognised by the labels that both entries have. */
#include "source/page/teasers.h"
#include "source/page/names.h"
#include "source/page/published.h"
#include "text/text.h"

#include <string.h>

enum {
  PARAGRAPH_SHORTEST = 40,
  TEASER_LONGEST = 300 /* average bytes of a teaser without a date */
};

/* Beginnings of headings above more articles; folded. */
static const char more[] =
    "more|related|readmore|readnext|readalso|alsoread|seealso|youmay|youmight|furthernews|furtherreading|"
    "othernews|otherarticles|otherstories|otherposts|recommended|similar|morefrom|moreon|"
    "weiteremeldungen|weiterenachrichten|weitereartikel|weiterebeitrage|weiterenews|weiterethemen|"
    "weiterepressemitteilungen|mehrzum|mehraus|mehrnachrichten|mehrmeldungen|mehrartikel|mehrnews|"
    "ahnliche|verwandte|daskonnte|lesensieauch|auchinteressant|passendzum|"
    "alireaussi|aliresur|lireaussi|autresactualites|autresarticles|dansmemecategorie|danslameme|surlememe|"
    "articlessimilaires|articlesliees|articleslies|plusdactualites|plusdarticles|vousaimerez|"
    "masnoticias|masarticulos|masactualidad|otrasnoticias|otrosarticulos|noticiasrelacionadas|"
    "articulosrelacionados|relacionad|tambien|tepuede|lealeetambien|leertambien|"
    "maisnoticias|outrasnoticias|leiatambem|leiamais|veja|vertambem|artigosrelacionados|"
    "altrenotizie|altriarticoli|leggianche|articolicorrelati|correlat|potrebbe|"
    "meernieuws|meerberichten|meerartikelen|meerover|leesook|gerelateerd|andereberichten|"
    "wiecej|podobne|zobacztez|czytajtez|powiazane|dalsiclanky|souvisejici|mohloby|"
    "lasocksa|relaterad|relaterede|relaterte|flernyheter|flerenyheder|flerenyheter|lueruos|luemyos|"
    "читайтетакже|похожие|ещепотеме|другиеновости|читайтетакож|σχετικα|διαβαστεακομη|ilgili|digerhaberler|"
    "관련|다른|이전글|다음글|함께|関連|その他の|他の|あわせて|相关|相關|其他|更多|推荐|推薦|延伸";

/* Labels of links to the previous and next article; folded. */
static const char neighbours[] =
    "prev|previous|previousarticle|previouspost|previousstory|next|nextarticle|nextpost|nextstory|older|"
    "newer|"
    "zuruck|weiter|vorheriger|vorherige|vorherigerbeitrag|vorherigerartikel|nachster|nachste|nachsterbeitrag|"
    "nachsterartikel|precedent|suivant|articleprecedent|articlesuivant|anterior|siguiente|proximo|seguinte|"
    "precedente|successivo|vorige|volgende|poprzedni|nastepny|이전|이전글|다음|다음글|前の記事|次の記事|"
    "前へ|次へ|上一篇|下一篇|上一条|下一条";

/* True if a text begins with a word of a table or, with `is_whole`, is one. */
static bool has_word(const char *table, sse_str text, bool is_whole) {
  char folded[TEXT_TERM_SIZE] = "", known[TEXT_TERM_SIZE] = "";
  sse_str word;
  if (text.length == 0 || text.length > TEXT_TERM_SIZE / 4) return false;
  sse_str said = {folded, text_fold(text, folded)};
  for (size_t position = 0; sse_str_next(sse_str_of(table), '|', &position, &word);) {
    sse_str wanted = {known, text_fold(word, known)};
    if (wanted.length == 0 || wanted.length > said.length || (is_whole && wanted.length != said.length))
      continue;
    if (memcmp(said.data, wanted.data, wanted.length) == 0) return true;
  }
  return false;
}

/* ---- An article above ---------------------------------------------------------------------------------- */

/* The article above the first entry. */
struct above {
  const page_tree *tree;
  uint32_t headline, first_entry, first_paragraph, last_paragraph; /* elements; TREE_NONE if there is none */
  uint32_t length;                                                 /* of its paragraphs */
};

/* The first h1 above the first entry, else the first heading; headings that are links do not count. */
static uint32_t find_headline(const page_tree *tree, uint32_t first_entry) {
  uint32_t first = TREE_NONE;
  for (uint32_t i = 1; i < first_entry; i++) {
    const tree_element *element = &tree->elements[i];
    if (!tree_is_heading(element->node) || element->length == 0 || tree_link_density(element) > 0.5F)
      continue;
    if (html_is(element->node, "h1")) return i;
    if (first == TREE_NONE) first = i;
  }
  return first;
}

/* The length of an element's text without that of blocks in it. */
static uint32_t length_of_own(const page_tree *tree, uint32_t number) {
  const tree_element *element = &tree->elements[number];
  uint32_t length = element->length;
  for (uint32_t i = number + 1; i < element->end && length > 0;) {
    const tree_element *inner = &tree->elements[i];
    if (inner->is_block) length -= inner->length < length ? inner->length : length;
    i = inner->is_block ? inner->end : i + 1;
  }
  return length;
}

static void find_paragraphs(struct above *above) {
  const uint16_t boilerplate = NAME_COMMENT | NAME_OTHER | NAME_CHROME | NAME_CONSENT | NAME_BYLINE;
  const page_tree *tree = above->tree;
  for (uint32_t i = tree->elements[above->headline].end; i < above->first_entry; i++) {
    const tree_element *element = &tree->elements[i];
    bool holds_list = element->end > above->first_entry;
    if (!holds_list && (element->names & boilerplate || html_is(element->node, "nav"))) {
      i = element->end - 1;
      continue;
    }
    if (element->runs == 0 || holds_list || tree_link_density(element) > 0.3F) continue;
    uint32_t length = length_of_own(tree, i);
    if (length < PARAGRAPH_SHORTEST) continue;
    if (above->first_paragraph == TREE_NONE) above->first_paragraph = i;
    above->last_paragraph = i;
    above->length += length;
  }
}

/* True if there is a date between headline and paragraphs, or just above the headline. */
static bool is_dated(const struct above *above) {
  enum { NEAR = 4, LINE_LONGEST = 80 };
  const page_tree *tree = above->tree;
  uint32_t from = above->headline > NEAR ? above->headline - NEAR : 1;
  sse_buffer text = {0}, date = {0};
  bool found = false;
  for (uint32_t i = from; i < above->first_paragraph && !found; i++) {
    const tree_element *element = &tree->elements[i];
    const char *datetime = html_is(element->node, "time") ? html_attribute(element->node, "datetime") : NULL;
    found = datetime && published_in_line(sse_str_of(datetime), true, &date);
    if (found || tree_holds(tree, above->headline, i) || element->length > LINE_LONGEST) continue;
    sse_buffer_clear(&text);
    html_node_text(element->node, &text);
    found = published_in_line(sse_str_trim(sse_buffer_str(&text)), false, &date);
  }
  sse_buffer_reset(&text);
  sse_buffer_reset(&date);
  return found;
}

/* True if the paragraphs are in an element for an article, and the list is not. */
static bool is_apart(const struct above *above) {
  const page_tree *tree = above->tree;
  for (uint32_t i = above->first_paragraph; i != TREE_NONE; i = tree->elements[i].parent) {
    const xmlNode *node = tree->elements[i].node;
    const char *property = html_attribute(node, "itemprop");
    if (tree->elements[i].end > above->first_entry) return false;
    if (html_is(node, "article") || (property && strcmp(property, "articleBody") == 0)) return true;
  }
  return false;
}

/* The heading between the paragraphs and the list that announces more; TREE_NONE if there is none. */
static uint32_t find_heading_of_more(const struct above *above) {
  enum { LONGEST = 60 };
  const page_tree *tree = above->tree;
  sse_buffer text = {0};
  uint32_t found = TREE_NONE;
  uint32_t start = above->last_paragraph == TREE_NONE ? 0 : tree->elements[above->last_paragraph].end;
  for (uint32_t i = start; i < above->first_entry && found == TREE_NONE; i++) {
    const tree_element *element = &tree->elements[i];
    bool is_line = tree_is_heading(element->node) || (element->is_block && element->linked == 0);
    if (!is_line || element->blocks > 0 || element->length == 0 || element->length > LONGEST) continue;
    sse_buffer_clear(&text);
    html_node_text(element->node, &text);
    if (has_word(more, sse_str_trim(sse_buffer_str(&text)), false)) found = i;
  }
  sse_buffer_reset(&text);
  return found;
}

/* Finds what is above the first entry of a list. */
static struct above look_above(const page_tree *tree, const page_list *list) {
  uint32_t first = tree_number(tree, list->entries[0].first);
  if (first == TREE_NONE) first = list->entries[0].top;
  struct above above = {tree, find_headline(tree, first), first, TREE_NONE, TREE_NONE, 0};
  if (above.headline != TREE_NONE) find_paragraphs(&above);
  return above;
}

static bool has_article_above(const struct above *above, bool says_article) {
  enum { ARTICLE_SHORTEST = 300 };
  if (above->first_paragraph == TREE_NONE) return false;
  bool has_heading = find_heading_of_more(above) != TREE_NONE;
  if (has_heading && says_article) return true;
  size_t signs = (size_t)is_dated(above) + is_apart(above) + has_heading;
  return signs > 1 || (signs == 1 && above->length >= ARTICLE_SHORTEST);
}

/* ---- The previous and the next article ------------------------------------------------------- */

/* True for a line that is such a label, alone or before a separator. */
static bool is_label(sse_str line) {
  size_t end = 0;
  while (end < line.length && !strchr(":|", line.data[end]))
    end++;
  return has_word(neighbours, sse_str_part(line, 0, end), true);
}

/* True if such a line begins an entry, or is directly before it. */
static bool has_label(const list_entry *entry) {
  enum { LINES_MOST = 3 };
  const xmlNode *before = entry->first->prev;
  sse_buffer text = {0};
  sse_str line;
  bool found = false;
  while (before && before->type != XML_ELEMENT_NODE)
    before = before->prev;
  if (before) {
    html_node_text(before, &text);
    found = is_label(sse_str_trim(sse_buffer_str(&text)));
    sse_buffer_clear(&text);
  }
  for (const xmlNode *node = entry->first; node && !found; node = node->next) {
    html_node_text(node, &text);
    if (node == entry->last) break;
  }
  size_t position = 0;
  for (int i = 0; i < LINES_MOST && !found && sse_str_next(sse_buffer_str(&text), '\n', &position, &line);
       i++)
    found = is_label(line);
  sse_buffer_reset(&text);
  return found;
}

bool teasers_are(const page_tree *tree, const page_list *list, bool says_article) {
  if (list->count == 0) return false;
  const struct above above = look_above(tree, list);
  bool are_neighbours = list->count == 2 && has_label(&list->entries[0]) && has_label(&list->entries[1]);
  return are_neighbours || has_article_above(&above, says_article);
}

void teasers_leave_out(const page_tree *tree, const page_list *list, main_text *text) {
  if (list->count == 0 || text->container == TREE_NONE || list_holds(tree, list, text->core)) return;
  const struct above above = look_above(tree, list);
  uint32_t heading = find_heading_of_more(&above);
  bool are_short = heading != TREE_NONE && list->length < TEASER_LONGEST * list->count;
  bool has_dates = list->dated * 5 >= list->count * 3;
  if (list->linked < list->count || !(has_dates || are_short)) return;
  if (heading != TREE_NONE) text->skipped[heading] = 1;
  for (size_t i = 0; i < list->count; i++) {
    const list_entry *entry = &list->entries[i];
    for (const xmlNode *node = entry->first; node; node = node == entry->last ? NULL : node->next) {
      uint32_t number = node->type == XML_ELEMENT_NODE ? tree_number(tree, node) : TREE_NONE;
      if (number != TREE_NONE) text->skipped[number] = 1;
    }
  }
}
