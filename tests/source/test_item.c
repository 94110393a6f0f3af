/* From raw fields to an item: titles, white space, addresses, languages, and what is left out of it.
 * Fields come as JSON Lines, which can carry any text.
 * Field names are recognised in the same way for all formats. */
#include "collecting.h"
#include "source/fields.h"

/* Reads JSON Lines, in which ' stands for ", and compares the items. */
static void assert_lines(void **state, const char *lines, const char *items) {
  char text[4096];
  (void)snprintf(text, sizeof text, "%s\n", lines);
  for (char *c = text; *c; c++)
    if (*c == '\'') *c = '"';
  assert_items(state, "item.jsonl", text, items);
}

static void white_space_is_one_space_and_a_line_is_a_paragraph(void **state) {
  assert_lines(state, "{'title':'  A \\t b\\nc\\r\\n','text':'\\n\\n One  two\\t\\n \\n\\r\\n\\fThree\\n'}",
               "|A b c|One two\nThree|||en\n");
}

static void without_a_title_the_first_sentence_serves(void **state) {
  static const struct {
    const char *text, *title;
  } cases[] = {
      {"Short. Then more.", "Short. Then more."},
      {"This sentence is long enough. Then more.", "This sentence is long enough."},
      {"Twenty letters in all! More.", "Twenty letters in all!"},
      {"Twenty letters in it! More.", "Twenty letters in it! More."},
      {"Is this a question, then? It is.", "Is this a question, then?"},
      {"A line\\nAnother line.", "A line"},
      {"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
       "seventeen "
       "eighteen nineteen",
       "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
       "seventeen eighteen"},
      {"협동조합협동조합협동조합협동조합협동조합협동조합협동조합협동조합협동조합협동조합협동조합",
       "협동조합협동조합협동조합협동조합협동조합협동조합협동조합협동조합협동조합협동조합"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[1024];
    const char *path = path_in(state, "title.jsonl");
    (void)snprintf(text, sizeof text, "{\"text\":\"%s\",\"title\":\" \"}\n", cases[i].text);
    write_text(path, text);
    struct collected collected = collect_file(path, NULL);
    const char *title = strchr(collected.items.data, '|') + 1;
    if (strncmp(title, cases[i].title, strlen(cases[i].title)) != 0 || title[strlen(cases[i].title)] != '|')
      fail_msg("%s: %s", cases[i].text, title);
    collected_reset(&collected);
  }
}

/* The dates of a file share one order; if none reveals it, that is reported once. */
static void numeric_dates_have_the_order_of_the_file(void **state) {
  static const struct reading_case cases[] = {
      {.name = "month.csv",
       .bytes = "title,date\nA,3/4/2026\nB,3/14/2026\nC,04.03.2026\nD,3/4/26\n",
       .items = "2026-03-04|A||||\n2026-03-14|B||||\n2026-03-04|C||||\n2026-03-04|D||||\n"},
      {.name = "day.csv",
       .bytes = "title,date\nA,3/4/2026\nB,14/3/2026\n",
       .items = "2026-04-03|A||||\n2026-03-14|B||||\n"},
      {.name = "both.csv",
       .bytes = "title,date\nA,3/4/2026\nB,14/3/2026\nC,3/14/2026\nD,5/6/2026\n",
       .items = "2026-04-03|A||||\n2026-03-14|B||||\n2026-03-14|C||||\n2026-06-05|D||||\n",
       .problem = "both.csv: item 1: '3/4/2026' is read as 2026-04-03; if"},
      {.name = "us.jsonl",
       .bytes = "{\"title\":\"A\",\"date\":\"3/4/2026\",\"lang\":\"en-US\"}",
       .items = "2026-03-04|A||||en-US\n"},
      {.name = "other.jsonl",
       .bytes = "{\"title\":\"A\",\"date\":\"3/4/2026\",\"text\":\"12/3/4/2026 1/20/20266 3/20-2026\"}",
       .items = "2026-04-03|A|12/3/4/2026 1/20/20266 3/20-2026|||\n",
       .problem = "other.jsonl: item 1: '3/4/2026' is read as 2026-04-03; if"},
      {.name = "short.csv",
       .bytes = "title,date\nA,6/30/23\nB,6/8/23\n",
       .items = "2023-06-30|A||||\n2023-06-08|B||||\n"},
      {.name = "year.csv", /* the year may come first */
       .bytes = "title,date\nA,23/6/30\nB,6/8/23\n",
       .items = "2030-06-23|A||||\n2023-08-06|B||||\n",
       .problem = "year.csv: item 1: '23/6/30' is read as 2030-06-23; if"},
      {.name = "same.csv",
       .bytes = "title,date\nA,4/4/2026\nB,\"Wed, 03/04/2026\"\n",
       .items = "2026-04-04|A||||\n2026-03-04|B||||\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void an_address_is_made_valid_or_left_out(void **state) {
  static const source_options below = {.url = "https://x.example/d/page"};
  static const struct reading_case cases[] = {
      {.name = "a.jsonl",
       .bytes = "{\"title\":\"A\",\"url\":\"HTTPS://X.example/a b\"}",
       .items = "|A||https://x.example/a%20b||\n"},
      {.name = "b.jsonl",
       .bytes = "{\"title\":\"A\",\"url\":\"/b\"}",
       .items = "|A||||\n",
       .losses = "dropped address 1\n"},
      {.name = "c.jsonl",
       .bytes = "{\"title\":\"A\",\"url\":\"b\"}",
       .options = &below,
       .items = "|A||https://x.example/d/b||\n"},
      {.name = "d.jsonl",
       .bytes = "{\"title\":\"A\",\"url\":\"mailto:a@b\"}",
       .options = &below,
       .items = "|A||||\n",
       .losses = "dropped address 1\n"},
      {.name = "e.jsonl", .bytes = "{\"title\":\"A\",\"url\":\" \"}", .items = "|A||||\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void what_the_person_said_wins_over_the_source(void **state) {
  static const source_options said = {.lang = "es", .source = "Ours"};
  static const struct reading_case cases[] = {
      {.name = "a.jsonl",
       .bytes =
           "{\"title\":\"A\",\"lang\":\"fr\",\"source\":\"Theirs\"}\n{\"title\":\"B\",\"lang\":\"no tag\"}",
       .options = &said,
       .items = "|A|||Ours|es\n|B|||Ours|es\n"},
  };
  ASSERT_READINGS(state, cases);
}

/* If three items are detected to be in one language, items that are too short take it. */
static void a_short_item_has_the_language_of_those_before_it(void **state) {
#define FRENCH       "{'title':'Les coopératives sont une partie de la société et de son économie'}\n"
#define ENGLISH      "{'title':'The cooperatives are a part of the society and of its economy'}\n"
#define SHORT        "{'title':'Coop'}\n"
#define FRENCH_ITEM  "|Les coopératives sont une partie de la société et de son économie||||fr\n"
#define ENGLISH_ITEM "|The cooperatives are a part of the society and of its economy||||en\n"
  assert_lines(state, SHORT FRENCH FRENCH SHORT, "|Coop||||\n" FRENCH_ITEM FRENCH_ITEM "|Coop||||\n");
  assert_lines(state, FRENCH FRENCH FRENCH SHORT, FRENCH_ITEM FRENCH_ITEM FRENCH_ITEM "|Coop||||fr\n");
  assert_lines(state, FRENCH FRENCH FRENCH ENGLISH SHORT,
               FRENCH_ITEM FRENCH_ITEM FRENCH_ITEM ENGLISH_ITEM "|Coop||||\n");
}

static void an_id_is_the_source_s_own_or_else_the_address(void **state) {
  static const struct {
    const char *name, *text, *ids;
  } cases[] = {
      {"id.jsonl",
       "{\"title\":\"A\",\"id\":7}\n{\"title\":\"B\",\"id\":\"b\",\"url\":\"https://x.example/b\"}\n"
       "{\"title\":\"C\",\"url\":\"https://x.example/c\"}\n{\"title\":\"D\"}\n",
       "7\nb\nhttps://x.example/c\n\n"},
      {"id.xml",
       "<rss><channel><item><title>A</title><guid>post:1</guid><link>https://x.example/a</link></item>"
       "<item><title>B</title><link>https://x.example/b</link></item><item><title>C</title></item>"
       "<item><title>D</title><guid>https://x.example/d</guid></item></channel></rss>",
       "post:1\nhttps://x.example/b\n\nhttps://x.example/d\n"},
      {"id.rdf",
       "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><channel/><item "
       "rdf:about=\"https://x.example/about\"><title>A</title><link>https://x.example/a</link></item></"
       "rdf:RDF>",
       "https://x.example/about\n"},
      {"id.atom",
       "<feed "
       "xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>A</title><id>tag:x,2023:1</id></entry></feed>",
       "tag:x,2023:1\n"},
      {"id.eml", "From: a@b\nDate: 26 Jul 2023\nSubject: A\nMessage-ID: <1@x.example>\n\nWords.\n",
       "1@x.example\n"},
      {"id.html",
       "<!doctype html><link rel=canonical href=\"https://x.example/a\"><article><h1>A</h1><p>b</article>",
       "https://x.example/a\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *path = path_in(state, cases[i].name);
    write_text(path, cases[i].text);
    struct collected collected = collect_file(path, NULL);
    if (strcmp(collected.ids.data, cases[i].ids) != 0) fail_msg("%s: %s", cases[i].name, collected.ids.data);
    collected_reset(&collected);
  }
}

static void names_of_fields_are_told_whatever_their_case(void **state) {
  static const struct {
    const char *name;
    field field;
  } cases[] = {
      {"title", FIELD_TITLE},      {"TITLE", FIELD_TITLE},   {"Headline", FIELD_TITLE},
      {"제목", FIELD_TITLE},       {"text", FIELD_BODY},     {"Summary", FIELD_BODY},
      {"résumé", FIELD_BODY},      {"내용", FIELD_BODY},     {"pubDate", FIELD_DATE},
      {"fecha", FIELD_DATE},       {"link", FIELD_URL},      {"Permalink", FIELD_URL},
      {"publisher", FIELD_SOURCE}, {"language", FIELD_LANG}, {"keywords", FIELD_TAGS},
      {"guid", FIELD_ID},          {"path", FIELD_PATH},     {"titles", FIELD_NONE},
      {"titl", FIELD_NONE},        {"", FIELD_NONE},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(fields_named(STR(cases[i].name)), cases[i].field);
}

static void listopad_is_october_in_croatian(void **state) {
  assert_items(
      state, "a.jsonl",
      "{\"title\":\"A\",\"date\":\"listopad 2023\",\"lang\":\"hr\"}\n"
      "{\"title\":\"B\",\"date\":\"25 Listopada 2023.\",\"lang\":\"hr-HR\"}\n"
      "{\"title\":\"C\",\"date\":\"25. listopada 2023\",\"lang\":\"hr\"}\n"
      "{\"title\":\"D\",\"date\":\"25. studenoga 2023\",\"lang\":\"hr\"}\n"
      "{\"title\":\"E\",\"date\":\"listopad 2023\",\"lang\":\"cs\"}\n",
      "2023-10|A||||hr\n2023-10-25|B||||hr-HR\n2023-10-25|C||||hr\n2023-11-25|D||||hr\n2023-11|E||||cs\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(white_space_is_one_space_and_a_line_is_a_paragraph),
      cmocka_unit_test(without_a_title_the_first_sentence_serves),
      cmocka_unit_test(numeric_dates_have_the_order_of_the_file),
      cmocka_unit_test(listopad_is_october_in_croatian),
      cmocka_unit_test(an_address_is_made_valid_or_left_out),
      cmocka_unit_test(what_the_person_said_wins_over_the_source),
      cmocka_unit_test(a_short_item_has_the_language_of_those_before_it),
      cmocka_unit_test(an_id_is_the_source_s_own_or_else_the_address),
      cmocka_unit_test(names_of_fields_are_told_whatever_their_case),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
