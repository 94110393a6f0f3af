/* The words that publishers name parts of a page by, in classes and ids.
 * A name is cut into words at what is no letter and before capitals, so that "sideBar-nav" is three and
 * "unavailable" one. A word stands for those that begin with it where a * ends it. */
#include "source/page/names.h"

#include <string.h>
#include <strings.h>

static const struct {
  const char *word;
  uint16_t flag;
} words[] = {
    {"nav", NAME_CHROME},         {"navbar", NAME_CHROME},       {"navigation", NAME_CHROME},
    {"menu*", NAME_CHROME},       {"cookie*", NAME_CHROME},      {"consent", NAME_CHROME},
    {"gdpr", NAME_CHROME},        {"footer*", NAME_CHROME},      {"sidebar*", NAME_CHROME},
    {"breadcrumb*", NAME_CHROME}, {"pagination", NAME_CHROME},   {"pager", NAME_CHROME},
    {"newsletter*", NAME_CHROME}, {"subscri*", NAME_CHROME},     {"skip", NAME_CHROME},
    {"banner", NAME_CHROME},      {"toolbar", NAME_CHROME},      {"toolbox", NAME_CHROME},
    {"login", NAME_CHROME},       {"signup", NAME_CHROME},       {"signin", NAME_CHROME},
    {"register", NAME_CHROME},    {"popup", NAME_CHROME},        {"modal", NAME_CHROME},
    {"overlay", NAME_CHROME},     {"masthead", NAME_CHROME},     {"topbar", NAME_CHROME},
    {"widget*", NAME_CHROME},     {"paywall", NAME_CHROME},      {"donate", NAME_CHROME},
    {"donation", NAME_CHROME},    {"search", NAME_CHROME},       {"noprint", NAME_CHROME},
    {"toc", NAME_CHROME},         {"editsection", NAME_CHROME},  {"optin", NAME_CHROME},
    {"comments*", NAME_COMMENT},  {"comment", NAME_COMMENT},     {"commentlist", NAME_COMMENT},
    {"disqus*", NAME_COMMENT},    {"replies", NAME_COMMENT},     {"respond", NAME_COMMENT},
    {"discussion", NAME_COMMENT}, {"fbcomments", NAME_COMMENT},  {"related*", NAME_OTHER},
    {"recommend*", NAME_OTHER},   {"outbrain", NAME_OTHER},      {"taboola", NAME_OTHER},
    {"recirc*", NAME_OTHER},      {"trending", NAME_OTHER},      {"popular", NAME_OTHER},
    {"mostpopular", NAME_OTHER},  {"mostread", NAME_OTHER},      {"promo", NAME_OTHER},
    {"sponsor*", NAME_OTHER},     {"advert*", NAME_OTHER},       {"ad", NAME_OTHER},
    {"ads", NAME_OTHER},          {"adsense", NAME_OTHER},       {"teaser*", NAME_OTHER},
    {"readmore", NAME_OTHER},     {"morenews", NAME_OTHER},      {"tags", NAME_OTHER},
    {"taglist", NAME_OTHER},      {"tagcloud", NAME_OTHER},      {"keywords", NAME_OTHER},
    {"categories", NAME_OTHER},   {"byline*", NAME_BYLINE},      {"author*", NAME_BYLINE},
    {"dateline", NAME_BYLINE},    {"timestamp", NAME_BYLINE},    {"published", NAME_BYLINE},
    {"pubdate", NAME_BYLINE},     {"postmeta", NAME_BYLINE},     {"meta", NAME_BYLINE},
    {"bio", NAME_BYLINE},         {"contributor*", NAME_BYLINE}, {"date", NAME_BYLINE},
    {"caption*", NAME_CAPTION},   {"credit*", NAME_CAPTION},     {"copyright*", NAME_CAPTION},
    {"photo", NAME_CAPTION},      {"gallery", NAME_CAPTION},     {"slideshow", NAME_CAPTION},
    {"imgcaption", NAME_CAPTION}, {"wp-caption", NAME_CAPTION},  {"article*", NAME_TEXT},
    {"body", NAME_TEXT},          {"content*", NAME_TEXT},       {"entry", NAME_TEXT},
    {"hentry", NAME_TEXT},        {"main", NAME_TEXT},           {"post", NAME_TEXT},
    {"story*", NAME_TEXT},        {"text", NAME_TEXT},           {"blog", NAME_TEXT},
    {"page", NAME_TEXT},          {"share*", NAME_SHARE},        {"sharing", NAME_SHARE},
    {"social*", NAME_SHARE},      {"facebook", NAME_SHARE},      {"twitter", NAME_SHARE},
    {"addthis*", NAME_SHARE},     {"follow", NAME_SHARE},        {"print", NAME_SHARE},
};

/* Names of elements, and roles. */
static const struct {
  const char *name;
  uint16_t flag;
} elements[] = {{"nav", NAME_CHROME},      {"footer", NAME_CHROME}, {"aside", NAME_OTHER},
                {"form", NAME_CHROME},     {"button", NAME_CHROME}, {"dialog", NAME_CHROME},
                {"fieldset", NAME_CHROME}, {"label", NAME_CHROME},  {"figcaption", NAME_CAPTION},
                {"article", NAME_TEXT},    {"main", NAME_TEXT},     {"time", NAME_BYLINE},
                {"address", NAME_BYLINE}},
  roles[] = {{"navigation", NAME_CHROME},   {"banner", NAME_CHROME}, {"contentinfo", NAME_CHROME},
             {"complementary", NAME_OTHER}, {"search", NAME_CHROME}, {"dialog", NAME_CHROME},
             {"alertdialog", NAME_CHROME},  {"menu", NAME_CHROME},   {"menubar", NAME_CHROME},
             {"main", NAME_TEXT},           {"article", NAME_TEXT},  {"alert", NAME_CHROME},
             {"toolbar", NAME_CHROME}};

static bool is_upper(char letter) {
  return letter >= 'A' && letter <= 'Z';
}

static bool is_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || is_upper(letter);
}

static uint16_t flag_of_word(const char *word, size_t length) {
  uint16_t flags = 0;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t known = strlen(words[i].word);
    bool is_prefix = words[i].word[known - 1] == '*';
    if (is_prefix) known--;
    if ((length == known || (is_prefix && length > known)) && strncasecmp(words[i].word, word, known) == 0)
      flags |= words[i].flag;
  }
  return flags;
}

static uint16_t flags_of_name(const char *name) {
  uint16_t flags = 0;
  while (name && *name) {
    size_t length = 0;
    while (is_letter(name[length]) && !(length > 0 && is_upper(name[length]) && !is_upper(name[length - 1])))
      length++;
    if (length > 0) flags |= flag_of_word(name, length);
    name += length > 0 ? length : 1;
  }
  return flags;
}

/* True where one of the classes says that the element is not shown. Others only end so, as "label-hidden". */
static bool has_hiding_class(const char *classes) {
  static const char *const hiding[] = {"hidden", "hide", "invisible", "d-none", "is-hidden"};
  while (classes && *classes) {
    classes += strspn(classes, " \t\r\n\f");
    size_t length = strcspn(classes, " \t\r\n\f");
    for (size_t i = 0; i < sizeof hiding / sizeof *hiding; i++)
      if (strlen(hiding[i]) == length && strncasecmp(hiding[i], classes, length) == 0) return true;
    classes += length;
  }
  return false;
}

/* A style that hides. */
static bool is_hiding(const char *style) {
  const char *display = style ? strcasestr(style, "display") : NULL;
  if (!display) return false;
  display += strlen("display");
  display += strspn(display, " :");
  return strncasecmp(display, "none", 4) == 0;
}

uint16_t names_of(const xmlNode *node) {
  const char *role = html_attribute(node, "role"), *hidden = html_attribute(node, "aria-hidden");
  uint16_t flags = 0;
  if (html_is(node, "html") || html_is(node, "body")) return 0;
  flags |= flags_of_name(html_attribute(node, "class")) | flags_of_name(html_attribute(node, "id"));
  for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
    if (html_is(node, elements[i].name)) flags |= elements[i].flag;
  for (size_t i = 0; role && i < sizeof roles / sizeof *roles; i++)
    if (strcasecmp(role, roles[i].name) == 0) flags |= roles[i].flag;
  if ((hidden && strcasecmp(hidden, "true") == 0) || is_hiding(html_attribute(node, "style")) ||
      has_hiding_class(html_attribute(node, "class")))
    flags |= NAME_HIDDEN;
  return flags;
}
