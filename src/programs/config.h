/* Private to programs/: the configuration file.
 * An INI file: [index] names the index, [search] says how to rank, [serve] how to serve, [filters] commands
 * for files that are not text, and every [source NAME] a place to read. Relative paths start at the folder
 * the file is in. */
#ifndef SSE_PROGRAMS_CONFIG_H
#define SSE_PROGRAMS_CONFIG_H

#include "index/index.h"
#include "programs/setting.h"

#include <stdio.h>

typedef struct config_value {
  const char *text; /* as it was written, but that paths are absolute; NULL where it is not set */
  long number;      /* as setting_check gives it; the preset where it is not set */
  size_t line;      /* 0 where it is not set */
} config_value;

/* Values of what may be given several times, in that order. All zero is an empty one. */
typedef struct config_list {
  const char **texts; /* borrowed */
  size_t count, capacity;
} config_list;

/* Errors: SSE_NO_MEMORY. */
sse_status config_list_add(config_list *list, const char *text, sse_error *err);
void config_list_reset(config_list *list);

/* A [source NAME] as it was written. */
typedef struct config_source {
  const char *name; /* "" for none */
  size_t line;      /* where it begins */
  config_value values[SETTINGS - SETTING_GLOBALS];
} config_source;

typedef struct program_config {
  char *path;                           /* NULL where there is no file */
  config_value values[SETTING_GLOBALS]; /* of one that repeats the last */
  config_list lists[SETTING_GLOBALS];   /* of those that repeat all */
  index_source *sources;                /* made of `written` */
  size_t source_count;
  source_filter *filters; /* ended by one without an ending; NULL for none */
  size_t filter_count;
  config_source *written; /* source_count of them */
  char **texts;           /* all that the others point to */
  size_t text_count;
  size_t text_capacity, written_capacity, filter_capacity;
} program_config;

/* Reads the configuration: `option` where it is not NULL, else $XDG_CONFIG_HOME/ssesearch/config (~/.config),
 * else /etc/ssesearch.conf, else none. Every value is checked, whatever the program needs of it. `*read` is
 * the caller's to free. Errors: SSE_NOT_FOUND for an `option` that is not there, SSE_INVALID with file and
 * line for what it cannot mean, SSE_TOO_LARGE for a line over SSE_LINES_LONGEST, SSE_DENIED, SSE_IO,
 * SSE_NO_MEMORY. */
sse_status config_read(const char *option, program_config **read, sse_error *err);
void config_free(program_config *config); /* NULL is allowed */

/* The days after which recency counts half; 0 where that is not `wanted`. */
double config_half_life(const program_config *config, bool wanted);

/* Prints what was read and from where, as a configuration file that is read to the same wherever it lies, but
 * for users and passwords in addresses, which are shown as "***". */
void config_print(const program_config *config, FILE *out);

#endif
