/* What a page declares and shows: fields from their best source, the text without what surrounds it.
 * Lists are in test_page_list.c. Each row is a page and the items that are made of it. */
#include "paging.h"

static void the_text_is_found_whatever_its_elements_are_called(void **state) {
  static const struct page pages[] = {
      {"sidebar", "<div class=content-with-sidebar><h1>Ferry</h1>" FERRY "</div>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
      {"form", "<form action=/>" FERRY "</form>", "|Ferry|" FERRY_TEXT "|||en\n"},
      {"breaks",
       "<div>The crew of the ferry owns it, and the town has lent the money.<br><br>Nobody else "
       "wanted to "
       "buy it, said the harbour master.</div><div><a href=/>Home</a> <a href=/about>About "
       "us</a></div>",
       "|Ferry|The crew of the ferry owns it, and the town has lent the money.\nNobody else wanted to buy "
       "it, said "
       "the harbour master.|||en\n"},
      {"pieces",
       "<div><div>" FERRY "</div><aside>Buy our paper</aside><div><p>The first crossing is on Monday, "
       "and whoever wants to come along may, without a ticket, says the crew.</p></div></div>",
       "|Ferry|" FERRY_TEXT
       "\nThe first crossing is on Monday, and whoever wants to come along may, without a ticket, "
       "says the crew.|||en\n"},
      {"hidden", "<div>" FERRY "<p style='display: none'>Log in to comment on this article now.</p></div>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
  };
  CHECK(pages);
}

static void names_and_styles_take_nothing_away_that_is_most_of_the_page(void **state) {
  static const struct page pages[] = {
      {"hidden root", "<div class='root hide'>" FERRY "</div>", "|Ferry|" FERRY_TEXT "|||en\n"},
      {"hidden attribute", "<div hidden>" FERRY "</div><p>Please wait.", "|Ferry|" FERRY_TEXT "|||en\n"},
      {"small screens",
       "<div class='hidden md:block'>" FERRY "</div><div class='d-none d-lg-flex'>" FERRY "</div>",
       "|Ferry|" FERRY_TEXT "\n" FERRY_TEXT "|||en\n"},
      {"streamed",
       "<p>The harbour has seen many crews, and few of them have owned what they sailed on, it says.</p>"
       "<div hidden id='S:1f'><p>Nobody else wanted to buy the ferry, and the crew knows every board of it, "
       "said the harbour master.</p></div>",
       "|Ferry|The harbour has seen many crews, and few of them have owned what they sailed on, it says.\n"
       "Nobody else wanted to buy the ferry, and the crew knows every board of it, said the harbour "
       "master.|||en\n"},
      {"widgets",
       "<div class=x-widget><p>The crew of the ferry owns it from today, and the town has lent the "
       "money for it without interest.</p></div><div class=x-widget><p>Nobody else wanted to buy it, "
       "and the crew knows every board of it, said the harbour master.</p></div><div class=x-widget>"
       "<p>The first crossing is on Monday, and whoever wants to come along may.</p></div>",
       "|Ferry|" FERRY_TEXT "\nThe first crossing is on Monday, and whoever wants to come along may.|||en\n"},
      {"state of comments",
       "<div class='post comments-open'><h1>Ferry</h1>" FERRY
       "</div><div><p>Write to us, and we send you what is new each week, "
       "to read on the ferry or wherever else you like it, and never more often than that.</p></div>",
       "|Ferry|" FERRY_TEXT "\nWrite to us, and we send you what is new each week, to read on the ferry or "
       "wherever else you like it, "
       "and never more often than that.|||en\n"},
  };
  CHECK(pages);
}

#define LETTER                                                                                               \
  "Write to us, and we send you what is new each week, to read on the ferry or wherever else you like it."

/* Search engines ask publishers for this markup (Google: "Structured data for subscription and paywalled
 * content"). */
static void what_only_subscribers_see_is_the_text(void **state) {
  static const struct page pages[] = {
      {"beside more of other text",
       "<main><article><h1>Ferry</h1><div class='article-body paywall-article'>" FERRY
       "</div></article></main><p>" LETTER "<p>" LETTER "<p>" LETTER,
       "|Ferry|" FERRY_TEXT "\n" LETTER "\n" LETTER "\n" LETTER "|||en\n"},
  };
  CHECK(pages);
}

#define NOTICE                                                                                               \
  "<p>We use cookies to make this site work and to count its visits. You may refuse those that are not "     \
  "needed, or read our policy to learn what is stored and why.</p><button>Accept</button>"

static void a_notice_about_cookies_is_no_text(void **state) {
  static const struct page pages[] = {
      {"named", "<div id=root></div><div id=cookie-banner>" NOTICE "</div>", "|Ferry||||en\n"},
      {"within", "<div class=gdpr><div><div>" NOTICE "</div></div></div>", "|Ferry||||en\n"},
      {"dialog", "<div role=dialog>" NOTICE "</div>", "|Ferry||||en\n"},
  };
  static const struct page with_text[] = {
      {"before a text", "<div class=consent>" NOTICE "</div>" FERRY, "|Ferry|" FERRY_TEXT "|||en\n"},
  };
  CHECK_LOSING(pages, "dropped text 1\n");
  CHECK(with_text);
}

#define IMPRINT                                                                                              \
  "<p>The Fed, 12 Mill Street, Port Rill. Registered charity number 1234567, company number 7654321. "       \
  "Phone 0113 496 0000.</p>"

static void what_stands_at_the_foot_of_a_page_is_no_text(void **state) {
#define LONG_IMPRINT IMPRINT IMPRINT IMPRINT IMPRINT IMPRINT
  static const struct page pages[] = {
      {"element", "<h1>Ferry</h1><div id=root></div><footer>" IMPRINT "</footer>", "|Ferry||||en\n"},
      {"role", "<main><h1>Ferry</h1></main><div role=contentinfo>" IMPRINT "</div>", "|Ferry||||en\n"},
      {"name", "<main><h1>Ferry</h1></main><div id=site-footer>" IMPRINT "</div>", "|Ferry||||en\n"},
      {"description",
       "<meta name=description content='The crew owns it.'><div id=root></div><footer>" IMPRINT "</footer>",
       "|Ferry|The crew owns it.|||en\n"},
  };
  static const struct page with_text[] = {
      {"a sentence", "<main><h1>Ferry</h1><p>Members only.</p></main><footer>" IMPRINT "</footer>",
       "|Ferry|Members only.|||en\n"},
      {"long",
       "<h1>Ferry</h1>" FERRY "<div class=site-footer>" LONG_IMPRINT LONG_IMPRINT LONG_IMPRINT "</div>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
      {"with the name of the site as h1", FERRY "<footer><h1>Rill Fund</h1>" LONG_IMPRINT "</footer>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
      {"around the page", "<div class=with-footer><h1>Ferry</h1>" FERRY "</div>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
  };
  CHECK_LOSING(pages, "dropped text 1\n");
  CHECK(with_text);
}

static void what_no_reader_sees_is_left_out(void **state) {
  static const struct page pages[] = {
      {"visibility",
       "<div>" FERRY "<p style='visibility: hidden'>Log in to comment on this, please.</p></div>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
      {"form", "<div>" FERRY "<textarea>" FERRY FERRY "</textarea></div>", "|Ferry|" FERRY_TEXT "|||en\n"},
      {"menu", "<div class=hidden><a href=/1>" FERRY_TEXT "</a><a href=/2>" FERRY_TEXT "</a></div>" FERRY,
       "|Ferry|" FERRY_TEXT "|||en\n"},
      {"old screen", "<div style='display: none'>" FERRY "</div><div>" FERRY "</div>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
  };
  CHECK(pages);
}

static void what_stands_around_the_text_is_left_out(void **state) {
  static const struct page pages[] = {
      {"comments",
       "<article>" FERRY "</article><div id=comments><article class=comment><p>I have taken this "
       "ferry, often, and I liked it, as did my friends.</p></article></div>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
      {"caption", "<article><figure><figcaption>A ferry</figcaption></figure>" FERRY "</article>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
      {"links",
       "<article>" FERRY "<ul><li><a href=1>More of ferries</a><li><a href=2>More of boats</a></ul>"
       "</article>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
      {"footnote", "<article>" FERRY "<p>x<sup>2</sup> boats<a href=#f1><sup>1</sup></a> sail.</p></article>",
       "|Ferry|" FERRY_TEXT "\nx2 boats sail.|||en\n"},
      {"teasers",
       "<div><h1>Ferry</h1>" FERRY "</div><div><div><h3><a href=/m>Mill sold to its people</a></h3><p>"
       "The mill has been sold, and its people run it.</p></div><div><h3><a href=/b>Bakery opens "
       "again</a></h3><p>The bakery has been opened again.</p></div></div>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
      {"consent",
       "<h1>Ferry</h1><article>" FERRY
       "</article><div id=onetrust-sdk><p>You have the right, at any time, to direct us not "
       "to sell what we know of you, and you may exercise this right by clicking here. You need no account "
       "for it.</p><p>Cookies "
       "are small files, some of which this site needs, and others of which help us to see what is read and "
       "what is not, so that "
       "we can do better.</p></div>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
  };
  CHECK(pages);
}

#define SAYS                                                                                                 \
  "<p>Were you there? I was, and I can tell you that it was not the crew, but the town, which promised a "   \
  "loan, and never paid it, in spite of three letters, two calls, and a visit.</p>"
#define SAYS_TEXT                                                                                            \
  "Were you there? I was, and I can tell you that it was not the crew, but the town, which promised a "      \
  "loan, "                                                                                                   \
  "and never paid it, in spite of three letters, two calls, and a visit."
#define LONG                                                                                                 \
  FERRY "<p>The first crossing is on Monday, and whoever wants to come along may, says the crew.</p>"
#define LONG_TEXT                                                                                            \
  FERRY_TEXT "\nThe first crossing is on Monday, and whoever wants to come along may, says the crew."

/* Each row: the name of the comment section, and of each comment in it. */
static void what_readers_say_is_not_the_text_however_much_it_is(void **state) {
  static const char *const rows[][2] = {
      {"id=comments", "article class=comment"},
      {"class=kommentare", "div class=kommentar"},
      {"class=x", "li class='post-reply'"},
      {"id=comentarios", "div"},
      {"class=commentaires", "div"},
      {"class=reacties", "div"},
      {"class=댓글목록", "div"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    sse_buffer body = {0};
    sse_buffer_printf(&body, "<main><h1>Ferry</h1><article>" LONG "</article><section %s>", rows[i][0]);
    for (int k = 0; k < 40; k++)
      sse_buffer_printf(&body, "<%s>" SAYS SAYS "</%.*s>", rows[i][1], (int)strcspn(rows[i][1], " "),
                        rows[i][1]);
    sse_buffer_append_text(&body, "</section></main>");
    const struct page pages[] = {{rows[i][0], body.data, "|Ferry|" LONG_TEXT "|||en\n"}};
    CHECK(pages);
    sse_buffer_reset(&body);
  }
}

static void a_page_of_what_people_say_has_it_as_its_text(void **state) {
  static const struct page pages[] = {
      {"thread",
       "<h1>Ferry</h1><div class=discussion><div class=comment>" SAYS "</div><div class=comment>" SAYS
       "</div></div>",
       "|Ferry|" SAYS_TEXT "\n" SAYS_TEXT "|||en\n"},
      {"around the page", "<div class=comment-layout><h1>Ferry</h1>" LONG LONG "</div>",
       "|Ferry|" LONG_TEXT "\n" LONG_TEXT "|||en\n"},
  };
  CHECK(pages);
}

static void a_text_that_has_its_author_s_name_in_a_class_is_no_byline(void **state) {
  static const struct page pages[] = {
      {"author",
       "<article class='post author-jo'>" LONG LONG LONG LONG "</article><div class=comments>" SAYS SAYS SAYS
           SAYS SAYS SAYS SAYS SAYS SAYS SAYS SAYS SAYS SAYS SAYS SAYS "</div>",
       "|Ferry|" LONG_TEXT "\n" LONG_TEXT "\n" LONG_TEXT "\n" LONG_TEXT "|||en\n"},
  };
  CHECK(pages);
}

static void a_teaser_that_leads_nowhere_is_the_first_paragraph(void **state) {
#define LEAD "The town, the bank and the union will pay for the first year together, it was said at the end."
  static const struct page pages[] = {
      {"paragraph", "<article><h1>Ferry</h1><p class=teaser>" LEAD "</p>" LONG "</article>",
       "|Ferry|" LEAD "\n" LONG_TEXT "|||en\n"},
      {"block",
       "<div><h1>Ferry</h1><div class=teaser-text><p>" LEAD "</p></div><div class=text>" LONG "</div></div>",
       "|Ferry|" LEAD "\n" LONG_TEXT "|||en\n"},
      {"of another",
       "<article><h1>Ferry</h1>" LONG "<p class=teaser>" LEAD " <a href=/m>More</a></p></article>",
       "|Ferry|" LONG_TEXT "|||en\n"},
  };
#undef LEAD
  CHECK(pages);
}

static void json_ld_is_mended(void **state) {
  static const struct page pages[] = {
      {"break",
       LD("{\"@type\":\"NewsArticle\",\"headline\":\"The\nferry\",\"datePublished\":\"2026-03-04\",}") FERRY,
       "2026-03-04|The ferry|" FERRY_TEXT "|||en\n"},
      {"cdata",
       LD("//<![CDATA[\n[{\"@type\":[\"WebPage\",\"ReportageNewsArticle\"],\"headline\":\"A "
          "[b]\"}]\n//]]>") FERRY,
       "|A [b]|" FERRY_TEXT "|||en\n"},
      {"quotation marks",
       LD("{\"@type\":\"NewsArticle\",\"headline\":\"The \"ferry\"\",\"datePublished\":\"2026-03-04\"}")
           FERRY,
       "2026-03-04|The \"ferry\"|" FERRY_TEXT "|||en\n"},
      {"quotation marks that cannot be told",
       LD("{\"@type\":\"NewsArticle\",\"name\":\"\"Our\", he said\",\"datePublished\":\"2026-03-04\"}") FERRY,
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
      {"cut off",
       LD("{\"@type\":\"NewsArticle\",\"datePublished\":\"2026-03-04\",\"articleBody\":\"The crew") FERRY,
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
      {"escaped",
       LD("{&quot;@type&quot;:&quot;Article&quot;,&quot;datePublished&quot;:&quot;2026-03-04&quot;}") FERRY,
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
      {"two values",
       LD("{\"@type\":\"Person\"}{\"@type\":\"NewsArticle\",\"datePublished\":\"2026-03-04\"}") FERRY,
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
      {"another article first",
       LD("[{\"@type\":\"Article\",\"headline\":\"Mill\",\"datePublished\":\"2020-01-01\"},"
          "{\"@type\":\"Article\",\"headline\":\"Ferry\",\"datePublished\":\"2026-03-04\"}]") FERRY,
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
      {"another article in a script of its own",
       LD("{\"@type\":\"Article\",\"headline\":\"Mill\",\"url\":\"https://x.example/"
          "m\",\"datePublished\":\"2020-01-01\"}")
           LD("{\"@type\":\"Article\",\"headline\":\"Ferry\",\"datePublished\":\"2026-03-04\"}") FERRY,
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
      {"publisher elsewhere",
       LD("{\"@graph\":[{\"@type\":\"Article\",\"publisher\":{\"@id\":\"#us\"}},{\"@id\":\"#us\",\"name\":"
          "\"Mill &amp; Co\"}]}") FERRY,
       "|Ferry|" FERRY_TEXT "||Mill & Co|en\n"},
      {"site", LD("{\"@type\":\"WebSite\",\"name\":\"The Fed\"}") FERRY,
       "|Ferry|" FERRY_TEXT "||The Fed|en\n"},
      {"page", LD("{\"@type\":\"WebPage\",\"datePublished\":\"Wed Mar 04 10:00:00 CET 2026\"}") FERRY,
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
      {"none", LD("{\"@type\":\"NewsArticle\",\"headline\"") FERRY, "|Ferry|" FERRY_TEXT "|||en\n"},
  };
  CHECK(pages);
}

static void a_date_is_that_near_the_headline(void **state) {
  static const struct page pages[] = {
      {"line", "<h1>Ferry</h1><div>By Jo Po | 4 March 2026 | News</div>" FERRY,
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
      {"property",
       "<h1>Ferry</h1><meta itemprop=datePublished content=2026-03-04>" FERRY
       "<p><time datetime=2027-01-01>New Year</time></p>",
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
      {"in a teaser that is the head of the page",
       "<figure class=teaser><div><span class=date>4 March 2026</span></div><h1>Ferry</h1></figure>" FERRY,
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
      {"comment",
       "<h1>Ferry</h1>" FERRY "<div class=comments><p><time datetime=2027-01-01>x</time> Nice!</p></div>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
  };
  static const struct reading_case cases[] = {
      {.name = "address.html",
       .bytes = "<!doctype html><html lang=en><link rel=canonical "
                "href='https://x.example/2026/03/04/f'><title>Ferry"
                "</title><body>" FERRY,
       .items = "2026-03-04|Ferry|" FERRY_TEXT "|https://x.example/2026/03/04/f|x.example|en\n"},
      {.name = "figures.html",
       .bytes = "<!doctype html><html lang=en><link rel=canonical "
                "href='https://x.example/20260304/f'><title>Ferry"
                "</title><body>" FERRY,
       .items = "2026-03-04|Ferry|" FERRY_TEXT "|https://x.example/20260304/f|x.example|en\n"},
  };
  CHECK(pages);
  ASSERT_READINGS(state, cases);
}

/* The names of microdata and RDFa, on any element; the value is an attribute's or else the text. */
static void a_date_may_be_a_property_of_microdata_or_rdfa(void **state) {
#define MARKED(attributes, text)                                                                             \
  {                                                                                                          \
    attributes, "<h1>Ferry</h1>" FERRY "<footer><b " attributes ">" text "</b></footer>",                    \
        "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"                                                             \
  }
  static const struct page pages[] = {
      MARKED("itemprop=datePublished content=2026-03-04", "x"),
      MARKED("itemprop=DATEPUBLISHED datetime=2026-03-04", "x"),
      MARKED("property=schema:datePublished content=2026-03-04", "x"),
      MARKED("property=datePublished", "4 March 2026"),
      MARKED("property=dc:created content=2026-03-04", "x"),
      MARKED("property=dc:issued content=2026-03-04", "x"),
      MARKED("property=dcterms:created content=2026-03-04", "x"),
      MARKED("property=dcterms:issued content=2026-03-04", "x"),
      {"another property",
       "<h1>Ferry</h1>" FERRY "<footer><b property=dc:date content=2026-03-04>x</b></footer>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
  };
  CHECK(pages);
#undef MARKED
}

/* Elements are near the headline if they are up to 20 elements before it or 60 after its end. A near time
 * outranks a near line; a farther one ranks below it. */
static void only_so_many_elements_from_the_headline_are_near(void **state) {
#define TEN        "<i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i>"
#define NINE       "<i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i>"
#define FIFTY      TEN TEN TEN TEN TEN
#define TIME       "<time datetime=2026-03-04></time>"
#define OTHER      "<time datetime=2027-01-01></time>"
#define LINE       "<p>1 January 2027</p>"
#define ITEM(date) date "|Ferry|" FERRY_TEXT "|||en\n"
  static const struct page pages[] = {
      {"last before",
       "<article>" TIME TEN
       "<i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i><h1>Ferry</h1>" OTHER FERRY "</article>",
       ITEM("2026-03-04")},
      {"too far before", "<article>" TIME TEN NINE "<h1>Ferry</h1>" OTHER FERRY "</article>",
       ITEM("2027-01-01")},
      {"last after",
       "<article><h1>Ferry</h1>" LINE FIFTY
       "<i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i>" TIME FERRY "</article>",
       "2026-03-04|Ferry|1 January 2027\n" FERRY_TEXT "|||en\n"},
      {"too far after", "<article><h1>Ferry</h1>" LINE FIFTY NINE TIME FERRY "</article>",
       ITEM("2027-01-01")},
  };
  CHECK(pages);
}

/* The date that a page declares may be ambiguous; the one that it shows decides. */
static void a_date_that_may_be_two_days_is_the_one_that_is_shown(void **state) {
#define SAID(date) LD("{\"@type\":\"NewsArticle\",\"datePublished\":\"" date "\"}")
  static const struct page pages[] = {
      {"east of UTC", SAID("2026-03-04T22:04:00Z") "<h1>Ferry</h1><p class=date>5 March 2026 00:04</p>" FERRY,
       "2026-03-05|Ferry|" FERRY_TEXT "|||en\n"},
      {"west of UTC, in the address",
       SAID("20260304T02:41:41+0000") "<link rel=canonical "
                                      "href=https://example.org/2026/03/03/ferry><h1>Ferry</h1>" FERRY,
       "2026-03-03|Ferry|" FERRY_TEXT "|https://example.org/2026/03/03/ferry|example.org|en\n"},
      {"too far", SAID("2026-03-04T16:00:00Z") "<h1>Ferry</h1><p class=date>3 March 2026</p>" FERRY,
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
      {"not in UTC", SAID("2026-03-04T22:04:00+01:00") "<h1>Ferry</h1><p class=date>5 March 2026</p>" FERRY,
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
      {"month first", SAID("03/04/2026 12:00") "<h1>Ferry</h1><p class=date>4 March 2026</p>" FERRY,
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
      {"day first", SAID("03/04/2026 12:00") "<h1>Ferry</h1><p class=date>3 April 2026</p>" FERRY,
       "2026-04-03|Ferry|" FERRY_TEXT "|||en\n"},
  };
#undef SAID
  CHECK(pages);
}

#define FERRY_LONG                                                                                           \
  "The crew of the ferry owns it from today, and the town has lent the money for it without interest."

static void a_date_in_a_sentence_is_when_something_else_is(void **state) {
  static const struct page pages[] = {
      {"sentence",
       "<p>The assembly will meet on 20 June 2026 in Port Rill, the board said. " FERRY_LONG "</p>" FERRY,
       "|Ferry|The assembly will meet on 20 June 2026 in Port Rill, the board said. " FERRY_LONG
       "\n" FERRY_TEXT "|||en\n"},
      {"place", "<p>Port Rill, on 4 March 2026. The assembly has met.</p>" FERRY,
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
  };
  CHECK(pages);
}

static void a_date_of_the_last_change_counts_for_less(void **state) {
  static const struct page pages[] = {
      {"in a line",
       "<h1>Ferry</h1><p class=date>Last updated: 9 May 2026</p><p class=date>4 March 2026</p>" FERRY,
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
      {"before a time",
       "<h1>Ferry</h1><p class=byline>Updated <time datetime=2026-05-09>9 May</time></p><p class=date>4 "
       "March "
       "2026</p>" FERRY,
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
      {"alone", "<h1>Ferry</h1><p class=date>Updated 9 May 2026</p>" FERRY,
       "2026-05-09|Ferry|" FERRY_TEXT "|||en\n"},
      {"metadata",
       "<meta name=dcterms.date content=2026-05-09><h1>Ferry</h1><time datetime=2026-03-04>x</time>" FERRY,
       "2026-03-04|Ferry|" FERRY_TEXT "|||en\n"},
  };
  CHECK(pages);
}

/* Each row: what is above the text, and the address that the item gets. */
static void an_address_is_that_of_the_page_and_not_of_its_site(void **state) {
  static const struct {
    const char *head, *url;
  } rows[] = {
      {"<link rel=canonical href=/news/a><meta property=og:url content=https://fed.example/x>",
       "https://fed.example/news/a"},
      {"<link rel=canonical href=https://fed.example/en/><meta property=og:url "
       "content=https://fed.example/x>",
       "https://fed.example/x"},
      {"<link rel=canonical href=https://fed.example/index.html><meta property=og:url "
       "content=https://fed.example/x>",
       "https://fed.example/x"},
      {"<link rel=canonical href='https://fed.example/?p=12'><meta property=og:url "
       "content=https://fed.example/x>",
       "https://fed.example/?p=12"},
      {"<!-- saved from url=(0028)https://fed.example/x?s=1 --><link rel=canonical href=/x>",
       "https://fed.example/x"},
      {LD("{\"@type\":\"NewsArticle\",\"@id\":\"https://fed.example/x#article\"}"), "https://fed.example/x"},
      {"<link rel=canonical href=https://fed.example/en/>", "https://fed.example/en/"},
      {"<link rel=canonical href=//fed.example/x>", "https://fed.example/x"},
      {"<link rel='alternate canonical' href=https://fed.example/x>", "https://fed.example/x"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    sse_buffer page = {0}, items = {0};
    sse_buffer_printf(&page, "<!doctype html><html lang=en><head><title>Ferry</title>%s</head><body>" FERRY,
                      rows[i].head);
    sse_buffer_printf(&items, "|Ferry|" FERRY_TEXT "|%s|fed.example|en\n", rows[i].url);
    const struct reading_case cases[] = {{.name = "page.html", .bytes = page.data, .items = items.data}};
    ASSERT_READINGS(state, cases);
    sse_buffer_reset(&page);
    sse_buffer_reset(&items);
  }
}

#define PLACE_END "10:00 AM 1120 E. Diehl Road Suite 165 Naperville, IL 60563 Chicago, Illinois"
#define PLACE     PLACE_END " "

static void languages_are_normalised_and_plain_contradictions_lose(void **state) {
  static const struct reading_case cases[] = {
      {.name = "eng.html",
       .bytes = "<!doctype html><html lang=eng><title>A</title><body>" FERRY,
       .items = "|A|" FERRY_TEXT "|||en\n"},
      {.name = "locale.html",
       .bytes = "<!doctype html><meta property=og:locale content=En_gb><title>A</title><body>" FERRY,
       .items = "|A|" FERRY_TEXT "|||en-gb\n"},
      {.name = "korean.html",
       .bytes =
           "<!doctype html><html lang=en><title>선원들이 배를 샀다</title><body><p>마을이 돈을 빌려주었다.",
       .items = "|선원들이 배를 샀다|마을이 돈을 빌려주었다.|||ko\n"},
      {.name = "french.html",
       .bytes = "<!doctype html><html lang=en><title>Le bac</title><body><p>Les marins du bac en sont "
                "maintenant les propriétaires, et la ville leur a prêté l’argent sans intérêt.<p>Personne "
                "d’autre ne voulait l’acheter, selon le chef du port, qui connaît chaque planche du bac.",
       .items = "|Le bac|Les marins du bac en sont maintenant les propriétaires, et la ville leur a prêté "
                "l’argent sans intérêt.\nPersonne d’autre ne voulait l’acheter, selon le chef du port, qui "
                "connaît chaque planche du bac.|||fr\n"},
      {.name = "short.html",
       .bytes = "<!doctype html><html lang=fr><title>The boat</title><body><p>is of the crew",
       .items = "|The boat|is of the crew|||fr\n"},
      {.name = "places.html",
       .bytes = "<!doctype html><html lang=en><title>Meetings</title><body><p>" PLACE PLACE PLACE PLACE PLACE
           PLACE PLACE,
       .items = "|Meetings|" PLACE PLACE PLACE PLACE PLACE PLACE PLACE_END "|||en\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void what_stands_after_the_end_of_the_page_is_of_it(void **state) {
  static const struct page pages[] = {
      {"end", "<header><p>Ferries</p></header></body></html>\n<div>" FERRY "</div>",
       "|Ferry|" FERRY_TEXT "|||en\n"},
  };
  CHECK(pages);
}

static void append_many(sse_buffer *page, const char *piece, size_t count) {
  for (size_t i = 0; i < count; i++)
    sse_buffer_append_text(page, piece);
}

static void a_page_of_too_many_elements_is_cut_with_a_word(void **state) {
  sse_buffer page = {0};
  sse_buffer_append_text(&page, "<!doctype html><html lang=en><title>Ferry</title><body>" FERRY "<div>");
  append_many(&page, "<i class=a></i>", 230000);
  sse_buffer_append_text(&page,
                         "</div><p>The mill has been sold, too, and its people run it, as they say.</p>");
  const struct reading_case cases[] = {{.name = "page.html",
                                        .bytes = page.data,
                                        .items = "|Ferry|" FERRY_TEXT "|||en\n",
                                        .problem = "has more than 450000 elements and attributes",
                                        .skipped = 1,
                                        .cut = true}};
  ASSERT_READINGS(state, cases);
  sse_buffer_reset(&page);
}

/* A parser that compares each attribute with all before it would take minutes. */
static void a_tag_with_more_attributes_than_are_read_keeps_what_stands_around_it(void **state) {
  sse_buffer body = {0};
  sse_buffer_append_text(&body, "<div title='a > b'");
  for (int i = 0; i < 150000; i++)
    sse_buffer_printf(&body, " a%d=\"%d > 1\"", i, i);
  sse_buffer_append_text(&body, "><p>The ferry &gt; all.</p>" FERRY "</div>");
  const struct page pages[] = {{"attributes", body.data, "|Ferry|The ferry > all.\n" FERRY_TEXT "|||en\n"}};
  CHECK(pages);
  sse_buffer_reset(&body);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_text_is_found_whatever_its_elements_are_called),
      cmocka_unit_test(names_and_styles_take_nothing_away_that_is_most_of_the_page),
      cmocka_unit_test(what_only_subscribers_see_is_the_text),
      cmocka_unit_test(a_notice_about_cookies_is_no_text),
      cmocka_unit_test(what_stands_at_the_foot_of_a_page_is_no_text),
      cmocka_unit_test(what_no_reader_sees_is_left_out),
      cmocka_unit_test(what_stands_around_the_text_is_left_out),
      cmocka_unit_test(what_readers_say_is_not_the_text_however_much_it_is),
      cmocka_unit_test(a_page_of_what_people_say_has_it_as_its_text),
      cmocka_unit_test(a_text_that_has_its_author_s_name_in_a_class_is_no_byline),
      cmocka_unit_test(a_teaser_that_leads_nowhere_is_the_first_paragraph),
      cmocka_unit_test(json_ld_is_mended),
      cmocka_unit_test(a_date_is_that_near_the_headline),
      cmocka_unit_test(a_date_may_be_a_property_of_microdata_or_rdfa),
      cmocka_unit_test(only_so_many_elements_from_the_headline_are_near),
      cmocka_unit_test(a_date_that_may_be_two_days_is_the_one_that_is_shown),
      cmocka_unit_test(a_date_in_a_sentence_is_when_something_else_is),
      cmocka_unit_test(a_date_of_the_last_change_counts_for_less),
      cmocka_unit_test(an_address_is_that_of_the_page_and_not_of_its_site),
      cmocka_unit_test(languages_are_normalised_and_plain_contradictions_lose),
      cmocka_unit_test(a_page_of_too_many_elements_is_cut_with_a_word),
      cmocka_unit_test(a_tag_with_more_attributes_than_are_read_keeps_what_stands_around_it),
      cmocka_unit_test(what_stands_after_the_end_of_the_page_is_of_it),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
