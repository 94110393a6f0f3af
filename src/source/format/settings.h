/* Private to source/: settings, as what a text begins with has them: names and values, in tables and lists.
 * Whoever reads them, in YAML, TOML or JSON, hands them to a sink one by one.
 * Values come as text: what is a number or a date is for the receiver to say. */
#ifndef SSE_SOURCE_SETTINGS_H
#define SSE_SOURCE_SETTINGS_H

#include "base/buffer.h"

/* Who receives settings; texts are borrowed for the call. */
typedef struct settings_sink {
  void *context;
  /* `path` has the names from the top, with points between: "params.author". `is_entry` tells a value of a
   * list, of which each comes by itself. What is null does not come. */
  void (*take)(void *context, sse_str path, sse_str value, bool is_entry);
  /* Of the value of `path` no more than one line could be read; or it is one beyond the limits below. */
  void (*lose)(void *context, sse_str path);
} settings_sink;

enum {
  SETTINGS_DEEPEST = 16, /* tables and lists in one another; what is deeper is lost */
  SETTINGS_MOST = 10000  /* values of a text; those after are lost: aliases of YAML may make many */
};

/* Adds a name to a path; the length that it had before takes it off again. */
size_t settings_enter(sse_buffer *path, sse_str name);
void settings_leave(sse_buffer *path, size_t length);

#endif
