/* Notes on the parts of a query that were not used as they were typed: a code for programs, a text for
 * people. A filter that cannot be read matches nothing; in all other cases the rest of the query is searched
 * for. A note appears once, however many reasons there are for it. */
#ifndef SSE_QUERY_NOTES_H
#define SSE_QUERY_NOTES_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct query_note {
  const char *code; /* a constant: ASCII letters and hyphens */
  char *text;       /* in English */
  char *values;     /* the parts of the text that come from this query, one a line; NULL if there are none */
} query_note;

/* Initialise with zeros for an empty list. */
typedef struct query_notes {
  query_note *notes;
  size_t count, capacity;
  bool is_unreadable; /* one of them is on a filter that cannot be read */
  bool failed;        /* memory ran out */
} query_notes;

/* Adds a note. Its values are what the format inserts; it may only have %s, %.*s and %d. Sets `failed` if
 * memory runs out. */
void query_notes_add(query_notes *notes, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same for a filter that cannot be read. */
void query_notes_add_unreadable(query_notes *notes, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Moves the notes of `from` to the end of `to`. */
void query_notes_move(query_notes *from, query_notes *to);
void query_notes_reset(query_notes *notes);

#endif
