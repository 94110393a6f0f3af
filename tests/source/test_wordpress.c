/* Texts of exports of WordPress. */
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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shortcodes_go_and_what_they_enclose_stays),
      cmocka_unit_test(an_export_is_read_without_its_shortcodes_and_a_feed_as_it_is),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
