/* Tables. */
#include "collecting.h"

static void the_header_line_names_the_columns(void **state) {
  assert_items(
      state, "a.csv",
      "Title;Date;Unknown;Summary\n\"One; two\";25/07/2023;x;\"Many\nlines \"\"quoted\"\"\"\nThree;2023;;\n",
      "2023-07-25|One; two|Many\nlines \"quoted\"|||en\n2023|Three||||\n");
  assert_items(state, "a.tsv", "url\ttitle\ttext\nhttps://x.example/1\tOne\tText\n",
               "|One|Text|https://x.example/1||\n");
}

static void what_no_field_takes_is_counted_by_column(void **state) {
  static const struct reading_case cases[] = {
      {.name = "unknown.csv",
       .bytes = "Title,Foo,Text,Foo,Bar\nA,x,b,y,\nB,z,,,\n",
       .items = "|A|b|||\n|B||||\n",
       .losses = "not taken Foo 3\n"},
      {.name = "many.csv",
       .bytes = "title,text\nA,b,extra,more\nB,c\nC,d,  ,,\n",
       .items = "|A|b|||\n|B|c|||\n|C|d|||\n",
       .losses = "not taken column without a name 2\n"},
      {.name = "nameless.csv",
       .bytes = "title,, ,text\nA,x,y,b\n",
       .items = "|A|b|||\n",
       .losses = "not taken column without a name 2\n"},
      {.name = "quoted.txt", .bytes = "\"title\",\"text\"\nA,b\n", .items = "|A|b|||\n"},
      {.name = "few.csv", .bytes = "title,text,date\nA\n", .items = "|A||||\n"},
      {.name = "fields.csv",
       .bytes = "title,date,url,lang\nA,soon,no address,klingon or so\nB,later,https://x.example/b,en\n",
       .items = "|A||||\n|B||https://x.example/b||en\n",
       .losses = "dropped date 2\ndropped address 1\ndropped language 1\n",
       .problem = "fields.csv: item 2: 'later' cannot be read as a date (item kept without it)"},
      {.name = "empty.csv",
       .bytes = "title,text\n,\n\nB,c\n",
       .items = "|B|c|||\n",
       .problem = "empty.csv: item 1: has neither title nor text (item skipped)",
       .skipped = 1},
      {.name = "nul.csv",
       .bytes = "title,text\nA\0B,c\n",
       .length = 17,
       .items = "|A\xEF\xBF\xBD"
                "B|c|||\n",
       .problem = "nul.csv: 1 character is not valid in UTF-8 and shown as"},
  };
  ASSERT_READINGS(state, cases);
}

static void the_names_of_columns_may_stand_further_down(void **state) {
  static const struct reading_case cases[] = {
      {.name = "sep.csv", .bytes = "sep=;\ntitle;text\nA, B;c\n", .items = "|A, B|c|||\n"},
      {.name = "remarks.csv", .bytes = "# made in 2023\n\n#title,text\nA,b\n", .items = "|A|b|||\n"},
      {.name = "down.csv",
       .bytes = "Press review of the federation\n2023, first half\n\nDatum;Titel;Link\n"
                "25.07.2023;A;https://x.example/a\n",
       .items = "2023-07-25|A||https://x.example/a||\n",
       .losses = "not taken line before the names of columns 2\n"},
      {.name = "one.csv", .bytes = "headline\nA\n\"B, c\"\n", .items = "|A||||\n|B, c||||\n"},
      {.name = "quotes.tsv",
       .bytes = "title\ttext\n\"A\" house\tb\n\"Open\tc\nD\te\n",
       .items = "|\"A\" house|b|||\n|\"Open|c|||\n|D|e|||\n"},
      {.name = "quoted.tsv", .bytes = "title\ttext\n\"A\tb\"\t\"c\"\n", .items = "|A b|c|||\n"},
      {.name = "nothing.csv", .bytes = "title,text,date,tags\nA,NaN,NULL,None\n", .items = "|A||||\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void the_quote_and_the_delimiter_are_what_several_rows_tell(void **state) {
  static const struct reading_case cases[] = {
      {.name = "apostrophes.csv",
       .bytes = "'title';'date';'text'\n'Coop; mill';'2023-07-25';'It''s open, and the doors are "
                "wide'\n'B';'2023-07-26';'a\nb'\n",
       .items = "2023-07-25|Coop; mill|It's open, and the doors are wide|||en\n2023-07-26|B|a\nb|||\n"},
      {.name = "escaped.csv",
       .bytes = "'title','text'\n'It\\'s open, really','b'\n",
       .items = "|It's open, really|b|||en\n"},
      {.name = "where-needed.csv",
       .bytes = "title,text\n'Mill, open',b\nC,'d, e'\nF,g\n",
       .items = "|Mill, open|b|||\n|C|d, e|||\n|F|g|||\n"},
      {.name = "tis.csv",
       .bytes = "title,text\n'Tis the season,the 'mill'\nB's,'quoted'\n'a','b'\n",
       .items = "|'Tis the season|the 'mill'|||en\n|B's|'quoted'|||\n|'a'|'b'|||\n"},
      {.name = "both.csv",
       .bytes = "title,text\n'a, b',\"c\"\n'd, e',f\n",
       .items = "|'a|b'|||\n|'d|e'|||\n",
       .losses = "not taken column without a name 2\n"},
      {.name = "colons.csv",
       .bytes = "title:date:text\nMill:2023-07-25:opens\n\"Two: it\":2023-07-26:closes\n",
       .items = "2023-07-25|Mill|opens|||\n2023-07-26|Two: it|closes|||en\n"},
      {.name = "colon.csv", .bytes = "title:text"},
      {.name = "sentences.txt",
       .bytes = "title:text\nMill: open:x\n",
       .items = "|title:text|Mill: open:x|||\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void a_date_may_stand_in_three_columns(void **state) {
  static const struct reading_case cases[] = {
      {.name = "parts.csv",
       .bytes = "Title,Year,Month,Day\nA,2023,7,25\nB,2023,July,\nC,2022,,\nD,2023.0,7.0,25.0\nE,2023,13,\n",
       .items = "2023-07-25|A||||\n2023-07|B||||\n2022|C||||\n2023-07-25|D||||\n2023|E||||\n",
       .losses = "not taken Month 1\n"},
      {.name = "parties.csv",
       .bytes = "Titre;Année;Mois;Jour\nA;2023;juillet;25\n",
       .items = "2023-07-25|A||||\n"},
      {.name = "teile.csv", .bytes = "Titel;Jahr;Monat;Tag\nA;2023;7;25\n", .items = "2023-07-25|A||||\n"},
      {.name = "date.csv",
       .bytes = "title,date,year,month,day\nA,2023-07-26,2023,7,25\n",
       .items = "2023-07-26|A||||\n"},
      {.name = "month.csv",
       .bytes = "title,date,month\nA,2023-07-26,July\n",
       .items = "2023-07-26|A||||\n",
       .losses = "not taken month 1\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void what_dos_ends_a_text_with_is_no_row(void **state) {
  static const struct reading_case cases[] = {
      {.name = "end.csv", .bytes = "title,text\nA,b\n\x1A", .items = "|A|b|||\n"},
      {.name = "block.tsv", .bytes = "title\ttext\nA\tb\r\n\x1A\x1A\x1A\x1A", .items = "|A|b|||\n"},
      {.name = "psql.csv", .bytes = "title,text\nA,b\n(1 row)\n", .items = "|A|b|||\n"},
      {.name = "rows.csv", .bytes = "title\nA\n(2 rows)\n", .items = "|A||||\n|(2 rows)||||\n"},
      {.name = "cell.csv", .bytes = "title,text\nA,b\x1A", .items = "|A|b|||\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void a_table_without_names_is_told_until_they_are_given(void **state) {
  static const source_options named = {.columns = "date, title ,,url"};
  static const source_options mapped = {
      .names.of = {[SOURCE_NAME_TITLE] = "What", [SOURCE_NAME_TAGS] = "Area", [SOURCE_NAME_DATE] = "id"}};
  static const struct reading_case cases[] = {
      {.name = "bare.csv",
       .bytes = "2023-07-25,A,x,https://x.example/a\n",
       .status = SSE_INVALID,
       .error = "--columns title,date,text"},
      {.name = "bare.csv",
       .bytes = "2023-07-25;A;x;https://x.example/a\n2023-07-26;B;;\n",
       .options = &named,
       .items = "2023-07-25|A||https://x.example/a||\n2023-07-26|B||||\n",
       .losses = "not taken column without a name 1\n"},
      {.name = "named.csv",
       .bytes = "when,title,n,url\n2023-07-25,A,,https://x.example/a\n",
       .options = &named,
       .items = "2023-07-25|A||https://x.example/a||\n"},
      {.name = "mapped.csv",
       .bytes = "what,AREA,id\nA,x,2023-07-25\n",
       .options = &mapped,
       .items = "2023-07-25|A|||||x\n"},
      {.name = "mapped.json",
       .bytes = "[{\"What\":\"A\",\"title\":\"no\",\"Area\":[\"x\"],\"id\":\"2023-07-25\"}]",
       .options = &mapped,
       .items = "2023-07-25|A|||||x\n",
       .losses = "not taken title 1\n"},
  };
  ASSERT_READINGS(state, cases);
}

/* Tables as written by databases and their tools (SELECT INTO OUTFILE of MySQL, Spark). */
static void quotes_with_a_backslash_before_them_stay_in_their_cell(void **state) {
  static const struct reading_case cases[] = {
      {.name = "escaped.csv",
       .bytes = "title,text,url\n\"The \\\"mill\\\", again\",\"A door of 48\\\"\",https://x.example/a\n"
                "\"C:\\\\\",\"One\\\ntwo, \\\"three\\\"\",https://x.example/b\n"
                "a\\b,\"\\N \\d\"\nZ,end\\",
       .items = "|The \"mill\", again|A door of 48\"|https://x.example/a||en\n"
                "|C:\\|One\ntwo, \"three\"|https://x.example/b||en\n"
                "|a\\b|\\N \\d|||\n"
                "|Z|end\\|||\n"},
      {.name = "doubled.csv", /* where quotes are doubled, a backslash is literal */
       .bytes = "title,text\n\"C:\\\",\"In \\\"\"x\\\"\" it\\\\\"\nB\\\"C,D\n",
       .items = "|C:\\|In \\\"x\\\" it\\\\|||en\n|B\\\"C|D|||\n"},
  };
  ASSERT_READINGS(state, cases);
}

/* The backslash and the character it escapes may be in different blocks of the input. */
static void a_backslash_at_the_end_of_a_block_stands_before_the_next(void **state) {
  enum { FIRST = 16 * 1024 - 40, LAST = 16 * 1024 + 8 };
  for (size_t length = FIRST; length < LAST; length++) {
    sse_buffer bytes = {0}, items = {0};
    sse_buffer_append_text(&bytes, "title,text\n\"A\\\"B\",\"");
    for (size_t i = bytes.length; i < length; i++)
      sse_buffer_append_text(&bytes, "x");
    sse_buffer_printf(&items, "|A\"B|%s\\\"|||\n", strrchr(bytes.data, '"') + 1);
    sse_buffer_append_text(&bytes, "\\\\\\\"\"\n");
    assert_items(state, "block.csv", bytes.data, items.data);
    sse_buffer_reset(&bytes);
    sse_buffer_reset(&items);
  }
}

static void a_quote_that_swallows_rows_is_told(void **state) {
  static const struct reading_case cases[] = {
      {.name = "swallowed.csv",
       .bytes = "title,date,text\n\"A,2023-07-25,b\nC,2023-07-26,d\nE,2023-07-27,\"f\"\n",
       .items = "|A,2023-07-25,b C,2023-07-26,d E,2023-07-27,\"f||||la\n",
       .problem = "swallowed.csv: row 1 has lines in a cell that look like rows; is a quote not closed?"},
  };
  ASSERT_READINGS(state, cases);
}

static void assert_refused(void **state, const char *text, sse_status status, const char *why) {
  const char *path = path_in(state, "bad.csv");
  write_text(path, text);
  struct collected collected = collect_file(path, NULL);
  assert_int_equal(collected.status, status);
  if (!strstr(collected.err.message, why)) fail_msg("%s", collected.err.message);
  collected_reset(&collected);
}

static void a_table_without_a_title_is_refused(void **state) {
  assert_refused(state, "Symbol,Name\n1,2\n", SSE_INVALID, "no column is named");
  assert_refused(state, "a,b\n1,2\n", SSE_INVALID, "no column is named");
}

static void a_quote_that_is_never_closed_is_refused(void **state) {
  sse_buffer text = {0};
  sse_buffer_append_text(&text, "title,text\n\"");
  for (int i = 0; i < 18 * 1024; i++)
    for (int k = 0; k < 64; k++)
      sse_buffer_append_text(&text, "0123456789abcde\n");
  assert_refused(state, text.data, SSE_TOO_LARGE, "is a quote not closed?");
  sse_buffer_reset(&text);
}

static sse_status collect_nothing(void *context, const source_item *item, sse_error *err) {
  (void)context, (void)item, (void)err;
  return SSE_OK;
}

static void collect_nothing_wrong(void *context, const char *message) {
  (void)context;
  fail_msg("%s", message);
}

struct losses {
  size_t kinds, count;
  char last[64];
};

static void on_loss(void *context, const source_loss *loss) {
  struct losses *losses = context;
  losses->kinds++;
  losses->count += loss->count;
  (void)snprintf(losses->last, sizeof losses->last, "%s", loss->name);
}

static void columns_without_a_field_are_told_within_bounds(void **state) {
  struct losses losses = {0};
  struct collected collected = {0};
  const source_options options = {0};
  const source_handler handler = {.context = &losses,
                                  .on_item = collect_nothing,
                                  .on_problem = collect_nothing_wrong,
                                  .on_loss = on_loss};
  text_analyser *analyser;
  sse_buffer text = {0};
  sse_buffer_append_text(&text, "title");
  for (int i = 0; i < 200; i++)
    sse_buffer_printf(&text, ",column %d", i);
  for (int row = 0; row < 2; row++) {
    sse_buffer_append_text(&text, "\nOne");
    for (int i = 0; i < 200; i++)
      sse_buffer_append_text(&text, ",x");
  }
  write_text(path_in(state, "wide.csv"), text.data);
  assert_int_equal(text_analyser_new(&analyser, &collected.err), SSE_OK);
  assert_int_equal(source_read(path_in(state, "wide.csv"), &options, analyser, &handler, &collected.report,
                               &collected.err),
                   SSE_OK);
  assert_int_equal(losses.count, 400);
  assert_true(losses.kinds < 100);
  assert_string_equal(losses.last, "others");
  text_analyser_free(analyser);
  sse_buffer_reset(&text);
}

static const source_options of_site = {.url = "https://x.example/export.csv"};

static void the_tables_of_mailers_and_databases_are_read_by_their_names(void **state) {
  static const struct reading_case cases[] = {
      {.name = "outlook.csv",
       .bytes = "\"Subject\",\"Body\",\"From: (Name)\",\"From: (Address)\",\"Categories\"\r\n"
                "\"The mill is sold\",\"Dear all,\r\n\r\nit is.\",\"Ann Smith\",\"a@b\",\"coop\"\r\n",
       .items = "|The mill is sold|Dear all,\nit is.|||en|coop\n",
       .authors = "Ann Smith\n"},
      {.name = "sent.csv",
       .bytes = "Title,Subject,Send Date,Unique Opens\nmarch-2,\"News of March, all\",\"Mar 1, 2024 10:00 "
                "am\",50\n",
       .items = "2024-03-01|News of March, all||||en\n",
       .losses = "not taken Title 1\nnot taken Unique Opens 1\n"},
      {.name = "views.csv",
       .bytes = "Title,Path\nA,/news/mill\n",
       .options = &of_site,
       .items = "|A||https://x.example/news/mill||\n"},
      {.name = "forum.csv",
       .bytes = "subject,body,posted on\nWho owns it?,All.,2024-03-01\n\"coop, bank\",Two.,2024-03-02\n",
       .items = "2024-03-01|Who owns it?|All.|||en\n2024-03-02|Two.|Two.|||en|coop, bank\n"},
      {.name = "subject.csv", /* not the subject of a mail */
       .bytes = "Title,Subject,From\nA,coop,b\n",
       .items = "|A|||||coop\n",
       .authors = "\n",
       .losses = "not taken From 1\n"},
      {.name = "scopus.csv",
       .bytes = "\xEF\xBB\xBF\"Authors\",\"Title\",\"Year\",\"Source title\",\"DOI\",\"Abstract\",\"Author "
                "Keywords\"\n"
                "\"Smith A.; Jones B.\",\"A\",\"2023\",\"J\",\"10.1000/1\",\"It turns.\",\"coop; mill\"\n",
       .items = "2023|A|It turns.|https://doi.org/10.1000/1|J|en|coop, mill\n",
       .authors = "Smith A.; Jones B.\n"},
      {.name = "savedrecs.txt", /* Web of Science, tab delimited */
       .bytes = "\xEF\xBB\xBFPT\tAU\tAF\tTI\tSO\tLA\tDE\tAB\tPD\tPY\tDI\tUT\r\n"
                "J\tSmith, A\tSmith, Ann; Jones, Bob\tA\tJ\tEnglish\tcoop; mill\tIt turns.\tJUL "
                "25\t2023\t10.1000/1\tW:1\r\n"
                "\r\nJ\t\t\tB\t\t\t\t\t\t2022\r\n",
       .items = "2023-07-25|A|It turns.|https://doi.org/10.1000/1|J|en|coop, mill\n2022|B||||\n",
       .authors = "Smith, Ann; Jones, Bob\n\n"},
  };
  ASSERT_READINGS(state, cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_tables_of_mailers_and_databases_are_read_by_their_names),
      cmocka_unit_test(the_header_line_names_the_columns),
      cmocka_unit_test(what_no_field_takes_is_counted_by_column),
      cmocka_unit_test(the_names_of_columns_may_stand_further_down),
      cmocka_unit_test(the_quote_and_the_delimiter_are_what_several_rows_tell),
      cmocka_unit_test(a_date_may_stand_in_three_columns),
      cmocka_unit_test(what_dos_ends_a_text_with_is_no_row),
      cmocka_unit_test(a_table_without_names_is_told_until_they_are_given),
      cmocka_unit_test(quotes_with_a_backslash_before_them_stay_in_their_cell),
      cmocka_unit_test(a_backslash_at_the_end_of_a_block_stands_before_the_next),
      cmocka_unit_test(a_quote_that_swallows_rows_is_told),
      cmocka_unit_test(a_table_without_a_title_is_refused),
      cmocka_unit_test(a_quote_that_is_never_closed_is_refused),
      cmocka_unit_test(columns_without_a_field_are_told_within_bounds),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
