/* Private to programs/: what a person asked ssesearch for, and the answer on standard output.
 * ssesearch.c fills in the request from the command line.
 * The caller checks with program_flush whether the output arrived. */
#ifndef SSE_PROGRAMS_ANSWER_H
#define SSE_PROGRAMS_ANSWER_H

#include "programs/options.h"
#include "programs/saved.h"
#include "render/render.h"

struct command {
  /* From the command line; text is NULL for options that were not given. */
  config_list db;
  config_value config_path;
  config_value synonyms;  /* "": none, not even the built-in ones */
  config_value thesaurus; /* "": none, not even the configured one */
  config_value limit, offset, match, sort, format, color;
  config_value similar; /* an item's id: find items like it */
  config_value queries; /* a file of queries */
  config_value show;    /* the id of an item to print instead of searching */
  config_value open;    /* the number of a hit to open instead of printing any */
  config_value terms;   /* a name: print the thesaurus concepts it denotes instead of items */
  config_value forget;  /* the name of a saved search to remove; nothing is searched */
  bool lists;           /* list the saved searches; nothing is searched */
  config_value mail_to, mail_from;
  const char *name;   /* the name of a saved search */
  saved_query given;  /* the options that can be saved under a name; borrowed */
  sse_buffer filters; /* a query made from the options that narrow */
  bool only_new;      /* only what has not been printed under that name yet */
  bool updated;       /* also what has changed since then */
  bool parses;        /* print how the query is understood, and do not run it */
  bool count, explain, facets, recency, no_suggest, no_group, pager, no_pager, help, help_query, version,
      complete;
  /* Derived from the above and the configuration. */
  program_config *config;
  saved_search *saved; /* the saved search; NULL for none */
  saved_query chosen;  /* the query to run for it */
  bool keeps;          /* the saved search must be written back */
  search_options search;
  render_format results; /* the output format */
  render_options shown;
};

/* Answers the request. `*found` is the number of items that matched, over all queries. Errors: those of the
 * index and of whatever else is read and written, SSE_NO_MEMORY. */
sse_status answer_command(const struct command *command, const char *query, size_t *found, sse_error *err);

/* Prints the thesaurus concepts with the name given by --terms; needs no index. `*found` is their number.
 * Errors: SSE_INVALID if there is no thesaurus, those of the thesaurus, SSE_NO_MEMORY. */
sse_status answer_terms(const struct command *command, size_t *found, sse_error *err);

#endif
