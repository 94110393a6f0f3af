/* RSS and Atom that are damaged in ways that readers of feeds meet. */
#include "collecting.h"

#define RSS(items) "<rss version=\"2.0\"><channel><title>F</title>" items "</channel></rss>"

/* A picture in the text of an item, as it comes where it was not escaped. */
static void a_tag_of_any_length_costs_no_more_than_itself(void **state) {
  static const int lengths[] = {1000, 1 << 20, 3 << 20};
  const char *path = path_in(state, "long.xml");
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    sse_buffer text = {0};
    sse_buffer_append_text(&text, "<rss><channel><item><title>A</title></item><item><title>B</title>"
                                  "<description>one <img src=\"data:image/png;base64,");
    for (int k = 0; k < lengths[i]; k += 16)
      sse_buffer_append_text(&text, "AAAAAAAAAAAAAAA+");
    sse_buffer_append_text(&text,
                           "\"/>two</description></item><item><title>C</title></item></channel></rss>");
    write_bytes(path, text.data, text.length);
    struct collected collected = collect_file(path, NULL);
    assert_string_equal(collected.items.data, "|A||||\n|B|one two|||en\n|C||||\n");
    assert_false(collected.report.cut);
    collected_reset(&collected);
    sse_buffer_reset(&text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_tag_of_any_length_costs_no_more_than_itself),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
