/* Private to programs/: which indexes are searched: one, or several archives as one.
 * The command line names them, else the environment one, else the configuration.
 * sseindex works on one index and has no part in this. */
#ifndef SSE_PROGRAMS_ARCHIVES_H
#define SSE_PROGRAMS_ARCHIVES_H

#include "programs/config.h"

/* The paths; one at the least. */
typedef struct archives_chosen {
  const char *const *paths; /* borrowed, or `one` */
  size_t count;
  const char *one[1];
  char *path; /* that */
} archives_chosen;

/* Those `given`, else the one that $SSESEARCH_DB names, else those that the configuration has for searching
 * or serving, `id` (SETTING_DB_SEARCH or SETTING_DB_SERVE), else its index, else the default one. `chosen` is
 * the caller's to reset, whatever the result; `given` and `config` outlive it. Errors: as program_index_path.
 */
sse_status archives_choose(const config_list *given, const program_config *config, setting_id id,
                           archives_chosen *chosen, sse_error *err);
void archives_reset(archives_chosen *chosen);

#endif
