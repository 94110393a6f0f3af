/* Private to source/: a Blogger export is a feed of everything on a site.
 * It has settings, templates and comments as well as posts and pages, and drafts as well as published ones.
 * Only published posts and pages are news. */
#ifndef SSE_SOURCE_BLOGGER_H
#define SSE_SOURCE_BLOGGER_H

#include "source/fields.h"

#include <libxml/tree.h>

/* Takes an element that says what kind of entry it is in, or whether the entry is public; returns false for
 * any other. */
bool blogger_take(const xmlNode *node, struct fields *fields);

#endif
