/* Private to programs/: the configuration file.
 * An INI file: [index] names the index, [search] says how to rank, [serve] how to serve, [filters] has
 * commands for files that are not text, and each [source NAME] is a place to read. Relative paths start at
 * the folder of the file. */
#ifndef SSE_PROGRAMS_CONFIG_H
#define SSE_PROGRAMS_CONFIG_H

#include "index/index.h"
#include "programs/setting.h"

#include <stdio.h>

typedef struct config_value {
  const char *text; /* as written, but with absolute paths; NULL if not set */
  long number;      /* from setting_check; the preset if not set */
  size_t line;      /* 0 if not set */
} config_value;

/* Values of a setting that may be repeated, in order. All zero is an empty list. */
typedef struct config_list {
  const char **texts; /* borrowed */
  size_t count, capacity;
} config_list;

/* Errors: SSE_NO_MEMORY. */
sse_status config_list_add(config_list *list, const char *text, sse_error *err);
void config_list_reset(config_list *list);

/* A [source NAME] as written. */
typedef struct config_source {
  const char *name; /* "" for none */
  size_t line;      /* where it begins */
  config_value values[SETTINGS - SETTING_GLOBALS];
} config_source;

typedef struct program_config {
  char *path;                           /* NULL if there is no file */
  config_value values[SETTING_GLOBALS]; /* of settings that repeat, the last value */
  config_list lists[SETTING_GLOBALS];   /* of settings that repeat, all values */
  index_source *sources;                /* made from `written` */
  size_t source_count;
  source_filter *filters; /* the last has no ending; NULL for none */
  size_t filter_count;
  config_source *written; /* source_count elements */
  char **texts;           /* owns the text that the others point to */
  size_t text_count;
  size_t text_capacity, written_capacity, filter_capacity;
} program_config;

/* Reads the configuration: `option` if not NULL, else $XDG_CONFIG_HOME/ssesearch/config (~/.config), else
 * /etc/ssesearch.conf, else none. Every value is checked, whichever program it is for. The caller frees
 * `*read`. Errors: SSE_NOT_FOUND if `option` does not exist, SSE_INVALID with file and line for an invalid
 * line, SSE_TOO_LARGE for a line over SSE_LINES_LONGEST, SSE_DENIED, SSE_IO, SSE_NO_MEMORY. */
sse_status config_read(const char *option, program_config **read, sse_error *err);
void config_free(program_config *config); /* NULL is allowed */

/* The age in days at which recency counts half; 0 if `wanted` is false. */
double config_half_life(const program_config *config, bool wanted);

/* Prints what was read, and from where, as a configuration file that means the same wherever it is placed,
 * except that users and passwords in addresses are shown as "***". */
void config_print(const program_config *config, FILE *out);

#endif
