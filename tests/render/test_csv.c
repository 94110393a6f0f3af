/* Results as a table: quoting (RFC 4180), and text that a spreadsheet would take for a formula.
 * The characters that begin a formula are those listed on OWASP's page on CSV injection.
 * Only the first character counts. A leading ' is doubled to distinguish it from the one that is added. */
#include "testing.h"

#include "render/render.h"

/* The second line of the table, for an item with this title. */
static char *row_of(char *title) { /* NOLINT(readability-non-const-parameter): a hit owns it */
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  search_hit hit = {
      .id = "1", .title = {title, NULL, 0}, .snippet = {"s", NULL, 0}, .authors = "A, B\nC", .score = 0.5};
  const search_results results = {.hits = &hit, .hit_count = 1};
  const render_options options = {0};
  sse_error err;
  assert_non_null(out);
  assert_int_equal(render_csv(out, &results, &options, &err), SSE_OK);
  assert_int_equal(fclose(out), 0);
  char *row = strstr(text, "\r\n");
  assert_non_null(row);
  memmove(text, row + 2, strlen(row + 2) + 1);
  return text;
}

static void every_field_is_quoted_and_no_text_is_a_formula(void **state) {
  static const struct {
    char *title;
    const char *shown;
  } cases[] = {
      {"Plain", "Plain"},
      {"=1+1", "'=1+1"},
      {"+1", "'+1"},
      {"-1", "'-1"},
      {"@SUM(1)", "'@SUM(1)"},
      {"\tTab", "'\tTab"},
      {"\rReturn", "'\rReturn"},
      {"'=1+1", "''=1+1"},
      {"'Quoted'", "'Quoted'"},
      {"'", "'"},
      {"a=1", "a=1"},
      {"a@b.example", "a@b.example"},
      {"", ""},
      {"\"Quoted\"", "\"\"Quoted\"\""},
      {"a,b\nc", "a,b\nc"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char expected[128];
    (void)snprintf(expected, sizeof expected,
                   "\"1\",\"\",\"%s\",\"\",\"\",\"\",0.5,\"s\",\"\",\"A, B; C\"\r\n", cases[i].shown);
    char *row = row_of(cases[i].title);
    assert_string_equal(row, expected);
    free(row);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_field_is_quoted_and_no_text_is_a_formula),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
