/* Field names, and which of several values an item takes. */
#include "collecting.h"

#include "source/record.h"

static void each_name_of_the_table_is_folded_and_there_once(void **state) {
  static const struct {
    const char *name;
    int rank;
  } names[] = {
#define NAME(name, field, rank, form) {name, rank},
#include "source/fields.def"
#undef NAME
  };
  (void)state;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char folded[TEXT_TERM_SIZE];
    sse_str whole = {folded, text_fold(STR(names[i].name), folded)};
    if (!sse_str_equal(whole, STR(names[i].name))) fail_msg("%s is not folded", names[i].name);
    if (names[i].rank < 1 || names[i].rank > 10) fail_msg("%s has the rank %d", names[i].name, names[i].rank);
    for (size_t k = 0; k < i; k++)
      if (strcmp(names[k].name, names[i].name) == 0) fail_msg("%s stands there twice", names[i].name);
  }
}

static void names_are_told_whatever_their_spelling(void **state) {
  static const struct {
    const char *name;
    field field;
  } cases[] = {
      {"datePublished", FIELD_DATE},
      {"date_published", FIELD_DATE},
      {"DATE-PUBLISHED", FIELD_DATE},
      {" Título ", FIELD_TITLE},
      {"titulo", FIELD_TITLE},
      {"dc:title", FIELD_TITLE},
      {"schema:headline", FIELD_TITLE},
      {"뉴스 식별자", FIELD_ID},
      {"@id", FIELD_ID},
      {"_id", FIELD_ID},
      {"Überschrift", FIELD_TITLE},
      {"題名", FIELD_TITLE},
      {"標題", FIELD_TITLE},
      {"标题", FIELD_TITLE},
      {"發布日期", FIELD_DATE},
      {"標籤", FIELD_TAGS},
      {"V2DOCUMENTIDENTIFIER", FIELD_URL},
      {"x:y", FIELD_NONE},
      {":", FIELD_NONE},
      {"_", FIELD_NONE},
      {"editor", FIELD_NONE},
      {"Auteur", FIELD_AUTHOR},
      {"dc:creator", FIELD_AUTHOR},
      {"byline.original", FIELD_AUTHOR},
      {"author_url", FIELD_NONE},
      {"title_fr", FIELD_TITLE},
      {"TituloEs", FIELD_TITLE},
      {"Title (en)", FIELD_TITLE},
      {"title_xx", FIELD_NONE},
      {"dc.title[en_US]", FIELD_TITLE},
      {"dc.date.issued", FIELD_DATE},
      {"dc.contributor.author", FIELD_AUTHOR},
      {"dc.contributor.editor", FIELD_NONE},
      {"dc.", FIELD_NONE},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    if (fields_named(STR(cases[i].name)) != cases[i].field) fail_msg("%s", cases[i].name);
}

static void the_best_name_with_something_to_say_wins(void **state) {
  assert_items(state, "ranks.jsonl",
               "{\"excerpt\":\"short\",\"content\":\"The whole short "
               "text\",\"title\":\"A\",\"created\":\"2022-01-01\","
               "\"datePublished\":\"2023-07-25\"}\n"
               "{\"content\":\" \",\"excerpt\":\"short\",\"title\":\"B\",\"name\":\"b\"}\n"
               "{\"title\":\"C\",\"date\":\"soon\",\"created\":\"2022-01-01\"}\n"
               "{\"title\":\"D\",\"published\":true,\"pubDate\":\"true\",\"modified\":\"2021-02-03\"}\n"
               "{\"title\":\"E\",\"url\":\"see below\",\"link\":\"https://x.example/e\"}\n"
               "{\"title\":\"F\",\"DOI\":\"doi:10.1000/xyz\"}\n"
               "{\"title\":\"G\",\"id\":\"https://x.example/g\"}\n",
               "2023-07-25|A|The whole short text|||en\n|B|short|||\n2022-01-01|C||||\n2021-02-03|D||||\n"
               "|E||https://x.example/e||\n|F||https://doi.org/10.1000/xyz||\n|G||https://x.example/g||\n");
}

static void what_is_not_taken_is_counted_where_it_holds_other_text(void **state) {
  static const struct reading_case cases[] = {
      {.name = "others.jsonl",
       .bytes =
           "{\"title\":\"A\",\"content\":\"All of the text\",\"excerpt\":\"<p>of the text \xE2\x80\xA6</p>\","
           "\"description\":\"Something else\",\"created\":\"2020\",\"date\":\"2021\"}\n",
       .items = "2021|A|All of the text|||en\n",
       .losses = "not taken description 1\n"}};
  ASSERT_READINGS(state, cases);
}

static void html_in_values_is_told_by_tags_and_names_of_characters(void **state) {
  assert_items(
      state, "html.jsonl",
      "{\"title\":\"A &amp; B\",\"content\":\"<p>One <b>bold</b></p><p>Two</p>\"}\n"
      "{\"title\":\"C\",\"content\":\"One <em>line</em>\\nAnother\"}\n"
      "{\"title\":\"D\",\"content\":\"a < b and AT&T > c\\nx&y;\"}\n"
      "{\"title\":\"E\",\"content_text\":\"<b>1</b>\"}\n"
      "{\"title\":\"F\",\"content\":\"<!-- wp:paragraph -->\\n<p>Text</p>\\n<!-- /wp:paragraph -->\"}\n",
      "|A & B|One bold\nTwo|||en\n|C|One line\nAnother|||\n|D|a < b and AT&T > c\nx&y;|||en\n"
      "|E|<b>1</b>|||\n|F|Text|||\n");
}

static void tags_of_jats_with_their_prefix_are_markup(void **state) {
  static const char *const texts[] = {
      "<jats:p>One <jats:italic>two</jats:italic>.</jats:p><jats:p>Three</jats:p>",
      ("<jats:title>Abstract</jats:title><jats:sec><jats:p>One two."
       "</jats:p> <jats:p xml:lang='en'>Three</jats:p></jats:sec>"),
      "<jats:sec><jats:title>One two.</jats:title><jats:p>Three</jats:p></jats:sec>"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    char text[256];
    (void)snprintf(text, sizeof text, "[{\"title\":\"A\",\"lang\":\"en\",\"abstract\":\"%s\"}]", texts[i]);
    assert_items(state, "csl.json", text, "|A|One two.\nThree|||en\n");
    (void)snprintf(text, sizeof text, "@article{a,title={A},language={en},abstract={%s}}", texts[i]);
    assert_items(state, "a.bib", text, "|A|One two.\nThree|||en\n");
  }
}

static void a_sign_for_less_that_begins_no_tag_is_text(void **state) {
  static const char *const texts[] = {"if a<b and c>d then", "where x <i or y> z", "1<2 and 4>3", "i<p, q>r"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    char text[128], wanted[128];
    (void)snprintf(text, sizeof text, "[{\"title\":\"A\",\"lang\":\"en\",\"text\":\"%s\"}]", texts[i]);
    (void)snprintf(wanted, sizeof wanted, "|A|%s|||en\n", texts[i]);
    assert_items(state, "less.json", text, wanted);
  }
  assert_items(state, "tags.json",
               "[{\"title\":\"A\",\"lang\":\"en\",\"text\":\"a<b>c</b> <a name>d</a> <p >e<br />f\"}]",
               "|A|ac d\ne\nf|||en\n");
}

static void what_print_writes_is_plain(void **state) {
  assert_items(
      state, "own.jsonl",
      "{\"id\":\"\",\"title\":\"A &amp; B\",\"text\":\"<p>x</p>\",\"date\":\"\",\"url\":\"\",\"source\":\"\","
      "\"lang\":\"\",\"tags\":[\"a;b\"],\"path\":\"\"}\n",
      "|A &amp; B|<p>x</p>||||a;b\n");
}

static void tags_are_told_apart_by_what_stands_between_them(void **state) {
  assert_items(state, "tags.csv",
               "title,tags,category\nA,\"bank; coops, other\",News\nB,bank|coop,\nC,\"['x, y', 'z']\",\n"
               "D,\"a, b\",\"R&amp;D\"\n",
               "|A|||||bank, coops, other, News\n|B|||||bank, coop\n|C|||||x, y, z\n|D|||||a, b, R&D\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_name_of_the_table_is_folded_and_there_once),
      cmocka_unit_test(names_are_told_whatever_their_spelling),
      cmocka_unit_test(the_best_name_with_something_to_say_wins),
      cmocka_unit_test(what_is_not_taken_is_counted_where_it_holds_other_text),
      cmocka_unit_test(html_in_values_is_told_by_tags_and_names_of_characters),
      cmocka_unit_test(tags_of_jats_with_their_prefix_are_markup),
      cmocka_unit_test(a_sign_for_less_that_begins_no_tag_is_text),
      cmocka_unit_test(what_print_writes_is_plain),
      cmocka_unit_test(tags_are_told_apart_by_what_stands_between_them),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
