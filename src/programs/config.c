/* The configuration file, by inih. A setting that nothing is known of is an error, since it is most often a
 * slip of the pen that would otherwise show a year later. */
#include "programs/config.h"
#include "base/path.h"
#include "base/url.h"
#include "programs/common.h"

#include <errno.h>
#include <ini.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

struct reading {
  program_config *config;
  config_check_fn *check;
  char section[128];
  sse_status status;
  char why[2 * sizeof((sse_error *)0)->message]; /* of the first error */
};

static const char *keep_text(struct reading *reading, char *text) {
  program_config *config = reading->config;
  if (!text || config->text_count == CONFIG_TEXTS_MOST) {
    free(text);
    reading->status = SSE_NO_MEMORY;
    return NULL;
  }
  return config->texts[config->text_count++] = text;
}

static char *copy_text(struct reading *reading, const char *value) {
  return (char *)keep_text(reading, sse_copy(sse_str_of(value)));
}

/* A path that starts at the folder of the configuration file; an address as it is. */
static char *copy_path(struct reading *reading, const char *value) {
  const char *path = reading->config->path, *slash = strrchr(path, '/');
  sse_buffer whole = {0};
  if (value[0] == '/' || sse_url_is_web(sse_str_of(value)) || strcmp(value, "-") == 0)
    return copy_text(reading, value);
  if (slash) sse_buffer_append(&whole, path, (size_t)(slash - path) + 1);
  sse_buffer_append_text(&whole, value);
  return (char *)keep_text(reading, whole.data);
}

static int refuse(struct reading *reading, const char *format, const char *a, const char *b) {
  if (!reading->status) {
    reading->status = SSE_INVALID;
    (void)snprintf(reading->why, sizeof reading->why, format, a,
                   b); /* NOLINT: our own formats; cut where too long */
  }
  return 0;
}

bool config_is_yes(const char *value) {
  return value && (strcasecmp(value, "yes") == 0 || strcasecmp(value, "true") == 0 ||
                   strcasecmp(value, "on") == 0 || strcmp(value, "1") == 0);
}

static bool is_no(const char *value) {
  return strcasecmp(value, "no") == 0 || strcasecmp(value, "false") == 0 || strcasecmp(value, "off") == 0 ||
         strcmp(value, "0") == 0;
}

/* A setting that is one text; `is_choice` for yes or no. */
struct setting {
  const char *name;
  char **slot;
  bool is_choice;
};

/* `known` is what there is in a section, for the message. */
static int take_known(struct reading *reading, const struct setting *settings, size_t count,
                      const char *known, const char *name, const char *value) {
  for (size_t i = 0; i < count; i++) {
    if (strcmp(name, settings[i].name) != 0) continue;
    if (settings[i].is_choice && !config_is_yes(value) && !is_no(value))
      return refuse(reading, "'%s' is neither yes nor no%s", value, "");
    *settings[i].slot = copy_text(reading, value);
    return *settings[i].slot != NULL;
  }
  return refuse(reading, "there is no setting '%s' here; there are %s", name, known);
}

static int take_index(struct reading *reading, const char *name, const char *value) {
  program_config *config = reading->config;
  const struct setting settings[] = {{"prune", &config->prune, true},
                                     {"max-prune", &config->max_prune, false},
                                     {"contact", &config->contact, false},
                                     {"timeout", &config->timeout, false},
                                     {"allow-private", &config->allow_private, true}};
  if (strcmp(name, "db") == 0) {
    config->db = copy_path(reading, value);
    return config->db != NULL;
  }
  return take_known(reading, settings, sizeof settings / sizeof *settings,
                    "db, prune, max-prune, contact, timeout, allow-private", name, value);
}

static int take_search(struct reading *reading, const char *name, const char *value) {
  const struct setting settings[] = {{"recency", &reading->config->recency, true},
                                     {"half-life", &reading->config->half_life, false}};
  return take_known(reading, settings, sizeof settings / sizeof *settings, "recency, half-life", name, value);
}

static int take_serve(struct reading *reading, const char *name, const char *value) {
  program_config *config = reading->config;
  const struct setting settings[] = {
      {"listen", &config->listen, false},         {"url", &config->url, false},
      {"title", &config->title, false},           {"cors", &config->cors, false},
      {"time-limit", &config->time_limit, false}, {"trust-proxy", &config->trust_proxy, true}};
  return take_known(reading, settings, sizeof settings / sizeof *settings,
                    "listen, url, title, cors, time-limit, trust-proxy", name, value);
}

static int take_source(struct reading *reading, const char *name, const char *value) {
  program_config *config = reading->config;
  index_source *source = &config->sources[config->source_count - 1];
  const struct {
    const char *name;
    const char **slot;
  } known[] = {{"format", &source->options.format},
               {"charset", &source->options.charset},
               {"lang", &source->options.lang},
               {"label", &source->options.source}};
  if (strcmp(name, "path") == 0 || strcmp(name, "address") == 0) {
    if (source->place) return refuse(reading, "a source has one path or address%s%s", "", "");
    source->place = copy_path(reading, value);
    return source->place != NULL;
  }
  if (strcmp(name, "keep") == 0) {
    if (!config_is_yes(value) && !is_no(value))
      return refuse(reading, "'%s' is neither yes nor no%s", value, "");
    source->keep = config_is_yes(value) ? INDEX_KEEP_ALL : INDEX_KEEP_NONE;
    return 1;
  }
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (strcmp(name, known[i].name) != 0) continue;
    *known[i].slot = copy_text(reading, value);
    if (!*known[i].slot) return 0;
    sse_error err;
    bool wrong = reading->check && reading->check(&source->options, &err);
    return wrong ? refuse(reading, "%s%s", err.message, "") : 1;
  }
  return refuse(reading,
                "a source has no setting '%s'; there are path, address, format, charset, lang, label, keep%s",
                name, "");
}

static int take_filter(struct reading *reading, const char *name, const char *value) {
  program_config *config = reading->config;
  if (config->filter_count == CONFIG_FILTERS_MOST)
    return refuse(reading, "there are too many filters%s%s", "", "");
  source_filter *filter = &config->filters[config->filter_count];
  filter->ending = copy_text(reading, name);
  filter->command = copy_text(reading, value);
  if (!filter->ending || !filter->command) return 0;
  config->filter_count++;
  return 1;
}

/* A source begins with the first setting of its section; [source NAME] labels it. */
static int begin_source(struct reading *reading, const char *section) {
  program_config *config = reading->config;
  if (strcmp(section, reading->section) == 0) return 1;
  if (config->source_count == CONFIG_SOURCES_MOST)
    return refuse(reading, "there are too many sources%s%s", "", "");
  (void)snprintf(reading->section, sizeof reading->section, "%s", section); /* inih cuts names shorter */
  index_source *source = &config->sources[config->source_count++];
  sse_str label = sse_str_trim(sse_str_of(section + strlen("source")));
  if (label.length == 0) return 1;
  source->options.source = keep_text(reading, sse_copy(label));
  return source->options.source != NULL;
}

static int take_setting(void *context, const char *section, const char *name, const char *value) {
  struct reading *reading = context;
  if (strcmp(section, "index") == 0) return take_index(reading, name, value);
  if (strcmp(section, "search") == 0) return take_search(reading, name, value);
  if (strcmp(section, "serve") == 0) return take_serve(reading, name, value);
  if (strcmp(section, "filters") == 0) return take_filter(reading, name, value);
  if (strncmp(section, "source", 6) != 0 || (section[6] != ' ' && section[6] != '\0')) {
    return refuse(
        reading,
        "there is no section [%s]; there are [index], [search], [serve], [filters] and [source NAME]%s",
        section, "");
  }
  return begin_source(reading, section) && take_source(reading, name, value);
}

static sse_status check_places(const program_config *config, sse_error *err) {
  for (size_t i = 0; i < config->source_count; i++) {
    const char *label = config->sources[i].options.source;
    if (!config->sources[i].place)
      return sse_fail(err, SSE_INVALID, "%s: the source '%s' has neither path nor address", config->path,
                      label ? label : "");
  }
  return SSE_OK;
}

static sse_status read_file(program_config *config, config_check_fn *check, sse_error *err) {
  struct reading reading = {.config = config, .check = check};
  FILE *file = fopen(config->path, "re");
  if (!file) return sse_fail_errno(err, errno, config->path, "cannot open");
  int line = ini_parse_file(file, take_setting, &reading);
  bool failed = ferror(file) != 0;
  failed = fclose(file) != 0 || failed;
  if (failed) return sse_fail(err, SSE_IO, "%s: cannot be read", config->path);
  if (line < 0 || reading.status == SSE_NO_MEMORY) return sse_fail_memory(err);
  if (line > 0)
    return sse_fail(err, SSE_INVALID, "%s:%d: %s", config->path, line,
                    reading.why[0] ? reading.why : "is neither [section] nor name = value");
  return check_places(config, err);
}

/* The file that no option names; NULL in `*path` where there is none. */
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

sse_status config_read(const char *option, config_check_fn *check, program_config **read, sse_error *err) {
  program_config *made = calloc(1, sizeof *made);
  sse_status status = SSE_OK;
  *read = NULL;
  if (!made) return sse_fail_memory(err);
  if (option) {
    made->path = sse_copy(sse_str_of(option));
    if (!made->path) status = sse_fail_memory(err);
  } else {
    status = find_file(&made->path, err);
  }
  if (!status && made->path) status = read_file(made, check, err);
  if (status) {
    config_free(made);
  } else {
    *read = made;
  }
  return status;
}

sse_status config_half_life(const program_config *config, bool wanted, double *half_life, sse_error *err) {
  enum { USUAL = 365, MOST = 36500 }; /* days */
  size_t days = USUAL;
  if (config->half_life && (!program_read_number(config->half_life, MOST, &days) || days == 0))
    return sse_fail(err, SSE_INVALID, "%s: the half-life '%s' is no number of days from 1 to %d",
                    config->path, config->half_life, MOST);
  *half_life = wanted ? (double)days : 0;
  return SSE_OK;
}

void config_free(program_config *config) {
  if (!config) return;
  for (size_t i = 0; i < config->text_count; i++)
    free(config->texts[i]);
  free(config->path);
  free(config);
}

static void print_setting(FILE *out, const char *name, const char *value) {
  if (value) (void)fprintf(out, "%s = %s\n", name, value);
}

static void print_serve(const program_config *config, FILE *out) {
  const struct {
    const char *name, *value;
  } settings[] = {{"listen", config->listen},         {"url", config->url},
                  {"title", config->title},           {"cors", config->cors},
                  {"time-limit", config->time_limit}, {"trust-proxy", config->trust_proxy}};
  bool begun = false;
  for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
    if (settings[i].value && !begun) (void)fprintf(out, "\n[serve]\n");
    begun = begun || settings[i].value;
    print_setting(out, settings[i].name, settings[i].value);
  }
}

void config_print(const program_config *config, FILE *out) {
  (void)fprintf(out, "# read from %s\n",
                config->path ? config->path : "nowhere: there is no configuration file");
  (void)fprintf(out, "[index]\n");
  print_setting(out, "db", config->db);
  print_setting(out, "prune", config->prune);
  print_setting(out, "max-prune", config->max_prune);
  print_setting(out, "contact", config->contact);
  print_setting(out, "timeout", config->timeout);
  print_setting(out, "allow-private", config->allow_private);
  if (config->recency || config->half_life) (void)fprintf(out, "\n[search]\n");
  print_setting(out, "recency", config->recency);
  print_setting(out, "half-life", config->half_life);
  print_serve(config, out);
  if (config->filter_count > 0) (void)fprintf(out, "\n[filters]\n");
  for (size_t i = 0; i < config->filter_count; i++)
    print_setting(out, config->filters[i].ending, config->filters[i].command);
  for (size_t i = 0; i < config->source_count; i++) {
    const index_source *source = &config->sources[i];
    (void)fprintf(out, "\n[source%s%s]\n", source->options.source ? " " : "",
                  source->options.source ? source->options.source : "");
    print_setting(out, sse_url_is_web(sse_str_of(source->place)) ? "address" : "path", source->place);
    print_setting(out, "format", source->options.format);
    print_setting(out, "charset", source->options.charset);
    print_setting(out, "lang", source->options.lang);
    if (source->keep != INDEX_KEEP_WINDOW)
      print_setting(out, "keep", source->keep == INDEX_KEEP_ALL ? "yes" : "no");
  }
}
