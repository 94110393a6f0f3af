/* The language of texts that do not say it. */
#include "analysing.h"

#include "text/text.h"

static void assert_language(const char *text, const char *expected) {
  sse_str tag = text_detect(analyser, STR(text));
  assert_str_equal(tag.data ? tag : STR(""), expected);
}

static void headlines_are_told_by_their_words(void **state) {
  (void)state;
  assert_language("UN task force on the social and solidarity economy holds its 44th meeting", "en");
  assert_language("La France vote sa loi relative à l’économie sociale et solidaire", "fr");
  assert_language("Las cooperativas de trabajo crecen en los barrios de la ciudad", "es");
  assert_language("As cooperativas de trabalho crescem nos bairros da cidade", "pt");
  assert_language("Die Genossenschaften wachsen in den Vierteln der Stadt", "de");
  assert_language("Le cooperative di lavoro crescono nei quartieri della città", "it");
}

/* A headline and the beginning of a summary in each language that has no case above. */
static void thirty_languages_are_told_from_one_another(void **state) {
  static const struct {
    const char *text, *tag;
  } rows[] = {
      {"Hợp tác xã nông nghiệp được thành lập ở tỉnh miền Trung", "vi"},
      {"Các thành viên của hợp tác xã đã bầu ban quản trị mới trong năm nay", "vi"},
      {"De coöperatie van de boeren opent een winkel in het dorp", "nl"},
      {"Kooperativet öppnar en butik som ägs av medlemmarna i byn", "sv"},
      {"Andelsselskabet åbner en butik, der ejes af medlemmerne og ikke af banken", "da"},
      {"Samvirkelaget åpner en butikk som eies av medlemmene og ikke av banken", "no"},
      {"Osuuskunta avaa kaupan, jonka omistavat jäsenet ja joka on myös kirjasto", "fi"},
      {"Spółdzielnia otwiera sklep, który należy do członków i jest także biblioteką", "pl"},
      {"Družstvo otevírá obchod, který patří členům a je také knihovnou ve městě", "cs"},
      {"Družstvo otvára obchod, ktorý patrí členom a je tiež knižnicou v meste", "sk"},
      {"Zadruga otvara trgovinu koja pripada članovima i koja je također knjižnica u gradu", "hr"},
      {"Zadruga odpira trgovino, ki pripada članom in je tudi knjižnica v mestu", "sl"},
      {"Cooperativa deschide un magazin care este al membrilor și nu al băncii din oraș", "ro"},
      {"A szövetkezet üzletet nyit, amely a tagoké, és nem a banké", "hu"},
      {"Kooperatif, üyelerin olan bir dükkân açıyor ve bu dükkân aynı zamanda kütüphane", "tr"},
      {"Koperasi membuka toko yang dimiliki oleh anggota dan bukan oleh bank di kota", "id"},
      {"La cooperativa obre una botiga que és dels socis i no del banc amb els pagesos", "ca"},
      {"Kooperatibak denda bat ireki du eta bazkideena da, ez bankuarena", "eu"},
      {"Kooperatyvas atidaro parduotuvę, kuri yra narių ir ne tik banko mieste", "lt"},
      {"Kooperatīvs atver veikalu, kas pieder biedriem un ir arī bibliotēka", "lv"},
      {"Ühistu avab kaupluse, mis kuulub liikmetele ja on ka raamatukogu", "et"},
      {"Ushirika wa wakulima umefungua duka ambalo ni la wanachama katika kijiji", "sw"},
      {"Ang kooperatiba ng mga magsasaka ay nagbukas ng tindahan sa bayan para sa kasapi", "tl"},
      {"Osclaíonn an comharchumann siopa leis na baill agus tá leabharlann ann ar an mbaile", "ga"},
      {"ქალაქის კოოპერატივი", "ka"},
      {"সমবায় সমিতির সদস্য", "bn"},
      {"కార్మికుల సహకార సంఘం", "te"},
      {"សហករណ៍កសិកម្ម", "km"},
      {"Ауыл шаруашылығы кооперативтері құрылды", "kk"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_language(rows[i].text, rows[i].tag);
}

static void scripts_tell_their_language(void **state) {
  (void)state;
  assert_language("iCOOP생협, 협동조합 주간 행사", "ko");
  assert_language("労働者協同組合の法律ができた", "ja");
  assert_language("中国的合作社发展", "zh");
  assert_language("Кооперативы и экономика", "ru");
  assert_language("Кооперативи та економіка", "uk");
  assert_language("Οι συνεταιρισμοί στην Ελλάδα", "el");
  assert_language("التعاونيات في العالم", "ar");
  assert_language("تعاونی‌ها در جهان و مردم ایران", "fa");
  assert_language("सहकारी समितियां", "hi");
  assert_language("สหกรณ์ไทย", "th");
}

static void what_is_not_clear_has_no_language(void **state) {
  (void)state;
  assert_language("", "");
  assert_language("2023 / 44", "");
  assert_language("KOICA iCOOP", "");
}

/* Each file of the sample archive is in the language of its name. */
static void the_sample_archive_is_told_line_by_line(void **state) {
  static const char *const tags[] = {"en", "fr", "es", "ko"};
  (void)state;
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
    char path[64], line[4096];
    size_t told = 0, wrong = 0;
    (void)snprintf(path, sizeof path, "corpus/news-%s.txt", tags[i]);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
      sse_str tag = text_detect(analyser, STR(line));
      if (strlen(line) < 100 || tag.length == 0) continue;
      told++;
      if (!sse_str_equal(tag, STR(tags[i]))) wrong++;
    }
    assert_int_equal(fclose(file), 0);
    assert_true(told >= 10);
    assert_int_equal(wrong, 0);
  }
}

static void a_language_tag_has_the_form_of_rfc_5646(void **state) {
  static const char *const right[] = {"en", "pt-BR", "zh-Hant-TW", "es-419", "mul", "sl-rozaj-biske-1994"};
  static const char *const wrong[] = {"",
                                      "e-",
                                      "-en",
                                      "en--us",
                                      "en us",
                                      "12",
                                      "abcdefghi",
                                      "en\x03us",
                                      "fr\xC3\xA9",
                                      "pt_BR",
                                      "en-12345678-12345678-12345678-12345678"};
  (void)state;
  for (size_t i = 0; i < sizeof right / sizeof *right; i++)
    assert_true(text_is_language_tag(STR(right[i])));
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_false(text_is_language_tag(STR(wrong[i])));
}

static void a_tag_and_its_parts_have_a_length_at_the_most(void **state) {
  static const struct {
    const char *tag;
    bool is_one;
  } rows[] = {{"abcdefgh", true},
              {"abcdefghi", false},
              {"en-12345678", true},
              {"en-123456789", false},
              {"aa-bbbbbbbb-cccccccc-dddddddd-eeeee", true},
              {"aa-bbbbbbbb-cccccccc-dddddddd-eeeeee", false}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_true(text_is_language_tag(STR(rows[i].tag)) == rows[i].is_one);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_tag_and_its_parts_have_a_length_at_the_most),
      cmocka_unit_test(headlines_are_told_by_their_words),
      cmocka_unit_test(thirty_languages_are_told_from_one_another),
      cmocka_unit_test(scripts_tell_their_language),
      cmocka_unit_test(what_is_not_clear_has_no_language),
      cmocka_unit_test(a_language_tag_has_the_form_of_rfc_5646),
      cmocka_unit_test(the_sample_archive_is_told_line_by_line),
  };
  return cmocka_run_group_tests(tests, make_analyser, free_analyser);
}
