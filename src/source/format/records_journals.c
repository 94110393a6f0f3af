/* Journals as lines of text: an export has only a few, each with many articles.
 * The memory for them is bounded, and so is the time to find one.
 * A name that contains a tab or a newline is ignored. */
#include "source/format/records_journals.h"

#include <string.h>

enum { LONGEST = 256 * 1024 /* bytes of all journals */ };

bool records_journals_is_journal(sse_str name) {
  static const char *const names[] = {"Journal",   "Attachment", "Memo", "Collection",
                                      "Newspaper", "Periodical", NULL};
  return sse_str_is_any(name, names);
}

static bool has_byte(sse_str text, char byte) {
  return text.length > 0 && memchr(text.data, byte, text.length);
}

/* The beginning of a journal's line and the newline before it, so that no other text matches. */
static sse_str key_of(struct records_journals *journals, sse_str about) {
  sse_buffer_clear(&journals->key);
  sse_buffer_printf(&journals->key, "\n%.*s\t", (int)about.length, about.data);
  return sse_buffer_str(&journals->key);
}

static bool is_name(sse_str about) {
  return about.length > 0 && about.length < LONGEST && !has_byte(about, '\t') && !has_byte(about, '\n');
}

bool records_journals_add(struct records_journals *journals, sse_str about, sse_str title) {
  sse_buffer *lines = &journals->lines;
  if (!is_name(about) || has_byte(title, '\n') || title.length > LONGEST) return true;
  bool has_room = lines->length + about.length + title.length <= LONGEST;
  if (!has_room) sse_buffer_clear(lines);
  sse_buffer_append_str(lines, key_of(journals, about));
  sse_buffer_append_str(lines, title);
  return has_room;
}

sse_str records_journals_title(struct records_journals *journals, sse_str about) {
  sse_str lines = sse_buffer_str(&journals->lines);
  if (lines.length == 0 || !is_name(about)) return (sse_str){0};
  sse_str key = key_of(journals, about);
  const char *found = key.length > 0 ? memmem(lines.data, lines.length, key.data, key.length) : NULL;
  if (!found) return (sse_str){0};
  sse_str title = sse_str_part(lines, (size_t)(found - lines.data) + key.length, lines.length);
  const char *newline = title.length > 0 ? memchr(title.data, '\n', title.length) : NULL;
  return newline ? sse_str_part(title, 0, (size_t)(newline - title.data)) : title;
}

void records_journals_reset(struct records_journals *journals) {
  sse_buffer_reset(&journals->lines);
  sse_buffer_reset(&journals->key);
}
