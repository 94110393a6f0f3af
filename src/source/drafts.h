/* Private to source/: what its author has not published, whatever the format.
 * A reader hands on the names and values that an item has; those that tell that it is a draft, private or not
 * yet to be seen are noted with its fields, and source/item.c passes the item over. */
#ifndef SSE_SOURCE_DRAFTS_H
#define SSE_SOURCE_DRAFTS_H

#include "source/fields.h"

/* Takes a value that tells whether an item is public, and notes where it is not; false for one that tells
 * nothing of that, which may be a field. Names are alike whatever their case and with or without _, - and
 * spaces: `draft`, `published: false`, `status`, `visibility`, `hidden`, `private`, `password`,
 * and `publishDate` and `expiryDate` (Hugo), which are compared with today's date in UTC. A word for a status
 * that nobody knows is taken for a public one. */
bool drafts_take(struct fields *fields, sse_str name, sse_str value);

/* The same for an element of an export of WordPress, by its name without the prefix wp: only published posts
 * and pages without a password are public. */
bool drafts_take_wordpress(struct fields *fields, sse_str name, sse_str value);

/* Notes an item whose file is in a folder of drafts, _drafts (Jekyll), or is one of an export of Medium,
 * posts/draft_NAME.html. */
void drafts_take_path(struct fields *fields, const char *path);

#endif
