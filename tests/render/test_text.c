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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(colour_stands_around_matches_only_when_asked_for),
      cmocka_unit_test(control_characters_of_an_item_never_reach_the_terminal),
      cmocka_unit_test(relaxed_results_say_which_items_have_only_some_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
