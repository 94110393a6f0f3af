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
  FIELD_TAGS,         /* one a line, by fields_add_tag; or, on one line, with commas between them */
  FIELD_AUTHOR,       /* names of people and bodies, one a line (source/authors.h) */
  FIELD_REPLY_TO,     /* the id of the item that it answers */
  FIELD_PATH,         /* where the item stood first, as --print tells it */
  FIELD_TRANSLATIONS, /* addresses of the same in other languages, one a line */
  FIELD_PROVENANCE,   /* of an item of an export: JSON, kept as it is */
  FIELD_COUNT,
  FIELD_NONE = FIELD_COUNT
} field;

/* How the text of a field is written. */
typedef enum field_form {
  FIELD_IS_ANY,  /* HTML where it has tags or names of characters, else plain text */
  FIELD_IS_HTML, /* by its name */
  FIELD_IS_PLAIN /* the same: what looks like a tag is text */
} field_form;

/* What a name stands for. */
struct field_rule {
  field field;
  int rank; /* of several names with something to say, the highest wins; 0 for no field */
  field_form form;
};

struct fields {
  sse_buffer raw[FIELD_COUNT];
  bool is_lang_of_page; /* the language is that of a page's template, and the text may be in another */
  const char *withheld; /* why the item is not public: "draft", "private"; static. NULL where it is */
  bool is_no_news;      /* it is something else, as the entry of a menu in an export of a whole site */
  bool may_change;      /* whether it is public will be another on a day to come */
};

/* What a name (valid UTF-8) stands for, whatever its case, accents, spaces, hyphens and underscores, and with
 * a prefix or without: "Headline", "published_at", "dc:title"; FIELD_NONE for others. The table is
 * fields.def. */
struct field_rule fields_rule(sse_str name);
/* The same, its field alone. */
field fields_named(sse_str name);

/* True where `name` is `word`, which is in lower case, but for its case (of ASCII) and the signs in
 * `ignored`. */
bool fields_is_name(sse_str name, const char *word, const char *ignored);

/* True for words as people write them, and not for a name that programs call things by: two of them, or a
 * letter beyond ASCII. */
bool fields_is_prose(sse_str text);

/* Adds a tag, in which a comma is one. */
void fields_add_tag(struct fields *fields, sse_str tag);

/* True where memory was short for one of them. */
bool fields_have_failed(const struct fields *fields);

void fields_clear(struct fields *fields);
void fields_reset(struct fields *fields); /* gives the memory back */

#endif
