/* Exports of WordPress and Blogger. */
#include "collecting.h"
#include "source/format/wordpress.h"

static void shortcodes_go_and_what_they_enclose_stays(void **state) {
  static const struct {
    const char *text, *left;
  } cases[] = {
      {"[caption id=\"attachment_6\" align=\"left\" width=\"300\"] The mill[/caption] turned",
       " The mill turned"},
      {"[gallery ids=\"1,2\"]", ""},
      {"Before [embed]https://x.example/1[/embed] after", "Before https://x.example/1 after"},
      {"[video mp4=\"a.mp4\"][/video][audio /]x", "x"},
      {"[vc_row css=\".a{b: c}\"][vc_column]The mill[/vc_column][/vc_row] turned", "The mill turned"},
      {"[box]The mill[/box] [sic] [1] [mill]", "The mill [sic] [1] [mill]"},
      {"So[et_pb_blurb title='The mill turns' icon=\"a b c\"/]it is", "So\nThe mill turns\nit is"},
      {"[contact-form-7 id=\"91\" title=\"Contact\"]x", "x"},
      {"[youtube https://x.example/1] [a=b] [a b=c]", "[youtube https://x.example/1] [a=b] [a b=c]"},
      {"[captions] and [sic], [Caption] [caption", "[captions] and [sic], [Caption] [caption"},
      {"[", "["},
      {"[/", "[/"},
      {"", ""},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sse_buffer text = {0};
    sse_buffer_append_text(&text, cases[i].text);
    wordpress_remove_shortcodes(&text);
    if (strcmp(text.data, cases[i].left) != 0) fail_msg("%s: %s", cases[i].text, text.data);
    sse_buffer_reset(&text);
  }
}

#define ITEM(marks)                                                                                          \
  "<item><title>A</title><content:encoded><![CDATA[<p>Text.</p>[caption id=\"a\" width=\"3\"]<img "          \
  "src=\"a.png\"/> "                                                                                         \
  "The mill[/caption]]]></content:encoded>" marks "</item>"
#define FEED(item)                                                                                           \
  "<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\" "                                      \
  "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>S</title>" item                \
  "</channel></rss>"

static void an_export_is_read_without_its_shortcodes_and_a_feed_as_it_is(void **state) {
  assert_items(state, "export.xml",
               FEED(ITEM("<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>")),
               "|A|Text.\nThe mill||S|en\n");
  assert_items(state, "feed.xml", FEED(ITEM("")),
               "|A|Text.\n[caption id=\"a\" width=\"3\"] The mill[/caption]||S|en\n");
}

static void a_post_of_an_export_has_the_day_of_its_site(void **state) {
  static const struct reading_case cases[] = {
      /* pubDate is in GMT whatever the site's time zone, so its day may be another. */
      {.name = "seoul.xml",
       .bytes = FEED("<item><title>A</title><pubDate>Mon, 24 Jul 2023 23:30:00 +0000</pubDate>"
                     "<wp:post_date>2023-07-25 08:30:00</wp:post_date>"
                     "<wp:post_date_gmt>2023-07-24 23:30:00</wp:post_date_gmt></item>"),
       .items = "2023-07-25|A|||S|\n",
       .losses = "not taken wp:post_date_gmt 1\n"},
      {.name = "bare.xml",
       .bytes = FEED("<item><title>A [gallery]</title><description>x [gallery] y</description>"
                     "<wp:post_date>2023-07-25 08:30:00</wp:post_date></item>"),
       .items = "2023-07-25|A [gallery]|x y||S|\n"},
      {.name = "never.xml",
       .bytes = FEED("<item><title>A</title><pubDate>Mon, 24 Jul 2023 23:30:00 +0000</pubDate>"
                     "<wp:post_date>0000-00-00 00:00:00</wp:post_date></item>"),
       .items = "2023-07-24|A|||S|\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void the_authors_of_an_export_are_named_and_their_logins_are_not(void **state) {
#define AUTHOR(login, name)                                                                                  \
  "<wp:author><wp:author_login>" login "</wp:author_login><wp:author_email>" login "@x.example"              \
  "</wp:author_email><wp:author_display_name><![CDATA[" name "]]></wp:author_display_name></wp:author>"
#define POST(title, authors)                                                                                 \
  "<item><title>" title "</title>" authors "<wp:post_type>post</wp:post_type></item>"
#define CREATOR(login) "<dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\">" login "</dc:creator>"
  static const struct reading_case cases[] = {
      {.name = "export.xml",
       .bytes = FEED(AUTHOR("ann", "Ann Smith") AUTHOR("anna", "") AUTHOR("b@x.example", "Bob Jones") POST(
           "A", CREATOR("ann")) POST("B", CREATOR("b@x.example")) POST("C", CREATOR("anna"))
                         POST("D", CREATOR("ann") "<category domain=\"author\">Ann Smith</category><category "
                                                  "domain=\"author\">Carla Ruiz</category><category "
                                                  "domain=\"category\">News</category>")),
       .items = "|A|||S|\n|B|||S|\n|C|||S|\n|D|||S||News\n",
       .authors = "Ann Smith\nBob Jones\nanna\nAnn Smith; Carla Ruiz\n"},
  };
  ASSERT_READINGS(state, cases);
}

#define BLOGGER(entries)                                                                                     \
  "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:app='http://purl.org/atom/app#' "                         \
  "xmlns:blogger='http://schemas.google.com/blogger/2018'><title>S</title>" entries "</feed>"
#define KIND(kind)                                                                                           \
  "<category scheme='http://schemas.google.com/g/2005#kind' "                                                \
  "term='http://schemas.google.com/blogger/2008/kind#" kind "'/>"
#define ENTRY(title, marks)                                                                                  \
  "<entry><id>" title "</id><title>" title "</title><content>x</content>" marks "</entry>"

static void of_an_export_of_blogger_only_published_posts_and_pages_are_items(void **state) {
  static const struct reading_case cases[] = {
      {.name = "kinds.xml",
       .bytes = BLOGGER(
           ENTRY("A", KIND("settings")) ENTRY("B", KIND("post") "<category scheme='x' term='coop'/>")
               ENTRY("C", KIND("comment")) ENTRY("D", KIND("page"))
                   ENTRY("E", KIND("post") "<app:control><app:draft>yes</app:draft></app:control>")
                       ENTRY("F", KIND("post") "<app:control><app:draft>no</app:draft></app:control>")),
       .items = "|B|x||S||coop\n|D|x||S|\n|F|x||S|\n",
       .losses = "withheld neither post nor page 2\nwithheld draft 1\n"},
      {.name = "types.xml", /* since 2024 */
       .bytes = BLOGGER(
           ENTRY("A", "<blogger:type>COMMENT</blogger:type><blogger:status>LIVE</blogger:status>")
               ENTRY("B", "<blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status>")
                   ENTRY("C", "<blogger:type>POST</blogger:type><blogger:status>DRAFT</blogger:status>")),
       .items = "|B|x||S|\n",
       .losses = "withheld neither post nor page 1\nwithheld draft 1\n"},
  };
  ASSERT_READINGS(state, cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(of_an_export_of_blogger_only_published_posts_and_pages_are_items),
      cmocka_unit_test(shortcodes_go_and_what_they_enclose_stays),
      cmocka_unit_test(an_export_is_read_without_its_shortcodes_and_a_feed_as_it_is),
      cmocka_unit_test(the_authors_of_an_export_are_named_and_their_logins_are_not),
      cmocka_unit_test(a_post_of_an_export_has_the_day_of_its_site),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
