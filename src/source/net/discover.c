/* Finds the feeds of a site from its home page, and those of a section from the section's page.
 * Only the beginning of a page counts, and feeds of readers' comments are left out:
 * those who give the address of a site want its articles. */
#include "source/net/discover.h"
#include "base/stream.h"
#include "base/url.h"
#include "source/page/html.h"
#include "text/text.h"

#include <string.h>
#include <strings.h>

enum { HEAD_MOST = 512 * 1024 }; /* bytes of a page */

/* The path of an address, without its query. */
static sse_str path_of(sse_str address) {
  sse_str authority = sse_url_authority(address);
  size_t at = authority.data ? (size_t)(authority.data - address.data) + authority.length : address.length;
  size_t end = at;
  while (end < address.length && !strchr("?#", address.data[end]))
    end++;
  return sse_str_part(address, at, end);
}

/* /fr, /en/ or /pt-br/: the home page in one language. */
static bool is_language(sse_str path) {
  size_t length = path.length > 0 && path.data[path.length - 1] == '/' ? path.length - 1 : path.length;
  if (length != 3 && !(length == 6 && strchr("-_", path.data[3]))) return false;
  return text_is_language_tag(sse_str_part(path, 1, 3));
}

static bool is_home(sse_str address) {
  static const char *const pages[] = {"", "/", "/index.html", "/index.htm", "/index.php"};
  sse_str path = path_of(address);
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
    if (sse_str_equal(path, sse_str_of(pages[i]))) return true;
  return is_language(path);
}

/* True for an address below that of the page: such a feed is of this page rather than of the whole site. */
static bool is_below(sse_str address, sse_str page) {
  size_t length = (size_t)(path_of(page).data - page.data) + path_of(page).length;
  sse_str start = sse_str_part(page, 0, length);
  if (start.length > 0 && start.data[start.length - 1] == '/') start.length--;
  bool begins = address.length > start.length && memcmp(address.data, start.data, start.length) == 0;
  return begins && (strchr("/?", address.data[start.length]) != NULL);
}

static bool has_word(const char *text, const char *word) {
  return text && strcasestr(text, word);
}

/* True for the title of a comment feed, in the most common languages of sites. */
static bool is_of_comments(const char *title) {
  static const char *const words[] = {"comments", "commentaires", "comentarios", "comentários", "kommentare",
                                      "commenti", "reacties",     "komentarz",   "комментар",   "Комментар",
                                      "yorumlar", "التعليقات",    "댓글",        "コメント",    "评论"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (has_word(title, words[i])) return true;
  return false;
}

/* True for a link to a feed of articles. */
static bool is_feed_link(const xmlNode *node) {
  static const char *const types[] = {"application/rss+xml", "application/atom+xml", "application/feed+json",
                                      "application/rdf+xml"};
  const char *type = html_is(node, "link") ? html_attribute(node, "type") : NULL;
  const char *href = html_attribute(node, "href");
  if (!type || !href || !has_word(html_attribute(node, "rel"), "alternate")) return false;
  if (is_of_comments(html_attribute(node, "title")) || has_word(href, "comments")) return false;
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (strncasecmp(type, types[i], strlen(types[i])) == 0) return true;
  return false;
}

/* True if a page says that it is an article: the feed below it is that of its comments. */
static bool is_article(const xmlNode *root) {
  for (const xmlNode *node = root; node; node = html_next(node, root, true)) {
    const char *property = html_is(node, "meta") ? html_attribute(node, "property") : NULL;
    if (property && strcasecmp(property, "article:published_time") == 0) return true;
  }
  return false;
}

/* Appends the base of a page's links: the one that it names, else its own address. */
static void append_base(const xmlNode *root, sse_str page, sse_buffer *base) {
  const xmlNode *node = root;
  while (node && !(html_is(node, "base") && html_attribute(node, "href")))
    node = html_next(node, root, true);
  if (node) sse_url_resolve(sse_str_of(html_attribute(node, "href")), page, base);
  if (base->length == 0) sse_buffer_append_str(base, page);
}

/* Appends the feeds that a page names: those below the page if `is_below_page`, else the others. */
static void append_feeds(const xmlNode *root, sse_str page, bool is_below_page, sse_buffer *feeds) {
  sse_buffer feed = {0}, base = {0};
  append_base(root, page, &base);
  for (const xmlNode *node = root; node; node = html_next(node, root, true)) {
    if (!is_feed_link(node)) continue;
    sse_buffer_clear(&feed);
    sse_url_resolve(sse_str_of(html_attribute(node, "href")), sse_buffer_str(&base), &feed);
    if (feed.length == 0 || is_below(sse_buffer_str(&feed), page) != is_below_page ||
        sse_str_has_line(sse_buffer_str(feeds), sse_buffer_str(&feed)))
      continue;
    sse_buffer_append_str(feeds, sse_buffer_str(&feed));
    sse_buffer_append_text(feeds, "\n");
  }
  if (feed.failed || base.failed) feeds->failed = true;
  sse_buffer_reset(&feed);
  sse_buffer_reset(&base);
}

sse_status discover_feeds(const char *path, sse_str base, sse_buffer *feeds, sse_error *err) {
  sse_buffer head = {0};
  sse_status status = sse_file_beginning(path, HEAD_MOST, &head, err);
  sse_str page = sse_str_trim(sse_buffer_str(&head)); /* the buffer ends with a NUL */
  bool is_page = !status && page.length > 0 && page.data[0] == '<' && strcasestr(page.data, "<link") &&
                 (!sse_str_begins(page, "<?xml") || strcasestr(page.data, "<html"));
  bool is_cut; /* unused: a cut would be far below the head */
  htmlDocPtr document = is_page ? html_parse(&head, &is_cut) : NULL;
  if (is_page && !document) status = sse_fail_memory(err);
  const xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
  bool is_site = is_home(base);
  if (root && (is_site || !is_article(root))) append_feeds(root, base, true, feeds);
  if (root && is_site) append_feeds(root, base, false, feeds);
  xmlFreeDoc(document);
  sse_buffer_reset(&head);
  return !status && feeds->failed ? sse_fail_memory(err) : status;
}
