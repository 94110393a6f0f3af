/* References: the keys of items, the parts of names, and special characters in each syntax.
 * That sseindex reads the output back is tested with the programs (tests/cli/citations.bats).
 * Whole expected outputs are kept next to test_results.c. */
#include "testing.h"

#include "render/render.h"

/* Returns what a format writes for one item; the caller frees it. */
static char *written(render_format format, search_hit *hit) {
  const render_options options = {0};
  const search_results results = {.query = (char *)"q", .hits = hit, .hit_count = 1};
  char *text = NULL;
  size_t size = 0;
  sse_error err;
  FILE *out = open_memstream(&text, &size);
  assert_non_null(out);
  assert_int_equal(render_results(out, format, &results, &options, &err), SSE_OK);
  assert_int_equal(fclose(out), 0);
  return text;
}

/* Returns the key in the BibTeX entry of an item with that id; the caller frees it. */
static char *key_of(const char *id) {
  search_hit hit = {.id = (char *)id, .title = {(char *)"T", NULL, 0}, .snippet = {(char *)"", NULL, 0}};
  char *text = written(RENDER_BIBTEX, &hit), *comma = strchr(text, ',');
  static const char start[] = "@misc{";
  assert_non_null(comma);
  assert_int_equal(strncmp(text, start, sizeof start - 1), 0);
  *comma = '\0';
  memmove(text, text + sizeof start - 1, strlen(text + sizeof start - 1) + 1);
  return text;
}

static void an_id_that_is_a_key_stays_and_others_get_one_of_their_own(void **state) {
  static const char *const ids[] = {"mill-1",
                                    "Mill-1",
                                    "mill 1",
                                    "mill-1-",
                                    "mill,1",
                                    "https://mill.example/1?a=1",
                                    "http://mill.example/1?a=1",
                                    "https://mill.example/1?a-1",
                                    "mill.example-1-a-1",
                                    "협동조합",
                                    "사회적",
                                    "{}%\\\n",
                                    "0123456789012345678901234567890123456789",
                                    "01234567890123456789012345678901234567890",
                                    "01234567890123456789012345678901234567891"};
  enum { IDS = sizeof ids / sizeof *ids };
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789._:-";
  char *keys[IDS];
  (void)state;
  for (size_t i = 0; i < IDS; i++) {
    keys[i] = key_of(ids[i]);
    if (!*keys[i] || keys[i][strspn(keys[i], allowed)]) fail_msg("'%s' has the key '%s'", ids[i], keys[i]);
    for (size_t k = 0; k < i; k++)
      if (strcmp(keys[i], keys[k]) == 0) fail_msg("'%s' and '%s' have one key", ids[i], ids[k]);
  }
  assert_string_equal(keys[0], "mill-1");
  assert_string_equal(keys[12], ids[12]);
  assert_int_equal(strncmp(keys[5], "mill.example-1-a-1-", 19), 0);
  for (size_t i = 0; i < IDS; i++)
    free(keys[i]);
}

static void a_name_in_order_has_parts_and_another_stays_whole(void **state) {
  static const struct {
    const char *name, *bibtex, *csl;
  } rows[] = {
      {"Smith, Ann", "{Smith, Ann}", "\"family\": \"Smith\""},
      {"Ann Smith", "{{Ann Smith}}", "\"literal\": \"Ann Smith\""},
      {"Food AND Farms, Ltd", "{{Food AND Farms, Ltd}}", "\"literal\": \"Food AND Farms, Ltd\""},
      {"A, B, C", "{{A, B, C}}", "\"literal\": \"A, B, C\""},
      {"Smith,", "{{Smith,}}", "\"literal\": \"Smith,\""},
      {"One\nTwo, 2", "{{One} and Two, 2}", "\"given\": \"2\""},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    search_hit hit = {.id = (char *)"x",
                      .title = {(char *)"T", NULL, 0},
                      .snippet = {(char *)"", NULL, 0},
                      .authors = (char *)rows[i].name};
    char *bibtex = written(RENDER_BIBTEX, &hit), *csl = written(RENDER_CSL, &hit);
    if (!strstr(bibtex, rows[i].bibtex)) fail_msg("%s:\n%s", rows[i].name, bibtex);
    if (!strstr(csl, rows[i].csl)) fail_msg("%s:\n%s", rows[i].name, csl);
    free(bibtex);
    free(csl);
  }
}

static void no_text_ends_what_it_is_in(void **state) {
  search_hit hit = {.id = (char *)"x",
                    .title = {(char *)"a}\nb\r\nER  - \033[1m{ \\", NULL, 0},
                    .snippet = {(char *)"", NULL, 0},
                    .url = (char *)"https://a.example/}{\\ \n",
                    .tags = (char *)"one; two"};
  (void)state;
  char *ris = written(RENDER_RIS, &hit), *bibtex = written(RENDER_BIBTEX, &hit);
  assert_non_null(strstr(ris, "TI  - a} b  ER  - \xEF\xBF\xBD[1m{ \\\r\n"));
  assert_non_null(strstr(ris, "KW  - one, two\r\n"));
  assert_non_null(strstr(bibtex, "  title = {{a\\vphantom{\\{}\\} b  ER  - \xEF\xBF\xBD[1m\\{\\vphantom{\\}} "
                                 "{\\textbackslash}}},\n"));
  assert_non_null(strstr(bibtex, "  url = {https://a.example/%7D%7B%5C%20%0A},\n"));
  free(ris);
  free(bibtex);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_id_that_is_a_key_stays_and_others_get_one_of_their_own),
      cmocka_unit_test(a_name_in_order_has_parts_and_another_stays_whole),
      cmocka_unit_test(no_text_ends_what_it_is_in),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
