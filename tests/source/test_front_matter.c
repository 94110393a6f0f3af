/* Front matter: each format, the names that each site generator uses, and malformed input. */
#include "collecting.h"

#include <sys/stat.h>

static void each_form_gives_the_same_fields(void **state) {
  static const char expected[] = "2023-07-25|A: bank|Text.|||fr|bank, co-op\n";
  static const char *const texts[] = {
      "---\ntitle: 'A: bank' # to be seen\ndate: 2023-07-25T23:30:00-10:00\nlang: fr\ntags: [bank, "
      "\"co-op\"]\n---\nText.\n",
      "---\ntitle: >-\n  A:\n  bank\ndate: 2023-07-25\nlang: fr\ntags:\n- bank\n- co-op\n...\nText.\n",
      "---\nlang: &l fr\nlanguage: *l\ntitle: \"A:\n  bank\"\ndate: 2023-07-25\ncategories: bank\ntags: "
      "co-op\n---\nText.\n",
      "+++\ntitle = \"A: bank\" # to be seen\ndate = 2023-07-25T23:30:00-10:00\nlang = 'fr'\ntags = [\n  "
      "\"bank\", # one\n  'co-op',\n]\n[extra]\ntitle = \"No\"\n+++\nText.\n",
      "+++\ntitle = \"\"\"\nA: \\\n  bank\"\"\"\ndate = 2023-07-25\nextra = {lang = "
      "\"fr\"}\n[taxonomies]\ncategories = [\"bank\"]\ntags = [\"co-op\"]\n+++\nText.\n",
      "{\"title\": \"A: b\\u0061nk\", \"date\": \"2023-07-25\", \"lang\": \"fr\",\n\t\"tags\": [\"bank\", "
      "\"co-op\"]}\n\nText.\n",
      "---json\n{\"title\": \"A: bank\", \"date\": \"2023-07-25\", \"lang\": \"fr\", \"tags\": [\"bank\", "
      "\"co-op\"]}\n---\nText.\n",
      "Title: A: bank\nDate: 2023-07-25 10:20\nLang: fr\nTags: bank,\n    co-op\n\nText.\n",
      "\r\n---\r\ntitle: \"A: bank\"\r\ndate: 2023-07-25\r\nlang: fr\r\ntags: bank, "
      "co-op\r\n---\r\nText.\r\n",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    assert_items(state, "form.md", texts[i], expected);
}

static void a_title_block_of_pandoc_has_title_author_and_date(void **state) {
  assert_items(state, "p.md", "% A bank\n% The office\n% 25 July 2023\n\nText.\n",
               "2023-07-25|A bank|Text.|||\n");
  assert_items(state, "lines.md",
               "% A bank\n  of the people\n% The office;\n\tthe board\n% 25 July 2023\n\nText.\n",
               "2023-07-25|A bank of the people|Text.|||en\n");
  assert_items(state, "empty.md", "%\n%\n% 25 July 2023\n\n# A bank\n\nText.\n",
               "2023-07-25|A bank|Text.|||\n");
  assert_items(state, "short.md", "% A bank\n \t\nText.\n", "|A bank|Text.|||\n");
}

static void lines_of_nikola_are_settings_in_comments_or_without(void **state) {
  static const char expected[] = "2023-07-25|A bank|Text.|||fr|bank, co-op\n";
  static const char *const texts[] = {
      ("<!--\n.. title: A bank\n.. slug: a-bank\n.. date: 2023-07-25 10:00:00 UTC+01:00\n.. tags: bank, "
       "co-op\n.. link:\n.. type: text\n\n.. lang: fr\n-->\n\nText.\n"),
      ("<!-- .. title: A bank -->\n<!-- .. date: 2023-07-25 -->\n<!-- .. lang: fr -->\n"
       "<!-- .. tags: bank, co-op -->\nText.\n"),
      ".. title: A bank\n.. date: 2023-07-25\n.. tags: bank, co-op\n.. lang: fr\n\nText.\n"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    assert_items(state, "nikola.md", texts[i], expected);
  assert_items(state, "remark.md", "<!-- a remark\n.. title: No -->\n\n# A bank\n\nText.\n",
               "|A bank|Text.|||\n");
}

static void a_paragraph_of_properties_below_the_headline_is_one(void **state) {
  static const struct reading_case cases[] = {
      {.name = "notion.md",
       .bytes = "# A bank\r\n\r\nCreated: March 1, 2024 10:00 AM\r\nPublished: March 2, 2024\r\nTags: coop, "
                "mill\r\n"
                "URL: https://x.example/1\r\nOwner of it: Ann\r\n\r\nText.\r\n",
       .items = "2024-03-02|A bank|Owner of it: Ann\nText.|https://x.example/1||en|coop, mill\n"},
      {.name = "two.md",
       .bytes = "# A bank\n\nAuthor: Ann Smith\nTags: coop\n",
       .items = "|A bank|||||coop\n",
       .authors = "Ann Smith\n"},
      {.name = "text.md",
       .bytes = "# A bank\n\nDate: 2024-03-01\nand it was open.\n\nTags: mill\n",
       .items = "|A bank|Date: 2024-03-01 and it was open.\nTags: mill|||en\n"},
      {.name = "one.md",
       .bytes = "# A bank\n\nTopic: who owns it\n",
       .items = "|A bank|Topic: who owns it|||en\n"},
      {.name = "later.md",
       .bytes = "# A bank\n\nText.\n\nDate: 2024-03-01\n",
       .items = "|A bank|Text.\nDate: 2024-03-01|||\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void a_comment_may_be_the_head_of_a_post(void **state) {
  static const struct reading_case cases[] = {
      {.name = "comment.md",
       .bytes = "/*\nTitle: The mill\nDate: 2023/07/25\n*/\n\nIt turns.\n",
       .items = "2023-07-25|The mill|It turns.|||en\n"},
      {.name = "remark.md",
       .bytes = "/*\nNothing here\n*/\n\nIt turns.\n",
       .items = "|/* Nothing here */|/* Nothing here */\nIt turns.|||en\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void what_people_wrote_in_other_settings_is_counted_and_what_programs_did_is_not(void **state) {
  static const struct reading_case cases[] = {
      {.name = "others.md",
       .bytes = "---\ntitle: A bank\nlayout: wide-post\nsubtitle: It is ours\nlastmod: 25 July 2023\n"
                "image: https://x.example/a.jpg\nsections:\n  - kind: quote\n    quote: Who owns it?\n"
                "  - kind: quote\n    quote: 협동조합\n---\nText.\n",
       .items = "|A bank|Text.|||\n",
       .losses = "not taken subtitle 1\nnot taken sections.quote 2\n"},
      {.name = "summary.md",
       .bytes = "+++\ntitle = \"A bank\"\ndescription = \"It is ours\"\n+++\nIt is ours, we say.\n",
       .items = "|A bank|It is ours, we say.|||en\n"},
      {.name = "summaries.md",
       .bytes = "+++\ntitle = \"A bank\"\nexcerpt = \"Our own\"\ndescription = \"It is ours\"\n+++\nText.\n",
       .items = "|A bank|Text.|||\n",
       .losses = "not taken description 1\nnot taken excerpt 1\n"},
      {.name = "content.md",
       .bytes = "---\ntitle: A bank\ndescription: It is ours\ncontent: We own it.\n---\n",
       .items = "|A bank|We own it.|||en\n",
       .losses = "not taken description 1\n"},
      {.name = "nested.md",
       .bytes =
           "---\ntitle: A bank\ntaxonomy:\n  tag: [mill, bank]\nmetadata:\n  author: Ann Smith\n---\nText.\n",
       .items = "|A bank|Text.||||mill, bank\n",
       .authors = "Ann Smith\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void authors_and_tags_may_have_bullets(void **state) {
  static const struct reading_case cases[] = {
      {.name = "bullets.md",
       .bytes = "---\ntitle: A bank\nauthor: |\n  -   Ann Smith\n  -   Bob Jones\ntags: |\n  * a, b\n  * c\n"
                "---\nText.\n",
       .items = "|A bank|Text.||||a, b, c\n",
       .authors = "Ann Smith; Bob Jones\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void hexo_needs_a_fence_below_only(void **state) {
  static const char expected[] = "2023-07-25|A bank|Text.||||bank, co-op\n";
  static const char *const texts[] = {
      "\"title\": \"A bank\",\n\"date\": \"2023-07-25\",\n\"tags\": [\"bank\", \"co-op\"]\n;;;\nText.\n",
      ";;;\n\"title\": \"A bank\",\n\"date\": \"2023-07-25\",\n\"tags\": [\"bank\", \"co-op\"]\n;;;\nText.\n",
      "title: A bank\ndate: 2023-07-25\ntags:\n- bank\n- co-op\n;;;\nText.\n",
      "title: A bank\ndate: 2023-07-25 10:20:00\ntags: [bank, co-op]\n---\n\nText.\n",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    assert_items(state, "hexo.md", texts[i], expected);
}

static void an_object_of_javascript_gives_its_values_or_goes(void **state) {
  assert_items(state, "a.md", "---js\n{\n  title: \"A bank\",\n\tdate: '2023-07-25',\n}\n---\nText.\n",
               "2023-07-25|A bank|Text.|||\n");
  assert_items(state, "b.md",
               "---javascript\n{\n  title: `A ${b}`,\n  f() { return [1] }\n}\n---\n# A\n\nText.\n",
               "|A|Text.|||\n");
}

static void of_several_names_the_one_that_means_it_most_decides(void **state) {
  assert_items(state, "a.md", "---\nlastmod: 2024-01-01\nupdated: 2024-02-02\ntitle: A\n---\n", "|A||||\n");
  assert_items(state, "a.md", "---\ncreated: 2022-01-01\npublishDate: 2023-01-01\ntitle: A\n---\n",
               "2023-01-01|A||||\n");
  assert_items(state, "a.md", "---\nparams:\n  date: 2022-01-01\ndate: 2023-01-01\ntitle: A\n---\n",
               "2023-01-01|A||||\n");
  assert_items(state, "a.md", "---\ntitle: A\nimage:\n- title: B\nseo: {title: C, date: 2020-01-01}\n---\n",
               "|A||||\n");
  assert_items(state, "a.md", "---\ntitle: A\ndate: Last Modified\npath: posts/a\n---\n", "|A||||\n");
  assert_items(state, "a.md",
               "---\ntitle: A\npermalink: /:year/a\nlink: https://b.example/x\ncanonical_url: "
               "https://a.example/x\n---\n",
               "|A||https://a.example/x||\n");
}

static void tags_in_one_text_have_commas_or_with_a_layout_spaces_between(void **state) {
  assert_items(state, "a.md", "---\ntitle: A\ntags: fair trade\n---\n", "|A|||||fair trade\n");
  assert_items(state, "a.md", "---\nlayout: post\ntitle: A\ncategories: bank news\n---\n",
               "|A|||||bank, news\n");
  assert_items(state, "a.md", "---\nlayout: post\ntitle: A\ntags: fair trade, bank\n---\n",
               "|A|||||fair trade, bank\n");
  assert_items(state, "a.md", "---\ntitle: A\ntags:\n- {label: fair trade, permalink: /x}\n---\n",
               "|A|||||fair trade\n");
}

static void what_is_not_well_formed_costs_itself_only(void **state) {
  const struct reading_case cases[] = {
      {.name = "colon.md",
       .bytes = "---\ntitle: Banks: a survey\ndate: 2023-07-25\ntags:\n\t- bank\n---\nText.\n",
       .items = "2023-07-25|Banks: a survey|Text.||||bank\n"},
      {.name = "at.md",
       .bytes = "---\ntitle: @bank \"opens\"\ndate: 2023-07-25\n---\n",
       .items = "2023-07-25|@bank \"opens\"||||\n"},
      {.name = "lost.md",
       .bytes = "---\ntitle: A\ntags: [bank,\n  {co-op\ndate: 2023-07-25\n---\n",
       .items = "2023-07-25|A|||||[bank\n",
       .losses = "dropped tags 1\n"},
      {.name = "unknown.md",
       .bytes = "---\ntitle: A\nmap: [x,\n  {y\ndate: 2023-07-25\n---\n",
       .items = "2023-07-25|A||||\n"},
      {.name = "toml.md",
       .bytes = "+++\ntitle = A bank\ntags = [\"bank\"\ndate = 2023-07-25\n+++\n",
       .items = "2023-07-25|A bank|||||bank\n",
       .losses = "dropped tags 1\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void strings_of_toml_have_their_forms_and_escapes(void **state) {
  static const struct {
    const char *value, *title;
  } strings[] = {
      {"\"\\u00C9 \\U0001F6A2 \\xe9\"", "\xC3\x89 \xF0\x9F\x9A\xA2 \xC3\xA9"},
      {"\"\\\"A\\\" \\\\ b\\tc\"", "\"A\" \\ b c"},
      {"'\"A\" \\u00C9 \\'", "\"A\" \\u00C9 \\"}, /* taken literally */
      {"'''\n'A' = \"b\"'''", "'A' = \"b\""},
      {"\"\"\"\nA \\\n\n   \"B\"\"\"\"", "A \"B\""}, /* the first of four quotes is part of the text */
  };
  /* A malformed string costs only its own line. */
  static const char *const bad[] = {"\"2023-07-2\\u00G5\"",    "\"2023-07-2\\uD800\"", "\"2023-07-2\\q5\"",
                                    "\"2023-07-2\\U0000003\"", "\"2023-07-25",         "\"2023-07-25\\"};
  char text[128], wanted[128];
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
    (void)snprintf(text, sizeof text, "+++\ntitle = %s\ndate = \"2023-07-2\\u0035\"\n+++\n",
                   strings[i].value);
    (void)snprintf(wanted, sizeof wanted, "2023-07-25|%s||||\n", strings[i].title);
    assert_items(state, "string.md", text, wanted);
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    (void)snprintf(text, sizeof text, "+++\ntitle = 'A'\ndate = %s\ntags = 'b'\n+++\n", bad[i]);
    assert_items(state, "bad.md", text, "|A|||||b\n");
  }
}

static void what_only_looks_like_front_matter_is_text(void **state) {
  assert_items(state, "rule.md", "---\n\nA rule stands before.\n\n---\n\nText.\n",
               "|A rule stands before.|A rule stands before.\nText.|||en\n");
  assert_items(state, "heading.md", "Date: tomorrow\n---\n\nText.\n", "|Date: tomorrow|Text.|||\n");
  assert_items(state, "quote.md", "\"A bank\" opens\n\n;;;\n",
               "|\"A bank\" opens|\"A bank\" opens\n;;;|||\n");
  assert_items(state, "note.md", "Note: this is a text.\n",
               "|Note: this is a text.|Note: this is a text.|||en\n");
  assert_items(state, "brace.md", "{not JSON} is text.\n", "|{not JSON} is text.|{not JSON} is text.|||en\n");
}

static void aliases_that_make_many_values_end(void **state) {
  sse_buffer text = {0};
  sse_buffer_append_text(&text, "---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
  for (int i = 1; i < 12; i++)
    sse_buffer_printf(&text, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i, i, i - 1,
                      i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
  sse_buffer_append_text(&text, "---\n# A title\n");
  assert_items(state, "laughs.md", text.data, "|A title||||\n");
  sse_buffer_reset(&text);
}

static void what_is_beyond_the_limits_is_told(void **state) {
#define DEEP(begin, end) begin "[[[[[[[[[[[[[[[[[\"x\"]]]]]]]]]]]]]]]]]" end
  sse_buffer yaml = {0}, toml = {0};
  sse_buffer_append_text(&yaml, "---\ntitle: A\nx: [");
  sse_buffer_append_text(&toml, "+++\ntitle = 'A'\nx = [");
  for (int i = 0; i < 10000; i++) {
    sse_buffer_append_text(&yaml, "1, ");
    sse_buffer_append_text(&toml, "1, ");
  }
  sse_buffer_append_text(&yaml, "1]\ntags: bank\n---\n");
  sse_buffer_append_text(&toml, "1]\ntags = 'bank'\n+++\n");
  const struct reading_case cases[] = {
      {.name = "many-yaml.md", .bytes = yaml.data, .items = "|A||||\n", .losses = "dropped tags 1\n"},
      {.name = "many-toml.md", .bytes = toml.data, .items = "|A||||\n", .losses = "dropped tags 1\n"},
      {.name = "deep-yaml.md",
       .bytes = DEEP("---\ntitle: A\ntags: ", "\n---\n"),
       .items = "|A||||\n",
       .losses = "dropped tags 1\n"},
      {.name = "deep-toml.md",
       .bytes = DEEP("+++\ntitle = 'A'\ntags = ", "\n+++\n"),
       .items = "|A||||\n",
       .losses = "dropped tags 1\n"},
      {.name = "deep-json.md",
       .bytes = DEEP("{\"title\": \"A\", \"tags\": ", "}\n"),
       .items = "|A||||\n",
       .losses = "dropped tags 1\n"},
  };
  ASSERT_READINGS(state, cases);
  sse_buffer_reset(&yaml);
  sse_buffer_reset(&toml);
#undef DEEP
}

static void a_title_may_have_html_and_what_only_looks_so(void **state) {
  assert_items(state, "a.md", "---\ntitle: Fair &amp; <em>square</em>\n---\n", "|Fair & square||||\n");
  assert_items(state, "a.md", "---\ntitle: Why Vec<T>\n---\n", "|Why Vec<T>||||\n");
}

static void a_summary_is_the_text_where_there_is_no_other(void **state) {
  assert_items(state, "a.md", "---\ntitle: A\ndescription: In short.\n---\n", "|A|In short.|||\n");
  assert_items(state, "a.md", "---\ntitle: A\ndescription: In short.\n---\nText.\n", "|A|Text.|||\n");
}

static void the_name_of_a_file_or_its_folders_dates_it(void **state) {
  assert_int_equal(mkdir(path_in(state, "2023"), 0755), 0);
  assert_int_equal(mkdir(path_in(state, "2023/07"), 0755), 0);
  assert_int_equal(mkdir(path_in(state, "2023/07/25"), 0755), 0);
  assert_int_equal(mkdir(path_in(state, "2022-03-04-bank"), 0755), 0);
  assert_items(state, "2023/07/25/a.md", "# A\n", "2023-07-25|A||||\n");
  assert_items(state, "2023/07/a.md", "# A\n", "2023-07|A||||\n");
  assert_items(state, "2023/a.md", "# A\n", "|A||||\n");
  assert_items(state, "2022-03-04-bank/index.md", "# A\n", "2022-03-04|A||||\n");
  assert_items(state, "2022-03-04-bank/2021-01-02-a.md", "# A\n", "2021-01-02|A||||\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_form_gives_the_same_fields),
      cmocka_unit_test(a_title_block_of_pandoc_has_title_author_and_date),
      cmocka_unit_test(lines_of_nikola_are_settings_in_comments_or_without),
      cmocka_unit_test(a_paragraph_of_properties_below_the_headline_is_one),
      cmocka_unit_test(a_comment_may_be_the_head_of_a_post),
      cmocka_unit_test(what_people_wrote_in_other_settings_is_counted_and_what_programs_did_is_not),
      cmocka_unit_test(authors_and_tags_may_have_bullets),
      cmocka_unit_test(hexo_needs_a_fence_below_only),
      cmocka_unit_test(an_object_of_javascript_gives_its_values_or_goes),
      cmocka_unit_test(of_several_names_the_one_that_means_it_most_decides),
      cmocka_unit_test(tags_in_one_text_have_commas_or_with_a_layout_spaces_between),
      cmocka_unit_test(what_is_not_well_formed_costs_itself_only),
      cmocka_unit_test(strings_of_toml_have_their_forms_and_escapes),
      cmocka_unit_test(what_only_looks_like_front_matter_is_text),
      cmocka_unit_test(aliases_that_make_many_values_end),
      cmocka_unit_test(what_is_beyond_the_limits_is_told),
      cmocka_unit_test(a_title_may_have_html_and_what_only_looks_so),
      cmocka_unit_test(a_summary_is_the_text_where_there_is_no_other),
      cmocka_unit_test(the_name_of_a_file_or_its_folders_dates_it),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
