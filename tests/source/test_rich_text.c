/* Texts that editors store as JSON trees. */
#include "collecting.h"

/* Reads each tree as the text of an item, in an array of one. */
static void assert_trees(void **state, const char *const (*cases)[2], size_t count) {
  for (size_t i = 0; i < count; i++) {
    sse_buffer bytes = {0}, items = {0};
    sse_buffer_printf(&bytes, "[{\"title\":\"A\",\"date\":\"2023-07-25\",\"lang\":\"en\",\"content\":%s}]",
                      cases[i][0]);
    sse_buffer_printf(&items, "2023-07-25|A|%s|||en\n", cases[i][1]);
    const struct reading_case wanted = {.name = "tree.json", .bytes = bytes.data, .items = items.data};
    assert_readings(state, &wanted, 1);
    sse_buffer_reset(&bytes);
    sse_buffer_reset(&items);
  }
}

static void the_text_of_a_tree_is_its_pieces_in_paragraphs(void **state) {
  static const char *const cases[][2] = {
      /* Portable Text */
      {"[{\"_type\":\"block\",\"children\":[{\"_type\":\"span\",\"text\":\"It \",\"marks\":[]},{\"_type\":"
       "\"span\",\"text\":\"opens\",\"marks\":[\"strong\"]}],\"markDefs\":[]},{\"_type\":\"image\",\"asset\":"
       "{"
       "\"_ref\":\"i\"},\"caption\":\"A "
       "wheel\"},{\"_type\":\"block\",\"children\":[{\"_type\":\"span\",\"text\":"
       "\"Two\"}]}]",
       "It opens\nA wheel\nTwo"},
      /* ProseMirror, TipTap */
      {"{\"type\":\"doc\",\"content\":[{\"type\":\"heading\",\"attrs\":{\"level\":2},\"content\":[{\"type\":"
       "\"text\",\"text\":\"Head\"}]},{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":"
       "\"One\","
       "\"marks\":[{\"type\":\"link\",\"attrs\":{\"title\":\"x\"}}]},{\"type\":\"hardBreak\"},{\"type\":"
       "\"text\","
       "\"text\":\"more\"}]},{\"type\":\"bulletList\",\"content\":[{\"type\":\"listItem\",\"content\":[{"
       "\"type\":"
       "\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"Two\"}]}]}]}]}",
       "Head\nOne\nmore\nTwo"},
      /* Contentful */
      {"{\"nodeType\":\"document\",\"data\":{},\"content\":[{\"nodeType\":\"paragraph\",\"content\":[{"
       "\"nodeType\":"
       "\"text\",\"value\":\"It "
       "\",\"marks\":[]},{\"nodeType\":\"hyperlink\",\"data\":{\"uri\":\"https://x\"},"
       "\"content\":[{\"nodeType\":\"text\",\"value\":\"opens\"}]}]}]}",
       "It opens"},
      /* Slate, Lexical */
      {"[{\"type\":\"paragraph\",\"children\":[{\"text\":\"It "
       "\"},{\"type\":\"link\",\"title\":\"x\",\"children\":[{"
       "\"text\":\"opens\"}]}]},{\"children\":[{\"text\":\"Two\"},{\"type\":\"ul\",\"children\":[{"
       "\"children\":[{"
       "\"text\":\"Three\"}]}]}]}]",
       "It opens\nTwo\nThree"},
      {"{\"root\":{\"type\":\"root\",\"children\":[{\"type\":\"paragraph\",\"children\":[{\"type\":\"text\","
       "\"text\":\"It \"},{\"type\":\"text\",\"text\":\"opens\"}]}]}}",
       "It opens"},
  };
  assert_trees(state, cases, sizeof cases / sizeof *cases);
}

static void a_tree_may_have_its_paragraphs_in_blocks_or_stand_in_a_string(void **state) {
  static const char *const cases[][2] = {
      /* Draft.js, Editor.js, Quill */
      {"{\"blocks\":[{\"text\":\"One\",\"type\":\"unstyled\",\"inlineStyleRanges\":[]},{\"text\":\"Two\","
       "\"type\":"
       "\"unstyled\"}],\"entityMap\":{\"0\":{\"data\":{\"text\":\"x\"}}}}",
       "One\nTwo"},
      {"{\"time\":1,\"blocks\":[{\"type\":\"header\",\"data\":{\"text\":\"Head\"}},{\"type\":\"paragraph\","
       "\"data\":"
       "{\"text\":\"It <b>opens</b> &amp; "
       "turns\"}},{\"type\":\"list\",\"data\":{\"items\":[\"one\",\"two\"]}}]}",
       "Head\nIt opens & turns\none\ntwo"},
      {"{\"ops\":[{\"insert\":\"It "
       "\"},{\"insert\":\"opens\",\"attributes\":{\"bold\":true}},{\"insert\":\"\\nTwo\\n"
       "\"}]}",
       "It opens\nTwo"},
      /* Wix */
      {"{\"nodes\":[{\"type\":\"PARAGRAPH\",\"nodes\":[{\"type\":\"TEXT\",\"nodes\":[],\"textData\":{"
       "\"text\":\"It "
       "\"}},{\"type\":\"TEXT\",\"textData\":{\"text\":\"opens\"}}]}]}",
       "It opens"},
      /* Chorus */
      {"{\"components\":[{\"contents\":{\"html\":\"It <b>opens</b>\"}},{\"contents\":{\"html\":\"Two\"}}]}",
       "It opens\nTwo"},
      /* encoded as a string */
      {"\"{\\\"blocks\\\":[{\\\"type\\\":\\\"paragraph\\\",\\\"data\\\":{\\\"text\\\":\\\"It opens\\\"}}]}\"",
       "It opens"},
      /* not a tree */
      {"\"{\\\"a\\\": 1}\"", "{\"a\": 1}"},
      {"\"[1] of \\\"these\\\": [2]\"", "[1] of \"these\": [2]"},
      {"[\"One\",\"Two\"]", "One\nTwo"},
  };
  assert_trees(state, cases, sizeof cases / sizeof *cases);
}

static void what_people_wrote_in_nodes_of_a_site_s_own_is_text_and_how_they_look_is_not(void **state) {
  static const char *const cases[][2] = {
      {"[{\"_type\":\"block\",\"style\":\"normal\",\"children\":[{\"_type\":\"span\",\"text\":\"One\"}]},{"
       "\"_type\":\"callout\",\"tone\":\"warning\",\"note\":\"It opens\",\"css\":\"color: "
       "red\"},{\"_type\":\"teaser\",\"heading\":\"Two\",\"titulo\":\"협동조합\"}]",
       "One\nIt opens\nTwo\n협동조합"},
      {"{\"type\":\"doc\",\"content\":[{\"type\":\"paragraph\",\"attrs\":{\"textAlign\":\"left\"},"
       "\"content\":[{"
       "\"type\":\"text\",\"text\":\"Thanks "
       "to\"},{\"type\":\"mention\",\"attrs\":{\"id\":\"7\",\"label\":\"Ann "
       "Smith\"}},{\"type\":\"text\",\"text\":\" for "
       "it\"}]},{\"type\":\"image\",\"attrs\":{\"src\":\"https://x/a "
       "b.jpg\",\"class\":\"wide left\",\"title\":\"A wheel\"}}]}",
       "Thanks to Ann Smith for it\nA wheel"},
      {"[{\"type\":\"paragraph\",\"children\":[{\"text\":\"See \"},{\"type\":\"link\",\"title\":\"Read all "
       "about "
       "it\",\"children\":[{\"text\":\"this\"}]},{\"text\":\".\"}]}]",
       "See this."},
      /* Notion */
      {"[{\"object\":\"block\",\"type\":\"paragraph\",\"paragraph\":{\"rich_text\":[{\"type\":\"text\","
       "\"text\":{"
       "\"content\":\"It \"},\"plain_text\":\"It \"},{\"type\":\"text\",\"text\":{\"content\":\"opens\"},"
       "\"plain_text\":\"opens\"}]}}]",
       "It opens"},
  };
  assert_trees(state, cases, sizeof cases / sizeof *cases);
}

static void a_cell_may_hold_a_tree(void **state) {
  assert_items(
      state, "cells.csv",
      "title,text\nA,\"{\"\"type\"\":\"\"doc\"\",\"\"content\"\":[{\"\"type\"\":\"\"paragraph\"\",\"\"content"
      "\"\":[{\"\"type\"\":\"\"text\"\",\"\"text\"\":\"\"It opens\"\"}]}]}\"\n",
      "|A|It opens|||en\n");
}

static void a_tree_without_text_is_told(void **state) {
  static const struct reading_case cases[] = {
      {.name = "none.json",
       .bytes = "[{\"title\":\"A\",\"content\":[{\"_type\":\"image\",\"asset\":{\"_ref\":\"i\"}}]}]",
       .items = "|A||||\n",
       .losses = "not taken content 1\n"},
  };
  ASSERT_READINGS(state, cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_text_of_a_tree_is_its_pieces_in_paragraphs),
      cmocka_unit_test(a_tree_may_have_its_paragraphs_in_blocks_or_stand_in_a_string),
      cmocka_unit_test(what_people_wrote_in_nodes_of_a_site_s_own_is_text_and_how_they_look_is_not),
      cmocka_unit_test(a_cell_may_hold_a_tree),
      cmocka_unit_test(a_tree_without_text_is_told),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
