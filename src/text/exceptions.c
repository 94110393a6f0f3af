/* Exceptions to Snowball's stems, from exceptions.txt. They are put into a table once, because the stem of
 * every word that the cache of stems does not have is looked up here first: most often that costs a hash and
 * a look at an empty slot. */
#include "text/exceptions.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Included by the assembler; the path is relative to the project's root. */
__asm__(".section .rodata\n"
        ".global text_exceptions_data\n"
        "text_exceptions_data:\n"
        ".incbin \"src/text/exceptions.txt\"\n"
        ".byte 0\n"
        ".text\n");
extern const char text_exceptions_data[];

enum { SLOTS = 4096 }; /* a power of two, four times the forms */

/* A form and its stem, as offsets into the lines; free if form_length is 0. */
struct slot {
  uint32_t form, stem;
  uint8_t form_length, stem_length;
  text_language language;
};

struct exceptions {
  sse_str lines;
  text_languages languages; /* that have any */
  struct slot slots[SLOTS];
};

sse_str exceptions_lines(void) {
  const char *line = text_exceptions_data;
  while (*line == '#' || *line == '\n')
    line += strcspn(line, "\n") + 1;
  return sse_str_of(line);
}

/* FNV-1a (Fowler, Noll, Vo), 32 bits, over the language and the form. */
static size_t hash(text_language language, sse_str form) {
  uint32_t value = (2166136261u ^ language) * 16777619u;
  for (size_t i = 0; i < form.length; i++)
    value = (value ^ (unsigned char)form.data[i]) * 16777619u;
  return value % SLOTS;
}

/* The slot of the form, or the free one where it belongs: the table is never full. */
static size_t slot_of(const exceptions *table, text_language language, sse_str form) {
  size_t at = hash(language, form);
  for (; table->slots[at].form_length > 0; at = (at + 1) % SLOTS) {
    const struct slot *slot = &table->slots[at];
    if (slot->language == language && slot->form_length == form.length &&
        memcmp(table->lines.data + slot->form, form.data, form.length) == 0)
      break;
  }
  return at;
}

/* Adds the group of a line; returns the number of forms. */
static size_t add_group(exceptions *table, sse_str line) {
  sse_str tag, form, stem;
  size_t position = 0, count = 0;
  if (!sse_str_next(line, ' ', &position, &tag)) return 0;
  text_language language = text_language_of(tag);
  table->languages |= (text_languages)1 << language;
  for (; sse_str_next(line, ' ', &position, &form); count++) {
    if (count == 0) stem = form;
    table->slots[slot_of(table, language, form)] =
        (struct slot){.form = (uint32_t)(form.data - table->lines.data),
                      .stem = (uint32_t)(stem.data - table->lines.data),
                      .form_length = (uint8_t)form.length,
                      .stem_length = (uint8_t)stem.length,
                      .language = language};
  }
  return count;
}

sse_status exceptions_new(exceptions **made, sse_error *err) {
  *made = calloc(1, sizeof **made);
  if (!*made) return sse_fail_memory(err);
  (*made)->lines = exceptions_lines();
  sse_str line;
  size_t count = 0;
  for (size_t position = 0; sse_str_next((*made)->lines, '\n', &position, &line);)
    count += add_group(*made, line);
  assert(count <= SLOTS / 2);
  return SSE_OK;
}

void exceptions_free(exceptions *table) {
  free(table);
}

sse_str exceptions_find(const exceptions *table, text_language language, sse_str term) {
  if (!(table->languages >> language & 1)) return (sse_str){0};
  const struct slot *slot = &table->slots[slot_of(table, language, term)];
  if (slot->form_length == 0) return (sse_str){0};
  return (sse_str){table->lines.data + slot->stem, slot->stem_length};
}
