/* Completions for shells: the words before the last are interpreted as for a search.
 * A completion that spans lines, or could drive a terminal, is not printed.
 * Errors are not reported: a completing shell has no place to show them. */
#include "programs/complete.h"
#include "base/printable.h"
#include "programs/saved.h"
#include "search/search.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What to print, and which names. */
struct printing {
  FILE *out;
  sse_str before; /* the fixed part of the last word */
  const char *beginning;
};

static void print_line(const struct printing *printing, const char *text) {
  for (const char *at = text; *at; at += sse_character_length(at))
    if (sse_character_is_control(at)) return;
  (void)fprintf(printing->out, "%.*s%s\n", (int)printing->before.length, printing->before.data, text);
}

static void print_counts(const struct printing *printing, const index_counts *counts) {
  for (size_t i = 0; i < counts->count; i++)
    print_line(printing, counts->counts[i].name);
}

static void print_name(void *context, const char *name) {
  const struct printing *printing = context;
  if (strncmp(name, printing->beginning, strlen(printing->beginning)) == 0) print_line(printing, name);
}

/* Completes the value of an option, which begins at offset `at` in the word. */
static sse_status complete_value(const complete_line *line, const char *option, size_t at, FILE *out,
                                 sse_error *err) {
  struct printing printing = {out, {line->word, at}, line->word + at};
  index_counts counts = {0};
  sse_status status = SSE_OK;
  if (strcmp(option, "saved") == 0 || strcmp(option, "forget") == 0)
    return saved_each_name(&printing, print_name, err);
  if (!line->index || (strcmp(option, "source") != 0 && strcmp(option, "lang") != 0)) return SSE_OK;
  status = search_values(line->index, sse_str_of(option), sse_str_of(printing.beginning), &counts, err);
  if (!status) print_counts(&printing, &counts);
  index_counts_reset(&counts);
  return status;
}

static sse_status complete_query(const complete_line *line, FILE *out, sse_error *err) {
  static const char saved[] = "saved:";
  size_t token = strlen(line->word);
  while (token > 0 && !strchr(" (|-+!", line->word[token - 1]))
    token--;
  const size_t name = token + strlen(saved);
  struct printing printing = {.out = out};
  index_counts counts = {0};
  if (strncasecmp(line->word + token, saved, strlen(saved)) == 0) {
    printing = (struct printing){out, {line->word, name}, line->word + name};
    return saved_each_name(&printing, print_name, err);
  }
  sse_status status = line->index ? search_complete(line->index, line->word, &counts, err) : SSE_OK;
  if (!status) print_counts(&printing, &counts);
  index_counts_reset(&counts);
  return status;
}

bool complete_read(const program_options *options, void *command, int count, char **words,
                   complete_line *line) {
  int argc = count > 0 ? count : 1; /* the program's name takes the place of the last word */
  char **argv = calloc((size_t)argc + 1, sizeof *argv);
  sse_error ignored;
  *line = (complete_line){.word = count > 0 ? words[count - 1] : ""};
  if (!argv) return false;
  argv[0] = (char *)options->program; /* never written to */
  for (int i = 1; i < argc; i++)
    argv[i] = words[i - 1];
  sse_status status = options_read(options, command, argc, argv, &line->lacking, &ignored);
  line->is_query = !status && strcmp(argv[optind - 1], "--") == 0;
  free(argv);
  return !status || line->lacking;
}

sse_status complete_print(const program_options *options, const complete_line *line, FILE *out,
                          sse_error *err) {
  const char *equals = strchr(line->word, '=');
  if (line->lacking) return complete_value(line, line->lacking->name, 0, out, err);
  if (line->is_query || line->word[0] != '-') return complete_query(line, out, err);
  size_t length = equals ? (size_t)(equals - line->word) : 0;
  for (const program_option *option = options->table; option->name && length > 2; option++)
    if (strlen(option->name) + 2 == length && strncmp(option->name, line->word + 2, length - 2) == 0)
      return complete_value(line, option->name, length + 1, out, err);
  return SSE_OK;
}
