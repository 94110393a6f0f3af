/* Private to programs/: what a person asked ssesearch for, and the answer on standard output.
 * The command line says what; ssesearch.c reads it.
 * Whether the output arrived is for the caller to ask, with program_flush. */
#ifndef SSE_PROGRAMS_ANSWER_H
#define SSE_PROGRAMS_ANSWER_H

#include "programs/options.h"
#include "programs/saved.h"
#include "render/render.h"

struct command {
  /* As the command line has it; no text where an option was not given. */
  config_list db;
  config_value config_path;
  config_value synonyms;  /* "": none, in place of those built in */
  config_value thesaurus; /* "": none, in place of the configuration's */
  config_value limit, offset, match, sort, format, color;
  config_value similar; /* the id of an item to compare with */
  config_value queries; /* a file of them */
  config_value show;    /* the id of an item to print, in place of a search */
  config_value open;    /* the number of a hit to be opened, in place of printing any */
  config_value terms;   /* what concepts of the thesaurus are called, to be printed in place of items */
  config_value forget;  /* a name; the search is not run, as with */
  bool lists;           /* those that are kept */
  config_value mail_to, mail_from;
  const char *name;   /* of a saved search */
  saved_query given;  /* the options that may be kept under a name; borrowed */
  sse_buffer filters; /* a query, of the options that narrow */
  bool only_new;      /* what was not printed yet under that name; */
  bool updated;       /* what was changed since, too */
  bool parses;        /* the query is told in words, not run */
  bool count, explain, facets, recency, no_suggest, no_group, pager, no_pager, help, help_query, version,
      complete;
  /* What follows from it and the configuration. */
  program_config *config;
  saved_search *saved; /* what is kept under the name; NULL for none */
  saved_query chosen;  /* what is searched for under it */
  bool keeps;          /* what is kept under the name is written anew */
  search_options search;
  render_format results; /* their format */
  render_options shown;
};

/* Answers. `*found` counts the items that matched, of all queries. Errors: those of the index, of what is
 * read and written besides, SSE_NO_MEMORY. */
sse_status answer_command(const struct command *command, const char *query, size_t *found, sse_error *err);

/* Prints the concepts of the thesaurus that are called what --terms says, without an index. `*found` counts
 * them. Errors: SSE_INVALID where there is no thesaurus, those of the thesaurus, SSE_NO_MEMORY. */
sse_status answer_terms(const struct command *command, size_t *found, sse_error *err);

#endif
