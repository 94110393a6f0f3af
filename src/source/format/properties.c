/* Dublin Core, and the additions of Office, OpenDocument and EPUB, in a table of elements.
 * A creation date takes precedence over a modification date, and a publication date over both.
 * Pure functions, except for the buffers they append to. */
#include "source/format/properties.h"
#include "source/format/document.h"
#include "source/format/markup.h"
#include "source/format/records_markup.h"

#include <string.h>

enum property { TITLE, AUTHOR, DATE, LANG, TAGS, PUBLISHER };

static const struct {
  const char *name;
  enum property what;
  int rank;        /* for authors and dates; 1 for others */
  bool is_of_book; /* elsewhere it means something else */
} known[] = {
    {"dc:title", TITLE, 1, false},
    {"dc:creator", AUTHOR, 1, false}, /* in OpenDocument the last editor */
    {"meta:initial-creator", AUTHOR, 2, false},
    {"dcterms:created", DATE, 5, false},
    {"meta:creation-date", DATE, 5, false},
    {"dc:date", DATE, 3, false}, /* in OpenDocument the date of the last change */
    {"dcterms:modified", DATE, 2, false},
    {"dc:language", LANG, 1, false},
    {"cp:keywords", TAGS, 1, false},
    {"meta:keyword", TAGS, 1, false},
    {"dc:subject", TAGS, 1, true},
    {"dc:publisher", PUBLISHER, 1, true},
};
enum { KNOWN = sizeof known / sizeof *known };

/* ---- Elements ------------------------------------------------------------------------------------ */

/* The rank of an element of a book by its attributes, which say who is not an author and what kind of date it
 * is. */
static int rank_in_book(const repair_token *token, enum property what, int rank) {
  sse_str role = records_markup_attribute(token, "opf:role");
  sse_str event = records_markup_attribute(token, "opf:event");
  if (what == AUTHOR && role.length > 0 && !sse_str_is(role, "aut")) return 0;
  if (what != DATE || event.length == 0) return rank;
  return sse_str_is(event, "publication") ? rank + 3 : rank - 1;
}

static void start_element(struct properties *properties, const repair_token *token) {
  sse_buffer *const all[] = {&properties->title, &properties->authors, &properties->date,
                             &properties->lang,  &properties->tags,    &properties->publisher};
  properties->rank = 0;
  sse_buffer_clear(&properties->value);
  for (size_t i = 0; i < KNOWN; i++) {
    if (!sse_str_is(token->name, known[i].name) || (known[i].is_of_book && !properties->is_book)) continue;
    properties->to = all[known[i].what];
    properties->rank = known[i].rank;
    if (properties->is_book) properties->rank = rank_in_book(token, known[i].what, known[i].rank);
  }
}

/* Takes a value if its rank is not below the best so far; values of a list are added up. */
static void take_ranked(struct properties *properties, int *best, bool is_list, sse_str value) {
  if (properties->rank < *best || (!is_list && properties->rank == *best)) return;
  if (properties->rank > *best) sse_buffer_clear(properties->to);
  *best = properties->rank;
  if (properties->to->length > 0) sse_buffer_append_text(properties->to, "\n");
  sse_buffer_append_str(properties->to, value);
}

/* Adds the keywords of one element, separated by commas and semicolons. */
static void take_tags(sse_buffer *tags, sse_str value) {
  for (size_t start = 0, end; start < value.length; start = end + 1) {
    for (end = start; end < value.length && !strchr(",;", value.data[end]);)
      end++;
    sse_str tag = sse_str_trim(sse_str_part(value, start, end));
    if (tag.length == 0) continue;
    if (tags->length > 0) sse_buffer_append_text(tags, "\n");
    sse_buffer_append_str(tags, tag);
  }
}

static void end_element(struct properties *properties) {
  sse_str value = sse_str_trim(sse_buffer_str(&properties->value));
  int first = 0;
  if (properties->rank > 0 && value.length > 0) {
    if (properties->to == &properties->authors) {
      take_ranked(properties, &properties->author_rank, true, value);
    } else if (properties->to == &properties->date) {
      take_ranked(properties, &properties->date_rank, false, value);
    } else if (properties->to == &properties->tags) {
      take_tags(properties->to, value);
    } else if (properties->to->length == 0) {
      take_ranked(properties, &first, false, value);
    }
  }
  properties->rank = 0;
}

void properties_take_token(struct properties *properties, const repair_token *token) {
  if (token->kind == REPAIR_START) start_element(properties, token);
  if (token->kind == REPAIR_TEXT && properties->rank > 0)
    records_markup_append(token->xml, &properties->value);
  if (token->kind == REPAIR_END || token->is_empty) end_element(properties);
}

static sse_status take_token(void *context, const repair_token *token, sse_error *err) {
  (void)err;
  properties_take_token(context, token);
  return SSE_OK;
}

sse_status properties_read(repair_read_fn *read, void *context, struct properties *properties,
                           sse_error *err) {
  return markup_each(read, context, take_token, properties, err);
}

/* ---- What was read ------------------------------------------------------------------------------- */

void properties_take(const struct properties *properties, const char *path, struct fields *fields) {
  sse_str title = document_title(sse_buffer_str(&properties->title), path), line;
  sse_str authors = sse_buffer_str(&properties->authors), tags = sse_buffer_str(&properties->tags);
  if (fields->raw[FIELD_TITLE].length == 0) sse_buffer_append_str(&fields->raw[FIELD_TITLE], title);
  for (size_t position = 0; sse_str_next(authors, '\n', &position, &line);)
    document_take_author(fields, line);
  for (size_t position = 0; sse_str_next(tags, '\n', &position, &line);)
    fields_add_tag(fields, line);
  if (properties->lang.length > 1) /* "C" is a program's default */
    sse_buffer_append_str(&fields->raw[FIELD_LANG], sse_buffer_str(&properties->lang));
  sse_buffer_append_str(&fields->raw[FIELD_SOURCE], sse_buffer_str(&properties->publisher));
  fields->is_lang_of_page = true; /* it is often the program's */
}

bool properties_have_failed(const struct properties *properties) {
  return properties->title.failed || properties->date.failed || properties->lang.failed ||
         properties->authors.failed || properties->tags.failed || properties->publisher.failed ||
         properties->value.failed;
}

void properties_reset(struct properties *properties) {
  sse_buffer *const all[] = {
      &properties->title, &properties->authors,   &properties->date,  &properties->lang,
      &properties->tags,  &properties->publisher, &properties->value, NULL};
  for (size_t i = 0; all[i]; i++)
    sse_buffer_reset(all[i]);
}
