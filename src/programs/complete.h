/* Private to programs/: completions of the last word on a shell's command line.
 * At the end of a query these are words of the index, values of filters, or names of saved searches.
 * The shells' own scripts complete the names of options and their fixed values. */
#ifndef SSE_PROGRAMS_COMPLETE_H
#define SSE_PROGRAMS_COMPLETE_H

#include "programs/options.h"

#include <stdio.h>

/* An unfinished command line; all borrowed. */
typedef struct complete_line {
  const char *word;              /* the last word, up to the cursor */
  const program_option *lacking; /* the option whose value it is; or NULL */
  bool is_query;                 /* it follows --, so it is part of the query even if it begins with a dash */
  index_db *index;               /* NULL if there is none */
} complete_line;

/* Reads all words of the line but the last into `command`, to find the index, and fills in `line` except for
 * the index. False if an error in the line leaves nothing to complete. */
bool complete_read(const program_options *options, void *command, int count, char **words,
                   complete_line *line);

/* Prints the possible completions of the last word, one per line. Errors: those of the index,
 * SSE_NO_MEMORY. */
sse_status complete_print(const program_options *options, const complete_line *line, FILE *out,
                          sse_error *err);

#endif
