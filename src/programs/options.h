/* Private to programs/: the command line, read by a table of options.
 * What is wrong names the option: its value and what that may be, or the nearest option that there is.
 * Options may be shortened as far as they stay different, and stand before, between or after other words. */
#ifndef SSE_PROGRAMS_OPTIONS_H
#define SSE_PROGRAMS_OPTIONS_H

#include "programs/config.h"

#include <stdbool.h>
#include <stddef.h>

/* An option. Where it goes is an offset in the program's own struct: of a bool where it takes no value, else
 * of a config_value, which gets text and number; the last of several counts. */
typedef struct program_option {
  const char *name;     /* without dashes; NULL ends a table */
  const setting *value; /* what its value may be; NULL where it takes none */
  size_t place;
  const char *fixed; /* the value that it stands for, where it takes none itself: --json for --format json */
  /* Called in place of setting `place`; NULL. `value` is NULL where an optional one is left out. */
  sse_status (*take)(void *command, const struct program_option *option, const char *value, sse_error *err);
  char letter;   /* its short form; 0 for none */
  bool optional; /* its value is the next word, where that is there and does not begin with a dash */
  bool ends;     /* what comes after it is not read any more */
} program_option;

typedef struct program_options {
  const char *program;         /* its name */
  const program_option *table; /* at most OPTIONS_MOST */
  const char *dash_hint;       /* what to do for a word that begins with a dash and is not an option; NULL */
} program_options;

enum { OPTIONS_MOST = 64 };

/* What values may be that no setting checks: anything; the name of a file. */
extern const setting options_any;

/* Reads the options into `command` by getopt_long, which leaves the other words after argv[optind].
 * `lacking` is the option that ends the line without its value, which is an error unless that is optional,
 * else NULL; it may be NULL itself. Errors: SSE_INVALID, SSE_NO_MEMORY. */
sse_status options_read(const program_options *options, void *command, int argc, char **argv,
                        const program_option **lacking, sse_error *err);

/* For `take`: adds the value to the config_list at `place`, so that the option may be given several times. */
sse_status options_add(void *command, const program_option *option, const char *value, sse_error *err);

/* What the command line says, else the configuration. */
const config_value *options_value(const config_value *given, const program_config *config, setting_id id);

#endif
