/* The message catalogue: complete in every language, with the right placeholders and plural forms. */
#include "testing.h"

#include "render/messages.h"

/* The placeholders in one form of a message, which ends at | or at the end of the text. */
static size_t places_in(const char *form) {
  size_t places = 0;
  for (const char *at = form; *at && *at != '|'; at++)
    places += strncmp(at, "{}", 2) == 0;
  return places;
}

/* The numbered placeholders, for values of notes, as one bit each. */
static unsigned numbered_in(const char *text) {
  return (strstr(text, "{1}") ? 1U : 0) | (strstr(text, "{2}") ? 2U : 0) | (strstr(text, "{3}") ? 4U : 0);
}

/* A form for a single number may say that number in words. */
static bool may_say_it_in_words(messages_language language, size_t form) {
  return language == MESSAGES_AR && form < 3;
}

/* A message has the placeholders of the English one and the forms of its language, and needs no escaping. */
static void check_text(messages_language language, const char *english, const char *text) {
  size_t forms = 1;
  if (!text || !*text) {
    fail_msg("'%s' is not in %s", english, messages_tag(language));
    return;
  }
  for (const char *bar = strchr(text, '|'); bar; bar = strchr(bar + 1, '|'))
    forms++;
  const char *form = text;
  for (size_t i = 0; i < forms; i++, form = i < forms ? strchr(form, '|') + 1 : form) {
    bool in_words = forms > 1 && may_say_it_in_words(language, i) && places_in(form) == 0;
    if (places_in(form) != places_in(english) && !in_words)
      fail_msg("'%s' has other places than '%s'", text, english);
  }
  if (forms > 1 && (places_in(english) == 0 || forms != languages_forms(language)))
    fail_msg("'%s' has forms that nothing chooses from", text);
  if (numbered_in(text) != numbered_in(english)) fail_msg("'%s' has other places than '%s'", text, english);
  if (strpbrk(text, "<>&\"")) fail_msg("'%s' would have to be escaped in HTML", text);
}

static void every_message_is_in_every_language_with_the_same_places(void **state) {
  (void)state;
  for (int id = 0; id < MESSAGES; id++) {
    const char *english = messages_of(MESSAGES_EN, (messages_id)id);
    assert_true(places_in(english) <= 1);
    for (int i = 0; i < MESSAGES_LANGUAGES; i++)
      check_text((messages_language)i, english, messages_of((messages_language)i, (messages_id)id));
  }
}

static void a_count_has_the_form_that_its_language_has_for_it(void **state) {
  static const struct {
    messages_language language;
    size_t count;
    const char *text;
  } rows[] = {
      {MESSAGES_EN, 0, "0 items"},
      {MESSAGES_EN, 1, "1 item"},
      {MESSAGES_EN, 2, "2 items"},
      {MESSAGES_EN, 1234, "1,234 items"},
      {MESSAGES_FR, 0, "0 article"},
      {MESSAGES_FR, 1, "1 article"},
      {MESSAGES_FR, 2, "2 articles"},
      {MESSAGES_FR, 21000, "21\u202F000 articles"},
      {MESSAGES_ES, 0, "0 noticias"},
      {MESSAGES_ES, 1, "1 noticia"},
      {MESSAGES_ES, 101, "101 noticias"},
      {MESSAGES_PT, 0, "0 notícia"},
      {MESSAGES_PT, 2, "2 notícias"},
      {MESSAGES_DE, 0, "0 Meldungen"},
      {MESSAGES_DE, 1, "1 Meldung"},
      {MESSAGES_KO, 0, "0건"},
      {MESSAGES_KO, 1, "1건"},
      {MESSAGES_KO, 10000, "10,000건"},
      {MESSAGES_JA, 1, "1件"},
      {MESSAGES_AR, 0, "لا أخبار"},
      {MESSAGES_AR, 1, "خبر واحد"},
      {MESSAGES_AR, 2, "خبران"},
      {MESSAGES_AR, 3, "3 أخبار"},
      {MESSAGES_AR, 11, "11 خبرًا"},
      {MESSAGES_AR, 100, "100 خبر"},
      {MESSAGES_AR, 1103, "1,103 أخبار"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char *text = NULL;
    size_t size = 0;
    sse_buffer appended = {0};
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    messages_put_count(out, rows[i].language, MESSAGE_ITEMS, rows[i].count);
    assert_int_equal(fclose(out), 0);
    assert_string_equal(text, rows[i].text);
    messages_append_count(&appended, rows[i].language, MESSAGE_ITEMS, rows[i].count);
    assert_string_equal(appended.data, rows[i].text);
    sse_buffer_reset(&appended);
    free(text);
  }
}

static void a_message_is_split_at_its_place(void **state) {
  sse_str before, after;
  (void)state;
  assert_true(messages_split(MESSAGES_KO, MESSAGE_LATEST, 5, &before, &after));
  assert_str_equal(before, "전체 ");
  assert_str_equal(after, "건 중 최신 자료");
  assert_false(messages_split(MESSAGES_EN, MESSAGE_SEARCH, 1, &before, &after));
  assert_str_equal(before, "Search");
  assert_int_equal(after.length, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_message_is_in_every_language_with_the_same_places),
      cmocka_unit_test(a_count_has_the_form_that_its_language_has_for_it),
      cmocka_unit_test(a_message_is_split_at_its_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
