/* The next page of a list: a link of relation "next", one that says so in a common language by its text, its
 * picture or its label, one of class "next", an arrow, or the number after the current page's.
 * The most certain one is used; among several, the first. */
#include "source/page/pager.h"
#include "base/url.h"
#include "text/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <xxhash.h>

enum { LONGEST = 40 /* code points of such a link's text */ };

/* What shows that a link leads to the next page, in order of increasing certainty. */
enum evidence { NO_EVIDENCE, DOUBLE_ARROW /* or the last page */, NUMBER, ARROW, NAMED, WORDED, RELATED };

/* Texts of such links, compared without case, accents, spaces and punctuation: "Next »" is "next". */
static const char words[] =
    /* English */
    "next|next page|go to next page|go to the next page|older|older posts|older entries|"
    "older news|older articles|older items|older stories|older updates|older messages|"
    "view older posts|previous posts|previous entries|load more|more posts|"
    "load more news|load more posts|load more articles|load more stories|load more results|"
    /* German */
    "weiter|nächste|nächste seite|zur nächsten seite|ältere|ältere beiträge|"
    "ältere einträge|ältere artikel|ältere meldungen|ältere nachrichten|"
    "vorherige beiträge|mehr laden|weitere laden|mehr meldungen laden|weitere meldungen laden|"
    "weitere nachrichten laden|weitere beiträge laden|mehr beiträge laden|weitere artikel laden|"
    "mehr artikel laden|weitere einträge laden|weitere news laden|"
    /* French */
    "suivant|suivante|suivants|suivantes|page suivante|aller à la page suivante|"
    "plus anciens|plus anciennes|articles plus anciens|articles précédents|"
    "actualités plus anciennes|charger plus|charger plus d'articles|charger plus d'actualités|"
    "charger la suite|"
    /* Spanish */
    "siguiente|siguientes|página siguiente|siguiente página|ir a la página siguiente|"
    "anteriores|más antiguas|más antiguos|entradas anteriores|entradas antiguas|"
    "entradas más antiguas|noticias anteriores|cargar más|cargar más noticias|cargar más entradas|"
    /* Portuguese */
    "próxima|próximo|próxima página|página seguinte|seguinte|mais antigas|mais antigos|"
    "posts anteriores|posts mais antigos|postagens mais antigas|notícias anteriores|"
    "carregar mais|carregar mais notícias|"
    /* Catalan */
    "següent|pàgina següent|"
    /* Italian */
    "avanti|successiva|successivo|pagina successiva|prossima|pagina seguente|"
    "articoli precedenti|articoli meno recenti|post più vecchi|meno recenti|"
    "carica altri|carica altro|carica altre notizie|carica altri articoli|"
    /* Dutch */
    "volgende|volgende pagina|ouder|oudere berichten|oudere artikelen|"
    "meer laden|laad meer|meer berichten laden|"
    /* Polish */
    "następna|następny|następne|następna strona|dalej|starsze|starsze wpisy|"
    /* Czech */
    "další|další stránka|starší příspěvky|"
    /* Scandinavian, Finnish */
    "nästa|nästa sida|äldre inlägg|næste|næste side|ældre indlæg|neste|neste side|"
    "eldre innlegg|seuraava|seuraava sivu|"
    /* Hungarian, Romanian */
    "következő|következő oldal|régebbi bejegyzések|următoarea|următorul|pagina următoare|"
    "articole mai vechi|"
    /* Russian, Ukrainian */
    "далее|дальше|вперед|следующая|следующий|следующая страница|старые записи|"
    "предыдущие записи|наступна|наступна сторінка|далі|"
    /* Greek */
    "επόμενη|επόμενο|επόμενη σελίδα|παλαιότερα|"
    /* Turkish, Arabic, Hebrew, Persian */
    "sonraki|sonraki sayfa|eski yazılar|التالي|التالية|الصفحة التالية|المقالات الأقدم|"
    "הבא|לעמוד הבא|بعدی|صفحه بعد|"
    /* Indonesian, Vietnamese, Hindi */
    "berikutnya|selanjutnya|trang sau|trang tiếp|अगला|"
    /* Korean, Japanese, Chinese */
    "다음|다음 페이지|이전 글|次へ|次のページ|次のページへ|過去の記事|以前の記事|下一页|下一頁|下页";

/* In a list with the newest first, "next" may lead back: links that contain one of these do. */
static const char *const backwards[] = {"newer",    "neuere",      "recents",  "recientes",
                                        "recentes", "più recenti", "nieuwere", "nowsze",
                                        "nyare",    "nyere",       "новые",    "νεότερα"};

enum { WORDS_MOST = 300 };

/* The texts above as sorted hashes. */
struct known {
  uint64_t words[WORDS_MOST];
  size_t count;
  sse_buffer text; /* of the current link */
};

/* ---- Texts of links -------------------------------------------------------------------------- */

static void append_text(const xmlNode *node, sse_buffer *text) {
  sse_buffer_clear(text);
  html_node_text(node, text);
  while (text->length > 0 && sse_is_space(text->data[text->length - 1]))
    text->data[--text->length] = '\0';
}

static int compare_hashes(const void *left, const void *right) {
  uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
  return a < b ? -1 : a > b;
}

/* False for texts with more words than any known one, or with digits: most links on a page. */
static bool may_say_next(const char *text) {
  enum { SPACES_MOST = 6 }; /* including one at each end, and one before an arrow */
  size_t spaces = 0, at = 0;
  for (; text && text[at]; at++) {
    spaces += text[at] == ' ';
    if (sse_is_digit(text[at]) || spaces > SPACES_MOST) return false;
  }
  return at > 0 && at <= (size_t)LONGEST * 4;
}

static bool says_next(const struct known *known, const char *text) {
  char folded[TEXT_TERM_SIZE];
  size_t length = may_say_next(text) ? text_fold(sse_str_of(text), folded) : 0;
  uint64_t hash = length > 0 ? XXH3_64bits(folded, length) : 0;
  return length > 0 && bsearch(&hash, known->words, known->count, sizeof hash, compare_hashes);
}

static bool says_newer(const char *text) {
  char folded[TEXT_TERM_SIZE], word[TEXT_TERM_SIZE];
  size_t length = text ? text_fold(sse_str_of(text), folded) : 0;
  for (size_t i = 0; length > 0 && i < sizeof backwards / sizeof *backwards; i++)
    if (memmem(folded, length, word, text_fold(sse_str_of(backwards[i]), word))) return true;
  return false;
}

/* The text for a picture in a link. */
static const char *picture_of(const xmlNode *link) {
  for (const xmlNode *node = link; node; node = html_next(node, link, true))
    if (html_is(node, "img")) return html_attribute(node, "alt");
  return NULL;
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

static const xmlNode *around(const xmlNode *node) {
  return node->parent && node->parent->type == XML_ELEMENT_NODE ? node->parent : NULL;
}

/* True if a link, or the element directly around it, has a class. */
static bool is_named(const xmlNode *link, const char *class) {
  const xmlNode *parent = around(link);
  return has_token(html_attribute(link, "class"), class) ||
         (parent && has_token(html_attribute(parent, "class"), class));
}

static bool is_one_of(const char *text, const char *const *texts, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(text, texts[i]) == 0) return true;
  return false;
}

static enum evidence evidence_of(struct known *known, const xmlNode *link) {
  static const char *const arrows[] = {"›", "→", ">"}, *const doubles[] = {"»", ">>", "››"};
  append_text(link, &known->text);
  const char *text = known->text.data ? known->text.data : "", *label = html_attribute(link, "aria-label"),
             *title = html_attribute(link, "title"), *picture = picture_of(link);
  if (has_token(html_attribute(link, "rel"), "next")) return RELATED;
  if (says_next(known, text) || says_next(known, label) || says_next(known, title) ||
      says_next(known, picture))
    return WORDED;
  if (is_named(link, "next")) return NAMED;
  if (is_one_of(text, arrows, sizeof arrows / sizeof *arrows)) return ARROW;
  return is_one_of(text, doubles, sizeof doubles / sizeof *doubles) ? DOUBLE_ARROW : NO_EVIDENCE;
}

/* True if the link whose text was read last says that it leads to newer items. */
static bool leads_back(const struct known *known, const xmlNode *link) {
  return says_newer(known->text.data) || says_newer(html_attribute(link, "aria-label"));
}

/* ---- Numbers -------------------------------------------------------------------------------------- */

/* The number of a page: "2", "[2]", "Page 2"; 0 for other texts, and for what may be a year. */
static unsigned number_of(const char *text) {
  static const char *const before[] = {"page", "seite", "pagina", "strona", "sayfa", "страница"};
  char folded[TEXT_TERM_SIZE];
  sse_str rest = {folded, text_fold(sse_str_of(text), folded)};
  unsigned number = 0;
  for (size_t i = 0; i < sizeof before / sizeof *before; i++)
    if (sse_str_begins(rest, before[i])) rest = sse_str_part(rest, strlen(before[i]), rest.length);
  if (rest.length > 3) return 0;
  for (size_t i = 0; i < rest.length; i++) {
    if (!sse_is_digit(rest.data[i])) return 0;
    number = number * 10 + (unsigned)(rest.data[i] - '0');
  }
  return number;
}

/* The number at the end of the plain text before a link: "[1] 2 3" with links from 2 on. */
static unsigned number_before(const xmlNode *link) {
  const xmlNode *node = link->prev;
  sse_str text = sse_str_of(node && node->type == XML_TEXT_NODE ? (const char *)node->content : NULL);
  size_t end = text.length;
  while (end > 0 && strchr(" \t\r\n[]()|/,.-", text.data[end - 1]))
    end--;
  size_t start = end;
  while (start > 0 && sse_is_digit(text.data[start - 1]))
    start--;
  char digits[4] = "";
  if (end - start >= sizeof digits) return 0;
  if (end > start) memcpy(digits, text.data + start, end - start);
  return number_of(digits);
}

/* True if a number is marked as that of the current page, or leads to it. */
static bool is_marked(const xmlNode *node, const char *target, sse_str base) {
  static const char *const classes[] = {"active", "current", "selected", "on"};
  const char *current = html_attribute(node, "aria-current");
  if (current && strcasecmp(current, "false") != 0) return true;
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
    if (is_named(node, classes[i])) return true;
  sse_buffer whole = {0};
  if (target) sse_url_resolve(sse_str_of(target), base, &whole);
  bool leads_here = whole.length > 0 && sse_str_equal(sse_buffer_str(&whole), base);
  sse_buffer_reset(&whole);
  return leads_here;
}

enum { NEAR = 40 /* elements */ };

/* A link to another page, and its place. */
struct found {
  const char *target; /* NULL if there is none */
  uint32_t element;
};

static bool are_near(uint32_t a, uint32_t b) {
  return a < b ? b - a < NEAR : a - b < NEAR;
}

/* The link with the number after that of the current page, and near to it. If no number is the current one,
 * the 2 after a 1; `*is_guess` is then set. */
static struct found find_number(const page_tree *tree, sse_str base, bool *is_guess, sse_buffer *text) {
  enum { SHORT = 12, FEW = 6 };
  unsigned current = 0, before = 0;
  uint32_t at = 0, at_before = 0;
  struct found second = {0};
  for (uint32_t i = 0; i < tree->count; i++) {
    const tree_element *element = &tree->elements[i];
    if (element->length == 0 || element->length > SHORT || element->end - i > FEW) continue;
    append_text(element->node, text);
    unsigned number = text->data ? number_of(text->data) : 0;
    if (number == 0) continue;
    const char *target = html_target(element->node);
    bool is_here = element->linked == 0 || is_marked(element->node, target, base);
    bool is_next = current > 0 && number == current + 1 && i < at + NEAR;
    *is_guess = false;
    if (target && !is_here && (is_next || (number > 1 && number_before(element->node) == number - 1)))
      return (struct found){target, i};
    if (target && number == 2 && before == 1 && i < at_before + NEAR) second = (struct found){target, i};
    if (target) {
      before = number;
      at_before = i;
    }
    if (is_here) {
      current = number;
      at = i;
    }
  }
  *is_guess = true;
  return current == 0 ? second : (struct found){0};
}

/* ---- The page ------------------------------------------------------------------------------------- */

static void fold_words(struct known *known) {
  char folded[TEXT_TERM_SIZE];
  sse_str word;
  for (size_t position = 0; sse_str_next(sse_str_of(words), '|', &position, &word);) {
    assert(known->count < WORDS_MOST);
    known->words[known->count++] = XXH3_64bits(folded, text_fold(word, folded));
  }
  qsort(known->words, known->count, sizeof *known->words, compare_hashes);
}

/* The most certain link to the next page; `*best` is its certainty. */
static struct found find_evidence(const page_tree *tree, struct known *known, enum evidence *best) {
  struct found found = {0};
  for (uint32_t i = 0; i < tree->count; i++) {
    const tree_element *element = &tree->elements[i];
    const char *target = html_target(element->node);
    if (!target || element->length > LONGEST || element->end - i > LONGEST) continue;
    enum evidence evidence = evidence_of(known, element->node);
    if (evidence <= *best || leads_back(known, element->node)) continue;
    *best = evidence;
    found = (struct found){target, i};
  }
  return found;
}

void pager_find_next(const page_tree *tree, sse_str base, sse_buffer *address) {
  enum evidence best = NO_EVIDENCE;
  struct known known = {0};
  bool is_guess = false;
  fold_words(&known);
  struct found found = find_evidence(tree, &known, &best), numbered = {0};
  if (best < RELATED) numbered = find_number(tree, base, &is_guess, &known.text);
  /* Next to numbers, "next" may lead to the next ten of them. */
  bool is_pager = numbered.target && found.target && are_near(numbered.element, found.element);
  if (numbered.target && (is_pager || (best < NUMBER && !is_guess))) found = numbered;
  if (found.target) sse_url_resolve(sse_str_of(found.target), base, address);
  if (known.text.failed) address->failed = true;
  sse_buffer_reset(&known.text);
}
