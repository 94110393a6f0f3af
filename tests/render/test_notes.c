/* Notes on a query: in the reader's language with the values from the query, or in English if they have no
 * translation. */
#include "testing.h"

#include "query/notes.h"
#include "render/render.h"

static void assert_shown(const query_notes *notes, size_t which, messages_language language,
                         const char *expected) {
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  assert_non_null(out);
  render_note(out, &notes->notes[which], language);
  assert_int_equal(fclose(out), 0);
  assert_string_equal(text, expected);
  free(text);
}

static void a_note_has_its_values_where_its_language_puts_them(void **state) {
  query_notes notes = {0};
  (void)state;
  query_notes_add(&notes, "date-offered", "for items from that time, write date:%s instead of %s", "2023-07",
                  "July <2023>");
  query_notes_add(&notes, "pattern-cut",
                  "%.*s matches more than %d words; only the most frequent are searched for", 5, "coop*rest",
                  200);
  query_notes_add_unreadable(&notes, "saved-circle", "saved:%.*s %s; it matches nothing", 4, "mine",
                             "names itself");
  assert_false(notes.failed);
  assert_true(notes.is_unreadable);
  assert_int_equal(notes.count, 3);
  assert_string_equal(notes.notes[0].text,
                      "for items from that time, write date:2023-07 instead of July <2023>");
  assert_string_equal(notes.notes[0].values, "2023-07\nJuly <2023>\n");
  assert_string_equal(notes.notes[1].text,
                      "coop* matches more than 200 words; only the most frequent are searched for");
  assert_shown(
      &notes, 0, MESSAGES_KO,
      "그때의 자료를 찾으려면 <bdi>July &lt;2023&gt;</bdi> 대신 date:<bdi>2023-07</bdi>(이)라고 쓰세요.");
  assert_shown(
      &notes, 1, MESSAGES_FR,
      "« <bdi>coop*</bdi> » désigne plus de <bdi>200</bdi> mots ; les plus fréquents sont recherchés.");
  assert_shown(&notes, 2, MESSAGES_DE, "saved:<bdi>mine</bdi> nennt sich selbst; nichts entspricht dem.");
  query_notes_reset(&notes);
}

static void a_code_without_words_is_told_in_english(void **state) {
  query_notes notes = {0};
  (void)state;
  query_notes_add(&notes, "of-tomorrow", "a note on <%s>", "this");
  assert_shown(&notes, 0, MESSAGES_FR, "<span lang=\"en\" dir=\"ltr\">a note on &lt;this&gt;</span>");
  query_notes_reset(&notes);
}

static void a_note_stands_once_and_values_keep_to_their_line(void **state) {
  query_notes notes = {0};
  char longest[2000];
  (void)state;
  memset(longest, 'x', sizeof longest);
  longest[sizeof longest - 1] = '\0';
  memcpy(longest + 399, "é", 2); /* straddles the length at which a note is cut */
  for (int i = 0; i < 2; i++)
    query_notes_add(&notes, "unknown-value", "no item matches %s:%.*s", "source", 3, "a\nb");
  query_notes_add(&notes, "empty-word", "'%.*s' has no letters and was ignored", (int)strlen(longest),
                  longest);
  assert_int_equal(notes.count, 2);
  assert_string_equal(notes.notes[0].values, "source\na b\n");
  assert_int_equal(strlen(notes.notes[1].text), 400);
  assert_int_equal(strlen(notes.notes[1].values), 400);
  query_notes_reset(&notes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_note_has_its_values_where_its_language_puts_them),
      cmocka_unit_test(a_code_without_words_is_told_in_english),
      cmocka_unit_test(a_note_stands_once_and_values_keep_to_their_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
