/* Private to programs/: what a person asked ssesearch for, and the answer on standard output.
 * The command line says what; ssesearch.c reads it.
 * Whether the output arrived is for the caller to ask, with program_flush. */
#ifndef SSE_PROGRAMS_ANSWER_H
#define SSE_PROGRAMS_ANSWER_H

#include "programs/saved.h"
#include "render/render.h"

struct command {
  const char *db, *config;
  const char *synonyms; /* NULL: those built in; "": none */
  search_options search;
  const char *queries;             /* a file of them */
  const char *show;                /* the id of an item to print, in place of a search */
  const char *name;                /* of a saved search */
  saved_search *saved;             /* what is kept under that name; NULL for none */
  bool only_new;                   /* what was not printed yet under that name; */
  bool updated;                    /* what was changed since, too */
  bool keeps;                      /* what is kept under that name is written anew */
  const char *forget;              /* such a name; the search is not run, as with */
  bool lists;                      /* those that are kept */
  saved_query given;               /* the options that may be kept under a name; borrowed */
  saved_query chosen;              /* what is searched for under it */
  const char *mail_to, *mail_from; /* addresses; NULL for none */
  bool parses;                     /* the query is told in words, not run */
  bool count, recency, no_suggest, pager;
  sse_buffer filters; /* a query, of the options that narrow */
  render_format format;
  bool color, links;
  size_t width; /* columns of the terminal; 0 for none */
  bool done;    /* help or version was printed: nothing to search */
};

/* Answers. `*found` counts the items that matched, of all queries. Errors: those of the configuration and of
 * the index, of what is read and written besides, SSE_NO_MEMORY. */
sse_status answer_command(const struct command *command, const char *query, size_t *found, sse_error *err);

#endif
