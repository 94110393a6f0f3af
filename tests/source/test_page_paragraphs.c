/* Which paragraphs are of an article: those in which links are, those that
 * browsers end elsewhere than old parsers do; and which are the beginnings of others.
 * Each row is a page and the items that are made of it. */
#include "paging.h"

static void a_sentence_is_text_however_much_of_it_is_a_link(void **state) {
  static const struct page pages[] = {
      {"sentence",
       "<article>" FERRY "<p>It also <a href=/p>painted the hull and mended the engine before the first "
       "crossing</a>.</p>" FERRY "</article>",
       "|Ferry|" FERRY_TEXT
       "\nIt also painted the hull and mended the engine before the first crossing.\n" FERRY_TEXT "|||en\n"},
      {"reference",
       "<article>" FERRY "<p>Read more: <a href=/p>How the hull was painted and the engine mended before the "
       "first crossing</a></p><p>See <a href=/f>the fund</a>.</p>" FERRY "</article>",
       "|Ferry|" FERRY_TEXT "\n" FERRY_TEXT "|||en\n"},
      {"places",
       "<article>" FERRY
       "<p>Follow all that we have to say of the harbour on <a href=/a>Alpha</a>, <a href=/b>"
       "Beta, the larger of the two</a>, <a href=/g>Gamma in the town of the same name</a>, and <a href=/d>"
       "Delta and the many others</a>.</p>" FERRY "</article>",
       "|Ferry|" FERRY_TEXT "\n" FERRY_TEXT "|||en\n"},
      {"called as something else",
       "<article>" FERRY "<p>The engine is from <a class=search-link href=/s>Mill &amp; Sons</a>, who are "
       "in the harbour, too.</p></article>",
       "|Ferry|" FERRY_TEXT "\nThe engine is from Mill & Sons, who are in the harbour, too.|||en\n"},
  };
  CHECK(pages);
}

static void a_paragraph_ends_where_browsers_end_it(void **state) {
  static const struct page pages[] = {
      {"section",
       "<article>" FERRY
       "<p>The first crossing is on Monday.<section class=most-popular><a href=/1>How the hull "
       "was painted</a> <a href=/2>How the engine was mended</a></section></p>" FERRY "</article>",
       "|Ferry|" FERRY_TEXT "\nThe first crossing is on Monday.\n" FERRY_TEXT "|||en\n"},
      {"text behind it",
       "<article>" FERRY
       "<p>The first crossing<aside class=ad>Buy tickets here</aside> is on Monday, says the "
       "crew.</p></article>",
       "|Ferry|" FERRY_TEXT "\nThe first crossing\nis on Monday, says the crew.|||en\n"},
  };
  CHECK(pages);
}

static void a_paragraph_that_is_hidden_from_screen_readers_alone_is_seen(void **state) {
  static const struct page pages[] = {
      {"paragraph",
       "<article>" FERRY "<p class=paywall aria-hidden=true>The first crossing is on Monday, says the crew, "
       "and is free for all.</p><span aria-hidden=true>★</span></article>",
       "|Ferry|" FERRY_TEXT "\nThe first crossing is on Monday, says the crew, and is free for all.|||en\n"},
  };
  CHECK(pages);
}

static void a_list_of_the_beginnings_of_others_is_no_text(void **state) {
#define ENTRY(n, end)                                                                                        \
  "<li><a href=/" n ">The harbour has a new crane, number " n "</a> <span>The crane came by ship from the "  \
  "south, and will lift, " end "</span>"
  static const struct page pages[] = {
      {"cut off",
       "<div class=left><ul>" ENTRY("1", "says the...") ENTRY("2", "it is said…")
           ENTRY("3", "for all [...]") "</ul><div><h1>Ferry</h1>" FERRY FERRY "</div></div>",
       "|Ferry|" FERRY_TEXT "\n" FERRY_TEXT "|||en\n"},
      {"whole",
       "<div class=left><h1>Ferry</h1>" FERRY FERRY "<ul>" ENTRY("1", "of steel.") ENTRY("2", "of wood.")
           ENTRY("3", "of stone.") "</ul></div>",
       "|Ferry|" FERRY_TEXT "\n" FERRY_TEXT "\nThe harbour has a new crane, number 1 The crane came by ship "
       "from the south, and will lift, of steel."
       "\nThe harbour has a new crane, number 2 The crane came by ship from the south, and will lift, of "
       "wood."
       "\nThe harbour has a new crane, number 3 The crane came by ship from the south, and will lift, of "
       "stone.|||en\n"},
  };
#undef ENTRY
  CHECK(pages);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_sentence_is_text_however_much_of_it_is_a_link),
      cmocka_unit_test(a_paragraph_ends_where_browsers_end_it),
      cmocka_unit_test(a_paragraph_that_is_hidden_from_screen_readers_alone_is_seen),
      cmocka_unit_test(a_list_of_the_beginnings_of_others_is_no_text),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
