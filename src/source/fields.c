/* The names of fields in people's tables, JSON files and feeds.
 * Each name stands for one field; the table says which of several names in one item wins.
 * The table is searched linearly: it has about as many names as a page has lines. */
#include "source/fields.h"
#include "text/text.h"

#include <ctype.h>
#include <string.h>

static const struct {
  sse_str name;
  struct field_rule rule;
} names[] = {
#define NAME(name, field, rank, form) {{name, sizeof(name) - 1}, {FIELD_##field, rank, FIELD_IS_##form}},
#include "source/fields.def"
#undef NAME
};

static struct field_rule find(sse_str name) {
  char folded[TEXT_TERM_SIZE];
  const sse_str wanted = {folded, text_fold(name, folded)};
  for (size_t i = 0; wanted.length > 0 && i < sizeof names / sizeof *names; i++)
    if (names[i].name.length == wanted.length && sse_str_equal(names[i].name, wanted)) return names[i].rule;
  return (struct field_rule){.field = FIELD_NONE};
}

/* The length of a name before the language at its end: title_fr, TituloEs, "Title (en)"; 0 for none. */
static size_t length_before_language(sse_str name) {
  static const char languages[] = " en fr es pt de it ko ja zh ar ru ";
  while (name.length > 0 && strchr(" )]", name.data[name.length - 1]))
    name.length--;
  if (name.length < 4) return 0;
  sse_str end = sse_str_part(name, name.length - 2, name.length);
  char before = name.data[name.length - 3];
  char padded[] = {' ', (char)(end.data[0] | 0x20), (char)(end.data[1] | 0x20), ' ', '\0'};
  bool is_apart = strchr("_-. ([", before) || (sse_is_lower(before) && sse_is_upper(end.data[0]));
  return before && is_apart && strstr(languages, padded) ? name.length - 2 : 0;
}

/* The last element of a name such as dc.date.issued or dc.title[en_US] (DSpace); none for other names. */
static sse_str element_of_dc(sse_str name) {
  if (!sse_str_begins(name, "dc.") && !sse_str_begins(name, "dcterms.")) return (sse_str){0};
  const char *bracket = memchr(name.data, '[', name.length);
  if (bracket) name.length = (size_t)(bracket - name.data);
  const char *dot = memrchr(name.data, '.', name.length);
  return sse_str_part(name, (size_t)(dot - name.data) + 1, name.length);
}

struct field_rule fields_rule(sse_str name) {
  const char *colon = name.length > 0 ? memrchr(name.data, ':', name.length) : NULL;
  struct field_rule rule = find(name);
  if (rule.field == FIELD_NONE && colon)
    rule = find(sse_str_part(name, (size_t)(colon - name.data) + 1, name.length));
  if (rule.field == FIELD_NONE) rule = find(element_of_dc(name));
  size_t length = rule.field == FIELD_NONE ? length_before_language(name) : 0;
  return length > 0 ? find(sse_str_part(name, 0, length)) : rule;
}

field fields_named(sse_str name) {
  return fields_rule(name).field;
}

bool fields_is_name(sse_str name, const char *word, const char *ignored) {
  for (size_t i = 0; i < name.length; i++) {
    char byte = sse_lower(name.data[i]);
    if (byte && strchr(ignored, byte)) continue;
    if (*word == '\0' || sse_lower(byte) != *word++) return false;
  }
  return *word == '\0';
}

bool fields_is_prose(sse_str text) {
  size_t words = 0, letters = 0;
  for (size_t i = 0; i < text.length; i++) {
    unsigned char byte = (unsigned char)text.data[i];
    if (byte >= 0x80) return true;
    if (isalpha(byte)) letters++;
    if (isalpha(byte) && letters == 2) words++;
    if (sse_is_space(byte)) letters = 0;
  }
  return words > 1;
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
