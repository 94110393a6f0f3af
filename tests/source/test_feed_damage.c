/* RSS and Atom feeds with kinds of damage that occur in practice. */
#include "collecting.h"

#define RSS(items) "<rss version=\"2.0\"><channel><title>F</title>" items "</channel></rss>"

/* An unescaped picture in the text of an item. */
static void a_tag_of_any_length_costs_no_more_than_itself(void **state) {
  static const int lengths[] = {1000, 1 << 20, 3 << 20};
  const char *path = path_in(state, "long.xml");
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    sse_buffer text = {0};
    sse_buffer_append_text(&text, "<rss><channel><item><title>A</title></item><item><title>B</title>"
                                  "<description>one <img src=\"data:image/png;base64,");
    for (int k = 0; k < lengths[i]; k += 16)
      sse_buffer_append_text(&text, "AAAAAAAAAAAAAAA+");
    sse_buffer_append_text(&text,
                           "\"/>two</description></item><item><title>C</title></item></channel></rss>");
    write_bytes(path, text.data, text.length);
    struct collected collected = collect_file(path, NULL);
    assert_string_equal(collected.items.data, "|A||||\n|B|one two|||en\n|C||||\n");
    assert_false(collected.report.cut);
    collected_reset(&collected);
    sse_buffer_reset(&text);
  }
}

/* The title as written, and escaped as it should be; both are then HTML. */
static void less_than_is_text_where_it_begins_no_tag(void **state) {
  static const struct {
    const char *written, *title;
  } rows[] = {
      {"Two if a<b then", "Two if a<b then"},
      {"beta n<m end", "beta n<m end"},
      {"beta n <m end", "beta n <m end"},
      {"write <me@x.example> beta", "write <me@x.example> beta"},
      {"see <https://x.example/a>.", "see <https://x.example/a>."},
      {"<한겨레> news", "<한겨레> news"},
      {"i<n", "i<n"},
      {"x <3 y < z", "x <3 y < z"},
      {"one<b>two</b> three", "onetwo three"},
      {"one<br>two <p", "one two"},
      {"one <i two</i>", "one"},
      {"one <a href='x' two", "one"},
      {"<!-- a<b -->one", "one"},
      {"<![CDATA[one]]> [2]]>", "one [2]]>"},
  };
  const char *path = path_in(state, "less.xml");
  for (size_t i = 0; i < 2 * (sizeof rows / sizeof *rows); i++) {
    sse_buffer text = {0}, expected = {0};
    sse_buffer_append_text(&text, "<rss><channel><title>F</title><item><title>");
    for (const char *at = rows[i / 2].written; *at; at++)
      sse_buffer_printf(&text, i % 2 && *at == '<' ? "&lt;" : "%c", *at);
    sse_buffer_append_text(&text, "</title><link>https://x.example/1</link></item></channel></rss>");
    sse_buffer_printf(&expected, "|%s||https://x.example/1|F|", rows[i / 2].title);
    write_bytes(path, text.data, text.length);
    struct collected collected = collect_file(path, NULL);
    if (strncmp(collected.items.data, expected.data, expected.length) != 0)
      fail_msg("%s: %s", text.data, collected.items.data);
    collected_reset(&collected);
    sse_buffer_reset(&text);
    sse_buffer_reset(&expected);
  }
}

/* libxml2 knows only the names of HTML 4. */
static void all_names_of_characters_are_read_in_html(void **state) {
  static const struct reading_case cases[] = {
      {.name = "names.xml",
       .bytes = RSS("<item><title><![CDATA[Sp&oacute;&lstrok;dzielnia &ccaron; &check; &nbsp;&bne;]]></title>"
                    "<description>&lt;a title=\"&amp;QUOT;x&amp;ccaron;\">caf&amp;eacute &amp;copy 2020"
                    "&lt;/a> &amp;LT;b&amp;gt; R&amp;D; ?a=1&amp;copy=2&amp;bogus;</description></item>"),
       .items = "|Sp\u00f3\u0142dzielnia \u010d \u2713 \u00a0=\u20e5|caf\u00e9 \u00a9 2020 <b> R&D; "
                "?a=1&copy=2&bogus;||F|\n"},
      {.name = "page.html",
       .bytes = "<!doctype html><title>&ccaron; &check;</title><article><h1>&ccaron; &check;</h1>"
                "<p>caf&eacute x &lstrok;</article>",
       .items = "|\u010d \u2713|caf\u00e9 x \u0142|||fr\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void a_namespace_that_is_no_feeds_loses_no_field(void **state) {
#define ITEM(attribute)                                                                                      \
  "<item" attribute "><title>A &amp;eacute;</title><description>&lt;p>text</description><guid "              \
  "isPermaLink='false'>1</guid><link>https://x.example/1</link><pubDate>2023-07-25</pubDate></item>"
  static const struct reading_case cases[] = {
      {.name = "atom.xml",
       .bytes = "<rss xmlns=\"http://www.w3.org/2005/Atom\"><channel><title>F</title>"
                "<link rel=\"self\" href=\"https://x.example/rss\"/>" ITEM("") "</channel></rss>",
       .items = "2023-07-25|A \u00e9|text|https://x.example/1|F|\n"},
      {.name = "unknown.xml",
       .bytes = RSS(ITEM(" xmlns=\"urn:x\"")),
       .items = "2023-07-25|A \u00e9|text|https://x.example/1|F|\n"},
      {.name = "prefixed.xml",
       .bytes = RSS("<item><title>A</title></item><x:item xmlns:x=\"urn:x\"/>"),
       .items = "|A|||F|\n"},
  };
#undef ITEM
  ASSERT_READINGS(state, cases);
}

static void what_stands_before_a_feed_hides_it_not(void **state) {
#define FEED "<rss version=\"2.0\"><channel><title>F</title><item><title>A</title></item></channel></rss>"
  static const struct reading_case cases[] = {
      {.name = "page.xml",
       .bytes = "<html><body>Notice</body></html>\n<?xml version=\"1.0\"?>" FEED,
       .items = "|A|||F|\n"},
      {.name = "bare.xml", .bytes = "<!DOCTYPE html><html><p>Notice</html>" FEED, .items = "|A|||F|\n"},
      {.name = "open.xml", .bytes = "<html>Notice <?xml version=\"1.0\"?>" FEED, .items = "|A|||F|\n"},
      {.name = "subset.xml", .bytes = "<!DOCTYPE rss [ <!ENTITY a \"b\"> " FEED "]>", .items = "|A|||F|\n"},
      {.name = "quote.xml", .bytes = "<!DOCTYPE rss it's>" FEED "'", .items = "|A|||F|\n"},
      {.name = "endless.xml", .bytes = "<!DOCTYPE rss [ <!ENTITY a 'b> " FEED, .items = "|A|||F|\n"},
      {.name = "wrapped.xml",
       .bytes = "<!DOCTYPE html><html><body>" FEED "</body></html>",
       .items = "|A|||F|\n"},
      {.name = "saved.html",
       .bytes = "<html><head></head><body><div id=\"webkit-xml-viewer-source-xml\"><feed "
                "xmlns=\"http://www.w3.org/2005/Atom\"><title>F</title><entry><title>A</title></entry></feed>"
                "</div></body></html>",
       .items = "|A|||F|\n"},
      {.name = "html.html",
       .bytes = "<!doctype html><html><title>A</title><p>Of <rss>, a kind of feed.</html>",
       .items = "|A|Of , a kind of feed.|||en\n"},
  };
#undef FEED
  ASSERT_READINGS(state, cases);
}

static void a_document_type_ends_with_its_own_bracket(void **state) {
#define FEED(title)                                                                                          \
  "<rss version=\"2.0\"><channel><title>F</title><item><title>" title                                        \
  "</title></item><item><title>C</title>"                                                                    \
  "</item></channel></rss>"
  static const struct reading_case cases[] = {
      {.name = "value.xml",
       .bytes = "<!DOCTYPE rss [<!ENTITY lb \"[x]>\"><!-- it's ]> <!ENTITY no 'no'> --> <?x ]> ?>\n"
                "<!ENTITY coop 'cooperative'> ] >" FEED("&lb; &coop;"),
       .items = "|[x]> cooperative|||F|\n|C|||F|\n"},
      {.name = "public.xml",
       .bytes =
           "<!DOCTYPE rss PUBLIC \"-//Netscape//DTD RSS 0.91//EN\" \"http://x.example/[.dtd\">" FEED("A"),
       .items = "|A|||F|\n|C|||F|\n"},
      {.name = "late.xml", .bytes = FEED("a <!DOCTYPE x [ b"), .items = "|a|||F|\n|C|||F|\n"},
      {.name = "text.xml", .bytes = FEED("a <!DOCTYPE html> b"), .items = "|a b|||F|\n|C|||F|\n"},
  };
#undef FEED
  ASSERT_READINGS(state, cases);
}

/* Each case is in an item that is followed by another. */
static void a_field_without_its_end_costs_no_other(void **state) {
#define REST             "<pubDate>2023-07-25</pubDate><link>https://x.example/1</link>"
#define ITEM(fields)     RSS("<item><title>A</title>" fields "</item><item><title>B</title></item>")
#define READ(text, tags) "2023-07-25|A|" text "|https://x.example/1|F|" tags "\n|B|||F|\n"
  static const struct reading_case cases[] = {
      {.name = "description.xml",
       .bytes = ITEM("<description>beta<category>t</category>" REST),
       .items = READ("beta", "|t")},
      {.name = "inner.xml",
       .bytes = ITEM("<description><p>beta<category>t</category>" REST),
       .items = READ("beta", "|t")},
      {.name = "slip.xml",
       .bytes = ITEM("<description>beta</descripton><dc:x/>" REST),
       .items = READ("beta", "")},
      {.name = "link.xml",
       .bytes = ITEM("<description>beta<link>https://x.example/1</link><pubDate>2023-07-25</pubDate>"),
       .items = READ("beta", "")},
      {.name = "category.xml",
       .bytes = ITEM("<category>t1<category>t2<link>https://x.example/1</link><pubDate>2023-07-25"),
       .items = READ("", "|t1, t2")},
      {.name = "date.xml",
       .bytes = ITEM("<dc:date>2023-07-25<link>https://x.example/1</link>"),
       .items = READ("", "")},
      {.name = "creator.xml",
       .bytes = ITEM("<dc:creator>me" REST),
       .items = READ("", ""),
       .authors = "me\n\n"},
      {.name = "html.xml",
       .bytes =
           ITEM("<description><p>one<link rel=\"x\"/><section>two</section></p></descr></description>" REST),
       .items = "2023-07-25|A|one\ntwo|https://x.example/1|F|en\n|B|||F|\n"},
      {.name = "media.xml",
       .bytes = ITEM("<media:content><media:description>no</media:description><media:category>c</"
                     "media:category></media:content>" REST "<description>beta</description>"),
       .items = READ("beta", "")},
      {.name = "author.xml",
       .bytes =
           "<feed "
           "xmlns=\"http://www.w3.org/2005/Atom\"><title>F</title><entry><title>A</title><author><name>me</"
           "name></author><source><id>1</id><title>S</title></source><updated>2023-07-25</updated><content "
           "type=\"application/xml\"><m:p xmlns:m=\"urn:m\"><id>1</id></m:p>beta</content></entry></feed>",
       .items = "2023-07-25|A|1\nbeta||S|\n",
       .authors = "me\n"},
  };
#undef READ
#undef ITEM
#undef REST
  ASSERT_READINGS(state, cases);
}

static void a_section_without_its_end_costs_no_other_field(void **state) {
  static const char *const fields[] = {"category", "dc:creator", "comments", "pubDate", "description"};
  const char *path = path_in(state, "section.xml");
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    sse_buffer text = {0};
    sse_buffer_printf(
        &text,
        "<rss><channel><title>F</title><item><%s><![CDATA[x</%s><title><![CDATA[A]]></title></item>"
        "<item><title><![CDATA[B]]></title></item></channel></rss>",
        fields[i], fields[i]);
    write_bytes(path, text.data, text.length);
    struct collected collected = collect_file(path, NULL);
    if (!strstr(collected.items.data, "|A|") || !strstr(collected.items.data, "\n|B|||F|\n"))
      fail_msg("%s: %s", fields[i], collected.items.data);
    collected_reset(&collected);
    sse_buffer_reset(&text);
  }
  assert_items(
      state, "link.xml",
      RSS("<item><title>A</title><link><![CDATA[https://x.example/2</link><pubDate>2023-07-25</pubDate>"
          "<description><![CDATA[beta]]></description></item>"),
      "2023-07-25|A|beta|https://x.example/2|F|\n");
}

static void what_cannot_be_seen_hides_nothing(void **state) {
  static const struct reading_case cases[] = {
      {.name = "blank.xml",
       .bytes =
           RSS("<item><title>A</title><content:encoded><![CDATA[<p>&nbsp;</p>]]></content:encoded>"
               "<description>text&lt;p>&#x3000;&lt;p>more</description></item><item><title>&#xA0;</title>"
               "<dc:title>B</dc:title></item>"),
       .items = "|A|text\nmore||F|\n|B|||F|\n"},
      {.name = "blank.json",
       .bytes = "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"1\",\"title\":\"A\","
                "\"content_html\":\"<p>&nbsp;</p>\",\"summary\":\"text\"}]}",
       .items = "|A|text|||\n"},
  };
  ASSERT_READINGS(state, cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_tag_of_any_length_costs_no_more_than_itself),
      cmocka_unit_test(less_than_is_text_where_it_begins_no_tag),
      cmocka_unit_test(all_names_of_characters_are_read_in_html),
      cmocka_unit_test(a_namespace_that_is_no_feeds_loses_no_field),
      cmocka_unit_test(what_stands_before_a_feed_hides_it_not),
      cmocka_unit_test(a_field_without_its_end_costs_no_other),
      cmocka_unit_test(a_section_without_its_end_costs_no_other_field),
      cmocka_unit_test(what_cannot_be_seen_hides_nothing),
      cmocka_unit_test(a_document_type_ends_with_its_own_bracket),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
