/* The statistics of an index, for people and for scripts: every line and every key, since scripts parse
 * them. */
#include "testing.h"

#include "render/render.h"

static index_loss losses[] = {
    {SOURCE_PASSED_OVER, (char *)".xyz", (char *)"no format known", 2},
    {SOURCE_NOT_TAKEN, (char *)"foo", (char *)"", 3},
    {SOURCE_NOT_TAKEN, (char *)"bar\033", (char *)"", 1},
    {SOURCE_DROPPED, (char *)"date", (char *)"cannot be read", 1},
};

static index_count one_named[] = {{(char *)"The Mill", 3}, {(char *)"", 2}};
static index_count thirteen[] = {
    {(char *)"2013", 13}, {(char *)"2012", 12}, {(char *)"2011", 11}, {(char *)"2010", 10},
    {(char *)"2009", 9},  {(char *)"2008", 8},  {(char *)"2007", 7},  {(char *)"2006", 6},
    {(char *)"2005", 5},  {(char *)"2004", 4},  {(char *)"2003", 3},  {(char *)"2002", 2},
    {(char *)"2001", 1},
};

/* 2023-07-25T10:00:00Z and a day later. */
enum { THEN = 1690279200, A_DAY = 86400 };

static index_source_state states[] = {
    {.place = (char *)"https://me:secret@a.example/feed",
     .format = (char *)"feed",
     .label = (char *)"A",
     .group = (char *)"partners",
     .losses = {losses, 2, 0},
     .items = 7,
     .last_answer = THEN + A_DAY,
     .last_new = THEN,
     .failed = 2},
    {.place = (char *)"/b.txt", .items = 1, .failed = 1},
    {.place = (char *)"/c.txt"},
};

static index_withdrawal withdrawn[] = {{.id = (char *)"a", .reason = (char *)"spam", .since = THEN},
                                       {.id = (char *)"b"}};

static const index_stats full = {.items = 5,
                                 .files = 3,
                                 .gone = 1,
                                 .bytes = 1250000,
                                 .sources = {one_named, 2},
                                 .languages = {one_named + 1, 1},
                                 .years = {thirteen, 13},
                                 .sources_read = {states, 3},
                                 .withdrawn = withdrawn,
                                 .withdrawn_count = 2,
                                 .last_run = {.started = THEN,
                                              .ended = THEN + 61,
                                              .exit_code = INDEX_SOME,
                                              .report = {.failed = 6,
                                                         .added = 1,
                                                         .updated = 2,
                                                         .unchanged = 4,
                                                         .removed = 3,
                                                         .skipped = 5,
                                                         .losses = {losses, 4, 0}}}};

static void assert_text(const index_stats *stats, const char *expected) {
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  assert_non_null(out);
  render_stats_text(out, stats);
  assert_int_equal(fclose(out), 0);
  assert_string_equal(text, expected);
  free(text);
}

static void a_person_is_told_all_with_long_lists_cut(void **state) {
  (void)state;
  assert_text(&full, "5 items of 3 files, 1.2 MB\n"
                     "1 of them are gone from their source; --prune removes them\n"
                     "last run: 2023-07-25T10:01:01Z, some input was skipped\n"
                     "  1 added, 2 updated, 3 removed, 4 unchanged, 5 skipped, 6 sources failed\n"
                     "2 files passed over: 2 .xyz (no format known)\n"
                     "4 texts of columns, keys and elements not taken: 3 foo, 1 bar\xEF\xBF\xBD\n"
                     "1 field left out of its item: 1 date (cannot be read)\n"
                     "2 withdrawn items are not read in again\n"
                     "\nsource\n         3  The Mill\n         2  (none)\n"
                     "\nlanguage\n         2  (not known)\n"
                     "\nyear\n        13  2013\n        12  2012\n        11  2011\n        10  2010\n"
                     "         9  2009\n         8  2008\n         7  2007\n         6  2006\n"
                     "         5  2005\n         4  2004\n         3  2003\n         2  2002\n"
                     "            and 1 more\n"
                     "\n     items  last answer  last new    read from\n"
                     "         7  2023-07-26   2023-07-25  https://***@a.example/feed, feed, group partners, "
                     "failed in the last 2 runs, 5 not taken\n"
                     "         1  -            -           /b.txt, failed in the last 1 run\n"
                     "         0  -            -           /c.txt\n");
}

static void what_is_not_there_is_not_told(void **state) {
  const index_stats empty = {.years = {thirteen + 1, 12}};
  (void)state;
  assert_text(&empty, "0 items of 0 files, 0.0 MB\n\nsource\n\nlanguage\n"
                      "\nyear\n        12  2012\n        11  2011\n        10  2010\n         9  2009\n"
                      "         8  2008\n         7  2007\n         6  2006\n         5  2005\n"
                      "         4  2004\n         3  2003\n         2  2002\n         1  2001\n"
                      "\n     items  last answer  last new    read from\n");
}

static void one_item_and_one_file_are_not_several(void **state) {
  const index_stats one = {.items = 1, .files = 1};
  (void)state;
  assert_text(&one, "1 item of 1 file, 0.0 MB\n\nsource\n\nlanguage\n\nyear\n"
                    "\n     items  last answer  last new    read from\n");
}

static void losses_of_one_and_of_many_are_counted_in_words(void **state) {
  static const struct {
    index_loss loss;
    const char *told;
  } cases[] = {
      {{SOURCE_PASSED_OVER, (char *)".a", (char *)"", 1}, "1 file passed over: 1 .a\n"},
      {{SOURCE_PASSED_OVER, (char *)".a", (char *)"", 2}, "2 files passed over: 2 .a\n"},
      {{SOURCE_NOT_TAKEN, (char *)"a", (char *)"", 1},
       "1 text of columns, keys and elements not taken: 1 a\n"},
      {{SOURCE_NOT_TAKEN, (char *)"a", (char *)"", 2},
       "2 texts of columns, keys and elements not taken: 2 a\n"},
      {{SOURCE_NOT_ASKED, (char *)"article", (char *)"on another site", 1},
       "1 page not followed: 1 article (on another site)\n"},
      {{SOURCE_NOT_ASKED, (char *)"article", (char *)"", 2}, "2 pages not followed: 2 article\n"},
      {{SOURCE_DROPPED, (char *)"date", (char *)"", 1}, "1 field left out of its item: 1 date\n"},
      {{SOURCE_DROPPED, (char *)"date", (char *)"", 2}, "2 fields left out of their items: 2 date\n"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    index_loss loss = cases[i].loss;
    const index_losses one = {&loss, 1, 0};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    render_losses(out, &one);
    assert_int_equal(fclose(out), 0);
    assert_string_equal(text, cases[i].told);
    free(text);
  }
}

static void each_way_a_run_can_end_has_its_words(void **state) {
  static const struct {
    int exit_code;
    const char *words;
  } cases[] = {{-1, "unknown"},
               {INDEX_ALL, "all was indexed"},
               {INDEX_SOME, "some input was skipped"},
               {INDEX_NOTHING, "nothing changed because of an error"},
               {INDEX_LOCKED, "unknown"}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const index_stats stats = {.last_run = {.ended = 1, .exit_code = cases[i].exit_code}};
    char expected[512];
    (void)snprintf(expected, sizeof expected,
                   "0 items of 0 files, 0.0 MB\nlast run: 1970-01-01T00:00:01Z, %s\n"
                   "  0 added, 0 updated, 0 removed, 0 unchanged, 0 skipped, 0 sources failed\n"
                   "\nsource\n\nlanguage\n\nyear\n\n     items  last answer  last new    read from\n",
                   cases[i].words);
    assert_text(&stats, expected);
  }
}

static void assert_json(const index_stats *stats, bool with_sources, const char *expected) {
  char *text = NULL;
  size_t size = 0, written = 0;
  sse_error err;
  FILE *out = open_memstream(&text, &size);
  assert_non_null(out);
  assert_int_equal(render_stats_json(out, stats, with_sources, &err), SSE_OK);
  assert_int_equal(fclose(out), 0);
  /* White space is dropped before comparing, as it carries no meaning: names contain single spaces only. */
  for (size_t i = 0; i < size; i++)
    if (text[i] != '\n' && !(text[i] == ' ' && (i == 0 || strchr("\n ,:", text[i - 1]))))
      text[written++] = text[i];
  text[written] = '\0';
  assert_string_equal(text, expected);
  free(text);
}

static void a_script_is_told_all_whole(void **state) {
  (void)state;
  assert_json(
      &full, true,
      "{\"items\":5,\"gone\":1,\"files\":3,\"bytes\":1250000,"
      "\"last_run\":{\"started\":\"2023-07-25T10:00:00Z\",\"ended\":\"2023-07-25T10:01:01Z\",\"exit\":1,"
      "\"result\":\"some input was skipped\",\"added\":1,\"updated\":2,\"removed\":3,\"unchanged\":4,"
      "\"skipped\":5,\"failed\":6,\"not_taken\":["
      "{\"kind\":\"passed over\",\"name\":\".xyz\",\"reason\":\"no format known\",\"count\":2},"
      "{\"kind\":\"not taken\",\"name\":\"foo\",\"reason\":\"\",\"count\":3},"
      "{\"kind\":\"not taken\",\"name\":\"bar\\u001B\",\"reason\":\"\",\"count\":1},"
      "{\"kind\":\"left out\",\"name\":\"date\",\"reason\":\"cannot be read\",\"count\":1}]},"
      "\"sources\":[{\"name\":\"The Mill\",\"items\":3},{\"name\":null,\"items\":2}],"
      "\"languages\":[{\"name\":null,\"items\":2}],"
      "\"years\":[{\"name\":\"2013\",\"items\":13},{\"name\":\"2012\",\"items\":12},"
      "{\"name\":\"2011\",\"items\":11},{\"name\":\"2010\",\"items\":10},{\"name\":\"2009\",\"items\":9},"
      "{\"name\":\"2008\",\"items\":8},{\"name\":\"2007\",\"items\":7},{\"name\":\"2006\",\"items\":6},"
      "{\"name\":\"2005\",\"items\":5},{\"name\":\"2004\",\"items\":4},{\"name\":\"2003\",\"items\":3},"
      "{\"name\":\"2002\",\"items\":2},{\"name\":\"2001\",\"items\":1}],"
      "\"withdrawn\":[{\"id\":\"a\",\"since\":\"2023-07-25T10:00:00Z\",\"reason\":\"spam\"},"
      "{\"id\":\"b\",\"since\":null,\"reason\":null}],"
      "\"sources_read\":[{\"place\":\"https://***@a.example/feed\",\"format\":\"feed\",\"label\":\"A\","
      "\"group\":\"partners\",\"items\":7,\"last_answer\":\"2023-07-26T10:00:00Z\","
      "\"last_new\":\"2023-07-25T10:00:00Z\",\"failed\":2,\"not_taken\":["
      "{\"kind\":\"passed over\",\"name\":\".xyz\",\"reason\":\"no format known\",\"count\":2},"
      "{\"kind\":\"not taken\",\"name\":\"foo\",\"reason\":\"\",\"count\":3}]},"
      "{\"place\":\"/b.txt\",\"format\":null,\"label\":null,\"group\":null,\"items\":1,\"last_answer\":null,"
      "\"last_new\":null,\"failed\":1,\"not_taken\":[]},"
      "{\"place\":\"/c.txt\",\"format\":null,\"label\":null,\"group\":null,\"items\":0,\"last_answer\":null,"
      "\"last_new\":null,\"failed\":0,\"not_taken\":[]}]}");
}

static void sources_are_named_only_where_asked_for_and_a_run_only_where_one_ended(void **state) {
  const index_stats empty = {.sources_read = {states, 3}, .last_run = {.started = THEN}};
  (void)state;
  assert_json(
      &empty, false,
      "{\"items\":0,\"gone\":0,\"files\":0,\"bytes\":0,\"sources\":[],\"languages\":[],\"years\":[]}");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_person_is_told_all_with_long_lists_cut),
      cmocka_unit_test(what_is_not_there_is_not_told),
      cmocka_unit_test(one_item_and_one_file_are_not_several),
      cmocka_unit_test(losses_of_one_and_of_many_are_counted_in_words),
      cmocka_unit_test(each_way_a_run_can_end_has_its_words),
      cmocka_unit_test(a_script_is_told_all_whole),
      cmocka_unit_test(sources_are_named_only_where_asked_for_and_a_run_only_where_one_ended),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
