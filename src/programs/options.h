/* Private to programs/: the command line, read by a table of options.
 * An error names the option with its value and what that may be, or suggests the nearest option.
 * Options may be abbreviated while they stay unambiguous, and may come anywhere among other words. */
#ifndef SSE_PROGRAMS_OPTIONS_H
#define SSE_PROGRAMS_OPTIONS_H

#include "programs/config.h"

#include <stdbool.h>
#include <stddef.h>

/* An option. Its place is an offset in the program's own struct: of a bool if it takes no value, else of a
 * config_value, which gets text and number. If the option is repeated, the last one counts. */
typedef struct program_option {
  const char *name;     /* without dashes; NULL ends a table */
  const setting *value; /* what its value may be; NULL if it takes none */
  size_t place;
  const char *fixed; /* the value it stands for, if it takes none itself: --json for --format json */
  /* Called instead of setting `place`; or NULL. `value` is NULL if an optional one was omitted. */
  sse_status (*take)(void *command, const struct program_option *option, const char *value, sse_error *err);
  char letter;   /* its short form; 0 for none */
  bool optional; /* the value may be omitted: it is the next word, unless that begins with a dash */
  bool ends;     /* nothing after it is read */
} program_option;

typedef struct program_options {
  const char *program;         /* its name */
  const program_option *table; /* at most OPTIONS_MOST */
  const char *dash_hint;       /* advice on a word that begins with a dash and is not an option; or NULL */
} program_options;

enum { OPTIONS_MOST = 64 };

/* The setting of options whose value is not checked: any text, or a file name. */
extern const setting options_any;

/* Reads the options into `command` through getopt_long, which leaves the other words after argv[optind].
 * `*lacking` is set to the option at the end of the line whose value is missing, which is an error unless the
 * value is optional; otherwise to NULL. `lacking` may be NULL. Errors: SSE_INVALID, SSE_NO_MEMORY. */
sse_status options_read(const program_options *options, void *command, int argc, char **argv,
                        const program_option **lacking, sse_error *err);

/* For `take`: adds the value to the config_list at `place`, for options that may be repeated. */
sse_status options_add(void *command, const program_option *option, const char *value, sse_error *err);

/* The value from the command line, else from the configuration. */
const config_value *options_value(const config_value *given, const program_config *config, setting_id id);

#endif
