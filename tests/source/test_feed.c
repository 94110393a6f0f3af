/* RSS and Atom. */
#include "collecting.h"

#define RSS(items)                                                                                           \
  "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "  \
  "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Fed</title><link>https://fed.example/</"    \
  "link>"                                                                                                    \
  "<language>fr</language>" items "</channel></rss>"

static void rss_items_have_all_their_fields(void **state) {
  assert_items(state, "rss.xml",
               RSS("<item><title>Les coops &amp;amp; "
                   "l&#8217;avenir</title><link>/un</link><description>Court</description>"
                   "<content:encoded><![CDATA[<p>Premier.</p><p>Second <a "
                   "href=\"x\">lien</a>.</p><script>x</script>]]>"
                   "</content:encoded><pubDate>Tue, 25 Jul 2023 10:00:00 GMT</pubDate><category>a</category>"
                   "<category>b</category></item>"
                   "<item><description>Sans titre, mais un texte. Et "
                   "plus.</description><dc:date>2023-07-01T00:00:00Z</dc:date>"
                   "</item>"),
               "2023-07-25|Les coops & l’avenir|Premier.\nSecond lien.|https://fed.example/un|Fed|fr|a, b\n"
               "2023-07-01|Sans titre, mais un texte.|Sans titre, mais un texte. Et plus.||Fed|fr\n");
}

static void rss_1_0_has_its_items_behind_the_channel(void **state) {
  assert_items(
      state, "rdf.xml",
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Old</title></channel>"
      "<item rdf:about=\"https://old.example/1\"><title>One</title><link>https://old.example/1</link>"
      "<dc:date>2003-04-05</dc:date><dc:language>en</dc:language></item></rdf:RDF>",
      "2003-04-05|One||https://old.example/1|Old|en\n");
}

static void atom_entries_have_their_own_base_and_language(void **state) {
  assert_items(
      state, "atom.xml",
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://example.org/a/\" xml:lang=\"es\">"
      "<title>Noticias</title><entry xml:lang=\"pt\"><title type=\"html\">Um "
      "&lt;b&gt;dois&lt;/b&gt;</title><id>urn:1</id>"
      "<link rel=\"enclosure\" href=\"x.mp3\"/><link "
      "href=\"um.html\"/><updated>2023-07-25T00:00:00Z</updated>"
      "<published>2023-07-24</published><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">"
      "<p>Um texto.</p><p>Outro.</p></div></content></entry>"
      "<entry><title>Dos</title><id>https://example.org/dos</id><summary>Un "
      "resumen.</summary></entry></feed>",
      "2023-07-24|Um dois|Um texto.\nOutro.|https://example.org/a/um.html|Noticias|pt\n"
      "|Dos|Un resumen.|https://example.org/dos|Noticias|es\n");
}

static void assert_refused(void **state, const char *text, sse_status status, const char *why) {
  const char *path = path_in(state, "bad.xml");
  write_text(path, text);
  struct collected collected = collect_file(path, NULL);
  assert_int_equal(collected.status, status);
  if (!strstr(collected.err.message, why)) fail_msg("%s", collected.err.message);
  collected_reset(&collected);
}

static void an_entry_of_atom_may_stand_alone(void **state) {
  assert_items(
      state, "entry.xml",
      "<?xml version=\"1.0\"?>\n<a:entry xmlns:a=\"http://www.w3.org/2005/Atom\"><a:title>A</a:title>"
      "<a:link href=\"https://x.example/a\"/><a:published>2023-07-25T10:00:00Z</a:published>"
      "<a:content>It opens</a:content></a:entry>\n",
      "2023-07-25|A|It opens|https://x.example/a||en\n");
  assert_refused(state, "<entry><title>A</title></entry>", SSE_INVALID, "is not a feed, but XML of <entry>");
}

static void a_feed_of_another_character_set_is_read_as_it_declares(void **state) {
  assert_items(state, "latin.xml",
               "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><title>F\xE9"
               "d</title>"
               "<item><title>Cor\xE9"
               "e</title></item></channel></rss>",
               "|Corée|||Féd|\n");
}

static void a_date_that_cannot_be_read_is_reported_and_the_item_kept(void **state) {
  const char *path = path_in(state, "date.xml");
  write_text(path, RSS("<item><title>One</title><pubDate>demain</pubDate></item>"));
  struct collected collected = collect_file(path, NULL);
  assert_string_equal(collected.items.data, "|One|||Fed|fr\n");
  assert_non_null(
      strstr(collected.problems.data, "item 1: 'demain' cannot be read as a date (item kept without it)"));
  assert_int_equal(collected.report.skipped, 0);
  collected_reset(&collected);
}

static void xml_that_is_not_a_feed_is_refused(void **state) {
  assert_refused(state, "<?xml version=\"1.0\"?><note><to>you</to></note>", SSE_INVALID, "is not a feed");
  assert_refused(state, "<rss><channel><item><ti", SSE_INVALID, "is an incomplete feed");
}

static void a_feed_that_is_cut_short_keeps_what_came_before_and_says_so(void **state) {
  const char *path = path_in(state, "cut.xml");
  write_text(path, "<rss><channel><item><title>One</title></item><item><ti");
  struct collected collected = collect_file(path, NULL);
  assert_int_equal(collected.status, SSE_OK);
  assert_string_equal(collected.items.data, "|One||||\n");
  assert_true(collected.report.cut);
  assert_non_null(strstr(collected.problems.data, "cut.xml: is an incomplete feed: it ends in item 2"));
  collected_reset(&collected);
}

/* A feed cut off at any place gives only complete items, and is reported as cut. */
static void an_item_that_the_file_ends_in_is_never_taken_in_part(void **state) {
  const char *path = path_in(state, "short.xml");
  sse_buffer feed = {0};
  sse_buffer_append_text(&feed, "<rss><channel>");
  for (int i = 0; i < 9; i++)
    sse_buffer_printf(&feed, "<item><title>T%d</title><description>words of it</description></item>", i);
  sse_buffer_append_text(&feed, "</channel></rss>");
  for (size_t length = feed.length - 200; length < feed.length; length++) {
    write_bytes(path, feed.data, length);
    struct collected collected = collect_file(path, NULL);
    assert_int_equal(collected.status, SSE_OK);
    assert_true(collected.report.cut);
    for (const char *item = collected.items.data; *item; item = strchr(item, '\n') + 1)
      if (strncmp(item + 3, "|words of it|", 13) != 0) fail_msg("%zu: %s", length, item);
    collected_reset(&collected);
  }
  sse_buffer_reset(&feed);
}

/* Expanded without a limit, the letters would multiply by ten at each level. */
static void entities_that_explode_are_refused(void **state) {
  assert_refused(
      state,
      "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a "
      "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\">"
      "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
      "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">"
      "<!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\"><!ENTITY g \"&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;\">]>"
      "<rss><channel><item><title>&g;&g;&g;</title></item></channel></rss>",
      SSE_TOO_LARGE, "its entities expand to more than 10 times its size");
}

static void of_two_elements_for_a_field_the_better_one_wins(void **state) {
  static const struct reading_case cases[] = {
      {.name = "text.xml",
       .bytes = RSS("<item><title>A</title><description>Short</description><content:encoded>Full</"
                    "content:encoded></item>"
                    "<item><title>B</title><content:encoded>Full</content:encoded><description>Short</"
                    "description></item>"),
       .items = "|A|Full||Fed|fr\n|B|Full||Fed|fr\n"},
      {.name = "date.xml",
       .bytes = RSS("<item><title>A</title><dc:date>2023-07-01</dc:date><pubDate>Tue, 25 Jul 2023 10:00:00 "
                    "GMT</pubDate></item><item><title>B</title><pubDate>Tue, 25 Jul 2023 10:00:00 "
                    "GMT</pubDate><dc:date>2023-07-01</dc:date></item>"),
       .items = "2023-07-25|A|||Fed|fr\n2023-07-25|B|||Fed|fr\n"},
      {.name = "created.xml",
       .bytes =
           "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>A</title><created>2023-01-01</created>"
           "<published>2023-02-02</published><updated>2023-03-03</updated></entry></feed>",
       .items = "2023-02-02|A||||\n"},
      {.name = "entities.xml",
       .bytes =
           "<!DOCTYPE rss [<!ENTITY a \"x &amp; &b;\"><!ENTITY b \"<i>y</i> &lt; z\">]><rss><channel><item>"
           "<title>1 &a; 2</title></item></channel></rss>",
       .items = "|1 x & y < z 2||||\n"}, /* HTML, like any RSS title */
      {.name = "same.xml",
       .bytes = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>A</title><title>B</title>"
                "<link rel=\"self\" href=\"https://x.example/self\"/><link href=\"https://x.example/1\"/>"
                "<link href=\"https://x.example/2\"/></entry></feed>",
       .items = "|A||https://x.example/1||\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void elements_that_no_field_takes_are_counted(void **state) {
  static const struct reading_case cases[] = {
      {.name = "known.xml",
       .bytes = RSS("<item><title>A</title><rating>me</rating><comments></comments><x:y "
                    "xmlns:x=\"urn:x\">z</x:y></item><item><title>B</title><rating>you</rating></item>"),
       .items = "|A|||Fed|fr\n|B|||Fed|fr\n",
       .losses = "not taken rating 2\nnot taken x:y 1\n"},
      {.name = "fields.xml",
       .bytes = RSS("<item><title>A</title><pubDate>soon</pubDate></item>"),
       .items = "|A|||Fed|fr\n",
       .losses = "dropped date 1\n",
       .problem = "item 1: 'soon' cannot be read as a date"},
      {.name = "language.xml",
       .bytes = "<rss><channel><language>not a tag</language><item><title>A</title></item></channel></rss>",
       .items = "|A||||\n",
       .losses = "dropped language 1\n"},
      {.name = "empty.xml",
       .bytes = RSS("<item><guid>1</guid></item><item><title>B</title></item>"),
       .items = "|B|||Fed|fr\n",
       .problem = "empty.xml: item 1: has neither title nor text (item skipped)",
       .skipped = 1},
  };
  ASSERT_READINGS(state, cases);
}

/* A feed of `items` items, each an entity of `bytes` bytes. */
static void write_entities(const char *path, int bytes, int items) {
  sse_buffer text = {0};
  sse_buffer_append_text(&text, "<!DOCTYPE rss [<!ENTITY e \"");
  for (int i = 0; i < bytes; i += 10)
    sse_buffer_append_text(&text, "123456789 ");
  sse_buffer_append_text(&text, "\">]><rss><channel>");
  for (int i = 0; i < items; i++)
    sse_buffer_printf(&text, "<item><title>%d</title><description>&e;</description></item>", i);
  sse_buffer_append_text(&text, "</channel></rss>");
  write_bytes(path, text.data, text.length);
  sse_buffer_reset(&text);
}

static void entities_that_grow_to_ten_times_the_file_cut_it_off(void **state) {
  const char *path = path_in(state, "grow.xml");
  write_entities(path, 50000, 200); /* 10 MB from some 60 KB */
  struct collected collected = collect_file(path, NULL);
  assert_int_equal(collected.status, SSE_OK);
  assert_true(collected.report.cut);
  assert_in_range(collected.report.items, 10, 30);
  assert_non_null(
      strstr(collected.problems.data, "grow.xml: its entities expand to more than 10 times its size"));
  collected_reset(&collected);
  write_entities(path, 50000, 10); /* a small feed may repeat itself */
  collected = collect_file(path, NULL);
  assert_int_equal(collected.report.items, 10);
  assert_false(collected.report.cut);
  collected_reset(&collected);
}

static void external_entities_are_not_read(void **state) {
  assert_items(state, "xxe.xml",
               "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
               "<rss><channel><item><title>One &x;</title></item></channel></rss>",
               "|One &x;||||\n");
}

/* Feed readers accept each of these, though none is well-formed: three items, the second one broken. */
#define AROUND(before, item, after)                                                                          \
  before "<rss version=\"2.0\"><channel><title>F</title><item><title>A</title></item>" item                  \
         "<item><title>C</title></item></channel></rss>" after

static void no_byte_loses_a_feed(void **state) {
  static const struct reading_case cases[] = {
      {.name = "blank.xml",
       .bytes = AROUND("\n \n<?xml version=\"1.0\"?>", "<item><title>B</title></item>", ""),
       .items = "|A|||F|\n|B|||F|\n|C|||F|\n"},
      {.name = "warning.xml",
       .bytes = AROUND("<br />\n<b>Warning</b>: x in <b>y.php</b><br /><?xml version=\"1.0\"?>",
                       "<item><title>B</title></item>", "<!-- cached --> bye"),
       .items = "|A|||F|\n|B|||F|\n|C|||F|\n"},
      {.name = "notice.xml",
       .bytes = AROUND("Notice: x\n<?xml version=\"1.0\"?>", "<item><title>B</title></item>", "</rss>"),
       .items = "|A|||F|\n|B|||F|\n|C|||F|\n"},
      {.name = "controls.xml",
       .bytes = AROUND("", "<item><title>B\x01\x0b&#1;&#xFFFF;&#xD800;&#99999999999;c</title></item>", ""),
       .items = "|A|||F|\n|Bc|||F|\n|C|||F|\n"},
      {.name = "windows.xml",
       .bytes = AROUND("", "<item><title>l&#146;eau \xC2\x80</title></item>", ""),
       .items = "|A|||F|\n|l\u2019eau \u20ac|||F|\n|C|||F|\n"},
      {.name = "entities.xml",
       .bytes =
           AROUND("", "<item><title>Caf&eacute; coop&eacute;ratif&nbsp;&hellip;&bogus;</title></item>", ""),
       .items = "|A|||F|\n|Caf\u00e9 coop\u00e9ratif\u00a0\u2026&bogus;|||F|\n|C|||F|\n"},
      {.name = "bare.xml",
       .bytes = AROUND(
           "", "<item><title>AT&T <3 % R&D; a < b</title><link>https://x.example/?a=1&b=2</link></item>", ""),
       .items = "|A|||F|\n|AT&T <3 % R&D; a < b||https://x.example/?a=1&b=2|F|\n|C|||F|\n"},
      {.name = "unended.xml",
       .bytes = AROUND("", "<item><title>B</title><description><p>one<br>two</b></description></item>", ""),
       .items = "|A|||F|\n|B|one\ntwo||F|en\n|C|||F|\n"},
      {.name = "attributes.xml",
       .bytes = AROUND("",
                       "<item><title>B</title><enclosure url=https://x.example/a length='3' length=\"4\" x"
                       " =y z/><guid isPermaLink=\"false>9</guid></item>",
                       ""),
       .items = "|A|||F|\n|B|||F|\n|C|||F|\n"},
      {.name = "item.xml", .bytes = AROUND("", "<item><title>B", ""), .items = "|A|||F|\n|B|||F|\n|C|||F|\n"},
      {.name = "capitals.xml",
       .bytes = "<RSS><CHANNEL><TITLE>F</TITLE><ITEM><TITLE>A</title><PUBDATE>2023-07-25</PUBDATE></ITEM>"
                "</CHANNEL></RSS>",
       .items = "2023-07-25|A|||F|\n"},
      {.name = "prefix.xml",
       .bytes = "<rss><channel><title>F</title><item><dc:title>A</dc:title><content:encoded>&lt;p>T&lt;/p>"
                "</content:encoded></item></channel></rss>",
       .items = "|A|T||F|\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void sections_and_comments_without_an_end_lose_no_item(void **state) {
  static const struct reading_case cases[] = {
      {.name = "section.xml",
       .bytes = AROUND("", "<item><title>B</title><description><![CDATA[<p>x</description></item>", ""),
       .items = "|A|||F|\n|B|x||F|\n|C|||F|\n",
       .problem = "section.xml: is an incomplete feed",
       .skipped = 1,
       .cut = true},
      {.name = "comment.xml",
       .bytes = AROUND(
           "", "<!-- made by x <item><title>B</title></item><!-- <item><title>no</title></item> -->", ""),
       .items = "|A|||F|\n|B|||F|\n|C|||F|\n"},
      {.name = "nested.xml",
       .bytes = AROUND("", "<item><title><![CDATA[a ]]]]><![CDATA[> b & <![CDATA[ c]]></title></item>", ""),
       .items = "|A|||F|\n|a ]]> b & <![CDATA[ c|||F|\n|C|||F|\n"},
  };
  ASSERT_READINGS(state, cases);
}

#undef AROUND

/* A field without an end tag ends where the next field of its item begins. */
static void a_field_that_is_not_ended_ends_where_the_next_one_begins(void **state) {
  static const struct reading_case cases[] = {
      {.name = "link.xml",
       .bytes = RSS("<item><title>A<link>https://x.example/1<pubDate>2023-07-25<description>Body <b>one</b>"
                    "</description></item><item><title>B</title></item>"),
       .items = "2023-07-25|A|Body one|https://x.example/1|Fed|fr\n|B|||Fed|fr\n"},
      {.name = "type.xml",
       .bytes =
           "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title type=\"plain\">A &lt;b></title>"
           "<content type=\" htm\">&lt;p>one</content></entry><entry><title type=html\">B</title></entry>"
           "</feed>",
       .items = "|A <b>|one|||en\n|B||||\n"},
  };
  ASSERT_READINGS(state, cases);
}

/* Openings without ends: searching for the end again at each of them would take hours. */
static void beginnings_that_never_end_cost_no_more_than_their_bytes(void **state) {
  static const char *const marks[] = {"<!--", "<![CDATA[", "<?x", "<a x=\"", "&x;", "<![CDATA[</item"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    sse_buffer text = {0};
    sse_buffer_append_text(&text,
                           "<rss><channel><item><title>A</title></item><item><title>B</title><description>");
    for (int k = 0; k < 100000; k++)
      sse_buffer_append_text(&text, marks[i]);
    write_bytes(path_in(state, "marks.xml"), text.data, text.length);
    struct collected collected = collect_file(path_in(state, "marks.xml"), NULL);
    assert_true(strncmp(collected.items.data, "|A|", 3) == 0);
    collected_reset(&collected);
    sse_buffer_reset(&text);
  }
}

static void elements_of_other_namespaces_are_no_fields_and_empty_ones_hide_none(void **state) {
  static const struct reading_case cases[] = {
      {.name = "foreign.xml",
       .bytes = RSS("<item xmlns:job=\"urn:job\"><job:title>No</job:title><title>A</title><job:link>"
                    "https://no.example/</job:link><link>https://x.example/1</link></item>"),
       .items = "|A||https://x.example/1|Fed|fr\n",
       .losses = "not taken job:title 1\nnot taken job:link 1\n"},
      {.name = "empty.xml",
       .bytes = RSS("<item><title> </title><dc:title>A</dc:title><content:encoded/><description>Text"
                    "</description><pubDate/><dc:date>2023-07-01</dc:date><link/><guid>https://x.example/1"
                    "</guid></item>"),
       .items = "2023-07-01|A|Text|https://x.example/1|Fed|fr\n"},
      {.name = "unreadable.xml",
       .bytes = RSS("<item><title>A</title><pubDate>soon</pubDate><dc:date>2023-07-01</dc:date></item>"),
       .items = "2023-07-01|A|||Fed|fr\n"},
      {.name = "naked.xml",
       .bytes =
           RSS("<item><title>The <b>ferry</b></title><description><p>one</p><p>two</p><script>x()</script>"
               "</description></item>"),
       .items = "|The ferry|one\ntwo||Fed|fr\n"},
      {.name = "media.xml",
       .bytes =
           RSS("<item xmlns:media=\"http://search.yahoo.com/mrss/\"><media:group><media:title>A</media:title>"
               "<media:description>Of the film</media:description></media:group></item>"),
       .items = "|A|Of the film||Fed|fr\n"},
      {.name = "tags.xml",
       .bytes = RSS("<item><title>A</title><category>Finance, banking</category><category/><category>Work"
                    "</category><category>Work</category></item>"),
       .items = "|A|||Fed|fr|Finance, banking, Work\n"},
      {.name = "atom.xml",
       .bytes =
           "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>F</title><entry><title>Use of &lt;b></title>"
           "<category term=\"land\"/><category term=\"x\" label=\"Work\"/><content type=\"text/html\" "
           "src=\"x\"/><summary type=\"html\">&lt;p>one</summary><link type=\"application/json\" "
           "href=\"https://x.example/1.json\"/><link "
           "rel=\"http://www.iana.org/assignments/relation/alternate\" href=\"https://x.example/1\"/>"
           "<source><title>Other</title></source></entry></feed>",
       .items = "|Use of <b>|one|https://x.example/1|Other|en|land, Work\n"},
      {.name = "self.xml",
       .bytes =
           "<rss xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel><link>/en</link><atom:link rel=\"self\" "
           "href=\"https://x.example/en/rss\"/><item><title>A</title><link>/en/1</link></item></channel></"
           "rss>",
       .items = "|A||https://x.example/en/1||\n"},
  };
  ASSERT_READINGS(state, cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rss_items_have_all_their_fields),
      cmocka_unit_test(rss_1_0_has_its_items_behind_the_channel),
      cmocka_unit_test(atom_entries_have_their_own_base_and_language),
      cmocka_unit_test(an_entry_of_atom_may_stand_alone),
      cmocka_unit_test(a_feed_of_another_character_set_is_read_as_it_declares),
      cmocka_unit_test(a_date_that_cannot_be_read_is_reported_and_the_item_kept),
      cmocka_unit_test(xml_that_is_not_a_feed_is_refused),
      cmocka_unit_test(a_feed_that_is_cut_short_keeps_what_came_before_and_says_so),
      cmocka_unit_test(an_item_that_the_file_ends_in_is_never_taken_in_part),
      cmocka_unit_test(entities_that_explode_are_refused),
      cmocka_unit_test(of_two_elements_for_a_field_the_better_one_wins),
      cmocka_unit_test(elements_that_no_field_takes_are_counted),
      cmocka_unit_test(entities_that_grow_to_ten_times_the_file_cut_it_off),
      cmocka_unit_test(external_entities_are_not_read),
      cmocka_unit_test(no_byte_loses_a_feed),
      cmocka_unit_test(sections_and_comments_without_an_end_lose_no_item),
      cmocka_unit_test(a_field_that_is_not_ended_ends_where_the_next_one_begins),
      cmocka_unit_test(beginnings_that_never_end_cost_no_more_than_their_bytes),
      cmocka_unit_test(elements_of_other_namespaces_are_no_fields_and_empty_ones_hide_none),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
