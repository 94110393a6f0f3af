/* Results as terminal text. */
#include "testing.h"

#include "render/render.h"

static char *render(const search_results *results, render_options options) {
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  assert_non_null(out);
  render_text(out, results, &options);
  assert_int_equal(fclose(out), 0);
  return text;
}

static search_range ranges[] = {{2, 4}, {7, 4}};

static search_hit hit_of(char *title) {
  return (search_hit){.title = {title, ranges, 2}, .snippet = {"", NULL, 0}, .has_every = true};
}

static void colour_stands_around_matches_only_when_asked_for(void **state) {
  (void)state;
  search_hit hit = hit_of("A coop coop");
  const search_results results = {
      .hits = &hit, .hit_count = 1, .total_is_exact = true, .total = 1, .total_every = 1, .took_ms = 1};
  char *text = render(&results, (render_options){.color = false});
  assert_string_equal(text, " 1. A coop coop\n\n1 item (1.0 ms)\n");
  free(text);
  text = render(&results, (render_options){.color = true});
  assert_string_equal(text,
                      " 1. \033[1mA \033[1;31mcoop\033[0m\033[1m \033[1;31mcoop\033[0m\n\n1 item (1.0 ms)\n");
  free(text);
}

static void control_characters_of_an_item_never_reach_the_terminal(void **state) {
  (void)state;
  search_hit hit = hit_of("\033]0;x\007 \xC2\x9B"
                          "2J \x7F\n é");
  hit.url = "https://example.org/\033[2J";
  const search_results results = {
      .hits = &hit, .hit_count = 1, .total_is_exact = true, .total = 1, .total_every = 1};
  for (int color = 0; color < 2; color++) {
    char *text = render(&results, (render_options){.color = color == 1});
    assert_null(strstr(text, "\033]"));
    assert_null(strstr(text, "\xC2\x9B"));
    assert_null(strchr(text, '\007'));
    assert_null(strchr(text, '\x7F'));
    assert_null(strstr(text, "\033[2J"));
    assert_non_null(strstr(text, "\xEF\xBF\xBD"));
    assert_non_null(strstr(text, "é"));
    free(text);
  }
}

static void relaxed_results_say_which_items_have_only_some_words(void **state) {
  (void)state;
  search_hit hits[] = {hit_of("One"), hit_of("Two")};
  hits[1].has_every = false;
  const search_results results = {.hits = hits,
                                  .hit_count = 2,
                                  .total_is_exact = true,
                                  .total = 3,
                                  .total_every = 1,
                                  .relaxed = true,
                                  .took_ms = 0};
  char *text = render(&results, (render_options){.offset = 10});
  assert_string_equal(text, "11. One\n\nWith some of the words:\n\n12. Two\n\n"
                            "1 item has all the words, 2 more have some (0.0 ms)\n");
  free(text);
}

static void lines_fit_the_terminal_whatever_the_script(void **state) {
  static const struct {
    const char *title, *expected;
  } cases[] = {
      {"one two three four five", " 1. one two three\n    four five\n"},
      {"협동조합은 사회적경제", " 1. 협동조합은\n    사회적경제\n"},
      {"協同組合振興研究議員連盟", " 1. 協同組合振興研究\n    議員連盟\n"},
      {"incomprehensibilities of it", " 1. incomprehensibil\n    ities of it\n"},
      {"x́x́x́ aaaaaaaaaaaa b", " 1. x́x́x́ aaaaaaaaaaaa\n    b\n"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    search_hit hit = hit_of((char *)cases[i].title);
    hit.title.range_count = 0;
    const search_results results = {.hits = &hit, .hit_count = 1, .total_is_exact = true, .total = 1};
    char *text = render(&results, (render_options){.width = 20});
    text[strlen(cases[i].expected)] = '\0';
    assert_string_equal(text, cases[i].expected);
    free(text);
  }
}

static void lines_of_a_list_stay_apart_where_lines_are_broken(void **state) {
  (void)state;
  search_range korea = {16, 5};
  search_hit hit = {.title = {"T", NULL, 0},
                    .snippet = {"Apples\nPears of Korea\n The mill", &korea, 1},
                    .has_every = true};
  const search_results results = {.hits = &hit, .hit_count = 1, .total_is_exact = true, .total = 1};
  char *wide = render(&results, (render_options){.width = 80}),
       *piped = render(&results, (render_options){.width = 0});
  wide[strcspn(wide, "(")] = piped[strcspn(piped, "(")] = '\0';
  assert_string_equal(wide, " 1. T\n    Apples\n    Pears of Korea\n    The mill\n\n1 item ");
  assert_string_equal(piped, " 1. T\n    Apples Pears of Korea  The mill\n\n1 item ");
  free(wide);
  free(piped);
}

static void marks_go_on_over_the_end_of_a_line(void **state) {
  (void)state;
  static search_range two_words[] = {{4, 9}};
  search_hit hit = {
      .title = {"one two three four", two_words, 1}, .snippet = {"", NULL, 0}, .has_every = true};
  const search_results results = {.hits = &hit, .hit_count = 1, .total_is_exact = true, .total = 1};
  char *text = render(&results, (render_options){.width = 12, .color = true});
  text[strcspn(text, "(")] = '\0';
  assert_string_equal(text,
                      " 1. \033[1mone \033[1;31mtwo\n    three\033[0m\033[1m\n    four\033[0m\n\n1 item ");
  free(text);
}

static void headlines_are_links_where_the_address_is_one(void **state) {
  static const char *const addresses[] = {"https://example.org/a", "javascript:alert(1)",
                                          "https://example.org/\033\\x", "https://é.org/"};
  (void)state;
  for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
    search_hit hit = hit_of("Headline");
    hit.url = (char *)addresses[i];
    const search_results results = {.hits = &hit, .hit_count = 1, .total_is_exact = true, .total = 1};
    char *text = render(&results, (render_options){.links = true});
    const char *link = strstr(text, "\033]8;;https://example.org/a\033\\Headline\033]8;;\033\\\n");
    assert_int_equal(link != NULL, i == 0);
    assert_int_equal(strstr(text, "\033]8") != NULL, i == 0);
    free(text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(colour_stands_around_matches_only_when_asked_for),
      cmocka_unit_test(control_characters_of_an_item_never_reach_the_terminal),
      cmocka_unit_test(lines_fit_the_terminal_whatever_the_script),
      cmocka_unit_test(lines_of_a_list_stay_apart_where_lines_are_broken),
      cmocka_unit_test(marks_go_on_over_the_end_of_a_line),
      cmocka_unit_test(headlines_are_links_where_the_address_is_one),
      cmocka_unit_test(relaxed_results_say_which_items_have_only_some_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
