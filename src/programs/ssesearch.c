/* ssesearch: ranks the items that match a query and highlights the matches.
 * Options and exit codes only; what follows from them is in answer.c, the work in search/ and render/.
 * Exits as grep does: 0 found, 1 none, 2 error. */
#include "base/log.h"
#include "programs/answer.h"
#include "programs/common.h"
#include "programs/guide.h"
#include "programs/mail.h"
#include "programs/terminal.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_FOUND = 0, EXIT_NONE = 1, EXIT_ERROR = 2 };

enum { LIMIT_DEFAULT = 10, LIMIT_MOST = 10000, OFFSET_MOST = 100000000 };

static const char help[] =
    "usage: ssesearch [OPTION]... QUERY...\n"
    "Finds news items that have the words of QUERY; the best come first. Also in QUERY:\n"
    "\"a phrase\" =exact word* -not (a OR b) a NEAR/5 b title: date: ...; --help-query has all\n"
    "\n"
    "  -n, --limit N        show at most N items (10); --offset N passes over the first N\n"
    "      --match HOW      all: items with all words; any: with some;\n"
    "                       auto: with all, and with some where few have all (the default)\n"
    "      --sort ORDER     relevance (the default), newest or oldest\n"
    "      --after DATE, --before DATE, --source NAME, --lang TAG\n"
    "                       only items of these\n"
    "      --saved NAME     keep QUERY under that name, or run it; --saved lists, --forget NAME\n"
    "      --new            with --saved NAME: what was not printed yet; --updated: changed, too\n"
    "      --similar ID     items like one; --show ID one whole; --format jsonl shows ids\n"
    "      --count          print only how many items match; --facets how many of which year,\n"
    "                       month, source and language, too\n"
    "      --format FORMAT  text (the default), json, jsonl, csv, html, atom, trec, mail\n"
    "      --color WHEN     auto (the default), always or never; --pager shows all in $PAGER\n"
    "      --recency        newer items count more, by half-life in the configuration\n"
    "      --explain        say what each score is made of; --no-suggest no \"did you mean\"\n"
    "      --queries FILE   run the queries of a file, id TAB query on each line\n"
    "      --synonyms FILE  synonyms to use instead of those built in; \"\" for none\n"
    "      --db FILE        the index; --config FILE the configuration\n"
    "  -h, --help, -V, --version\n"
    "\n"
    "Exit: 0 items were found, 1 none, 2 an error.\n"
    "Example: ssesearch \"cooperatives Korea\"\n";

/* The place of a name among `count`; -1 where it is none of them. */
static int find_name(const char *const *names, size_t count, const char *text) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(text, names[i]) == 0) return (int)i;
  return -1;
}

static bool read_match(const char *text, search_match *match) {
  static const char *const names[] = {"auto", "all", "any"};
  int at = find_name(names, sizeof names / sizeof *names, text);
  if (at >= 0) *match = (search_match)at;
  return at >= 0;
}

static bool read_sort(const char *text, search_sort *sort) {
  static const char *const names[] = {"relevance", "newest", "oldest"};
  int at = find_name(names, sizeof names / sizeof *names, text);
  if (at >= 0) *sort = (search_sort)at;
  return at >= 0;
}

static bool read_color(const char *text, bool *color) {
  if (strcmp(text, "auto") == 0) {
    *color = terminal_has_color();
    return true;
  }
  *color = strcmp(text, "always") == 0;
  return *color || strcmp(text, "never") == 0;
}

/* Adds field:"value" to the filters; a value with a quote in it has no such form. */
static bool add_filter(struct command *command, const char *field, const char *value) {
  if (!*value || strchr(value, '"')) return false;
  sse_buffer_printf(&command->filters, " %s:\"%s\"", field, value);
  return true;
}

enum {
  OPTION_OFFSET = 256,
  OPTION_MATCH,
  OPTION_COUNT,
  OPTION_FORMAT,
  OPTION_COLOR,
  OPTION_SYNONYMS,
  OPTION_DB,
  OPTION_CONFIG,
  OPTION_QUERIES,
  OPTION_EXPLAIN,
  OPTION_RECENCY,
  OPTION_SORT,
  OPTION_AFTER,
  OPTION_BEFORE,
  OPTION_SOURCE,
  OPTION_LANG,
  OPTION_FACETS,
  OPTION_NO_SUGGEST,
  OPTION_SIMILAR,
  OPTION_SHOW,
  OPTION_PARSE,
  OPTION_HELP_QUERY,
  OPTION_PAGER,
  OPTION_SAVED,
  OPTION_NEW,
  OPTION_UPDATED,
  OPTION_FORGET,
  OPTION_MAIL_TO,
  OPTION_MAIL_FROM
};

static const struct option long_options[] = {
    {"limit", required_argument, NULL, 'n'},
    {"offset", required_argument, NULL, OPTION_OFFSET},
    {"match", required_argument, NULL, OPTION_MATCH},
    {"count", no_argument, NULL, OPTION_COUNT},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"color", required_argument, NULL, OPTION_COLOR},
    {"synonyms", required_argument, NULL, OPTION_SYNONYMS},
    {"db", required_argument, NULL, OPTION_DB},
    {"config", required_argument, NULL, OPTION_CONFIG},
    {"explain", no_argument, NULL, OPTION_EXPLAIN},
    {"facets", no_argument, NULL, OPTION_FACETS},
    {"sort", required_argument, NULL, OPTION_SORT},
    {"after", required_argument, NULL, OPTION_AFTER},
    {"before", required_argument, NULL, OPTION_BEFORE},
    {"source", required_argument, NULL, OPTION_SOURCE},
    {"lang", required_argument, NULL, OPTION_LANG},
    {"pager", no_argument, NULL, OPTION_PAGER},
    {"saved", optional_argument, NULL, OPTION_SAVED},
    {"new", no_argument, NULL, OPTION_NEW},
    {"updated", no_argument, NULL, OPTION_UPDATED},
    {"forget", required_argument, NULL, OPTION_FORGET},
    {"mail-to", required_argument, NULL, OPTION_MAIL_TO},
    {"mail-from", required_argument, NULL, OPTION_MAIL_FROM},
    {"show", required_argument, NULL, OPTION_SHOW},
    {"similar", required_argument, NULL, OPTION_SIMILAR},
    {"no-suggest", no_argument, NULL, OPTION_NO_SUGGEST},
    {"recency", no_argument, NULL, OPTION_RECENCY},
    {"queries", required_argument, NULL, OPTION_QUERIES},
    {"parse", no_argument, NULL, OPTION_PARSE},
    {"help", no_argument, NULL, 'h'},
    {"help-query", no_argument, NULL, OPTION_HELP_QUERY},
    {"version", no_argument, NULL, 'V'},
    {0},
};

/* Where the value of an option goes that is taken as it is; NULL for the others. */
static const char **text_of(struct command *command, int option) {
  switch (option) {
  case OPTION_SYNONYMS:
    return &command->synonyms;
  case OPTION_DB:
    return &command->db;
  case OPTION_CONFIG:
    return &command->config;
  case OPTION_QUERIES:
    return &command->queries;
  case OPTION_FORGET:
    return &command->forget;
  case OPTION_SHOW:
    return &command->show;
  default:
    return NULL;
  }
}

/* Takes an option without a value; false where it is none. */
static bool take_switch(struct command *command, int option) {
  switch (option) {
  case OPTION_COUNT:
    return command->count = true;
  case OPTION_EXPLAIN:
    return command->search.explain = true;
  case OPTION_FACETS:
    return command->search.facets = true;
  case OPTION_RECENCY:
    return command->recency = true;
  case OPTION_PAGER:
    return command->pager = true;
  case OPTION_NEW:
    return command->only_new = true;
  case OPTION_UPDATED:
    return command->updated = command->only_new = true;
  case OPTION_NO_SUGGEST:
    return command->no_suggest = true;
  case OPTION_PARSE:
    return command->parses = true;
  case OPTION_HELP_QUERY:
    guide_print();
    return command->done = true;
  case 'h':
    (void)fputs(help, stdout); /* main flushes and looks */
    return command->done = true;
  case 'V':
    program_print_version("ssesearch");
    return command->done = true;
  default:
    return false;
  }
}

/* The name is the next word or left out. */
static bool take_saved(struct command *command, int argc, char **argv) {
  if (!optarg && optind < argc && argv[optind][0] != '-') optarg = argv[optind++];
  command->name = optarg;
  command->lists = !optarg;
  return true;
}

static bool take_address(const char **address) {
  *address = optarg;
  return mail_is_address(optarg);
}

/* Takes a part of a query that may be kept under a name. */
static const char *take_part(struct command *command, enum saved_part part) {
  return command->given.parts[part] = optarg;
}

/* Takes one option; false where its value is not one. */
static bool take_option(struct command *command, int option, int argc, char **argv) {
  const char **text = text_of(command, option);
  if (text) {
    *text = optarg;
    return true;
  }
  if (take_switch(command, option)) return true;
  switch (option) {
  case 'n':
    return program_read_number(optarg, LIMIT_MOST, &command->search.limit);
  case OPTION_OFFSET:
    return program_read_number(optarg, OFFSET_MOST, &command->search.offset);
  case OPTION_MATCH:
    return read_match(take_part(command, SAVED_MATCH), &command->search.match);
  case OPTION_FORMAT:
    return render_format_of(optarg, &command->format);
  case OPTION_COLOR:
    return read_color(optarg, &command->color);
  case OPTION_SORT:
    return read_sort(take_part(command, SAVED_SORT), &command->search.sort);
  case OPTION_SIMILAR:
    return (command->search.similar = take_part(command, SAVED_SIMILAR)) != NULL;
  case OPTION_SAVED:
    return take_saved(command, argc, argv);
  case OPTION_MAIL_TO:
    return take_address(&command->mail_to);
  case OPTION_MAIL_FROM:
    return take_address(&command->mail_from);
  case OPTION_AFTER:
    return query_is_date(optarg) && add_filter(command, "after", optarg);
  case OPTION_BEFORE:
    return query_is_date(optarg) && add_filter(command, "before", optarg);
  case OPTION_SOURCE:
    return add_filter(command, "source", optarg);
  default:
    return add_filter(command, "lang", optarg);
  }
}

/* --saved without a name, and --forget, search for nothing. */
static sse_status check_alone(const struct command *command, bool has_query, sse_error *err) {
  bool searches = has_query || saved_query_is_one(&command->given) || command->queries || command->show ||
                  command->name || command->only_new;
  if (!searches && !(command->lists && command->forget)) return SSE_OK;
  return sse_fail(err, SSE_INVALID,
                  command->forget ? "--forget NAME takes nothing beside the name"
                                  : "--saved lists what is kept; to search, give it a name");
}

/* Options that do not go together. */
static sse_status check_command(const struct command *command, bool has_query, sse_error *err) {
  bool is_filter = command->filters.length > 0, is_json = command->format == RENDER_JSON;
  if (command->lists || command->forget) return check_alone(command, has_query, err);
  if (command->show && (has_query || command->queries || command->name || command->search.similar))
    return sse_fail(err, SSE_INVALID, "--show takes no query beside the item");
  if (command->show && command->format != RENDER_TEXT && !is_json)
    return sse_fail(err, SSE_INVALID, "--show prints text or json");
  if (command->show) return SSE_OK;
  if (has_query && command->search.similar)
    return sse_fail(err, SSE_INVALID, "--similar takes no query beside the item");
  if (has_query && command->queries)
    return sse_fail(err, SSE_INVALID, "--queries takes no query beside those of the file");
  if (!has_query && !command->queries && !command->search.similar && !is_filter && !command->name)
    return sse_fail(err, SSE_INVALID,
                    "what shall be searched for? Example: ssesearch \"cooperatives Korea\"");
  if (command->queries && command->format == RENDER_MAIL)
    return sse_fail(err, SSE_INVALID, "--queries does not go with --format mail: that is one message");
  if ((command->mail_to || command->mail_from) && command->format != RENDER_MAIL)
    return sse_fail(err, SSE_INVALID, "--mail-to and --mail-from go together with --format mail");
  if (command->only_new && !command->name)
    return sse_fail(err, SSE_INVALID, "--new and --updated go together with --saved NAME");
  if (command->name && command->queries)
    return sse_fail(err, SSE_INVALID, "--saved does not go with --queries");
  if (command->only_new && (command->count || command->search.offset > 0))
    return sse_fail(err, SSE_INVALID, "--new does not go with --count or --offset");
  return SSE_OK;
}

/* What follows from the options. */
static void complete_command(struct command *command) {
  search_options *wanted = &command->search;
  if (wanted->limit == SIZE_MAX && !command->only_new) wanted->limit = LIMIT_DEFAULT;
  if (wanted->similar) wanted->match = SEARCH_MATCH_ANY;
  /* What has some of the words only is no news. */
  if (command->only_new && wanted->match == SEARCH_MATCH_AUTO) wanted->match = SEARCH_MATCH_ALL;
  if (command->count) wanted->limit = 0;
  wanted->suggest = !command->no_suggest && !wanted->similar && command->format != RENDER_TREC;
  wanted->ids_only = command->format == RENDER_TREC;
  wanted->paths = true;
  command->links = command->color && terminal_has_links();
}

static sse_status read_command(struct command *command, int argc, char **argv, sse_error *err) {
  int option, index = 0;
  *command = (struct command){.search = {.limit = SIZE_MAX}};
  command->color = terminal_has_color();
  command->width = terminal_columns();
  while (!command->done && (option = getopt_long(argc, argv, "n:hV", long_options, &index)) != -1) {
    /* getopt has said what is wrong with the option. */
    if (option == '?') return sse_fail(err, SSE_INVALID, "see ssesearch --help");
    if (!take_option(command, option, argc, argv))
      return sse_fail(err, SSE_INVALID, "'%s' is no value for %s; see ssesearch --help", optarg,
                      argv[optind - 1]);
  }
  if (command->done) return SSE_OK;
  if (command->filters.failed) return sse_fail_memory(err);
  command->given.parts[SAVED_FILTERS] = command->filters.data;
  return check_command(command, optind < argc, err);
}

/* The remaining arguments, with spaces between them. */
static sse_status join_query(int argc, char **argv, sse_buffer *query, sse_error *err) {
  for (int i = optind; i < argc; i++) {
    if (i > optind) sse_buffer_append_text(query, " ");
    sse_buffer_append_text(query, argv[i]);
  }
  return query->failed ? sse_fail_memory(err) : SSE_OK;
}

/* Has what is kept under a name searched for, `words` where it is those. */
static sse_status open_saved(struct command *command, sse_buffer *words, sse_error *err) {
  char **parts = command->chosen.parts;
  command->given.parts[SAVED_WORDS] = words->data;
  command->keeps = command->only_new || saved_query_is_one(&command->given);
  sse_status status = saved_open(command->name, command->keeps, &command->saved, err);
  if (!status) status = saved_choose(command->saved, &command->given, &command->chosen, err);
  if (status) return status;
  if ((parts[SAVED_MATCH] && !read_match(parts[SAVED_MATCH], &command->search.match)) ||
      (parts[SAVED_SORT] && !read_sort(parts[SAVED_SORT], &command->search.sort)))
    return sse_fail(err, SSE_INVALID, "--saved %s: the --match or --sort that is kept is not known",
                    command->name);
  command->search.similar = parts[SAVED_SIMILAR];
  if (command->updated) saved_take_updated(command->saved);
  sse_buffer_clear(words);
  sse_buffer_append_text(words, parts[SAVED_WORDS] ? parts[SAVED_WORDS] : "");
  return words->failed ? sse_fail_memory(err) : SSE_OK;
}

static void print_summary(void *context, const saved_summary *summary) {
  size_t *count = context;
  sse_buffer query = {0};
  saved_query_append(summary->query, &query);
  (void)printf("%s\t%s\t", summary->name, summary->asked ? summary->asked : "-");
  program_print(stdout, "", query.data ? query.data : "-", "\n");
  sse_buffer_reset(&query);
  (*count)++;
}

static sse_status run(struct command *command, sse_buffer *words, size_t *found, sse_error *err) {
  *found = 1;
  if (command->done) return SSE_OK;
  if (command->forget) return saved_forget(command->forget, err);
  if (command->parses) return guide_print_tree(words->data ? words->data : "", err);
  *found = 0;
  if (command->lists) return saved_each(found, print_summary, err);
  sse_status status = command->name ? open_saved(command, words, err) : SSE_OK;
  if (status) return status;
  command->search.filters = command->name ? command->chosen.parts[SAVED_FILTERS] : command->filters.data;
  complete_command(command);
  return answer_command(command, words->data ? words->data : "", found, err);
}

int main(int argc, char **argv) {
  struct command command;
  sse_buffer query = {0};
  FILE *pager = NULL;
  sse_error err;
  size_t found = 0;
  program_hold_streams();
  sse_log_init("ssesearch", SSE_LOG_WARNING);
  sse_status status = read_command(&command, argc, argv, &err);
  if (!status && !command.done) status = join_query(argc, argv, &query, &err);
  if (!status && command.pager && !command.done) status = terminal_begin_pager(&pager, &err);
  if (!status) status = run(&command, &query, &found, &err);
  if (!status && !pager) status = program_flush(&err);
  terminal_end_pager(pager);
  if (status) sse_log(SSE_LOG_ERROR, "%s", err.message);
  sse_buffer_reset(&query);
  sse_buffer_reset(&command.filters);
  saved_query_reset(&command.chosen);
  saved_free(command.saved);
  if (status) return EXIT_ERROR;
  return found > 0 ? EXIT_FOUND : EXIT_NONE;
}
