/* Private to source/: settings at the beginning of a text: names and values, in tables and lists.
 * The readers of YAML, TOML and JSON pass them to a sink one by one.
 * Values are text: the receiver decides what is a number or a date. */
#ifndef SSE_SOURCE_SETTINGS_H
#define SSE_SOURCE_SETTINGS_H

#include "base/buffer.h"

/* Receives settings; texts are borrowed for the call. */
typedef struct settings_sink {
  void *context;
  /* `path` has the names from the top, separated by dots: "params.author". `is_entry` means that the value is
   * an element of a list; each element is passed separately. Null values are not passed. */
  void (*take)(void *context, sse_str path, sse_str value, bool is_entry);
  /* The value of `path` could be read for no more than its first line, or exceeds the limits below. */
  void (*lose)(void *context, sse_str path);
} settings_sink;

enum {
  SETTINGS_DEEPEST = 16, /* levels of nested tables and lists; deeper ones are lost */
  SETTINGS_MOST = 10000  /* values per text; later ones are lost. YAML aliases may produce many */
};

/* settings_enter adds a name to a path and returns the length before, with which settings_leave removes
 * it. */
size_t settings_enter(sse_buffer *path, sse_str name);
void settings_leave(sse_buffer *path, size_t length);

#endif
