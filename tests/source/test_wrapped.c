/* Lines of mail, broken to fit a screen, become paragraphs.
 * Each table has the text of the mail and the expected result. */
#include "source/format/wrapped.h"
#include "testing.h"

struct pair {
  const char *wrapped, *joined;
};

static void assert_joined(const struct pair *cases, size_t count) {
  for (size_t i = 0; i < count; i++) {
    sse_buffer out = {0};
    sse_str exact = copy_exactly(STR(cases[i].wrapped));
    sse_buffer_append_text(&out, "");
    wrapped_append(exact, &out);
    assert_string_equal(out.data, cases[i].joined);
    free((char *)exact.data);
    sse_buffer_reset(&out);
  }
}

#define LONG_1 "The members of the mill met on Tuesday in the hall at the harbour and"
#define LONG_2 "Agnes Moreau read the minutes aloud, as every year, to all who came."

static void lines_that_were_broken_are_joined(void **state) {
  static const struct pair cases[] = {
      {"", ""},
      {"\n\n", ""},
      {"One line.", "One line.\n"},
      {"The federation of worker\ncooperatives met in the port.\n\nSecond paragraph.",
       "The federation of worker cooperatives met in the port.\nSecond paragraph.\n"},
      {LONG_1 "\n" LONG_2 "\nShort.\nNot joined.\n", LONG_1 " " LONG_2 " Short.\nNot joined.\n"},
      {LONG_1 "\r\n" LONG_2 "\r\n", LONG_1 " " LONG_2 "\n"},
      {"a bank of fishers, farm-\nworkers and millers", "a bank of fishers, farm-workers and millers\n"},
      {"  An indented paragraph goes on,\nand ends.", "  An indented paragraph goes on, and ends.\n"},
      {"협동조합의 해를 맞아 여러 지역의 조합원이 모여서 올해의 계획을\n함께 세웠다고 밝혔다.",
       "협동조합의 해를 맞아 여러 지역의 조합원이 모여서 올해의 계획을 함께 세웠다고 밝혔다.\n"},
      {"全国の協同組合の代表が集まり今年の計画について話し合いを行い\nました。",
       "全国の協同組合の代表が集まり今年の計画について話し合いを行いました。\n"},
  };
  (void)state;
  assert_joined(cases, sizeof cases / sizeof *cases);
}

static void lines_that_were_written_as_such_stay(void **state) {
  static const struct pair cases[] = {
      {"Agnes Moreau\n5 Mill Lane\n12345 Port", "Agnes Moreau\n5 Mill Lane\n12345 Port\n"},
      {"- apples and pears\n- bread\n- oil", "- apples and pears\n- bread\n- oil\n"},
      {"- apples and pears of the\n  farm\n- bread", "- apples and pears of the farm\n- bread\n"},
      {LONG_1 "\nDate: 25 July\nSubject: " LONG_2, LONG_1 "\nDate: 25 July\nSubject: " LONG_2 "\n"},
      {"1. " LONG_1 "\n2. " LONG_2 "\n", "1. " LONG_1 "\n2. " LONG_2 "\n"},
      {LONG_1 "\n=====================================\n" LONG_2,
       LONG_1 "\n=====================================\n" LONG_2 "\n"},
      {"name      amount of the share in the mill in all\nagnes     12",
       "name      amount of the share in the mill in all\nagnes     12\n"},
      {LONG_1 "\n    as if (code) {\n", LONG_1 "\n    as if (code) {\n"},
      {"https://mill.example/a-rather-long-address/of-a-page/that-goes-on/\nRead more there.",
       "https://mill.example/a-rather-long-address/of-a-page/that-goes-on/\nRead more there.\n"},
      {"text\n-- \nagnes moreau, of the mill\nand of the bakery",
       "text\n--\nagnes moreau, of the mill\nand of the bakery\n"},
      {"A paragraph that was written in one line, as programs of today do, however long it may become, which "
       "is long.\n"
       "and another one",
       "A paragraph that was written in one line, as programs of today do, however long it may become, which "
       "is long.\n"
       "and another one\n"},
  };
  (void)state;
  assert_joined(cases, sizeof cases / sizeof *cases);
}

static void what_is_quoted_is_joined_by_itself(void **state) {
  static const struct pair cases[] = {
      {"> " LONG_1 "\n> " LONG_2 "\n" LONG_1, "> " LONG_1 " " LONG_2 "\n" LONG_1 "\n"},
      {"> > the members of\n> > the mill\n> they met\n>\n> again",
       "> > the members of the mill\n> they met\n> again\n"},
      {">>deep\n>less\nnone", ">>deep\n>less\nnone\n"},
      {"  > not at the beginning", "  > not at the beginning\n"},
  };
  (void)state;
  assert_joined(cases, sizeof cases / sizeof *cases);
}

static void flowed_text_is_put_together_by_its_spaces(void **state) {
  static const struct {
    const char *flowed;
    bool deletes;
    const char *joined;
  } cases[] = {
      {"The federation of \nworker cooperatives \nmet.\n\nSecond.", false,
       "The federation of worker cooperatives met.\nSecond.\n"},
      {"One \ntwo.\r\nThree \r\nfour.\r\n", false, "One two.\nThree four.\n"},
      {" >not quoted \n From here.\nx", false, ">not quoted From here.\nx\n"},
      {"> One \n> two.\nThree.", false, "> One two.\nThree.\n"},
      {"> One \nTwo.", false, "> One \nTwo.\n"},
      {"Text \nmore.\n-- \nAgnes", false, "Text more.\n-- \nAgnes\n"},
      {"協同 \n組合", true, "協同組合\n"},
      {"co \noperative", true, "cooperative\n"},
      {"The mill  \nand the  \nbakery", true, "The mill and the bakery\n"},
      {"The mill \nand the \nbakery", true, "The mill and the bakery\n"}, /* as mailers write it */
      {"Every space was\ntaken away.", false, "Every space was taken away.\n"},
      {"", false, ""},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sse_buffer out = {0};
    sse_str exact = copy_exactly(STR(cases[i].flowed));
    sse_buffer_append_text(&out, "");
    wrapped_append_flowed(exact, cases[i].deletes, &out);
    assert_string_equal(out.data, cases[i].joined);
    free((char *)exact.data);
    sse_buffer_reset(&out);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_that_were_broken_are_joined),
      cmocka_unit_test(lines_that_were_written_as_such_stay),
      cmocka_unit_test(what_is_quoted_is_joined_by_itself),
      cmocka_unit_test(flowed_text_is_put_together_by_its_spaces),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
