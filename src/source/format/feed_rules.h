/* Private to source/: the elements of feeds, by namespace.
 * A table says which field an element is, how it is read, and which of several elements wins.
 * Sources: RSS 2.0, RSS 1.0 and its modules, RFC 4287, Atom 0.3, Dublin Core, Media RSS, iTunes, PRISM. */
#ifndef SSE_SOURCE_FEED_RULES_H
#define SSE_SOURCE_FEED_RULES_H

#include "source/fields.h"

#include <libxml/tree.h>

/* A namespace; feeds use various URIs and prefixes for the same one. */
enum feed_space {
  CORE, /* the feed's own */
  ATOM,
  DUBLIN_CORE,
  CONTENT,
  EXCERPT,
  MEDIA,
  ITUNES,
  FEEDBURNER,
  PRISM,
  XHTML,
  WORDPRESS, /* exports of a site */
  FOREIGN
};

/* How an element is read. */
enum feed_kind { PLAIN, HTML, CONSTRUCT, LINK, CATEGORY, SOURCE, PERSON };

struct feed_rule {
  const char *name;
  enum feed_space space;
  field field;
  int rank; /* the highest-ranking element that is not empty wins */
  enum feed_kind kind;
};

/* The name of an element as written, with its prefix. */
sse_str feed_rules_name(const xmlNode *node);

/* The namespace of an element. An element without a namespace, or with that of its item, belongs to the feed
 * itself; an undeclared prefix has its usual meaning. `item` may be NULL. */
enum feed_space feed_rules_space(const xmlNode *node, const xmlNode *item);

/* The rule for an element; NULL for none. */
const struct feed_rule *feed_rules_find(const xmlNode *node, enum feed_space space);

#endif
