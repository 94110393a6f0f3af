/* sseindex: reads news items from files and folders and keeps the index of them up to date.
 * Options, messages and exit codes only; the work is in source/ and index/.
 * Exits 0 all indexed, 1 some input was skipped, 2 nothing changed because of an error, 3 another run is at
 * work. */
#include "base/log.h"
#include "index/index.h"
#include "programs/common.h"
#include "programs/config.h"
#include "programs/print.h"
#include "programs/progress.h"
#include "programs/sources.h"
#include "render/render.h"
#include "text/text.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char help[] =
    "usage: sseindex [OPTION]... [FILE|FOLDER|ADDRESS]...\n"
    "Reads news items into the index; without a source, those of the configuration.\n"
    "FILE - is standard input. Items that changed are updated in place.\n"
    "\n"
    "      --db FILE        the index ($SSESEARCH_DB, the configuration's, else\n"
    "                       ~/.local/share/ssesearch/index.db)\n"
    "      --config FILE    the configuration; --print-config shows it\n"
    "      --format FORMAT  read all as feed, html, json, csv, mail, ... (sseindex(1) has all)\n"
    "      --charset NAME, --lang TAG, --source LABEL, --columns title,date,text\n"
    "                       character set, language, publisher; columns without names\n"
    "      --allow-private  ask addresses of this machine and its network too\n"
    "      --follow         fetch the articles that lists and feeds lead to\n"
    "      --drafts         take items too that are not published\n"
    "      --prune          also remove items that their source has no more,\n"
    "      --max-prune N    of one source at most N percent at once (20)\n"
    "      --rebuild        build the index anew, from these sources alone\n"
    "      --force          prune more; rebuild although a source cannot be read\n"
    "      --dry-run        do all but change the index\n"
    "      --print          print what is read, as JSON Lines, and index nothing\n"
    "      --drop SOURCE    remove a source and all that only it has\n"
    "      --check, --stats verify the index; describe it (--format json: for a script)\n"
    "  -q, --quiet, -v, --verbose, -h, --help, -V, --version\n"
    "\n"
    "Exit: 0 all was indexed, 1 some input was skipped, 2 nothing changed because of an\n"
    "error, 3 another run is writing to the index.\n"
    "Example: sseindex corpus/\n";

struct command {
  const char *db, *config_path;
  program_config *config;
  source_options source;
  index_options index;
  const char *max_prune, *drop;
  bool check, stats, print, print_config;
  bool follow;
  bool quiet;
  bool done; /* help or version was printed: nothing to index */
};

enum {
  OPTION_DB = 256,
  OPTION_FORMAT,
  OPTION_CHARSET,
  OPTION_LANG,
  OPTION_SOURCE,
  OPTION_COLUMNS,
  OPTION_REBUILD,
  OPTION_PRUNE,
  OPTION_MAX_PRUNE,
  OPTION_FORCE,
  OPTION_DRY_RUN,
  OPTION_CHECK,
  OPTION_DROP,
  OPTION_STATS,
  OPTION_ALLOW_PRIVATE,
  OPTION_FOLLOW,
  OPTION_DRAFTS,
  OPTION_CONFIG,
  OPTION_PRINT_CONFIG,
  OPTION_PRINT
};

static const struct option long_options[] = {
    {"db", required_argument, NULL, OPTION_DB},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"charset", required_argument, NULL, OPTION_CHARSET},
    {"lang", required_argument, NULL, OPTION_LANG},
    {"source", required_argument, NULL, OPTION_SOURCE},
    {"columns", required_argument, NULL, OPTION_COLUMNS},
    {"rebuild", no_argument, NULL, OPTION_REBUILD},
    {"prune", no_argument, NULL, OPTION_PRUNE},
    {"max-prune", required_argument, NULL, OPTION_MAX_PRUNE},
    {"force", no_argument, NULL, OPTION_FORCE},
    {"dry-run", no_argument, NULL, OPTION_DRY_RUN},
    {"drop", required_argument, NULL, OPTION_DROP},
    {"check", no_argument, NULL, OPTION_CHECK},
    {"stats", no_argument, NULL, OPTION_STATS},
    {"config", required_argument, NULL, OPTION_CONFIG},
    {"print", no_argument, NULL, OPTION_PRINT},
    {"print-config", no_argument, NULL, OPTION_PRINT_CONFIG},
    {"allow-private", no_argument, NULL, OPTION_ALLOW_PRIVATE},
    {"follow", no_argument, NULL, OPTION_FOLLOW},
    {"drafts", no_argument, NULL, OPTION_DRAFTS},
    {"quiet", no_argument, NULL, 'q'},
    {"verbose", no_argument, NULL, 'v'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {0},
};

/* Takes an option without a value; false for others. */
static bool take_switch(struct command *command, int option) {
  const struct {
    int option;
    bool *flag;
  } switches[] = {{OPTION_REBUILD, &command->index.rebuild},
                  {OPTION_PRUNE, &command->index.prune},
                  {OPTION_FORCE, &command->index.force},
                  {OPTION_DRY_RUN, &command->index.dry_run},
                  {OPTION_CHECK, &command->check},
                  {OPTION_STATS, &command->stats},
                  {OPTION_PRINT, &command->print},
                  {OPTION_PRINT_CONFIG, &command->print_config},
                  {OPTION_ALLOW_PRIVATE, &command->source.allow_private},
                  {OPTION_FOLLOW, &command->follow},
                  {OPTION_DRAFTS, &command->source.drafts},
                  {'q', &command->quiet}};
  for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
    if (switches[i].option != option) continue;
    *switches[i].flag = true;
    return true;
  }
  return false;
}

/* Takes an option with a value; false for others. */
static bool take_value(struct command *command, int option) {
  const struct {
    int option;
    const char **value;
  } values[] = {{OPTION_DB, &command->db},
                {OPTION_CONFIG, &command->config_path},
                {OPTION_FORMAT, &command->source.format},
                {OPTION_CHARSET, &command->source.charset},
                {OPTION_LANG, &command->source.lang},
                {OPTION_SOURCE, &command->source.source},
                {OPTION_COLUMNS, &command->source.columns},
                {OPTION_MAX_PRUNE, &command->max_prune},
                {OPTION_DROP, &command->drop}};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    if (values[i].option != option) continue;
    *values[i].value = optarg;
    return true;
  }
  return false;
}

static void take_option(struct command *command, int option) {
  if (take_switch(command, option) || take_value(command, option)) return;
  switch (option) {
  case 'v':
    sse_log_init("sseindex", SSE_LOG_INFO);
    break;
  case 'h':
    (void)fputs(help, stdout); /* main flushes and looks */
    command->done = true;
    break;
  default:
    program_print_version("sseindex");
    command->done = true;
    break;
  }
}

/* Checks an option's value as that of the setting, whose `number` it gives. */
static sse_status check_option(setting_id id, const char *value, long *number, sse_error *err) {
  sse_error why;
  sse_status status = value ? setting_check(id, value, number, &why) : SSE_OK;
  return status ? sse_fail(err, status, "--%s: %s", setting_table[id].name, why.message) : SSE_OK;
}

static sse_status check_source(const source_options *options, sse_error *err) {
  sse_status status = check_option(SETTING_FORMAT, options->format, NULL, err);
  if (!status) status = check_option(SETTING_CHARSET, options->charset, NULL, err);
  if (!status) status = check_option(SETTING_LANG, options->lang, NULL, err);
  if (!status) status = check_option(SETTING_COLUMNS, options->columns, NULL, err);
  return status;
}

/* What the command line leaves open, the configuration says. */
static sse_status apply_config(struct command *command, sse_error *err) {
  const program_config *config = command->config;
  long max_prune = config->values[SETTING_MAX_PRUNE].number;
  sse_status status = check_option(SETTING_MAX_PRUNE, command->max_prune, &max_prune, err);
  command->index.max_prune = (unsigned)max_prune; /* checked: 0 to 100 */
  if (config->values[SETTING_PRUNE].number) command->index.prune = true;
  if (config->values[SETTING_ALLOW_PRIVATE].number) command->source.allow_private = true;
  command->source.contact = config->values[SETTING_CONTACT].text;
  command->source.proxy = config->values[SETTING_PROXY].text;
  command->source.timeout = config->values[SETTING_TIMEOUT].number;
  command->source.filters = config->filters;
  return status;
}

static sse_status check_command(struct command *command, bool has_sources, sse_error *err) {
  const char *format = command->source.format;
  if (command->drop) {
    if (has_sources) return sse_fail(err, SSE_INVALID, "--drop takes one source and nothing is read");
    return SSE_OK;
  }
  if (command->check || command->stats) {
    if (has_sources) return sse_fail(err, SSE_INVALID, "--check and --stats take no source");
    bool known = !format || (command->stats && (strcmp(format, "json") == 0 || strcmp(format, "text") == 0));
    return known ? SSE_OK : sse_fail(err, SSE_INVALID, "'%s' is no format of --stats: text or json", format);
  }
  if (!has_sources && !command->print_config && command->config->source_count == 0)
    return sse_fail(err, SSE_INVALID,
                    "what shall be indexed? Example: sseindex corpus/ (see sseindex --help)");
  return check_source(&command->source, err);
}

static sse_status read_command(struct command *command, int argc, char **argv, sse_error *err) {
  int option;
  *command = (struct command){0};
  while (!command->done && (option = getopt_long(argc, argv, "qvhV", long_options, NULL)) != -1) {
    /* getopt has said what is wrong with the option. */
    if (option == '?') return sse_fail(err, SSE_INVALID, "see sseindex --help");
    take_option(command, option);
  }
  if (command->done) return SSE_OK;
  sse_status status = config_read(command->config_path, &command->config, err);
  if (!status) status = apply_config(command, err);
  return status ? status : check_command(command, optind < argc, err);
}

static void on_problem(void *context, const char *message) {
  progress_clear(context);
  sse_log(SSE_LOG_WARNING, "%s", message);
}

/* With --verbose each is named; at the end all are added up. */
static void on_loss(void *context, const source_loss *loss) {
  static const char *const what[] = {"passed over", "not taken", "left out of items",
                                     "not public, passed over"};
  progress_clear(context);
  if (loss->kind == SOURCE_PASSED_OVER) {
    sse_log(SSE_LOG_INFO, "%s: %s (%s)", loss->where, what[loss->kind], loss->reason);
  } else {
    sse_log(SSE_LOG_INFO, "%s: '%s' %s%s%s%s, %zu times", loss->where, loss->name, what[loss->kind],
            loss->reason ? " (" : "", loss->reason ? loss->reason : "", loss->reason ? ")" : "", loss->count);
  }
}

static void on_progress(void *context, uint64_t done, uint64_t total, size_t items) {
  progress_show(context, done, total, items);
}

static void print_summary(const index_report *report, bool dry_run, double seconds) {
  size_t items = report->added + report->updated + report->unchanged;
  if (dry_run) (void)printf("Would be: ");
  if (!dry_run && report->added + report->updated + report->removed == 0) (void)printf("Nothing changed: ");
  (void)printf("%zu added, %zu updated, ", report->added, report->updated);
  if (report->removed > 0) (void)printf("%zu removed, ", report->removed);
  (void)printf("%zu unchanged, %zu skipped", report->unchanged, report->skipped);
  (void)printf(" (%zu %s in %zu %s, %.2f s)\n", items, items == 1 ? "item" : "items", report->files,
               report->files == 1 ? "file" : "files", seconds);
  if (report->failed > 0)
    (void)printf("%zu %s could not be read.\n", report->failed,
                 report->failed == 1 ? "file or address" : "files or addresses");
  if (report->repaired > 0)
    (void)printf("%zu %s unreadable and shown as \xEF\xBF\xBD.\n", report->repaired,
                 report->repaired == 1 ? "byte was" : "bytes were");
  render_losses(stdout, &report->losses);
}

static double seconds_since(const struct timespec *start) {
  struct timespec now = {0};
  (void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail for this clock */
  return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

/* The sources of the command line, else of the configuration, with the options of both. A list of feeds that
 * cannot be read is told and counted, and costs no other source. */
static sse_status make_sources(const struct command *command, char **places, size_t count,
                               struct sources *sources, size_t *failed, sse_error *err) {
  const program_config *config = command->config;
  bool configured = count == 0;
  if (configured) count = config->source_count;
  for (size_t i = 0; i < count; i++) {
    const source_options *own = configured ? &config->sources[i].options : &command->source;
    index_source source = configured ? config->sources[i] : (index_source){.place = places[i]};
    source.options = command->source;
    if (!command->source.format) source.options.format = own->format;
    if (!command->source.charset) source.options.charset = own->charset;
    if (!command->source.lang) source.options.lang = own->lang;
    if (!command->source.source) source.options.source = own->source;
    source.options.pages = own->pages; /* this and the next two, of the configuration alone */
    source.options.match = own->match;
    if (own->drafts) source.options.drafts = true;
    source.options.names = own->names;
    source.options.oai = own->oai;
    if (!command->source.columns) source.options.columns = own->columns;
    source.options.follow = command->follow && !own->follow ? SOURCE_FOLLOW_SITE : own->follow;
    sse_status status = sources_add(sources, &source, err);
    if (status == SSE_NO_MEMORY || (status && count == 1)) return status;
    if (status) {
      sse_log(SSE_LOG_WARNING, "%s", err->message);
      ++*failed;
    }
    *err = (sse_error){0};
  }
  return SSE_OK;
}

static int index_places(const struct command *command, const char *path, char **places, size_t count,
                        sse_error *err) {
  struct progress progress;
  const index_listener listener = {&progress, on_problem, on_loss, on_progress};
  struct timespec start = {0};
  index_report report;
  struct sources sources = {0};
  size_t failed = 0;
  if (make_sources(command, places, count, &sources, &failed, err)) {
    sources_reset(&sources);
    return INDEX_NOTHING;
  }
  (void)clock_gettime(CLOCK_MONOTONIC, &start);
  progress_init(&progress, command->quiet || command->print);
  index_exit code =
      command->print ? print_sources(sources.all, sources.count, &listener, &report, err)
                     : index_run(path, sources.all, sources.count, &command->index, &listener, &report, err);
  progress_clear(&progress);
  if (command->print && !command->quiet) render_losses(stderr, &report.losses);
  if (err->status == SSE_OK && !command->quiet && !command->print)
    print_summary(&report, command->index.dry_run, seconds_since(&start));
  index_report_reset(&report);
  sources_reset(&sources);
  return code == INDEX_ALL && failed > 0 ? INDEX_SOME : (int)code;
}

static sse_status describe(const struct command *command, const char *path, sse_error *err) {
  index_db *index = NULL;
  index_stats stats = {0};
  sse_status status = index_open(path, &index, err);
  if (!status) status = index_describe(index, &stats, err);
  if (!status && command->source.format && strcmp(command->source.format, "json") == 0) {
    status = render_stats_json(stdout, &stats, true, err);
  } else if (!status) {
    render_stats_text(stdout, &stats);
  }
  index_stats_reset(&stats);
  index_close(index);
  return status;
}

static sse_status drop(const struct command *command, const char *path, sse_error *err) {
  size_t removed = 0;
  sse_status status = index_drop(path, command->drop, command->index.dry_run, &removed, err);
  if (!status && !command->quiet)
    (void)printf("%s%zu %s removed\n", command->index.dry_run ? "Would be: " : "", removed,
                 removed == 1 ? "item" : "items");
  return status;
}

/* Does what the command line asks for; returns the exit code, with `err` set where there is more to say. */
static int run(const struct command *command, char **places, size_t count, sse_error *err) {
  const program_config *config = command->config;
  char *path = NULL;
  int code = INDEX_ALL;
  bool reads = command->drop || command->check || command->stats || command->print_config;
  if (command->print) return index_places(command, NULL, places, count, err); /* it needs no index */
  sse_status status = program_index_path(command->db, config->values[SETTING_DB].text, !reads, &path, err);
  if (!status && !reads) code = index_places(command, path, places, count, err);
  if (!status && command->print_config) {
    program_print(stdout, "# the index is ", path, "\n");
    config_print(config, stdout);
  }
  if (!status && command->drop) status = drop(command, path, err);
  if (!status && command->stats) status = describe(command, path, err);
  if (!status && command->check) {
    status = index_check(path, err);
    if (!status && !command->quiet) program_print(stdout, "", path, ": is whole\n");
  }
  free(path);
  if (status == SSE_BUSY) return INDEX_LOCKED;
  return status ? INDEX_NOTHING : code;
}

int main(int argc, char **argv) {
  struct command command;
  sse_error err = {0};
  int code = INDEX_NOTHING;
  sse_log_init("sseindex", SSE_LOG_WARNING);
  if (!read_command(&command, argc, argv, &err))
    code = command.done || !command.config ? INDEX_ALL
                                           : run(&command, argv + optind, (size_t)(argc - optind), &err);
  config_free(command.config);
  if (!err.status && program_flush(&err)) code = INDEX_NOTHING;
  if (err.status) sse_log(SSE_LOG_ERROR, "%s", err.message);
  return code;
}
