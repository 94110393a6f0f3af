/* Private to source/: what the classes, ids, roles and names of elements say about their content.
 * They are hints: publishers name a wrapper of the whole page "content-with-sidebar".
 * Text is not examined here. */
#ifndef SSE_SOURCE_PAGE_NAMES_H
#define SSE_SOURCE_PAGE_NAMES_H

#include "source/page/html.h"

#include <stdint.h>

enum {
  NAME_CHROME = 1 << 0,  /* menus, bars, boxes: of the site, not of the article */
  NAME_COMMENT = 1 << 1, /* what readers wrote */
  NAME_OTHER = 1 << 2,   /* links to other articles, advertisements */
  NAME_BYLINE = 1 << 3,  /* author, date */
  NAME_CAPTION = 1 << 4, /* of a picture */
  NAME_TEXT = 1 << 5,    /* the article */
  NAME_HIDDEN = 1 << 6,  /* not shown */
  NAME_SHARE = 1 << 7,   /* buttons */
  NAME_MENU = 1 << 8,    /* navigation; NAME_CHROME too */
  NAME_CONSENT = 1 << 9, /* consent and other dialogs */
  NAME_TITLE = 1 << 10,  /* a headline */
  NAME_FOOTER = 1 << 11, /* of the site or of an article; NAME_CHROME too */
  NAME_TEASER = 1 << 12  /* of another article, or the first paragraph of this one; NAME_OTHER too */
};

enum { NAMES_MOST = 160 }; /* words in the table */

/* The flags of an element, from its name, role, class and id. */
uint16_t names_of(const xmlNode *node);
/* The same without the words that are idle, by number. */
uint16_t names_without(const xmlNode *node, const bool *idle);

/* Calls `visit` with the number of each word of the table in an element's class and id. */
typedef void names_visit(void *context, size_t word);
void names_each(const xmlNode *node, names_visit *visit, void *context);

#endif
