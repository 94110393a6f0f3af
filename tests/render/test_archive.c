/* The address of an archived copy: which templates are valid, and what they expand to.
 * The forms with a date are those of the Wayback Machine.
 * An item without a web address has no copy. */
#include "testing.h"

#include "render/render.h"

#define WAYBACK "https://web.archive.org/web/{date}/{url}"

static void a_template_is_filled_with_the_date_and_the_address_of_an_item(void **state) {
  static const struct {
    const char *link, *date, *url, *archived;
  } rows[] = {
      {WAYBACK, "2023-07-25", "https://a.example/b?c=d#e",
       "https://web.archive.org/web/20230725/https://a.example/b?c=d#e"},
      {WAYBACK, "2023-07", "http://a.example/%C3%A9",
       "https://web.archive.org/web/202307/http://a.example/%C3%A9"},
      {WAYBACK, "2023", "https://a.example/", "https://web.archive.org/web/2023/https://a.example/"},
      {WAYBACK, NULL, "https://a.example/", "https://web.archive.org/web/https://a.example/"},
      {"https://b.example/?when={date}&what={url}", "2023-07-25", "https://a.example/?x=y&z",
       "https://b.example/?when=20230725&what=https%3A%2F%2Fa.example%2F%3Fx%3Dy%26z"},
      {"https://b.example/?when={date}&what={url}", NULL, "https://a.example/",
       "https://b.example/?when=&what=https%3A%2F%2Fa.example%2F"},
      {"https://b.example/{url}", "2023", "https://a.example/{date}",
       "https://b.example/https://a.example/{date}"},
      {"https://b.example/{url}/{url}", "2023", "https://a.example/1",
       "https://b.example/https://a.example/1/https://a.example/1"},
      {WAYBACK, "2023", NULL, NULL},
      {WAYBACK, "2023", "file:///news/a.txt", NULL},
      {WAYBACK, "2023", "javascript:alert(1)", NULL},
      {NULL, "2023", "https://a.example/", NULL},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const search_hit hit = {.date = (char *)rows[i].date, .url = (char *)rows[i].url};
    sse_buffer archived = {0};
    render_append_archived(rows[i].link, &hit, &archived);
    if (rows[i].archived) {
      assert_string_equal(archived.data, rows[i].archived);
    } else {
      assert_null(archived.data);
    }
    sse_buffer_reset(&archived);
  }
}

static void a_template_is_an_address_with_a_place_for_another(void **state) {
  static const struct {
    const char *link;
    bool is_one;
  } rows[] = {
      {WAYBACK, true},
      {"http://b.example/{url}", true},
      {"https://b.example/?u={url}", true},
      {"https://web.archive.org/web/{date}/", false},
      {"https://web.archive.org/web/{date}/{URL}", false},
      {"https://web.archive.org/web/{day}/{url}", false},
      {"https://web.archive.org/web/{date}/{url", false},
      {"javascript:alert('{url}')", false},
      {"ftp://b.example/{url}", false},
      {"{url}", false},
      {"", false},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (render_is_archive_link(rows[i].link) != rows[i].is_one) fail_msg("'%s'", rows[i].link);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_template_is_filled_with_the_date_and_the_address_of_an_item),
      cmocka_unit_test(a_template_is_an_address_with_a_place_for_another),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
