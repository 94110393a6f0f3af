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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_next_article_of_a_page_is_not_part_of_its_own_one),
      cmocka_unit_test(a_part_of_the_article_is_no_other_one),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
