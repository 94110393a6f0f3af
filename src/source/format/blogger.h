/* Private to source/: an export of Blogger, a feed of all that a site has: its settings, templates and
 * comments beside posts and pages. Only published posts and pages are news. */
#ifndef SSE_SOURCE_BLOGGER_H
#define SSE_SOURCE_BLOGGER_H

#include "source/fields.h"

#include <libxml/tree.h>

/* Takes what an element of an entry tells of what the entry is, and whether it is public; false for any
 * other.
 */
bool blogger_take(const xmlNode *node, struct fields *fields);

#endif
