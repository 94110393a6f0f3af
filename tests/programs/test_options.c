/* The command line as its table defines it: where values go, where reading ends, and how errors are
 * reported. */
#include "testing.h"

#include "programs/options.h"

#include <getopt.h>

struct command {
  config_value size, any, order;
  bool on, end;
  char taken[32];
};

static const char *const orders[] = {"up", "down", NULL};
static const setting a_size = {.kind = SETTING_IS_NUMBER, .noun = "size", .least = 1, .most = 9},
                     an_order = {.kind = SETTING_IS_WORD, .words = orders};

/* Appends the option and its value to `taken`. */
static sse_status take(void *command, const program_option *option, const char *value, sse_error *err) {
  char *taken = ((struct command *)command)->taken;
  size_t length = strlen(taken);
  int added = snprintf(taken + length, sizeof((struct command *)0)->taken - length, "%s=%s;", option->name,
                       value ? value : "");
  return added > 0 ? SSE_OK : sse_fail_memory(err);
}

#define AT(field) .place = offsetof(struct command, field)

static const program_option table[] = {{"size", .letter = 's', .value = &a_size, AT(size)},
                                       {"any", .value = &options_any, AT(any)},
                                       {"order", .value = &an_order, AT(order)},
                                       {"down", .value = &an_order, AT(order), .fixed = "down"},
                                       {"orders", .value = &an_order, .take = take},
                                       {"may", .value = &options_any, .optional = true, .take = take},
                                       {"on", .letter = 'o', AT(on)},
                                       {"end", .letter = 'e', AT(end), .ends = true},
                                       {0}};
static const program_options known = {.program = "prog", .table = table};

enum { WORDS_MOST = 8 };

/* Reads the words after the program's name; `rest` gets the remaining arguments. */
static sse_status read_words(struct command *command, const char *const words[WORDS_MOST], char *rest[],
                             const program_option **lacking, sse_error *err) {
  static char *argv[WORDS_MOST + 2];
  int argc = 1;
  *command = (struct command){0};
  argv[0] = (char *)"prog";
  for (size_t i = 0; i < WORDS_MOST && words[i]; i++)
    argv[argc++] = (char *)words[i];
  argv[argc] = NULL;
  sse_status status = options_read(&known, command, argc, argv, lacking, err);
  for (int i = 0; i <= argc - optind && !status; i++)
    rest[i] = argv[optind + i];
  return status;
}

static void values_go_where_the_table_says(void **state) {
  struct command command;
  char *rest[WORDS_MOST + 1];
  const program_option *lacking;
  sse_error err;
  (void)state;
  assert_int_equal(read_words(&command,
                              (const char *[WORDS_MOST]){"a", "--si", "4", "-o", "--order=down", "b"}, rest,
                              &lacking, &err),
                   SSE_OK);
  assert_null(lacking);
  assert_int_equal(command.size.number, 4);
  assert_string_equal(command.size.text, "4");
  assert_int_equal(command.order.number, 1);
  assert_true(command.on);
  assert_null(command.any.text);
  assert_string_equal(rest[0], "a");
  assert_string_equal(rest[1], "b");
  assert_null(rest[2]);
  /* The last value wins; an option with `take` is not stored. */
  assert_int_equal(
      read_words(&command,
                 (const char *[WORDS_MOST]){"-s3", "-os5", "--any", "", "--orders=up", "--orders=down"}, rest,
                 NULL, &err),
      SSE_OK);
  assert_int_equal(command.size.number, 5);
  assert_string_equal(command.any.text, "");
  assert_string_equal(command.taken, "orders=up;orders=down;");
  assert_null(command.order.text);
  assert_int_equal(
      read_words(&command, (const char *[WORDS_MOST]){"--order", "UP", "--down"}, rest, NULL, &err), SSE_OK);
  assert_string_equal(command.order.text, "down");
  assert_int_equal(command.order.number, 1);
}

static void an_optional_value_is_the_next_word_unless_that_is_an_option(void **state) {
  struct command command;
  char *rest[WORDS_MOST + 1];
  const program_option *lacking;
  sse_error err;
  (void)state;
  assert_int_equal(read_words(&command,
                              (const char *[WORDS_MOST]){"a", "--may", "b", "--may=c", "--may", "-o", "d"},
                              rest, &lacking, &err),
                   SSE_OK);
  assert_string_equal(command.taken, "may=b;may=c;may=;");
  assert_true(command.on);
  assert_null(lacking);
  assert_string_equal(rest[0], "a");
  assert_string_equal(rest[1], "d");
  assert_int_equal(read_words(&command, (const char *[WORDS_MOST]){"a", "--may"}, rest, &lacking, &err),
                   SSE_OK);
  assert_string_equal(lacking->name, "may");
}

static void nothing_is_read_after_dashes_or_an_option_that_ends(void **state) {
  struct command command;
  char *rest[WORDS_MOST + 1];
  sse_error err;
  (void)state;
  assert_int_equal(read_words(&command, (const char *[WORDS_MOST]){"-o", "--", "-s", "x"}, rest, NULL, &err),
                   SSE_OK);
  assert_string_equal(rest[0], "-s");
  assert_int_equal(
      read_words(&command, (const char *[WORDS_MOST]){"--end", "--wrong", "-x", "--size"}, rest, NULL, &err),
      SSE_OK);
  assert_true(command.end);
  assert_string_equal(rest[0], "--wrong");
  assert_string_equal(rest[2], "--size");
}

static void what_is_wrong_is_said_with_what_may_be(void **state) {
  static const struct {
    const char *words[WORDS_MOST], *message;
    const char *lacking;
  } rows[] = {
      {{"--size", "10"}, "--size: '10' is not a size from 1 to 9", NULL},
      {{"-s", "x"}, "-s: 'x' is not a size from 1 to 9", NULL},
      {{"--orders", "left"}, "--orders: 'left' is not one of up, down", NULL},
      {{"-o", "--size"}, "--size needs a value: a size from 1 to 9", "size"},
      {{"--any"}, "--any needs a value", "any"},
      {{"-s"}, "--size needs a value: a size from 1 to 9", "size"},
      {{"--on=1"}, "--on takes no value", NULL},
      {{"--down=1"}, "--down takes no value", NULL},
      {{"--sizes"}, "unrecognized option '--sizes'; did you mean --size?", NULL},
      {{"--zise=3"}, "unrecognized option '--zise'; see prog --help", NULL},
      {{"--szie=3"}, "unrecognized option '--szie'; did you mean --size?", NULL},
      {{"--o"}, "option '--o' is ambiguous: --order, --orders, --on", NULL},
      {{"--=x"}, "unrecognized option '--'; see prog --help", NULL},
      {{"-x"}, "unrecognized option '-x'; see prog --help", NULL},
      {{"a", "-each", "b"}, "unrecognized option '-each'; see prog --help", NULL},
      {{"-ox"}, "unrecognized option '-ox'; see prog --help", NULL},
      {{"a", "-order", "up"}, "unrecognized option '-order'; did you mean --order?", NULL},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct command command;
    char *rest[WORDS_MOST + 1];
    const program_option *lacking;
    sse_error err;
    assert_int_equal(read_words(&command, rows[i].words, rest, &lacking, &err), SSE_INVALID);
    assert_string_equal(err.message, rows[i].message);
    assert_int_equal(lacking != NULL, rows[i].lacking != NULL);
    if (lacking) assert_string_equal(lacking->name, rows[i].lacking);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_go_where_the_table_says),
      cmocka_unit_test(an_optional_value_is_the_next_word_unless_that_is_an_option),
      cmocka_unit_test(nothing_is_read_after_dashes_or_an_option_that_ends),
      cmocka_unit_test(what_is_wrong_is_said_with_what_may_be),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
