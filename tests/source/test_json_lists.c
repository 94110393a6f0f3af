/* Which lists of a JSON file hold its items: each of the outermost lists whose objects have headlines. */
#include "collecting.h"

#include "source/format/json_shape.h"

#define ONE   "{\"title\":\"A\",\"text\":\"a\",\"date\":\"2023-07-25\"}"
#define TWO   "{\"title\":\"B\",\"text\":\"b\",\"date\":\"2023-07-26\"}"
#define FIRST "2023-07-25|A|a|||\n"
#define BOTH  FIRST "2023-07-26|B|b|||\n"

static void a_list_of_headlines_is_one_of_items_whatever_its_key(void **state) {
  static const char *const keys[] = {"body", "content", "contents", "message", "text", "articles", "x"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    char text[256];
    (void)snprintf(text, sizeof text, "{\"%s\":[" ONE "," TWO "]}", keys[i]);
    assert_items(state, "list.json", text, BOTH);
    (void)snprintf(text, sizeof text, "{\"%s\":{\"count\":2,\"items\":[" ONE "," TWO "]}}", keys[i]);
    assert_items(state, "inner.json", text, BOTH);
  }
  assert_items(state, "review.json", "{\"title\":\"Press review\",\"content\":[" ONE "]}",
               "2023-07-25|A|a||Press review|\n");
}

static void a_list_of_paragraphs_is_a_text(void **state) {
  assert_items(state, "blocks.json",
               "{\"title\":\"A\",\"body\":[{\"type\":\"heading\",\"title\":\"H\"},{\"text\":\"p\"}]}",
               "|A|H\np|||\n");
  assert_items(state, "texts.json", "{\"title\":\"A\",\"content\":[{\"text\":\"p\"},{\"text\":\"q\"}]}",
               "|A|p\nq|||\n");
}

static void every_list_beside_the_first_is_read(void **state) {
  const struct reading_case cases[] = {
      {.name = "two.json",
       .bytes = "{\"news\":[" ONE "],\"events\":[" TWO "],\"m\":{\"title\":\"M\"}}",
       .items = BOTH},
      {.name = "late.json",
       .bytes = "{\"tags\":[{\"title\":\"T\"}],\"posts\":[" ONE "],\"n\":1,\"x\":[" TWO ",3]}",
       .items = BOTH,
       .losses = "not taken tags 1\n"},
      {.name = "deep.json", .bytes = "{\"data\":{\"news\":[" ONE "],\"events\":[" TWO "]}}", .items = BOTH},
      {.name = "line.jsonl",
       .bytes = "{\"news\":[" ONE "],\"events\":[" TWO "]}\n{\"news\":[" ONE "]}\n",
       .items = BOTH FIRST},
  };
  ASSERT_READINGS(state, cases);
}

static void lists_in_the_same_place_of_several_members_are_all_read(void **state) {
  const struct reading_case cases[] = {
      {.name = "two.json",
       .bytes = "{\"a\":{\"items\":[" ONE "]},\"b\":{\"items\":[" TWO "]}}",
       .items = BOTH},
      {.name = "meta.json",
       .bytes = "{\"m\":{\"n\":1},\"k\":2,\"a\":{\"x\":{\"l\":[" ONE "]}},\"b\":{\"x\":{\"l\":[" TWO "]}}}",
       .items = BOTH},
      {.name = "comments.json",
       .bytes = "{\"a\":{\"items\":[" ONE "]},\"comments\":{\"items\":[" TWO "]}}",
       .items = FIRST,
       .losses = "not taken comments 1\n"},
      {.name = "other.json", /* a list elsewhere is reported */
       .bytes = "{\"a\":{\"items\":[" ONE "]},\"b\":{\"list\":[" TWO "]}}",
       .items = FIRST,
       .losses = "not taken b 1\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void an_export_of_ghost_has_the_tags_and_authors_of_its_posts(void **state) {
#define GHOST_POSTS                                                                                          \
  "\"posts\":[{\"id\":\"p1\",\"title\":\"A\",\"html\":\"<p>a</"                                              \
  "p>\",\"status\":\"published\",\"published_at\":"                                                          \
  "\"2023-07-25T10:00:00.000Z\"},{\"id\":2,\"title\":\"B\",\"html\":\"b\",\"status\":\"draft\"},{\"id\":3,"  \
  "\"title\":\"C\",\"html\":\"c\",\"author_id\":\"u2\"}]"
  const struct reading_case cases[] = {
      {.name = "ghost.json",
       .bytes =
           "{\"db\":[{\"meta\":{\"version\":\"5\"},\"data\":{" GHOST_POSTS
           ",\"posts_authors\":[{\"post_id\":\"p1\","
           "\"author_id\":\"u2\",\"sort_order\":1},{\"post_id\":\"p1\",\"author_id\":\"u1\",\"sort_order\":0}"
           "],"
           "\"posts_tags\":[{\"post_id\":\"p1\",\"tag_id\":\"t2\",\"sort_order\":0},{\"post_id\":\"p1\","
           "\"tag_id\":1,"
           "\"sort_order\":1},{\"post_id\":\"p1\",\"tag_id\":\"t3\",\"sort_order\":2},{\"post_id\":\"gone\","
           "\"tag_id\":1}],\"tags\":[{\"id\":1,\"name\":\"mill\"},{\"id\":\"t2\",\"name\":\"coop\"},{\"id\":"
           "\"t3\","
           "\"name\":\"#top\",\"visibility\":\"internal\"}],\"users\":[{\"id\":\"u1\",\"name\":\"Ann "
           "Smith\"},"
           "{\"id\":\"u2\",\"name\":\"Bob Jones\"}]}}]}\n",
       .items = "2023-07-25|A|a||||coop, mill\n|C|c|||\n",
       .authors = "Ann Smith; Bob Jones\nBob Jones\n",
       .losses = "withheld draft 1\nnot taken author_id 1\n"},
      {.name = "cut.json", /* read as far as it goes */
       .bytes = "{\"db\":[{\"data\":{" GHOST_POSTS ",\"posts_tags\":[{",
       .items = "2023-07-25|A|a|||\n|C|c|||\n",
       .losses = "withheld draft 1\nnot taken author_id 1\n",
       .problem = "cut.json: item 3",
       .skipped = 1,
       .cut = true},
  };
  ASSERT_READINGS(state, cases);
}

static void items_of_a_reader_of_feeds_have_the_address_and_name_of_their_feed(void **state) {
  assert_items(
      state, "starred.json",
      "{\"id\":\"user/1/state\",\"title\":\"Starred\",\"items\":[{\"id\":\"1\",\"published\":1690279200,"
      "\"title\":\"A\",\"canonical\":[{\"href\":\"https://x.example/1\"}],\"alternate\":[{\"href\":"
      "\"https://y.example/1\",\"type\":\"text/html\"}],\"summary\":{\"content\":\"<p>a</p>\"},"
      "\"origin\":{\"streamId\":\"feed/x\",\"title\":\"News\"}}]}",
      "2023-07-25|A|a|https://x.example/1|News|\n");
}

static void a_letter_that_was_sent_to_many_has_its_subject_as_headline(void **state) {
  static const struct reading_case cases[] = {
      {.name = "campaigns.json",
       .bytes =
           "{\"campaigns\":[{\"id\":7,\"name\":\"March\",\"subject\":\"The mill, ours\",\"status\":\"sent\","
           "\"htmlContent\":\"<p>It opens.</p>\",\"sentDate\":\"2024-03-01T10:00:00+01:00\",\"createdAt\":"
           "\"2024-02-01\",\"shareLink\":\"https://x.example/"
           "1\"},{\"id\":8,\"subject\":\"No\",\"status\":\"draft\","
           "\"htmlContent\":\"<p>x</p>\"}]}",
       .items = "2024-03-01|The mill, ours|It opens.|https://x.example/1||en\n",
       .losses = "not taken name 1\nwithheld draft 1\n"},
      {.name = "emails.json",
       .bytes = "{\"results\":[{\"id\":\"e1\",\"subject\":\"The mill opens\",\"body\":\"It is ours.\","
                "\"publish_date\":\"2024-03-01T10:00:00Z\",\"absolute_url\":\"https://x.example/2\"}]}",
       .items = "2024-03-01|The mill opens|It is ours.|https://x.example/2||en\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void what_an_item_is_related_to_may_be_wrapped(void **state) {
  static const struct reading_case cases[] = {
      {.name = "strapi.json",
       .bytes = "{\"data\":[{\"id\":1,\"attributes\":{\"title\":\"A\",\"body\":\"It opens.\",\"publishedAt\":"
                "\"2024-03-01T00:00:00Z\",\"tags\":{\"data\":[{\"id\":1,\"attributes\":{\"name\":\"bank\"}},{"
                "\"id\":2,"
                "\"attributes\":{\"name\":\"mill\"}}]},\"author\":{\"data\":{\"id\":3,\"attributes\":{"
                "\"name\":\"Ann "
                "Smith\"}}},\"topics\":{\"data\":[]}}}],\"meta\":{}}",
       .items = "2024-03-01|A|It opens.|||en|bank, mill\n",
       .authors = "Ann Smith\n"},
      {.name = "graphql.json",
       .bytes = "{\"data\":{\"posts\":{\"nodes\":[{\"title\":\"A\",\"content\":\"It "
                "opens.\",\"categories\":{\"nodes\":["
                "{\"name\":\"bank\"}]},\"tags\":{\"edges\":[{\"node\":{\"name\":\"mill\"}}]},\"author\":{"
                "\"node\":{"
                "\"name\":\"Ann Smith\"}}}]}}}",
       .items = "|A|It opens.|||en|bank, mill\n",
       .authors = "Ann Smith\n"},
      {.name = "plone.json",
       .bytes = "[{\"title\":\"A\",\"text\":{\"content-type\":\"text/html\",\"data\":\"<p>It "
                "opens.</p>\",\"encoding\":"
                "\"utf-8\"},\"effective\":\"2024-03-01T10:00:00\",\"created\":\"2024-02-01\"}]",
       .items = "2024-03-01|A|It opens.|||en\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void a_list_that_is_left_out_is_told(void **state) {
  const struct reading_case cases[] = {
      {.name = "menu.json",
       .bytes = "{\"news\":[" ONE "],\"menu\":[{\"title\":\"M\",\"url\":\"/m\"}]}",
       .items = FIRST,
       .losses = "not taken menu 1\n"},
      {.name = "tables.json",
       .bytes =
           "{\"authors\":[{\"name\":\"F\"}],\"posts\":[" ONE "],\"tags\":[{\"id\":1,\"name\":\"T\"}],"
           "\"users\":[{\"name\":\"U\"},{\"name\":\"V\"}],\"posts_tags\":[{\"post_id\":1,\"tag_id\":1}]}",
       .items = FIRST,
       .losses = "not taken tags 1\nnot taken users 2\n"},
      {.name = "said.json",
       .bytes = "{\"news\":[" ONE "],\"comments\":[" TWO "]}",
       .items = FIRST,
       .losses = "not taken comments 1\n"},
      {.name = "object.json",
       .bytes = "{\"news\":[" ONE "],\"old\":{\"items\":[" TWO "]}}",
       .items = FIRST,
       .losses = "not taken old 1\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void of_rows_alone_the_first_names_the_columns(void **state) {
  assert_items(state, "rows.json",
               "[[\"title\",\"date\",\"text\"],[\"A\",\"2023-07-25\",\"a\"],\n [\"B\",\"2023-07-26\",\"b\"]]",
               BOTH);
  assert_items(state, "rows",
               " [ [ \"Date\", \"Title\" ], [ 20230725, \"A\", \"more\" ], [ null, \"B\" ], [ 2023 ] ]",
               "2023-07-25|A||||\n|B||||\n");
  const char *path = path_in(state, "places.json");
  write_text(path, "[[\"title\"],[\"A\"],[\"B\"]]");
  struct collected collected = collect_file(path, NULL);
  assert_string_equal(collected.places.data, "places.json:1\nplaces.json:2\n");
  collected_reset(&collected);
  const struct reading_case cases[] = {{.name = "nameless.json",
                                        .bytes = "[[\"x\",\"y\"],[\"A\",\"B\"]]",
                                        .status = SSE_INVALID,
                                        .error = "nothing could be read from it",
                                        .problem = "nameless.json: item 1: is not a JSON object (skipped)",
                                        .skipped = 2}};
  ASSERT_READINGS(state, cases);
}

static struct json_shape find_shape(sse_str beginning, sse_buffer *head) {
  static const source_names names = {0};
  struct json_shape shape;
  sse_buffer_clear(head);
  json_shape_find(beginning, &names, &shape, head);
  return shape;
}

/* The list is found as soon as its first item's headline is present; no byte beyond the cut is read. */
static void a_beginning_may_be_cut_anywhere(void **state) {
  static const char said[] =
      "{ \"\" : \"x\", \"title\" : \"News\" , \"n\":1,\"response\" :\n\t{\"items\":[ {\"id\":1,"
      "\"title\":\"A\"";
  static const char text[] = ", \"text\":\"a\"}, {\"title\":\"B\"} ]}, \"more\": [] }";
  sse_buffer whole = {0}, head = {0};
  (void)state;
  sse_buffer_append_text(&whole, said);
  sse_buffer_append_text(&whole, text);
  for (size_t length = 0; length <= whole.length; length++) {
    sse_str beginning = copy_exactly(sse_str_part(sse_buffer_str(&whole), 0, length));
    struct json_shape shape = find_shape(beginning, &head);
    free((char *)beginning.data);
    if (length < sizeof said - 1) continue;
    if (shape.count != 3 || strcmp(shape.steps[0].name, "response") != 0 ||
        strcmp(shape.steps[1].name, "items") != 0 || shape.steps[2].kind != JSON_STEP_ELEMENTS)
      fail_msg("cut at %zu: %zu steps", length, shape.count);
    assert_string_equal(head.data, "{\"\":\"x\",\"title\":\"News\"}");
  }
  sse_buffer_reset(&head);
  sse_buffer_reset(&whole);
}

static void a_name_may_be_empty_and_spaces_stand_anywhere(void **state) {
  assert_items(state, "empty.json", "{\"\":1,\"\":[],\"title\":\"A\",\"text\":\"a\",\"date\":\"2023-07-25\"}",
               FIRST);
  assert_items(state, "spaces.json",
               " { \"\" :\n\"x\" ,\r\n\"news\"\t: [ { \"title\" : \"A\" , \"text\"\n:\n\"a\",\"date\" "
               ":\"2023-07-25\" } ] } ",
               FIRST);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_list_of_headlines_is_one_of_items_whatever_its_key),
      cmocka_unit_test(a_list_of_paragraphs_is_a_text),
      cmocka_unit_test(every_list_beside_the_first_is_read),
      cmocka_unit_test(lists_in_the_same_place_of_several_members_are_all_read),
      cmocka_unit_test(an_export_of_ghost_has_the_tags_and_authors_of_its_posts),
      cmocka_unit_test(items_of_a_reader_of_feeds_have_the_address_and_name_of_their_feed),
      cmocka_unit_test(a_letter_that_was_sent_to_many_has_its_subject_as_headline),
      cmocka_unit_test(what_an_item_is_related_to_may_be_wrapped),
      cmocka_unit_test(a_list_that_is_left_out_is_told),
      cmocka_unit_test(of_rows_alone_the_first_names_the_columns),
      cmocka_unit_test(a_beginning_may_be_cut_anywhere),
      cmocka_unit_test(a_name_may_be_empty_and_spaces_stand_anywhere),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
