/* Private to source/: maps settings of front matter to fields of an item, by the names in Jekyll, Hugo,
 * Eleventy, Pelican, Zola, Docusaurus and Pandoc, at the top level or below `params`, `extra` and the like.
 * Of several for a field, the most specific wins. Text in other settings is counted as a loss. */
#ifndef SSE_SOURCE_SETTING_FIELDS_H
#define SSE_SOURCE_SETTING_FIELDS_H

#include "base/status.h"
#include "source/account.h"
#include "source/fields.h"
#include "source/format/settings.h"

/* The state of converting settings to the fields of an item. */
struct setting_fields {
  struct fields *fields;
  struct account *account;
  int ranks[FIELD_COUNT]; /* ranks of the values taken; 0 for none */
  sse_buffer tags;        /* tags that were given as one text, one per line */
  sse_buffer summary;     /* for an item without a body */
  sse_buffer summary_path;
  bool splits_at_spaces; /* tags in one text are separated by spaces: if there is a layout, as in Jekyll */
  bool is_escaped;       /* titles and dates have backslashes before punctuation, as Pandoc writes them */
};

/* A sink that fills in `taken`. */
settings_sink setting_fields_sink(struct setting_fields *taken);
/* Fills in the fields that had to wait for the last setting, and frees the memory. Errors: SSE_NO_MEMORY. */
sse_status setting_fields_end(struct setting_fields *taken, sse_error *err);

#endif
