/* The configuration: lines of an INI file, values of settings, whole files. */
#include "testing.h"

#include "programs/config.h"
#include "programs/ini.h"

static void lines_are_read_as_they_are_meant(void **state) {
  static const struct {
    const char *text;
    ini_kind kind;
    const char *name, *value;
  } rows[] = {
      {"", INI_BLANK, "", ""},
      {"  \t ", INI_BLANK, "", ""},
      {"# a = b", INI_BLANK, "", ""},
      {"  ; [a]", INI_BLANK, "", ""},
      {"[index]", INI_SECTION, "index", ""},
      {" [ source A ; B [x] ] ", INI_SECTION, "source A ; B [x]", ""},
      {"[]", INI_SECTION, "", ""},
      {"a=b", INI_SETTING, "a", "b"},
      {"  a b  =  c  d ; e # f  ", INI_SETTING, "a b", "c  d ; e # f"},
      {"a = b=c", INI_SETTING, "a", "b=c"},
      {"a = b\"c\"", INI_SETTING, "a", "b\"c\""},
      {"a = \"  b  \" ", INI_SETTING, "a", "  b  "},
      {"a = \"b \"\"c\"\"\"", INI_SETTING, "a", "b \"c\""},
      {"a = [b]", INI_SETTING, "a", "[b]"},
  };
  ini_line line = {0};
  sse_error err;
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    assert_int_equal(ini_parse(STR(rows[i].text), &line, &err), SSE_OK);
    assert_int_equal(line.kind, rows[i].kind);
    assert_str_equal(line.name, rows[i].name);
    assert_str_equal(sse_buffer_str(&line.value), rows[i].value);
  }
  sse_buffer_reset(&line.value);
}

static void what_is_no_line_is_an_error(void **state) {
  static const char *const rows[] = {
      "a",           "= b",         "a =", "a = \"\"", "a = \"b",   "a = \"b\"c", "a = \"b\" \"c\"",
      "a = \"\"b\"", "a = \"b\"\"", "[a",  "[a] b",    "a = b\x01", "a = b\x7F",  "a = b\rc"};
  ini_line line = {0};
  sse_error err;
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_int_equal(ini_parse(STR(rows[i]), &line, &err), SSE_INVALID);
  assert_int_equal(ini_parse((sse_str){"a = b\0c", 7}, &line, &err), SSE_INVALID);
  sse_buffer_reset(&line.value);
}

static void a_printed_setting_is_read_to_the_same(void **state) {
  static const char alphabet[] = "a\"; =[]#\t\xC3\xA9";
  ini_line line = {0};
  sse_error err;
  unsigned random = 1;
  (void)state;
  for (size_t round = 0; round < 2000; round++) {
    char value[8] = {0}, *printed = NULL;
    size_t size;
    random = random * 1664525 + 1013904223; /* the generator of Numerical Recipes */
    size_t length = 1 + (random >> 16) % (sizeof value - 1);
    for (size_t i = 0; i < length; i++) {
      random = random * 1664525 + 1013904223;
      value[i] = alphabet[(random >> 16) % (sizeof alphabet - 1)];
    }
    FILE *out = open_memstream(&printed, &size);
    assert_non_null(out);
    ini_print(out, "name", value);
    assert_int_equal(fclose(out), 0);
    assert_int_equal(printed[size - 1], '\n');
    assert_int_equal(ini_parse((sse_str){printed, size - 1}, &line, &err), SSE_OK);
    assert_str_equal(line.name, "name");
    assert_str_equal(sse_buffer_str(&line.value), value);
    free(printed);
  }
  sse_buffer_reset(&line.value);
}

enum { REFUSED = -1, UNTOUCHED = -2 };

static const struct {
  setting_id id;
  const char *value;
  long number;
} value_rows[] = {
    {SETTING_PRUNE, "yes", 1},
    {SETTING_PRUNE, "On", 1},
    {SETTING_PRUNE, "TRUE", 1},
    {SETTING_PRUNE, "1", 1},
    {SETTING_PRUNE, "no", 0},
    {SETTING_PRUNE, "off", 0},
    {SETTING_PRUNE, "false", 0},
    {SETTING_PRUNE, "0", 0},
    {SETTING_PRUNE, "y", REFUSED},
    {SETTING_PRUNE, "yes ; please", REFUSED},
    {SETTING_MAX_PRUNE, "0", 0},
    {SETTING_MAX_PRUNE, "100", 100},
    {SETTING_MAX_PRUNE, "101", REFUSED},
    {SETTING_MAX_PRUNE, "+5", REFUSED},
    {SETTING_MAX_PRUNE, " 5", REFUSED},
    {SETTING_MAX_PRUNE, "5%", REFUSED},
    {SETTING_MAX_PRUNE, "99999999999999999999", REFUSED},
    {SETTING_TIMEOUT, "1", 1},
    {SETTING_TIMEOUT, "86400", 86400},
    {SETTING_TIMEOUT, "0", REFUSED},
    {SETTING_TIME_LIMIT, "60000", 60000},
    {SETTING_TIME_LIMIT, "60001", REFUSED},
    {SETTING_CACHE, "0", 0},
    {SETTING_CACHE, "4096", 4096},
    {SETTING_CACHE, "4097", REFUSED},
    {SETTING_CACHE, "16M", REFUSED},
    {SETTING_HALF_LIFE, "365", 365},
    {SETTING_QUIET, "60d", 60},
    {SETTING_QUIET, "8w", 56},
    {SETTING_QUIET, "6m", 180},
    {SETTING_QUIET, "1y", 365},
    {SETTING_QUIET, "100y", 36500},
    {SETTING_QUIET, "101y", REFUSED},
    {SETTING_QUIET, "36501", REFUSED},
    {SETTING_QUIET, "0w", REFUSED},
    {SETTING_QUIET, "d", REFUSED},
    {SETTING_QUIET, "1dd", REFUSED},
    {SETTING_QUIET, "-1d", REFUSED},
    {SETTING_QUIET, "00000000000000000001d", REFUSED},
    {SETTING_LIMIT, "0", 0},
    {SETTING_LIMIT, "10001", REFUSED},
    {SETTING_SORT, "Oldest", 2},
    {SETTING_SORT, "date", REFUSED},
    {SETTING_RESULTS, "text", 0},
    {SETTING_RESULTS, "", REFUSED},
    {SETTING_COLOR, "never", SETTING_COLOR_NEVER},
    {SETTING_COLOR, "yes", REFUSED},
    {SETTING_PAGER, "less -FRX", UNTOUCHED},
    {SETTING_ARCHIVE_SEARCH, "https://web.archive.org/web/{date}/{url}", UNTOUCHED},
    {SETTING_ARCHIVE_SEARCH, "https://web.archive.org/web/{date}/", REFUSED},
    {SETTING_ARCHIVE_SERVE, "https://archive.example/?{url}", UNTOUCHED},
    {SETTING_ARCHIVE_SERVE, "javascript:{url}", REFUSED},
    {SETTING_ARCHIVE_SERVE, "https://archive.example/{url}\377", REFUSED},
    {SETTING_LISTEN, "127.0.0.1:8080", UNTOUCHED},
    {SETTING_LISTEN, "[::1]:0", UNTOUCHED},
    {SETTING_LISTEN, "localhost:65535", UNTOUCHED},
    {SETTING_LISTEN, "localhost:65536", REFUSED},
    {SETTING_LISTEN, "::1:80", REFUSED},
    {SETTING_LISTEN, "localhost:http", REFUSED},
    {SETTING_LISTEN, ":80", REFUSED},
    {SETTING_LISTEN, "[]:80", REFUSED},
    {SETTING_URL, "https://example.org/a", UNTOUCHED},
    {SETTING_URL, "HTTP://example.org", UNTOUCHED},
    {SETTING_URL, "ftp://example.org", REFUSED},
    {SETTING_URL, "https://example.org/a b", REFUSED},
    {SETTING_ACCENT, "#0b57a4", UNTOUCHED},
    {SETTING_ACCENT, "#FC0", UNTOUCHED},
    {SETTING_ACCENT, "0b57a4", REFUSED},
    {SETTING_ACCENT, "#0b57a", REFUSED},
    {SETTING_ACCENT, "#0b57ag", REFUSED},
    {SETTING_ACCENT, "red", REFUSED},
    {SETTING_LINK, "Our imprint https://example.org/i", UNTOUCHED},
    {SETTING_LINK, "https://example.org/i", REFUSED},
    {SETTING_LINK, " https://example.org/i", REFUSED},
    {SETTING_LINK, "Imprint javascript:alert(1)", REFUSED},
    {SETTING_LINK, "Imprint \377 https://example.org/i", REFUSED},
    {SETTING_CORS, "*", UNTOUCHED},
    {SETTING_CORS, "https://example.org", UNTOUCHED},
    {SETTING_CORS, "example.org", REFUSED},
    {SETTING_PROXY, "environment", UNTOUCHED},
    {SETTING_PROXY, "socks5h://127.0.0.1:9050", UNTOUCHED},
    {SETTING_PROXY, "http://", REFUSED},
    {SETTING_PROXY, "proxy:3128", REFUSED},
    {SETTING_TITLE, "caf\xC3\xA9", UNTOUCHED},
    {SETTING_TITLE, "caf\xE9", REFUSED},
    {SETTING_PATH, "caf\xE9", UNTOUCHED},
    {SETTING_LANG, "pt-BR", UNTOUCHED},
    {SETTING_LANG, "in English", REFUSED},
    {SETTING_FORMAT, "jsonl", UNTOUCHED},
    {SETTING_FORMAT, "telex", REFUSED},
    {SETTING_CHARSET, "windows-1252", UNTOUCHED},
    {SETTING_CHARSET, "klingon", REFUSED},
};

static void values_are_what_their_kind_may_be(void **state) {
  sse_error err;
  (void)state;
  for (size_t i = 0; i < sizeof value_rows / sizeof *value_rows; i++) {
    long number = UNTOUCHED;
    sse_status status = setting_check(&setting_table[value_rows[i].id], value_rows[i].value, &number, &err);
    if (status != (value_rows[i].number == REFUSED ? SSE_INVALID : SSE_OK))
      fail_msg("%s = %s: %s", setting_table[value_rows[i].id].name, value_rows[i].value,
               status ? err.message : "was taken");
    assert_int_equal(number, value_rows[i].number == REFUSED ? UNTOUCHED : value_rows[i].number);
  }
}

static void the_settings_of_a_section_are_next_to_each_other(void **state) {
  (void)state;
  for (size_t i = 0; i < SETTINGS; i++) {
    assert_non_null(setting_table[i].section);
    assert_non_null(setting_table[i].name);
    assert_int_equal(i >= SETTING_GLOBALS, strcmp(setting_table[i].section, "source") == 0);
    for (size_t j = 0; j < i; j++) {
      if (strcmp(setting_table[i].section, setting_table[j].section) != 0) continue;
      assert_string_equal(setting_table[i - 1].section, setting_table[i].section);
      assert_string_not_equal(setting_table[i].name, setting_table[j].name);
    }
  }
}

static program_config *read_config(void **state, const char *text) {
  const char *path = path_in(state, "c.conf");
  program_config *config;
  sse_error err;
  write_text(path, text);
  if (config_read(path, &config, &err)) fail_msg("%s", err.message);
  return config;
}

static void sources_get_what_their_section_says(void **state) {
  program_config *config = read_config(
      state, "[source A]\npath = a\n[source B]\naddress = https://example.org/\nlabel = C\n"
             "group = members\nquiet = 8w\npages = 5\ndrafts = yes\nfollow = all\nkeep = no\nformat = "
             "feed\ncharset = utf-8\nlang = fr\n"
             "[source]\npath = -\nkeep = yes\n");
  const index_source *sources = config->sources;
  assert_int_equal(config->source_count, 3);
  assert_string_equal(sources[0].place, path_in(state, "a"));
  assert_string_equal(sources[0].options.source, "A");
  assert_null(sources[0].group);
  assert_int_equal(sources[0].quiet_days, 0);
  assert_int_equal(sources[0].keep, INDEX_KEEP_WINDOW);
  assert_string_equal(sources[1].place, "https://example.org/");
  assert_string_equal(sources[1].options.source, "C");
  assert_string_equal(sources[1].options.format, "feed");
  assert_string_equal(sources[1].options.charset, "utf-8");
  assert_string_equal(sources[1].options.lang, "fr");
  assert_string_equal(sources[1].group, "members");
  assert_int_equal(sources[1].quiet_days, 56);
  assert_int_equal(sources[1].options.pages, 5);
  assert_int_equal(sources[0].options.follow, SOURCE_FOLLOW_NO);
  assert_int_equal(sources[1].options.follow, SOURCE_FOLLOW_ALL);
  assert_false(sources[0].options.drafts);
  assert_true(sources[1].options.drafts);
  assert_int_equal(sources[1].keep, INDEX_KEEP_NONE);
  assert_string_equal(sources[2].place, "-");
  assert_null(sources[2].options.source);
  assert_int_equal(sources[2].keep, INDEX_KEEP_ALL);
  config_free(config);
}

static void what_is_not_set_has_its_preset(void **state) {
  program_config *config = read_config(state, "");
  assert_null(config->values[SETTING_DB].text);
  assert_int_equal(config->values[SETTING_MAX_PRUNE].number, 20);
  assert_int_equal(config->values[SETTING_TIME_LIMIT].number, 2000);
  assert_int_equal(config->values[SETTING_CACHE].number, 16);
  assert_int_equal(config->values[SETTING_PRUNE].number, 0);
  assert_true(config_half_life(config, true) == 365);
  assert_true(config_half_life(config, false) == 0);
  assert_null(config->filters);
  config_free(config);
}

static void filters_keep_their_order_and_end_with_none(void **state) {
  sse_buffer text = {0};
  char ending[16];
  sse_buffer_append_text(&text, "[filters]\n");
  for (int i = 0; i < 100; i++)
    sse_buffer_printf(&text, "e%d = c %d\n", i, i);
  program_config *config = read_config(state, text.data);
  assert_int_equal(config->filter_count, 100);
  for (int i = 0; i < 100; i++) {
    (void)snprintf(ending, sizeof ending, "e%d", i);
    assert_string_equal(config->filters[i].ending, ending);
  }
  assert_null(config->filters[100].ending);
  config_free(config);
  sse_buffer_reset(&text);
}

/* A valid value for each kind; the text one needs quotes. */
static const char *sample_of(const setting *known) {
  static const char *const samples[] = {[SETTING_IS_TEXT] = "\" a; b\"",
                                        [SETTING_IS_PATH] = "b/c",
                                        [SETTING_IS_CHOICE] = "off",
                                        [SETTING_IS_NUMBER] = "20",
                                        [SETTING_IS_DAYS] = "8w",
                                        [SETTING_IS_ENDPOINT] = "[::1]:0",
                                        [SETTING_IS_WEB] = "http://a/b;c",
                                        [SETTING_IS_SOURCE] = "feed://a/b",
                                        [SETTING_IS_ORIGIN] = "*",
                                        [SETTING_IS_PROXY] = "environment",
                                        [SETTING_IS_ARCHIVE] = "https://archive.example/{date}/{url}",
                                        [SETTING_IS_RGB] = "#0b57A4",
                                        [SETTING_IS_LINK] = "An \"imprint\"; https://a.example/?b;c",
                                        [SETTING_IS_LANG] = "fr",
                                        [SETTING_IS_FORMAT] = "csv",
                                        [SETTING_IS_NAME] = "a",
                                        [SETTING_IS_MAIL] = "a@example.org",
                                        [SETTING_IS_DATE] = "2023",
                                        [SETTING_IS_CHARSET] = "utf-8",
                                        [SETTING_IS_FOLLOWING] = "all"};
  return known->kind == SETTING_IS_WORD ? known->words[1] : samples[known->kind];
}

/* Writes the settings from `first` to `end` whose bits are set in `chosen`, with the section headers if
 * `first` is 0. */
static void write_some(FILE *out, size_t first, size_t end, uint64_t chosen) {
  for (size_t i = first; i < end; i++) {
    if (first == 0 && (i == 0 || strcmp(setting_table[i].section, setting_table[i - 1].section) != 0))
      (void)fprintf(out, "[%s]\n", setting_table[i].section);
    if ((chosen >> i & 1) != 0) ini_print(out, setting_table[i].name, sample_of(&setting_table[i]));
  }
}

static void assert_same_values(const config_value *a, const config_value *b, size_t count) {
  for (size_t i = 0; i < count; i++) {
    assert_int_equal(a[i].number, b[i].number);
    assert_int_equal(a[i].text == NULL, b[i].text == NULL);
    if (a[i].text) assert_string_equal(a[i].text, b[i].text);
  }
}

static void a_printed_configuration_is_read_to_the_same(void **state) {
  const char *first = path_in(state, "first.conf"), *second = path_in(state, "second.conf");
  uint64_t random = 7;
  for (size_t round = 0; round < 200; round++) {
    program_config *a, *b;
    sse_error err;
    random = random * 6364136223846793005U + 1442695040888963407U;
    uint64_t place = (uint64_t)1 << ((random >> 63) != 0 ? SETTING_PATH : SETTING_ADDRESS);
    uint64_t places = (uint64_t)1 << SETTING_PATH | (uint64_t)1 << SETTING_ADDRESS;
    FILE *out = fopen(first, "w");
    assert_non_null(out);
    write_some(out, 0, SETTING_GLOBALS, random >> 4);
    (void)fprintf(out, "[filters]\npdf = a \"b\" ; c\n[source ]]\n");
    write_some(out, SETTING_GLOBALS, SETTINGS, ((random >> 4) & ~places) | place);
    assert_int_equal(fclose(out), 0);
    if (config_read(first, &a, &err)) fail_msg("%s", err.message);
    out = fopen(second, "w");
    assert_non_null(out);
    config_print(a, out);
    assert_int_equal(fclose(out), 0);
    if (config_read(second, &b, &err)) fail_msg("%s", err.message);
    assert_same_values(a->values, b->values, SETTING_GLOBALS);
    assert_int_equal(b->source_count, 1);
    assert_string_equal(b->written[0].name, "]");
    assert_same_values(a->written[0].values, b->written[0].values, SETTINGS - SETTING_GLOBALS);
    assert_string_equal(b->filters[0].command, a->filters[0].command);
    config_free(a);
    config_free(b);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_are_read_as_they_are_meant),
      cmocka_unit_test(what_is_no_line_is_an_error),
      cmocka_unit_test(a_printed_setting_is_read_to_the_same),
      cmocka_unit_test(values_are_what_their_kind_may_be),
      cmocka_unit_test(the_settings_of_a_section_are_next_to_each_other),
      cmocka_unit_test_setup_teardown(sources_get_what_their_section_says, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(a_printed_configuration_is_read_to_the_same, make_folder,
                                      remove_folder),
      cmocka_unit_test_setup_teardown(what_is_not_set_has_its_preset, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(filters_keep_their_order_and_end_with_none, make_folder, remove_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
