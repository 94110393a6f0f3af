/* Joins names from their parts. Sources: MODS (name, namePart, role) and MARC 21 (fields 100 to 710,
 * relators), Library of Congress; JATS 1.3 (contrib-group); FOAF in Zotero's RDF. A person without a role is
 * an author. */
#include "source/format/records_name.h"
#include "source/format/records_rules.h"

#include <string.h>

void records_name_take(struct records_name *name, sse_str path, sse_str text) {
  static const char *const families[] = {"surname", "namePart@family", "LastName", "last-name", NULL};
  static const char *const givens[] = {"given-names", "givenName",  "givenname",   "namePart@given",
                                       "ForeName",    "first-name", "middle-name", NULL};
  static const char *const wholes[] = {
      "namePart", "collab", "string-name", "CollectiveName", "name", "institution", "a", "nickname", NULL};
  static const char *const roles[] = {"roleTerm", "roleTerm@text", "roleTerm@code", "role", "e", "4", NULL};
  sse_str part = records_rules_last(path);
  sse_buffer *kept = sse_str_is_any(part, families) ? &name->family
                     : sse_str_is_any(part, givens) ? &name->given
                     : sse_str_is_any(part, wholes) ? &name->whole
                     : sse_str_is_any(part, roles)  ? &name->role
                                                    : NULL;
  if (sse_str_equal(part, sse_str_of("t"))) name->is_of_another = true; /* MARC: a work in this one */
  if (!kept) return;
  if (kept->length > 0) sse_buffer_append_text(kept, " ");
  sse_buffer_append_str(kept, text);
}

/* Returns true if one of the words of a role is an author's, or there are none. */
static bool is_author(sse_str role) {
  static const char *const words[] = {"author",    "aut",         "creator", "cre",        "auteur", "autor",
                                      "verfasser", "verfasserin", "writer",  "journalist", NULL};
  sse_str word;
  if (role.length == 0) return true;
  for (size_t position = 0; sse_str_next(role, ' ', &position, &word);) {
    while (word.length > 0 && strchr(".,;", word.data[word.length - 1]))
      word.length--;
    const char *slash = word.length > 0 ? memrchr(word.data, '/', word.length) : NULL; /* of an address */
    if (slash) word = sse_str_part(word, (size_t)(slash - word.data) + 1, word.length);
    if (sse_str_is_any(word, words)) return true;
  }
  return false;
}

bool records_name_end(struct records_name *name, sse_buffer *out) {
  bool is_one = !name->is_of_another && is_author(sse_buffer_str(&name->role));
  if (is_one) {
    bool has_family = name->family.length > 0;
    sse_buffer_append_str(out, sse_buffer_str(has_family ? &name->family : &name->whole));
    if (has_family && name->given.length > 0) {
      sse_buffer_append_text(out, ", ");
      sse_buffer_append_str(out, sse_buffer_str(&name->given));
    }
  }
  records_name_clear(name);
  return is_one;
}

bool records_name_has_failed(const struct records_name *name) {
  return name->family.failed || name->given.failed || name->whole.failed || name->role.failed;
}

void records_name_clear(struct records_name *name) {
  sse_buffer_clear(&name->family);
  sse_buffer_clear(&name->given);
  sse_buffer_clear(&name->whole);
  sse_buffer_clear(&name->role);
  name->is_of_another = false;
}

void records_name_reset(struct records_name *name) {
  sse_buffer_reset(&name->family);
  sse_buffer_reset(&name->given);
  sse_buffer_reset(&name->whole);
  sse_buffer_reset(&name->role);
}
