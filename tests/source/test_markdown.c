/* Markdown. */
#include "collecting.h"

#include <sys/stat.h>

static void front_matter_gives_the_fields(void **state) {
  assert_items(
      state, "a.md",
      "---\ntitle: \"A title: with more\"\ndate: 2024-05-06\nlang: en\ntags:\n  - one\n  - two\nlayout: "
      "post\n---\n\n"
      "## Part\n\nSome *bold* text with a [link](http://x).\nSame paragraph, snake_case.\n\n- item\n",
      "2024-05-06|A title: with more|Part\nSome bold text with a link. Same paragraph, "
      "snake_case.\nitem|||en|one, two\n");
}

static void without_front_matter_the_first_heading_is_the_title(void **state) {
  assert_items(state, "2023-07-25-note.md", "# The *title*\n\nText.\n", "2023-07-25|The title|Text.|||\n");
}

static void a_heading_that_repeats_the_title_is_no_text(void **state) {
  assert_items(state, "a.md", "---\ntitle: \"A 'post' &amp; more\"\n---\n# A 'post' & more\n\nText.\n",
               "|A 'post' & more|Text.|||\n");
  assert_items(state, "b.md", "---\ntitle: \"Vec<T> & more\"\n---\n# Vec\\<T> & more\n\nText.\n",
               "|Vec<T> & more|Text.|||\n");
  assert_items(state, "c.md", "---\ntitle: A post\n---\n# A mill\n\nText.\n", "|A post|A mill\nText.|||\n");
}

static void marks_are_left_out_and_what_is_escaped_is_kept(void **state) {
  assert_items(
      state, "marks.md",
      "# A\n\n> Quoted \\*stars\\* and a `code`\n\nAn ![image](x.png) and [a link](https://x.example/a).\n\n"
      "[not a link] (x)\n\nEnds in \\\n",
      "|A|Quoted *stars* and a code\nAn image and a link.\n[not a link] (x)\nEnds in \\|||en\n");
}

static void tags_may_stand_in_brackets_and_be_tables(void **state) {
  assert_items(state, "tags.md", "---\ntitle: A\ntags: [one, two]\n---\n", "|A|||||one, two\n");
  assert_items(state, "tag.md", "---\ntitle: A\ntags: [x]\n---\n", "|A|||||x\n");
  assert_items(
      state, "table.md",
      "---\ntitle: A\ntags:\n- label: two words\n  permalink: x\ncategories:\n- {name: News, slug: n}\n"
      "topics: {title: Mills}\n---\n",
      "|A|||||two words, News, Mills\n");
  assert_items(state, "none.md", "---\ntitle: A\ntags: []\n---\n", "|A||||\n");
}

static void the_language_is_that_of_the_name_where_the_text_says_none(void **state) {
  static const struct {
    const char *name, *language;
  } cases[] = {{"post.fr.md", "fr"},
               {"post.ko.md", "ko"},
               {"post.xq.md", ""},
               {"fr.md", ""},
               {"content/es/post.md", "es"},
               {"content/es/post.de.md", "de"},
               {"content/xq/post.md", ""},
               {"es/post.md", ""},
               {"post.FR.md", ""}};
  assert_int_equal(mkdir(path_in(state, "content"), 0755), 0);
  assert_int_equal(mkdir(path_in(state, "content/es"), 0755), 0);
  assert_int_equal(mkdir(path_in(state, "content/xq"), 0755), 0);
  assert_int_equal(mkdir(path_in(state, "es"), 0755), 0);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sse_buffer items = {0};
    sse_buffer_printf(&items, "|A|B.|||%s\n", cases[i].language);
    assert_items(state, cases[i].name, "# A\n\nB.\n", items.data);
    sse_buffer_reset(&items);
  }
  assert_items(state, "said.fr.md", "---\ntitle: A\nlang: en\n---\n", "|A||||en\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(front_matter_gives_the_fields),
      cmocka_unit_test(without_front_matter_the_first_heading_is_the_title),
      cmocka_unit_test(a_heading_that_repeats_the_title_is_no_text),
      cmocka_unit_test(marks_are_left_out_and_what_is_escaped_is_kept),
      cmocka_unit_test(the_language_is_that_of_the_name_where_the_text_says_none),
      cmocka_unit_test(tags_may_stand_in_brackets_and_be_tables),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
