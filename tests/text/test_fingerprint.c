/* Fingerprints: which numbers and names identify a text, and that copies share shingles. */
#include "testing.h"
#include "text/fingerprint.h"
#include "text/text.h"

#include <string.h>

struct seen {
  uint64_t hashes[64];
  size_t numbers, names;
};

static void see(void *context, const text_mark *mark) {
  struct seen *seen = context;
  seen->hashes[(seen->numbers + seen->names) % 64] = mark->hash;
  *(mark->is_number ? &seen->numbers : &seen->names) += 1;
}

static struct seen marks_of(const char *text) {
  struct seen seen = {.numbers = 0};
  text_marks_each(sse_str_of(text), &seen, see);
  return seen;
}

static void marks_are_numbers_and_names_within_sentences(void **state) {
  static const struct {
    const char *text;
    size_t numbers, names;
  } rows[] = {
      {"The bank opened.", 0, 0},
      {"It opened in Nantes. Members came.", 0, 1},
      {"In May 2024 about 1,200 members of the ILO", 2, 2},
      {"5 members", 0, 0},
      {"l’OIT et Desjardins ont 1 200 000 membres", 1, 2},
      {"몬드라곤(Mondragon)은 1200명", 1, 1},
      {"在2024年和1200名", 2, 0},
      {"", 0, 0},
      {"Ça va à Québec", 0, 1},
      {"\xF0\x9F\x8C\x88 12345678901234567890123456789012345678901234567890", 1, 0},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const struct seen seen = marks_of(rows[i].text);
    if (seen.numbers != rows[i].numbers || seen.names != rows[i].names)
      fail_msg("%s: %zu numbers, %zu names", rows[i].text, seen.numbers, seen.names);
  }
}

static void note_place(void *context, const text_mark *mark) {
  size_t *places = context;
  places[mark->is_number] = mark->at;
}

static void marks_tell_where_they_begin(void **state) {
  static const char text[] = "\xC3\x80 la mairie, Nantes compte 1 200 membres";
  size_t places[2] = {0, 0};
  (void)state;
  text_marks_each(sse_str_of(text), places, note_place);
  assert_int_equal(places[0], strstr(text, "Nantes") - text);
  assert_int_equal(places[1], strstr(text, "1 200") - text);
}

static void marks_are_the_same_in_all_languages(void **state) {
  static const char *const pairs[][2] = {
      {"about 1,200 members", "환자 1.200명"},
      {"some 1'200", "env. 1\xE2\x80\xAF"
                     "200"},
      {"in Québec", "en QUEBEC"},
      {"about 3.5 %", "etwa 3,5 %"},
      {"at 007", "um 07"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    const struct seen one = marks_of(pairs[i][0]), other = marks_of(pairs[i][1]);
    if (one.hashes[0] != other.hashes[0] || one.numbers != other.numbers)
      fail_msg("%s is not %s", pairs[i][0], pairs[i][1]);
  }
}

static void make(text_analyser *analyser, const char *text, text_fingerprint *fingerprint) {
  sse_buffer terms = {0};
  sse_error err;
  assert_int_equal(text_terms(analyser, TEXT_NO_LANGUAGE, sse_str_of(text), &terms, &err), SSE_OK);
  (void)text_fingerprint_make(sse_str_of(text), sse_buffer_str(&terms), fingerprint);
  sse_buffer_reset(&terms);
}

static size_t count_same(const text_fingerprint *a, const text_fingerprint *b) {
  size_t same = 0;
  for (size_t i = 0; i < TEXT_SHINGLES; i++)
    same += a->shingles[i] != 0 && a->shingles[i] == b->shingles[i];
  return same;
}

static void copies_share_shingles_and_others_do_not(void **state) {
  static const char text[] =
      "Small boats from three neighbouring islands now land their catch at one ice plant, "
      "owned by the crews in equal shares, and hope to halve what is thrown away.";
  static const char copy[] =
      "ISLANDS: Small boats from three neighbouring islands now land their catch at one ice "
      "plant, owned by the crews in equal shares, and hope to halve what is thrown away! (AP)";
  static const char other[] =
      "Home helpers, nurses and families from twelve cooperatives wrote down what good care "
      "owes to those who give it and to those who receive it.";
  text_fingerprint a, b, c, few;
  text_analyser *analyser;
  sse_error err;
  (void)state;
  assert_int_equal(text_analyser_new(&analyser, &err), SSE_OK);
  make(analyser, text, &a);
  make(analyser, copy, &b);
  make(analyser, other, &c);
  make(analyser, "Too few words for it", &few);
  assert_true(count_same(&a, &b) >= 4);
  assert_int_equal(count_same(&a, &c), 0);
  assert_int_equal(count_same(&few, &few), 0);
  text_analyser_free(analyser);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(marks_are_numbers_and_names_within_sentences),
      cmocka_unit_test(marks_tell_where_they_begin),
      cmocka_unit_test(marks_are_the_same_in_all_languages),
      cmocka_unit_test(copies_share_shingles_and_others_do_not),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
