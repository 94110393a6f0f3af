/* XML of which nothing is known except that its elements repeat and have field names. */
#include "collecting.h"

#define XML "<?xml version=\"1.0\"?>"

static void elements_that_repeat_with_fields_in_them_are_items(void **state) {
  static const struct reading_case cases[] = {
      {.name = "views.xml",
       .bytes = XML
       "<nodes><node><Title>A &amp; B</Title><Date>2024-03-01</Date><Body>&lt;p&gt;It opens.&lt;/p&gt;"
       "</Body><Link>https://x.example/1</Link><Views>12</Views></node>\n<node><Title>Two</Title>"
       "<Date/><Body><![CDATA[<p>It turns &amp; grinds.</p>]]></Body></node></nodes>",
       .items = "2024-03-01|A & B|It opens.|https://x.example/1||en\n|Two|It turns & grinds.|||en\n",
       .losses = "not taken Views 1\n"},
      {.name = "deep.xml",
       .bytes = XML
       "<export><site>Ours</site><list><c:article xmlns:c=\"x\" id=\"7\" "
       "lang=\"fr\"><c:headline>A</c:headline>"
       "<c:body><p>One <b>and</b> two.</p><p>Three<br> four</p></c:body><c:tags><t>a, b</t><t>c</t></c:tags>"
       "</c:article><c:article xmlns:c=\"x\"><c:headline>B</c:headline><c:body>Text.</c:body></c:article>"
       "<ad>Buy</ad></list></export>",
       .items = "|A|One and two.\nThree\nfour|||fr|a, b, c\n|B|Text.|||\n",
       .losses = "not taken site 1\nnot taken ad 1\n"},
      {.name = "rows.txt",
       .bytes =
           "\xEF\xBB\xBF"
           "<dump><table name=\"p\"><row><field name=\"id\">1</field><field name=\"title\">A</field><field "
           "name=\"content\">It opens.</field><field name=\"status\">publish</field></row><row><field "
           "name=\"title\">B</field><field name=\"content\">x</field><field name=\"status\">draft</field>"
           "</row></table></dump>",
       .items = "|A|It opens.|||en\n",
       .losses = "withheld draft 1\n"},
      {.name = "people.xml",
       .bytes = XML
       "<eprints><eprint id=\"https://x.example/id/1\"><title>A</title><date>2014-11</date><creators><item>"
       "<name><family>Smith</family><given>Ann</given></name><id>a@x.example</id></item><item><name><family>"
       "Jones</family><given>Bob</given></name></item></creators></eprint><eprint><title>B</title><date>"
       "2015</date><authors><author><firstname>Ann</firstname><lastname>Smith</lastname></author><author>"
       "Bob Jones</author></authors></eprint></eprints>",
       .items = "2014-11|A||https://x.example/id/1||\n2015|B||||\n",
       .authors = "Smith, Ann; Jones, Bob\nAnn Smith; Bob Jones\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void a_damaged_list_gives_what_can_be_read_of_it(void **state) {
  static const struct reading_case cases[] = {
      {.name = "tags.xml",
       .bytes = XML
       "<l><a><title>A</title><text>One <b>two</text></i></a><a><title>B</title><text>T.</text></a></l>",
       .items = "|A|One two|||en\n|B|T.|||\n"},
      {.name = "cut.xml",
       .bytes =
           XML "<l><a><title>A</title><text>One.</text></a><a><title>B</title><text>T.</text></a><a><title>C",
       .items = "|A|One.|||en\n|B|T.|||\n",
       .problem = "ends in the middle, after 2 items",
       .skipped = 1,
       .cut = true},
  };
  ASSERT_READINGS(state, cases);
}

static void other_xml_is_refused(void **state) {
  static const char *const texts[] = {
      XML
      "<articles><article><title>A</title><text>One.</text></article></articles>", /* could be a document */
      XML "<l><a><title>A</title></a><a><title>B</title></a></l>",
      XML
      "<book><chapter><info><title>A</title><date>2024</date></info></chapter><chapter><info><title>B</title>"
      "<date>2024</date></info></chapter></book>"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    const struct reading_case wanted = {.name = "other.xml",
                                        .bytes = texts[i],
                                        .status = SSE_INVALID,
                                        .error = "neither a known format nor a list of elements"};
    assert_readings(state, &wanted, 1);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(elements_that_repeat_with_fields_in_them_are_items),
      cmocka_unit_test(a_damaged_list_gives_what_can_be_read_of_it),
      cmocka_unit_test(other_xml_is_refused),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
