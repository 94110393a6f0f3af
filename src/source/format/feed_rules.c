/* Maps elements of feeds to fields.
 * Namespaces are recognised by parts of their names, since feeds write them with and without www, in old and
 * new versions. Among several elements for a field, the ranks decide. */
#include "source/format/feed_rules.h"
#include "source/format/tags.h"

#include <string.h>
#include <strings.h>

/* ---- Namespaces --------------------------------------------------------------------------------- */

/* Parts of namespace names that identify them, and the prefix that is used if it is not declared. */
static const struct {
  const char *address, *prefix;
  enum feed_space space;
} spaces[] = {
    {"purl.org/rss/1.0/modules/content", "content", CONTENT},
    {"wordpress.org/export/", "excerpt", EXCERPT}, /* of WordPress, .../excerpt/ */
    {"wordpress.org/export/", "wp", WORDPRESS},
    {"purl.org/dc/", "dc", DUBLIN_CORE},
    {"purl.org/dc/", "dcterms", DUBLIN_CORE},
    {"search.yahoo.com/mrss", "media", MEDIA},
    {"itunes.com/dtds/", "itunes", ITUNES},
    {"rssnamespace.org/feedburner", "feedburner", FEEDBURNER},
    {"prismstandard.org/namespaces", "prism", PRISM},
    {"www.w3.org/1999/xhtml", "xhtml", XHTML},
    {"www.w3.org/2005/Atom", "atom", ATOM},
    {"purl.org/atom/ns", "atom03", ATOM},
    {"purl.org/rss/1.0", "rss", CORE},
    {"my.netscape.com/", "", CORE},
    {"backend.userland.com/", "", CORE},
    {"blogs.law.harvard.edu/tech/rss", "", CORE},
    {"purl.org/net/rss", "", CORE},
};
enum { SPACES = sizeof spaces / sizeof *spaces };

sse_str feed_rules_name(const xmlNode *node) {
  return sse_str_of((const char *)node->name);
}

/* Returns true for an RSS element whose feed declares Atom as its default namespace by mistake: xmlns= for
 * xmlns:atom=. */
static bool is_slip(const xmlNode *node) {
  const xmlNode *root = xmlDocGetRootElement(node->doc);
  if (node->ns->prefix || !root) return false;
  sse_str name = tags_local_name(feed_rules_name(root));
  return name.length == 3 && (sse_str_begins(name, "rss") || sse_str_begins(name, "rdf"));
}

enum feed_space feed_rules_space(const xmlNode *node, const xmlNode *item) {
  const char *address = node->ns ? (const char *)node->ns->href : NULL;
  sse_str name = feed_rules_name(node), local = tags_local_name(name);
  size_t prefix = name.length > local.length ? name.length - local.length - 1 : 0;
  for (size_t i = 0; i < SPACES; i++) {
    if (address && !strcasestr(address, spaces[i].address)) continue;
    if (!address && (prefix == 0 || prefix != strlen(spaces[i].prefix) ||
                     strncasecmp(name.data, spaces[i].prefix, prefix) != 0))
      continue;
    if (spaces[i].space == EXCERPT && address && !strstr(address, "/excerpt")) continue;
    return spaces[i].space == ATOM && address && is_slip(node) ? CORE : spaces[i].space;
  }
  if (prefix > 0) return FOREIGN;
  return !address || (item && item->ns == node->ns) ? CORE : FOREIGN;
}

/* ---- Elements ----------------------------------------------------------------------------------- */

static const struct feed_rule rules[] = {
    {"title", CORE, FIELD_TITLE, 4, HTML},
    {"title", ATOM, FIELD_TITLE, 3, CONSTRUCT},
    {"title", DUBLIN_CORE, FIELD_TITLE, 2, HTML},
    {"title", MEDIA, FIELD_TITLE, 1, HTML},
    {"title", ITUNES, FIELD_TITLE, 1, HTML},
    {"encoded", CONTENT, FIELD_BODY, 7, HTML},
    {"body", XHTML, FIELD_BODY, 6, HTML},
    {"div", XHTML, FIELD_BODY, 6, HTML},
    {"body", CORE, FIELD_BODY, 6, HTML},
    {"fullitem", CORE, FIELD_BODY, 6, HTML},
    {"content", CORE, FIELD_BODY, 5, HTML},
    {"content", ATOM, FIELD_BODY, 5, CONSTRUCT},
    {"description", CORE, FIELD_BODY, 4, HTML},
    {"summary", CORE, FIELD_BODY, 3, HTML},
    {"summary", ATOM, FIELD_BODY, 3, CONSTRUCT},
    {"description", DUBLIN_CORE, FIELD_BODY, 2, HTML},
    {"abstract", DUBLIN_CORE, FIELD_BODY, 2, HTML},
    {"encoded", EXCERPT, FIELD_BODY, 2, HTML},
    {"summary", ITUNES, FIELD_BODY, 2, HTML},
    {"description", MEDIA, FIELD_BODY, 1, HTML},
    {"subtitle", ITUNES, FIELD_BODY, 1, HTML},
    {"post_date", WORDPRESS, FIELD_DATE, 6, PLAIN}, /* local to the site; pubDate is in UTC */
    {"pubDate", CORE, FIELD_DATE, 5, PLAIN},
    {"published", CORE, FIELD_DATE, 5, PLAIN},
    {"published", ATOM, FIELD_DATE, 6, PLAIN},
    {"issued", ATOM, FIELD_DATE, 5, PLAIN},
    {"date", CORE, FIELD_DATE, 4, PLAIN},
    {"date", DUBLIN_CORE, FIELD_DATE, 4, PLAIN},
    {"issued", DUBLIN_CORE, FIELD_DATE, 4, PLAIN},
    {"created", DUBLIN_CORE, FIELD_DATE, 3, PLAIN},
    {"created", ATOM, FIELD_DATE, 3, PLAIN},
    {"publicationDate", PRISM, FIELD_DATE, 3, PLAIN},
    {"updated", CORE, FIELD_DATE, 2, PLAIN},
    {"updated", ATOM, FIELD_DATE, 2, PLAIN},
    {"modified", ATOM, FIELD_DATE, 2, PLAIN},
    {"modified", DUBLIN_CORE, FIELD_DATE, 2, PLAIN},
    {"guid", CORE, FIELD_ID, 3, PLAIN},
    {"id", CORE, FIELD_ID, 3, PLAIN},
    {"id", ATOM, FIELD_ID, 2, PLAIN},
    {"identifier", DUBLIN_CORE, FIELD_ID, 1, PLAIN},
    {"origLink", FEEDBURNER, FIELD_URL, 6, LINK},
    {"link", CORE, FIELD_URL, 5, LINK},
    {"link", ATOM, FIELD_URL, 5, LINK},
    {"category", CORE, FIELD_TAGS, 1, CATEGORY},
    {"category", ATOM, FIELD_TAGS, 1, CATEGORY},
    {"subject", DUBLIN_CORE, FIELD_TAGS, 1, CATEGORY},
    {"language", CORE, FIELD_LANG, 2, PLAIN},
    {"language", DUBLIN_CORE, FIELD_LANG, 1, PLAIN},
    {"source", CORE, FIELD_SOURCE, 1, SOURCE},
    {"source", ATOM, FIELD_SOURCE, 1, SOURCE},
    {"author", ATOM, FIELD_AUTHOR, 4, PERSON},
    {"creator", DUBLIN_CORE, FIELD_AUTHOR, 3, PERSON},
    {"author", DUBLIN_CORE, FIELD_AUTHOR, 3, PERSON}, /* not in Dublin Core, but used by feeds */
    {"author", CORE, FIELD_AUTHOR, 2, PERSON},
    {"author", ITUNES, FIELD_AUTHOR, 1, PERSON},
};
enum { RULES = sizeof rules / sizeof *rules };

const struct feed_rule *feed_rules_find(const xmlNode *node, enum feed_space space) {
  sse_str local = tags_local_name(feed_rules_name(node));
  for (size_t i = 0; i < RULES; i++)
    if (rules[i].space == space && sse_str_is(local, rules[i].name)) return &rules[i];
  return NULL;
}
