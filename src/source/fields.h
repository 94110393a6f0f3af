/* Private to source/: the fields of an item as a format has them, raw.
 * A reader fills them in with whatever bytes it finds; source/item.c makes an item of them.
 * Names of fields are told here for all formats, so that a table, a feed and a JSON file mean the same. */
#ifndef SSE_SOURCE_FIELDS_H
#define SSE_SOURCE_FIELDS_H

#include "base/buffer.h"
#include "base/str.h"

#include <stdbool.h>

typedef enum field {
  FIELD_ID,
  FIELD_TITLE,
  FIELD_BODY,
  FIELD_DATE,
  FIELD_URL,
  FIELD_SOURCE,
  FIELD_LANG,
  FIELD_TAGS,     /* one a line, by fields_add_tag; or, on one line, with commas between them */
  FIELD_REPLY_TO, /* the id of the item that it answers */
  FIELD_PATH,     /* where the item stood first, as --print tells it */
  FIELD_COUNT,
  FIELD_NONE = FIELD_COUNT
} field;

struct fields {
  sse_buffer raw[FIELD_COUNT];
  bool is_lang_of_page; /* the language is that of a page's template, and the text may be in another */
  const char *withheld; /* why the item is not public: "draft", "private"; static. NULL where it is */
  bool is_no_news;      /* it is something else, as the entry of a menu in an export of a whole site */
  bool may_change;      /* whether it is public will be another on a day to come */
};

/* The field that a name stands for, whatever its case: "Headline", "published"; FIELD_NONE for others. */
field fields_named(sse_str name);

/* Adds a tag, in which a comma is one. */
void fields_add_tag(struct fields *fields, sse_str tag);

/* True where memory was short for one of them. */
bool fields_have_failed(const struct fields *fields);

void fields_clear(struct fields *fields);
void fields_reset(struct fields *fields); /* gives the memory back */

#endif
