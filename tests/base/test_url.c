/* Addresses: made valid, resolved, compared, and distinguished from text that is not an address.
 * Each table is data: the input and the expected output ("" for none).
 * Finally, odd input of every kind is tried, and the promises that hold for any input are checked. */
#include "base/url.h"
#include "testing.h"

#define BASE "https://user@coop.example:8443/en/news/list.html?page=2#top"

static void append_resolved_at_base(sse_buffer *out, sse_str link) {
  sse_url_resolve(link, STR(BASE), out);
}

static void assert_gives(void (*append)(sse_buffer *, sse_str), const char *input, const char *expected) {
  sse_buffer out = {0};
  append(&out, STR(input));
  assert_false(out.failed);
  if (strcmp(out.data ? out.data : "", expected) != 0) print_error("%s\n", input);
  assert_string_equal(out.data ? out.data : "", expected);
  sse_buffer_reset(&out);
}

struct row {
  const char *input, *expected;
};

#define ROWS(table) (sizeof(table) / sizeof *(table))

/* Links, and the addresses they resolve to. */
static const struct row links[] = {
    {"https://coop.example/1", "https://coop.example/1"},
    {"HTTPS://Coop.EXAMPLE/A", "https://coop.example/A"},
    {"http://coop.example", "http://coop.example/"},
    {"https://coop.example?a=1", "https://coop.example/?a=1"},
    {"https://coop.example#x", "https://coop.example/#x"},
    {" \n https://coop.example/1 \t\r\n", "https://coop.example/1"},
    {"https://coop.example/a\n b", "https://coop.example/a%20b"},
    {"https://co\top.exa\nmple/1", "https://coop.example/1"},
    {"https:\\\\coop.example\\a\\b", "https://coop.example/a/b"},
    {"https:coop.example/1", "https://coop.example/1"},
    {"https:////coop.example/1", "https://coop.example/1"},
    {"https://coop.example//a//b", "https://coop.example//a//b"},
    {"https://coop.example/협동조합-소식",
     "https://coop.example/%ED%98%91%EB%8F%99%EC%A1%B0%ED%95%A9-%EC%86%8C%EC%8B%9D"},
    {"https://coop.example/news.php?tx_news[news]=7", "https://coop.example/news.php?tx_news%5Bnews%5D=7"},
    {"https://coop.example/a b?c d#e f", "https://coop.example/a%20b?c%20d#e%20f"},
    {"https://coop.example/a|b\"c<d>e^f`g{h}", "https://coop.example/a%7Cb%22c%3Cd%3Ee%5Ef%60g%7Bh%7D"},
    {"https://coop.example/%ed%98%91%20", "https://coop.example/%ed%98%91%20"},
    {"https://coop.example/100%", "https://coop.example/100%25"},
    {"https://coop.example/a%zz%4", "https://coop.example/a%25zz%254"},
    {"https://coop.example/\xE9\x01\x7F", "https://coop.example/%E9%01%7F"},
    {"https://coop.example/~x/(a),b!*'c;d=e&f+g$h:i@j", "https://coop.example/~x/(a),b!*'c;d=e&f+g$h:i@j"},
    {"https://coop.example/?q=a/b?c\\d", "https://coop.example/?q=a/b?c%5Cd"},
    {"https://coop.example/#!/news/1#2", "https://coop.example/#!/news/1%232"},
    {"https://coop.example/a/./b/../c", "https://coop.example/a/c"},
    {"https://coop.example/../../a", "https://coop.example/a"},
    {"https://coop.example/a/%2e%2E/b/.%2e/%2e", "https://coop.example/"},
    {"https://coop.example/a/..", "https://coop.example/"},
    {"https://coop.example/a/...", "https://coop.example/a/..."},
    {"https://coop.example/a?b/../c", "https://coop.example/a?b/../c"},
    {"https://coop.example:443/1", "https://coop.example/1"},
    {"http://coop.example:80/1", "http://coop.example/1"},
    {"http://coop.example:443/1", "http://coop.example:443/1"},
    {"https://coop.example:/1", "https://coop.example/1"},
    {"https://coop.example:008443/1", "https://coop.example:8443/1"},
    {"https://coop.example:65535/", "https://coop.example:65535/"},
    {"https://coop.example:65536/", ""},
    {"https://coop.example:80a/", ""},
    {"https://bücher.example/1", "https://xn--bcher-kva.example/1"},
    {"https://BÜCHER.example/1", "https://xn--bcher-kva.example/1"},
    {"https://straße.example/", "https://xn--strae-oqa.example/"},
    {"https://협동조합.example/", "https://xn--2q1bm40bxojeta.example/"},
    {"https://b%C3%BCcher.example/", "https://xn--bcher-kva.example/"},
    {"https://coop。example/", "https://coop.example/"},
    {"https://ｃｏｏｐ.example/", "https://coop.example/"},
    {"https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"},
    {"https://a_b.example/", "https://a_b.example/"},
    {"https://\xFF.example/", "https://%FF.example/"},
    {"https://coop.example./", "https://coop.example./"},
    {"https://[2001:DB8:0:0::1]:80/", "https://[2001:db8::1]:80/"},
    {"https://[::1", ""},
    {"https://[::g]/", ""},
    {"https://[::1]x/", ""},
    {"http://127.1/", "http://127.0.0.1/"},
    {"http://0x7f000001/", "http://127.0.0.1/"},
    {"http://1.2.3.4.5/", ""},
    {"http://256.1.1.1/", ""},
    {"https://me:s@ecret@coop.example/", "https://me:s%40ecret@coop.example/"},
    {"https://me:a b@coop.example/", "https://me:a%20b@coop.example/"},
    {"https://@coop.example/", "https://coop.example/"},
    {"https://me@/", ""},
    {"https://exa mple.org/", ""},
    {"https://exa%00mple.org/", ""},
    {"https://a%2541.example/", ""},
    {"https://a％41.example/", ""},
    {"https://℀.example/", ""},
    {"https://", ""},
    {"https:///", ""},
    {"", ""},
    {"//coop.example/1", ""},
    {"/news/1", ""},
    {"www.coop.example/1", ""},
    {"coop.example:80/1", ""},
    {"mailto:a@coop.example", ""},
    {"javascript:alert(1)", ""},
    {"data:text/html,https://coop.example/", ""},
    {"ftp://coop.example/", ""},
    {"java\nscript:alert(1)", ""},
};

static void links_become_valid_addresses(void **state) {
  (void)state;
  for (size_t i = 0; i < ROWS(links); i++)
    assert_gives(sse_url_append_valid, links[i].input, links[i].expected);
}

static void relative_links_start_at_the_base(void **state) {
  static const struct row rows[] = {
      {"a.html", "https://user@coop.example:8443/en/news/a.html"},
      {"./a.html", "https://user@coop.example:8443/en/news/a.html"},
      {"../fr/a.html", "https://user@coop.example:8443/en/fr/a.html"},
      {"../../../../a", "https://user@coop.example:8443/a"},
      {".", "https://user@coop.example:8443/en/news/"},
      {"..", "https://user@coop.example:8443/en/"},
      {"/", "https://user@coop.example:8443/"},
      {"/협동", "https://user@coop.example:8443/%ED%98%91%EB%8F%99"},
      {"\\a\\b", "https://user@coop.example:8443/a/b"},
      {"?page=3", "https://user@coop.example:8443/en/news/list.html?page=3"},
      {"?", "https://user@coop.example:8443/en/news/list.html?"},
      {"#part", "https://user@coop.example:8443/en/news/list.html?page=2#part"},
      {"//other.example/1", "https://other.example/1"},
      {"\\\\other.example\\1", "https://other.example/1"},
      {"/\\other.example/1", "https://other.example/1"},
      {"https:a.html", "https://user@coop.example:8443/en/news/a.html"},
      {"http:a.html", "http://a.html/"},
      {"http://other.example/", "http://other.example/"},
      {"news/a:b", "https://user@coop.example:8443/en/news/news/a:b"},
      {"%6aavascript:x", "https://user@coop.example:8443/en/news/%6aavascript:x"},
      {"", ""},
      {" \n", ""},
      {"mailto:a@coop.example", ""},
      {"//", ""},
  };
  sse_buffer out = {0};
  (void)state;
  for (size_t i = 0; i < ROWS(rows); i++)
    assert_gives(append_resolved_at_base, rows[i].input, rows[i].expected);
  sse_url_resolve(STR("a.html"), STR("not an address"), &out);
  sse_url_resolve(STR("a.html"), (sse_str){0}, &out);
  assert_int_equal(out.length, 0);
  sse_url_resolve(STR("//b.example/?x"), STR("http://a.example"), &out);
  sse_url_resolve(STR("c"), STR("http://a.example"), &out);
  assert_string_equal(out.data, "http://b.example/?xhttp://a.example/c");
  sse_buffer_reset(&out);
}

static void append_resolved_at_file(sse_buffer *out, sse_str link) {
  sse_url_resolve(link, STR("file:///srv/our%20news/list.html?x#y"), out);
}

static void links_of_a_file_lead_to_files_beside_it_or_to_the_web(void **state) {
  static const struct row rows[] = {
      {"a b.html", "file:///srv/our%20news/a%20b.html"},
      {"../2023/a.html?b#c", "file:///srv/2023/a.html?b#c"},
      {"../../../etc/a", "file:///etc/a"},
      {"/news/a", ""},
      {"//x.example/a", ""},
      {"https://x.example/a", "https://x.example/a"},
      {"http:a", "http://a/"},
      {"mailto:a@x.example", ""},
      {"file:///srv/a", ""},
  };
  (void)state;
  for (size_t i = 0; i < ROWS(rows); i++)
    assert_gives(append_resolved_at_file, rows[i].input, rows[i].expected);
}

static void ways_to_write_one_address_have_one_canonical_form(void **state) {
  static const struct row rows[] = {
      {"http://coop.example/1", "https://coop.example/1"},
      {"HTTPS://WWW.Coop.Example:443/1", "https://coop.example/1"},
      {"http://coop.example:80/1/", "https://coop.example/1"},
      {"http://coop.example:443/1//", "https://coop.example/1"},
      {"https://coop.example:8443/1", "https://coop.example:8443/1"},
      {"https://coop.example./1", "https://coop.example/1"},
      {"https://www.example/1", "https://www.example/1"},
      {"https://wwwx.example/1", "https://wwwx.example/1"},
      {"https://www.www.coop.example/1", "https://coop.example/1"},
      {"https://www.coop.example../1", "https://coop.example../1"},
      {"https://coop.example/", "https://coop.example"},
      {"https://coop.example/1#part", "https://coop.example/1"},
      {"https://coop.example/#!/news/1", "https://coop.example#!/news/1"},
      {"https://coop.example/#/news/1", "https://coop.example#/news/1"},
      {"https://me:secret@coop.example/1", "https://coop.example/1"},
      {"https://coop.example/1/?b=2&a=1", "https://coop.example/1?b=2&a=1"},
      {"https://coop.example/1?utm_source=x&id=7&utm_medium=y", "https://coop.example/1?id=7"},
      {"https://coop.example/1?UTM_Source=x&fbclid=1", "https://coop.example/1"},
      {"https://coop.example/1?gclid=1#x", "https://coop.example/1"},
      {"https://coop.example/1?%75tm_source=x", "https://coop.example/1"},
      {"https://coop.example/1?mc_cid=1&pk_campaign=2&at_custom1=3", "https://coop.example/1"},
      {"https://coop.example/1?utm_=x&utm=y&gclidx=1", "https://coop.example/1?utm_=x&utm=y&gclidx=1"},
      {"https://coop.example/1?fbclid", "https://coop.example/1"},
      {"https://coop.example/1?", "https://coop.example/1"},
      {"https://coop.example/1?&a&&b=&", "https://coop.example/1?a&b="},
      {"https://coop.example/%7ex/%2D%41", "https://coop.example/~x/-A"},
      {"https://coop.example/%ed%98%91", "https://coop.example/%ED%98%91"},
      {"https://coop.example/협", "https://coop.example/%ED%98%91"},
      {"https://coop.example/a%2fb", "https://coop.example/a%2Fb"},
      {"https://coop.example/a%00b", "https://coop.example/a%00b"},
      {"https://coop.example/A", "https://coop.example/A"},
      {"https://bücher.example/", "https://xn--bcher-kva.example"},
      {"http://[::1]:80/", "https://[::1]"},
      {"http://[2001:db8::80]/", "https://[2001:db8::80]"},
      {"http://[2001:db8::80]:81/", "https://[2001:db8::80]:81"},
      {"/1", ""},
      {"mailto:a@coop.example", ""},
  };
  (void)state;
  for (size_t i = 0; i < ROWS(rows); i++)
    assert_gives(sse_url_append_canonical, rows[i].input, rows[i].expected);
}

static void what_all_may_see_has_no_user(void **state) {
  static const struct row rows[] = {
      {"HTTPS://me:secret@coop.example/a b", "https://coop.example/a%20b"},
      {"https://coop.example/@me", "https://coop.example/@me"},
      {"/1", ""},
  };
  (void)state;
  for (size_t i = 0; i < ROWS(rows); i++)
    assert_gives(sse_url_append_anonymous, rows[i].input, rows[i].expected);
}

static void passwords_do_not_show_in_messages(void **state) {
  static const struct row rows[] = {
      {"https://coop.example/1", "https://coop.example/1"},
      {"https://me:secret@coop.example/1", "https://***@coop.example/1"},
      {"https://me@coop.example/1", "https://***@coop.example/1"},
      {"https://me:se@cret@coop.example", "https://***@coop.example"},
      {"https://me:se/cret@coop.example/1", "https://***@coop.example/1"},
      {"https://me:s/cret@coop.example/1", "https://***@coop.example/1"},
      {"https://me:80x/cret@coop.example/1", "https://***@coop.example/1"},
      {"https://me:1/cret@coop.example/1", "https://me:1/cret@coop.example/1"},
      {"https://social.example/@coop", "https://social.example/@coop"},
      {"https://social.example:8443/@coop", "https://social.example:8443/@coop"},
      {"https://[::1]:80/@coop", "https://[::1]:80/@coop"},
      {"https://coop.example?mail=a@b", "https://coop.example?mail=a@b"},
      {"cannot ask http://a:b@c.example/ by http://d:e@proxy.example:3128, sorry",
       "cannot ask http://***@c.example/ by http://***@proxy.example:3128, sorry"},
      {"no address, a@b", "no address, a@b"},
      {"http://", "http://"},
      {"", ""},
  };
  (void)state;
  for (size_t i = 0; i < ROWS(rows); i++)
    assert_gives(sse_url_append_redacted, rows[i].input, rows[i].expected);
}

struct truth {
  const char *input;
  bool expected;
};

static void assert_truths(bool (*test)(sse_str), const struct truth *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (test(STR(rows[i].input)) != rows[i].expected) print_error("%s\n", rows[i].input);
    assert_int_equal(test(STR(rows[i].input)), rows[i].expected);
  }
}

static bool is_worldwide(sse_str id) {
  sse_buffer form = {0};
  sse_url_append_worldwide_id(&form, id);
  bool is_one = form.length > 0;
  sse_buffer_reset(&form);
  return is_one;
}

static void ids_are_worldwide_or_of_their_source(void **state) {
  static const struct truth rows[] = {
      {"https://coop.example/1", true},
      {"HTTP://coop.example/?p=12", true},
      {"https://coop.example/", false},
      {"https://www.coop.example", false},
      {"tag:coop.example,2023:news/1", true},
      {"TAG:a@coop.example,2023-07-25:1", true},
      {"tag:1", false},
      {"urn:isbn:9780000000000", true},
      {"urn:1", false},
      {"urn:uuid:8f2b1c54-3c1e-4d59-a7c8-0f2f3c1e4d59", true},
      {"urn:uuid:1", false},
      {"8f2b1c54-3c1e-4d59-a7c8-0f2f3c1e4d59", true},
      {"8F2B1C54-3C1E-4D59-A7C8-0F2F3C1E4D59", true},
      {"00000000-0000-0000-0000-000000000000", false},
      {"8f2b1c543c1e4d59a7c80f2f3c1e4d59", false},
      {"8f2b1c54-3c1e-4d59-a7c8-0f2f3c1e4d5", false},
      {"8f2b1c54-3c1e-4d59-a7c8-0f2f3c1e4d5g", false},
      {"1", false},
      {"post:1", false},
      {"/news/1", false},
      {"news/1 https://coop.example/1", false},
      {"", false},
  };
  (void)state;
  assert_truths(is_worldwide, rows, ROWS(rows));
}

static void two_ways_to_write_a_worldwide_id_have_one_form(void **state) {
  static const struct {
    const char *id, *form;
  } rows[] = {
      {"8F2B1C54-3c1e-4D59-A7C8-0F2F3C1E4D59", "8f2b1c54-3c1e-4d59-a7c8-0f2f3c1e4d59"},
      {"urn:uuid:8f2b1c54-3c1e-4d59-a7c8-0f2f3c1e4d59", "8f2b1c54-3c1e-4d59-a7c8-0f2f3c1e4d59"},
      {" URN:UUID:8f2b1c54-3c1e-4d59-a7c8-0f2f3c1e4d59\n", "8f2b1c54-3c1e-4d59-a7c8-0f2f3c1e4d59"},
      {"http://www.coop.example/a/?utm_source=x", "https://coop.example/a"},
      {"tag:Coop.example,2023:News/1 ", "tag:Coop.example,2023:News/1"},
      {"urn:isbn:9780000000000", "urn:isbn:9780000000000"},
  };
  (void)state;
  for (size_t i = 0; i < ROWS(rows); i++) {
    sse_buffer form = {0};
    sse_url_append_worldwide_id(&form, STR(rows[i].id));
    assert_string_equal(form.data ? form.data : "", rows[i].form);
    sse_buffer_reset(&form);
  }
}

static void a_root_is_a_site_as_a_whole(void **state) {
  static const struct truth rows[] = {
      {"https://coop.example", true},
      {"http://www.coop.example/", true},
      {"https://coop.example:8443/", true},
      {"https://coop.example/#news", true},
      {"https://coop.example/?", true},
      {"https://coop.example/?utm_source=feed", true},
      {"https://coop.example/?p=1", false},
      {"https://coop.example/en", false},
      {"https://coop.example/#!/1", false},
      {"coop.example", false},
      {"", false},
  };
  (void)state;
  assert_truths(sse_url_is_root, rows, ROWS(rows));
}

static void an_address_has_an_authority_and_a_site(void **state) {
  static const struct {
    const char *address, *authority, *site;
  } rows[] = {
      {"https://www.X.example:8080/a?b#c", "www.X.example:8080", "X.example"},
      {"https://x.example", "x.example", "x.example"},
      {"http://x.example?a=://b", "x.example", "x.example"},
      {"https://u:p@x.example/", "u:p@x.example", "x.example"},
      {"https://x.example:a@evil.example/", "x.example:a@evil.example", "evil.example"},
      {"http://[::1]:80/a", "[::1]:80", "[::1]"},
      {"http://[::1/", "[::1", "[::1"},
      {"https://wwwx.example/", "wwwx.example", "wwwx.example"},
      {"x.example/a", "", ""},
      {"https://", "", ""},
      {"", "", ""},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    sse_str address = copy_exactly(STR(rows[i].address));
    if (!sse_str_equal(sse_url_authority(address), STR(rows[i].authority)) ||
        !sse_str_equal(sse_url_site(address), STR(rows[i].site)))
      fail_msg("%s: site %.*s", rows[i].address, (int)sse_url_site(address).length,
               sse_url_site(address).data);
    free((char *)address.data);
  }
}

static void a_web_address_is_one_word_with_its_scheme(void **state) {
  static const struct truth rows[] = {
      {"https://coop.example", true},
      {"HTTP://c", true},
      {"http://", false},
      {"https://", false},
      {"http:/c", false},
      {"https:c", false},
      {"http://a b", false},
      {"http://a\tb", false},
      {" http://a", false},
      {"ftp://a", false},
      {"httpx://a", false},
      {"", false},
  };
  (void)state;
  assert_truths(sse_url_is_web, rows, ROWS(rows));
}

static void assert_promises(sse_str input) {
  sse_buffer valid = {0}, again = {0}, canonical = {0}, of_valid = {0};
  sse_url_resolve(input, STR(BASE), &valid);
  sse_url_append_valid(&again, sse_buffer_str(&valid));
  assert_true(sse_str_equal(sse_buffer_str(&valid), sse_buffer_str(&again)));
  if (valid.length > 0) assert_true(sse_url_is_web(sse_buffer_str(&valid)));
  for (size_t i = 0; i < valid.length; i++)
    assert_true(valid.data[i] > ' ' && valid.data[i] < 0x7F && !strchr("\"<>\\^`{|}", valid.data[i]));
  sse_buffer_clear(&valid);
  sse_url_append_valid(&valid, input);
  sse_url_append_canonical(&canonical, input);
  sse_url_append_canonical(&of_valid, sse_buffer_str(&valid));
  assert_true(sse_str_equal(sse_buffer_str(&canonical), sse_buffer_str(&of_valid)));
  sse_url_append_worldwide_id(&again, input);
  sse_url_append_redacted(&again, input);
  assert_false(valid.failed || again.failed || canonical.failed || of_valid.failed);
  sse_buffer_reset(&valid);
  sse_buffer_reset(&again);
  sse_buffer_reset(&canonical);
  sse_buffer_reset(&of_valid);
}

static void whatever_stands_in_a_link_the_promises_hold(void **state) {
  static const char *const pieces[] = {"http:", "https:", "//",   "/",   "\\",   ":",    "@",       "?",
                                       "#",     "%",      "%2e",  "%41", "%ff",  "..",   ".",       "[",
                                       "]",     "::1",    "0x7f", "1.2", "80",   "www.", "a",       "ü",
                                       "협",    "\xE9",   "℀",    "。",  " ",    "\n",   "utm_a=1", "&",
                                       "=",     "xn--",   "\x01", "-",   "user", "%00",  "％",      "ß"};
  unsigned random = 1; /* Park and Miller's generator, which gives the same numbers in every run */
  (void)state;
  for (int round = 0; round < 20000; round++) {
    sse_buffer text = {0};
    if (round % 2) sse_buffer_append_text(&text, "https://");
    for (unsigned count = 1 + random % 12; count > 0; count--) {
      random = (unsigned)((uint64_t)random * 48271 % 2147483647);
      sse_buffer_append_text(&text, pieces[random % ROWS(pieces)]);
    }
    sse_str exact = copy_exactly(sse_buffer_str(&text));
    assert_promises(exact);
    free((char *)exact.data);
    sse_buffer_reset(&text);
  }
  assert_promises((sse_str){"https://a\0b/\0c", 14});
  assert_promises((sse_str){0});
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(links_become_valid_addresses),
      cmocka_unit_test(relative_links_start_at_the_base),
      cmocka_unit_test(links_of_a_file_lead_to_files_beside_it_or_to_the_web),
      cmocka_unit_test(ways_to_write_one_address_have_one_canonical_form),
      cmocka_unit_test(what_all_may_see_has_no_user),
      cmocka_unit_test(passwords_do_not_show_in_messages),
      cmocka_unit_test(ids_are_worldwide_or_of_their_source),
      cmocka_unit_test(two_ways_to_write_a_worldwide_id_have_one_form),
      cmocka_unit_test(a_root_is_a_site_as_a_whole),
      cmocka_unit_test(an_address_has_an_authority_and_a_site),
      cmocka_unit_test(a_web_address_is_one_word_with_its_scheme),
      cmocka_unit_test(whatever_stands_in_a_link_the_promises_hold),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
