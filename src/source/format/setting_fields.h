/* Private to source/: which setting of front matter is which field of an item.
 * The names are those of Jekyll, Hugo, Eleventy, Pelican, Zola, Docusaurus and Pandoc, at the top or below
 * `params`, `extra` and the like; of several for a field the one decides that means it most. What people
 * wrote in others is counted. */
#ifndef SSE_SOURCE_SETTING_FIELDS_H
#define SSE_SOURCE_SETTING_FIELDS_H

#include "base/status.h"
#include "source/account.h"
#include "source/fields.h"
#include "source/format/settings.h"

/* Settings on their way to the fields of an item. */
struct setting_fields {
  struct fields *fields;
  struct account *account;
  int ranks[FIELD_COUNT]; /* of what is taken; 0 for nothing */
  sse_buffer tags;        /* those that stand in one text, a line each */
  sse_buffer summary;     /* for an item without a text */
  sse_buffer summary_path;
  bool splits_at_spaces; /* tags in one text: where there is a layout, as Jekyll does */
  bool is_escaped;       /* titles and dates have backslashes before signs, as Pandoc writes them */
};

/* A sink that fills `taken` in. */
settings_sink setting_fields_sink(struct setting_fields *taken);
/* Writes what had to wait for the last setting into the fields, and gives the memory back. Errors:
 * SSE_NO_MEMORY. */
sse_status setting_fields_end(struct setting_fields *taken, sse_error *err);

#endif
