/* Private to programs/: what a shell can put in place of the last word of a command line.
 * At the end of a query that is words of the index, values of filters, or names of saved searches.
 * Names of options, and words that values may be, stay with the shells' own scripts. */
#ifndef SSE_PROGRAMS_COMPLETE_H
#define SSE_PROGRAMS_COMPLETE_H

#include "programs/options.h"

#include <stdio.h>

/* An unfinished command line; all borrowed. */
typedef struct complete_line {
  const char *word;              /* the last, up to the cursor */
  const program_option *lacking; /* the option whose value that is; NULL */
  bool is_query;                 /* although it may begin with a dash: it comes after -- */
  index_db *index;               /* NULL where there is none */
} complete_line;

/* Reads the words of the line but the last into `command`, for the index that they name, and fills `line` but
 * for the index. False where what is wrong there leaves nothing to complete. */
bool complete_read(const program_options *options, void *command, int count, char **words,
                   complete_line *line);

/* Prints what can stand in place of the last word, each on a line. Errors: those of the index, SSE_NO_MEMORY.
 */
sse_status complete_print(const program_options *options, const complete_line *line, FILE *out,
                          sse_error *err);

#endif
