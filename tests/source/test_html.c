/* HTML pages: articles and listings. */
#include "collecting.h"

static void an_article_is_read_without_menus_and_footers(void **state) {
  assert_items(
      state, "article.html",
      "<!doctype html><html lang=en><head><title>News | Site</title>"
      "<meta property='og:title' content='Coops grow in Leeds'><meta property='og:type' content='article'>"
      "<meta property='og:site_name' content='Fed'><link rel=canonical href='https://fed.example/coops'>"
      "<meta property='article:published_time' content='2024-03-05T10:00:00Z'></head><body>"
      "<nav><a href=/>Home</a></nav><div class='cookie-banner'>We use cookies</div>"
      "<article><h1>Coops grow in Leeds</h1><time datetime='2024-03-05'>5 March</time>"
      "<p>First para of\n text.</p><p>Second &eacute; "
      "para.<script>x</script></p><aside>Related</aside></article>"
      "<footer>Imprint</footer></body></html>",
      "2024-03-05|Coops grow in Leeds|First para of text.\nSecond é "
      "para.|https://fed.example/coops|Fed|en\n");
}

static void a_page_that_does_not_say_where_it_is_is_where_it_was_found(void **state) {
  static const source_options found = {.url = "https://x.example/d/found"};
  static const struct reading_case cases[] = {
      {.name = "silent.html",
       .bytes = "<!doctype html><article><h1>A</h1><p>b</article>",
       .options = &found,
       .items = "|A|b|https://x.example/d/found|x.example|\n"},
      {.name = "says.html",
       .bytes = "<!doctype html><link rel=canonical href=said><article><h1>A</h1><p>b</article>",
       .options = &found,
       .items = "|A|b|https://x.example/d/said|x.example|\n"},
      {.name = "ld.html",
       .bytes =
           "<!doctype html><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"A\","
           "\"datePublished\":\"2023-07-25\"}</script><article><h1>B</h1><p>c</article>",
       .items = "2023-07-25|A|c|||\n"},
      {.name = "local.html",
       .bytes = "<!doctype html><article><h1>A</h1><p>b</article>",
       .items = "|A|b|||\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void json_ld_is_believed_first(void **state) {
  assert_items(state, "ld.html",
               "<html><head><title>Wrong</title><script "
               "type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebPage\"},"
               "{\"@type\":[\"NewsArticle\"],\"headline\":\"Right\",\"datePublished\":\"2023-07-25\","
               "\"inLanguage\":\"fr\","
               "\"publisher\":{\"name\":\"Fed\"},\"mainEntityOfPage\":{\"@id\":\"https://f.example/r\"}}]}</"
               "script></head>"
               "<body><h1>Other</h1><main><p>Some text that is the article.</p></main></body></html>",
               "2023-07-25|Right|Some text that is the article.|https://f.example/r|Fed|fr\n");
}

static void without_hints_the_densest_text_is_the_article(void **state) {
  assert_items(state, "plain.html",
               "<html><body><h1>Headline</h1><div><p><a href=a>Link one</a> <a href=b>Link two</a> <a "
               "href=c>Link</a></p></div>"
               "<div id=x><p>The first paragraph has many words that nobody would link.</p>"
               "<p>The second one has some more of them, so this is the text.</p></div>"
               "<div><p>Short.</p></div></body></html>",
               "|Headline|The first paragraph has many words that nobody would link.\n"
               "The second one has some more of them, so this is the text.|||en\n");
}

static void a_page_that_lists_items_gives_each(void **state) {
  assert_items(
      state, "list.html",
      "<html lang=en><head><title>News archive</title><base href='https://fed.example/news/'></head><body>"
      "<ul class=menu><li><h3><a href=/>Home</a></h3></ul><main>"
      "<div class=card><h3><a href=one>One</a></h3><span class=date>5 March 2024</span><p>Summary "
      "one.</p></div>"
      "<div class=card><h3><a href=two>Two</a></h3><span class=date>6 mars 2024</span><p>Summary "
      "two.</p></div>"
      "<div class=card><a href=/three><h3>Three</h3></a><time datetime=2024-03-07>7.3.</time><p>Summary "
      "three.</p></div>"
      "</main></body></html>",
      "2024-03-05|One|Summary one.|https://fed.example/news/one|News archive|en\n"
      "2024-03-06|Two|Summary two.|https://fed.example/news/two|News archive|en\n"
      "2024-03-07|Three|Summary three.|https://fed.example/three|News archive|en\n");
}

static void the_character_set_is_that_of_the_meta_element_or_guessed(void **state) {
  assert_items(state, "meta.html",
               "<html><head><meta charset=windows-1252><title>L\x92\xE9"
               "conomie</title></head><body><p>x</p></body></html>",
               "|L’économie|x|||\n");
  assert_items(state, "guess.html",
               "<html><head><title>\xE9\xE9\xE9\xE9 caf\xE9</title></head><body><p>x</p></body></html>",
               "|éééé café|x|||\n");
}

static void a_page_is_known_by_how_it_begins(void **state) {
  static const struct reading_case cases[] = {
      {.name = "doctype",
       .bytes = "<!DOCTYPE HTML><h1>A</h1>",
       .items = "|A||||\n",
       .losses = "dropped text 1\n"},
      {.name = "html", .bytes = " \n<HTML><h1>A</h1>", .items = "|A||||\n", .losses = "dropped text 1\n"},
      {.name = "head", .bytes = "<head><title>A</title>", .items = "|A||||\n", .losses = "dropped text 1\n"},
      {.name = "body", .bytes = "<body><h1>A</h1>", .items = "|A||||\n", .losses = "dropped text 1\n"},
      {.name = "xhtml",
       .bytes = "<?xml version='1.0'?><html><h1>A</h1></html>",
       .items = "|A||||\n",
       .losses = "dropped text 1\n"},
      {.name = "comment",
       .bytes = "<!-- A --><html><h1>B</h1></html>",
       .items = "|B||||\n",
       .losses = "dropped text 1\n"},
      {.name = "element", .bytes = "<note><html>A", .items = "|<note><html>A||||\n"},
      {.name = "text", .bytes = "A! <html>", .items = "|A! <html>||||\n"},
      {.name = "signs", .bytes = "?! <html>", .items = "|?! <html>||||\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void xml_of_which_no_format_is_known_is_no_page(void **state) {
  static const char *const files[] = {
      "<?xml version='1.0'?><articles><article><title>A</title><body><p>One.</p></body></article></articles>",
      "\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- <html> -->\n<articles><head>A</head></articles>",
      ("<?xml version='1.0'?><!DOCTYPE articles><x:articles "
       "xmlns:x='urn:x'><html><body>A</body></html></x:articles>")};
  static const char *const names[] = {"a.xml", "a.html", "a", "a.txt"};
  for (size_t i = 0; i < sizeof files / sizeof *files * 4; i++) {
    const struct reading_case cases[] = {{.name = names[i % 4],
                                          .bytes = files[i / 4],
                                          .status = SSE_INVALID,
                                          .error = "articles>, which is neither a known format"}};
    ASSERT_READINGS(state, cases);
  }
  const struct reading_case pages[] = {
      {.name = "wiki.xml",
       .bytes = "<mediawiki xmlns='http://www.mediawiki.org/xml/export-0.10/'><page/></mediawiki>",
       .status = SSE_INVALID,
       .error = "mediawiki>, which is neither a known format"},
      {.name = "a.xml",
       .bytes = "<?xml version='1.0'?><!-- <a> --><!DOCTYPE html><html><h1>A</h1>",
       .items = "|A||||\n",
       .losses = "dropped text 1\n"},
      {.name = "b.xml",
       .bytes = "<?xml version='1.0'?><h:html "
                "xmlns:h='http://www.w3.org/1999/xhtml'><head><title>A</title></head></h:html>",
       .items = "|A||||\n",
       .losses = "dropped text 1\n"}};
  ASSERT_READINGS(state, pages);
}

#define FERRY                                                                                                \
  "The crew of the ferry owns it from today, and the town has lent the money for it, at no interest."
#define OTHERS                                                                                               \
  "<div><h3><a href=/1>One</a></h3><p>Of one.</div><div><h3><a href=/2>Two</a></h3><p>Of two.</div>"         \
  "<div><h3><a href=/3>Three</a></h3><p>Of three.</div>"

static void a_page_that_says_it_is_an_article_is_no_list(void **state) {
  static const source_options found = {.url = "https://x.example/"};
  static const struct reading_case cases[] = {
      {.name = "list.html",
       .bytes = "<!doctype html><html lang=en>" OTHERS,
       .options = &found,
       .items =
           "|One|Of one.|https://x.example/1|x.example|en\n|Two|Of two.|https://x.example/2|x.example|en\n"
           "|Three|Of three.|https://x.example/3|x.example|en\n"},
      {.name = "ld.html",
       .bytes = "<!doctype html><html lang=en>"
                "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"A\","
                "\"articleBody\":\"b\"}</script>"
                "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"B\","
                "\"articleBody\":\"c\",\"datePublished\":\"2023\"}</script>" OTHERS,
       .items = "|A|b|||en\n"},
      {.name = "og.html",
       .bytes = "<!doctype html><html lang=en><meta property=og:type content=article>"
                "<meta property=og:title content=A><article><p>" FERRY "</article>" OTHERS,
       .items = "|A|" FERRY "|||en\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void nesting_without_end_is_no_harm(void **state) {
  sse_buffer text = {0};
  const char *path = path_in(state, "deep.html");
  sse_buffer_append_text(&text, "<html><body><h1>Deep</h1>");
  for (int i = 0; i < 200000; i++)
    sse_buffer_append_text(&text, "<div><article>");
  sse_buffer_append_text(&text, "end");
  write_text(path, text.data);
  struct collected collected = collect_file(path, NULL);
  assert_int_equal(collected.report.items, 1);
  collected_reset(&collected);
  sse_buffer_reset(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_article_is_read_without_menus_and_footers),
      cmocka_unit_test(a_page_that_does_not_say_where_it_is_is_where_it_was_found),
      cmocka_unit_test(json_ld_is_believed_first),
      cmocka_unit_test(without_hints_the_densest_text_is_the_article),
      cmocka_unit_test(a_page_that_lists_items_gives_each),
      cmocka_unit_test(the_character_set_is_that_of_the_meta_element_or_guessed),
      cmocka_unit_test(a_page_is_known_by_how_it_begins),
      cmocka_unit_test(xml_of_which_no_format_is_known_is_no_page),
      cmocka_unit_test(a_page_that_says_it_is_an_article_is_no_list),
      cmocka_unit_test(nesting_without_end_is_no_harm),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
