/* robots.txt: which paths it allows, by the examples and rules of RFC 9309.
 * Each row is a file, a path and whether it may be requested. */
#include "testing.h"

#include "source/net/robots.h"

static const struct {
  const char *text, *path;
  bool allowed;
} rows[] = {
    {"", "/a", true},
    {"User-agent: *\nDisallow: /", "/a", false},
    {"User-agent: *\nDisallow:", "/a", true},
    {"user-agent: *\r\ndisallow: /private/ # not for you\r\n", "/private/a", false},
    {"user-agent: *\ndisallow: /private/\n", "/public", true},
    {"User-agent: *\nDisallow: /\nUser-agent: ssesearch\nDisallow: /x\n", "/a", true},
    {"User-agent: *\nDisallow: /\nUser-agent: ssesearch\nDisallow: /x\n", "/x", false},
    {"User-agent: other\nUser-agent: SSEsearch\nDisallow: /x\n\nUser-agent: *\nAllow: /\n", "/x", false},
    {"User-agent: other\nDisallow: /\n", "/x", true},
    {"User-agent: ssesearch\nDisallow: /a\nUser-agent: other\nDisallow: /b\nUser-agent: ssesearch\nDisallow: "
     "/c\n",
     "/c", false},
    {"User-agent: *\nDisallow: /a\nAllow: /a/b\n", "/a/b/c", true},
    {"User-agent: *\nDisallow: /a/b\nAllow: /a\n", "/a/b/c", false},
    {"User-agent: *\nAllow: /page\nDisallow: /page\n", "/page", true},
    {"User-agent: *\nDisallow: /*.pdf$\n", "/a/b.pdf", false},
    {"User-agent: *\nDisallow: /*.pdf$\n", "/a/b.pdf?x", true},
    {"User-agent: *\nDisallow: /*?print=\n", "/a?print=1", false},
    {"User-agent: *\nDisallow: *a*b*c\n", "/xxaxxbxx", true},
    {"User-agent: *\nDisallow: *a*b*c\n", "/xxaxxbxxc", false},
    {"User-agent: *\nDisallow: /$\n", "/", false},
    {"User-agent: *\nDisallow: /$\n", "/a", true},
    {"Disallow: /a\n", "/a", true},
    {"User-agent: *\nSitemap: https://x.example/s.xml\nDisallow: /a\n", "/a", false},
    {"\xEF\xBB\xBFUser-agent: *\nCrawl-delay: 3\nDisallow: /a\n", "/a", false},
    {"User-agent: *\nDisallow: /%7Ejoe/\n", "/~joe/a", false},
    {"User-agent: *\nDisallow: /~joe/\n", "/%7ejoe/a", false},
    {"User-agent: *\nDisallow: /caf\u00e9\n", "/caf%c3%A9/b", false},
    {"User-agent: *\nDisallow: /caf%C3%a9\n", "/caf\u00e9", false},
    {"User-agent: *\nDisallow: /a%2Fb\n", "/a/b", true},
    {"User-agent: *\nDisallow: /a%2Fb\n", "/a%2fb", false},
    {"User-agent: *\nDisallow: /a%2Ab\n", "/a*b", false},
    {"User-agent: *\nDisallow: /a%2Ab\n", "/axb", true},
    {"User-agent: *\nDisallow: /a$b\n", "/a%24b", false},
    {"User-agent: *\nDisallow: /a%\n", "/a%", false},
    {"User-agent: *\nDisallow: /*%C3%A9$\n", "/%C3%C3%A9", false},
    {"User-agent: *\nDisallow: /%61%62\nAllow: /abc\n", "/abc", true},
    {"User-agent: *\rDisallow: /a\r", "/a", false},
    {"User-agent: ssesearch/1.0 (x)\nDisallow: /a\n\nUser-agent: *\nDisallow:\n", "/a", false},
    {"User-agent: ssesearchbot\nDisallow: /a\n", "/a", true},
    {"User-agent: *bot\nDisallow: /a\n", "/a", true},
    {"User-agent: other\nCrawl-delay: 3\nHost: x\nUser-agent: ssesearch\nDisallow: /a\nUser-agent: other\n",
     "/a", false},
    {"User-agent: ssesearch\nCrawl-delay: 3\nUser-agent: other\nDisallow: /a\n", "/a", false},
    {"User-agent: *\nDisallow: /a$\n", "/a#b", false},
    {"nonsense\nUser-agent *\nUser-agent: *\n: /b\nDisallow: /a", "/a", false},
};

static void the_longest_rule_of_the_nearest_group_decides(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    sse_str text = copy_exactly(STR(rows[i].text)), path = copy_exactly(STR(rows[i].path));
    if (robots_allow(text, "ssesearch", path) != rows[i].allowed)
      fail_msg("row %zu: '%s' for %s", i, rows[i].text, rows[i].path);
    free((char *)text.data);
    free((char *)path.data);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_longest_rule_of_the_nearest_group_decides)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
