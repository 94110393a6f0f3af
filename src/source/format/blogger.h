/* Private to source/: an export of Blogger is a feed of all that a site has.
 * Its settings, templates and comments stand beside posts and pages, and drafts beside what is published.
 * Only published posts and pages are news. */
#ifndef SSE_SOURCE_BLOGGER_H
#define SSE_SOURCE_BLOGGER_H

#include "source/fields.h"

#include <libxml/tree.h>

/* Takes what an element of an entry tells of what the entry is, and whether it is public; false for any
 * other.
 */
bool blogger_take(const xmlNode *node, struct fields *fields);

#endif
