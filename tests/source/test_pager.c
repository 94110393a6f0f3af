/* The address of a list's next page: links that call themselves so, in words, numbers or class names.
 * Each row is a page and the addresses of its continuation.
 * The items of the page itself stay the same. */
#include "collecting.h"

#define LIST                                                                                                 \
  "<div><h3><a href=/m>Mill sold</a></h3><i>4 March 2026</i></div><div><h3><a href=/b>Bakery</a></h3><i>3 "  \
  "March 2026</i></div>"

/* Checks that each page is a list of two, and which addresses continue it. */
static void check_next(void **state, const char *const (*pages)[2], size_t count) {
  for (size_t i = 0; i < count; i++) {
    sse_buffer further = {0}, bytes = {0};
    const source_options options = {.further = &further, .url = "https://x.example/d/"};
    sse_buffer_append_text(&further, "");
    sse_buffer_printf(&bytes, "<!doctype html><html><title>News</title>%s", pages[i][0]);
    write_text(path_in(state, "list.html"), bytes.data);
    struct collected collected = collect_file(path_in(state, "list.html"), &options);
    assert_int_equal(collected.report.items, 2);
    assert_true(collected.report.is_window);
    if (strcmp(further.data, pages[i][1]) != 0) fail_msg("%s: %s", pages[i][0], further.data);
    collected_reset(&collected);
    sse_buffer_reset(&bytes);
    sse_buffer_reset(&further);
  }
}

static void a_link_that_says_so_goes_on(void **state) {
  static const char *const pages[][2] = {
      {"<link rel=next href=/p2>" LIST, "https://x.example/p2\n"},
      {LIST "<a rel='nofollow next' href='?page=2'>II</a>", "https://x.example/d/?page=2\n"},
      {LIST "<ul><li class=pager-next><a href=/p2>go on</a></ul>", "https://x.example/p2\n"},
      {LIST "<a href=/p0>Newer posts</a> <a href=/p2>Older posts</a>", "https://x.example/p2\n"},
      {LIST "<a href=/p2>Page suivante</a>", "https://x.example/p2\n"},
      {LIST "<a href=/p2>Следующая</a>", "https://x.example/p2\n"},
      {LIST "<a href=/p2>СЛЕДУЮЩАЯ »</a>", "https://x.example/p2\n"},
      {LIST "<a href=/p2>Page suivante »</a>", "https://x.example/p2\n"},
      {LIST "<a href=/p0>‹ Anterior</a><a href=/p2>Siguiente ›</a>", "https://x.example/p2\n"},
      {LIST "<a href=/p2>Older items</a>", "https://x.example/p2\n"},
      {LIST "<a href=/p2>« Previous Entries</a>", "https://x.example/p2\n"},
      {LIST "<a href=/p2>ΕΠΌΜΕΝΗ</a>", "https://x.example/p2\n"},
      {LIST "<a href=/p2>Ältere Beiträge</a>", "https://x.example/p2\n"},
      {LIST "<a href=/p2 aria-label='Next page'><i class=icon></i></a>", "https://x.example/p2\n"},
      {LIST "<a href=/p2 title=Weiter><i>&gt;&gt;</i></a>", "https://x.example/p2\n"},
      {LIST "<a href=/p2><img src=n.png alt=Next></a>", "https://x.example/p2\n"},
      {LIST
       "<div class=nav-next><a href=/p0>Newer posts →</a></div><div class=nav-previous><a href=/p2>← Older "
       "posts</a></div>",
       "https://x.example/p2\n"},
      {LIST "<div class=nav-next><a href=/p0>Newer posts →</a></div>", ""},
      {LIST "<a href=/x>»</a><a href=/p2>weiter</a>", "https://x.example/p2\n"},
      {LIST "<a href=/p2>Weitere Meldungen laden</a>", "https://x.example/p2\n"},
      {LIST "<a href='#'>Load more</a>", ""},
      {LIST "<a href='#'>Next</a> <a href=/n>Next to the mill</a>", ""},
  };
  check_next(state, pages, sizeof pages / sizeof *pages);
}

static void the_number_after_that_of_the_page_goes_on(void **state) {
  static const char *const pages[][2] = {
      {LIST "<a href=/p1>1</a> <span>2</span> <a href=/p3>3</a>", "https://x.example/p3\n"},
      {LIST "<ul class=pagination><li class='page-item active'><a href='?p=1'>1</a><li><a href='?p=2'>2</a>"
            "<li><a href='?p=9'>»</a></ul>",
       "https://x.example/d/?p=2\n"},
      {LIST "<a href='?p=1'>1</a> <a href='?p=2' aria-current=page>2</a> <a href='?p=3'>3</a>",
       "https://x.example/d/?p=3\n"},
      {LIST "<a href=/d/>1</a> <a href='?p=2'>2</a> <a href='?p=3'>3</a>", "https://x.example/d/?p=2\n"},
      {LIST "<p>[1] <a href=/p2>2</a> <a href=/p3>3</a>", "https://x.example/p2\n"},
      {LIST "<p>[1] <a href=/p2>[2]</a> <a href=/p9>»</a>", "https://x.example/p2\n"},
      {LIST "<b>1</b> <a href=/p2><span>Page</span> 2</a>", "https://x.example/p2\n"},
      {LIST "<ul><li class=on><a href='?p=1'>1</a><li><a href='?p=2'>2</a><li><a href='?p=3'>3</a><li>"
            "<a href='?p=4'>다음</a></ul>",
       "https://x.example/d/?p=2\n"},
      {LIST "<a href='?p=1'>1</a> <a href='?p=2'>2</a> <a href='?p=3'>3</a> <a href='?p=4'>Next</a>",
       "https://x.example/d/?p=2\n"},
      {LIST "<a href='?p=1'>1</a> <a href='?p=2'>2</a> <strong>3</strong> <a href='?p=4'>다음</a>",
       "https://x.example/d/?p=4\n"},
      {LIST "<b>2025</b> <a href=/2026>2026</a>", ""},
  };
  check_next(state, pages, sizeof pages / sizeof *pages);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_link_that_says_so_goes_on),
      cmocka_unit_test(the_number_after_that_of_the_page_goes_on),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
