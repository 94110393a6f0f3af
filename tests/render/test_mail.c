/* Results as a mail: its lines follow RFC 5322, 2045 and 2047, whatever the items contain.
 * Its text is tested in tests/cli/saved.bats, where Python's parser reads it.
 * If memory runs out, there is no mail at all. */
#include "failing.h"

#include "testing.h"

#include "render/render.h"

static const render_mail_head head = {.from = "archive@host.example",
                                      .to = "reader@host.example",
                                      .id = "1.2.3@host.example",
                                      .time = 1690255020};
static const render_options options = {.language = MESSAGES_EN, .mail = &head};

/* The mail of one item with this title and address, found by this query; NULL if memory ran out. */
/* NOLINTNEXTLINE(readability-non-const-parameter): the results own them */
static char *mail_of(char *title, char *url, char *query) {
  enum { SIZE = 100000 }; /* glibc does not report when an open_memstream runs out of memory */
  static char text[SIZE];
  sse_error err;
  search_hit hit = {.id = "1",
                    .title = {title, NULL, 0},
                    .snippet = {"A snippet.", NULL, 0},
                    .url = url,
                    .date = "2023-07-25",
                    .source = "ILO"};
  const search_results results = {.hits = &hit, .hit_count = 1, .total = 1, .query = query};
  memset(text, 0, sizeof text);
  FILE *out = fmemopen(text, SIZE - 1, "w");
  if (!out) return NULL;
  sse_status status = render_mail(out, &results, &options, &err);
  assert_int_equal(fclose(out), 0);
  if (status) assert_string_equal(text, "");
  return status ? NULL : strdup(text);
}

static void assert_has(const char *mail, const char *wanted) {
  if (!strstr(mail, wanted)) fail_msg("no \"%s\" in:\n%s", wanted, mail);
}

static void the_head_says_who_when_and_what(void **state) {
  (void)state;
  char *mail = mail_of("Title", "https://site.example/a", "pears");
  assert_has(mail, "Date: Tue, 25 Jul 2023 03:17:00 +0000\n");
  assert_has(mail, "From: archive@host.example\nTo: reader@host.example\n");
  assert_has(mail, "\nSubject: ssesearch: 1 item for pears\n");
  assert_has(mail, "\nMessage-ID: <1.2.3@host.example>\n");
  assert_has(mail, "\n\nTitle\n2023-07-25 =C2=B7 ILO\nhttps://site.example/a\nA snippet.\n\n--");
  free(mail);
}

static void no_line_is_too_long_or_begins_as_mailers_dislike(void **state) {
  static const char *const pieces[] = {
      "word ", "..", "From ", "협동조합", "é",
      "=",     " ",  "\t",    "\x01",     "a-very-long-word-without-any-space-in-it-that-goes-on-and-on",
      "From"};
  unsigned seed = 1;
  (void)state;
  for (int round = 0; round < 200; round++) {
    sse_buffer title = {0};
    for (int i = 0; i < round; i++) {
      seed = seed * 1103515245 + 12345;
      sse_buffer_append_text(&title, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
    }
    sse_buffer_append_text(&title, round % 2 ? " " : "");
    char *mail = mail_of(title.data, title.data, title.data);
    assert_non_null(mail);
    char *body = strstr(mail, "\n\n");
    size_t length;
    for (char *line = mail; *line; line += length + (line[length] == '\n')) {
      length = strcspn(line, "\n");
      assert_true(length <= 76);
      if (line > body) assert_true(line[0] != '.' && strncmp(line, "From ", 5) != 0);
      if (length > 0) assert_true(line[length - 1] != ' ');
      for (size_t i = 0; i < length; i++)
        assert_true(line[i] >= ' ' && line[i] <= '~');
    }
    free(mail);
    sse_buffer_reset(&title);
  }
}

static void what_is_not_ascii_or_looks_encoded_is_an_encoded_word(void **state) {
  static const struct {
    char *query;
    const char *subject;
  } rows[] = {
      {"é", "Subject: =?utf-8?Q?ssesearch=3A_1_item_for_=C3=A9?=\n"},
      {"=?utf-8?Q?x?=", "Subject: =?utf-8?Q?ssesearch=3A_1_item_for_=3D=3Futf=2D8=3FQ=3Fx=3F=3D?=\n"},
      {"a\nBcc: b", "Subject: =?utf-8?Q?ssesearch=3A_1_item_for_a=3FBcc=3A_b?=\n"},
      {"", "Subject: ssesearch: 1 item\n"},
      /* A character is never split. */
      {"협동조합협동조합", "=EC=A1=B0?=\n =?utf-8?Q?=ED=95=A9"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char *mail = mail_of("Title", NULL, rows[i].query);
    assert_has(mail, rows[i].subject);
    free(mail);
  }
}

static void only_addresses_of_the_web_are_links(void **state) {
  (void)state;
  char *mail = mail_of("<b>&", "javascript:alert(1)", "q");
  assert_null(strstr(mail, "href"));
  assert_has(mail, "<strong>&lt;b&gt;&amp;</strong>");
  free(mail);
  mail = mail_of("x", "https://site.example/?a=\"", "q");
  assert_has(mail, "<a href=3D\"https://site.example/?a=3D&quot;\">");
  free(mail);
}

/* Facets count all items, so they do not make a mail of new items. */
static void without_items_there_is_no_mail(void **state) {
  char *text = NULL;
  size_t size = 0;
  sse_error err;
  const render_mail_head new_head = {.id = "1.2.3@host.example", .is_new = true};
  const render_options new_items = {.language = MESSAGES_EN, .mail = &new_head};
  const search_results results = {.query = "q"}, counted = {.query = "q", .total = 3, .has_facets = true};
  FILE *out = open_memstream(&text, &size);
  (void)state;
  assert_non_null(out);
  assert_int_equal(render_mail(out, &results, &options, &err), SSE_OK);
  assert_int_equal(render_mail(out, &counted, &new_items, &err), SSE_OK);
  assert_int_equal(fclose(out), 0);
  assert_int_equal(size, 0);
  free(text);
}

static void without_memory_there_is_no_mail(void **state) {
  (void)state;
  if (!OWN_MALLOC) skip();
  static char title[5001]; /* longer than the first buffer of a stream */
  memset(title, 'x', sizeof title - 1);
  char *whole = mail_of(title, NULL, "pears");
  happened = true;
  for (long nth = 1; happened; nth++) {
    happened = false;
    countdown = nth;
    fails_memory = true;
    char *mail = mail_of(title, NULL, "pears");
    fails_memory = false;
    countdown = 0;
    if (mail) assert_string_equal(mail, whole);
    free(mail);
  }
  free(whole);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_head_says_who_when_and_what),
      cmocka_unit_test(no_line_is_too_long_or_begins_as_mailers_dislike),
      cmocka_unit_test(what_is_not_ascii_or_looks_encoded_is_an_encoded_word),
      cmocka_unit_test(only_addresses_of_the_web_are_links),
      cmocka_unit_test(without_items_there_is_no_mail),
      cmocka_unit_test(without_memory_there_is_no_mail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
