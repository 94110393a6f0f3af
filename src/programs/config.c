/* The configuration file: finding it, and turning its lines into settings, filters and sources.
 * An unknown setting, or one that is set twice, is an error: it is mostly a typing mistake that would
 * otherwise be noticed only a year later. */
#include "programs/config.h"
#include "base/lines.h"
#include "base/path.h"
#include "base/url.h"
#include "base/utf8.h"
#include "programs/common.h"
#include "programs/ini.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

struct reading {
  program_config *config;
  sse_buffer folder;     /* of the file; absolute, with a slash at the end */
  sse_buffer section;    /* the current one, without a source's name; no data before the first */
  config_source *source; /* the current one; NULL outside of one */
};

sse_status config_list_add(config_list *list, const char *text, sse_error *err) {
  void *texts = list->texts;
  if (!sse_array_reserve(&texts, &list->capacity, list->count + 1, sizeof(char *)))
    return sse_fail_memory(err);
  list->texts = texts;
  list->texts[list->count++] = text;
  return SSE_OK;
}

void config_list_reset(config_list *list) {
  free(list->texts);
  *list = (config_list){0};
}

static sse_status keep_text(program_config *config, char *text, const char **kept, sse_error *err) {
  void *texts = config->texts;
  bool made = text && sse_array_reserve(&texts, &config->text_capacity, config->text_count + 1,
                                        sizeof *config->texts);
  config->texts = texts;
  *kept = made ? text : NULL;
  if (made) {
    config->texts[config->text_count++] = text;
    return SSE_OK;
  }
  free(text);
  return sse_fail_memory(err);
}

/* Keeps a value; a relative path becomes absolute, starting at the configuration's folder. */
static sse_status keep_value(struct reading *reading, bool is_path, const char *value, const char **kept,
                             sse_error *err) {
  sse_buffer whole = {0};
  bool relative = is_path && value[0] != '/' && strcmp(value, "-") != 0 && !sse_url_is_web(sse_str_of(value));
  if (relative) sse_buffer_append_str(&whole, sse_buffer_str(&reading->folder));
  sse_buffer_append_text(&whole, value);
  return keep_text(reading->config, whole.data, kept, err);
}

/* ---- Lines -------------------------------------------------------------------------------------- */

static bool is_section(const struct reading *reading, const char *name) {
  return reading->section.data && strcmp(reading->section.data, name) == 0;
}

/* Reports that the section has no such setting, and which ones it has. */
static sse_status fail_unknown(const struct reading *reading, const char *name, sse_error *err) {
  sse_buffer known = {0};
  if (!reading->section.data)
    return sse_fail(err, SSE_INVALID, "'%.200s' comes before the first [section]", name);
  for (size_t i = 0; i < SETTINGS; i++)
    if (is_section(reading, setting_table[i].section))
      sse_buffer_printf(&known, "%s%s", known.length > 0 ? ", " : "", setting_table[i].name);
  sse_status status =
      known.failed || !known.data
          ? sse_fail_memory(err)
          : sse_fail(err, SSE_INVALID, "there is no setting '%.200s' in [%s]; its settings are %s", name,
                     reading->section.data, known.data);
  sse_buffer_reset(&known);
  return status;
}

static sse_status fail_section(const char *name, sse_error *err) {
  sse_buffer known = {0};
  for (size_t i = 0; i < SETTING_GLOBALS; i++)
    if (i == 0 || strcmp(setting_table[i].section, setting_table[i - 1].section) != 0)
      sse_buffer_printf(&known, "[%s], ", setting_table[i].section);
  sse_status status =
      known.failed || !known.data
          ? sse_fail_memory(err)
          : sse_fail(err, SSE_INVALID,
                     "there is no section [%.200s]; the sections are %s[filters] and [source NAME]", name,
                     known.data);
  sse_buffer_reset(&known);
  return status;
}

static sse_status take_filter(struct reading *reading, const char *ending, const char *command,
                              sse_error *err) {
  program_config *config = reading->config;
  void *filters = config->filters;
  if (strpbrk(ending, "./ "))
    return sse_fail(err, SSE_INVALID, "'%.200s' is not a file name's extension: write pdf, without a dot",
                    ending);
  for (size_t i = 0; i < config->filter_count; i++)
    if (strcasecmp(config->filters[i].ending, ending) == 0)
      return sse_fail(err, SSE_INVALID, "there is already a filter for '%.200s'", ending);
  bool made = sse_array_reserve(&filters, &config->filter_capacity, config->filter_count + 2,
                                sizeof *config->filters);
  config->filters = filters;
  if (!made) return sse_fail_memory(err);
  source_filter filter = {0};
  sse_status status = keep_value(reading, false, ending, &filter.ending, err);
  if (!status) status = keep_value(reading, false, command, &filter.command, err);
  if (!status) config->filters[config->filter_count++] = filter;
  config->filters[config->filter_count] = (source_filter){0};
  return status;
}

static bool is_named(const struct reading *reading, const setting *known, const char *name) {
  return is_section(reading, known->section) &&
         (strcmp(name, known->name) == 0 || (known->also && strcmp(name, known->also) == 0));
}

static sse_status take_setting(struct reading *reading, const char *name, const char *text, size_t line,
                               sse_error *err) {
  size_t id = 0;
  if (is_section(reading, "filters")) return take_filter(reading, name, text, err);
  while (id < SETTINGS && !is_named(reading, &setting_table[id], name))
    id++;
  if (id == SETTINGS) return fail_unknown(reading, name, err);
  config_value *value =
      id < SETTING_GLOBALS ? &reading->config->values[id] : &reading->source->values[id - SETTING_GLOBALS];
  if (value->line > 0 && !setting_table[id].repeats)
    return sse_fail(err, SSE_INVALID, "'%s' is already set in line %zu", name, value->line);
  sse_error why;
  sse_status status = setting_check(&setting_table[id], text, &value->number, &why);
  if (status) return sse_fail(err, status, "%s: %s", name, why.message);
  status = keep_value(reading, setting_table[id].kind == SETTING_IS_PATH, text, &value->text, err);
  if (!status && setting_table[id].repeats)
    status = config_list_add(&reading->config->lists[id], value->text, err);
  value->line = line;
  return status;
}

static const config_value *value_of(const config_source *source, setting_id id) {
  return &source->values[id - SETTING_GLOBALS];
}

/* Checks the current source, after its last line. */
static sse_status end_source(const struct reading *reading, sse_error *err) {
  const config_source *source = reading->source;
  if (!source) return SSE_OK;
  size_t path = value_of(source, SETTING_PATH)->line;
  size_t address = value_of(source, SETTING_ADDRESS)->line;
  const char *wrong = path && address     ? "both path and address"
                      : !path && !address ? "neither path nor address"
                                          : NULL;
  if (!wrong) return SSE_OK;
  return sse_fail(err, SSE_INVALID, "%s:%zu: the source '%.200s' has %s", reading->config->path, source->line,
                  source->name, wrong);
}

static sse_status begin_source(struct reading *reading, sse_str name, size_t line, sse_error *err) {
  program_config *config = reading->config;
  void *written = config->written;
  bool made = sse_array_reserve(&written, &config->written_capacity, config->source_count + 1,
                                sizeof *config->written);
  config->written = written;
  if (!made) return sse_fail_memory(err);
  if (sse_utf8_valid(name) < name.length) return sse_fail(err, SSE_INVALID, "the name is not in UTF-8");
  reading->source = &config->written[config->source_count];
  *reading->source = (config_source){.line = line};
  for (size_t i = SETTING_GLOBALS; i < SETTINGS; i++)
    reading->source->values[i - SETTING_GLOBALS].number = setting_table[i].preset;
  sse_status status = keep_text(config, sse_copy(name), &reading->source->name, err);
  if (!status) config->source_count++;
  return status;
}

static sse_status begin_section(struct reading *reading, sse_str name, size_t line, sse_error *err) {
  static const char source[] = "source";
  enum { LENGTH = sizeof source - 1 };
  bool is_source = name.length >= LENGTH && memcmp(name.data, source, LENGTH) == 0 &&
                   (name.length == LENGTH || name.data[LENGTH] == ' ' || name.data[LENGTH] == '\t');
  reading->source = NULL;
  sse_buffer_clear(&reading->section);
  sse_buffer_append_str(&reading->section, is_source ? sse_str_part(name, 0, LENGTH) : name);
  if (reading->section.failed) return sse_fail_memory(err);
  if (is_source)
    return begin_source(reading, sse_str_trim(sse_str_part(name, LENGTH, name.length)), line, err);
  bool known = is_section(reading, "filters");
  for (size_t i = 0; i < SETTING_GLOBALS; i++)
    known = known || is_section(reading, setting_table[i].section);
  return known ? SSE_OK : fail_section(name.length > 0 ? reading->section.data : "", err);
}

/* Prefixes an error in a line with its place; the message may quote an address, which is redacted. */
static sse_status fail_at(const struct reading *reading, size_t line, const sse_error *why, sse_error *err) {
  sse_buffer shown = {0};
  if (why->status != SSE_INVALID) return sse_fail(err, why->status, "%s", why->message);
  sse_url_append_redacted(&shown, sse_str_of(why->message));
  sse_status status = shown.failed ? sse_fail_memory(err)
                                   : sse_fail(err, SSE_INVALID, "%s:%zu: %s", reading->config->path, line,
                                              shown.data ? shown.data : "");
  sse_buffer_reset(&shown);
  return status;
}

static sse_status take_line(struct reading *reading, sse_str text, size_t number, ini_line *line,
                            sse_error *err) {
  sse_error why = {0};
  sse_status status = ini_parse(text, line, &why);
  if (!status && line->kind == INI_SETTING) {
    char *name = sse_copy(line->name);
    status = name ? take_setting(reading, name, line->value.data, number, &why) : sse_fail_memory(&why);
    free(name);
  } else if (!status && line->kind == INI_SECTION) {
    if (end_source(reading, err)) return err->status;
    status = begin_section(reading, line->name, number, &why);
  }
  return status ? fail_at(reading, number, &why, err) : SSE_OK;
}

static sse_status read_lines(struct reading *reading, sse_lines *lines, sse_error *err) {
  ini_line line = {0};
  sse_str text;
  bool more = true;
  sse_status status = SSE_OK;
  while (!status && more) {
    status = sse_lines_next(lines, &text, &more, err);
    if (status || !more) continue;
    size_t number = sse_lines_number(lines);
    if (number == 1) text = sse_utf8_without_mark(text);
    status = take_line(reading, text, number, &line, err);
  }
  if (!status) status = end_source(reading, err);
  sse_buffer_reset(&line.value);
  return status;
}

/* ---- The file ----------------------------------------------------------------------------------- */

/* The folder at which relative paths start. */
static sse_status find_folder(const char *path, sse_buffer *folder, sse_error *err) {
  const char *slash = strrchr(path, '/');
  if (path[0] != '/') {
    char *here = getcwd(NULL, 0);
    if (!here) return sse_fail_errno(err, errno, path, "cannot find the folder it is in");
    sse_buffer_append_text(folder, here);
    if (strcmp(here, "/") != 0) sse_buffer_append_text(folder, "/");
    free(here);
  }
  if (slash) sse_buffer_append(folder, path, (size_t)(slash - path) + 1);
  return folder->failed ? sse_fail_memory(err) : SSE_OK;
}

/* The names of a source's columns and keys. */
static source_names names_of(const config_source *written) {
  static const setting_id settings[SOURCE_NAME_COUNT] = {
      [SOURCE_NAME_ID] = SETTING_NAME_ID,     [SOURCE_NAME_TITLE] = SETTING_NAME_TITLE,
      [SOURCE_NAME_TEXT] = SETTING_NAME_TEXT, [SOURCE_NAME_DATE] = SETTING_NAME_DATE,
      [SOURCE_NAME_URL] = SETTING_NAME_URL,   [SOURCE_NAME_PUBLISHER] = SETTING_NAME_PUBLISHER,
      [SOURCE_NAME_TAGS] = SETTING_NAME_TAGS, [SOURCE_NAME_AUTHOR] = SETTING_NAME_AUTHOR};
  source_names names;
  for (size_t i = 0; i < SOURCE_NAME_COUNT; i++)
    names.of[i] = value_of(written, settings[i])->text;
  return names;
}

/* Makes the sources for the index. */
static sse_status make_sources(program_config *config, sse_error *err) {
  config->sources = calloc(config->source_count + 1, sizeof *config->sources);
  if (!config->sources) return sse_fail_memory(err);
  for (size_t i = 0; i < config->source_count; i++) {
    const config_source *written = &config->written[i];
    const char *path = value_of(written, SETTING_PATH)->text, *label = value_of(written, SETTING_LABEL)->text;
    const config_value *keep = value_of(written, SETTING_KEEP);
    index_source *source = &config->sources[i];
    source->place = path ? path : value_of(written, SETTING_ADDRESS)->text;
    source->options.format = value_of(written, SETTING_FORMAT)->text;
    source->options.charset = value_of(written, SETTING_CHARSET)->text;
    source->options.lang = value_of(written, SETTING_LANG)->text;
    bool has_titles =
        source->place && source_is_feed_list(source->place); /* each of its feeds has its own title */
    source->options.source = label ? label : *written->name && !has_titles ? written->name : NULL;
    source->group = value_of(written, SETTING_GROUP)->text;
    source->quiet_days = (unsigned)value_of(written, SETTING_QUIET)->number; /* checked */
    source->options.match = value_of(written, SETTING_MATCH)->text;
    source->options.drafts = value_of(written, SETTING_DRAFTS)->number == 1;
    source->options.oai = value_of(written, SETTING_OAI)->number != 0;
    source->options.columns = value_of(written, SETTING_COLUMNS)->text;
    source->options.names = names_of(written);
    source->options.follow = (source_following)value_of(written, SETTING_FOLLOW)->number; /* checked */
    source->options.pages = (unsigned)value_of(written, SETTING_PAGES)->number;           /* checked */
    if (keep->text) source->keep = keep->number ? INDEX_KEEP_ALL : INDEX_KEEP_NONE;
  }
  return SSE_OK;
}

static sse_status read_file(program_config *config, sse_error *err) {
  struct reading reading = {.config = config};
  sse_stream stream;
  sse_lines *lines = NULL;
  sse_status status = sse_file_open_any(config->path, &stream, err);
  if (!status) status = sse_lines_new(config->path, stream, &lines, err);
  if (!status) status = find_folder(config->path, &reading.folder, err);
  if (!status) status = read_lines(&reading, lines, err);
  if (!status) status = make_sources(config, err);
  sse_lines_close(lines);
  sse_buffer_reset(&reading.folder);
  sse_buffer_reset(&reading.section);
  return status;
}

/* The file to read if no option names one; `*path` is NULL if there is none. */
static sse_status find_file(char **path, sse_error *err) {
  static const char system_wide[] = "/etc/ssesearch.conf";
  sse_buffer name = {0};
  *path = NULL;
  sse_home_path("XDG_CONFIG_HOME", ".config", "config", &name);
  if (name.failed) return sse_fail_memory(err);
  if (!name.data || access(name.data, F_OK) != 0) {
    sse_buffer_reset(&name);
    if (access(system_wide, F_OK) != 0) return SSE_OK;
    sse_buffer_append_text(&name, system_wide);
    if (name.failed) return sse_fail_memory(err);
  }
  *path = name.data;
  return SSE_OK;
}

sse_status config_read(const char *option, program_config **read, sse_error *err) {
  program_config *made = calloc(1, sizeof *made);
  sse_status status = SSE_OK;
  *read = NULL;
  if (!made) return sse_fail_memory(err);
  for (size_t i = 0; i < SETTING_GLOBALS; i++)
    made->values[i].number = setting_table[i].preset;
  if (option) {
    made->path = sse_copy(sse_str_of(option));
    if (!made->path) status = sse_fail_memory(err);
  } else {
    status = find_file(&made->path, err);
  }
  if (!status && made->path) status = read_file(made, err);
  if (status) {
    config_free(made);
  } else {
    *read = made;
  }
  return status;
}

double config_half_life(const program_config *config, bool wanted) {
  return wanted ? (double)config->values[SETTING_HALF_LIFE].number : 0;
}

void config_free(program_config *config) {
  if (!config) return;
  for (size_t i = 0; i < config->text_count; i++)
    free(config->texts[i]);
  free(config->texts);
  for (size_t i = 0; i < SETTING_GLOBALS; i++)
    config_list_reset(&config->lists[i]);
  free(config->sources);
  free(config->written);
  free(config->filters);
  free(config->path);
  free(config);
}

/* ---- Printing ----------------------------------------------------------------------------------- */

/* Hides users and passwords in addresses. */
static void print_setting(FILE *out, const char *name, const char *value) {
  sse_buffer shown = {0};
  sse_url_append_redacted(&shown, sse_str_of(value));
  ini_print(out, name, shown.failed || !shown.data ? "***" : shown.data);
  sse_buffer_reset(&shown);
}

/* `section` is the current section, or NULL before the first. `lists` is indexed by setting. */
static void print_values(FILE *out, const config_value *values, const config_list *lists, size_t first,
                         size_t end, const char *section) {
  for (size_t i = first; i < end; i++) {
    const setting *known = &setting_table[i];
    if (!values[i - first].text) continue;
    if (!section || strcmp(section, known->section) != 0) (void)fprintf(out, "\n[%s]\n", known->section);
    section = known->section;
    for (size_t k = 0; known->repeats && k < lists[i].count; k++)
      print_setting(out, known->name, lists[i].texts[k]);
    if (!known->repeats) print_setting(out, known->name, values[i - first].text);
  }
}

void config_print(const program_config *config, FILE *out) {
  program_print(out, "# read from ", config->path ? config->path : "nowhere: there is no configuration file",
                "\n");
  print_values(out, config->values, config->lists, 0, SETTING_GLOBALS, NULL);
  if (config->filter_count > 0) (void)fprintf(out, "\n[filters]\n");
  for (size_t i = 0; i < config->filter_count; i++)
    print_setting(out, config->filters[i].ending, config->filters[i].command);
  for (size_t i = 0; i < config->source_count; i++) {
    const config_source *source = &config->written[i];
    (void)fprintf(out, "\n[source%s%s]\n", *source->name ? " " : "", source->name);
    print_values(out, source->values, NULL, SETTING_GLOBALS, SETTINGS, "source");
  }
}
