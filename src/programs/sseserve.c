/* sseserve: an archive as a page, an API and feeds on the web.
 * Options and exit codes only; the work is in serve/.
 * Exits 0 once it was told to end, 2 where it cannot serve. */
#include "base/log.h"
#include "programs/common.h"
#include "programs/config.h"
#include "serve/serve.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_ENDED = 0, EXIT_ERROR = 2 };

static const char help[] =
    "usage: sseserve [OPTION]...\n"
    "Serves the search of an index as a web page, a JSON API and feeds.\n"
    "\n"
    "      --listen HOST:PORT  where to listen (127.0.0.1:8080); systemd's socket comes first\n"
    "      --url ADDRESS       what readers see behind a proxy, such as https://example.org/archive\n"
    "      --trust-proxy       the proxy's X-Forwarded-For says who asks\n"
    "      --title TEXT        the name of the archive\n"
    "      --time-limit MS     milliseconds after which a search is cut off (2000)\n"
    "      --cors ORIGIN       pages of that origin (* for all) may use the API\n"
    "      --synonyms FILE     synonyms to use instead of those built in; \"\" for none\n"
    "      --db FILE           the index; --config FILE the configuration\n"
    "  -q, --quiet             no access log on standard output\n"
    "  -h, --help, -V, --version\n"
    "\n"
    "SIGTERM ends it, once the requests at hand are answered. Exit: 0 ended so, 2 an error.\n"
    "Example: sseserve --db news.db, then open http://127.0.0.1:8080/\n";

struct command {
  const char *db, *config, *synonyms, *listen, *url, *title, *cors, *time_limit;
  bool trust_proxy, quiet, done;
};

enum {
  OPTION_LISTEN = 256,
  OPTION_URL,
  OPTION_TRUST_PROXY,
  OPTION_TITLE,
  OPTION_TIME_LIMIT,
  OPTION_CORS,
  OPTION_SYNONYMS,
  OPTION_DB,
  OPTION_CONFIG
};

static const struct option long_options[] = {
    {"listen", required_argument, NULL, OPTION_LISTEN},
    {"url", required_argument, NULL, OPTION_URL},
    {"trust-proxy", no_argument, NULL, OPTION_TRUST_PROXY},
    {"title", required_argument, NULL, OPTION_TITLE},
    {"time-limit", required_argument, NULL, OPTION_TIME_LIMIT},
    {"cors", required_argument, NULL, OPTION_CORS},
    {"synonyms", required_argument, NULL, OPTION_SYNONYMS},
    {"db", required_argument, NULL, OPTION_DB},
    {"config", required_argument, NULL, OPTION_CONFIG},
    {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {0},
};

/* Where the value of an option goes; NULL for those without. */
static const char **text_of(struct command *command, int option) {
  switch (option) {
  case OPTION_LISTEN:
    return &command->listen;
  case OPTION_URL:
    return &command->url;
  case OPTION_TITLE:
    return &command->title;
  case OPTION_TIME_LIMIT:
    return &command->time_limit;
  case OPTION_CORS:
    return &command->cors;
  case OPTION_SYNONYMS:
    return &command->synonyms;
  case OPTION_DB:
    return &command->db;
  case OPTION_CONFIG:
    return &command->config;
  default:
    return NULL;
  }
}

static void take_option(struct command *command, int option) {
  const char **text = text_of(command, option);
  if (text) {
    *text = optarg;
  } else if (option == OPTION_TRUST_PROXY) {
    command->trust_proxy = true;
  } else if (option == 'q') {
    command->quiet = true;
  } else if (option == 'h') {
    (void)fputs(help, stdout); /* main flushes and looks */
    command->done = true;
  } else {
    program_print_version("sseserve");
    command->done = true;
  }
}

static sse_status read_command(struct command *command, int argc, char **argv, sse_error *err) {
  int option;
  while (!command->done && (option = getopt_long(argc, argv, "qhV", long_options, NULL)) != -1) {
    /* getopt has said what is wrong with the option. */
    if (option == '?') return sse_fail(err, SSE_INVALID, "see sseserve --help");
    take_option(command, option);
  }
  if (!command->done && optind < argc)
    return sse_fail(err, SSE_INVALID, "'%s': there is nothing to name but options; see sseserve --help",
                    argv[optind]);
  return SSE_OK;
}

/* The option, else what the configuration says, else the default. */
static const char *first_of(const char *option, const char *configured, const char *usual) {
  return option ? option : configured ? configured : usual;
}

/* Checks the options' values as those of the settings they overrule. */
static sse_status check_options(const struct command *command, unsigned *time_limit, sse_error *err) {
  const struct {
    setting_id id;
    const char *value;
  } given[] = {{SETTING_LISTEN, command->listen},
               {SETTING_URL, command->url},
               {SETTING_TITLE, command->title},
               {SETTING_CORS, command->cors},
               {SETTING_TIME_LIMIT, command->time_limit}};
  long number = *time_limit;
  for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
    sse_error why;
    sse_status status = given[i].value ? setting_check(given[i].id, given[i].value, &number, &why) : SSE_OK;
    if (status) return sse_fail(err, status, "--%s: %s", setting_table[given[i].id].name, why.message);
  }
  *time_limit = (unsigned)number; /* checked */
  return SSE_OK;
}

/* Options and configuration together. */
static sse_status make_options(const struct command *command, const program_config *config,
                               serve_options *options, sse_error *err) {
  const config_value *values = config->values;
  *options = (serve_options){.db = options->db, .synonyms = command->synonyms};
  options->listen = first_of(command->listen, values[SETTING_LISTEN].text, "127.0.0.1:8080");
  options->url = first_of(command->url, values[SETTING_URL].text, NULL);
  options->title = first_of(command->title, values[SETTING_TITLE].text, "ssesearch");
  options->cors = first_of(command->cors, values[SETTING_CORS].text, NULL);
  options->trust_proxy = command->trust_proxy || values[SETTING_TRUST_PROXY].number;
  options->quiet = command->quiet;
  options->time_limit = (unsigned)values[SETTING_TIME_LIMIT].number; /* checked */
  options->half_life = config_half_life(config, values[SETTING_RECENCY].number);
  return check_options(command, &options->time_limit, err);
}

static sse_status serve(const struct command *command, sse_error *err) {
  program_config *config = NULL;
  char *path = NULL;
  serve_options options = {0};
  sse_status status = config_read(command->config, &config, err);
  if (!status) status = program_index_path(command->db, config->values[SETTING_DB].text, false, &path, err);
  options.db = path;
  if (!status) status = make_options(command, config, &options, err);
  if (!status) status = serve_run(&options, err);
  config_free(config);
  free(path);
  return status;
}

int main(int argc, char **argv) {
  struct command command = {0};
  sse_error err;
  sse_log_init("sseserve", SSE_LOG_INFO);
  sse_status status = read_command(&command, argc, argv, &err);
  if (!status && !command.done) status = serve(&command, &err);
  if (!status) status = program_flush(&err);
  if (status) sse_log(SSE_LOG_ERROR, "%s", err.message);
  return status ? EXIT_ERROR : EXIT_ENDED;
}
