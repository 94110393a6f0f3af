/* Private to source/: reads TOML (toml.io, version 1.0) as settings.
 * Tables, arrays of tables, dotted and quoted names, all kinds of strings, multi-line arrays, inline tables.
 * A line that is not TOML affects only itself. */
#ifndef SSE_SOURCE_TOML_H
#define SSE_SOURCE_TOML_H

#include "base/status.h"
#include "source/format/settings.h"

/* Passes on the settings in `text`, whose lines must end in a single newline. Errors: SSE_NO_MEMORY. */
sse_status toml_settings(sse_str text, const settings_sink *sink, sse_error *err);

#endif
