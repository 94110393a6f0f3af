/* JSON Lines, arrays and JSON Feed. */
#include "collecting.h"

static void lines_are_items_and_a_bad_one_is_skipped_alone(void **state) {
  const char *path = path_in(state, "a.jsonl");
  write_text(
      path,
      "{\"id\":1,\"title\":\"One\",\"text\":\"Body\",\"date\":\"2024-01-02\",\"url\":\"https://x.example/1\","
      "\"source\":\"S\",\"lang\":\"en\",\"tags\":[\"a\",\"b\"]}\n"
      "{\"title\": \"cut\n"
      "[1]\n"
      "{\"title\":\"Two\",\"text\":\"B\"}\n");
  struct collected collected = collect_file(path, NULL);
  assert_string_equal(collected.items.data, "2024-01-02|One|Body|https://x.example/1|S|en|a, b\n|Two|B|||\n");
  assert_int_equal(collected.report.skipped, 2);
  assert_non_null(strstr(collected.problems.data, "a.jsonl:2: not JSON: "));
  assert_non_null(strstr(collected.problems.data, "a.jsonl:3: is not a JSON object (skipped)"));
  collected_reset(&collected);
}

static void arrays_are_read_element_by_element(void **state) {
  assert_items(state, "a.json",
               "[ {\"title\":\"A\",\n\"text\":\"t1\"}, "
               "{\"headline\":\"B\",\"content_html\":\"<p>t2</p><p>t3</p>\"} ]\n",
               "|A|t1|||\n|B|t2\nt3|||\n");
  assert_items(state, "none.json", "[]", "");
  assert_items(state, "one.json", "{\n \"title\": \"Alone\"\n}\n", "|Alone||||\n");
}

static void numbers_are_dates_where_a_date_is_meant(void **state) {
  assert_items(state, "a.jsonl",
               "{\"title\":\"A\",\"date\":1690279200}\n{\"title\":\"B\",\"date\":1690279200000}\n"
               "{\"title\":\"C\",\"date\":1690279200.25}\n{\"title\":\"D\",\"date\":1.6902792e9}\n"
               "{\"title\":\"E\",\"date\":20230725}\n{\"title\":\"F\",\"date\":2023}\n{\"title\":\"G\","
               "\"date\":1.5}\n",
               "2023-07-25|A||||\n2023-07-25|B||||\n2023-07-25|C||||\n2023-07-25|D||||\n2023-07-25|E||||\n"
               "2023|F||||\n|G||||\n");
}

static void dates_in_parts_are_whole(void **state) {
  static const struct reading_case cases[] = {
      {.name = "lists.jsonl", /* as Java's Jackson and Python write them */
       .bytes =
           "{\"title\":\"A\",\"date\":[2023,7,25]}\n{\"title\":\"B\",\"date\":[2023,7,25,10,30,0,1,206,0]}\n"
           "{\"title\":\"C\",\"date\":[2023,7]}\n{\"title\":\"D\",\"date\":[[2023,7,25]]}\n"
           "{\"title\":\"E\",\"date\":[2023]}\n{\"title\":\"F\",\"date\":[\"25 July 2023\",\"2 August "
           "2023\"]}\n"
           "{\"title\":\"G\",\"date\":[1690279200,1690365600]}\n{\"title\":\"H\",\"date\":[2022,2023]}\n",
       .items = "2023-07-25|A||||\n2023-07-25|B||||\n2023-07|C||||\n2023-07-25|D||||\n2023|E||||\n"
                "2023-07-25|F||||\n2023-07-25|G||||\n2022|H||||\n"},
      {.name = "objects.jsonl",
       .bytes = "{\"title\":\"A\",\"date\":{\"year\":2023,\"month\":7,\"day\":25}}\n"
                "{\"title\":\"B\",\"date\":{\"year\":\"2023\",\"month\":\"07\"}}\n"
                "{\"title\":\"C\",\"date\":{\"year\":2023}}\n"
                "{\"title\":\"D\",\"date\":{\"_seconds\":1690279200,\"_nanoseconds\":0}}\n"
                "{\"title\":\"E\",\"date\":{\"seconds\":1690279200}}\n",
       .items = "2023-07-25|A||||\n2023-07|B||||\n2023|C||||\n2023-07-25|D||||\n2023-07-25|E||||\n"},
      {.name = "half.jsonl", /* an incomplete date is not guessed */
       .bytes = "{\"title\":\"A\",\"date\":{\"year\":2023,\"month\":\"soon\",\"day\":25}}\n"
                "{\"title\":\"B\",\"date\":{\"year\":2023,\"month\":\"soon\"}}\n",
       .items = "|A||||\n|B||||\n",
       .losses = "not taken date 2\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void a_json_feed_labels_its_items(void **state) {
  assert_items(
      state, "feed.json",
      "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Fed\",\"language\":\"fr\",\"items\":["
      "{\"id\":\"1\",\"url\":\"https://f.example/"
      "1\",\"title\":\"Un\",\"content_text\":\"Texte\",\"summary\":\"S\","
      "\"date_published\":\"2023-07-25T10:00:00+02:00\"}]}",
      "2023-07-25|Un|Texte|https://f.example/1|Fed|fr\n");
  /* on its own line, among other items */
  assert_items(state, "feed.jsonl",
               "{\"title\":\"A\"}\n{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Fed\","
               "\"items\":[{\"title\":\"B\"},{\"title\":\"C\"},{\"title\":\"D\"}]}\n{\"title\":\"E\"}\n",
               "|A||||\n|B|||Fed|\n|C|||Fed|\n|D|||Fed|\n|E||||\n");
}

/* Reads `text` as an array and compares the titles, what was skipped, and whether it was cut off. */
static void assert_array(void **state, const char *text, const char *titles, size_t skipped, bool cut) {
  const char *path = path_in(state, "array.json");
  write_text(path, text);
  struct collected collected = collect_file(path, NULL);
  if (collected.status) fail_msg("%s: %s", text, collected.err.message);
  if (strcmp(collected.items.data, titles) != 0) fail_msg("%s: %s", text, collected.items.data);
  assert_int_equal(collected.report.skipped, skipped);
  assert_int_equal(collected.report.cut, cut);
  collected_reset(&collected);
}

static void what_is_cut_short_keeps_the_items_before_the_cut(void **state) {
  assert_array(state, "[{\"title\":\"A\"},{\"title\"", "|A||||\n", 1, true);
  assert_array(state, "[{\"title\":\"A\"}", "|A||||\n", 1, true);
}

static void a_member_that_is_not_json_costs_itself_only(void **state) {
  static const char *const members[] = {"x",
                                        "nul",
                                        "{\"title\":NaN}",
                                        "{\"title\":'B'}",
                                        "{\"title\":\"B\",}",
                                        "{title:\"B\"}",
                                        "{\"a\":{\"b\":[1,2}}}",
                                        "3",
                                        "\"text\"",
                                        "[1]",
                                        "{\"title\":\"\\x\"}"};
  for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
    char text[256];
    (void)snprintf(text, sizeof text, "[{\"title\":\"A\"}, %s , {\"title\":\"C\"}]", members[i]);
    assert_array(state, text, "|A||||\n|C||||\n", 1, false);
  }
}

static void a_zero_in_a_string_is_shown_and_costs_nothing(void **state) {
  assert_array(state, "[{\"title\":\"A\\u0000B\"}]",
               "|A\xEF\xBF\xBD"
               "B||||\n",
               0, false);
}

static void a_line_that_is_too_long_costs_itself_only(void **state) {
  const char *path = path_in(state, "long.jsonl");
  sse_buffer text = {0};
  sse_buffer_append_text(&text, "{\"title\":\"A\"}\n{\"title\":\"");
  for (int i = 0; i < 128 * 1024; i++) /* 2 MiB */
    sse_buffer_append_text(&text, "0123456789abcdef");
  sse_buffer_append_text(&text, "\"}\n{\"title\":\"C\"}\n");
  write_bytes(path, text.data, text.length);
  struct collected collected = collect_file(path, NULL);
  const struct reading_case wanted = {.name = "long.jsonl",
                                      .items = "|A||||\n|C||||\n",
                                      .problem =
                                          "long.jsonl:2: the line is longer than 1048576 bytes (skipped)",
                                      .skipped = 1};
  assert_collected(&collected, &wanted);
  assert_string_equal(collected.places.data, "long.jsonl:1\nlong.jsonl:3\n");
  collected_reset(&collected);
  sse_buffer_reset(&text);
}

static void an_item_that_is_too_long_costs_itself_only(void **state) {
  sse_buffer text = {0};
  sse_buffer_append_text(&text, "[{\"title\":\"A\",\"text\":\"");
  for (int i = 0; i < 1024 * 1024 + 1; i++) /* 16 MiB and some */
    sse_buffer_append_text(&text, "0123456789abcdef");
  sse_buffer_append_text(&text, "\"},{\"title\":\"B\"}]");
  const struct reading_case wanted = {.name = "large.json",
                                      .bytes = text.data,
                                      .length = text.length,
                                      .items = "|B||||\n",
                                      .problem = "large.json: item 1: is too long (item skipped)",
                                      .skipped = 1};
  assert_readings(state, &wanted, 1);
  sse_buffer_reset(&text);
}

static void keys_that_no_field_takes_are_counted(void **state) {
  static const struct reading_case cases[] = {
      {.name = "keys.jsonl",
       .bytes = "{\"title\":\"A\",\"foo\":\"x\",\"n\":7,\"none\":null,\"no\":\"\",\"list\":[],\"o\":{}}\n"
                "{\"title\":\"B\",\"foo\":[\"y\"],\"o\":{\"a\":1}}\n",
       .items = "|A||||\n|B||||\n",
       .losses = "not taken foo 2\nnot taken n 1\nnot taken o 1\n"},
      {.name = "fields.jsonl",
       .bytes = "{\"title\":\"A\",\"date\":\"soon\",\"url\":\"no address\",\"lang\":\"klingon or so\"}\n",
       .items = "|A||||\n",
       .losses = "dropped date 1\ndropped address 1\ndropped language 1\n",
       .problem = "fields.jsonl:1: 'soon' cannot be read as a date (item kept without it)"},
      {.name = "both.jsonl",
       .bytes = "{\"title\":\"A\",\"text\":\"a\",\"content_html\":\"<p>b</p>\"}\n",
       .items = "|A|a|||\n",
       .losses = "not taken content_html 1\n"},
      {.name = "long.jsonl",
       .bytes =
           "{\"title\":\"A\",\"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk\":1,"
           "\"x협동조합협동조합협동조합협동조합협동조합협동조합\":1}\n",
       .items = "|A||||\n",
       .losses = "not taken kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk 1\n"
                 "not taken x협동조합협동조합협동조합협동조합협동조합 1\n"},
      {.name = "graph.json",
       .bytes = "{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"Fed\"},{\"@type\":\"NewsArticle\","
                "\"headline\":\"A\"}]}",
       .items = "|A||||\n",
       .losses = "not taken WebSite 1\nnot taken @type 1\n"},
      {.name = "nothing.jsonl",
       .bytes = "{\"foo\":\"x\"}\n",
       .losses = "not taken foo 1\n",
       .problem = "nothing.jsonl:1: has neither title nor text (item skipped)",
       .skipped = 1,
       .status = SSE_INVALID,
       .error = "nothing could be read from it"},
  };
  ASSERT_READINGS(state, cases);
}

static void nesting_without_end_is_refused(void **state) {
  sse_buffer text = {0};
  const char *path = path_in(state, "deep.json");
  sse_buffer_append_text(&text, "[{\"title\":");
  for (int i = 0; i < 100000; i++)
    sse_buffer_append_text(&text, "[");
  write_text(path, text.data);
  struct collected collected = collect_file(path, NULL);
  assert_int_equal(collected.status, SSE_INVALID);
  collected_reset(&collected);
  sse_buffer_reset(&text);
}

static void bytes_that_are_not_utf8_are_read_as_what_they_are_most_likely_in(void **state) {
  assert_items(state, "bytes.json", "[{\"title\":\"Caf\xE9\"}]", "|Café||||\n");
}

static void what_a_script_is_called_with_is_read(void **state) {
  static const struct reading_case cases[] = {
      {.name = "call.json",
       .bytes = "cb_1({\"items\":[{\"title\":\"A\"},{\"title\":\"B\"}]});\n",
       .items = "|A||||\n|B||||\n"},
      {.name = "call.js",
       .bytes = "/**/ typeof x.y === 'function' && x.y([{\"title\":\"A\"}])\n",
       .items = "|A||||\n"},
      {.name = "export.js",
       .bytes = "window.YTD.tweet.part0 = [ {\"tweet\": {\"full_text\": \"It opens\", \"created_at\": \"Tue "
                "Jul 25 "
                "10:00:00 +0000 2023\"}} ]",
       .items = "2023-07-25|It opens|It opens|||en\n"},
      {.name = "guard.json", .bytes = ")]}',\n[{\"title\":\"A\"}]", .items = "|A||||\n"},
      {.name = "note.txt",
       .bytes = "Prices (see below)\nx = [1, 2]\n",
       .items = "|Prices (see below)|x = [1, 2]|||\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void a_feed_of_google_as_json_has_its_dates_and_authors(void **state) {
  static const struct reading_case cases[] = {
      {.name = "feed.json",
       .bytes = "{\"feed\":{\"entry\":[{\"title\":{\"$t\":\"A\"},\"published\":{\"$t\":\"2023-07-25T10:00:"
                "00Z\"},\"link\":[{"
                "\"rel\":\"replies\",\"href\":\"https://x.example/c\"},{\"rel\":\"alternate\",\"href\":"
                "\"https://x.example/a\"}],\"author\":[{\"name\":{\"$t\":\"Ann Smith\"}}]}]}}",
       .items = "2023-07-25|A||https://x.example/a||\n",
       .authors = "Ann Smith\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void an_answer_of_youtube_has_its_dates(void **state) {
  assert_items(
      state, "search.json",
      "{\"items\":[{\"snippet\":{\"publishedAt\":\"2023-07-25T10:00:00Z\",\"title\":\"A\",\"description\":"
      "\"It opens\"}}]}",
      "2023-07-25|A|It opens|||en\n");
}

static void entries_of_feedparser_have_the_name_of_their_feed(void **state) {
  static const struct reading_case cases[] = {
      {.name = "parsed.json",
       .bytes =
           "{\"bozo\":false,\"entries\":[{\"title\":\"A\",\"title_detail\":{\"type\":\"text/"
           "plain\",\"value\":\"A\"},"
           "\"links\":[{\"rel\":\"enclosure\",\"href\":\"https://x.example/"
           "a.mp3\"},{\"rel\":\"alternate\",\"href\":"
           "\"https://x.example/a\"}],\"content\":[{\"type\":\"text/html\",\"value\":\"<p>It opens</p>\"}],"
           "\"published_parsed\":[2023,7,25,10,0,0,1,206,0],\"author_detail\":{\"name\":\"Ann Smith\"}}],"
           "\"feed\":{\"title\":\"Mill News\",\"language\":\"en\"},\"version\":\"rss20\"}",
       .items = "2023-07-25|A|It opens|https://x.example/a|Mill News|en\n",
       .authors = "Ann Smith\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void brackets_in_text_are_no_json(void **state) {
  assert_items(state, "press.txt", "[Press release] A headline\n\nText.\n",
               "|[Press release] A headline|Text.|||\n");
}

static void an_item_of_a_feed_that_is_not_json_costs_itself_only(void **state) {
#define FEED "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"F\",\"items\":["
  static const struct reading_case cases[] = {
      {.name = "comma.json",
       .bytes = FEED "{\"title\":\"A\"},{\"title\":\"B\" \"id\":1},{\"title\":\"C ] } , \\\" \"}]}",
       .items = "|A|||F|\n|C ] } , \"|||F|\n",
       .problem = "comma.json: item 2: not JSON",
       .skipped = 1},
      {.name = "cut.json",
       .bytes = FEED "{\"title\":\"A\"},{\"title\":\"B\"},{\"tit",
       .items = "|A|||F|\n|B|||F|\n",
       .problem = "cut.json: item 3 is not JSON: the file ends in it",
       .skipped = 1,
       .cut = true},
      {.name = "one.json",
       .bytes = FEED
       "{\"content_html\":\" \",\"content_text\":\"T\",\"summary\":\"S\",\"id\":\"https://x.example/1\","
       "\"title\":\"A\",\"date_modified\":\"2023-07-25\",\"tags\":[\"a, b\",\"c\"]}],"
       "\"home_page_url\":\"https://x.example/\"}",
       .items = "2023-07-25|A|T|https://x.example/1|F||a, b, c\n",
       .losses = "not taken summary 1\n"},
  };
#undef FEED
  ASSERT_READINGS(state, cases);
}

static void values_that_are_objects_are_one_text(void **state) {
  static const source_options mapped = {
      .names.of = {[SOURCE_NAME_TITLE] = "a.b.0.c", [SOURCE_NAME_TEXT] = "deep.text"}};
  static const struct reading_case cases[] = {
      {.name = "rest.json",
       .bytes = "[{\"id\":1,\"date\":\"2023-07-25T10:00:00\",\"link\":\"https://x.example/"
                "1\",\"title\":{\"rendered\":"
                "\"A &amp; B\"},\"content\":{\"rendered\":\"<p>T</p>\",\"protected\":false},\"tags\":[3,4]}]",
       .items = "2023-07-25|A & B|T|https://x.example/1||\n",
       .losses = "not taken tags 2\n"},
      {.name = "csl.json",
       .bytes = "[{\"title\":\"A\",\"issued\":{\"date-parts\":[[2023,\"7\",25]]},\"container-title\":\"J\","
                "\"DOI\":"
                "\"10.1000/1\"},{\"title\":\"B\",\"issued\":{\"date-parts\":[[2023,0,null]]}}]",
       .items = "2023-07-25|A||https://doi.org/10.1000/1|J|\n2023|B||||\n"},
      {.name = "api.json",
       .bytes =
           "[{\"url\":\"https://api.x.example/1.json\",\"html_url\":\"https://x.example/1\",\"title\":\"A\"},"
           "{\"url\":\"https://x.example/2\",\"html_url\":null,\"title\":\"B\"}]",
       .items = "|A||https://x.example/1||\n|B||https://x.example/2||\n"},
      {.name = "mongo.json",
       .bytes = "[{\"_id\":{\"$oid\":\"1\"},\"title\":\"A\",\"date\":{\"$date\":{\"$numberLong\":"
                "\"1690279200000\"}}}]",
       .items = "2023-07-25|A||||\n"},
      {.name = "drupal.json",
       .bytes = "{\"data\":[{\"attributes\":{\"title\":\"A\",\"path\":{\"alias\":\"/n/"
                "1\"}},\"links\":{\"self\":{\"href\":"
                "\"https://x.example/jsonapi/node/1\"}}}]}",
       .items = "|A||https://x.example/n/1||\n"},
      {.name = "zotero.json",
       .bytes = "[{\"key\":\"K\",\"data\":{\"title\":\"A\",\"date\":\"2023-07-25\",\"tags\":[{\"tag\":\"a, "
                "b\"}]}}]",
       .items = "2023-07-25|A|||||a, b\n"},
      {.name = "kinds.json",
       .bytes = "[{\"title\":\"A\",\"keywords\":[{\"name\":\"persons\",\"value\":\"Doe, "
                "J.\"},{\"name\":\"bank\",\"value\":3}]}]",
       .items = "|A|||||Doe, J., bank\n"},
      {.name = "numbers.json",
       .bytes = "[{\"id\":18446744073709551615,\"title\":\"A\",\"n\":NaN,\"m\":-Infinity,\"x\":1e999}]",
       .items = "|A||||\n",
       .losses = "not taken x 1\n"},
      {.name = "cut.json", /* within a character, as length limits do */
       .bytes =
           "[{\"title\":\"It\\'s \\\\u \\ud83d\",\"text\":\"\\ud83d\\ude00 \\udc00x\\ud83d\\u0041\ny\"}]",
       .items = "|It's \\u \xEF\xBF\xBD|\xF0\x9F\x98\x80 \xEF\xBF\xBDx\xEF\xBF\xBD"
                "A\ny|||\n"},
      {.name = "mapped.json",
       .bytes = "[{\"a\":{\"b\":[{\"c\":\"A\"}]},\"deep\":{\"text\":[\"T\",\"U\"]}}]",
       .options = &mapped,
       .items = "|A|T\nU|||\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void pieces_of_one_text_stay_in_its_lines(void **state) {
  static const struct reading_case cases[] = {
      {.name = "pieces.json", /* as Telegram exports texts with links or bold words */
       .bytes = "[{\"title\":\"A\",\"text\":[\"The \",{\"type\":\"bold\",\"text\":\"mill\"},\"s at "
                "\",{\"type\":\"link\","
                "\"text\":\"https://x.example/1\"},\" "
                "\",{\"type\":\"italic\",\"text\":\"grow\"},\".\\n\\nAll.\"]}]",
       .items = "|A|The mills at https://x.example/1 grow.\nAll.|||en\n"},
      {.name = "paragraphs.json",
       .bytes = "[{\"title\":\"A\",\"text\":[\"One.\",{\"type\":\"quote\",\"text\":\"Two.\"},\"Three.\"]},"
                "{\"title\":\"B\",\"text\":[\"One. \",\"Two.\"]}]",
       .items = "|A|One.\nTwo.\nThree.|||en\n|B|One.\nTwo.|||en\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void a_list_on_a_line_is_gone_through(void **state) {
  static const struct reading_case cases[] = {
      {.name = "pages.jsonl",
       .bytes =
           "{\"articles\":[{\"title\":\"A\"},7,{\"title\":\"B\"}]}\n{\"articles\":[{\"title\":\"C\"},{\"ti\n"
           "{\"title\":\"D\"}\n",
       .items = "|A||||\n|B||||\n|C||||\n|D||||\n",
       .problem = "pages.jsonl:2: is not JSON: it ends in the middle (skipped)",
       .skipped = 2},
  };
  ASSERT_READINGS(state, cases);
}

static void a_list_is_found_in_whatever_wraps_it(void **state) {
  static const struct {
    const char *text, *items;
  } cases[] = {
      {"{\"status\":\"ok\",\"totalResults\":1,\"articles\":[{\"title\":\"A\",\"source\":{\"id\":null,"
       "\"name\":\"S\"}}]}",
       "|A|||S|\n"},
      {"{\"response\":{\"status\":\"ok\",\"results\":[{\"webTitle\":\"A\",\"fields\":{\"bodyText\":\"T\"}},{"
       "\"webTitle\":\"B\"}]}}",
       "|A|T|||\n|B||||\n"},
      {"{\"db\":[{\"meta\":{\"n\":1},\"data\":{\"tags\":[{\"name\":\"x\"}],\"posts\":[{\"title\":\"A\","
       "\"html\":\"<p>T</p>\"}]}}]}",
       "|A|T|||\n"},
      {"{\"k1\":{\"title\":\"A\"},\"k2\":{\"title\":\"B\"}}", "|A||||\n|B||||\n"},
      {"{\"2022\":[{\"title\":\"A\"}],\"2023\":[{\"title\":\"B\"},{\"title\":\"C\"}]}",
       "|A||||\n|B||||\n|C||||\n"},
      {"{\"whatever\":[{\"title\":\"A\"}],\"more\":7}", "|A||||\n"},
      {"{\"articles\":{\"-N1\":{\"title\":\"A\"}}}", "|A||||\n"},
      {"{\"data\":{\"type\":\"node\",\"attributes\":{\"title\":\"A\",\"body\":{\"value\":\"<p>T</p>\"}}}}",
       "|A|T|||\n"},
      {"{\"hits\":{\"total\":1,\"hits\":[{\"_id\":\"1\",\"_source\":{\"title\":\"A\"}}]}}", "|A||||\n"},
      {"{\"data\":{\"posts\":{\"edges\":[{\"node\":{\"title\":\"A\"}}]}}}", "|A||||\n"},
      {"{\"orderedItems\":[{\"type\":\"Create\",\"object\":{\"content\":\"<p>T</p>\"}}]}", "|T|T|||\n"},
      {"[{\"articles\":[{\"title\":\"A\"}]},{\"articles\":[{\"title\":\"B\"}]}]", "|A||||\n|B||||\n"},
      {"[[{\"title\":\"A\"}],[{\"title\":\"B\"}]]", "|A||||\n|B||||\n"},
      /* as phpMyAdmin writes a table */
      {"[{\"type\":\"header\",\"version\":\"5\"},\n{\"type\":\"database\",\"name\":\"x\"},\n{\"type\":"
       "\"table\","
       "\"name\":\"posts\",\"data\":\n[\n{\"post_title\":\"A\",\"post_content\":\"T\",\"post_date\":\"2023-"
       "07-25 "
       "10:00:00\"},\n{\"post_title\":\"B\"}\n]\n}\n]\n",
       "2023-07-25|A|T|||\n|B||||\n"},
      {"[{\"name\":\"x\"},{\"name\":\"y\",\"tags\":[{\"name\":\"t\"}]}]", "|x||||\n|y|||||t\n"},
      {"[{\"name\":\"x\"},{\"name\":\"y\",\"pictures\":[{\"title\":\"p\"}]}]", "|x||||\n|y||||\n"},
      {"{\"articles\":[]}", ""},
      /* an item is not a wrapper, whatever it contains */
      {"{\"title\":\"A\",\"text\":\"T\",\"comments\":[{\"text\":\"C\"}],\"feed\":{\"title\":\"F\"}}",
       "|A|T|||\n"},
      {"[{\"title\":\"A\",\"content\":[{\"text\":\"T\"},{\"text\":\"U\"}],\"items\":[{\"title\":\"x\"}]}]",
       "|A|T\nU|||\n"},
      {"{\"headline\":{\"main\":\"A\"},\"docs\":3}", "|A||||\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_items(state, "wrapped.json", cases[i].text, cases[i].items);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_that_are_objects_are_one_text),
      cmocka_unit_test(pieces_of_one_text_stay_in_its_lines),
      cmocka_unit_test(a_list_on_a_line_is_gone_through),
      cmocka_unit_test(a_list_is_found_in_whatever_wraps_it),
      cmocka_unit_test(lines_are_items_and_a_bad_one_is_skipped_alone),
      cmocka_unit_test(arrays_are_read_element_by_element),
      cmocka_unit_test(numbers_are_dates_where_a_date_is_meant),
      cmocka_unit_test(dates_in_parts_are_whole),
      cmocka_unit_test(a_json_feed_labels_its_items),
      cmocka_unit_test(what_is_cut_short_keeps_the_items_before_the_cut),
      cmocka_unit_test(a_member_that_is_not_json_costs_itself_only),
      cmocka_unit_test(a_zero_in_a_string_is_shown_and_costs_nothing),
      cmocka_unit_test(a_line_that_is_too_long_costs_itself_only),
      cmocka_unit_test(an_item_that_is_too_long_costs_itself_only),
      cmocka_unit_test(keys_that_no_field_takes_are_counted),
      cmocka_unit_test(nesting_without_end_is_refused),
      cmocka_unit_test(bytes_that_are_not_utf8_are_read_as_what_they_are_most_likely_in),
      cmocka_unit_test(what_a_script_is_called_with_is_read),
      cmocka_unit_test(a_feed_of_google_as_json_has_its_dates_and_authors),
      cmocka_unit_test(an_answer_of_youtube_has_its_dates),
      cmocka_unit_test(entries_of_feedparser_have_the_name_of_their_feed),
      cmocka_unit_test(brackets_in_text_are_no_json),
      cmocka_unit_test(an_item_of_a_feed_that_is_not_json_costs_itself_only),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
