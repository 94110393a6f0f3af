/* Which of the texts that a page has is its article: one of several, or one that only its scripts know.
 * Each row is a page and the items that are made of it.
 * What is left out is counted, which each table expects. */
#include "paging.h"

#define FOUNDRY                                                                                              \
  "<p>The foundry of the town next to it goes to those who work there, after a year of talks with the bank " \
  "and with the family that has owned it for three generations.</p>"                                         \
  "<p>All forty of them have put in a month's pay, and what is missing comes from a fund that the "          \
  "federation "                                                                                              \
  "set up for firms whose owners retire without anyone to follow them.</p>"                                  \
  "<p>The first bells that they cast on their own account are for the new school, said its head.</p>"

static void the_next_article_of_a_page_is_not_part_of_its_own_one(void **state) {
  static const struct page pages[] = {
      {"below",
       "<main><article><h1>Ferry</h1>" FERRY "</article><article><h1>Foundry</h1>" FOUNDRY
       "</article></main>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
      {"in a wrapper",
       "<div><h1>Ferry</h1><div>" FERRY "</div></div><div><div class='post hentry'><h1>Foundry</h1>" FOUNDRY
       "</div></div>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
      {"by type",
       "<div><h1>Ferry</h1>" FERRY "</div><div itemscope itemtype='https://schema.org/NewsArticle'>"
       "<h1>Foundry</h1>" FOUNDRY "</div>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
  };
  CHECK_LOSING(pages, "dropped article 1\n");
}

static void a_part_of_the_article_is_no_other_one(void **state) {
  static const struct page pages[] = {
      {"the site's name above",
       "<header><h1>Ferry</h1></header><article><h1>The crew owns it</h1>" FERRY "</article>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
      {"a section with an h1",
       "<article><h1>Ferry</h1>" FERRY "<section><h1>How it began</h1>" FERRY "</section></article>",
       "|Ferry|" FERRY_TEXT "\nHow it began\n" FERRY_TEXT "|||en\n"},
  };
  CHECK(pages);
}

#define BODY                                                                                                 \
  "The crew of the ferry owns it from today, and the town has lent the money.</p><p>Nobody else wanted to "  \
  "buy it, and the crew knows every board of it, said the harbour master, who has seen many crews come and " \
  "go in the thirty years that he has been there, and none of them has owned what it sailed on until now."
#define BODY_TEXT                                                                                            \
  "The crew of the ferry owns it from today, and the town has lent the money.\nNobody else wanted to buy "   \
  "it, and the crew knows every board of it, said the harbour master, who has seen many crews come and go "  \
  "in the thirty years that he has been there, and none of them has owned what it sailed on until now."
#define HEAD "<title>The crew owns the ferry</title><div id=app>Loading</div>"
#define OTHERS                                                                                               \
  "\"menu\": [{\"title\": \"About us\", \"body\": \"We are the paper of the harbour, and we have been here " \
  "since the first ferry.\"}], "
#define ITEM "2023-07-25|The crew owns the ferry|" BODY_TEXT "|||en\n"

static void a_text_that_only_scripts_know_is_read(void **state) {
  static const struct {
    const char *name, *body;
  } pages[] = {
      {"a state in a script",
       "<script id='__NEXT_DATA__' type='application/json'>{\"props\": {" OTHERS
       "\"post\": {\"title\": \"The "
       "crew owns the ferry\", \"publishedAt\": \"2023-07-25\", \"html\": \"<p>" BODY "</p>\"}}}</script>"},
      {"assigned",
       "<script>window.__STATE__ = {" OTHERS "\"articles\": {\"17\": {\"headline\": \"The crew owns "
       "the ferry\", \"datePublished\": \"2023-07-25T10:00:00Z\", \"content\": {\"body\": \"<p>" BODY
       "</p>\"}}}}; run();</script>"},
      {"an argument",
       "<script>(q = q || []).push({" OTHERS "\"data\": {\"title\": \"The crew owns the ferry\", "
       "\"publishedDate\": \"2023-07-25\", \"contentHtml\": \"<p>" BODY "</p>\"}})</script>"},
      {"a string of JSON",
       "<script>var s = JSON.parse(\"{\\\"title\\\": \\\"The crew owns the ferry\\\", "
       "\\\"date\\\": \\\"2023-07-25\\\", \\\"body\\\": \\\"<p>" BODY "</p>\\\"}\");</script>"},
      {"an attribute",
       "<div data-page='{" OTHERS "\"props\": {\"post\": {\"title\": \"The crew owns the ferry\", "
       "\"published\": \"2023-07-25\", \"text\": \"<p>" BODY "</p>\"}}}'></div>"},
      {"a tree",
       "<script type='application/json'>{" OTHERS "\"title\": \"The crew owns the ferry\", \"date\": "
       "\"2023-07-25\", \"content\": {\"blocks\": [{\"type\": \"p\", \"text\": \"The crew of the ferry "
       "owns it from today, and the town has lent the money.\"}, {\"type\": \"p\", \"text\": \"Nobody "
       "else wanted to buy it, and the crew knows every board of it, said the harbour master, who has "
       "seen many crews come and go in the thirty years that he has been there, and none of them has "
       "owned what it sailed on until now.\"}]}}</script>"},
  };
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    sse_buffer page = {0};
    sse_buffer_printf(&page, "<!doctype html><html lang=en>" HEAD "%s", pages[i].body);
    const struct reading_case wanted = {.name = "page.html", .bytes = page.data, .items = ITEM};
    write_text(path_in(state, wanted.name), page.data);
    struct collected collected = collect_file(path_in(state, wanted.name), NULL);
    if (strcmp(collected.items.data, ITEM) != 0)
      fail_msg("%s: items:\n%s", pages[i].name, collected.items.data);
    assert_collected(&collected, &wanted);
    collected_reset(&collected);
    sse_buffer_reset(&page);
  }
}

static void data_of_other_articles_and_a_text_that_is_shown_are_left_alone(void **state) {
  static const struct page pages[] = {
      {"another headline",
       FERRY "<script>x = {\"title\": \"Foundry of the town\", \"body\": \"" BODY BODY BODY BODY BODY
             "\"}</script>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
      {"broken", FERRY "<script>x = {\"title\": \"Ferry\", \"body\": \"" BODY BODY BODY "</script>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
  };
  CHECK(pages);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_next_article_of_a_page_is_not_part_of_its_own_one),
      cmocka_unit_test(a_part_of_the_article_is_no_other_one),
      cmocka_unit_test(a_text_that_only_scripts_know_is_read),
      cmocka_unit_test(data_of_other_articles_and_a_text_that_is_shown_are_left_alone),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
