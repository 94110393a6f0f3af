/* ssesearch: ranks the items that match a query and highlights the matches.
 * Only options and exit codes are here; answer.c acts on them, and the work is done in search/ and render/.
 * Exit as with grep: 0 found, 1 none, 2 error. */
#include "base/log.h"
#include "programs/answer.h"
#include "programs/archives.h"
#include "programs/common.h"
#include "programs/complete.h"
#include "programs/guide.h"
#include "programs/mail.h"
#include "programs/terminal.h"

#include <getopt.h>
#include <stddef.h>
#include <stdlib.h>

enum { EXIT_FOUND = 0, EXIT_NONE = 1, EXIT_ERROR = 2 };

static const char help[] =
    "usage: ssesearch [OPTION]... QUERY...\n"
    "Finds news items with the words of QUERY, the best first. QUERY may also have:\n"
    "\"a phrase\" =exact word* -not (a OR b) a NEAR/5 b title: date: ...; --help-query has all\n"
    "\n"
    "  -n, --limit N        show at most N items (10); --offset N skips the first N\n"
    "      --match HOW      all words, any, or auto (the default): all, or any if few have all\n"
    "      --sort ORDER     relevance (the default), newest, oldest, seen, changed (by a run)\n"
    "      --after DATE, --before DATE, --source NAME, --lang TAG\n"
    "                       only items that fit these\n"
    "      --saved NAME     save QUERY under that name, or run it; --saved lists, --forget NAME\n"
    "      --new            with --saved NAME: what was not printed yet; --updated: changed ones too\n"
    "      --similar ID     items like this one; --show ID: all of it; --format jsonl shows ids\n"
    "      --count          print only how many match; --open N: open the address or file of hit N\n"
    "      --facets         count matches by year, month, source and language\n"
    "      --format FORMAT  text (the default), json (or --json), jsonl, csv, html, atom, trec, mail,\n"
    "                       ris, bibtex, csl-json, kwic (each match in its context, aligned)\n"
    "      --color WHEN     auto, always, never; --pager, --no-pager: show all in $PAGER or not\n"
    "      --recency        newer items count more; --explain: what each score is made of\n"
    "      --queries FILE   run a file of lines, id TAB query; --terms NAME: concepts of that name\n"
    "      --no-group       copies and translations too; --no-suggest: no \"did you mean\"\n"
    "      --synonyms FILE  instead of those built in; --thesaurus FILE: labels in a SKOS file, too\n"
    "      --db FILE        the index, or several searched as one; --config FILE the configuration\n"
    "  -h, --help, -V, --version\n"
    "\n"
    "Exit: 0 items were found, 1 none, 2 an error.\n"
    "Example: ssesearch \"cooperatives Korea\"\n";

enum { OFFSET_MOST = 100000000 };

static const setting an_offset = {.kind = SETTING_IS_NUMBER, .noun = "number", .most = OFFSET_MOST},
                     a_hit = {.kind = SETTING_IS_NUMBER, .noun = "number", .least = 1, .most = OFFSET_MOST},
                     a_match = {.kind = SETTING_IS_WORD, .words = search_match_names},
                     a_date = {.kind = SETTING_IS_DATE}, a_name = {.kind = SETTING_IS_NAME},
                     an_address = {.kind = SETTING_IS_MAIL};

/* Adds the filter that is called like the option. */
static sse_status take_filter(void *command, const program_option *option, const char *value,
                              sse_error *err) {
  sse_buffer *filters = &((struct command *)command)->filters;
  query_add_filter(filters, option->name, "", value);
  return filters->failed ? sse_fail_memory(err) : SSE_OK;
}

static sse_status take_saved(void *taker, const program_option *option, const char *value, sse_error *err) {
  struct command *command = taker;
  if (value && !saved_is_name(value))
    return sse_fail(err, SSE_INVALID, "--%s: '%s' is not a valid name: use letters, digits, - _ .",
                    option->name, value);
  command->name = value;
  command->lists = !value;
  return SSE_OK;
}

#define AT(field) .place = offsetof(struct command, field)

static const program_option table[] = {
    {"limit", .letter = 'n', .value = &setting_table[SETTING_LIMIT], AT(limit)},
    {"offset", .value = &an_offset, AT(offset)},
    {"match", .value = &a_match, AT(match)},
    {"count", AT(count)},
    {"format", .value = &setting_table[SETTING_RESULTS], AT(format)},
    {"json", .value = &setting_table[SETTING_RESULTS], AT(format), .fixed = "json"},
    {"color", .value = &setting_table[SETTING_COLOR], AT(color)},
    {"synonyms", .value = &options_any, AT(synonyms)},
    {"thesaurus", .value = &options_any, AT(thesaurus)},
    {"terms", .value = &a_name, AT(terms)},
    {"db", .value = &options_any, AT(db), .take = options_add},
    {"config", .value = &options_any, AT(config_path)},
    {"explain", AT(explain)},
    {"facets", AT(facets)},
    {"sort", .value = &setting_table[SETTING_SORT], AT(sort)},
    {"after", .value = &a_date, .take = take_filter},
    {"before", .value = &a_date, .take = take_filter},
    {"source", .value = &a_name, .take = take_filter},
    {"lang", .value = &setting_table[SETTING_LANG], .take = take_filter},
    {"pager", AT(pager)},
    {"no-pager", AT(no_pager)},
    {"saved", .value = &options_any, .optional = true, .take = take_saved},
    {"new", AT(only_new)},
    {"updated", AT(updated)},
    {"forget", .value = &options_any, AT(forget)},
    {"mail-to", .value = &an_address, AT(mail_to)},
    {"mail-from", .value = &an_address, AT(mail_from)},
    {"show", .value = &options_any, AT(show)},
    {"open", .value = &a_hit, AT(open)},
    {"similar", .value = &options_any, AT(similar)},
    {"no-suggest", AT(no_suggest)},
    {"no-group", AT(no_group)},
    {"recency", AT(recency)},
    {"queries", .value = &options_any, AT(queries)},
    {"parse", AT(parses)},
    {"complete", AT(complete), .ends = true},
    {"help", .letter = 'h', AT(help), .ends = true},
    {"help-query", AT(help_query), .ends = true},
    {"version", .letter = 'V', AT(version), .ends = true},
    {0},
};

static const program_options known = {
    .program = "ssesearch", .table = table, .dash_hint = "to leave out a word, put it after --"};

/* The formats in which one whole item can be shown. */
static bool can_show(long format) {
  return format == RENDER_TEXT || format == RENDER_JSON;
}

/* --saved without a name, and --forget, do not search. */
static sse_status check_alone(const struct command *command, bool has_query, sse_error *err) {
  bool searches = has_query || saved_query_is_one(&command->given) || command->queries.text ||
                  command->show.text || command->name || command->only_new;
  if (!searches && !(command->lists && command->forget.text)) return SSE_OK;
  return sse_fail(err, SSE_INVALID,
                  command->forget.text
                      ? "--forget takes a name and nothing else"
                      : "--saved without a name lists the saved searches; to search, give it a name");
}

/* --open prints no results, so options about results do not apply. */
static sse_status check_open(const struct command *command, sse_error *err) {
  const char *other = command->show.text      ? "show"
                      : command->queries.text ? "queries"
                      : command->count        ? "count"
                      : command->facets       ? "facets"
                      : command->only_new     ? "new"
                                              : NULL;
  if (!command->open.text || !other) return SSE_OK;
  return sse_fail(err, SSE_INVALID, "--open cannot be combined with --%s", other);
}

static sse_status refuse_facets(render_format format, sse_error *err) {
  sse_buffer others = {0};
  for (size_t i = 0; render_format_names[i]; i++)
    if (render_holds_facets((render_format)i))
      sse_buffer_printf(&others, "%s%s", others.length > 0 ? ", " : "", render_format_names[i]);
  sse_status status =
      others.failed
          ? sse_fail_memory(err)
          : sse_fail(err, SSE_INVALID,
                     "--facets cannot be combined with --format %s, which has no place for them; %s have one",
                     render_format_names[format], others.data);
  sse_buffer_reset(&others);
  return status;
}

/* Rejects results that a format cannot show. */
static sse_status check_format(const struct command *command, render_format format, sse_error *err) {
  const char *name = render_format_names[format];
  if (command->show.text || command->terms.text)
    return can_show(format) ? SSE_OK
                            : sse_fail(err, SSE_INVALID, "--%s prints text or json",
                                       command->show.text ? "show" : "terms");
  if (command->facets && !render_holds_facets(format)) return refuse_facets(format, err);
  if (command->facets && command->only_new && render_facets_replace_items(format))
    return sse_fail(err, SSE_INVALID,
                    "--new cannot be combined with --facets and --format %s, which prints no items then",
                    name);
  if (command->queries.text && format == RENDER_MAIL)
    return sse_fail(err, SSE_INVALID, "--queries cannot be combined with --format mail: that is one message");
  return SSE_OK;
}

/* --terms uses the thesaurus and no index. */
static sse_status check_terms(const struct command *command, bool has_query, sse_error *err) {
  if (has_query)
    return sse_fail(err, SSE_INVALID,
                    "--terms takes a name and no query; put a name of several words in quotes");
  if (command->show.text || command->queries.text || command->name || command->similar.text ||
      command->open.text || command->filters.length > 0 || command->count || command->facets ||
      command->only_new)
    return sse_fail(err, SSE_INVALID,
                    "--terms prints concepts, not items; it cannot be combined with options about items");
  return check_format(command, command->results, err);
}

/* Rejects options that do not go together. */
static sse_status check_command(const struct command *command, bool has_query, sse_error *err) {
  bool is_queries = command->queries.text, is_similar = command->similar.text;
  bool is_mail = command->results == RENDER_MAIL, has_mail = command->mail_to.text || command->mail_from.text;
  if (command->terms.text) return check_terms(command, has_query, err);
  if (check_open(command, err)) return err->status;
  if (command->show.text && (has_query || is_queries || command->name || is_similar))
    return sse_fail(err, SSE_INVALID, "--show takes an id and no query");
  if (check_format(command, command->results, err)) return err->status;
  if (command->show.text) return SSE_OK;
  if (has_query && is_similar) return sse_fail(err, SSE_INVALID, "--similar takes an id and no query");
  if (has_query && is_queries)
    return sse_fail(err, SSE_INVALID, "--queries takes queries from its file only");
  if (!has_query && !is_queries && !is_similar && command->filters.length == 0 && !command->name)
    return sse_fail(err, SSE_INVALID, "no query given. Example: ssesearch \"cooperatives Korea\"");
  if (command->facets && command->count)
    return sse_fail(err, SSE_INVALID, "--facets cannot be combined with --count, which prints one number");
  if (has_mail && !is_mail) return sse_fail(err, SSE_INVALID, "--mail-to and --mail-from need --format mail");
  if (command->only_new && !command->name)
    return sse_fail(err, SSE_INVALID, "--new and --updated need --saved NAME");
  if (command->name && is_queries)
    return sse_fail(err, SSE_INVALID, "--saved cannot be combined with --queries");
  if (command->only_new && (command->count || command->offset.number > 0))
    return sse_fail(err, SSE_INVALID, "--new cannot be combined with --count or --offset");
  return SSE_OK;
}

/* The requested format, else the configured one if it can show the results. */
static void choose_format(struct command *command) {
  command->results = (render_format)options_value(&command->format, command->config, SETTING_RESULTS)->number;
  sse_error ignored;
  if (!command->format.text && check_format(command, command->results, &ignored))
    command->results = RENDER_TEXT;
}

/* True if there is a search to run. */
static bool is_search(const struct command *command) {
  return !(command->help || command->help_query || command->version || command->lists ||
           command->forget.text);
}

static sse_status read_command(struct command *command, int argc, char **argv, sse_error *err) {
  sse_status status = options_read(&known, command, argc, argv, NULL, err);
  char **given = command->given.parts; /* never written to */
  given[SAVED_FILTERS] = command->filters.data;
  given[SAVED_MATCH] = (char *)command->match.text;
  given[SAVED_SORT] = (char *)command->sort.text;
  given[SAVED_SIMILAR] = (char *)command->similar.text;
  command->only_new = command->only_new || command->updated;
  if (status || command->help || command->help_query || command->version || command->complete) return status;
  if (!is_search(command)) return check_alone(command, optind < argc, err);
  status = config_read(command->config_path.text, &command->config, err);
  if (status) return status;
  choose_format(command);
  return check_command(command, optind < argc, err);
}

/* The remaining arguments, separated by spaces. */
static sse_status join_query(int argc, char **argv, sse_buffer *query, sse_error *err) {
  for (int i = optind; i < argc; i++) {
    if (i > optind) sse_buffer_append_text(query, " ");
    sse_buffer_append_text(query, argv[i]);
  }
  return query->failed ? sse_fail_memory(err) : SSE_OK;
}

/* Takes the saved value of an option; false if it is no longer valid. */
static bool take_kept(const setting *known_value, const char *text, config_value *value) {
  sse_error ignored;
  *value = (config_value){.text = text};
  return !text || !setting_check(known_value, text, &value->number, &ignored);
}

/* Opens the saved search and takes over its query; its words replace `words`. */
static sse_status open_saved(struct command *command, sse_buffer *words, sse_error *err) {
  char **parts = command->chosen.parts;
  command->given.parts[SAVED_WORDS] = words->data;
  command->keeps = command->only_new || saved_query_is_one(&command->given);
  sse_status status = saved_open(command->name, command->keeps, &command->saved, err);
  if (!status) status = saved_choose(command->saved, &command->given, &command->chosen, err);
  if (status) return status;
  if (!take_kept(&a_match, parts[SAVED_MATCH], &command->match) ||
      !take_kept(&setting_table[SETTING_SORT], parts[SAVED_SORT], &command->sort))
    return sse_fail(err, SSE_INVALID, "--saved %s: its saved --match or --sort is not known", command->name);
  command->similar.text = parts[SAVED_SIMILAR];
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

/* The command line comes before the configuration; a run for trec_eval ignores the configuration. */
static long number_of(const struct command *command, const config_value *given, setting_id id) {
  bool is_run = command->results == RENDER_TREC && !given->text;
  return is_run ? setting_table[id].preset : options_value(given, command->config, id)->number;
}

static bool wants_color(const struct command *command) {
  long when = options_value(&command->color, command->config, SETTING_COLOR)->number;
  return when == SETTING_COLOR_AUTO ? terminal_has_color() : when == SETTING_COLOR_ALWAYS;
}

/* Lists for machines have every item, and so do lists of new items. */
static bool groups(const struct command *command) {
  return render_names_stories(command->results) && !command->only_new && !command->similar.text &&
         !command->count;
}

/* Derives what to search and how to show it from the command line and the configuration. All numbers have
 * been checked. */
static void prepare(struct command *command) {
  const program_config *config = command->config;
  search_options *wanted = &command->search;
  bool is_run = command->results == RENDER_TREC;
  bool recency = command->recency || (config->values[SETTING_RECENCY].number && !is_run);
  *wanted = (search_options){.match = (search_match)command->match.number,
                             .sort = (search_sort)number_of(command, &command->sort, SETTING_SORT),
                             .similar = command->similar.text,
                             .filters =
                                 command->name ? command->chosen.parts[SAVED_FILTERS] : command->filters.data,
                             .limit = (size_t)number_of(command, &command->limit, SETTING_LIMIT),
                             .offset = (size_t)command->offset.number,
                             .half_life = config_half_life(config, recency),
                             .today = sse_date_today(),
                             .facets = command->facets,
                             .all_items = true,
                             .explain = command->explain,
                             .paths = true,
                             .whole_texts = command->results == RENDER_KWIC,
                             .ids_only = is_run,
                             .stories = !command->no_group && groups(command),
                             .suggest = !command->no_suggest && !command->similar.text && !is_run};
  if (command->only_new && !command->limit.text) wanted->limit = SIZE_MAX; /* no new item is held back */
  if (wanted->similar) wanted->match = SEARCH_MATCH_ANY;
  /* Items with only some of the words are not news. */
  if (command->only_new && wanted->match == SEARCH_MATCH_AUTO) wanted->match = SEARCH_MATCH_ALL;
  if (command->count) wanted->limit = 0;
  if (command->open.text) { /* the number as shown in results */
    wanted->limit = 1;
    wanted->offset = (size_t)command->open.number - 1;
    wanted->suggest = false;
  }
  command->shown = (render_options){.language = program_language(),
                                    .color = wants_color(command),
                                    .width = terminal_columns(),
                                    .offset = wanted->offset,
                                    .archive_link = config->values[SETTING_ARCHIVE_SEARCH].text};
  command->shown.links = command->shown.color && terminal_has_links();
}

/* Runs the search, and shows the result in a pager if one is wanted. */
static sse_status search(struct command *command, sse_buffer *words, size_t *found, sse_error *err) {
  const char *configured = command->config->values[SETTING_PAGER].text;
  /* What is printed as new is recorded as shown, so it must really be seen: no pager comes in between. */
  bool no_pager = command->no_pager || command->only_new || command->open.text;
  const char *shown_by = no_pager ? NULL : terminal_pager(configured, command->pager);
  FILE *pager = NULL;
  sse_status status = command->name ? open_saved(command, words, err) : SSE_OK;
  if (!status) prepare(command); /* before standard output becomes the pager */
  if (!status && shown_by) status = terminal_begin_pager(shown_by, &pager, err);
  if (!status)
    status = command->terms.text ? answer_terms(command, found, err)
                                 : answer_command(command, words->data ? words->data : "", found, err);
  if (!status && !pager) status = program_flush(err);
  terminal_end_pager(pager);
  return status;
}

static sse_status run(struct command *command, sse_buffer *words, size_t *found, sse_error *err) {
  sse_status status = SSE_OK;
  if (is_search(command) && !command->parses) return search(command, words, found, err);
  *found = !command->lists;
  if (command->help) (void)fputs(help, stdout);
  if (command->help_query) guide_print();
  if (command->version) program_print_version("ssesearch");
  if (command->forget.text) status = saved_forget(command->forget.text, err);
  if (command->parses && is_search(command)) status = guide_print_tree(words->data ? words->data : "", err);
  if (command->lists) status = saved_each(found, print_summary, err);
  return status ? status : program_flush(err);
}

/* Completes a command line for a shell; prints nothing but completions. */
static sse_status complete(struct command *command, int count, char **words, sse_error *err) {
  complete_line line;
  archives_chosen chosen;
  sse_error ignored;
  sse_log_init("ssesearch", SSE_LOG_ERROR);
  if (!complete_read(&known, command, count, words, &line) ||
      config_read(command->config_path.text, &command->config, &ignored))
    return SSE_OK;
  if (!archives_choose(&command->db, command->config, SETTING_DB_SEARCH, &chosen, &ignored) &&
      index_open_all(chosen.paths, chosen.count, &line.index, &ignored))
    line.index = NULL;
  (void)complete_print(&known, &line, stdout, &ignored);
  index_close(line.index);
  archives_reset(&chosen);
  return program_flush(err);
}

int main(int argc, char **argv) {
  struct command command = {0};
  sse_buffer query = {0};
  sse_error err;
  size_t found = 0;
  program_hold_streams();
  sse_log_init("ssesearch", SSE_LOG_WARNING);
  sse_status status = read_command(&command, argc, argv, &err);
  if (!status && command.complete) {
    status = complete(&command, argc - optind, argv + optind, &err);
  } else {
    if (!status) status = join_query(argc, argv, &query, &err);
    if (!status) status = run(&command, &query, &found, &err);
  }
  if (status) sse_log(SSE_LOG_ERROR, "%s", err.message);
  sse_buffer_reset(&query);
  sse_buffer_reset(&command.filters);
  config_list_reset(&command.db);
  saved_query_reset(&command.chosen);
  saved_free(command.saved);
  config_free(command.config);
  if (status) return EXIT_ERROR;
  if (command.complete) return EXIT_FOUND; /* however many completions there were */
  return found > 0 ? EXIT_FOUND : EXIT_NONE;
}
