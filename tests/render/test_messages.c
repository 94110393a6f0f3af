/* The catalogue of messages: whole in every language, places and forms where they belong, and chosen by what
 * a browser or a locale asks for. */
#include "testing.h"

#include "render/messages.h"

static const messages_language every_language[] = {MESSAGES_EN, MESSAGES_FR, MESSAGES_ES, MESSAGES_KO};

/* Places in one form of a message, which | or the end ends. */
static size_t places_in(const char *form) {
  size_t places = 0;
  for (const char *at = form; *at && *at != '|'; at++)
    places += strncmp(at, "{}", 2) == 0;
  return places;
}

static void every_message_is_in_every_language_with_the_same_places(void **state) {
  (void)state;
  assert_int_equal(sizeof every_language / sizeof *every_language, MESSAGES_LANGUAGES);
  for (int id = 0; id < MESSAGES; id++) {
    const char *english = messages_of(MESSAGES_EN, (messages_id)id);
    if (!english || !*english) {
      fail_msg("message %d has no text", id);
      return;
    }
    assert_true(places_in(english) <= 1);
    for (int i = 0; i < MESSAGES_LANGUAGES; i++) {
      const char *text = messages_of(every_language[i], (messages_id)id);
      if (!text || !*text) {
        fail_msg("'%s' is not in %s", english, messages_tag(every_language[i]));
        return;
      }
      for (const char *form = text; form; form = strchr(form, '|') ? strchr(form, '|') + 1 : NULL)
        if (places_in(form) != places_in(english)) fail_msg("'%s' has other places than '%s'", text, english);
      if (strchr(text, '|') && (places_in(text) == 0 || strchr(strchr(text, '|') + 1, '|')))
        fail_msg("'%s' has forms that nothing chooses from", text);
      if (strpbrk(text, "<>&\"")) fail_msg("'%s' would have to be escaped in HTML", text);
    }
  }
}

static void a_count_has_the_form_that_its_language_has_for_it(void **state) {
  static const struct {
    messages_language language;
    size_t count;
    const char *text;
  } rows[] = {
      {MESSAGES_EN, 0, "0 items"},        {MESSAGES_EN, 1, "1 item"},     {MESSAGES_EN, 2, "2 items"},
      {MESSAGES_FR, 0, "0 article"},      {MESSAGES_FR, 1, "1 article"},  {MESSAGES_FR, 2, "2 articles"},
      {MESSAGES_FR, 21, "21 articles"},   {MESSAGES_ES, 0, "0 noticias"}, {MESSAGES_ES, 1, "1 noticia"},
      {MESSAGES_ES, 101, "101 noticias"}, {MESSAGES_KO, 0, "0건"},        {MESSAGES_KO, 1, "1건"},
      {MESSAGES_KO, 10000, "10000건"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    messages_put_count(out, rows[i].language, MESSAGE_ITEMS, rows[i].count);
    assert_int_equal(fclose(out), 0);
    assert_string_equal(text, rows[i].text);
    free(text);
  }
}

static void a_message_is_split_at_its_place(void **state) {
  sse_str before, after;
  (void)state;
  messages_split(MESSAGES_KO, MESSAGE_LATEST, 5, &before, &after);
  assert_str_equal(before, "전체 ");
  assert_str_equal(after, "건 중 최신 자료");
  messages_split(MESSAGES_EN, MESSAGE_SEARCH, 1, &before, &after);
  assert_str_equal(before, "Search");
  assert_int_equal(after.length, 0);
}

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
      {"de, es;q=0.4, en;q=0.3", MESSAGES_ES},
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
  } rows[] = {{NULL, MESSAGES_EN},          {"", MESSAGES_EN},           {"C", MESSAGES_EN},
              {"C.UTF-8", MESSAGES_EN},     {"POSIX", MESSAGES_EN},      {"fr", MESSAGES_FR},
              {"fr_CA.UTF-8", MESSAGES_FR}, {"fr_FR@euro", MESSAGES_FR}, {"fr.UTF-8", MESSAGES_FR},
              {"fra", MESSAGES_EN},         {"es_419", MESSAGES_ES},     {"ko_KR.EUC-KR", MESSAGES_KO},
              {"de_DE.UTF-8", MESSAGES_EN}, {"f", MESSAGES_EN}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (messages_of_locale(rows[i].locale) != rows[i].language) fail_msg("%s", rows[i].locale);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_message_is_in_every_language_with_the_same_places),
      cmocka_unit_test(a_count_has_the_form_that_its_language_has_for_it),
      cmocka_unit_test(a_message_is_split_at_its_place),
      cmocka_unit_test(a_page_speaks_the_language_that_is_wanted_most),
      cmocka_unit_test(a_terminal_speaks_the_language_of_the_locale),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
