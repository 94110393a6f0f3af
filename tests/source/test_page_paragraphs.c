/* Which paragraphs belong to an article: the standfirst above it, paragraphs with links, and those that
 * browsers end elsewhere than old parsers do; and which are the beginnings of other articles.
 * Each row is a page and the items that are made of it. */
#include "paging.h"

#define LEAD       "The town, the bank and the union will pay for the first year together, it was said."
#define BODY       FERRY FERRY FERRY FERRY FERRY FERRY FERRY FERRY
#define TWO_TEXTS  FERRY_TEXT "\n" FERRY_TEXT
#define FOUR_TEXTS TWO_TEXTS "\n" TWO_TEXTS
#define BODY_TEXT  FOUR_TEXTS "\n" FOUR_TEXTS
#define META       "<meta property=og:description content='" LEAD "'>"
#define PICTURE                                                                                              \
  "<figure><img src=a.png><figcaption>The ferry in the harbour, which was painted last week, by the "        \
  "crew.</figcaption></figure>"

static void a_description_shown_below_the_headline_is_the_first_paragraph(void **state) {
  static const struct page pages[] = {
      {"heading",
       META "<header><h1>Ferry</h1><h2>" LEAD "</h2><p class=byline>By Ann Smith</p>" PICTURE
            "</header><div class=body>" BODY "</div>",
       "|Ferry|" LEAD "\n" BODY_TEXT "|||en\n"},
      {"signs",
       "<meta name=description content=\"'The town', the bank - and the union - will pay for the first "
       "year.\">"
       "<div><h1>Ferry</h1><p>‘The town’, the bank – and the union – will pay for the first year.</p></div>"
       "<div class=body>" BODY "</div>",
       "|Ferry|‘The town’, the bank – and the union – will pay for the first year.\n" BODY_TEXT "|||en\n"},
      {"cut off",
       "<meta name=description content='The town, the bank and the union will pay for the first …'>"
       "<div><h1>Ferry</h1><h2>" LEAD "</h2></div><div>" BODY "</div>",
       "|Ferry|" LEAD "\n" BODY_TEXT "|||en\n"},
      {"goes on with the text",
       "<meta name=description content='" LEAD " The crew of the ferry owns it from today, and the town'>"
       "<div><h1>Ferry</h1><h2>" LEAD "</h2></div><div>" BODY "</div>",
       "|Ferry|" LEAD "\n" BODY_TEXT "|||en\n"},
      {"one of several",
       "<meta name=description content='All that is new about the ferry and its crew, day after day.'>" META
       "<div><h1>Ferry</h1><h2>" LEAD "</h2></div><div>" BODY "</div>",
       "|Ferry|" LEAD "\n" BODY_TEXT "|||en\n"},
  };
  CHECK(pages);
}

static void a_standfirst_that_begins_with_a_place_and_a_date_dates_the_page(void **state) {
  static const struct page pages[] = {
      {"label",
       "<meta name=description content='" LEAD
       "'><div><h1>Ferry</h1><p>Press release of 4 March 2026 | Lyon – " LEAD "</p></div><div>" BODY "</div>",
       "2026-03-04|Ferry|Press release of 4 March 2026 | Lyon – " LEAD "\n" BODY_TEXT "|||en\n"},
  };
  CHECK(pages);
}

static void a_description_that_is_not_shown_or_is_in_the_text_is_not_added(void **state) {
  static const struct page pages[] = {
      {"not shown", META "<h1>Ferry</h1>" FERRY, "|Ferry|" FERRY_TEXT "|||en\n"},
      {"in the text", META "<h1>Ferry</h1><p>" LEAD "</p>" FERRY, "|Ferry|" LEAD "\n" FERRY_TEXT "|||en\n"},
      {"of the site",
       META "<nav><a href=/>Harbour</a><div>" LEAD "</div></nav><div><h1>Ferry</h1></div><div>" BODY "</div>",
       "|Ferry|" BODY_TEXT "|||en\n"},
      {"the headline",
       "<meta name=description content='The crew of the ferry is its owner from today on. More to come'>"
       "<div><h1>The crew of the ferry is its owner from today on</h1></div><div>" BODY "</div>",
       "|The crew of the ferry is its owner from today on|" BODY_TEXT "|||en\n"},
  };
  CHECK(pages);
}

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
      cmocka_unit_test(a_description_shown_below_the_headline_is_the_first_paragraph),
      cmocka_unit_test(a_standfirst_that_begins_with_a_place_and_a_date_dates_the_page),
      cmocka_unit_test(a_description_that_is_not_shown_or_is_in_the_text_is_not_added),
      cmocka_unit_test(a_sentence_is_text_however_much_of_it_is_a_link),
      cmocka_unit_test(a_paragraph_ends_where_browsers_end_it),
      cmocka_unit_test(a_paragraph_that_is_hidden_from_screen_readers_alone_is_seen),
      cmocka_unit_test(a_list_of_the_beginnings_of_others_is_no_text),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
