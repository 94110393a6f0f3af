/* Entries of news lists: where their headlines and dates are, in links that hold both, in rows of tables and
 * in the text, and what is not part of either. Each row is a page and the items that are made of it. */
#include "paging.h"

#define BASE "<base href='https://x.example/'>"
#define THREE_WITH(first, second, third)                                                                     \
  "2026-03-04|Mill sold to its people|" first "|https://x.example/m|Ferry|en\n"                              \
  "2026-03-03|Bakery opens again|" second "|https://x.example/b|Ferry|en\n"                                  \
  "2026-03-02|Credit union opens|" third "|https://x.example/c|Ferry|en\n"
#define THREE THREE_WITH("", "", "")
#define ENTRIES_OF(entry)                                                                                    \
  entry("m", "2026-03-04", "4 March 2026", "Mill sold to its people")                                        \
      entry("b", "2026-03-03", "3 March 2026", "Bakery opens again")                                         \
          entry("c", "2026-03-02", "2 March 2026", "Credit union opens")
#define ENTRIES(entry) BASE "<h1>News</h1><ul>" ENTRIES_OF(entry) "</ul>" FOOTER
/* Longer than the headlines, but not an article. */
#define FOOTER                                                                                               \
  "<footer><p>The Union of Ferries, 12 Mill Street, is a registered society of all who work on ferries.</p>" \
  "</footer>"

static void a_link_may_hold_date_and_title(void **state) {
#define IN_SPANS(letter, iso, day, title)                                                                    \
  "<li><a href=" letter "><span>" iso "</span><span>" title "</span></a></li>"
#define SPAN_FIRST(letter, iso, day, title)                                                                  \
  "<li><a href=" letter "><span class=date>" day "</span> " title "</a></li>"
#define SPAN_LAST(letter, iso, day, title) "<li><a href=" letter ">" title " <em>" day "</em></a></li>"
#define TIME_LAST(letter, iso, day, title)                                                                   \
  "<li><a href=" letter ">" title "<time datetime=" iso ">this week</time></a></li>"
#define TIME_FIRST(letter, iso, day, title)                                                                  \
  "<li><a href=" letter "><time>" iso "</time><p class=news-text>" title "</p></a></li>"
#define PARAGRAPHS(letter, iso, day, title) "<li><a href=" letter "><p>" day "</p><p>" title "</p></a></li>"
#define TERMS(letter, iso, day, title)                                                                       \
  "<li><a href=" letter "><dl><dt>" day "</dt><dd>" title "</dd></dl></a></li>"
#define BREAK(letter, iso, day, title)  "<li><a href=" letter ">" day "<br>" title "</a></li>"
#define COLON(letter, iso, day, title)  "<li><a href=" letter ">" day ": " title "</a></li>"
#define FIGURE(letter, iso, day, title) "<li><a href=" letter ">" iso " " title "</a></li>"
#define LABEL(letter, iso, day, title)                                                                       \
  "<li><a href=" letter "><time>" iso "</time><span>Press release</span><p>" title "</p></a></li>"
#define HEADING(letter, iso, day, title)                                                                     \
  "<li><h3><a href=" letter ">" title "</a> <small>" day "</small></h3></li>"
#define IN_TITLE(letter, iso, day, title)                                                                    \
  "<li><a href=" letter ">" title " <i>to its people</i> <span>" day "</span></a></li>"
  static const struct page pages[] = {
      {"spans", ENTRIES(IN_SPANS), THREE},
      {"span first", ENTRIES(SPAN_FIRST), THREE},
      {"span last", ENTRIES(SPAN_LAST), THREE},
      {"time last", ENTRIES(TIME_LAST), THREE},
      {"time first", ENTRIES(TIME_FIRST), THREE},
      {"paragraphs", ENTRIES(PARAGRAPHS), THREE},
      {"terms", ENTRIES(TERMS), THREE},
      {"break", ENTRIES(BREAK), THREE},
      {"text and colon", ENTRIES(COLON), THREE},
      {"text and figures", ENTRIES(FIGURE), THREE},
      {"label between", ENTRIES(LABEL), THREE},
      {"in a heading", ENTRIES(HEADING), THREE},
      {"title of two elements", ENTRIES(IN_TITLE),
       "2026-03-04|Mill sold to its people to its people||https://x.example/m|Ferry|en\n"
       "2026-03-03|Bakery opens again to its people||https://x.example/b|Ferry|en\n"
       "2026-03-02|Credit union opens to its people||https://x.example/c|Ferry|en\n"},
  };
  CHECK(pages);
#undef IN_SPANS
#undef SPAN_FIRST
#undef SPAN_LAST
#undef TIME_LAST
#undef TIME_FIRST
#undef PARAGRAPHS
#undef TERMS
#undef BREAK
#undef COLON
#undef FIGURE
#undef LABEL
#undef HEADING
#undef IN_TITLE
}

static void a_link_may_hold_a_summary_too(void **state) {
#define IN_SPANS(letter, iso, day, title)                                                                    \
  "<li><a href=" letter "><span>" iso "</span> <span>" title "</span> <span>What the crew of " title         \
  " says of it.</span></a></li>"
  static const struct page pages[] = {
      {"spans", ENTRIES(IN_SPANS),
       THREE_WITH("What the crew of Mill sold to its people says of it.",
                  "What the crew of Bakery opens again says of it.",
                  "What the crew of Credit union opens says of it.")},
  };
  CHECK(pages);
#undef IN_SPANS
}

static void a_headline_that_is_none_without_its_date_keeps_it(void **state) {
#define MINUTES(letter, day) "<li><a href=" letter ">Minutes of the board, " day "</a></li>"
  static const struct page pages[] = {
      {"minutes",
       BASE "<h1>Minutes</h1><ul>" MINUTES("m", "4 March 2026") MINUTES("b", "3 February 2026")
           MINUTES("c", "2 January 2026") "</ul>" FOOTER,
       "2026-03-04|Minutes of the board, 4 March 2026||https://x.example/m|Ferry|en\n"
       "2026-02-03|Minutes of the board, 3 February 2026||https://x.example/b|Ferry|en\n"
       "2026-01-02|Minutes of the board, 2 January 2026||https://x.example/c|Ferry|en\n"},
  };
  CHECK(pages);
#undef MINUTES
}

static void rows_are_entries_whatever_other_links_they_have(void **state) {
#define PDF(letter, iso, day, title)                                                                         \
  "<tr><td>" day "<td><a href=" letter ">" title "</a><td><a href=" letter ".pdf>Document</a>"
#define CATEGORY(letter, iso, day, title)                                                                    \
  "<tr><td>" day "<td><a href=/press>Press release</a><td><a href=" letter ">" title "</a>"
#define AUTHOR(letter, iso, day, title)                                                                      \
  "<tr><td><a href=" letter ">" title "</a><td><a href=/u" letter ">Anna Alm of the office</a><td>" day
#define FILES(letter, iso, day, title)                                                                       \
  "<tr><td>" day "<td>Boards<td>" title "<td><ul><li><a href=" letter ">Agenda</a><li><a href=" letter       \
  "n>Notice of it</a></ul>"
#define TABLE(row)                                                                                           \
  BASE "<table><tr><th>Day<th>What<th>Of<th>More" row("m", "2026-03-04", "4 March 2026",                     \
                                                      "Mill sold to its people")                             \
      row("b", "2026-03-03", "3 March 2026", "Bakery opens again")                                           \
          row("c", "2026-03-02", "2 March 2026", "Credit union opens") "</table>" FOOTER
  static const struct page pages[] = {
      {"file", TABLE(PDF), THREE},
      {"category", TABLE(CATEGORY), THREE},
      {"author", TABLE(AUTHOR), THREE},
      {"agenda and minutes", TABLE(FILES), THREE},
  };
  CHECK(pages);
#undef PDF
#undef CATEGORY
#undef AUTHOR
#undef FILES
#undef TABLE
}

static void meetings_of_the_same_name_are_entries(void **state) {
#define ROW(letter, day, name)                                                                               \
  "<tr><td>" day "<td>" name "<td><a href=" letter ">Agenda</a> <a href=m" letter ">Minutes</a>"
#define ITEM(letter, day, name) day "|" name "||https://x.example/" letter "|Ferry|en\n"
  static const struct page pages[] = {
      {"meetings",
       BASE "<table>" ROW("a", "2026-03-04", "Board of the ferry") ROW("b", "2026-03-03", "Council of crews")
           ROW("c", "2026-02-04", "Board of the ferry") ROW("d", "2026-01-04", "Board of the ferry")
               ROW("e", "2026-01-03", "Council of crews") "</table>" FOOTER,
       ITEM("a", "2026-03-04", "Board of the ferry") ITEM("b", "2026-03-03", "Council of crews")
           ITEM("c", "2026-02-04", "Board of the ferry") ITEM("d", "2026-01-04", "Board of the ferry")
               ITEM("e", "2026-01-03", "Council of crews")},
  };
  CHECK(pages);
#undef ROW
#undef ITEM
#undef ITEMS
}

static void a_date_may_be_a_month(void **state) {
#define MONTHS(entry)                                                                                        \
  BASE "<h1>Reports</h1><ul>" entry("m", "March 2026", "Mill sold to its people")                            \
      entry("b", "March 2026", "Bakery opens again")                                                         \
          entry("c", "February 2026", "Credit union opens") "</ul>" FOOTER
#define ITEMS                                                                                                \
  "2026-03|Mill sold to its people||https://x.example/m|Ferry|en\n"                                          \
  "2026-03|Bakery opens again||https://x.example/b|Ferry|en\n"                                               \
  "2026-02|Credit union opens||https://x.example/c|Ferry|en\n"
#define COMMA(letter, month, title)   "<li><a href=" letter ">" title "</a>, " month
#define SPAN(letter, month, title)    "<li><a href=" letter ">" title "</a> <span>" month "</span>"
#define HEADING(letter, month, title) "<li><h3><a href=" letter ">" title "</a></h3><p>" month "</p>"
#define BRACKET(letter, month, title) "<li><a href=" letter ">" title "</a> (" month ")"
#define IN_LINK(letter, month, title) "<li><a href=" letter ">" title " (" month ")</a>"
  static const struct page pages[] = {
      {"after a comma", MONTHS(COMMA), ITEMS},     {"in an element", MONTHS(SPAN), ITEMS},
      {"below a heading", MONTHS(HEADING), ITEMS}, {"in brackets", MONTHS(BRACKET), ITEMS},
      {"in the link", MONTHS(IN_LINK), ITEMS},
  };
  CHECK(pages);
#undef MONTHS
#undef ITEMS
#undef COMMA
#undef SPAN
#undef HEADING
#undef BRACKET
#undef IN_LINK
}

#define UNDATED                                                                                              \
  BASE "<h1>News</h1><div><a href=m>Mill sold to its people</a><p>" SUM(                                     \
      "mill") "</p></div><div><a href=b>"                                                                    \
              "Bakery opens again</a><p>" SUM(                                                               \
                  "bakery") "</p></div><div><a href=c>Credit union opens</a><p>" SUM("union") "</p></div>"
#define SUM(what) "The " what " is owned by those who work in it, from today."
#define LISTED    THREE_WITH(SUM("mill"), SUM("bakery"), SUM("union"))

static void entries_have_the_dates_that_the_page_says_elsewhere(void **state) {
#define NEWS(letter, day)                                                                                    \
  "{\"@type\":\"NewsArticle\",\"url\":\"https://x.example/" letter "\",\"datePublished\":\"" day "\"}"
#define ELEMENT(number, item) "{\"@type\":\"ListItem\",\"position\":" number ",\"item\":" item "}"
#define POST(letter, day)                                                                                    \
  "{\"@type\":\"BlogPosting\",\"mainEntityOfPage\":{\"@id\":\"/" letter "/\"},\"datePublished\":\"" day "\"" \
  "}"
  static const struct page pages[] = {
      {"list",
       LD("{\"@type\":\"ItemList\",\"itemListElement\":[" ELEMENT("1", NEWS("c", "2026-03-02")) "," ELEMENT(
           "2", NEWS("m", "2026-03-04")) "," ELEMENT("3", NEWS("b", "2026-03-03")) "]}") UNDATED,
       LISTED},
      {"blog",
       LD("{\"@type\":\"Blog\",\"blogPost\":[" POST("m", "2026-03-04T09:00:00Z") "," POST(
           "b", "2026-03-03") "," POST("c", "2026-03-02") "]}") UNDATED,
       LISTED},
  };
  CHECK(pages);
#undef NEWS
#undef ELEMENT
#undef POST
}

static void a_post_that_calls_itself_a_blog_of_one_has_its_date(void **state) {
  static const struct page pages[] = {
      {"post",
       LD("{\"@type\":\"Blog\",\"blogPost\":[{\"@type\":\"BlogPosting\",\"headline\":\"Ferry\","
          "\"datePublished\":"
          "\"2026-03-04\"}]}") "<h1>Ferry</h1>" FERRY,
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
  };
  CHECK(pages);
}

static void headlines_lose_what_sites_do_to_them(void **state) {
#define SHORT(letter, start, title, day)                                                                     \
  "<li><a href=" letter " title='" title "'>" start "</a> <i>" day "</i>"
#define FILE_OF(letter, iso, day, title) "<li><a href=" letter ">" title " (PDF, 1.2 MB)</a> <i>" day "</i>"
#define WORDS_LAST(letter, iso, day, title)                                                                  \
  "<li><a href=" letter ">" title " (a first report)</a> <i>" day "</i>"
  static const struct page pages[] = {
      {"cut off",
       BASE "<ul>" SHORT("m", "Mill sold to...", "Mill sold to its people", "4 March 2026")
           SHORT("b", "Bakery op\u2026", "Bakery opens again", "3 March 2026")
               SHORT("c", "Credit union opens", "Go to Credit union", "2 March 2026") "</ul>",
       THREE},
      {"label of a file", ENTRIES(FILE_OF), THREE},
      {"brackets that are words", ENTRIES(WORDS_LAST),
       "2026-03-04|Mill sold to its people (a first report)||https://x.example/m|Ferry|en\n"
       "2026-03-03|Bakery opens again (a first report)||https://x.example/b|Ferry|en\n"
       "2026-03-02|Credit union opens (a first report)||https://x.example/c|Ferry|en\n"},
  };
  CHECK(pages);
#undef SHORT
#undef FILE_OF
#undef WORDS_LAST
}

static void a_link_that_a_script_opens_has_its_address_or_none(void **state) {
#define ROW(day, link, title) "<tr><td>17<td><a " link ">" title "</a><td>" day "<td><a href=/f.pdf>PDF</a>"
#define TABLE(first, second, third)                                                                          \
  BASE "<table>" ROW("2026-03-04", first, "Mill sold to its people")                                         \
      ROW("2026-03-03", second, "Bakery opens again")                                                        \
          ROW("2026-03-02", third, "Credit union opens") "</table>" FOOTER
#define UNKNOWN                                                                                              \
  "2026-03-04|Mill sold to its people|||Ferry|en\n2026-03-03|Bakery opens again|||Ferry|en\n"                \
  "2026-03-02|Credit union opens|||Ferry|en\n"
  static const struct page pages[] = {
      {"location",
       TABLE("href='#none' onclick=\"location.href='/m'\"", "href=\"javascript:window.location = '/b';\"",
             "href=# onclick=\"window.open('/c','_blank');return false\""),
       THREE},
      {"a call",
       TABLE("href=\"javascript:fn_view('1')\"", "href=# onclick='view(2)'", "href='#none' data-id=3"),
       UNKNOWN},
      {"put together",
       TABLE("href=# onclick=\"location.href='/m?n='+1\"", "href=# onclick=\"location.href='/m?n='+2\"",
             "href=# onclick=\"location.href=url\""),
       UNKNOWN},
  };
  CHECK(pages);
#undef ROW
#undef TABLE
#undef UNKNOWN
}

static void what_is_clicked_as_a_whole_is_a_link(void **state) {
#define ROW(letter, iso, day, title)                                                                         \
  "<tr onclick=\"location.href='/" letter "'\"><td>" day "<td>" title "</tr>"
#define DATA_ROW(letter, iso, day, title)                                                                    \
  "<tr class=clickable-row data-href=/" letter "><td>" title "<td>" day "</tr>"
#define ITEM(letter, iso, day, title)                                                                        \
  "<li onclick=\"window.location='/" letter "'\"><i>" day "</i> <b>" title "</b></li>"
#define CARD(letter, iso, day, title)                                                                        \
  "<div class=card onclick=\"location='/" letter "'\"><h3>" title "</h3><p>" day "</p></div>"
  static const struct page pages[] = {
      {"rows", BASE "<table>" ENTRIES_OF(ROW) "</table>" FOOTER, THREE},
      {"rows with data", BASE "<table>" ENTRIES_OF(DATA_ROW) "</table>" FOOTER, THREE},
      {"items", BASE "<ul>" ENTRIES_OF(ITEM) "</ul>" FOOTER, THREE},
      {"cards", ENTRIES(CARD), THREE},
  };
  CHECK(pages);
#undef ROW
#undef DATA_ROW
#undef ITEM
#undef CARD
}

static void the_link_beside_a_headline_is_none(void **state) {
#define SAME(letter, iso, day, title)                                                                        \
  "<div><div><a href=news>Harbour</a> <i>" day "</i> <a href=" letter ">" title "</a></div></div>"
  static const struct page pages[] = {{"a category of all", ENTRIES(SAME), THREE}};
  CHECK(pages);
#undef SAME
}

static void a_link_that_has_the_headline_again_is_no_summary(void **state) {
#define TEXT(title) title " of late, say its neighbours."
#define MORE(letter, iso, day, title)                                                                        \
  "<div><h3><a href=" letter ">" title "</a></h3><i>" day                                                    \
  "</i><p>" TEXT(title) "</p><a href=" letter ">Read more about it: " title "</a></div>"
#define LAST(letter, iso, day, title)                                                                        \
  "<div><h3><a href=" letter ">" title "</a></h3><i>" day                                                    \
  "</i><p>" TEXT(title) " <a href=" letter ">[Weiterlesen: " title "]</a></p></div>"
  static const struct page pages[] = {
      {"in a line of its own", ENTRIES(MORE),
       THREE_WITH(TEXT("Mill sold to its people"), TEXT("Bakery opens again"), TEXT("Credit union opens"))},
      {"after the last sentence", ENTRIES(LAST),
       THREE_WITH(TEXT("Mill sold to its people"), TEXT("Bakery opens again"), TEXT("Credit union opens"))},
  };
  CHECK(pages);
#undef TEXT
#undef MORE
#undef LAST
}

static void a_year_in_a_column_of_years_is_a_date(void **state) {
#define ROW(first, letter, title, last) "<tr><td>" first "<td><a href=" letter ">" title "</a><td>" last
#define ITEM(year, letter, title)       year "|" title "||https://x.example/" letter "|Ferry|en\n"
#define ITEMS                                                                                                \
  ITEM("2024", "a", "Report of the mills")                                                                   \
  ITEM("2023", "b", "Report of the ferries") ITEM("2022", "c", "Report of the bakeries")
  static const struct page pages[] = {
      {"years",
       BASE "<table><tr><th>Year<th>Title<th>Members" ROW("2024", "a", "Report of the mills", "1950")
           ROW("2023", "b", "Report of the ferries", "870")
               ROW("2022", "c", "Report of the bakeries", "12") "</table>",
       ITEMS},
      {"years last, after numbers of which one may be a year",
       BASE "<table><tr><th>Members<th>Title<th>Year" ROW("1950", "a", "Report of the mills", "2024")
           ROW("870", "b", "Report of the ferries", "2023")
               ROW("12", "c", "Report of the bakeries", "2022") "</table>",
       ITEMS},
  };
  CHECK(pages);
#undef ROW
#undef ITEM
}

static void what_each_entry_has_beside_its_date_is_left_out(void **state) {
#define TEXT(title) title ", say its neighbours."
#define CARD(letter, iso, day, title)                                                                        \
  "<div class=card><h4><a href=" letter ">" title                                                            \
  "</a></h4><p>" TEXT(title) "</p><small>" day "</small> <a href=" letter ">Leer</a></div>"
  static const struct page pages[] = {
      {"cards", ENTRIES(CARD),
       THREE_WITH(TEXT("Mill sold to its people"), TEXT("Bakery opens again"), TEXT("Credit union opens"))}};
  CHECK(pages);
#undef CARD
#undef TEXT
}

static void a_line_that_most_entries_have_is_a_caption(void **state) {
#define TEXT(title) title ", say its neighbours."
#define CARD(letter, day, title, label)                                                                      \
  "<div class=card><h4><a href=" letter ">" title                                                            \
  "</a></h4><p>" TEXT(title) "</p><p>" label "</p><small>" day "</small></div>"
#define CARDS(first, second, third)                                                                          \
  BASE "<h1>News</h1>" CARD("m", "4 March 2026", "Mill sold to its people", first)                           \
      CARD("b", "3 March 2026", "Bakery opens again", second)                                                \
          CARD("c", "2 March 2026", "Credit union opens", third) FOOTER
  static const struct page pages[] = {
      {"three of three", CARDS("Release 1", "Release 2", "Release 3"),
       THREE_WITH(TEXT("Mill sold to its people"), TEXT("Bakery opens again"), TEXT("Credit union opens"))},
      {"two of three", CARDS("Release 1", "", "Release 3"),
       THREE_WITH(TEXT("Mill sold to its people"), TEXT("Bakery opens again"), TEXT("Credit union opens"))},
      {"one of three", CARDS("Release 1", "", ""),
       THREE_WITH(TEXT("Mill sold to its people") "\nRelease 1", TEXT("Bakery opens again"),
                  TEXT("Credit union opens"))},
  };
  CHECK(pages);
#undef CARD
#undef CARDS
#undef TEXT
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_link_may_hold_date_and_title),
      cmocka_unit_test(a_link_may_hold_a_summary_too),
      cmocka_unit_test(a_headline_that_is_none_without_its_date_keeps_it),
      cmocka_unit_test(rows_are_entries_whatever_other_links_they_have),
      cmocka_unit_test(meetings_of_the_same_name_are_entries),
      cmocka_unit_test(a_link_that_a_script_opens_has_its_address_or_none),
      cmocka_unit_test(what_is_clicked_as_a_whole_is_a_link),
      cmocka_unit_test(the_link_beside_a_headline_is_none),
      cmocka_unit_test(a_link_that_has_the_headline_again_is_no_summary),
      cmocka_unit_test(a_date_may_be_a_month),
      cmocka_unit_test(what_each_entry_has_beside_its_date_is_left_out),
      cmocka_unit_test(a_line_that_most_entries_have_is_a_caption),
      cmocka_unit_test(a_year_in_a_column_of_years_is_a_date),
      cmocka_unit_test(headlines_lose_what_sites_do_to_them),
      cmocka_unit_test(entries_have_the_dates_that_the_page_says_elsewhere),
      cmocka_unit_test(a_post_that_calls_itself_a_blog_of_one_has_its_date),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
