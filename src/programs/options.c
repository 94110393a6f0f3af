/* The command line, through getopt_long, whose own messages are turned off.
 * Whatever it rejects is examined again here, for a more helpful message.
 * Names are compared as bytes: option names are ASCII. */
#include "programs/options.h"
#include "base/edits.h"

#include <assert.h>
#include <getopt.h>
#include <string.h>

enum { FIRST_LONG = 256 /* getopt_long's value for the first option in the table; letters are below it */ };

const setting options_any = {.kind = SETTING_IS_PATH};

/* ---- Messages ----------------------------------------------------------------------------------- */

static size_t edits_between(const char *name, const char *word, size_t length, size_t most) {
  int32_t a[SSE_EDITS_LONGEST], b[SSE_EDITS_LONGEST];
  size_t count = strlen(name);
  if (count > SSE_EDITS_LONGEST || length > SSE_EDITS_LONGEST) return most + 1;
  for (size_t i = 0; i < count; i++)
    a[i] = (unsigned char)name[i];
  for (size_t i = 0; i < length; i++)
    b[i] = (unsigned char)word[i];
  return sse_edits(a, count, b, length, most);
}

/* The option with the nearest name, within a third of the letters; NULL if none is near enough. */
static const program_option *find_nearest(const program_options *options, const char *word, size_t length) {
  const program_option *nearest = NULL;
  size_t most = length < 6 ? 1 : length / 3;
  for (const program_option *option = options->table; option->name; option++) {
    size_t edits = edits_between(option->name, word, length, most);
    if (edits > most) continue;
    nearest = option;
    if (edits == 0) break;
    most = edits - 1; /* later ones must be nearer */
  }
  return nearest;
}

/* Lists the names that begin so; returns how many there are. */
static size_t list_beginning(const program_options *options, const char *word, size_t length,
                             sse_buffer *names) {
  size_t count = 0;
  for (const program_option *option = options->table; option->name; option++) {
    if (strncmp(option->name, word, length) != 0) continue;
    sse_buffer_printf(names, "%s--%s", count > 0 ? ", " : "", option->name);
    count++;
  }
  return count;
}

/* Reports a word that begins with two dashes and is no option, or an ambiguous one. */
static sse_status fail_long(const program_options *options, const char *word, sse_error *err) {
  const char *name = word + strspn(word, "-");
  size_t length = strcspn(name, "=");
  sse_buffer names = {0};
  int shown = (int)(name - word + (long)length);
  sse_status status = SSE_INVALID;
  if (length > 0 && list_beginning(options, name, length, &names) > 1) {
    if (!names.failed) (void)sse_fail(err, status, "option '%.*s' is ambiguous: %s", shown, word, names.data);
  } else {
    const program_option *nearest = find_nearest(options, name, length);
    (void)sse_fail(err, status,
                   nearest ? "unrecognized option '%.*s'; did you mean --%s?"
                           : "unrecognized option '%.*s'; see %s --help",
                   shown, word, nearest ? nearest->name : options->program);
  }
  if (names.failed) status = sse_fail_memory(err);
  sse_buffer_reset(&names);
  return status;
}

/* Reports a letter that is not an option, in `word` if that could be determined; the word may be a long
 * option with a dash missing. */
static sse_status fail_short(const program_options *options, int letter, const char *word, sse_error *err) {
  size_t length = word ? strcspn(word + 1, "=") : 0;
  const program_option *nearest = length > 2 ? find_nearest(options, word + 1, length) : NULL;
  char alone[] = {'-', (char)letter, '\0'};
  if (nearest)
    return sse_fail(err, SSE_INVALID, "unrecognized option '%.*s'; did you mean --%s?", (int)length + 1, word,
                    nearest->name);
  return sse_fail(err, SSE_INVALID, "unrecognized option '%.200s'; %s%ssee %s --help", word ? word : alone,
                  options->dash_hint ? options->dash_hint : "", options->dash_hint ? ", or " : "",
                  options->program);
}

/* The word with the letter at which getopt_long stopped. optind stays at that word while it has letters
 * left. */
static const char *word_of(int argc, char **argv, int letter) {
  for (int i = optind; i >= optind - 1 && i > 0; i--)
    if (i < argc && argv[i][0] == '-' && argv[i][1] != '-' && strchr(argv[i] + 1, letter)) return argv[i];
  return NULL;
}

/* True if letters follow an option that ends the reading: then it is no option, but part of a word such as
 * -has:url. */
static bool is_part_of_word(int argc, char **argv, int letter) {
  const char *word = optind < argc ? argv[optind] : "", *before = argv[optind - 1];
  bool is_whole = before[0] == '-' && before[1] != '-' && before[strlen(before) - 1] == letter;
  return !is_whole && word[0] == '-' && word[1] != '-' && strchr(word + 1, letter);
}

static sse_status fail_lacking(const program_option *option, sse_error *err) {
  sse_buffer allowed = {0};
  if (option->value != &options_any) {
    sse_buffer_append_text(&allowed, ": ");
    setting_describe(option->value, &allowed);
  }
  sse_status status = allowed.failed ? sse_fail_memory(err)
                                     : sse_fail(err, SSE_INVALID, "--%s needs a value%s", option->name,
                                                allowed.data ? allowed.data : "");
  sse_buffer_reset(&allowed);
  return status;
}

/* ---- Reading ------------------------------------------------------------------------------------ */

/* The table in the form for getopt_long. */
static void make_tables(const program_options *options, struct option *longs, char *letters) {
  *letters++ = ':'; /* distinguishes a missing value from an unknown option */
  for (int i = 0; options->table[i].name; i++) {
    const program_option *option = &options->table[i];
    bool has_value = option->value && !option->fixed;
    assert(i < OPTIONS_MOST);
    int wants = !has_value ? no_argument : option->optional ? optional_argument : required_argument;
    *longs++ = (struct option){option->name, wants, NULL, FIRST_LONG + i};
    if (!option->letter) continue;
    *letters++ = option->letter;
    if (has_value) *letters++ = ':';
  }
  *longs = (struct option){0};
  *letters = '\0';
}

/* The option that was found; NULL for an unknown letter, which getopt_long also returns. */
static const program_option *option_of(const program_options *options, int found) {
  if (found >= FIRST_LONG) return &options->table[found - FIRST_LONG];
  for (const program_option *option = options->table; option->name; option++)
    if (option->letter && option->letter == found) return option;
  return NULL;
}

static sse_status take(const program_option *option, void *command, const char *text, bool is_short,
                       sse_error *err) {
  void *place = (char *)command + option->place;
  long number = 0;
  sse_error why;
  if (!option->value) {
    *(bool *)place = true;
    return SSE_OK;
  }
  if (option->fixed) text = option->fixed;
  if (!text) return option->take(command, option, NULL, err);
  sse_status status = setting_check(option->value, text, &number, &why);
  if (status && is_short) return sse_fail(err, status, "-%c: %s", option->letter, why.message);
  if (status) return sse_fail(err, status, "--%s: %s", option->name, why.message);
  if (option->value->kind == SETTING_IS_WORD) text = option->value->words[number]; /* in its canonical case */
  if (option->take) return option->take(command, option, text, err);
  *(config_value *)place = (config_value){.text = text, .number = number};
  return SSE_OK;
}

sse_status options_read(const program_options *options, void *command, int argc, char **argv,
                        const program_option **lacking, sse_error *err) {
  struct option longs[OPTIONS_MOST + 1];
  char letters[2 * OPTIONS_MOST + 2];
  int found;
  make_tables(options, longs, letters);
  if (lacking) *lacking = NULL;
  opterr = 0;
  optind = 0; /* restarts the scan, in glibc and musl */
  while ((found = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
    const program_option *option = option_of(options, found == '?' || found == ':' ? optopt : found);
    if (found == ':') {
      if (lacking) *lacking = option;
      return fail_lacking(option, err);
    }
    if (found == '?' && optopt == 0) return fail_long(options, argv[optind - 1], err);
    if (found == '?' && !option) return fail_short(options, optopt, word_of(argc, argv, optopt), err);
    if (found == '?') return sse_fail(err, SSE_INVALID, "--%s takes no value", option->name);
    if (option->ends && found < FIRST_LONG && is_part_of_word(argc, argv, found))
      return fail_short(options, found, argv[optind], err);
    if (option->optional && !optarg && optind < argc && argv[optind][0] != '-') optarg = argv[optind++];
    if (option->optional && !optarg && optind >= argc && lacking) *lacking = option;
    sse_status status = take(option, command, optarg, found < FIRST_LONG, err);
    if (status || option->ends) return status;
  }
  return SSE_OK;
}

sse_status options_add(void *command, const program_option *option, const char *value, sse_error *err) {
  return config_list_add((config_list *)(void *)((char *)command + option->place), value, err);
}

const config_value *options_value(const config_value *given, const program_config *config, setting_id id) {
  return given->text ? given : &config->values[id];
}
