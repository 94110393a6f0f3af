/* Private to programs/: which indexes are searched: one, or several archives as one.
 * They are named by the command line, else by the environment (one index), else by the configuration.
 * sseindex works on one index and does not use this. */
#ifndef SSE_PROGRAMS_ARCHIVES_H
#define SSE_PROGRAMS_ARCHIVES_H

#include "programs/config.h"

/* The paths; at least one. */
typedef struct archives_chosen {
  const char *const *paths; /* borrowed, or `one` */
  size_t count;
  const char *one[1];
  char *path; /* owns `one` */
} archives_chosen;

/* Chooses `given`, else the index that $SSESEARCH_DB names, else those configured for searching or serving
 * (`id` is SETTING_DB_SEARCH or SETTING_DB_SERVE), else the configured index, else the default one. The
 * caller resets `chosen`, whatever the result; `given` and `config` must outlive it. Errors: as
 * program_index_path. */
sse_status archives_choose(const config_list *given, const program_config *config, setting_id id,
                           archives_chosen *chosen, sse_error *err);
void archives_reset(archives_chosen *chosen);

#endif
