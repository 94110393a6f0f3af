/* Notes on a query, in the order in which they were added.
 * There are few, so that a linear search finds equal ones.
 * If a hostile query has too many, the rest is dropped: it would say nothing new. */
#include "query/notes.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOTES_MOST = 20, NOTE_SIZE = 400 };

static void free_note(query_note *note) {
  free(note->text);
  free(note->values);
}

/* Adds a note, and takes ownership of it. */
static void add(query_notes *notes, query_note note) {
  void *all = notes->notes;
  bool is_there = false;
  for (size_t i = 0; i < notes->count && note.text && !is_there; i++)
    is_there = strcmp(notes->notes[i].code, note.code) == 0 && strcmp(notes->notes[i].text, note.text) == 0;
  bool made = note.text && sse_array_reserve(&all, &notes->capacity, notes->count + 1, sizeof *notes->notes);
  if (made) notes->notes = all;
  notes->failed = notes->failed || !made;
  if (!made || is_there || notes->count == NOTES_MOST) {
    free_note(&note);
  } else {
    notes->notes[notes->count++] = note;
  }
}

/* A text, cut at a character boundary if it is long. */
static sse_str shortened(sse_str text) {
  if (text.length > NOTE_SIZE) text.length = NOTE_SIZE;
  return sse_str_part(text, 0, sse_utf8_valid(text));
}

/* Appends a value to both; in `values` it is at most as long as a note, and its line ends become spaces. */
static void append_value(sse_str value, sse_buffer *text, sse_buffer *values) {
  size_t begin = values->length;
  sse_buffer_append_str(text, value);
  sse_buffer_append_str(values, shortened(value));
  for (size_t i = begin; i < values->length; i++)
    if (values->data[i] == '\n') values->data[i] = ' ';
  sse_buffer_append_text(values, "\n");
}

/* Reads the value for a conversion after a %, and returns the length of that conversion. */
static size_t take_value(const char *format, va_list *given, sse_buffer *text, sse_buffer *values) {
  char number[16];
  sse_str value;
  if (*format == '.') {
    int length = va_arg(*given, int);
    value = (sse_str){va_arg(*given, const char *), (size_t)length};
  } else if (*format == 's') {
    value = sse_str_of(va_arg(*given, const char *));
  } else {
    (void)snprintf(number, sizeof number, "%d", va_arg(*given, int));
    value = sse_str_of(number);
  }
  append_value(value, text, values);
  return *format == '.' ? sizeof ".*s" - 1 : 1;
}

static void add_formatted(query_notes *notes, const char *code, const char *format, va_list *given) {
  sse_buffer text = {0}, values = {0};
  for (const char *at = format; *at;) {
    size_t plain = strcspn(at, "%");
    sse_buffer_append(&text, at, plain);
    at += plain;
    if (*at) at += 1 + take_value(at + 1, given, &text, &values);
  }
  bool made = !text.failed && !values.failed;
  add(notes, (query_note){code, made ? sse_copy(shortened(sse_buffer_str(&text))) : NULL, values.data});
  sse_buffer_reset(&text);
}

void query_notes_add(query_notes *notes, const char *code, const char *format, ...) {
  va_list values;
  va_start(values, format);
  add_formatted(notes, code, format, &values);
  va_end(values);
}

void query_notes_add_unreadable(query_notes *notes, const char *code, const char *format, ...) {
  va_list values;
  va_start(values, format);
  add_formatted(notes, code, format, &values);
  va_end(values);
  notes->is_unreadable = true;
}

void query_notes_move(query_notes *from, query_notes *to) {
  for (size_t i = 0; i < from->count; i++)
    add(to, from->notes[i]);
  to->is_unreadable = to->is_unreadable || from->is_unreadable;
  to->failed = to->failed || from->failed;
  from->count = 0;
  query_notes_reset(from);
}

void query_notes_reset(query_notes *notes) {
  for (size_t i = 0; i < notes->count; i++)
    free_note(&notes->notes[i]);
  free(notes->notes);
  *notes = (query_notes){0};
}
