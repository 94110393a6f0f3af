/* Private to source/: a record of names and values, as in tables, JSON, reference managers and libraries.
 * A reader adds what it finds; then the best value for each field becomes the item's.
 * Leftover values are counted if they hold text that the item does not have. */
#ifndef SSE_SOURCE_RECORD_H
#define SSE_SOURCE_RECORD_H

#include "source/reader.h"

struct record_value {
  size_t name, name_length, text, text_length; /* in the record's bytes */
  struct field_rule rule;
};

/* All zero is an empty record. */
struct record {
  sse_buffer bytes; /* names and values, one after the other */
  struct record_value *values;
  size_t count, capacity;
  bool failed;      /* memory ran out; record_take reports it */
  bool is_plain;    /* no value is HTML, even if it looks like it */
  bool is_loose;    /* dates are written as in library catalogues: "c2023.", "Spring 2023", "2023-00-00" */
  const char *base; /* the base of relative addresses; NULL for the file's */
};

void record_clear(struct record *record); /* keeps the memory */
void record_reset(struct record *record); /* frees the memory */

/* What a name stands for: as the user configured it, else according to the table of names. */
struct field_rule record_rule(const struct reader *reader, sse_str name);

/* Reports each configured name that the current file does not have; `kind` is what has the names:
 * "column". */
void record_report_missing(const struct reader *reader, const char *kind,
                           const bool found[SOURCE_NAME_COUNT]);

/* Adds a value, which is copied. Blank values are ignored. */
void record_add(struct record *record, sse_str name, struct field_rule rule, sse_str text);

/* Returns true if one of its values is for the title or the body. */
bool record_has_words(const struct record *record);

/* Fills in the fields of a part and counts the values that are not taken. Errors: SSE_NO_MEMORY,
 * SSE_TOO_LARGE. */
sse_status record_take(struct record *record, const struct reader *reader, struct fields *fields,
                       sse_error *err);

#endif
