/* The next page of a list: a link of relation or class "next", one that says so in a language that most sites
 * are in, or the number after that of the page at hand, which stands among the others without a link.
 * Where several do, the first one counts. */
#include "source/page/pager.h"
#include "base/url.h"

#include <string.h>
#include <strings.h>

enum { LONGEST = 30 /* code points of what such a link says */ };

static const char *const words[] = {
    "next",
    "next page",
    "next »",
    "next ›",
    "next →",
    "older",
    "older posts",
    "older entries",
    "older news",
    "← older posts",
    "« older posts",
    "« older entries",
    "weiter",
    "nächste",
    "nächste seite",
    "ältere beiträge",
    "ältere",
    "suivant",
    "suivante",
    "page suivante",
    "plus anciens",
    "articles plus anciens",
    "siguiente",
    "página siguiente",
    "anteriores",
    "entradas anteriores",
    "próxima",
    "próximo",
    "página seguinte",
    "seguinte",
    "avanti",
    "successiva",
    "successivo",
    "articoli precedenti",
    "volgende",
    "ouder",
    "następna",
    "starsze",
    "далее",
    "следующая",
    "вперед",
    "sonraki",
    "التالي",
    "다음",
    "다음 페이지",
    "次へ",
    "次のページ",
    "下一页",
    "下一頁",
    "下页",
    "›",
    "»",
    "→",
    ">",
    ">>",
};

static void append_text(const xmlNode *node, sse_buffer *text) {
  sse_buffer_clear(text);
  html_node_text(node, text);
  while (text->length > 0 && sse_is_space(text->data[text->length - 1]))
    text->data[--text->length] = '\0';
}

static bool has_token(const char *value, const char *token) {
  size_t length = strlen(token);
  for (const char *at = value; at && (at = strcasestr(at, token)); at += length) {
    bool begins = at == value || strchr(" -_\t\n", at[-1]),
         ends = !at[length] || strchr(" -_\t\n", at[length]);
    if (begins && ends) return true;
  }
  return false;
}

/* True where a link, or what is directly around it, is called the next one. */
static bool is_called_next(const xmlNode *link) {
  const char *rel = html_attribute(link, "rel");
  const xmlNode *parent = link->parent && link->parent->type == XML_ELEMENT_NODE ? link->parent : NULL;
  return has_token(rel, "next") || has_token(html_attribute(link, "class"), "next") ||
         (parent && has_token(html_attribute(parent, "class"), "next"));
}

static bool says_next(const char *text) {
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcasecmp(text, words[i]) == 0) return true;
  return false;
}

/* A number of a page; 0 for other texts. */
static unsigned number_of(const char *text) {
  unsigned number = 0;
  for (const char *at = text; *at; at++) {
    if (*at < '0' || *at > '9' || at - text > 3) return 0;
    number = number * 10 + (unsigned)(*at - '0');
  }
  return number;
}

/* The link with the number after one that stands without a link, near to it. */
static const char *find_number(const page_tree *tree, sse_buffer *text) {
  enum { NEAR = 40 /* elements */ };
  unsigned current = 0;
  uint32_t at = 0;
  for (uint32_t i = 0; i < tree->count; i++) {
    const tree_element *element = &tree->elements[i];
    if (element->length == 0 || element->length > 4 || element->end - i > 4) continue;
    append_text(element->node, text);
    unsigned number = text->data ? number_of(text->data) : 0;
    const char *target = number > 0 ? html_target(element->node) : NULL;
    if (target && current > 0 && number == current + 1 && i < at + NEAR) return target;
    if (number > 0 && element->linked == 0) {
      current = number;
      at = i;
    }
  }
  return NULL;
}

void pager_find_next(const page_tree *tree, sse_str base, sse_buffer *address) {
  const char *found = NULL;
  sse_buffer text = {0};
  for (uint32_t i = 0; i < tree->count && !found; i++) {
    const tree_element *element = &tree->elements[i];
    const char *target = html_target(element->node);
    if (!target || element->length > LONGEST || element->end - i > LONGEST) continue;
    append_text(element->node, &text);
    if (is_called_next(element->node) || (text.data && says_next(text.data))) found = target;
  }
  if (!found) found = find_number(tree, &text);
  if (found) sse_url_resolve(sse_str_of(found), base, address);
  if (text.failed) address->failed = true;
  sse_buffer_reset(&text);
}
