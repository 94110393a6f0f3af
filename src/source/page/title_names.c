/* Names in titles. Those of sections are in a table; a site's menus name its other parts.
 * Letters and digits are compared, but not the punctuation between them.
 * Pure functions, apart from reading the page. */
#include "source/page/title_names.h"
#include "base/url.h"
#include "source/page/names.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { NAME_LONGEST = 80 /* bytes */, ELEMENTS_MOST = 40 /* in a link or heading */ };

/* What sites call the pages that have news. */
static const char *const sections[] = {
    "home",
    "start",
    "homepage",
    "news",
    "latest news",
    "all news",
    "newsroom",
    "news room",
    "news and events",
    "news events",
    "news archive",
    "press",
    "press release",
    "press releases",
    "press room",
    "press centre",
    "press center",
    "press office",
    "media",
    "media release",
    "media releases",
    "media centre",
    "media center",
    "blog",
    "our blog",
    "article",
    "articles",
    "stories",
    "updates",
    "latest updates",
    "announcements",
    "notices",
    "publications",
    "events",
    "archive",
    "news detail",
    "news details",
    "news item",
    "details",
    "view",
    "accueil",
    "actualités",
    "actualité",
    "actus",
    "toute l'actualité",
    "nos actualités",
    "communiqué",
    "communiqués",
    "communiqué de presse",
    "communiqués de presse",
    "presse",
    "espace presse",
    "salle de presse",
    "événements",
    "inicio",
    "noticias",
    "noticia",
    "actualidad",
    "novedades",
    "prensa",
    "sala de prensa",
    "nota de prensa",
    "notas de prensa",
    "comunicado",
    "comunicados",
    "comunicado de prensa",
    "comunicados de prensa",
    "eventos",
    "publicaciones",
    "início",
    "notícias",
    "notícia",
    "novidades",
    "imprensa",
    "sala de imprensa",
    "publicações",
    "notizie",
    "notizia",
    "novità",
    "stampa",
    "comunicato stampa",
    "comunicati stampa",
    "sala stampa",
    "eventi",
    "startseite",
    "aktuelles",
    "nachrichten",
    "neuigkeiten",
    "meldungen",
    "pressemitteilung",
    "pressemitteilungen",
    "presseinformation",
    "presseinformationen",
    "veranstaltungen",
    "nieuws",
    "actueel",
    "persbericht",
    "persberichten",
    "pers",
    "nyheter",
    "pressmeddelanden",
    "nyheder",
    "pressemeddelelser",
    "uutiset",
    "tiedotteet",
    "aktualności",
    "aktuality",
    "tiskové zprávy",
    "vijesti",
    "novice",
    "hírek",
    "știri",
    "noutăți",
    "haberler",
    "duyurular",
    "notícies",
    "νέα",
    "ανακοινώσεις",
    "δελτία τύπου",
    "новости",
    "пресс-релизы",
    "новини",
    "أخبار",
    "الأخبار",
    "اخبار",
    "समाचार",
    "ข่าว",
    "tin tức",
    "berita",
    "보도자료",
    "보도 자료",
    "언론보도",
    "공지사항",
    "공지",
    "소식",
    "새소식",
    "뉴스",
    "알림",
    "알림마당",
    "소식지",
    "게시판",
    "자료실",
    "상세보기",
    "보기",
    "ニュース",
    "お知らせ",
    "新着情報",
    "新着",
    "プレスリリース",
    "ニュースリリース",
    "トピックス",
    "新闻",
    "新聞",
    "新闻中心",
    "新聞稿",
    "最新消息",
    "公告",
    "通知公告",
    "动态",
    "新闻动态",
};

/* ---- Texts --------------------------------------------------------------------------------------- */

bool title_is_like(sse_str a, sse_str b) {
  size_t i = 0, k = 0;
  for (;; i++, k++) {
    while (i < a.length && strchr(" \t\r\n.,-'’&", a.data[i]) && a.data[i])
      i++;
    while (k < b.length && strchr(" \t\r\n.,-'’&", b.data[k]) && b.data[k])
      k++;
    if (i == a.length || k == b.length) return i == a.length && k == b.length;
    if (sse_lower(a.data[i]) != sse_lower(b.data[k])) return false;
  }
}

bool title_separator_at(sse_str text, size_t at, size_t *length) {
  static const char *const separators[] = {" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ",
                                           " / ", ": ",  "｜",  "ㅣ",  "：",   "|",   " < ", " > ", " › "};
  for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
    *length = strlen(separators[i]);
    if (at + *length <= text.length && memcmp(text.data + at, separators[i], *length) == 0) return true;
  }
  *length = 1; /* as on Chinese sites; between Latin letters it joins the words of a name */
  return at > 0 && text.data[at] == '_' && (unsigned char)text.data[at - 1] >= 0x80;
}

/* ---- Names --------------------------------------------------------------------------------------- */

/* Copies the ASCII letters and digits, and so drops symbols such as ™ and ®. Returns their number, or 0 if
 * there are too many. */
static size_t squeeze(sse_str text, char *squeezed, size_t most) {
  size_t length = 0;
  for (size_t i = 0; i < text.length; i++) {
    if (!isalnum((unsigned char)text.data[i])) continue;
    if (length == most) return 0;
    squeezed[length++] = text.data[i];
  }
  return length;
}

/* True if one of the labels of a host is a name; for short names. */
static bool is_label(sse_str name, sse_str host) {
  sse_str label;
  for (size_t position = 0; sse_str_next(host, '.', &position, &label);)
    if (label.length == name.length && strncasecmp(label.data, name.data, name.length) == 0) return true;
  return false;
}

bool title_is_in_host(sse_str name, sse_str host) {
  enum { SHORTEST = 4, SHORTEST_LABEL = 2, LONGEST = 60, HOST_LONGEST = 253 };
  char squeezed[LONGEST], all[HOST_LONGEST];
  if (name.length == 0 || (unsigned char)name.data[0] >= 0x80) return false;
  size_t length = squeeze(name, squeezed, LONGEST), host_length = squeeze(host, all, HOST_LONGEST);
  if (length < SHORTEST) return length >= SHORTEST_LABEL && is_label((sse_str){squeezed, length}, host);
  for (size_t i = 0; i + length <= host_length; i++)
    if (strncasecmp(all + i, squeezed, length) == 0) return true;
  return false;
}

static bool is_home_link(const xmlNode *node) {
  const char *href = html_is(node, "a") ? html_attribute(node, "href") : NULL;
  return href && (strcmp(href, "/") == 0 || sse_url_is_root(sse_str_of(href)));
}

bool title_leads_home(const page_tree *tree, uint32_t number) {
  const xmlNode *heading = tree->elements[number].node;
  if (tree->elements[number].end - number > ELEMENTS_MOST) return false;
  for (const xmlNode *node = heading; node; node = html_next(node, heading, true))
    if (is_home_link(node)) return true;
  return false;
}

/* Appends the text of a link or, if it has none, that for its picture. */
static void append_logo(const xmlNode *link, sse_buffer *logo) {
  html_node_text(link, logo);
  for (const xmlNode *node = link; node && logo->length == 0; node = html_next(node, link, true))
    if (html_is(node, "img") && html_attribute(node, "alt"))
      sse_buffer_append_str(logo, sse_str_trim(sse_str_of(html_attribute(node, "alt"))));
}

/* True for a text as short as names of sites and sections are: menus may contain headlines, too. */
static bool is_short(sse_str text) {
  enum { WORDS_MOST = 3, LONGEST = 40 };
  size_t words = 1;
  for (size_t i = 0; i < text.length; i++)
    words += sse_is_space(text.data[i]);
  return text.length <= LONGEST && words <= WORDS_MOST;
}

/* A name up to a separator before its slogan: "Coop Union - the voice of the valley". */
static sse_str first_part(sse_str name) {
  size_t length;
  for (size_t at = 1; at < name.length; at++)
    if (title_separator_at(name, at, &length) && is_short(sse_str_part(name, 0, at)))
      return sse_str_trim(sse_str_part(name, 0, at));
  return name;
}

bool title_is_site(const title_names *names, sse_str text) {
  return (names->site.length > 0 &&
          (title_is_like(text, names->site) || title_is_like(text, first_part(names->site)))) ||
         (names->logo.length > 0 && title_is_like(text, sse_str_trim(names->logo)));
}

static bool is_section(sse_str text) {
  for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
    if (title_is_like(text, sse_str_of(sections[i]))) return true;
  return false;
}

void title_find_logo(const page_tree *tree, sse_str host, uint32_t end, sse_buffer *logo) {
  for (uint32_t i = 0; i < tree->count && i < end && logo->length == 0; i++) {
    const tree_element *element = &tree->elements[i];
    if (element->length > NAME_LONGEST || element->end - i > ELEMENTS_MOST || !is_home_link(element->node))
      continue;
    sse_str site = sse_url_site(sse_str_of(html_attribute(element->node, "href")));
    if (host.length == 0 || site.length == 0 || sse_str_equal(site, host)) append_logo(element->node, logo);
    if (is_section(sse_str_trim(sse_buffer_str(logo)))) sse_buffer_clear(logo); /* "Home" */
  }
}

/* True if a menu has a link with that text to another page. */
static bool is_in_menu(const page_tree *tree, sse_str text) {
  sse_buffer link = {0};
  bool is_one = false;
  uint32_t menu_end = 0;
  for (uint32_t i = 0; i < tree->count && !is_one; i++) {
    const tree_element *element = &tree->elements[i];
    if (element->names & NAME_MENU && element->end > menu_end) menu_end = element->end;
    bool is_small = element->length <= NAME_LONGEST && element->end - i <= ELEMENTS_MOST;
    if (i >= menu_end || !is_small || !html_target(element->node)) continue;
    sse_buffer_clear(&link);
    html_node_text(element->node, &link);
    is_one = title_is_like(text, sse_str_trim(sse_buffer_str(&link)));
  }
  sse_buffer_reset(&link);
  return is_one;
}

/* True if the footer of the page contains that text: it names the publisher. */
static bool is_in_footer(const page_tree *tree, sse_str text) {
  enum { LONGEST = 3000 };
  sse_buffer footer = {0};
  bool is_one = false;
  for (uint32_t i = 0; i < tree->count && !is_one;) {
    const tree_element *element = &tree->elements[i];
    bool is_footer = element->names & NAME_FOOTER && element->length <= LONGEST;
    sse_buffer_clear(&footer);
    if (is_footer) html_node_text(element->node, &footer);
    is_one = footer.length > 0 && memmem(footer.data, footer.length, text.data, text.length) != NULL;
    i = is_footer ? element->end : i + 1;
  }
  sse_buffer_reset(&footer);
  return is_one;
}

static bool is_one_name(const title_names *names, sse_str text, bool counts_menus) {
  if (text.length > NAME_LONGEST) return false;
  return text.length == 0 || title_is_site(names, text) || is_section(text) ||
         title_is_in_host(text, names->host) ||
         (counts_menus && is_short(text) &&
          (is_in_menu(names->tree, text) || is_in_footer(names->tree, text)));
}

bool title_is_name(const title_names *names, sse_str text, bool counts_menus) {
  size_t start = 0, length, known = 0, unknown = 0;
  bool is_site_known = names->site.length > 0 || names->logo.length > 0;
  if (is_one_name(names, text, counts_menus)) return text.length > 0;
  for (size_t at = 0; at <= text.length; at++) {
    length = 0;
    if (at < text.length && !title_separator_at(text, at, &length)) continue;
    sse_str part = sse_str_trim(sse_str_part(text, start, at));
    bool is_one = is_one_name(names, part, counts_menus);
    known += is_one;
    unknown += !is_one;
    if (!is_one && (is_site_known || !is_short(part))) return false;
    start = at + length;
    if (length > 0) at = start - 1;
  }
  return known > 0 &&
         unknown <= 1; /* "News - " and something short: the site's name, which is otherwise unknown */
}
