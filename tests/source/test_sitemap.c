/* Sitemaps: entries from the newest to the oldest, headlines derived from addresses, and the extensions of
 * news sites. Lists of sitemaps and robots.txt have no items; the addresses they name continue them. */
#include "collecting.h"

static void entries_come_newest_first_with_what_they_say(void **state) {
  static const source_options narrow = {.match = "/news/"};
  static const struct reading_case cases[] = {
      {.name = "map.xml",
       .bytes = "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
                "<url><loc>https://x.example/2023/mill-sold.html</loc><lastmod>2023-07-25</lastmod></url>"
                "<url><loc> https://x.example/a_b+c/?x=1&amp;y=2 </loc></url>"
                "<url><loc>https://x.example/new-ferry/</loc><lastmod>2026-03-04T10:00:00Z</lastmod></url></"
                "urlset>",
       .items = "2026-03-04|New ferry||https://x.example/new-ferry/||\n"
                "2023-07-25|Mill sold||https://x.example/2023/mill-sold.html||\n"
                "|A b c||https://x.example/a_b+c/?x=1&y=2||\n"},
      {.name = "news.xml",
       .bytes =
           "<urlset "
           "xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"><url><loc>https://x.example/1</loc>"
           "<lastmod>2026-03-09</lastmod><news:news><news:publication><news:name>X</"
           "news:name><news:language>fr"
           "</news:language></news:publication><news:publication_date>2026-03-04</news:publication_date>"
           "<news:title>Le bac &amp; l&#233;quipage</news:title><news:keywords>bac, "
           "coop</news:keywords></news:news>"
           "</url></urlset>",
       .items = "2026-03-04|Le bac & l\u00e9quipage||https://x.example/1||fr|bac, coop\n"},
      {.name = "match.xml",
       .bytes = "<urlset><url><loc>https://x.example/</loc></url><url><loc>https://x.example/about/us</loc></"
                "url><url><loc>https://x.example/news/"
                "a-b</loc></url>"
                "</urlset>",
       .options = &narrow,
       .items = "|A b||https://x.example/news/a-b||\n"},
  };
  ASSERT_READINGS(state, cases);
}

/* The beginning of a sitemap with all namespaces in use. */
#define ALL_SPACES                                                                                           \
  "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""                                            \
  " xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\""                                         \
  " xmlns:video=\"http://www.google.com/schemas/sitemap-video/1.1\""                                         \
  " xmlns:n=\"http://www.google.com/schemas/sitemap-news/0.9\""                                              \
  " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">"

static void pictures_films_and_translations_change_nothing_of_an_entry(void **state) {
  static const struct reading_case cases[] = {
      {.name = "extensions.xml",
       .bytes = ALL_SPACES
       "<url><image:image><image:loc>https://x.example/a.jpg</image:loc><image:title>A picture</image:title>"
       "</image:image><loc>https://x.example/mill-sold</loc><image:image><image:loc>https://x.example/b.jpg"
       "</image:loc></image:image><lastmod>2026-03-04</lastmod><xhtml:link rel=\"alternate\" hreflang=\"fr\" "
       "href=\"https://x.example/fr\"/></url>"
       "<url><loc>https://x.example/new-ferry</loc><video:video><video:title>A film</video:title>"
       "<video:publication_date>2031-01-01</video:publication_date><video:tag>x</video:tag></video:video>"
       "<lastmod>2026-03-03</lastmod></url></urlset>",
       .items = "2026-03-04|Mill sold||https://x.example/mill-sold||\n"
                "2026-03-03|New ferry||https://x.example/new-ferry||\n"},
      {.name = "default.xml", /* namespaces without prefixes, and that of sitemaps with one */
       .bytes = "<?xml version=\"1.0\"?>\n<m:urlset xmlns:m=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
                "<m:url><m:loc>https://x.example/mill-sold</m:loc><image "
                "xmlns=\"http://www.google.com/schemas/sitemap-image/1.1\"><loc>https://x.example/a.jpg</loc>"
                "<title>A picture</title></image><news "
                "xmlns=\"https://www.google.com/schemas/sitemap-news/0.9\"><title>The mill</title>"
                "</news></m:url></m:urlset>",
       .items = "|The mill||https://x.example/mill-sold||\n"},
      {.name = "twice.xml", /* adjacent elements are separate texts, and a home page is not an article */
       .bytes = "<urlset><url><loc>https://x.example/</loc></url><url><loc>https://x.example/a-b</"
                "loc><loc>https://x.example/c</loc></url></urlset>",
       .items = "|A b||https://x.example/a-b||\n"},
  };
  ASSERT_READINGS(state, cases);
}

#define NEWS(date, title)                                                                                    \
  "<n:news><n:publication><n:name>X</n:name></n:publication><n:publication_date>" date                       \
  "</n:publication_date><n:title>" title "</n:title></n:news>"

static void headlines_made_of_addresses_are_words(void **state) {
  static const struct reading_case cases[] = {
      {.name = "slugs.xml",
       .bytes = "<urlset><url><loc>https://x.example/fr/%C3%A9conomie-sociale.html</loc></url>"
                "<url><loc>https://x.example/%d0%bc%d0%b5%d0%bb%d1%8c%d0%bd%d0%b8%d1%86%d0%b0/</loc></url>"
                "<url><loc>https://x.example/mill-sold/2024/12345/</loc></url>"
                "<url><loc>https://x.example/mill-sold/index.php?x=1</loc></url>"
                "<url><loc>https://x.example/2024/05/12345</loc></url>"
                "<url><loc>https://x.example/news/12346</loc></url>"
                "<url><loc>https://x.example/view.php?id=7</loc></url>"
                "<url><loc>https://x.example/a%E9b-c</loc></url>"
                "<url><loc>https://x.example/one%20two+three?x=1</loc></url></urlset>",
       .items = "|\u00e9conomie sociale||https://x.example/fr/%C3%A9conomie-sociale.html||\n"
                "|\u043c\u0435\u043b\u044c\u043d\u0438\u0446\u0430||https://x.example/"
                "%d0%bc%d0%b5%d0%bb%d1%8c%d0%bd%d0%b8%d1%86%d0%b0/||ru\n"
                "|Mill sold||https://x.example/mill-sold/2024/12345/||\n"
                "|Mill sold||https://x.example/mill-sold/index.php?x=1||\n"
                "|x.example/2024/05/12345||https://x.example/2024/05/12345||\n"
                "|x.example/news/12346||https://x.example/news/12346||\n"
                "|x.example/view.php?id=7||https://x.example/view.php?id=7||\n"
                "|A%E9b-c||https://x.example/a%E9b-c||\n"
                "|One two three||https://x.example/one%20two+three?x=1||en\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void the_day_of_publication_comes_before_that_of_the_last_change(void **state) {
  static const struct reading_case cases[] = {
      {.name = "order.xml",
       .bytes = ALL_SPACES "<url><loc>https://x.example/1</loc><lastmod>2026-03-09</lastmod>" NEWS(
           "2026-03-04T10:00:00Z", "Ab <b>cd</b> ef") "</url><url><loc>https://x.example/2</"
                                                      "loc>" NEWS("2026-03-05",
                                                                  "Two") "<lastmod>2026-03-08</"
                                                                         "lastmod></url></urlset>",
       .items = "2026-03-05|Two||https://x.example/2||\n"
                "2026-03-04|Ab cd ef||https://x.example/1||\n"},
      {.name = "without.xml",
       .bytes = ALL_SPACES
       "<url><loc>https://x.example/1</loc>" NEWS("", "One") "<lastmod>2026-03-09</lastmod></url></urlset>",
       .items = "2026-03-09|One||https://x.example/1||\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void lists_of_sitemaps_name_them(void **state) {
  static const char *const files[][2] = {
      {"index.xml",
       "<sitemapindex><sitemap><loc>https://x.example/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>"
       "<sitemap><loc>https://x.example/new.xml.gz</loc><lastmod>2026-01-01</lastmod></sitemap></"
       "sitemapindex>"},
      {"robots.txt",
       "# hello\nUser-agent: *\nDisallow: /x\nSitemap: https://x.example/new.xml.gz\r\nsitemap:\n"
       "SITEMAP: https://x.example/old.xml\n"},
      {"robots.txt",
       "# a\r# b\rUser-agent : *\rSitemap : /new.xml.gz\rSitemap:https://x.example/old.xml # the rest"},
  };
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    sse_buffer further = {0};
    const source_options options = {.further = &further, .url = "https://x.example/a/b"};
    write_text(path_in(state, files[i][0]), files[i][1]);
    struct collected collected = collect_file(path_in(state, files[i][0]), &options);
    assert_int_equal(collected.status, SSE_OK);
    assert_int_equal(collected.report.items, 0);
    assert_string_equal(further.data, "https://x.example/new.xml.gz\nhttps://x.example/old.xml\n");
    collected_reset(&collected);
    sse_buffer_reset(&further);
  }
}

static void what_is_no_sitemap_or_names_none_is_an_error(void **state) {
  sse_buffer further = {0};
  const source_options asked = {.further = &further}, sitemap = {.further = &further, .format = "sitemap"};
  const struct reading_case cases[] = {
      {.name = "page.xml",
       .bytes = "<!doctype html><title>Not found</title><p>Sorry.",
       .options = &sitemap,
       .status = SSE_INVALID,
       .error = "is not a sitemap"},
      {.name = "empty.xml", .bytes = "<urlset></urlset>", .options = &sitemap},
      {.name = "cut.xml",
       .bytes = "<urlset><url><loc>https://x.example/a-b</loc></url><url><loc>https://x.exa",
       .items = "|A b||https://x.example/a-b||\n",
       .problem = "ends in the middle (the rest is not read)",
       .skipped = 1,
       .cut = true},
      {.name = "robots.txt",
       .bytes = "User-agent: *\nDisallow: /x\n",
       .options = &asked,
       .status = SSE_INVALID,
       .error = "names no sitemaps"},
      {.name = "saved.txt", .bytes = "User-agent: *\nDisallow: /x\n"},
  };
  ASSERT_READINGS(state, cases);
  sse_buffer_reset(&further);
}

static void addresses_of_one_site_a_line_each_are_a_sitemap(void **state) {
  static const source_options sitemap = {.format = "sitemap"};
  static const struct reading_case cases[] = {
      {.name = "sitemap.txt",
       .bytes = "\xEF\xBB\xBFhttps://x.example/\r\n https://x.example/news/mill-sold.html \r\n\r\n"
                "https://www.x.example/2026/new-ferry",
       .items = "|Mill sold||https://x.example/news/mill-sold.html||\n"
                "|New ferry||https://www.x.example/2026/new-ferry||\n"},
      {.name = "links.txt", /* from several sites */
       .bytes = "https://x.example/a-b\nhttps://y.example/c-d\n",
       .items = "|https://x.example/a-b||https://y.example/c-d||\n"},
      {.name = "sites.txt", /* only a home page */
       .bytes = "https://x.example/\n",
       .items = "|https://x.example/||||\n"},
      {.name = "asked.txt",
       .bytes = "https://x.example/a-b\nMaintenance\nhttps://y.example/c-d\n",
       .options = &sitemap,
       .items = "|A b||https://x.example/a-b||\n|C d||https://y.example/c-d||\n",
       .losses = "not taken line 1\n"},
      {.name = "none.txt",
       .bytes = "Not found\n",
       .options = &sitemap,
       .losses = "not taken line 1\n",
       .status = SSE_INVALID,
       .error = "is not a sitemap"},
  };
  ASSERT_READINGS(state, cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(entries_come_newest_first_with_what_they_say),
      cmocka_unit_test(pictures_films_and_translations_change_nothing_of_an_entry),
      cmocka_unit_test(headlines_made_of_addresses_are_words),
      cmocka_unit_test(the_day_of_publication_comes_before_that_of_the_last_change),
      cmocka_unit_test(what_is_no_sitemap_or_names_none_is_an_error),
      cmocka_unit_test(lists_of_sitemaps_name_them),
      cmocka_unit_test(addresses_of_one_site_a_line_each_are_a_sitemap),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
