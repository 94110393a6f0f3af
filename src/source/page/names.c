/* The words by which publishers name parts of a page, in classes and ids. A name is split into words at
 * non-letters and before capitals, so that "sideBar-nav" is three words and "unavailable" one; everything
 * beyond ASCII is a letter. A word that ends in * stands for all words that begin with it. "paywall" is not
 * in the table: search engines demand it on the text that a paywall hides. */
#include "source/page/names.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

enum { MENU = NAME_CHROME | NAME_MENU, FOOTER = NAME_CHROME | NAME_FOOTER };

static const struct {
  const char *word;
  uint16_t flag;
} words[] = {
    {"nav", MENU},
    {"navbar", MENU},
    {"navigation", MENU},
    {"menu*", MENU},
    {"cookie*", NAME_CONSENT},
    {"consent", NAME_CONSENT},
    {"gdpr", NAME_CONSENT},
    {"footer*", MENU | NAME_FOOTER},
    {"sidebar*", NAME_CHROME},
    {"breadcrumb*", MENU},
    {"pagination", NAME_CHROME},
    {"pager", NAME_CHROME},
    {"newsletter*", NAME_CHROME},
    {"subscri*", NAME_CHROME},
    {"skip", NAME_CHROME},
    {"banner", NAME_CHROME},
    {"toolbar", NAME_CHROME},
    {"toolbox", NAME_CHROME},
    {"login", NAME_CHROME},
    {"signup", NAME_CHROME},
    {"signin", NAME_CHROME},
    {"register", NAME_CHROME},
    {"popup", NAME_CHROME},
    {"modal", NAME_CHROME},
    {"overlay", NAME_CHROME},
    {"masthead", NAME_CHROME},
    {"topbar", NAME_CHROME},
    {"widget*", NAME_CHROME},
    {"donate", NAME_CHROME},
    {"donation", NAME_CHROME},
    {"search", NAME_CHROME},
    {"noprint", NAME_CHROME},
    {"toc", NAME_CHROME},
    {"editsection", NAME_CHROME},
    {"optin", NAME_CHROME},
    {"comments*", NAME_COMMENT},
    {"comment", NAME_COMMENT},
    {"commentlist", NAME_COMMENT},
    {"disqus*", NAME_COMMENT},
    {"replies", NAME_COMMENT},
    {"respond", NAME_COMMENT},
    {"discussion", NAME_COMMENT},
    {"fbcomments", NAME_COMMENT},
    {"responses", NAME_COMMENT},
    {"reply", NAME_COMMENT},
    {"kommentar*", NAME_COMMENT},
    {"komentar*", NAME_COMMENT},
    {"commentaire*", NAME_COMMENT},
    {"comentario*", NAME_COMMENT},
    {"commento", NAME_COMMENT},
    {"commenti", NAME_COMMENT},
    {"reactie*", NAME_COMMENT},
    {"yorum*", NAME_COMMENT},
    {"댓글*", NAME_COMMENT},
    {"コメント*", NAME_COMMENT},
    {"评论*", NAME_COMMENT},
    {"onetrust*", NAME_CONSENT},
    {"didomi*", NAME_CONSENT},
    {"usercentrics*", NAME_CONSENT},
    {"cookiebot*", NAME_CONSENT},
    {"truste*", NAME_CONSENT},
    {"related*", NAME_OTHER},
    {"recommend*", NAME_OTHER},
    {"outbrain", NAME_OTHER},
    {"taboola", NAME_OTHER},
    {"recirc*", NAME_OTHER},
    {"trending", NAME_OTHER},
    {"popular", NAME_OTHER},
    {"mostpopular", NAME_OTHER},
    {"mostread", NAME_OTHER},
    {"promo", NAME_OTHER},
    {"sponsor*", NAME_OTHER},
    {"advert*", NAME_OTHER},
    {"ad", NAME_OTHER},
    {"ads", NAME_OTHER},
    {"adsense", NAME_OTHER},
    {"teaser*", NAME_OTHER | NAME_TEASER},
    {"readmore", NAME_OTHER},
    {"morenews", NAME_OTHER},
    {"tags", NAME_OTHER},
    {"taglist", NAME_OTHER},
    {"tagcloud", NAME_OTHER},
    {"keywords", NAME_OTHER},
    {"categories", NAME_OTHER},
    {"byline*", NAME_BYLINE},
    {"author*", NAME_BYLINE},
    {"dateline", NAME_BYLINE},
    {"timestamp", NAME_BYLINE},
    {"published", NAME_BYLINE},
    {"pubdate", NAME_BYLINE},
    {"postmeta", NAME_BYLINE},
    {"meta", NAME_BYLINE},
    {"bio", NAME_BYLINE},
    {"contributor*", NAME_BYLINE},
    {"date", NAME_BYLINE},
    {"caption*", NAME_CAPTION},
    {"credit*", NAME_CAPTION},
    {"copyright*", NAME_CAPTION},
    {"photo", NAME_CAPTION},
    {"gallery", NAME_CAPTION},
    {"slideshow", NAME_CAPTION},
    {"imgcaption", NAME_CAPTION},
    {"wp-caption", NAME_CAPTION},
    {"article*", NAME_TEXT},
    {"body", NAME_TEXT},
    {"content*", NAME_TEXT},
    {"entry", NAME_TEXT},
    {"hentry", NAME_TEXT},
    {"main", NAME_TEXT},
    {"post", NAME_TEXT},
    {"story*", NAME_TEXT},
    {"text", NAME_TEXT},
    {"blog", NAME_TEXT},
    {"page", NAME_TEXT},
    {"title", NAME_TITLE},
    {"tit", NAME_TITLE},
    {"titre", NAME_TITLE},
    {"titulo", NAME_TITLE},
    {"titolo", NAME_TITLE},
    {"titel", NAME_TITLE},
    {"headline", NAME_TITLE},
    {"subject", NAME_TITLE},
    {"share*", NAME_SHARE},
    {"sharing", NAME_SHARE},
    {"social*", NAME_SHARE},
    {"facebook", NAME_SHARE},
    {"twitter", NAME_SHARE},
    {"addthis*", NAME_SHARE},
    {"follow", NAME_SHARE},
    {"print", NAME_SHARE},
};

static_assert(sizeof words / sizeof *words <= NAMES_MOST, "the numbers of words have their place");

/* Element names, and roles. */
static const struct {
  const char *name;
  uint16_t flag;
} elements[] = {{"nav", MENU},
                {"footer", FOOTER},
                {"aside", NAME_OTHER},
                {"form", NAME_CHROME},
                {"button", NAME_CHROME},
                {"dialog", NAME_CONSENT},
                {"fieldset", NAME_CHROME},
                {"label", NAME_CHROME},
                {"figcaption", NAME_CAPTION},
                {"article", NAME_TEXT},
                {"main", NAME_TEXT},
                {"time", NAME_BYLINE},
                {"address", NAME_BYLINE}},
  roles[] = {{"navigation", MENU},          {"banner", NAME_CHROME}, {"contentinfo", MENU | NAME_FOOTER},
             {"complementary", NAME_OTHER}, {"search", NAME_CHROME}, {"dialog", NAME_CONSENT},
             {"alertdialog", NAME_CONSENT}, {"menu", MENU},          {"menubar", MENU},
             {"main", NAME_TEXT},           {"article", NAME_TEXT},  {"alert", NAME_CHROME},
             {"toolbar", NAME_CHROME}};

static bool is_letter(char letter) {
  return sse_is_letter(letter) || (unsigned char)letter >= 0x80;
}

/* What happens with each table word found in a name. */
struct taking {
  uint16_t flags;     /* of all words found so far */
  const bool *idle;   /* by number: words that mean nothing on this page, except those of consent or footers;
                         may be NULL */
  names_visit *visit; /* may be NULL */
  void *context;
};

static void take_word(struct taking *taking, const char *word, size_t length) {
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t known = strlen(words[i].word);
    bool is_prefix = words[i].word[known - 1] == '*';
    if (is_prefix) known--;
    bool is_it =
        (length == known || (is_prefix && length > known)) && strncasecmp(words[i].word, word, known) == 0;
    bool is_idle = taking->idle && taking->idle[i] && !(words[i].flag & (NAME_CONSENT | NAME_FOOTER));
    if (!is_it || is_idle) continue;
    taking->flags |= words[i].flag;
    if (taking->visit) taking->visit(taking->context, i);
  }
}

/* The length of a class on the article itself that states whether it has or allows comments; 0 if it is
 * none. */
static size_t state_at(const char *name) {
  static const char *const states[] = {"comments-open",    "comments-closed",  "comment-open",
                                       "comment-closed",   "has-comments",     "no-comments",
                                       "comments-enabled", "comments-disabled"};
  for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
    size_t length = strlen(states[i]);
    if (strncasecmp(name, states[i], length) == 0 && (name[length] == '\0' || name[length] == ' '))
      return length;
  }
  return 0;
}

static void take_name(struct taking *taking, const char *name) {
  while (name && *name) {
    size_t length = 0;
    name += state_at(name);
    while (is_letter(name[length]) &&
           !(length > 0 && sse_is_upper(name[length]) && !sse_is_upper(name[length - 1])))
      length++;
    if (length > 0) take_word(taking, name, length);
    name += length > 0 || *name == '\0' ? length : 1;
  }
}

/* True for a class that shows on wide screens what another class hides on small ones, such as "md:block" or
 * "d-lg-flex". */
static bool is_showing(const char *class, size_t length) {
  static const char *const displays[] = {"block", "flex", "grid", "inline", "inline-block", "inline-flex"};
  for (size_t i = 0; i < sizeof displays / sizeof *displays; i++) {
    size_t end = strlen(displays[i]);
    if (length < end + 3 || strncasecmp(class + length - end, displays[i], end) != 0) continue;
    if (class[length - end - 1] == ':' || sse_str_begins(sse_str_of(class), "d-")) return true;
  }
  return false;
}

/* True if one of the classes hides the element. The whole class counts: "label-hidden" only ends like one. */
static bool has_hiding_class(const char *classes) {
  static const char *const hiding[] = {"hidden",         "hide",      "invisible",
                                       "d-none",         "is-hidden", "visually-hidden",
                                       "visuallyhidden", "sr-only",   "screen-reader-text"};
  bool hides = false;
  while (classes && *classes) {
    classes += strspn(classes, " \t\r\n\f");
    size_t length = strcspn(classes, " \t\r\n\f");
    if (is_showing(classes, length)) return false;
    for (size_t i = 0; i < sizeof hiding / sizeof *hiding; i++)
      if (strlen(hiding[i]) == length && strncasecmp(hiding[i], classes, length) == 0) hides = true;
    classes += length;
  }
  return hides;
}

/* True if a style has that value for a property. */
static bool has_style(const char *style, const char *property, const char *value) {
  const char *found = style ? strcasestr(style, property) : NULL;
  if (!found) return false;
  found += strlen(property);
  found += strspn(found, " \t\r\n:");
  return strncasecmp(found, value, strlen(value)) == 0;
}

static bool is_hiding(const char *style) {
  return has_style(style, "display", "none") || has_style(style, "visibility", "hidden");
}

void names_each(const xmlNode *node, names_visit *visit, void *context) {
  struct taking taking = {.visit = visit, .context = context};
  if (html_is(node, "html") || html_is(node, "body")) return;
  take_name(&taking, html_attribute(node, "class"));
  take_name(&taking, html_attribute(node, "id"));
}

uint16_t names_of(const xmlNode *node) {
  return names_without(node, NULL);
}

uint16_t names_without(const xmlNode *node, const bool *idle) {
  const char *role = html_attribute(node, "role"), *hidden = html_attribute(node, "aria-hidden");
  struct taking taking = {.idle = idle};
  if (html_is(node, "html") || html_is(node, "body")) return 0;
  take_name(&taking, html_attribute(node, "class"));
  take_name(&taking, html_attribute(node, "id"));
  uint16_t flags = taking.flags;
  for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
    if (html_is(node, elements[i].name)) flags |= elements[i].flag;
  for (size_t i = 0; role && i < sizeof roles / sizeof *roles; i++)
    if (strcasecmp(role, roles[i].name) == 0) flags |= roles[i].flag;
  if (html_is_hidden(node) || (hidden && strcasecmp(hidden, "true") == 0 && !html_is(node, "p")) ||
      is_hiding(html_attribute(node, "style")) || has_hiding_class(html_attribute(node, "class")))
    flags |= NAME_HIDDEN;
  return flags;
}
