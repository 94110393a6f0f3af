/* Private to source/: reads YAML as settings (yaml.org, version 1.1), with libyaml. If it is not well-formed,
 * each top-level name is read by itself, and as a plain line if that fails too, since people write titles
 * with colons in them. Anchors and merge keys are followed, within SETTINGS_MOST. */
#ifndef SSE_SOURCE_YAML_H
#define SSE_SOURCE_YAML_H

#include "base/status.h"
#include "source/format/settings.h"

#include <yaml.h>

/* Passes on the settings in `text`; sets `*found` if it is a mapping that is not empty. Errors:
 * SSE_NO_MEMORY. */
sse_status yaml_settings(sse_str text, const settings_sink *sink, bool *found, sse_error *err);

/* Returns true for a null scalar: ~, null, or no text. */
bool yaml_is_null(const yaml_node_t *node);
/* Returns true if so many brackets are open at once that libyaml (0.2.5), which takes quadratic time in their
 * number, would be too slow. */
bool yaml_is_deep(sse_str text);

#endif
