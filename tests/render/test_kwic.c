/* Keywords in context: one line per match, aligned at the same terminal column in any script, never too wide.
 * Columns are counted here by a table of the characters in the texts, not by the code under test. */
#include "testing.h"

#include "base/printable.h"
#include "render/render.h"

static char *lines_of(search_hit *hits, size_t count, const render_options *options) {
  const search_results results = {.query = (char *)"q", .hits = hits, .hit_count = count};
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  assert_non_null(out);
  render_kwic(out, &results, options);
  assert_int_equal(fclose(out), 0);
  return text;
}

/* The columns of a text of Latin and Hangul letters, kana, and combining acute accents. */
static size_t columns_of(const char *text, size_t length) {
  size_t columns = 0;
  for (size_t i = 0; i < length; i += sse_character_length(text + i)) {
    unsigned char lead = (unsigned char)text[i];
    columns += lead == 0xCC ? 0 : lead >= 0xE3 && lead < 0xEE ? 2 : 1;
  }
  return columns;
}

static void each_match_has_a_line_and_all_stand_in_one_column(void **state) {
  char whole[] = "Harbour Ferry and a long word, Ferry; again";
  char wide[] = "협동조합기본법이 시행되어 마을의 모두가 함께 만든 Ferry 사회적경제 신문";
  char accents[] = "e\xCC\x81"
                   "e\xCC\x81"
                   "e\xCC\x81"
                   "e\xCC\x81"
                   "e\xCC\x81"
                   "e\xCC\x81"
                   "e\xCC\x81"
                   "e\xCC\x81"
                   "e\xCC\x81"
                   "e\xCC\x81"
                   "e\xCC\x81"
                   "e\xCC\x81"
                   " Ferry";
  char empty[] = "";
  search_range in_whole[] = {{8, 5}, {31, 5}}, in_wide[] = {{28, 5}}, in_accents[] = {{25, 5}};
  search_hit hits[] = {
      {.title = {whole, in_whole, 2}, .snippet = {wide, in_wide, 1}, .date = (char *)"2023-07-25"},
      {.title = {empty, NULL, 0},
       .snippet = {accents, in_accents, 1},
       .source = (char *)"사회적경제 신문 일보"},
      {.title = {empty, NULL, 0}, .snippet = {accents, in_accents, 1}, .source = (char *)"The Mill"},
  };
  (void)state;
  for (size_t width = 2; width < 120; width++) {
    const render_options options = {.width = width, .offset = 98};
    char *text = lines_of(hits, 3, &options);
    size_t lines = 0, column = 0;
    for (char *line = text; *line; line += strcspn(line, "\n") + 1) {
      size_t length = strcspn(line, "\n");
      const char *match = memmem(line, length, "Ferry", 5);
      if (width >= 30 && columns_of(line, length) > width)
        fail_msg("%zu columns: %.*s", width, (int)length, line);
      if (width < 40) {
        lines++;
        continue;
      }
      if (!match) {
        fail_msg("%zu columns: no match in '%.*s'", width, (int)length, line);
        break;
      }
      /* The match may be the second "Ferry" in its line. */
      size_t at = columns_of(line, (size_t)(match - line));
      const char *second = memmem(match + 1, length - (size_t)(match + 1 - line), "Ferry", 5);
      if (lines == 0) column = at;
      bool is_there = at == column || (second && columns_of(line, (size_t)(second - line)) == column);
      if (!is_there) fail_msg("%zu columns: '%.*s' is not at %zu", width, (int)length, line, column);
      lines++;
    }
    assert_int_equal(lines, 5);
    free(text);
  }
}

static void a_line_is_whole(void **state) {
  char text[] = "a\nb\tc \033[1mferry\nd";
  search_range marked[] = {{10, 5}};
  char headline[] = "Headline \033";
  char empty[] = "";
  search_hit hits[] = {{.title = {empty, NULL, 0},
                        .snippet = {text, marked, 1},
                        .date = (char *)"2023-07",
                        .source = (char *)"The Mill"},
                       {.title = {headline, NULL, 0}, .snippet = {text, NULL, 0}}};
  const render_options plain = {0}, colored = {.color = true, .width = 30};
  (void)state;
  char *written = lines_of(hits, 2, &plain);
  assert_string_equal(written, "1 2023-07    The Mill                 a b c \xEF\xBF\xBD[1mferry d\n"
                               "2                      Headline \xEF\xBF\xBD\n");
  free(written);
  written = lines_of(hits, 2, &colored);
  assert_string_equal(written, "\033[2m1 \033[0m   a b c \xEF\xBF\xBD[1m\033[1;31mferry\033[0m d\n"
                               "\033[2m2 \033[0m Headline \xEF\xBF\xBD\n");
  free(written);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_match_has_a_line_and_all_stand_in_one_column),
      cmocka_unit_test(a_line_is_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
