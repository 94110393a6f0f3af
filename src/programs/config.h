/* Private to programs/: the configuration file.
 * An INI file: [index] names the index, [search] says how to rank, [serve] how to serve, [filters] commands
 * for files that are no text, and every [source NAME] a place to read. Relative paths start at the folder the
 * file is in. */
#ifndef SSE_PROGRAMS_CONFIG_H
#define SSE_PROGRAMS_CONFIG_H

#include "index/index.h"

#include <stdio.h>

enum { CONFIG_SOURCES_MOST = 1000, CONFIG_FILTERS_MOST = 32, CONFIG_TEXTS_MOST = 8192 };

typedef struct program_config {
  char *path; /* NULL where there is no file */
  char *db;   /* NULL where it names none, as with the others */
  char *prune, *max_prune, *contact, *timeout, *allow_private;
  char *recency, *half_life;
  char *listen, *url, *title, *cors, *time_limit, *trust_proxy;
  index_source sources[CONFIG_SOURCES_MOST];
  size_t source_count;
  source_filter filters[CONFIG_FILTERS_MOST + 1]; /* ended by one without an ending */
  size_t filter_count;
  char *texts[CONFIG_TEXTS_MOST]; /* all that the others point to */
  size_t text_count;
} program_config;

/* Says what is wrong with how a source is to be read. A program that reads no source has none, and need not
 * be linked with the readers. */
typedef sse_status config_check_fn(const source_options *options, sse_error *err);

/* Reads the configuration: `option` where it is not NULL, else $XDG_CONFIG_HOME/ssesearch/config (~/.config),
 * else /etc/ssesearch.conf, else none. `*read` is the caller's to free. Errors: SSE_NOT_FOUND for an `option`
 * that is not there, SSE_INVALID with the line for what it cannot mean, SSE_DENIED, SSE_IO, SSE_NO_MEMORY. */
sse_status config_read(const char *option, config_check_fn *check, program_config **read, sse_error *err);
void config_free(program_config *config); /* NULL is allowed */

/* True for yes, true, on or 1; NULL is false. */
bool config_is_yes(const char *value);

/* The days after which recency counts half; 0 where that is not `wanted`. Errors: SSE_INVALID for what is no
 * number of days, wanted or not. */
sse_status config_half_life(const program_config *config, bool wanted, double *half_life, sse_error *err);

/* Prints what was read and from where, as a configuration file that would be read to the same. */
void config_print(const program_config *config, FILE *out);

#endif
