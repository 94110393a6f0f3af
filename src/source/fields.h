/* Private to source/: the raw fields of an item, as a format has them.
 * A reader fills them in with whatever bytes it finds; source/item.c makes an item of them.
 * Field names are recognised here for all formats, so that tables, feeds and JSON files agree on them. */
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
  FIELD_TAGS,         /* one per line (fields_add_tag), or comma-separated on a single line */
  FIELD_AUTHOR,       /* names of people and organisations, one per line (source/authors.h) */
  FIELD_REPLY_TO,     /* the id of the item that it answers */
  FIELD_PATH,         /* the item's original place, as --print writes it */
  FIELD_TRANSLATIONS, /* addresses of translations, one per line */
  FIELD_PROVENANCE,   /* of an exported item: JSON, kept as it is */
  FIELD_COUNT,
  FIELD_NONE = FIELD_COUNT
} field;

/* How the text of a field is written. */
typedef enum field_form {
  FIELD_IS_ANY,  /* HTML if it has tags or character entities, else plain text */
  FIELD_IS_HTML, /* HTML, as the field's name says */
  FIELD_IS_PLAIN /* plain text, as the name says: what looks like a tag is text */
} field_form;

/* What a field name stands for. */
struct field_rule {
  field field;
  int rank; /* among several names with a value, the highest wins; 0 for no field */
  field_form form;
};

struct fields {
  sse_buffer raw[FIELD_COUNT];
  bool is_lang_of_page; /* the language is that of the page's template; the text may be in another one */
  const char *withheld; /* why the item is not public: "draft", "private"; static. NULL if it is */
  bool is_no_news;      /* it is not news but, for example, a menu entry in the export of a whole site */
  bool may_change;      /* it will become public, or cease to be, on a coming day */
};

/* What a name (valid UTF-8) stands for, regardless of case, accents, spaces, hyphens, underscores and a
 * prefix: "Headline", "published_at", "dc:title"; FIELD_NONE if it is not recognised. The table is
 * fields.def. */
struct field_rule fields_rule(sse_str name);
/* Like fields_rule, but returns only the field. */
field fields_named(sse_str name);

/* Returns true if `name` equals `word`, which is in lower case, ignoring case (ASCII only) and the characters
 * in `ignored`. */
bool fields_is_name(sse_str name, const char *word, const char *ignored);

/* Returns true for text as people write it, as opposed to identifiers that programs use: it has at least two
 * words, or a character beyond ASCII. */
bool fields_is_prose(sse_str text);

/* Adds a tag; a comma in it is part of the tag. */
void fields_add_tag(struct fields *fields, sse_str tag);

/* Returns true if memory ran out for one of them. */
bool fields_have_failed(const struct fields *fields);

void fields_clear(struct fields *fields);
void fields_reset(struct fields *fields); /* frees the memory */

#endif
