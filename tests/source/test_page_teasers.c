/* Lists of other articles below the page's own: the item is the article. A list with an introduction remains
 * a list. */
#include "paging.h"

#define BASE  "<base href='https://x.example/'>"
#define TITLE "<h1>Ferry sold to its crew</h1>"
#define DAY   "<time datetime=2026-03-04>4 March</time>"
#define TEASER(n)                                                                                            \
  "<div><h3><a href=/" n ">Another story of the harbour, number " n "</a></h3><i>1" n                        \
  " February 2026</i><p>What the people of the harbour say about it, and what the town does.</p></div>"
#define TEASERS                                                                                              \
  TEASER("1")                                                                                                \
  TEASER("2") TEASER("3") TEASER("4") TEASER("5") TEASER("6") TEASER("7") TEASER("8") TEASER("9")

/* Checks that each page with that <title> has `wanted` items; if it is one, it must be the article. */
static void check_titled(void **state, const char *title, const struct page *pages, size_t count,
                         size_t wanted) {
  for (size_t i = 0; i < count; i++) {
    sse_buffer bytes = {0};
    sse_buffer_printf(&bytes,
                      "<!doctype html><html lang=en><head><title>%s</title></head><body>%s</body></html>",
                      title, pages[i].body);
    write_text(path_in(state, "page.html"), bytes.data);
    struct collected collected = collect_file(path_in(state, "page.html"), NULL);
    size_t lines = 0;
    for (const char *at = collected.items.data; (at = strstr(at, "|en\n")); at++)
      lines++;
    if (lines != wanted) fail_msg("%s: %zu items:\n%s", pages[i].name, lines, collected.items.data);
    if (wanted == 1 && !strstr(collected.items.data, "The crew of the ferry"))
      fail_msg("%s: not the article:\n%s", pages[i].name, collected.items.data);
    collected_reset(&collected);
    sse_buffer_reset(&bytes);
  }
}

static void check_counts(void **state, const struct page *pages, size_t count, size_t wanted) {
  check_titled(state, "Ferry", pages, count, wanted);
}

static void an_article_above_other_news_is_the_item(void **state) {
  static const struct page pages[] = {
      {"article element",
       BASE "<main><article>" TITLE DAY FERRY "</article><section><h2>News</h2>" TEASERS "</section></main>",
       NULL},
      {"date and heading", BASE "<main>" TITLE DAY FERRY "<h2>More news</h2>" TEASERS "</main>", NULL},
      {"German",
       BASE "<div>" TITLE "<p>Lyon, 4.3.2026</p>" FERRY "<h4>Weitere Meldungen</h4>" TEASERS "</div>", NULL},
      {"French", BASE "<div>" TITLE "<p>4 mars 2026</p>" FERRY "<p>À lire aussi</p>" TEASERS "</div>", NULL},
      {"no heading of its own",
       BASE "<div>" TITLE "<p>4 March 2026, Jo Po</p>" FERRY FERRY "</div><div>" TEASERS "</div>", NULL},
      {"two lines, and headings with dates",
       BASE TITLE "<span>4 March 2026</span><p>The crew of the ferry owns it from today, says the town.</p>"
                  "<h2>Related posts</h2><ul><li><h3><a href=m>Mill sold to its people <small>3 March "
                  "2026</small></a></h3><li><h3><a href=b>Bakery opens again <small>2 March 2026</small></a>"
                  "</h3></ul>",
       NULL},
      {"text with breaks in boxes",
       BASE TITLE "<div>By Jo Po</div><div>4 March 2026</div><div itemprop=articleBody>The crew of the ferry "
                  "owns it from today, and the town has lent the money.<div></div>Nobody else wanted to buy "
                  "it, and the crew knows every board of it, they say.<br></div>" TEASERS,
       NULL},
  };
  check_counts(state, pages, sizeof pages / sizeof *pages, 1);
}

static void other_news_is_no_part_of_the_article(void **state) {
  static const struct page pages[] = {
      {"with dates", BASE "<main>" TITLE DAY FERRY "<h2>More news</h2>" TEASERS "</main>", NULL},
      {"in aside", BASE "<main>" TITLE DAY FERRY "<aside><h2>More news</h2>" TEASERS "</aside></main>", NULL},
      {"without dates",
       BASE "<main>" TITLE DAY FERRY "<h3>Related stories</h3>"
            "<div><h4><a href=m>Mill sold to its people</a></h4><p>Nobody else wanted it, they say.</p></div>"
            "<div><h4><a href=b>Bakery opens again</a></h4><p>Bread is sold from six o'clock on.</p></div>"
            "<div><h4><a href=s>School to be painted</a></h4><p>The colour is not yet agreed on.</p></div>"
            "</main>",
       NULL},
      {"under a few lines, of a page that says that it is an article",
       LD("{\"@type\":\"NewsArticle\",\"headline\":\"Ferry sold to its "
          "crew\",\"datePublished\":\"2026-03-04\"}") BASE
       "<main>" TITLE "<p>The crew of the ferry owns it from today.</p><h2>More news</h2>" TEASERS "</main>",
       NULL},
  };
  check_counts(state, pages, sizeof pages / sizeof *pages, 1);
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    sse_buffer bytes = {0};
    sse_buffer_printf(&bytes, "<html lang=en><body>%s</body></html>", pages[i].body);
    write_text(path_in(state, "page.html"), bytes.data);
    struct collected collected = collect_file(path_in(state, "page.html"), NULL);
    static const char *const others[] = {"More", "Related",    "Another story", "people of the harbour",
                                         "Mill", "six o'clock"};
    for (size_t k = 0; k < sizeof others / sizeof *others; k++)
      if (strstr(collected.items.data, others[k]))
        fail_msg("%s: has other news:\n%s", pages[i].name, collected.items.data);
    collected_reset(&collected);
    sse_buffer_reset(&bytes);
  }
}

static void the_articles_before_and_after_make_no_list(void **state) {
#define ARTICLE                                                                                              \
  BASE "<h3>Ferry</h3><time datetime=2026-03-10>10 March</time><div>The crew of the ferry owns it from "     \
       "today.<br>Nobody else wanted to buy it.</div>"
#define ITEM                                                                                                 \
  "2026-03-10|Ferry|The crew of the ferry owns it from today.\nNobody else wanted to buy it.|||en\n"
#define BOTH(first, second)                                                                                  \
  ARTICLE "<dl><dt>" first                                                                                   \
          "</dt><dd><a href=p>The mill is sold to its people</a> 2026-03-01</dd><dt>" second                 \
          "</dt><dd><a href=n>The bakery opens again</a> 2026-03-20</dd></dl>"
  static const struct page pages[] = {
      {"Korean", BOTH("이전글", "다음글"), ITEM},
      {"English", BOTH("Previous", "Next"), ITEM},
      {"in the line",
       ARTICLE "<ul><li>Previous: <a href=p>The mill is sold to its people</a> (1 March 2026)<li>Next: <a "
               "href=n>The bakery opens again</a> (20 March 2026)</ul>",
       ITEM},
  };
  CHECK(pages);
#undef ARTICLE
#undef ITEM
#undef BOTH
}

static void a_list_with_an_introduction_is_a_list(void **state) {
#define INTRODUCTION                                                                                         \
  "<p>What is new of mills, ferries and bakeries, and of all who own them, week by week.</p>"
  static const struct page pages[] = {
      {"introduction", BASE "<main><h1>News</h1>" INTRODUCTION "<h2>Latest news</h2>" TEASERS "</main>",
       NULL},
      {"date of the page",
       BASE "<main><h1>News</h1><p>Wednesday, 4 March 2026</p>" INTRODUCTION TEASERS "</main>", NULL},
      {"article element", BASE "<main><article><h1>News</h1>" INTRODUCTION "</article>" TEASERS "</main>",
       NULL},
      {"article element around all", BASE "<article><h1>News</h1>" DAY INTRODUCTION TEASERS "</article>",
       NULL},
      {"more news after a short text",
       BASE "<main><h1>News</h1>" INTRODUCTION "<h2>More news</h2>" TEASERS "</main>", NULL},
  };
  check_counts(state, pages, sizeof pages / sizeof *pages, 9);
#undef INTRODUCTION
}

static void a_text_on_the_site_introduces_a_list_of_bare_headlines(void **state) {
#define ENTRY(n) "<li><a href=/n" n ">Mill number " n " is sold to its people</a> <i>1" n " March 2026</i>"
#define BARE                                                                                                 \
  "<ul>" ENTRY("1") ENTRY("2") ENTRY("3") ENTRY("4") ENTRY("5") ENTRY("6") ENTRY("7") ENTRY("8")             \
      ENTRY("9") "</ul>"
#define ABOUT                                                                                                \
  "<p>The crew of the ferry and all who own mills and bakeries in the valley say here what is new, since "   \
  "the "                                                                                                     \
  "paper of the town does not.</p><p>Whoever owns something together with others may write to us, and we "   \
  "print "                                                                                                   \
  "it, as long as it is true, and short, and signed by all of them.</p><p>Our office is behind the "         \
  "harbour, and "                                                                                            \
  "it is open on all days on which the ferry goes, from the first boat to the last one in the evening.</p>"
  static const struct page lists[] =
      {
          {"section", BASE "<h1>News</h1>" ABOUT BARE, NULL},
          {"root",
           "<link rel=canonical href='https://x.example/'><h1>The valley and its people</h1>" ABOUT BARE,
           NULL},
      },
                           articles[] = {
                               {"article", BASE "<h1>The valley and its people</h1>" ABOUT BARE, NULL},
                               {"article in a section",
                                BASE "<h1>News</h1><h2>Sold</h2><p>4 March 2026</p>" ABOUT BARE, NULL},
                           };
  check_titled(state, "News | The Fed", lists, sizeof lists / sizeof *lists, 9);
  check_titled(state, "The valley and its people", articles, 1, 1);
  check_titled(state, "News", articles + 1, 1, 1);
#undef ENTRY
#undef BARE
#undef ABOUT
}

static void the_first_post_of_a_thread_is_the_article(void **state) {
#define POST(text)                                                                                           \
  "<article class='post p1'><h4><a href=/u>Jo</a></h4><ul><li><a href=#1>1</a></ul><div><div>" text          \
  "</div></div></article>"
  static const struct page pages[] = {
      {"thread",
       "<script "
       "type='application/ld+json'>{\"@type\":\"DiscussionForumPosting\",\"headline\":\"Ferry\"}</script>"
       "<h1>Ferry</h1><div>" POST(FERRY) POST(
           "<p>We own one, too, and would never sell it again, whatever the "
           "town pays for it.</p>")
           POST("<p>Ask the harbour master, who has a list of all the boats that are for sale.</p>") "</div>",
       "|Ferry|" FERRY_TEXT "|||en\n"}};
  static const struct page alone[] = {
      {"one post",
       "<script "
       "type='application/ld+json'>{\"@type\":\"DiscussionForumPosting\",\"headline\":\"Ferry\"}</script>"
       "<h1>Ferry</h1><div>" FERRY "</div>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
  };
  CHECK_LOSING(pages, "dropped reply 2\n");
  CHECK(alone);
#undef POST
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_article_above_other_news_is_the_item),
      cmocka_unit_test(other_news_is_no_part_of_the_article),
      cmocka_unit_test(the_articles_before_and_after_make_no_list),
      cmocka_unit_test(a_list_with_an_introduction_is_a_list),
      cmocka_unit_test(a_text_on_the_site_introduces_a_list_of_bare_headlines),
      cmocka_unit_test(the_first_post_of_a_thread_is_the_article),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
