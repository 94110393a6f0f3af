/* Which indexes are searched. A list comes from one place only: indexes named on the command line replace all
 * configured ones. The environment names only one, since no character could separate several: each may be
 * part of a file name. */
#include "programs/archives.h"
#include "programs/common.h"

#include <stdlib.h>

sse_status archives_choose(const config_list *given, const program_config *config, setting_id id,
                           archives_chosen *chosen, sse_error *err) {
  const char *environment = getenv("SSESEARCH_DB");
  const config_list *configured = &config->lists[id];
  bool is_named = environment && *environment;
  const config_list *list = given->count > 0 || is_named ? given : configured;
  *chosen = (archives_chosen){.paths = list->texts, .count = list->count};
  if (list->count > 0) return SSE_OK;
  sse_status status = program_index_path(NULL, config->values[SETTING_DB].text, false, &chosen->path, err);
  chosen->one[0] = chosen->path;
  chosen->paths = chosen->one;
  chosen->count = 1;
  return status;
}

void archives_reset(archives_chosen *chosen) {
  free(chosen->path);
  *chosen = (archives_chosen){0};
}
