/* Private to source/: TOML (toml.io, version 1.0) as settings.
 * Tables, arrays of tables, dotted and quoted names, all forms of strings, arrays over lines, inline tables.
 * A line that is not TOML costs itself only. */
#ifndef SSE_SOURCE_TOML_H
#define SSE_SOURCE_TOML_H

#include "base/status.h"
#include "source/format/settings.h"

/* Hands on the settings in `text`, of which lines end in a newline alone. Errors: SSE_NO_MEMORY. */
sse_status toml_settings(sse_str text, const settings_sink *sink, sse_error *err);

#endif
