/* Languages: which one a reader gets, plural forms, and formats of numbers and dates. The expected values are
 * those of ICU 78 (CLDR 48). */
#include "testing.h"

#include "render/languages.h"

static void a_page_speaks_the_language_that_is_wanted_most(void **state) {
  static const struct {
    const char *accept;
    messages_language language;
  } rows[] = {
      {NULL, MESSAGES_EN},
      {"", MESSAGES_EN},
      {"fr", MESSAGES_FR},
      {"fr-CA", MESSAGES_FR},
      {"frx", MESSAGES_EN},
      {"f", MESSAGES_EN},
      {"nl, es;q=0.4, en;q=0.3", MESSAGES_ES},
      {"de, es;q=0.4, en;q=0.3", MESSAGES_DE},
      {"pt-BR,pt;q=0.9", MESSAGES_PT},
      {"ar-EG", MESSAGES_AR},
      {"ja", MESSAGES_JA},
      {"en;q=0.1,ko;q=0.9", MESSAGES_KO},
      {"en;q=0.9,ko;q=0.91", MESSAGES_KO},
      {"ko;q=0.5,es;q=0.5", MESSAGES_KO},
      {"es;q=0", MESSAGES_EN},
      {"KO", MESSAGES_KO},
      {"en;q=0.2, fr ; q=0.3", MESSAGES_FR},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (messages_choose(rows[i].accept) != rows[i].language) fail_msg("%s", rows[i].accept);
}

static void a_terminal_speaks_the_language_of_the_locale(void **state) {
  static const struct {
    const char *locale;
    messages_language language;
  } rows[] = {{NULL, MESSAGES_EN},
              {"", MESSAGES_EN},
              {"C", MESSAGES_EN},
              {"C.UTF-8", MESSAGES_EN},
              {"POSIX", MESSAGES_EN},
              {"fr", MESSAGES_FR},
              {"fr_CA.UTF-8", MESSAGES_FR},
              {"fr_FR@euro", MESSAGES_FR},
              {"fr.UTF-8", MESSAGES_FR},
              {"fra", MESSAGES_EN},
              {"es_419", MESSAGES_ES},
              {"ko_KR.EUC-KR", MESSAGES_KO},
              {"de_DE.UTF-8", MESSAGES_DE},
              {"nl_NL.UTF-8", MESSAGES_EN},
              {"f", MESSAGES_EN}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (messages_of_locale(rows[i].locale) != rows[i].language) fail_msg("%s", rows[i].locale);
}

static void each_language_is_found_by_its_own_tag_and_has_a_name(void **state) {
  /* The languages that texts are detected to be in (src/text), and those that have stemmers. */
  static const char told[] =
      "af ar as az be bg bn br ca ckb cs cy da de el en eo es et eu fa fi fr fy ga gd gl ha he hi hr ht hu "
      "hy id "
      "ig is it ja ka kk km ko ku ky la lb lg lo lt lv mg mi mk mn mr ms mt my ne nl no pl ps pt ro ru rw sd "
      "sk "
      "sl sn so sq sr st sv sw ta te tg th tl tn tr ts tt ug uk ur uz vi xh yi yo zh zu";
  char name[LANGUAGES_NAME_SIZE];
  sse_str one;
  (void)state;
  for (int i = 0; i < MESSAGES_LANGUAGES; i++) {
    messages_language language = (messages_language)i, found = MESSAGES_LANGUAGES;
    const char *tag = messages_tag(language);
    assert_true(languages_find(tag, &found));
    assert_int_equal(found, language);
    assert_string_not_equal(messages_language_name(tag, name), tag);
  }
  for (size_t position = 0; sse_str_next(sse_str_of(told), ' ', &position, &one);) {
    char tag[8];
    (void)snprintf(tag, sizeof tag, "%.*s", (int)one.length, one.data);
    if (strcmp(messages_language_name(tag, name), tag) == 0) fail_msg("%s", tag);
  }
  assert_string_equal(messages_language_name("pt-BR", name), "Português (BR)");
  assert_string_equal(messages_language_name("zh-Hant-TW", name), "中文 (Hant-TW)");
  assert_string_equal(messages_language_name("qqq-BR", name), "qqq-BR");
  static const struct {
    const char *tag;
    messages_language language;
  } looked_up[] = {{"FR", MESSAGES_FR},
                   {"pt-BR", MESSAGES_PT},
                   {"PT-br", MESSAGES_PT},
                   {"ja-JP-u-ca-japanese", MESSAGES_JA},
                   {"ar-001", MESSAGES_AR}};
  for (size_t i = 0; i < sizeof looked_up / sizeof *looked_up; i++) {
    messages_language found = MESSAGES_LANGUAGES;
    if (!languages_find(looked_up[i].tag, &found) || found != looked_up[i].language)
      fail_msg("%s", looked_up[i].tag);
  }
  messages_language none = MESSAGES_KO;
  assert_false(languages_find("xx", &none));
  assert_false(languages_find("", &none));
  assert_false(languages_find("zh-Hant", &none));
  assert_false(languages_find("fra", &none));
  assert_false(languages_find("fr-", &none));
  assert_false(languages_find("fr_CA", &none));
  assert_int_equal(none, MESSAGES_KO);
}

static void a_number_has_the_plural_form_that_cldr_says(void **state) {
  static const struct {
    messages_language language;
    unsigned forms;
    const char *of; /* the plural forms of 0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 1000 */
  } rows[] = {{MESSAGES_EN, 2, "10111111111"}, {MESSAGES_FR, 2, "00111111111"},
              {MESSAGES_ES, 2, "10111111111"}, {MESSAGES_PT, 2, "00111111111"},
              {MESSAGES_DE, 2, "10111111111"}, {MESSAGES_KO, 1, "00000000000"},
              {MESSAGES_JA, 1, "00000000000"}, {MESSAGES_AR, 6, "01233445535"}};
  static const size_t numbers[] = {0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 1000};
  (void)state;
  assert_int_equal(sizeof rows / sizeof *rows, MESSAGES_LANGUAGES);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    assert_int_equal(languages_forms(rows[i].language), rows[i].forms);
    for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
      if (languages_form(rows[i].language, numbers[k]) != (unsigned)(rows[i].of[k] - '0'))
        fail_msg("%s: %zu", messages_tag(rows[i].language), numbers[k]);
  }
}

static void numbers_and_dates_are_written_as_in_their_language(void **state) {
  static const struct {
    messages_language language;
    const char *thousand, *million, *date, *first, *month, *year;
  } rows[] = {
      {MESSAGES_EN, "1,234", "1,234,567", "25 July 2023", "1 July 2023", "July 2023", "2023"},
      {MESSAGES_FR, "1\u202F234", "1\u202F234\u202F567", "25 juillet 2023", "1er juillet 2023",
       "juillet 2023", "2023"},
      {MESSAGES_ES, "1234", "1.234.567", "25 de julio de 2023", "1 de julio de 2023", "julio de 2023",
       "2023"},
      {MESSAGES_PT, "1.234", "1.234.567", "25 de julho de 2023", "1 de julho de 2023", "julho de 2023",
       "2023"},
      {MESSAGES_DE, "1.234", "1.234.567", "25. Juli 2023", "1. Juli 2023", "Juli 2023", "2023"},
      {MESSAGES_KO, "1,234", "1,234,567", "2023년 7월 25일", "2023년 7월 1일", "2023년 7월", "2023년"},
      {MESSAGES_JA, "1,234", "1,234,567", "2023年7月25日", "2023年7月1日", "2023年7月", "2023年"},
      {MESSAGES_AR, "1,234", "1,234,567", "25 يوليو 2023", "1 يوليو 2023", "يوليو 2023", "2023"},
  };
  static const sse_date dates[] = {{2023, 7, 25}, {2023, 7, 1}, {2023, 7, 0}, {2023, 0, 0}, {0, 0, 0}};
  (void)state;
  assert_int_equal(sizeof rows / sizeof *rows, MESSAGES_LANGUAGES);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const char *const expected[] = {rows[i].date, rows[i].first, rows[i].month, rows[i].year, ""};
    char number[LANGUAGES_NUMBER_SIZE];
    assert_string_equal(languages_number(rows[i].language, 1234, number), rows[i].thousand);
    assert_string_equal(languages_number(rows[i].language, 1234567, number), rows[i].million);
    assert_string_equal(languages_number(rows[i].language, 999, number), "999");
    for (size_t k = 0; k < sizeof dates / sizeof *dates; k++) {
      char *text = NULL;
      size_t size = 0;
      FILE *out = open_memstream(&text, &size);
      assert_non_null(out);
      languages_put_date(out, rows[i].language, dates[k]);
      assert_int_equal(fclose(out), 0);
      assert_string_equal(text, expected[k]);
      free(text);
    }
  }
  char longest[LANGUAGES_NUMBER_SIZE];
  assert_string_equal(languages_number(MESSAGES_FR, SIZE_MAX, longest),
                      "18\u202F446\u202F744\u202F073\u202F709\u202F551\u202F615");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_page_speaks_the_language_that_is_wanted_most),
      cmocka_unit_test(a_terminal_speaks_the_language_of_the_locale),
      cmocka_unit_test(each_language_is_found_by_its_own_tag_and_has_a_name),
      cmocka_unit_test(a_number_has_the_plural_form_that_cldr_says),
      cmocka_unit_test(numbers_and_dates_are_written_as_in_their_language),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
