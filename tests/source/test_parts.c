/* What all readers share: files that are bad, cut off or have changed their format, and counts of losses.
 * A stream that fails in the middle is that of a filter which exits with an error after its output. */
#include "collecting.h"

static void what_came_before_a_failing_stream_is_read(void **state) {
  static const struct {
    const char *format, *bytes, *items;
  } cases[] = {
      {"jsonl", "{\"title\":\"A\"}\n{\"title\":\"B\"}\n{\"tit", "|A||||\n|B||||\n"},
      {"json", "[{\"title\":\"A\"},{\"title\":\"B\"},{\"tit", "|A||||\n|B||||\n"},
      {"csv", "title\nA\nB\nC", "|A||||\n|B||||\n"},
      {"feed", "<rss><channel><item><title>A</title></item><item><title>B</title></item><item><ti",
       "|A||||\n|B||||\n"},
      {"mail", "From x\nFrom: a\nDate: 2023\nSubject: A\n\nFrom x\nFrom: b\nDate: 2023\nSubject: B\n",
       "2023|A|||a|\n"},
      {"listing", "July 2023\n 1. A\n\n   Text.\n 2. B\n\n   More", "2023-07|A|Text.|||\n"},
  };
  write_text(path_in(state, "fail.sh"), "cat; exit 3\n");
  char command[600];
  (void)snprintf(command, sizeof command, "sh %s", path_in(state, "fail.sh"));
  const source_filter filters[] = {{"fails", command}, {0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const source_options options = {.format = cases[i].format, .filters = filters};
    const struct reading_case wanted = {.name = "a.fails",
                                        .bytes = cases[i].bytes,
                                        .options = &options,
                                        .items = cases[i].items,
                                        .problem = "ended with exit code 3 (the rest is not read)",
                                        .skipped = 1,
                                        .cut = true};
    assert_readings(state, &wanted, 1);
  }
}

static void where_nothing_came_before_the_failure_is_the_result(void **state) {
  static const struct {
    const char *format, *bytes;
  } cases[] = {{"text", "A headline"},          {"html", "<h1>A headline"},  {"markdown", "# A headline"},
               {"json", "[{\"title\":"},        {"jsonl", "{\"title\":"},    {"feed", "<rss><channel><item>"},
               {"mail", "Subject: A headline"}, {"csv", "title\nA headline"}};
  write_text(path_in(state, "fail.sh"), "cat; exit 3\n");
  char command[600];
  (void)snprintf(command, sizeof command, "sh %s", path_in(state, "fail.sh"));
  const source_filter filters[] = {{"fails", command}, {0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const source_options options = {.format = cases[i].format, .filters = filters};
    const char *path = path_in(state, "b.fails");
    write_text(path, cases[i].bytes);
    struct collected collected = collect_file(path, &options);
    assert_int_not_equal(collected.status, SSE_OK);
    assert_int_equal(collected.report.items, 0);
    if (!strstr(collected.err.message, "ended with exit code 3"))
      fail_msg("%s: %s", cases[i].format, collected.err.message);
    collected_reset(&collected);
  }
}

static void what_is_not_what_it_was_is_not_read(void **state) {
  static const source_options was_feed = {.expected_format = "feed"}, was_html = {.expected_format = "html"};
  static const char page[] =
      "<!doctype html><title>Sale</title><h1>All must go</h1><p>Half price this week only.";
  static const char rss[] = "<rss><channel><item><title>A</title></item></channel></rss>";
  static const struct reading_case cases[] = {
      {.name = "sale.xml",
       .bytes = page,
       .options = &was_feed,
       .status = SSE_INVALID,
       .error = "sale.xml: was feed and is html now (not read)"},
      {.name = "notice.xml",
       .bytes = "Closed for maintenance\n",
       .options = &was_html,
       .status = SSE_INVALID,
       .error = "was html and is feed now (not read)"},
      {.name = "feed.xml", .bytes = rss, .options = &was_feed, .items = "|A||||\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void a_zero_is_shown_and_a_binary_file_is_refused(void **state) {
  char few[300], many[300];
  memset(few, 'a', sizeof few);
  memcpy(few, "Head\0line\n", 10); /* NOLINT(bugprone-not-null-terminated-result): bytes of a file */
  few[299] = '\n';
  memset(many, 'a', sizeof many);
  memset(many, 0, 10);
  const struct reading_case cases[] = {
      {.name = "many.txt", .bytes = many, .length = 300, .status = SSE_INVALID, .error = "is a binary file"},
      {.name = "empty.txt", .bytes = "", .status = SSE_INVALID, .error = "empty.txt: is empty"},
      {.name = "blank.txt", .bytes = " \n\t\n\n", .status = SSE_INVALID, .error = "blank.txt: is empty"},
      {.name = "mark.txt", .bytes = "\xEF\xBB\xBF", .status = SSE_INVALID, .error = "mark.txt: is empty"},
  };
  ASSERT_READINGS(state, cases);
  const char *path = path_in(state, "few.txt");
  write_bytes(path, few, sizeof few);
  struct collected collected = collect_file(path, NULL);
  assert_int_equal(collected.report.items, 1);
  assert_int_equal(strncmp(collected.items.data, "|Head\xEF\xBF\xBDline|aaa", 16), 0);
  assert_int_equal(collected.report.repaired, 1);
  collected_reset(&collected);
}

/* A PDF with another name: the message says what would help, and nothing is run. */
static void a_document_under_another_name_is_told_by_its_beginning(void **state) {
  static const struct reading_case cases[] = {
      {.name = "a.txt",
       .bytes = "%PDF-1.7\nwords\n",
       .status = SSE_INVALID,
       .error = "a.txt: is a .pdf file, not text: needs pdftotext: install poppler-utils "
                "(scripts/install-deps documents)"},
      {.name = "b.txt", .bytes = "{\\rtf1 words}\n", .items = "|words||||\n"},
      {.name = "c.txt",
       .bytes = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 words\n",
       .status = SSE_INVALID,
       .error = "is a .doc file"},
  };
  ASSERT_READINGS(state, cases);
}

static void an_item_is_known_by_its_line_or_else_its_number(void **state) {
  static const struct {
    const char *name, *text, *places;
  } cases[] = {
      {"a.jsonl", "{\"title\":\"A\"}\n\n{\"title\":\"B\"}\n", "a.jsonl:1\na.jsonl:3\n"},
      {"a.json", "[{\"title\":\"A\"},\n\n{\"title\":\"B\"}]\n", "a.json:1\na.json:2\n"},
      {"a.csv", "title\nA\n\nB\n", "a.csv:1\na.csv:2\n"},
      {"a.txt", "\n\nA\n", "a.txt:3\n"},
      {"path.jsonl", "{\"title\":\"A\",\"path\":\"b.zip/c.txt\"}\n", ":0\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *path = path_in(state, cases[i].name);
    write_text(path, cases[i].text);
    struct collected collected = collect_file(path, NULL);
    assert_string_equal(collected.places.data, cases[i].places);
    collected_reset(&collected);
  }
}

/* Columns are counted separately up to a limit, however long their names. */
static void losses_of_many_kinds_are_bounded(void **state) {
  sse_buffer text = {0}, losses = {0};
  const char *path = path_in(state, "wide.csv");
  sse_buffer_append_text(&text, "title");
  for (int i = 0; i < 100; i++)
    sse_buffer_printf(&text, ",c%d", i);
  sse_buffer_append_text(&text, "\nA");
  for (int i = 0; i < 100; i++)
    sse_buffer_append_text(&text, ",x");
  for (int i = 0; i < 64; i++)
    sse_buffer_printf(&losses, "not taken c%d 1\n", i);
  sse_buffer_append_text(&losses, "not taken others 36\n");
  write_text(path, text.data);
  struct collected collected = collect_file(path, NULL);
  assert_string_equal(collected.losses.data, losses.data);
  assert_int_equal(collected.report.lost, 100);
  collected_reset(&collected);
  sse_buffer_reset(&text);
  sse_buffer_reset(&losses);
}

/* Writes `line` repeatedly between `begin` and `end`, until it exceeds the limit of an item. */
static void write_long(const char *path, const char *begin, const char *line, const char *end) {
  enum { MORE = 17 * 1024 * 1024 };
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  assert_true(fputs(begin, file) >= 0);
  for (size_t written = 0; written < MORE; written += strlen(line))
    assert_true(fputs(line, file) >= 0);
  assert_true(fputs(end, file) >= 0);
  assert_int_equal(fclose(file), 0);
}

static void a_text_that_is_longer_than_an_item_may_have_is_told_in_every_format(void **state) {
  static const char line[] = "A ferry that its crew owns sails to the island and back, every day.\n",
                    escaped[] = "A ferry that its crew owns sails to the island and back, every day.\\n";
  static const struct {
    const char *name, *begin, *line, *end, *problem, *items;
  } rows[] = {
      {"a.json", "[{\"title\":\"A\",\"text\":\"", escaped, "\"},{\"title\":\"B\"}]", "item 1: is too long",
       "|B||||\n"},
      {"a.xml", "<rss><channel><item><title>A</title><description>", line,
       "</description></item><item><title>B</title></item></channel></rss>",
       "item 1: has a text that is too long", "|B||||\n"},
      {"a.csv", "title,text\nA,\"", line, "\"\nB,b\n", "has a field longer than", ""},
      {"a.rtf", "{\\rtf1 ", line, "}", "its text is longer than", ""},
      {"a.md", "# A\n\n", line, "", "is longer than", ""},
      {"a.html", "<title>A</title><pre>", line, "</pre>", "is longer than", ""},
      {"a.txt", "Title: A\nDate: 2023-07-25\n\n", line, "", "the item is longer than", ""},
      {"plain.txt", "", line, "", "the item is longer than", ""},
      {"a.ris", "TY  - NEWS\nTI  - A\nAB  - ", line, "ER  - \n", "the item is longer than", ""},
      {"a.bib", "@article{a,title={A},abstract={", line, "}}\n", "the item is longer than", ""},
      {"a.eml", "From: a@b.example\nSubject: A\nDate: Tue, 25 Jul 2023 10:00:00 +0000\n\n", line, "",
       "item 1: is too long", ""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const char *path = path_in(state, rows[i].name);
    write_long(path, rows[i].begin, rows[i].line, rows[i].end);
    struct collected collected = collect_file(path, NULL);
    const char *said = collected.problems.length > 0 ? collected.problems.data : collected.err.message;
    if (!strstr(said, rows[i].problem) || strcmp(collected.items.data, rows[i].items) != 0)
      fail_msg("%s: %s: %.200s", rows[i].name, said, collected.items.data);
    collected_reset(&collected);
    assert_int_equal(remove(path), 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_came_before_a_failing_stream_is_read),
      cmocka_unit_test(where_nothing_came_before_the_failure_is_the_result),
      cmocka_unit_test(what_is_not_what_it_was_is_not_read),
      cmocka_unit_test(a_zero_is_shown_and_a_binary_file_is_refused),
      cmocka_unit_test(a_document_under_another_name_is_told_by_its_beginning),
      cmocka_unit_test(an_item_is_known_by_its_line_or_else_its_number),
      cmocka_unit_test(losses_of_many_kinds_are_bounded),
      cmocka_unit_test(a_text_that_is_longer_than_an_item_may_have_is_told_in_every_format),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
