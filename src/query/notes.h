/* What of a query was not taken as it was typed, for programs by its code and for people in words.
 * A filter that cannot be read matches nothing; of all else the rest of the query is looked for.
 * A note stands once, however often there is a reason for it. */
#ifndef SSE_QUERY_NOTES_H
#define SSE_QUERY_NOTES_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct query_note {
  const char *code; /* a constant: letters of ASCII and hyphens */
  char *text;       /* in English */
  char *values;     /* what in the text is of this query, one a line; NULL for nothing */
} query_note;

/* All zero is an empty list. */
typedef struct query_notes {
  query_note *notes;
  size_t count, capacity;
  bool is_unreadable; /* one of them is of a filter that cannot be read */
  bool failed;        /* for want of memory */
} query_notes;

/* Adds a note. Its values are what the format puts in by %s, %.*s and %d, and it has none but these. Where
 * memory is short, `failed` is set. */
void query_notes_add(query_notes *notes, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same for a filter that cannot be read. */
void query_notes_add_unreadable(query_notes *notes, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Moves the notes of `from` to the end of `to`. */
void query_notes_move(query_notes *from, query_notes *to);
void query_notes_reset(query_notes *notes);

#endif
