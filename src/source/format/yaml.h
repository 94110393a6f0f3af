/* Private to source/: YAML as settings (yaml.org, version 1.1), by libyaml.
 * What is not well formed costs itself only: each top name is then read by itself, and as a plain line where
 * that fails too, since people write titles with colons in them.
 * Anchors and merge keys are followed, as far as SETTINGS_MOST go. */
#ifndef SSE_SOURCE_YAML_H
#define SSE_SOURCE_YAML_H

#include "base/status.h"
#include "source/format/settings.h"

#include <yaml.h>

/* Hands on the settings in `text`; `*found` tells that it is a mapping with something in it. Errors:
 * SSE_NO_MEMORY. */
sse_status yaml_settings(sse_str text, const settings_sink *sink, bool *found, sse_error *err);

/* True for a scalar that stands for nothing: ~, null, or no text. */
bool yaml_is_null(const yaml_node_t *node);
/* True where so many brackets are open at once that libyaml (0.2.5) would take a time that grows with their
 * square. */
bool yaml_is_deep(sse_str text);

#endif
