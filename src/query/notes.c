/* Notes of a query, in the order in which they arose.
 * There are few, so that the same one is looked for from the first on.
 * Too many of a hostile query are cut off: the rest says nothing new. */
#include "query/notes.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOTES_MOST = 20, NOTE_SIZE = 400 };

/* Takes over `text`. */
static void add(query_notes *notes, const char *code, char *text) {
  void *all = notes->notes;
  bool is_there = false;
  for (size_t i = 0; i < notes->count && text && !is_there; i++)
    is_there = strcmp(notes->notes[i].code, code) == 0 && strcmp(notes->notes[i].text, text) == 0;
  if (!text || !sse_array_reserve(&all, &notes->capacity, notes->count + 1, sizeof *notes->notes)) {
    notes->failed = true;
    free(text);
    return;
  }
  notes->notes = all;
  if (is_there || notes->count == NOTES_MOST) {
    free(text);
  } else {
    notes->notes[notes->count++] = (query_note){code, text};
  }
}

static void add_formatted(query_notes *notes, const char *code, const char *format, va_list values) {
  char text[NOTE_SIZE];
  (void)vsnprintf(text, sizeof text, format, values); /* a text that does not fit is cut */
  sse_str whole = sse_str_of(text);
  add(notes, code, sse_copy(sse_str_part(whole, 0, sse_utf8_valid(whole)))); /* at a border of characters */
}

void query_notes_add(query_notes *notes, const char *code, const char *format, ...) {
  va_list values;
  va_start(values, format);
  add_formatted(notes, code, format, values);
  va_end(values);
}

void query_notes_add_unreadable(query_notes *notes, const char *code, const char *format, ...) {
  va_list values;
  va_start(values, format);
  add_formatted(notes, code, format, values);
  va_end(values);
  notes->is_unreadable = true;
}

void query_notes_move(query_notes *from, query_notes *to) {
  for (size_t i = 0; i < from->count; i++)
    add(to, from->notes[i].code, from->notes[i].text);
  to->is_unreadable = to->is_unreadable || from->is_unreadable;
  to->failed = to->failed || from->failed;
  from->count = 0;
  query_notes_reset(from);
}

void query_notes_reset(query_notes *notes) {
  for (size_t i = 0; i < notes->count; i++)
    free(notes->notes[i].text);
  free(notes->notes);
  *notes = (query_notes){0};
}
