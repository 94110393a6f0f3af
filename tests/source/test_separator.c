/* The lines that begin a message in a mailbox, as programs write them, and lines of text that look like one.
 */
#include "source/container/separator.h"
#include "testing.h"

static void a_separator_is_told_by_its_form(void **state) {
  static const struct {
    const char *line;
    separator_kind kind;
  } cases[] = {
      {"From a@b.example Tue Jul 25 10:00:00 2023", SEPARATOR_DATED},
      {"From a@b.example  Tue Jul  5 9:00 2023", SEPARATOR_DATED},
      {"From office at example.org  Mon Mar  4 10:00:00 2019", SEPARATOR_DATED}, /* Pipermail */
      {"From - Tue Jul 25 10:00:00 2023", SEPARATOR_DATED},                      /* Netscape, Thunderbird */
      {"From ???@??? Mon Jan 01 00:00:00 1999", SEPARATOR_DATED},                /* Eudora */
      {"From 17@xxx Tue Jul 25 10:00:00 +0000 2023", SEPARATOR_DATED},           /* an export of Gmail */
      {"From a@b.example Tue Jul 25 10:00:00 GMT 2023", SEPARATOR_DATED},
      {"From a@b.example Tue Jul 25 10:00:00 2023 +0200", SEPARATOR_DATED},
      {"From a Tue Jul 25 10:00:00 2023 remote from mill", SEPARATOR_DATED},
      {"From a@b.example Tue, 25 Jul 2023 10:00:00 +0200", SEPARATOR_DATED},
      {"From \"The Mill\" <a@b.example> tue jul 25 10:00:00 2023", SEPARATOR_DATED},
      {"From  Tue Jul 25 10:00:00 2023", SEPARATOR_DATED},
      {"From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001", SEPARATOR_PATCH},
      {"From -8019287452344558541", SEPARATOR_WORD},
      {"From a@b.example", SEPARATOR_WORD},
      {"From there the train goes on to Lyon.", SEPARATOR_NONE},
      {"From Tuesday to Friday, 25 July 2023, at 10:00", SEPARATOR_NONE},
      {"From Tue Jul 25 2023", SEPARATOR_NONE},
      {"From the minutes: Tue Jul 25 10:00:00 2023 was the day when we met", SEPARATOR_NONE},
      {"From a@b.example Tue Jul 25 10:00:00", SEPARATOR_NONE},
      {"From a@b.example Tue Jul 25 10:00:00:00 2023", SEPARATOR_NONE},
      {"From a b c d e f g h i j k l m n o p q r s t Tue Jul 25 10:00:00 2023", SEPARATOR_NONE},
      {"From ", SEPARATOR_NONE},
      {"From", SEPARATOR_NONE},
      {"from a@b.example Tue Jul 25 10:00:00 2023", SEPARATOR_NONE},
      {">From a@b.example Tue Jul 25 10:00:00 2023", SEPARATOR_NONE},
      {"From: a@b.example", SEPARATOR_NONE},
      {"", SEPARATOR_NONE},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sse_str exact = copy_exactly(STR(cases[i].line));
    if (separator_of(exact) != cases[i].kind) fail_msg("%s: %d", cases[i].line, (int)separator_of(exact));
    free((char *)exact.data);
  }
}

static void the_date_of_a_separator_is_what_stands_in_it(void **state) {
  (void)state;
  assert_true(sse_str_is(separator_date(STR("From a@b  Tue Jul 25 10:00:00 2023 remote from mill")),
                         "Tue Jul 25 10:00:00 2023"));
  assert_true(sse_str_is(separator_date(STR("From 17@xxx Tue, 25 Jul 2023 10:00:00 +0200")),
                         "Tue, 25 Jul 2023 10:00:00"));
  assert_int_equal(separator_date(STR("From a@b")).length, 0);
  assert_int_equal(separator_date((sse_str){0}).length, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_separator_is_told_by_its_form),
                                     cmocka_unit_test(the_date_of_a_separator_is_what_stands_in_it)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
