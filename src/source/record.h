/* Private to source/: a record, names with values, as tables, JSON, reference managers and libraries have it.
 * A reader adds what it finds; then the best value of each field becomes the item's.
 * What is left is counted, where it holds text that the item does not have. */
#ifndef SSE_SOURCE_RECORD_H
#define SSE_SOURCE_RECORD_H

#include "source/reader.h"

struct record_value {
  size_t name, name_length, text, text_length; /* in the record's bytes */
  struct field_rule rule;
};

/* All zero is an empty one. */
struct record {
  sse_buffer bytes; /* names and values, one after the other */
  struct record_value *values;
  size_t count, capacity;
  bool failed;      /* memory was short: record_take says so */
  bool is_plain;    /* no value is HTML, whatever it looks like */
  bool is_loose;    /* dates are as libraries write them: "c2023.", "Spring 2023", "2023-00-00" */
  const char *base; /* where relative addresses start; NULL for the file's */
};

void record_clear(struct record *record); /* keeps the memory */
void record_reset(struct record *record); /* gives it back */

/* What a name stands for: what the person said of it, else what it means by the table of names. */
struct field_rule record_rule(const struct reader *reader, sse_str name);

/* Reports each name that the person gave of which the file at hand has none; `kind` is what it has: "column".
 */
void record_tell_missing(const struct reader *reader, const char *kind, const bool found[SOURCE_NAME_COUNT]);

/* Adds a value, which is copied. A blank one is nothing. */
void record_add(struct record *record, sse_str name, struct field_rule rule, sse_str text);

/* True where one of its values would be a headline or a text. */
bool record_has_words(const struct record *record);

/* Fills in the fields of a part, and counts what is not taken. Errors: SSE_NO_MEMORY, SSE_TOO_LARGE. */
sse_status record_take(struct record *record, const struct reader *reader, struct fields *fields,
                       sse_error *err);

#endif
