/* sseserve: an archive on the web, as pages, an API and feeds.
 * Only options and exit codes are here; the work is done in web/.
 * Exit: 0 after it was told to stop, 2 if it cannot serve. */
#include "base/log.h"
#include "programs/archives.h"
#include "programs/common.h"
#include "programs/options.h"
#include "web/serve.h"

#include <getopt.h>
#include <stddef.h>
#include <stdlib.h>

enum { EXIT_ENDED = 0, EXIT_ERROR = 2 };

static const char help[] =
    "usage: sseserve [OPTION]...\n"
    "Serves the search of an index as a web page, a JSON API and feeds.\n"
    "\n"
    "      --listen HOST:PORT  where to listen (127.0.0.1:8080); systemd's socket comes first\n"
    "      --url ADDRESS       its public address behind a proxy, such as https://example.org/archive\n"
    "      --trust-proxy       take the client's address from the proxy's X-Forwarded-For\n"
    "      --title TEXT        the name of the archive\n"
    "      --about TEXT        a line about it, on its first page\n"
    "      --logo FILE         an image next to the name: SVG, PNG, JPEG or WebP\n"
    "      --color COLOR       of links and buttons, such as #0b57a4\n"
    "      --style FILE        a style sheet to load after the built-in one\n"
    "      --link 'TEXT URL'   a link for the foot of each page; may be given several times\n"
    "      --time-limit MS     milliseconds after which a search is cut off (2000)\n"
    "      --cache MB          megabytes of responses to cache (16); 0 for none\n"
    "      --cors ORIGINS      pages of these origins (* for all) may use the API\n"
    "      --embed ORIGINS     pages of these origins may embed the search\n"
    "      --metrics HOST:PORT where to serve /metrics and /healthz, and no longer with the pages\n"
    "      --missed FILE       a file in which to record searches that found nothing\n"
    "      --synonyms FILE     synonyms to use instead of the built-in ones; \"\" for none\n"
    "      --thesaurus FILE    a SKOS thesaurus, whose labels are synonyms, too\n"
    "      --db FILE           the index, or several served as one; --config FILE the configuration\n"
    "  -q, --quiet             no access log on standard output\n"
    "  -h, --help, -V, --version\n"
    "\n"
    "SIGTERM stops it once open requests are answered. Exit: 0 stopped that way, 2 an error.\n"
    "Example: sseserve --db news.db, then open http://127.0.0.1:8080/\n";

struct command {
  config_list db, link;
  config_value config, synonyms, thesaurus, listen, url, title, about, logo, color, style, cors, time_limit,
      cache, embed, metrics, missed;
  bool trust_proxy, quiet, help, version;
};

#define AT(field) .place = offsetof(struct command, field)

static const program_option table[] = {
    {"listen", .value = &setting_table[SETTING_LISTEN], AT(listen)},
    {"url", .value = &setting_table[SETTING_URL], AT(url)},
    {"trust-proxy", AT(trust_proxy)},
    {"title", .value = &setting_table[SETTING_TITLE], AT(title)},
    {"about", .value = &setting_table[SETTING_ABOUT], AT(about)},
    {"logo", .value = &setting_table[SETTING_LOGO], AT(logo)},
    {"color", .value = &setting_table[SETTING_ACCENT], AT(color)},
    {"style", .value = &setting_table[SETTING_STYLE], AT(style)},
    {"link", .value = &setting_table[SETTING_LINK], AT(link), .take = options_add},
    {"time-limit", .value = &setting_table[SETTING_TIME_LIMIT], AT(time_limit)},
    {"cache", .value = &setting_table[SETTING_CACHE], AT(cache)},
    {"cors", .value = &setting_table[SETTING_CORS], AT(cors)},
    {"embed", .value = &setting_table[SETTING_EMBED], AT(embed)},
    {"metrics", .value = &setting_table[SETTING_METRICS], AT(metrics)},
    {"missed", .value = &setting_table[SETTING_MISSED], AT(missed)},
    {"synonyms", .value = &options_any, AT(synonyms)},
    {"thesaurus", .value = &options_any, AT(thesaurus)},
    {"db", .value = &options_any, AT(db), .take = options_add},
    {"config", .value = &options_any, AT(config)},
    {"quiet", .letter = 'q', AT(quiet)},
    {"help", .letter = 'h', AT(help), .ends = true},
    {"version", .letter = 'V', AT(version), .ends = true},
    {0},
};

static const program_options known = {.program = "sseserve", .table = table};

static sse_status read_command(struct command *command, int argc, char **argv, sse_error *err) {
  sse_status status = options_read(&known, command, argc, argv, NULL, err);
  if (!status && !command->help && !command->version && optind < argc)
    return sse_fail(err, SSE_INVALID, "'%s': sseserve takes only options; see sseserve --help", argv[optind]);
  return status;
}

/* What an organisation customises. Links given as options replace all configured ones. */
static void set_brand(const struct command *command, const program_config *config, serve_options *options) {
  const config_list *links = command->link.count > 0 ? &command->link : &config->lists[SETTING_LINK];
  options->title = options_value(&command->title, config, SETTING_TITLE)->text;
  if (!options->title) options->title = "ssesearch";
  options->about = options_value(&command->about, config, SETTING_ABOUT)->text;
  options->logo = options_value(&command->logo, config, SETTING_LOGO)->text;
  options->color = options_value(&command->color, config, SETTING_ACCENT)->text;
  options->style = options_value(&command->style, config, SETTING_STYLE)->text;
  options->links = links->texts;
  options->link_count = links->count;
}

/* Merges options and configuration. */
static serve_options make_options(const struct command *command, const program_config *config) {
  const config_value *values = config->values;
  serve_options options = {.synonyms = command->synonyms.text, .quiet = command->quiet};
  options.thesaurus = options_value(&command->thesaurus, config, SETTING_THESAURUS)->text;
  options.listen = options_value(&command->listen, config, SETTING_LISTEN)->text;
  if (!options.listen) options.listen = "127.0.0.1:8080";
  options.url = options_value(&command->url, config, SETTING_URL)->text;
  set_brand(command, config, &options);
  options.cors = options_value(&command->cors, config, SETTING_CORS)->text;
  options.embed = options_value(&command->embed, config, SETTING_EMBED)->text;
  options.metrics = options_value(&command->metrics, config, SETTING_METRICS)->text;
  options.missed = options_value(&command->missed, config, SETTING_MISSED)->text;
  options.archive_link = values[SETTING_ARCHIVE_SERVE].text;
  options.trust_proxy = command->trust_proxy || values[SETTING_TRUST_PROXY].number;
  options.time_limit = (unsigned)options_value(&command->time_limit, config, SETTING_TIME_LIMIT)->number;
  options.cache = (size_t)options_value(&command->cache, config, SETTING_CACHE)->number << 20;
  options.half_life = config_half_life(config, values[SETTING_RECENCY].number);
  return options; /* all numbers have been checked */
}

static sse_status serve(const struct command *command, sse_error *err) {
  program_config *config = NULL;
  archives_chosen chosen = {0};
  sse_status status = config_read(command->config.text, &config, err);
  if (!status) status = archives_choose(&command->db, config, SETTING_DB_SERVE, &chosen, err);
  if (!status) {
    serve_options options = make_options(command, config);
    options.dbs = chosen.paths;
    options.db_count = chosen.count;
    status = serve_run(&options, err);
  }
  config_free(config);
  archives_reset(&chosen);
  return status;
}

int main(int argc, char **argv) {
  struct command command = {0};
  sse_error err;
  sse_log_init("sseserve", SSE_LOG_INFO);
  sse_status status = read_command(&command, argc, argv, &err);
  if (!status && command.help) (void)fputs(help, stdout);
  if (!status && command.version) program_print_version("sseserve");
  if (!status && !command.help && !command.version) status = serve(&command, &err);
  if (!status) status = program_flush(&err);
  if (status) sse_log(SSE_LOG_ERROR, "%s", err.message);
  config_list_reset(&command.db);
  config_list_reset(&command.link);
  return status ? EXIT_ERROR : EXIT_ENDED;
}
