/* sseindex: reads news items from files and folders and keeps the index of them up to date.
 * Options, messages and exit codes only; the work is in source/ and index/.
 * Exits 0 all indexed, 1 some input was skipped, 2 nothing changed because of an error, 3 another run is at
 * work. */
#include "index/index.h"
#include "programs/common.h"
#include "programs/progress.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { EXIT_ALL = 0, EXIT_SKIPPED = 1, EXIT_NOTHING = 2, EXIT_LOCKED = 3 };

static const char help[] =
    "usage: sseindex [OPTION]... FILE|FOLDER...\n"
    "Reads news items and adds them to the index; changed ones are updated in place.\n"
    "FILE - is standard input. In a folder all .txt files are read, in folders below it too.\n"
    "\n"
    "      --db FILE        the index ($SSESEARCH_DB, else ~/.local/share/ssesearch/index.db)\n"
    "      --format FORMAT  listing (headlines under months) or text (one item a file)\n"
    "      --lang TAG       the language of the items: en, fr, ko ...\n"
    "      --source LABEL   the items' publisher\n"
    "  -q, --quiet          print only what went wrong\n"
    "  -v, --verbose        say more\n"
    "  -h, --help           show this\n"
    "  -V, --version        show the version\n"
    "\n"
    "Exit: 0 all was indexed, 1 some input was skipped, 2 nothing changed because of an\n"
    "error, 3 another run is writing to the index.\n"
    "Example: sseindex corpus/\n";

struct command {
  const char *db;
  source_options source;
  bool quiet;
  bool done; /* help or version was printed: nothing to index */
};

enum { OPTION_DB = 256, OPTION_FORMAT, OPTION_LANG, OPTION_SOURCE };

static const struct option long_options[] = {
    {"db", required_argument, NULL, OPTION_DB},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"lang", required_argument, NULL, OPTION_LANG},
    {"source", required_argument, NULL, OPTION_SOURCE},
    {"quiet", no_argument, NULL, 'q'},
    {"verbose", no_argument, NULL, 'v'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {0},
};

static void take_option(struct command *command, int option) {
  switch (option) {
  case OPTION_DB:
    command->db = optarg;
    break;
  case OPTION_FORMAT:
    command->source.format = optarg;
    break;
  case OPTION_LANG:
    command->source.lang = optarg;
    break;
  case OPTION_SOURCE:
    command->source.source = optarg;
    break;
  case 'q':
    command->quiet = true;
    break;
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

static sse_status read_command(struct command *command, int argc, char **argv, sse_error *err) {
  int option;
  *command = (struct command){0};
  while (!command->done && (option = getopt_long(argc, argv, "qvhV", long_options, NULL)) != -1) {
    /* getopt has said what is wrong with the option. */
    if (option == '?') return sse_fail(err, SSE_INVALID, "see sseindex --help");
    take_option(command, option);
  }
  if (command->done) return SSE_OK;
  if (command->source.format && !source_format_known(command->source.format))
    return sse_fail(err, SSE_INVALID, "there is no format '%s'; see sseindex --help", command->source.format);
  if (optind == argc)
    return sse_fail(err, SSE_INVALID,
                    "what shall be indexed? Example: sseindex corpus/ (see sseindex --help)");
  return SSE_OK;
}

static void on_problem(void *context, const char *message) {
  progress_clear(context);
  sse_log(SSE_LOG_WARNING, "%s", message);
}

static void on_progress(void *context, uint64_t done, uint64_t total, size_t items) {
  progress_show(context, done, total, items);
}

static void print_summary(const index_report *report, double seconds) {
  size_t items = report->added + report->updated + report->unchanged;
  if (report->added == 0 && report->updated == 0) (void)printf("Nothing changed: ");
  (void)printf("%zu added, %zu updated, %zu unchanged, %zu skipped", report->added, report->updated,
               report->unchanged, report->skipped);
  (void)printf(" (%zu %s in %zu %s, %.2f s)\n", items, items == 1 ? "item" : "items", report->files,
               report->files == 1 ? "file" : "files", seconds);
  if (report->failed > 0)
    (void)printf("%zu %s could not be read.\n", report->failed, report->failed == 1 ? "source" : "sources");
  if (report->repaired > 0)
    (void)printf("%zu %s not UTF-8 and shown as \xEF\xBF\xBD.\n", report->repaired,
                 report->repaired == 1 ? "byte was" : "bytes were");
}

static double seconds_since(const struct timespec *start) {
  struct timespec now = {0};
  (void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail for this clock */
  return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static sse_status index_paths(const struct command *command, char **paths, size_t count, int *code,
                              sse_error *err) {
  struct progress progress;
  const index_listener listener = {&progress, on_problem, on_progress};
  struct timespec start = {0};
  index_report report = {0};
  index_db *index = NULL;
  char *path = NULL;
  (void)clock_gettime(CLOCK_MONOTONIC, &start);
  progress_init(&progress, command->quiet);
  sse_status status = program_index_path(command->db, true, &path, err);
  if (!status) status = index_open(path, INDEX_WRITE, &index, err);
  if (!status)
    status = index_add(index, (const char *const *)paths, count, &command->source, &listener, &report, err);
  progress_clear(&progress);
  if (!status && !command->quiet) print_summary(&report, seconds_since(&start));
  *code = report.failed > 0 && report.files == 0    ? EXIT_NOTHING
          : report.failed > 0 || report.skipped > 0 ? EXIT_SKIPPED
                                                    : EXIT_ALL;
  index_close(index);
  free(path);
  return status;
}

int main(int argc, char **argv) {
  struct command command;
  sse_error err;
  int code = EXIT_ALL;
  sse_log_init("sseindex", SSE_LOG_WARNING);
  sse_status status = read_command(&command, argc, argv, &err);
  if (!status && !command.done)
    status = index_paths(&command, argv + optind, (size_t)(argc - optind), &code, &err);
  if (!status) status = program_flush(&err);
  if (status) sse_log(SSE_LOG_ERROR, "%s", err.message);
  if (status == SSE_BUSY) return EXIT_LOCKED;
  return status ? EXIT_NOTHING : code;
}
