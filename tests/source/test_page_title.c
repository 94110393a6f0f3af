/* The title of a page, without its site's name. If the page declares only a name, of its site or of a
 * section, the title is the headline next above the text. Each row is a page and the items that are made of
 * it. */
#include "paging.h"

#define HEAD(title) "<!doctype html><html lang=en><title>" title "</title><body>"
#define MENU        "<header><a href=/>The Fed</a><nav><a href=/a>About</a><a href=/b>Fair trade</a></nav></header>"

static void a_title_is_not_the_site_s_name(void **state) {
  static const struct reading_case cases[] = {
      {.name = "og.html",
       .bytes = "<!doctype html><html lang=en><meta property=og:site_name content='The Fed'><meta "
                "property=og:title "
                "content='Ferry - The Fed'><body>" FERRY,
       .items = "|Ferry|" FERRY_TEXT "||The Fed|en\n"},
      {.name = "h1.html",
       .bytes =
           "<!doctype html><html lang=en><title>Ferry | The Fed</title><body><h1><a href=/>The Fed</a></h1>"
           "<h2>Ferry</h2>" FERRY,
       .items = "|Ferry|" FERRY_TEXT "||The Fed|en\n"},
      {.name = "heading.html",
       .bytes = "<!doctype html><html lang=en><title>The Fed :: Ferry</title><body><h1>Ferry</h1>" FERRY,
       .items = "|Ferry|" FERRY_TEXT "||The Fed|en\n"},
      {.name = "host.html",
       .bytes =
           "<!doctype html><html lang=en><link rel=canonical href=https://www.thefed.example/a><title>The "
           "ferry is ours – The Fed®</title><body>" FERRY,
       .items = "|The ferry is ours|" FERRY_TEXT "|https://www.thefed.example/a|thefed.example|en\n"},
      {.name = "colon.html",
       .bytes = "<!doctype html><html lang=en><link rel=canonical href=https://port.example/a><title>The "
                "ferry comes "
                "back: Port</title><body>" FERRY,
       .items = "|The ferry comes back: Port|" FERRY_TEXT "|https://port.example/a|port.example|en\n"},
      {.name = "escaped.html",
       .bytes = "<!doctype html><html lang=en><meta property=og:title content='Ferry &amp;amp; "
                "crew&amp;#8230;'><body>" FERRY,
       .items = "|Ferry & crew…|" FERRY_TEXT "|||en\n"},
      {.name = "second.html",
       .bytes = "<!doctype html><html lang=en><title>The ferry is ours - News | The Fed</title><body><h1>The "
                "Fed</h1>"
                "<h2>The ferry is ours</h2>" FERRY "<h1>What comes next</h1>" FERRY,
       .items = "|The ferry is ours|" FERRY_TEXT "\nWhat comes next\n" FERRY_TEXT "||The Fed|en\n"},
      {.name = "wide.html",
       .bytes = "<!doctype html><html lang=ja><meta property=og:site_name "
                "content=谷新聞><title>船は私たちのもの｜谷新聞"
                "</"
                "title><body><p>"
                "乗組員が今日から船を所有し、町は利子なしで金を貸した。ほかに買いたい人はいなかった。",
       .items = "|船は私たちのもの|"
                "乗組員が今日から船を所有し、町は利子なしで金を貸した。ほかに買いたい人はいなかった。||"
                "谷新聞|ja\n"},
      {.name = "date.html",
       .bytes = "<!doctype html><html lang=en><title>Ferry - 4 March 2026</title><body><h1>Ferry</h1>" FERRY,
       .items = "|Ferry|" FERRY_TEXT "|||en\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void the_site_s_name_is_known_by_its_host_its_motto_and_the_sign_before_it(void **state) {
  static const struct reading_case cases[] = {
      {.name = "hyphen.html",
       .bytes =
           "<!doctype html><html lang=en><link rel=canonical href=https://www.the-fed.example/a><title>The "
           "ferry is ours | The Fed</title><body>" FERRY,
       .items = "|The ferry is ours|" FERRY_TEXT "|https://www.the-fed.example/a|the-fed.example|en\n"},
      {.name = "initials.html",
       .bytes = "<!doctype html><html lang=en><link rel=canonical href=https://www.tf.example/a><title>The "
                "ferry is ours - TF</title><body>" FERRY,
       .items = "|The ferry is ours|" FERRY_TEXT "|https://www.tf.example/a|tf.example|en\n"},
      {.name = "motto.html",
       .bytes =
           "<!doctype html><html lang=en><meta property=og:site_name content='The Fed - all that floats'>"
           "<title>The Fed: The ferry is ours</title><body>" FERRY,
       .items = "|The ferry is ours|" FERRY_TEXT "||The Fed - all that floats|en\n"},
      {.name = "underscore.html",
       .bytes = "<!doctype html><html "
                "lang=zh><title>渡轮由船员共同拥有_合作社新闻</title><body><h1>渡轮由船员共同拥有</h1>"
                "<p>渡轮自今日起由船员共同拥有,镇政府无息借出所需款项,没有其他人愿意购买,居民都表示欢迎。",
       .items = "|渡轮由船员共同拥有|渡轮自今日起由船员共同拥有,镇政府无息借出所需款项,没有其他人愿意购买,"
                "居民都表示欢迎。|"
                "|合作社新闻|zh\n"},
      {.name = "path.html",
       .bytes = "<!doctype html><html lang=en><title>The ferry is ours < Port < The Fed</title><body><h3>The "
                "ferry "
                "is ours</h3>" FERRY,
       .items = "|The ferry is ours|" FERRY_TEXT "||The Fed|en\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void a_name_of_a_section_or_site_loses_to_the_headline_above_the_text(void **state) {
  static const struct reading_case cases[] = {
      {.name = "h3.html",
       .bytes = HEAD("News - The Fed") MENU "<h3>The ferry is ours</h3><p>4 March 2026</p>" FERRY,
       .items = "2026-03-04|The ferry is ours|" FERRY_TEXT "||The Fed|en\n"},
      {.name = "class.html",
       .bytes = HEAD("The Fed") MENU "<div class=view-tit>The ferry is ours</div>" FERRY,
       .items = "|The ferry is ours|" FERRY_TEXT "||The Fed|en\n"},
      {.name = "cell.html",
       .bytes = HEAD("Press releases") MENU "<table><tr><td class=subject>The ferry is ours</table>" FERRY,
       .items = "|The ferry is ours|" FERRY_TEXT "|||en\n"},
      {.name = "bold.html",
       .bytes = HEAD("Press releases") MENU "<div><strong>The ferry is ours</strong>" FERRY "</div>",
       .items = "|The ferry is ours|" FERRY_TEXT "|||en\n"},
      {.name = "menu.html",
       .bytes = HEAD("Fair trade") MENU "<h4>The ferry is ours</h4>" FERRY,
       .items = "|The ferry is ours|" FERRY_TEXT "|||en\n"},
      {.name = "picture.html",
       .bytes =
           HEAD("Rill Fund") "<a href=/><img src=l.png alt='Rill Fund'></a><h3>The ferry is ours</h3>" FERRY,
       .items = "|The ferry is ours|" FERRY_TEXT "||Rill Fund|en\n"},
      {.name = "foot.html",
       .bytes = HEAD("Rill Fund") "<h3>The ferry is ours</h3>" FERRY "<footer>© Rill Fund 2026</footer>",
       .items = "|The ferry is ours|" FERRY_TEXT "|||en\n"},
      {.name = "section.html",
       .bytes = "<!doctype html><html lang=en><meta property=og:title content='Latest news'><body>"
                "<h1>News</h1><h2>The ferry is ours</h2>" FERRY,
       .items = "|The ferry is ours|" FERRY_TEXT "|||en\n"},
      {.name = "nothing-else.html",
       .bytes =
           "<!doctype html><html lang=ko><title>보도자료 - 나루원</title><body><h3 class=tit>선원들이 배를 "
           "샀다</h3><p>선원들은 오늘부터 배를 소유하게 되었으며, 마을은 이자 없이 돈을 빌려주었다고 "
           "밝혔다. 다른 사람은 아무도 사려고 하지 않았다.</p>",
       .items = "|선원들이 배를 샀다|선원들은 오늘부터 배를 소유하게 되었으며, 마을은 이자 없이 돈을 "
                "빌려주었다고 밝혔다. 다른 사람은 아무도 사려고 하지 않았다.|||ko\n"},
      {.name = "subtitle.html",
       .bytes = HEAD("News") MENU "<p class=title>The ferry is ours</p><p class=sub-title>At last</p>" FERRY,
       .items = "|The ferry is ours|At last\n" FERRY_TEXT "|||en\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void a_title_that_tells_stays(void **state) {
  static const struct reading_case cases[] = {
      {.name = "menu.html",
       .bytes = HEAD("Fair trade") MENU "<h1>Fair trade</h1><h2>How it began</h2>" FERRY,
       .items = "|Fair trade|How it began\n" FERRY_TEXT "|||en\n"},
      {.name = "long.html",
       .bytes =
           HEAD("The ferry is sold to its crew") "<nav><a href=/x>The ferry is sold to its crew</a></nav>"
                                                 "<h3>Sold</h3>" FERRY,
       .items = "|The ferry is sold to its crew|Sold\n" FERRY_TEXT "|||en\n"},
      {.name = "other-host.html",
       .bytes = "<!doctype html><html lang=en><link rel=canonical href=https://a.example/f><title>Ferry: "
                "Mill Fund</title><body><p>See <a href=https://fund.example/>Mill Fund</a>.</p><h1>Ferry: "
                "Mill Fund</h1>" FERRY,
       .items = "|Ferry: Mill Fund|" FERRY_TEXT "|https://a.example/f|a.example|en\n"},
      {.name = "place-in-the-menu.html",
       .bytes = "<!doctype html><html lang=en><meta property=og:site_name content='The Fed'><meta "
                "property=og:title content='Fair trade aboard'><title>The Fed - detail</title><body><nav>"
                "<a href=/>Home</a><a href='#'>Fair trade aboard</a></nav><h1>detail</h1>" FERRY,
       .items = "|Fair trade aboard|" FERRY_TEXT "||The Fed|en\n"},
      {.name = "only-name.html", .bytes = HEAD("News") FERRY, .items = "|News|" FERRY_TEXT "|||en\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void a_link_to_the_root_tells_the_site_s_name(void **state) {
  static const struct reading_case cases[] = {
      {.name = "after.html",
       .bytes = HEAD("The ferry is ours | The Fed") MENU FERRY,
       .items = "|The ferry is ours|" FERRY_TEXT "||The Fed|en\n"},
      {.name = "before.html",
       .bytes = HEAD("The Fed: The ferry is ours") MENU FERRY,
       .items = "|The ferry is ours|" FERRY_TEXT "||The Fed|en\n"},
  };
  static const struct page pages[] = {
      {"not its name", "<nav><a href=/>Home</a></nav>" FERRY, "|Ferry|" FERRY_TEXT "|||en\n"},
  };
  ASSERT_READINGS(state, cases);
  CHECK(pages);
}

static void what_a_page_says_of_itself_loses_to_a_heading_that_is_its_title(void **state) {
  static const struct reading_case cases[] = {
      {.name = "title.html",
       .bytes =
           HEAD("The ferry is ours | The Fed") "<script type='application/ld+json'>{\"@type\":\"Article\","
                                               "\"headline\":\"Our new website\"}</script>"
                                               "<h1>The ferry is ours</h1>" FERRY,
       .items = "|The ferry is ours|" FERRY_TEXT "||The Fed|en\n"},
      {.name = "shared.html",
       .bytes = HEAD("The Fed") "<meta property=og:title content='The ferry is ours'>"
                                "<script type='application/ld+json'>{\"@type\":\"Article\","
                                "\"headline\":\"Our new website\"}</script><h1>The ferry is ours</h1>" FERRY,
       .items = "|The ferry is ours|" FERRY_TEXT "|||en\n"},
      {.name = "section.html",
       .bytes = HEAD(
           "Ferry: the town's harbour pages") "<script type='application/ld+json'>{\"@type\":\"Article\","
                                              "\"headline\":\"The crew owns the boat now\"}</script>"
                                              "<h1>Ferry</h1>" FERRY,
       .items = "|The crew owns the boat now|" FERRY_TEXT "||the town's harbour pages|en\n"},
  };
  ASSERT_READINGS(state, cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_title_is_not_the_site_s_name),
      cmocka_unit_test(the_site_s_name_is_known_by_its_host_its_motto_and_the_sign_before_it),
      cmocka_unit_test(a_name_of_a_section_or_site_loses_to_the_headline_above_the_text),
      cmocka_unit_test(a_title_that_tells_stays),
      cmocka_unit_test(a_link_to_the_root_tells_the_site_s_name),
      cmocka_unit_test(what_a_page_says_of_itself_loses_to_a_heading_that_is_its_title),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
