/* Private to source/: recognises items that their authors have not published, in any format.
 * A reader passes the names and values that an item has; those that mark it as a draft, private or scheduled
 * are recorded with its fields, and source/item.c then leaves the item out. */
#ifndef SSE_SOURCE_DRAFTS_H
#define SSE_SOURCE_DRAFTS_H

#include "source/fields.h"

/* Takes a value that says whether an item is public, and records if it is not. Returns false for a value that
 * says nothing about that, which may be a field. Names match regardless of case, `_`, `-` and spaces:
 * `draft`, `published: false`, `status`, `visibility`, `hidden`, `private`, `password`, and `publishDate` and
 * `expiryDate` (Hugo), which are compared with today's date in UTC. An unknown status counts as public. */
bool drafts_take(struct fields *fields, sse_str name, sse_str value);

/* The same for an element of a WordPress export, named without the prefix wp: only published posts and pages
 * without a password are public. */
bool drafts_take_wordpress(struct fields *fields, sse_str name, sse_str value);

/* Marks an item as a draft if its file is in the folder _drafts (Jekyll). */
void drafts_take_path(struct fields *fields, const char *path);
/* The same for a page that does not say when it was published, although its kind does: a draft in a Medium
 * export is posts/draft_NAME.html. */
void drafts_take_undated_page(struct fields *fields, const char *path);

/* Columns of tables that list all items of a site (Webflow, Strapi, Ghost): one that was created but not
 * published is a draft. */
typedef enum drafts_column { DRAFTS_OTHER, DRAFTS_CREATED, DRAFTS_PUBLISHED } drafts_column;
drafts_column drafts_column_of(sse_str name);

#endif
