/* sseindex: reads news items from files, folders and addresses, and keeps the index up to date.
 * Only options, messages and exit codes are here; the work is done in source/ and index/.
 * Exit: 0 all indexed, 1 some input skipped, 2 nothing changed because of an error, 3 another run active. */
#include "base/log.h"
#include "index/index.h"
#include "programs/common.h"
#include "programs/options.h"
#include "programs/print.h"
#include "programs/progress.h"
#include "programs/sources.h"
#include "programs/withdraw.h"
#include "render/render.h"
#include "text/text.h"

#include <getopt.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char help[] =
    "usage: sseindex [OPTION]... [FILE|FOLDER|ADDRESS]...\n"
    "Reads news items into the index; without a source, those of the configuration.\n"
    "FILE - is standard input. Items that changed are updated in place.\n"
    "\n"
    "      --db FILE        the index; --config FILE the configuration; --print-config\n"
    "      --format FORMAT  read all as feed, html, json, csv, mail, ... (sseindex(1) has all)\n"
    "      --charset NAME, --lang TAG, --source LABEL, --columns title,date,text\n"
    "                       character set, language, publisher, names of columns\n"
    "      --follow, --drafts, --allow-private   fetch the pages that lists link to; take\n"
    "                       unpublished items; read from this machine's network, too\n"
    "      --prune, --max-prune N   also remove items that are gone from their source, at\n"
    "                       most N percent of one source (20); --force lifts the limit\n"
    "      --rebuild, --from-sources-only   read everything again into a new file; drop the rest\n"
    "      --upgrade        convert an index of an earlier version; reads no source\n"
    "      --dry-run, --print   do everything but change the index; only print what is read\n"
    "      --drop SOURCE    remove a source and the items that only it has\n"
    "      --withdraw ID|QUERY, --reason TEXT, --restore ID   take items down; let one back in\n"
    "      --check, --stats, --backup FILE, --recover FILE   verify, describe, copy, rescue it\n"
    "      --export, --export-to FORMAT   print its items: jsonl, csv, opensearch[-index]\n"
    "  -q, --quiet, -v, --verbose, -h, --help, -V, --version\n"
    "\n"
    "Exit: 0 all was indexed, 1 some input was skipped, 2 nothing changed because of an\n"
    "error, 3 another run is writing to the index.\n"
    "Example: sseindex corpus/\n";

struct command {
  config_value db, config_path, format, charset, lang, label, columns, max_prune, drop, backup, recover,
      withdraw, reason, restore, export_to;
  program_config *config;
  source_options source;
  index_options index;
  /* cppcheck-suppress unusedStructMember ; the tables below refer to them by offset */
  bool check, stats, print, print_config, upgrade;
  bool follow;
  bool quiet, verbose, help, version;
};

/* A run writes to one index only. */
static sse_status take_db(void *command, const program_option *option, const char *value, sse_error *err) {
  config_value *db = &((struct command *)command)->db;
  (void)option;
  if (db->text && strcmp(db->text, value) != 0)
    return sse_fail(err, SSE_INVALID, "--db was given two files; sseindex works on one index at a time");
  db->text = value;
  return SSE_OK;
}

#define AT(field) .place = offsetof(struct command, field)

static const setting export_formats = {.kind = SETTING_IS_WORD, .words = render_export_names};

static const program_option table[] = {
    {"db", .value = &options_any, AT(db), .take = take_db},
    {"format", .value = &setting_table[SETTING_FORMAT], AT(format)},
    {"json", .value = &setting_table[SETTING_FORMAT], AT(format), .fixed = "json"},
    {"charset", .value = &setting_table[SETTING_CHARSET], AT(charset)},
    {"lang", .value = &setting_table[SETTING_LANG], AT(lang)},
    {"source", .value = &setting_table[SETTING_LABEL], AT(label)},
    {"columns", .value = &setting_table[SETTING_COLUMNS], AT(columns)},
    {"rebuild", AT(index.rebuild)},
    {"from-sources-only", AT(index.from_sources)},
    {"upgrade", AT(upgrade)},
    {"prune", AT(index.prune)},
    {"max-prune", .value = &setting_table[SETTING_MAX_PRUNE], AT(max_prune)},
    {"force", AT(index.force)},
    {"dry-run", AT(index.dry_run)},
    {"drop", .value = &options_any, AT(drop)},
    {"withdraw", .value = &options_any, AT(withdraw)},
    {"reason", .value = &options_any, AT(reason)},
    {"restore", .value = &options_any, AT(restore)},
    {"backup", .value = &options_any, AT(backup)},
    {"recover", .value = &options_any, AT(recover)},
    {"check", AT(check)},
    {"stats", AT(stats)},
    {"export", .value = &export_formats, AT(export_to), .fixed = "jsonl"},
    {"export-to", .value = &export_formats, AT(export_to)},
    {"config", .value = &options_any, AT(config_path)},
    {"print", AT(print)},
    {"print-config", AT(print_config)},
    {"allow-private", AT(source.allow_private)},
    {"follow", AT(follow)},
    {"drafts", AT(source.drafts)},
    {"quiet", .letter = 'q', AT(quiet)},
    {"verbose", .letter = 'v', AT(verbose)},
    {"help", .letter = 'h', AT(help), .ends = true},
    {"version", .letter = 'V', AT(version), .ends = true},
    {0},
};

static const program_options known = {.program = "sseindex", .table = table};

/* ---- Tasks on an index that read no sources --------------------------------------------------------- */

static index_exit exit_of(sse_status status) {
  if (status == SSE_BUSY) return INDEX_LOCKED;
  return status ? INDEX_NOTHING : INDEX_ALL;
}

static index_exit print_configuration(const struct command *command, const char *path, sse_error *err) {
  program_print(stdout, "# the index is ", path, "\n");
  config_print(command->config, stdout);
  return exit_of(program_flush(err));
}

static index_exit back_up(const struct command *command, const char *path, sse_error *err) {
  return exit_of(index_backup(path, command->backup.text, err));
}

static index_exit export(const struct command *command, const char *path, sse_error *err) {
  return exit_of(print_index(path, (render_export)command->export_to.number, err));
}

static index_exit check(const struct command *command, const char *path, sse_error *err) {
  sse_status status = index_check(path, err);
  if (!status && !command->quiet) program_print(stdout, "", path, ": is whole\n");
  return exit_of(status);
}

static index_exit describe(const struct command *command, const char *path, sse_error *err) {
  index_db *index = NULL;
  index_stats stats = {0};
  sse_status status = index_open(path, &index, err);
  if (!status) status = index_describe(index, &stats, err);
  if (!status && command->verbose) status = index_describe_sizes(index, &stats, err);
  if (!status && command->source.format && strcmp(command->source.format, "json") == 0) {
    status = render_stats_json(stdout, &stats, true, err);
  } else if (!status) {
    render_stats_text(stdout, &stats);
  }
  index_stats_reset(&stats);
  index_close(index);
  return exit_of(status);
}

static index_exit drop(const struct command *command, const char *path, sse_error *err) {
  size_t removed = 0;
  sse_status status = index_drop(path, command->drop.text, &command->index, &removed, err);
  if (!status && !command->quiet)
    (void)printf("%s%zu %s removed\n", command->index.dry_run ? "Would be: " : "", removed,
                 removed == 1 ? "item" : "items");
  return exit_of(status);
}

static index_exit withdraw(const struct command *command, const char *path, sse_error *err) {
  const withdraw_options options = {.what = command->withdraw.text,
                                    .reason = command->reason.text,
                                    .dry_run = command->index.dry_run,
                                    .force = command->index.force,
                                    .most_percent = command->index.max_prune,
                                    .quiet = command->quiet};
  return exit_of(withdraw_items(path, &options, err));
}

static index_exit restore(const struct command *command, const char *path, sse_error *err) {
  sse_status status = index_restore_withdrawn(path, command->restore.text, err);
  if (!status && !command->quiet)
    (void)puts("1 item restored; it returns with the next run if a source still has it");
  return exit_of(status);
}

/* The exit code also says whether some rows of a damaged index could not be read. */
static index_exit recover(const struct command *command, const char *path, sse_error *err) {
  size_t items, lost;
  sse_status status = index_recover(path, command->recover.text, &items, &lost, err);
  if (status) return exit_of(status);
  if (!command->quiet)
    (void)printf("%zu %s recovered, %zu %s could not be read\n", items, items == 1 ? "item" : "items", lost,
                 lost == 1 ? "row" : "rows");
  return lost > 0 ? INDEX_SOME : INDEX_ALL;
}

/* In the order in which they run. */
static const struct task {
  const char *name; /* the option's */
  size_t place;     /* offset in the command, of a value or a switch */
  bool has_value;
  index_exit (*run)(const struct command *command, const char *path, sse_error *err);
} tasks[] = {{"print-config", offsetof(struct command, print_config), false, print_configuration},
             {"drop", offsetof(struct command, drop), true, drop},
             {"withdraw", offsetof(struct command, withdraw), true, withdraw},
             {"restore", offsetof(struct command, restore), true, restore},
             {"backup", offsetof(struct command, backup), true, back_up},
             {"recover", offsetof(struct command, recover), true, recover},
             {"export", offsetof(struct command, export_to), true, export},
             {"stats", offsetof(struct command, stats), false, describe},
             {"check", offsetof(struct command, check), false, check}};
enum { TASKS = sizeof tasks / sizeof *tasks };

/* The number of the first requested task from `from` on; TASKS for none. */
static size_t next_task(const struct command *command, size_t from) {
  for (; from < TASKS; from++) {
    const void *place = (const char *)command + tasks[from].place;
    if (tasks[from].has_value ? ((const config_value *)place)->text != NULL : *(const bool *)place) break;
  }
  return from;
}

/* ---- The command line ----------------------------------------------------------------------------- */

/* The configuration supplies what the command line leaves open. */
static void apply_config(struct command *command) {
  const program_config *config = command->config;
  command->index.max_prune =
      (unsigned)options_value(&command->max_prune, config, SETTING_MAX_PRUNE)->number; /* 0 to 100 */
  if (config->values[SETTING_PRUNE].number) command->index.prune = true;
  if (config->values[SETTING_ALLOW_PRIVATE].number) command->source.allow_private = true;
  command->source.format = command->format.text;
  command->source.charset = command->charset.text;
  command->source.lang = command->lang.text;
  command->source.source = command->label.text;
  command->source.columns = command->columns.text;
  command->source.contact = config->values[SETTING_CONTACT].text;
  command->source.proxy = config->values[SETTING_PROXY].text;
  command->source.timeout = config->values[SETTING_TIMEOUT].number;
  command->source.filters = config->filters;
}

/* A task stands alone: options for reading would otherwise be ignored silently. */
static sse_status check_command(const struct command *command, bool has_sources, sse_error *err) {
  const char *format = command->source.format;
  size_t task = next_task(command, 0);
  bool is_described = format && (strcmp(format, "json") == 0 || strcmp(format, "text") == 0);
  if (command->index.from_sources && !command->index.rebuild)
    return sse_fail(err, SSE_INVALID, "--from-sources-only needs --rebuild");
  if (task < TASKS && (has_sources || command->print || command->upgrade || command->index.rebuild))
    return sse_fail(err, SSE_INVALID,
                    "--%s reads no source and cannot be combined with --print, --rebuild or --upgrade",
                    tasks[task].name);
  if (command->reason.text && !command->withdraw.text)
    return sse_fail(err, SSE_INVALID, "--reason needs --withdraw");
  if (command->upgrade && (has_sources || command->index.rebuild || command->print))
    return sse_fail(err, SSE_INVALID,
                    "--upgrade takes no source and cannot be combined with --print or --rebuild");
  if (format && (command->check || command->stats) && !(command->stats && is_described))
    return sse_fail(err, SSE_INVALID, "--format: '%s' is not one of text, json, which --stats prints",
                    format);
  if (!has_sources && task == TASKS && !command->upgrade && command->config->source_count == 0)
    return sse_fail(err, SSE_INVALID, "no source given. Example: sseindex corpus/ (see sseindex --help)");
  return SSE_OK;
}

static sse_status read_command(struct command *command, int argc, char **argv, sse_error *err) {
  sse_status status = options_read(&known, command, argc, argv, NULL, err);
  if (status || command->help || command->version) return status;
  if (command->verbose) sse_log_init("sseindex", SSE_LOG_INFO);
  status = config_read(command->config_path.text, &command->config, err);
  if (status) return status;
  apply_config(command);
  return check_command(command, optind < argc, err);
}

static void on_problem(void *context, const char *message) {
  progress_clear(context);
  sse_log(SSE_LOG_WARNING, "%s", message);
}

/* Each loss is logged with --verbose; the totals come at the end. */
static void on_loss(void *context, const source_loss *loss) {
  static const char *const what[] = {"passed over", "not taken", "left out of items",
                                     "not public, passed over", "not followed"};
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
  if (report->withdrawn > 0)
    (void)printf("%zu withdrawn %s passed over.\n", report->withdrawn,
                 report->withdrawn == 1 ? "item was" : "items were");
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

/* Makes the sources from the command line, else from the configuration, with the options of both. A list of
 * feeds that cannot be read is reported and counted, and does not stop the other sources. */
static sse_status make_sources(const struct command *command, char **places, size_t count,
                               struct sources *sources, size_t *failed, sse_error *err) {
  const program_config *config = command->config;
  bool configured = count == 0;
  if (command->upgrade) return SSE_OK;
  if (configured) count = config->source_count;
  for (size_t i = 0; i < count; i++) {
    const source_options *own = configured ? &config->sources[i].options : &command->source;
    index_source source = configured ? config->sources[i] : (index_source){.place = places[i]};
    source.options = command->source;
    if (!command->source.format) source.options.format = own->format;
    if (!command->source.charset) source.options.charset = own->charset;
    if (!command->source.lang) source.options.lang = own->lang;
    if (!command->source.source) source.options.source = own->source;
    if (own->drafts) source.options.drafts = true;
    source.options.pages = own->pages; /* this and the next three come only from the configuration */
    source.options.match = own->match;
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
  index_options options = command->index;
  size_t failed = 0;
  options.all_sources = count == 0; /* those of the configuration */
  if (make_sources(command, places, count, &sources, &failed, err)) {
    sources_reset(&sources);
    return INDEX_NOTHING;
  }
  (void)clock_gettime(CLOCK_MONOTONIC, &start);
  progress_init(&progress, command->quiet || command->print);
  index_exit code = command->print
                        ? print_sources(sources.all, sources.count, &listener, &report, err)
                        : index_run(path, sources.all, sources.count, &options, &listener, &report, err);
  progress_clear(&progress);
  if (command->print && !command->quiet) render_losses(stderr, &report.losses);
  if (err->status == SSE_OK && !command->quiet && !command->print)
    print_summary(&report, command->index.dry_run, seconds_since(&start));
  index_report_reset(&report);
  sources_reset(&sources);
  return code == INDEX_ALL && failed > 0 ? INDEX_SOME : (int)code;
}

/* Does what the command line requests; returns the exit code, and sets `err` if there is more to report. */
static int run(const struct command *command, char **places, size_t count, sse_error *err) {
  const program_config *config = command->config;
  char *path = NULL;
  size_t task = next_task(command, 0);
  if (command->print) return index_places(command, NULL, places, count, err); /* needs no index */
  int code = (int)exit_of(
      program_index_path(command->db.text, config->values[SETTING_DB].text, task == TASKS, &path, err));
  if (!err->status && task == TASKS) code = index_places(command, path, places, count, err);
  for (; task < TASKS && !err->status; task = next_task(command, task + 1)) {
    int done = (int)tasks[task].run(command, path, err);
    if (done != INDEX_ALL) code = done;
  }
  free(path);
  return code;
}

int main(int argc, char **argv) {
  struct command command = {0};
  sse_error err = {0};
  int code = INDEX_NOTHING;
  sse_log_init("sseindex", SSE_LOG_WARNING);
  if (!read_command(&command, argc, argv, &err)) {
    if (command.help) (void)fputs(help, stdout);
    if (command.version) program_print_version("sseindex");
    code = command.config ? run(&command, argv + optind, (size_t)(argc - optind), &err) : INDEX_ALL;
  }
  config_free(command.config);
  if (!err.status && program_flush(&err)) code = INDEX_NOTHING;
  if (err.status) sse_log(SSE_LOG_ERROR, "%s", err.message);
  return code;
}
