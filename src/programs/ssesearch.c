/* ssesearch: ranks the items that match a query and highlights the matches.
 * Options and exit codes only; the work is in search/ and render/.
 * Exits as grep does: 0 found, 1 none, 2 error. */
#include "programs/common.h"
#include "programs/config.h"
#include "render/render.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_FOUND = 0, EXIT_NONE = 1, EXIT_ERROR = 2 };

enum { LIMIT_DEFAULT = 10, LIMIT_MOST = 10000, OFFSET_MOST = 100000000 };

static const char help[] =
    "usage: ssesearch [OPTION]... QUERY...\n"
    "Finds news items that have the words of QUERY; the best come first.\n"
    "\n"
    "  -n, --limit N        show at most N items (10)\n"
    "      --offset N       pass over the first N items\n"
    "      --match HOW      all: items with all words; any: with some;\n"
    "                       auto: with all, and with some where few have all (the default)\n"
    "      --count          print only how many items match\n"
    "      --format FORMAT  text (the default) or json\n"
    "      --color WHEN     auto (the default), always or never; NO_COLOR=1 turns auto off\n"
    "      --synonyms FILE  synonyms to use instead of those built in; \"\" for none\n"
    "      --db FILE        the index ($SSESEARCH_DB, else what the configuration says,\n"
    "                       else ~/.local/share/ssesearch/index.db)\n"
    "      --config FILE    the configuration (~/.config/ssesearch/config, else\n"
    "                       /etc/ssesearch.conf)\n"
    "  -h, --help           show this\n"
    "  -V, --version        show the version\n"
    "\n"
    "Exit: 0 items were found, 1 none, 2 an error.\n"
    "Example: ssesearch \"cooperatives Korea\"\n";

struct command {
  const char *db, *config;
  const char *synonyms; /* NULL: those built in; "": none */
  search_options search;
  bool count;
  bool json;
  bool color;
  bool done; /* help or version was printed: nothing to search */
};

static bool read_number(const char *text, long most, size_t *number) {
  char *end;
  long value = strtol(text, &end, 10);
  if (end == text || *end || value < 0 || value > most) return false;
  *number = (size_t)value;
  return true;
}

static bool read_match(const char *text, search_match *match) {
  static const char *const names[] = {"auto", "all", "any"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (strcmp(text, names[i]) != 0) continue;
    *match = (search_match)i;
    return true;
  }
  return false;
}

static bool read_format(const char *text, bool *json) {
  *json = strcmp(text, "json") == 0;
  return *json || strcmp(text, "text") == 0;
}

static bool read_color(const char *text, bool *color) {
  const char *none = getenv("NO_COLOR");
  const char *terminal = getenv("TERM");
  bool dumb = terminal && strcmp(terminal, "dumb") == 0;
  if (strcmp(text, "auto") == 0) {
    *color = !(none && *none) && !dumb && isatty(STDOUT_FILENO);
    return true;
  }
  *color = strcmp(text, "always") == 0;
  return *color || strcmp(text, "never") == 0;
}

enum {
  OPTION_OFFSET = 256,
  OPTION_MATCH,
  OPTION_COUNT,
  OPTION_FORMAT,
  OPTION_COLOR,
  OPTION_SYNONYMS,
  OPTION_DB,
  OPTION_CONFIG
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
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {0},
};

/* Takes one option; false where its value is not one. */
static bool take_option(struct command *command, int option) {
  switch (option) {
  case 'n':
    return read_number(optarg, LIMIT_MOST, &command->search.limit);
  case OPTION_OFFSET:
    return read_number(optarg, OFFSET_MOST, &command->search.offset);
  case OPTION_MATCH:
    return read_match(optarg, &command->search.match);
  case OPTION_COUNT:
    command->count = true;
    return true;
  case OPTION_FORMAT:
    return read_format(optarg, &command->json);
  case OPTION_COLOR:
    return read_color(optarg, &command->color);
  case OPTION_SYNONYMS:
    command->synonyms = optarg;
    return true;
  case OPTION_DB:
    command->db = optarg;
    return true;
  case OPTION_CONFIG:
    command->config = optarg;
    return true;
  case 'h':
    (void)fputs(help, stdout); /* main flushes and looks */
    command->done = true;
    return true;
  default:
    program_print_version("ssesearch");
    command->done = true;
    return true;
  }
}

static sse_status read_command(struct command *command, int argc, char **argv, sse_error *err) {
  int option, index = 0;
  *command = (struct command){.search = {.limit = LIMIT_DEFAULT}};
  (void)read_color("auto", &command->color);
  while (!command->done && (option = getopt_long(argc, argv, "n:hV", long_options, &index)) != -1) {
    /* getopt has said what is wrong with the option. */
    if (option == '?') return sse_fail(err, SSE_INVALID, "see ssesearch --help");
    if (!take_option(command, option))
      return sse_fail(err, SSE_INVALID, "'%s' is no value for %s; see ssesearch --help", optarg,
                      argv[optind - 1]);
  }
  if (!command->done && optind == argc)
    return sse_fail(err, SSE_INVALID,
                    "what shall be searched for? Example: ssesearch \"cooperatives Korea\"");
  if (command->count) command->search.limit = 0;
  return SSE_OK;
}

/* The remaining arguments, with spaces between them. */
static sse_status join_query(int argc, char **argv, sse_buffer *query, sse_error *err) {
  for (int i = optind; i < argc; i++) {
    if (i > optind) sse_buffer_append_text(query, " ");
    sse_buffer_append_text(query, argv[i]);
  }
  return query->failed ? sse_fail_memory(err) : SSE_OK;
}

static sse_status print(const struct command *command, const search_results *results, sse_error *err) {
  const render_options options = {.color = command->color, .offset = command->search.offset};
  if (command->count) {
    (void)printf("%zu\n", results->total);
  } else if (command->json) {
    return render_json(stdout, results, err);
  } else if (results->word_count > 0) {
    render_text(stdout, results, &options);
  }
  return SSE_OK;
}

static sse_status search(const struct command *command, const char *query, int *code, sse_error *err) {
  index_db *index = NULL;
  char *path = NULL;
  search_options options = command->search;
  text_synonyms *synonyms = NULL;
  search_results results = {0};
  program_config *config = NULL;
  sse_status status = config_read(command->config, &config, err);
  if (!status) status = program_index_path(command->db, config->db, false, &path, err);
  if (!status) status = index_open(path, &index, err);
  bool none = command->synonyms && !*command->synonyms;
  if (!status && !none) status = search_synonyms(index, command->synonyms, &synonyms, err);
  options.synonyms = synonyms;
  if (!status) status = search_run(index, query, &options, &results, err);
  if (!status) status = print(command, &results, err);
  if (!status && results.word_count == 0) sse_log(SSE_LOG_WARNING, "the query has no word to search for");
  *code = results.total > 0 ? EXIT_FOUND : EXIT_NONE;
  search_results_reset(&results);
  text_synonyms_free(synonyms);
  index_close(index);
  config_free(config);
  free(path);
  return status;
}

int main(int argc, char **argv) {
  struct command command;
  sse_buffer query = {0};
  sse_error err;
  int code = EXIT_FOUND;
  sse_log_init("ssesearch", SSE_LOG_WARNING);
  sse_status status = read_command(&command, argc, argv, &err);
  if (!status && !command.done) status = join_query(argc, argv, &query, &err);
  if (!status && !command.done) status = search(&command, query.data, &code, &err);
  if (!status) status = program_flush(&err);
  if (status) sse_log(SSE_LOG_ERROR, "%s", err.message);
  sse_buffer_reset(&query);
  return status ? EXIT_ERROR : code;
}
