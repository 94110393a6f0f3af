/* Names of fields, as people's tables, JSON files and feeds have them.
 * Each name stands for one field, whatever its case.
 * Several names of one field in one item add up. */
#include "source/fields.h"

#include <string.h>

static const struct {
  const char *name;
  field field;
} names[] = {
    {"id", FIELD_ID},
    {"guid", FIELD_ID},
    {"title", FIELD_TITLE},
    {"headline", FIELD_TITLE},
    {"titre", FIELD_TITLE},
    {"título", FIELD_TITLE},
    {"titulo", FIELD_TITLE},
    {"제목", FIELD_TITLE},
    {"text", FIELD_BODY},
    {"body", FIELD_BODY},
    {"content", FIELD_BODY},
    {"summary", FIELD_BODY},
    {"description", FIELD_BODY},
    {"abstract", FIELD_BODY},
    {"texte", FIELD_BODY},
    {"résumé", FIELD_BODY},
    {"resumen", FIELD_BODY},
    {"내용", FIELD_BODY},
    {"date", FIELD_DATE},
    {"published", FIELD_DATE},
    {"pubdate", FIELD_DATE},
    {"date_published", FIELD_DATE},
    {"fecha", FIELD_DATE},
    {"날짜", FIELD_DATE},
    {"url", FIELD_URL},
    {"link", FIELD_URL},
    {"address", FIELD_URL},
    {"permalink", FIELD_URL},
    {"source", FIELD_SOURCE},
    {"publisher", FIELD_SOURCE},
    {"lang", FIELD_LANG},
    {"language", FIELD_LANG},
    {"tags", FIELD_TAGS},
    {"keywords", FIELD_TAGS},
    {"in_reply_to", FIELD_REPLY_TO},
    {"path", FIELD_PATH},
};

field fields_named(sse_str name) {
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (sse_str_is(name, names[i].name)) return names[i].field;
  return FIELD_NONE;
}

void fields_add_tag(struct fields *fields, sse_str tag) {
  sse_buffer_append_str(&fields->raw[FIELD_TAGS], tag);
  sse_buffer_append_text(&fields->raw[FIELD_TAGS], "\n");
}

bool fields_have_failed(const struct fields *fields) {
  for (int i = 0; i < FIELD_COUNT; i++)
    if (fields->raw[i].failed) return true;
  return false;
}

void fields_clear(struct fields *fields) {
  fields->is_lang_of_page = fields->is_no_news = fields->may_change = false;
  fields->withheld = NULL;
  for (int i = 0; i < FIELD_COUNT; i++)
    sse_buffer_clear(&fields->raw[i]);
}

void fields_reset(struct fields *fields) {
  for (int i = 0; i < FIELD_COUNT; i++)
    sse_buffer_reset(&fields->raw[i]);
}
