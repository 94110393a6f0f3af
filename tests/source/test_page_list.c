/* Pages that list news: each entry with its headline, date, summary and address, whatever its elements; and
 * pages that only resemble a list. Each row is a page and the items that are made of it. */
#include "paging.h"

#define BASE "<base href='https://x.example/'>"
#define TWO(kind)                                                                                            \
  "2026-03-04|Mill sold to its people|" kind "|https://x.example/m|Ferry|en\n"                               \
  "2026-03-03|Bakery opens again|" kind "|https://x.example/b|Ferry|en\n"

/* Six dated headlines next to parts that are not articles. */
static void dated_headlines_outweigh_an_introduction_a_footer_and_an_aside(void **state) {
#define ROW(n)  "<li><a href=/" n ">Mill number " n " sold</a> <time datetime=2026-03-0" n ">x</time>"
#define ROWS    BASE "<ul>" ROW("6") ROW("5") ROW("4") ROW("3") ROW("2") ROW("1") "</ul>"
#define ITEM(n) "2026-03-0" n "|Mill number " n " sold||https://x.example/" n "|Ferry|en\n"
#define ITEMS   ITEM("6") ITEM("5") ITEM("4") ITEM("3") ITEM("2") ITEM("1")
  static const struct page pages[] = {
      {"introduction",
       "<p>What is new of mills and of those who own them, week by week, and who to write to about "
       "it.</p>" ROWS,
       ITEMS},
      {"footer", ROWS "<footer>" FERRY "</footer>", ITEMS},
      {"aside", "<aside>" FERRY "</aside>" ROWS, ITEMS},
  };
#undef ROW
#undef ROWS
#undef ITEM
#undef ITEMS
  CHECK(pages);
}

static void lists_are_read_whatever_their_elements(void **state) {
  static const struct page pages[] = {
      {"cards",
       BASE "<a class=c href=m><div>Mill sold to its people</div><span>4 March 2026</span></a>"
            "<a class=c href=b><div>Bakery opens again</div><span>3 March 2026</span></a>",
       TWO("")},
      {"links of cells",
       BASE "<table><tr><td>4 March 2026<td>Mill sold to its people<td><a href=m>PDF</a><tr><td>3 March 2026"
            "<td>Bakery opens again<td><a href=b>PDF</a></table>",
       TWO("")},
      {"table",
       BASE "<table><tr><td>4 March 2026<td><a href=m>Mill sold to its people</a><tr><td>3 March 2026"
            "<td><a href=b>Bakery opens again</a></table>",
       TWO("")},
      {"numbers",
       BASE "<table><tr><td><a href=m>65-21</a><td>Mill sold to its people<td>4 March 2026<tr><td>"
            "<a href=b>65-20</a><td>Bakery opens again<td>3 March 2026</table>",
       TWO("")},
      {"terms",
       BASE "<dl><dt>4 March 2026<dd><a href=m>Mill sold to its people</a><dt>3 March 2026<dd>"
            "<a href=b>Bakery opens again</a></dl>",
       TWO("")},
      {"cards",
       BASE "<div><a href=m><h4>Mill sold to its people</h4><span>4.3.2026</span></a><a href=b><h4>Bakery "
            "opens again</h4><span>3.3.2026</span></a></div>",
       TWO("")},
      {"more",
       BASE "<div><h5>Mill sold to its people</h5><i>4 March 2026</i><p>Sum.</p><a href=m>Read "
            "more</a></div>"
            "<div><h5>Bakery opens again</h5><i>3 March 2026</i><p>Sum.</p><a href=b>Read more</a></div>",
       TWO("Sum.")},
      {"flat",
       BASE "<h1>News</h1><h3><a href=m>Mill sold to its people</a></h3><p>4 March 2026</p><p>Sum.</p>"
            "<h3><a href=b>Bakery opens again</a></h3><p>3 March 2026</p><p>Sum.</p>",
       TWO("Sum.")},
      {"lines",
       BASE
       "<h1>News</h1><p><a href=m>Mill sold to its people</a>, 4 March 2026, Jo Po</p><p>The mill is sold to "
       "those who work in it.</p><p><a href=b>Bakery opens again</a>, 3 March 2026, Jo Po</p><p>The bakery "
       "bakes its bread again.</p><p><a href=c>Credit union opens</a>, 2 March 2026, Jo Po</p><p>The union "
       "opens its first office.</p>",
       "2026-03-04|Mill sold to its people|The mill is sold to those who work in "
       "it.|https://x.example/m|Ferry|en\n"
       "2026-03-03|Bakery opens again|The bakery bakes its bread again.|https://x.example/b|Ferry|en\n"
       "2026-03-02|Credit union opens|The union opens its first office.|https://x.example/c|Ferry|en\n"},
      {"months",
       BASE "<h1>News</h1><h2>March 2026</h2><ul><li><a href=m>Mill sold to its people</a> (4 March)<li>"
            "<a href=b>Bakery opens again</a> (3 March)</ul>",
       TWO("")},
      {"lead",

       BASE "<div><h2><a href=m>Mill sold to its people</a></h2><p>4 March 2026</p></div><div><h3><a href=b>"
            "Bakery opens again</a></h3><p>3 March 2026</p></div><div><h3><a href=c>Credit union "
            "opens</a></h3>"
            "<p>2 March 2026</p></div>",
       TWO("") "2026-03-02|Credit union opens||https://x.example/c|Ferry|en\n"},
  };
  CHECK(pages);
}

/* Four news items from two days, at https://x.example/. */
#define FOUR                                                                                                 \
  TWO_OF("2026-03-04", "m", "Mill sold to its people", "b", "Bakery opens again")                            \
  TWO_OF("2026-03-03", "c", "Credit union opens", "s", "School kitchen goes local")
#define TWO_OF(date, a, first, b, second)                                                                    \
  date "|" first "||https://x.example/" a "|Ferry|en\n" date "|" second "||https://x.example/" b "|Ferry|"   \
       "en\n"

static void dates_above_entries_are_those_of_all_below(void **state) {
#define FIRST  "<li><a href=m>Mill sold to its people</a><li><a href=b>Bakery opens again</a>"
#define SECOND "<li><a href=c>Credit union opens</a><li><a href=s>School kitchen goes local</a>"
#define YEAR(y)                                                                                              \
  "<li>4 March <a href=r" y ">Report of the year</a><li>3 March <a href=m" y                                 \
  ">Members meet</a><li>2 March <a href=v" y ">Vote on the rules</a><li>1 March <a href=b" y                 \
  ">Books open</a>"
#define ITEMS_OF_YEAR(year, y)                                                                               \
  year "-03-04|Report of the year||https://x.example/r" y "|Ferry|en\n" year                                 \
       "-03-03|Members meet||https://x.example/m" y "|Ferry|en\n" year                                       \
       "-03-02|Vote on the rules||https://x.example/v" y "|Ferry|en\n" year                                  \
       "-03-01|Books open||https://x.example/b" y "|Ferry|en\n"
  static const struct page pages[] = {
      {"day headings",
       BASE "<h1>News</h1><h2>4 March 2026</h2><ul>" FIRST "</ul><h2>3 March 2026</h2><ul>" SECOND "</ul>",
       FOUR},
      {"day lines",
       BASE "<h1>News</h1><div><p><b>4 March 2026</b></p><ul>" FIRST
            "</ul><p><b>3 March 2026</b></p><ul>" SECOND "</ul></div>",
       FOUR},
      {"terms",
       BASE "<dl><dt>2026-03-04</dt><dd><a href=m>Mill sold to its people</a></dd><dd><a href=b>Bakery opens "
            "again</a></dd><dt>2026-03-03</dt><dd><a href=c>Credit union opens</a></dd><dd><a href=s>School "
            "kitchen goes local</a></dd></dl>",
       FOUR},
      {"rows",
       BASE
       "<table><tr><th>4 March 2026<tr><td><a href=m>Mill sold to its people</a><tr><td><a href=b>Bakery "
       "opens again</a><tr><th>3 March 2026<tr><td><a href=c>Credit union opens</a><tr><td><a "
       "href=s>School kitchen goes local</a></table>",
       FOUR},
      {"years", BASE "<h1>News</h1><h2>2026</h2><ul>" YEAR("6") "</ul><h2>2025</h2><ul>" YEAR("5") "</ul>",
       ITEMS_OF_YEAR("2026", "6") ITEMS_OF_YEAR("2025", "5")},
      {"months in boxes",
       BASE "<h1>What is on in 2026</h1><div><div><b>Mar</b><b>4</b></div><h3><a href=m>Mill sold to its "
            "people</a></h3></div><div><div><b>3.</b> <b>Mar</b></div><h3><a href=b>Bakery opens "
            "again</a></h3></div>",
       TWO("")},
      {"after a long heading",
       BASE "<h5>4 March 2026</h5><h1>What the crews of ferries, mills and bakeries said this year</h1>"
            "<ul><li><a href=m>Mill sold to its people</a> 4 March 2026<li><a href=b>Bakery opens again</a> "
            "3 March 2026<li><a href=c>Credit union opens</a></ul>",
       TWO("") "|Credit union opens||https://x.example/c|Ferry|en\n"},
  };
  CHECK(pages);
#undef FIRST
#undef YEAR
#undef ITEMS_OF_YEAR
#undef SECOND
}

#define TWO_WITH(first, second)                                                                              \
  "2026-03-04|Mill sold to its people|" first "|https://x.example/m|Ferry|en\n"                              \
  "2026-03-03|Bakery opens again|" second "|https://x.example/b|Ferry|en\n"

static void a_date_is_of_the_entry_that_it_stands_with(void **state) {
  static const struct page pages[] = {
      {"before, in the line",
       BASE "<p>2026-03-04 <a href=m>Mill sold to its people</a><br>2026-03-03 <a href=b>Bakery opens "
            "again</a></p>",
       TWO("")},
      {"before, in a line of its own",
       BASE "<p>4 March 2026<br><a href=m>Mill sold to its people</a><br>3 March 2026<br><a href=b>Bakery "
            "opens again</a></p>",
       TWO("")},
      {"after, in the line",
       BASE "<p><a href=m>Mill sold to its people</a> 2026-03-04<br><a href=b>Bakery opens again</a> "
            "2026-03-03</p>",
       TWO("")},
      {"after, in a line of its own",
       BASE "<p><a href=m>Mill sold to its people</a><br>4 March 2026<br><a href=b>Bakery opens again</a>"
            "<br>3 March 2026</p>",
       TWO("")},
      {"in its own place, and not in the summary",
       BASE
       "<ul><li><a href=m>Mill sold to its people</a><p>It was founded on 1 May 1950.</p><b class=post-date>"
       "4 March 2026</b><li><a href=b>Bakery opens again</a><p>It closed on 2 June 2025.</p><b "
       "class=post-date>3 March 2026</b></ul>",
       TWO_WITH("It was founded on 1 May 1950.", "It closed on 2 June 2025.")},
      {"after, in a heading",
       BASE "<h3><a href=m>Mill sold to its people</a></h3><h4>4 March 2026</h4><h3><a href=b>Bakery opens "
            "again</a></h3><h4>3 March 2026</h4>",
       TWO("")},
  };
  CHECK(pages);
}

static void headlines_are_found_where_links_do_not_tell(void **state) {
  static const struct page pages[] = {
      {"boxes",
       BASE
       "<div><div>4 March 2026</div><div>Mill sold to its people</div><div>The mill is sold to those who "
       "work in it.</div><a href=m>Lire la suite</a></div><div><div>3 March 2026</div><div>Bakery opens "
       "again</div><div>The bakery bakes its bread again.</div><a href=b>Lire la suite</a></div>",
       "2026-03-04|Mill sold to its people|The mill is sold to those who work in "
       "it.|https://x.example/m|Ferry|en\n"
       "2026-03-03|Bakery opens again|The bakery bakes its bread again.|https://x.example/b|Ferry|en\n"},
      {"bold",
       BASE
       "<div><p><b>Mill sold to its people</b><br>4 March 2026</p><p>The mill is sold to those who work in "
       "it. <a href=m>Read more</a></p></div><div><p><b>Bakery opens again</b><br>3 March 2026</p><p>The "
       "bakery bakes its bread again. <a href=b>Read more</a></p></div>",
       "2026-03-04|Mill sold to its people|The mill is sold to those who work in "
       "it.|https://x.example/m|Ferry|en\n"
       "2026-03-03|Bakery opens again|The bakery bakes its bread again.|https://x.example/b|Ferry|en\n"},
      {"files",
       BASE
       "<table><tr><td>4 March 2026<td>Press release<td>Mill sold to its people<td><a href=m.pdf>PDF (12 "
       "KB)</a><tr><td>3 March 2026<td>Press release<td>Bakery opens again<td><a href=b.pdf>PDF (34 "
       "KB)</a></table>",
       "2026-03-04|Mill sold to its people||https://x.example/m.pdf|Ferry|en\n"
       "2026-03-03|Bakery opens again||https://x.example/b.pdf|Ferry|en\n"},
      {"dates",
       BASE "<ul><li><a href=m>4 March 2026</a><p>Mill sold to its people</p><li><a href=b>3 March 2026</a>"
            "<p>Bakery opens again</p></ul>",
       TWO("")},
      {"notes",
       BASE
       "<ol><li class=h-entry><p>The mill is sold, <a href=w>as we hear</a>. Its people own it.</p><a href=m>"
       "<time datetime=2026-03-04>today</time></a><li class=h-entry><h2><a class=u-url href=b>Bakery "
       "opens again</a></h2><time datetime=2026-03-03>yesterday</time></ol>",
       "2026-03-04|The mill is sold, as we hear.|The mill is sold, as we hear. Its people own "
       "it.|https://x.example/m|Ferry|en\n"
       "2026-03-03|Bakery opens again||https://x.example/b|Ferry|en\n"},
  };
  CHECK(pages);
}

static void an_entry_that_is_repeated_counts_once(void **state) {
#define ENTRY(letter, title, day)                                                                            \
  "<li><h3><a href=" letter ">" title "</a></h3><i>" day " March 2026</i></li>"
  static const struct page pages[] = {
      {"again",
       BASE "<ul>" ENTRY("m", "Mill sold to its people", "4") ENTRY("b", "Bakery opens again", "3")
           ENTRY("m", "Mill sold to its people", "4") "</ul>",
       TWO("")},
      {"each twice",
       BASE "<ul>" ENTRY("m", "Mill sold to its people", "4") ENTRY("m", "Mill sold to its people", "4")
           ENTRY("b", "Bakery opens again", "3") ENTRY("b", "Bakery opens again", "3") "</ul>",
       TWO("")},
  };
  CHECK(pages);
#undef ENTRY
}

#define SUM      "The mill is sold to those who work in it."
#define SUM_TOO  "The bakery bakes its bread again."
#define SUM_LAST "The union opens its first office."
#define THREE                                                                                                \
  TWO_WITH(SUM, SUM_TOO) "2026-03-02|Credit union opens|" SUM_LAST "|https://x.example/c|Ferry|en\n"

static void the_text_of_an_entry_is_its_summary(void **state) {
#define POST(letter, title, day, before, after)                                                              \
  "<article><h2><a href=" letter ">" title "</a></h2>" before "<time datetime=2026-03-0" day ">" day         \
  ".3.</time>" after "</article>"
#define POSTS(before, after)                                                                                 \
  BASE POST("m", "Mill sold to its people", "4", before, after("Jo", "12", SUM))                             \
      POST("b", "Bakery opens again", "3", before, after("Ann", "3", SUM_TOO))                               \
          POST("c", "Credit union opens", "2", before, after("Jo", "0", SUM_LAST))
#define LINKS(who, count, text)                                                                              \
  " by <a href=/w>" who "</a></div><p>" text "</p><footer>Posted in <a href=/n>News</a></footer>"
#define WORDS(who, count, text)                                                                              \
  " | read " count " times</div><p class=author>" who "</p><p>" text "</p><p>" count " comments</p>"
#define IN_TEXT(who, count, text) "</p><p>" text " <a href=/" count ">Read on</a></p>"
  static const struct page pages[] = {
      {"links", POSTS("<div>Posted on ", LINKS), THREE},
      {"words", POSTS("<div>", WORDS), THREE},
      {"authors",
       BASE "<div><a href=m><h3>Mill sold to its people</h3><p>2026-03-04 Anna Schmitt, Berta Schulz, Clara "
            "Meier and Dora Weber</p></a></div><div><a href=b><h3>Bakery opens again</h3><p>2026-03-03 "
            "Jo</p></a></div>",
       TWO("")},
      {"read on", POSTS("<p>", IN_TEXT), THREE},
      {"board",
       BASE "<table><tr><th>No<th>Title<th>By<th>Date<th>Read<tr><td>2<td><a href=m>Mill sold to its "
            "people</a><td>Members' office<td>2026-03-04<td>37<tr><td>1<td><a href=b>Bakery opens "
            "again</a><td>Press<td>2026-03-03<td>102</table>",
       TWO("")},
      {"links in sentences",
       BASE
       "<div><h3><a href=m>Mill sold to its people</a></h3><i>4 March 2026</i><p>As <a href=p>the Paper</a> "
       "says, it is theirs.</p></div><div><h3><a href=b>Bakery opens again</a></h3><i>3 March 2026</i>"
       "<p>All bread is sold, says <a href=p>the baker</a></p></div>",
       TWO_WITH("As the Paper says, it is theirs.", "All bread is sold, says the baker")},
  };
  CHECK(pages);
#undef POST
#undef POSTS
#undef LINKS
#undef WORDS
#undef IN_TEXT
}

#define LONG_SUM "The crew of the ferry owns it from today, and the town has lent the money for it."

static void dates_of_entries_are_read_in_any_digits_and_places(void **state) {
#define LIST(language, first, second)                                                                        \
  "<!doctype html><html lang=" language                                                                      \
  "><title>Ferry</title><body><base href='https://x.example/'><ul><li>"                                      \
  "<a href=m>Mill sold to its people</a> <i>" first "</i><li><a href=b>Bakery opens again</a> <i>" second    \
  "</i></ul>"
#define ITEMS(language)                                                                                      \
  "2026-03-04|Mill sold to its people||https://x.example/m|Ferry|" language "\n"                             \
  "2026-03-03|Bakery opens again||https://x.example/b|Ferry|" language "\n"
  static const struct reading_case cases[] = {
      {.name = "arabic.html", .bytes = LIST("en", "٢٠٢٦/٠٣/٠٤", "٢٠٢٦/٠٣/٠٣"), .items = ITEMS("en")},
      {.name = "persian.html", .bytes = LIST("en", "۲۰۲۶-۰۳-۰۴", "۲۰۲۶-۰۳-۰۳"), .items = ITEMS("en")},
      {.name = "wide.html",
       .bytes = LIST("en", "２０２６．３．４", "２０２６．３．３"),
       .items = ITEMS("en")},
      {.name = "taiwan.html", .bytes = LIST("zh-TW", "115-03-04", "115.3.3"), .items = ITEMS("zh-TW")},
      {.name = "hant.html",
       .bytes = LIST("zh-Hant", "115年3月4日", "民國115年3月3日"),
       .items = ITEMS("zh-Hant")},
      {.name = "elsewhere.html",
       .bytes = LIST("en", "115-03-04", "115-03-03"),
       .items = "|Ferry|Mill sold to its people 115-03-04\nBakery opens again 115-03-03|||en\n"},
  };
  static const struct page pages[] = {
      {"at the beginning of the text",
       BASE "<dl><dt><a href=m>Mill sold to its people</a></dt><dd>2026-03-04. " LONG_SUM
            "</dd><dt><a href=b>Bakery opens again</a></dt><dd>Lyon, 3. März 2026 – " LONG_SUM "</dd></dl>",
       TWO_WITH("2026-03-04. " LONG_SUM, "Lyon, 3. März 2026 – " LONG_SUM)},
  };
  ASSERT_READINGS(state, cases);
  CHECK(pages);
#undef LIST
#undef ITEMS
}

#define PRODUCT(host, name)                                                                                  \
  "<h3><a href=https://" host "/>" name "</a></h3><p>It sails well, and whoever has been on it wants to go " \
  "again, says its crew. The food is plain, the cabins are clean, and on a clear morning the mountains can " \
  "be seen from the upper deck, with the islands before them.</p>"
#define PRODUCT_TEXT(name)                                                                                   \
  name "\nIt sails well, and whoever has been on it wants to go again, says its crew. The food is plain, "   \
       "the cabins are clean, and on a clear morning the mountains can be seen from the upper deck, with "   \
       "the islands before them."

static void an_article_with_a_list_is_one_article(void **state) {
  static const struct page pages[] = {
      {"products",
       PRODUCT("a.example", "The ferry Anna") PRODUCT("b.example", "The ferry Berta")
           PRODUCT("c.example", "The ferry Clara"),
       "|Ferry|" PRODUCT_TEXT("The ferry Anna") "\n" PRODUCT_TEXT("The ferry Berta") "\n" PRODUCT_TEXT(
           "The ferry Clara") "|||en\n"},
      {"list in JSON-LD",
       LD("[{\"@type\":\"Article\",\"headline\":\"Ferries\"},{\"@type\":\"ItemList\"}]")
           PRODUCT("a.example", "The ferry Anna") PRODUCT("a.example/b", "The ferry Berta")
               PRODUCT("a.example/c", "The ferry Clara"),
       "|Ferries|" PRODUCT_TEXT("The ferry Anna") "\n" PRODUCT_TEXT("The ferry Berta") "\n" PRODUCT_TEXT(
           "The ferry Clara") "|||en\n"},
  };
  CHECK(pages);
}

static void a_long_article_beside_an_archive_is_one_article(void **state) {
  sse_buffer body = {0}, items = {0};
  sse_buffer_append_text(&items, "|Ferry|");
  sse_buffer_append_text(&body, "<div>");
  for (int i = 0; i < 20; i++)
    sse_buffer_append_text(&body, FERRY);
  for (int i = 0; i < 20; i++)
    sse_buffer_append_text(&items, i < 19 ? FERRY_TEXT "\n" : FERRY_TEXT "|||en\n");
  sse_buffer_append_text(&body, "</div><ul>");
  for (int i = 0; i < 200; i++) {
    sse_buffer_printf(&body,
                      "<li>4 March 2026 <a href=/%d>What was reported of boats, ferries and crews in number "
                      "%d of the paper</a>",
                      i, i);
  }
  sse_buffer_append_text(&body, "</ul>");
  const struct page pages[] = {{"archive", body.data, items.data}};
  CHECK(pages);
  sse_buffer_reset(&body);
  sse_buffer_reset(&items);
}

static void what_is_no_news_makes_no_list(void **state) {
#define MENU                                                                                                 \
  "<div><h3><a href=/r>Rules of the mutual</a></h3><ul><li><a href=/r1>Members</a></ul></div><div><h3><a "   \
  "href=/m>Money of the mutual</a></h3><ul><li><a href=/m1>Shares</a></ul></div><div><h3><a href=/w>Work "   \
  "in "                                                                                                      \
  "the mutual</a></h3><ul><li><a href=/w1>Jobs</a></ul></div>"
#define POST(number, text)                                                                                   \
  "<div class=post><a href=/t/1#p" number ">Post " number " of 3</a><i>4 March 2026</i><p>" text "</p></"    \
  "div>"
#define REPLY(who, text)                                                                                     \
  "<div class=post><a href=/user/" who ">" who "</a><i>4 March 2026</i><p>" text "</p></div>"
#define UPDATE(number, title, text)                                                                          \
  "<article id=u" number "><h3><a href='?at=u" number "#u" number "'>" title                                 \
  "</a></h3><i>4 March 2026</i><p>" text "</p></article>"
  static const struct page pages[] = {
      {"posts",
       "<link rel=canonical href=https://x.example/t/1><h1>Ferry</h1>" POST(
           "1", "The ferry is to be painted.") POST("2", "In green?") POST("3", "Yes, in green."),
       "|Ferry|Post 1 of 34 March 2026\nThe ferry is to be painted.|https://x.example/t/1|x.example|en\n"},
      {"menu", "<div class=site-menu>" MENU "</div><main><p>The mutual meets in March.</p></main>",
       "|Ferry|The mutual meets in March.|||en\n"},
      {"panes",
       "<h2>Who comes to the ferry</h2><p>All of the crew. <a href=/c>More</a></p><h2>What the ferry "
       "needs</h2><p>Green paint. <a href=/n>More</a></p><h2>When the ferry goes</h2><p>At noon. <a "
       "href=/t>More</a></p>",
       "|Ferry|Who comes to the ferry\nAll of the crew. More\nWhat the ferry needs\nGreen paint. More\nWhen "
       "the "
       "ferry goes\nAt noon. More|||en\n"},
      {"thread",
       "<h1>Ferry</h1>" REPLY("captain-anna", "The ferry is to be painted.")
           REPLY("berta-the-cook", "In green?") REPLY("clara-of-the-crew", "Yes, in green."),
       "|Ferry|captain-anna4 March 2026\nThe ferry is to be painted.\nberta-the-cook4 March "
       "2026\nIn "
       "green?\nclara-of-the-crew4 March 2026\nYes, in green.|||en\n"},
      {"live",
       "<h1>Ferry</h1>" UPDATE("1", "The ferry leaves", "All are on board.") UPDATE(
           "2", "The ferry is at sea", "The sea is calm.") UPDATE("3", "The ferry arrives", "It was fast."),
       "2026-03-04|Ferry|The ferry leaves\nAll are on board.\nThe ferry is at sea\n4 March 2026\nThe sea is "
       "calm.\nThe ferry arrives\n4 March 2026\nIt was fast.|||en\n"},
  };
  CHECK(pages);
#undef MENU
#undef REPLY
#undef POST
#undef UPDATE
}

static void an_archive_that_calls_itself_an_article_is_a_list(void **state) {
  static const struct page pages[] = {
      {"posting",
       BASE LD(
           "{\"@type\":\"BlogPosting\",\"headline\":\"Ferry\"}") "<h3>2026</h3><p><a href=m>Mill sold to its "
                                                                 "people</a> 4 March 2026</p><p><a "
                                                                 "href=b>Bakery opens again</a> 3 March "
                                                                 "2026</p>",
       TWO("")},
      {"posting with a text",
       BASE LD("{\"@type\":\"BlogPosting\",\"headline\":\"Ferry\"}") FERRY
       "<p><a href=m>Mill sold to its people</a> 4 March 2026</p><p><a href=b>Bakery opens again</a> 3 March "
       "2026</p>",
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
  };
  CHECK(pages);
}

static void permalinks_and_edit_links_make_no_list(void **state) {
  static const struct page pages[] = {
      {"edit",
       "<h1>Ferry</h1><h2>Crew <a href=/e?1>[edit]</a></h2>" FERRY "<h2>Boat <a href=/e?2>[edit]</a></h2>"
       "<p>The boat has two decks, and it is painted green.</p>",
       "|Ferry|Crew [edit]\n" FERRY_TEXT
       "\nBoat [edit]\nThe boat has two decks, and it is painted green.|||en\n"},
      {"sections",
       "<h1>Mutual</h1><h2>Members of the mutual <a href=/e?1>[edit]</a></h2><p>All who work in it.</p>"
       "<h2>Rules of the mutual <a href=/e?2>[edit]</a></h2><p>One vote each.</p>"
       "<h2>Money of the mutual <a href=/e?3>[edit]</a></h2><p>Shares of all.</p>",
       "|Mutual|Members of the mutual [edit]\nAll who work in it.\nRules of the mutual [edit]\nOne vote "
       "each.\n"
       "Money of the mutual [edit]\nShares of all.|||en\n"},
  };
  CHECK(pages);
}

/* A menu and a list of bare headlines look alike; a date, a summary or a heading distinguishes them. */
static void links_alone_are_no_list(void **state) {
#define LINKS(open, close)                                                                                   \
  "<ul><li>" open "<a href=m>Mill sold to its people</a>" close "<li>" open                                  \
  "<a href=b>Bakery opens again</a>" close "<li>" open "<a href=c>Credit union opens a branch</a>" close     \
  "</ul>"
  static const struct page links[] = {{"links", BASE LINKS("", ""), "|Ferry||||en\n"}};
  static const struct page headings[] = {{"headings", BASE LINKS("<h3>", "</h3>"),
                                          "|Mill sold to its people||https://x.example/m|Ferry|en\n"
                                          "|Bakery opens again||https://x.example/b|Ferry|en\n"
                                          "|Credit union opens a branch||https://x.example/c|Ferry|en\n"}};
  CHECK_LOSING(links, "dropped text 1\n");
  CHECK(headings);
#undef LINKS
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(dated_headlines_outweigh_an_introduction_a_footer_and_an_aside),
      cmocka_unit_test(lists_are_read_whatever_their_elements),
      cmocka_unit_test(dates_above_entries_are_those_of_all_below),
      cmocka_unit_test(a_date_is_of_the_entry_that_it_stands_with),
      cmocka_unit_test(headlines_are_found_where_links_do_not_tell),
      cmocka_unit_test(an_entry_that_is_repeated_counts_once),
      cmocka_unit_test(the_text_of_an_entry_is_its_summary),
      cmocka_unit_test(dates_of_entries_are_read_in_any_digits_and_places),
      cmocka_unit_test(an_article_with_a_list_is_one_article),
      cmocka_unit_test(a_long_article_beside_an_archive_is_one_article),
      cmocka_unit_test(what_is_no_news_makes_no_list),
      cmocka_unit_test(an_archive_that_calls_itself_an_article_is_a_list),
      cmocka_unit_test(permalinks_and_edit_links_make_no_list),
      cmocka_unit_test(links_alone_are_no_list),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
