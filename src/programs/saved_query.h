/* Private to programs/: a query as it is saved: each part as given on the command line.
 * Programs read saved queries through saved.h.
 * Nothing here knows what a query means. */
#ifndef SSE_PROGRAMS_SAVED_QUERY_H
#define SSE_PROGRAMS_SAVED_QUERY_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdbool.h>

enum saved_part {
  SAVED_WORDS,   /* in the query language */
  SAVED_FILTERS, /* likewise: ` after:"-30d" lang:"fr"`, from the options that narrow */
  SAVED_SIMILAR, /* the id of an item, instead of words */
  SAVED_MATCH,   /* all, any, auto */
  SAVED_SORT,    /* relevance, newest, oldest */
  SAVED_PARTS
};

enum { SAVED_PART_LONGEST = 1000000 /* bytes; fits a line of sse_lines */ };

/* A query. A part that was not given is NULL or empty; all zero is no query. */
typedef struct saved_query {
  char *parts[SAVED_PARTS];
} saved_query;

void saved_query_reset(saved_query *query); /* frees the parts */
bool saved_query_has(const saved_query *query, enum saved_part part);
/* True if it says what to search for, not only how. */
bool saved_query_is_one(const saved_query *query);
bool saved_query_is_same(const saved_query *a, const saved_query *b);

/* Copies a query, with line ends as spaces. The caller resets `to`, whatever the result. Errors:
 * SSE_TOO_LARGE for a part over SAVED_PART_LONGEST, SSE_NO_MEMORY. */
sse_status saved_query_copy(const saved_query *from, saved_query *to, sse_error *err);
/* Narrows a query: filters are added, any other part given replaces the saved one. Errors: SSE_NO_MEMORY. */
sse_status saved_query_narrow(saved_query *query, const saved_query *given, sse_error *err);
/* Appends the query as a person would type it: cooperatives lang:"fr" --match all. */
void saved_query_append(const saved_query *query, sse_buffer *out);

#endif
