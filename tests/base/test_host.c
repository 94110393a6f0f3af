/* Hosts as people read them, and those that are shown in their ASCII form. */
#include "base/host.h"
#include "testing.h"

static const struct {
  const char *host, *shown;
} rows[] = {
    {"", ""},
    {"www.example.org", "www.example.org"},
    {"127.0.0.1", "127.0.0.1"},
    {"[::1]", "[::1]"},
    {"a_b.example", "a_b.example"},
    {"Example.ORG", "Example.ORG"},
    {"example.org.", "example.org."},
    /* One host for each script, and for scripts that are written together. */
    {"xn--bcher-kva.example", "bücher.example"},
    {"www.xn--strae-oqa.example", "www.straße.example"},
    {"xn--2q1bm40bxojeta.example", "협동조합.example"},
    {"xn--wgv71a119e.jp", "日本語.jp"},
    {"xn--r8jz45g.jp", "例え.jp"},
    {"xn--fsqu00a.xn--0zwm56d", "例子.测试"},
    {"xn--e1afmkfd.xn--p1ai", "пример.рф"},
    {"xn--hxajbheg2az3al.xn--jxalpdlp", "παράδειγμα.δοκιμή"},
    {"xn--mgbh0fb.xn--kgbechtv", "مثال.إختبار"},
    {"xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g", "उदाहरण.परीक्षा"},
    {"xn--12c1bqf0b3a6euhxb.example", "ไปด้วยกัน.example"},
    {"xn--wgv71as55mln7a.example", "한국日本.example"},
    {"xn--5eky50n.example", "日ㄅ.example"},
    /* Lookalikes: a Cyrillic a among Latin letters, a Latin one among Greek; letters of one script that all
     * look Latin; a character that is not a letter; a dotless i. */
    {"xn--pple-43d.com", "xn--pple-43d.com"},
    {"xn--80ak6aa92e.com", "xn--80ak6aa92e.com"},
    {"xn--ggle-0nda.com", "xn--ggle-0nda.com"},
    {"xn--i-7iq.ws", "xn--i-7iq.ws"},
    {"xn--fshing-p9a.com", "xn--fshing-p9a.com"},
    /* Scripts that no language mixes. */
    {"xn--12c0x.com", "xn--12c0x.com"},
    {"xn--y9a869c.com", "xn--y9a869c.com"},
    {"xn--11b0x.com", "xn--11b0x.com"},
    {"xn--u8jw72n543e.com", "xn--u8jw72n543e.com"},
    {"xn--u8jy480c.com", "xn--u8jy480c.com"},
    {"xn--u8j5u232k.com", "xn--u8j5u232k.com"},
    {"xn--a-uwf.com", "xn--a-uwf.com"},
    /* Not made by IDNA. */
    {"xn--", "xn--"},
    {"xn--a.example", "xn--a.example"},
    {"xn--\xFF.example", "xn--\xFF.example"},
    {"xn--Bcher-KVA.example", "xn--Bcher-KVA.example"},
    {"bücher.example", "bücher.example"},
};

static void a_host_is_shown_in_its_own_characters_where_nobody_is_misled(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    sse_buffer shown = {0};
    sse_buffer_append_text(&shown, "");
    sse_host_append_shown(&shown, sse_str_of(rows[i].host));
    if (strcmp(shown.data, rows[i].shown) != 0) fail_msg("%s: %s", rows[i].host, shown.data);
    sse_buffer_reset(&shown);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_host_is_shown_in_its_own_characters_where_nobody_is_misled),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
