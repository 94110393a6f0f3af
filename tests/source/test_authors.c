/* Names of authors: bylines split into names, and each format's statement of who wrote an item. */
#include "collecting.h"

#include "source/authors.h"

static void assert_names(void (*append)(sse_buffer *, sse_str), const char *text, const char *expected) {
  sse_buffer names = {0};
  sse_buffer_append_text(&names, "");
  append(&names, STR(text));
  if (strcmp(names.data, expected) != 0) fail_msg("%s:\n%s", text, names.data);
  sse_buffer_reset(&names);
}

static void append_byline(sse_buffer *names, sse_str text) {
  authors_append(names, text, FIELD_IS_ANY);
}

static void append_plain(sse_buffer *names, sse_str text) {
  authors_append(names, text, FIELD_IS_PLAIN);
}

static void a_library_may_name_a_body_at_any_length(void **state) {
  static const char word[] = "Committee on ";
  sse_buffer text = {0}, names = {0}, line = {0};
  for (int i = 0; i < 20; i++)
    sse_buffer_append_text(&text, word);
  sse_buffer_append_text(&text, "Cooperatives");
  append_plain(&names, sse_buffer_str(&text));
  sse_buffer_printf(&line, "%s\n", text.data);
  assert_string_equal(names.data, line.data);
  sse_buffer_clear(&names);
  append_byline(&names, sse_buffer_str(&text)); /* too long for a page's byline */
  assert_int_equal(names.length, 0);
  sse_buffer_reset(&text);
  sse_buffer_reset(&names);
  sse_buffer_reset(&line);
  (void)state;
}

static void bylines_are_taken_apart_where_all_of_it_looks_like_people(void **state) {
  static const char *const cases[][2] = {
      {"Ann Smith", "Ann Smith\n"},
      {"By Ann Smith", "Ann Smith\n"},
      {"BY: Ann Smith and Bob Jones", "Ann Smith\nBob Jones\n"},
      {"By\xC2\xA0"
       "Ann",
       "Ann\n"},
      {"Ann Smith, Bob Jones, and Carla Ruiz", "Ann Smith\nBob Jones\nCarla Ruiz\n"},
      {"Ann Smith & Bob Jones", "Ann Smith\nBob Jones\n"},
      {"Ann Smith; Bob | Carla", "Ann Smith\nBob\nCarla\n"},
      {"Smith, Ann", "Smith, Ann\n"},
      {"By ANN SMITH in Paris", "ANN SMITH\n"},
      {"By Ann Smith and Bob Jones in New York", "Ann Smith\nBob Jones\n"},
      {"Par Léa Dubois à Paris", "Léa Dubois\n"},
      {"By Partners in Health", "Partners in Health\n"},
      {"Doctors in Africa", "Doctors in Africa\n"},
      {"Smith, A., Jones, B. & Ruiz, C.", "Smith, A.\nJones, B.\nRuiz, C.\n"},
      {"Smith, A. B., & García López, J.-P.", "Smith, A. B.\nGarcía López, J.-P.\n"},
      {"Ann Smith und Bob Jones, Berlin", "Ann Smith\nBob Jones\n"},
      {"Ann Smith und Bob Jones, dpa", "Ann Smith\nBob Jones\ndpa\n"},
      {"Ann Smith / Bob Jones", "Ann Smith\nBob Jones\n"},
      {"AFP / Reuters", "AFP / Reuters\n"},
      {"Ann Smith and Bob Jones, The Guardian", "Ann Smith\nBob Jones\n"},
      {"Ann Smith, Thomson Reuters News", "Ann Smith\n"},
      {"The New Humanitarian", "The New Humanitarian\n"},
      {"Ann Smith, PhD", "Ann Smith, PhD\n"},
      {"ANN SMITH, National Writer", "ANN SMITH\n"},
      {"Ministry of Food and Agriculture", "Ministry of Food and Agriculture\n"},
      {"Ministerio de Trabajo, Migraciones y Seguridad Social",
       "Ministerio de Trabajo, Migraciones y Seguridad Social\n"},
      {"Bythe Sea", "Bythe Sea\n"},
      {"Authors Guild", "Authors Guild\n"},
      {"Author: Guild", "Guild\n"},
      {"von Anna Berg und Jan van den Bos", "Anna Berg\nJan van den Bos\n"},
      {"Von Anna Berg, dpa", "Anna Berg, dpa\n"},
      {"von Berg", "von Berg\n"},
      {"von Berg, Anna", "von Berg, Anna\n"},
      {"Par Léa Dubois et Éric Petit", "Léa Dubois\nÉric Petit\n"},
      {"Trine Bæk Juhl og Jens Holm", "Trine Bæk Juhl\nJens Holm\n"},
      {"Åsa Lund, Per Ek och Siv Öberg", "Åsa Lund\nPer Ek\nSiv Öberg\n"},
      {"Por Ana García y Luis Pérez", "Ana García\nLuis Pérez\n"},
      {"José Ortega y Gasset", "José Ortega y Gasset\n"},
      {"김철수, 이영희", "김철수\n이영희\n"},
      {"홍길동 기자 hong@x.example", "홍길동\n"},
      {"山田太郎、鈴木花子", "山田太郎\n鈴木花子\n"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_names(append_byline, cases[i][0], cases[i][1]);
}

static void libraries_have_semicolons_between_names_alone(void **state) {
  static const char *const cases[][2] = {
      {"García López, Ana María; Jones, Bob", "García López, Ana María\nJones, Bob\n"},
      {"Ann Smith and Bob Jones", "Ann Smith and Bob Jones\n"},
      {"Ministry of Work,", "Ministry of Work\n"},
      {"A\nB\n", "A\nB\n"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_names(append_plain, cases[i][0], cases[i][1]);
}

static void what_is_not_a_name_is_left_out(void **state) {
  static const char *const cases[][2] = {
      {"ann@x.example (Ann Smith)", "Ann Smith\n"},
      {"\"Ann Smith\" <ann@x.example>", "Ann Smith\n"},
      {"ann@x.example", "ann@x.example\n"},
      {"<ann@x.example>", "ann@x.example\n"},
      {"https://x.example/ann", ""},
      {"www.x.example/ann", ""},
      {"/authors/ann", ""},
      {"admin", ""},
      {"17", ""},
      {"21/05/2020 17h29", ""},
      {" \n; | ", ""},
      {"", ""},
      {"\xFF\xC2", "\xFF\xC2\n"}, /* repaired later */
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_names(append_byline, cases[i][0], cases[i][1]);
}

static void a_line_names_its_people_where_it_says_so(void **state) {
  static const char *const cases[][2] = {
      {"By Ann Smith | 25 July 2023", "Ann Smith\n"},
      {"By Ann Smith and Bob Jones on July 25, 2023", "Ann Smith\nBob Jones\n"},
      {"By Ann Smith, July 25, 2023", "Ann Smith\n"},
      {"Von Anna Berg, dpa", "Anna Berg\n"},
      {"홍길동 기자", "홍길동\n"},
      {"Ann Smith", ""},
      {"By the sea", ""},
      {"By 2030 the federation", ""},
      {"", ""},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_names(authors_append_of_line, cases[i][0], cases[i][1]);
}

#define DC         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
#define ITUNES     "xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\""
#define RSS(items) "<rss version=\"2.0\" " DC ITUNES "><channel><title>F</title>" items "</channel></rss>"
#define ATOM(head, entries)                                                                                  \
  "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>F</title>" head entries "</feed>"
#define PERSON(name) "<author><name>" name "</name></author>"
static void feeds_name_the_authors_of_their_items(void **state) {
  static const struct reading_case cases[] = {
      {.name = "rss.xml",
       .bytes = RSS("<item><title>A</title><author>a@x.example (Ann Smith)</author></item><item><title>B"
                    "</title><author>b@x.example</author><dc:creator>Bob</dc:creator><dc:creator>bob"
                    "</dc:creator><dc:creator>Carla Ruiz</dc:creator></item><item><title>C</title>"
                    "<itunes:author>Ann O&amp;#039;Hara</itunes:author></item><item><title>D</title>"
                    "<dc:creator> </dc:creator></item>"),
       .items = "|A|||F|\n|B|||F|\n|C|||F|\n|D|||F|\n",
       .authors = "Ann Smith\nBob; Carla Ruiz\nAnn O'Hara\n\n"},
      {.name = "atom.xml",
       .bytes = ATOM(PERSON("Dora"),
                     "<entry><title>A</title>" PERSON("Ann")
                         PERSON("Bob") "<contributor><name>"
                                       "Ed</name></contributor></entry><entry><title>B</title></entry>"),
       .items = "|A|||F|\n|B|||F|\n",
       .losses = "not taken contributor 1\n",
       .authors = "Ann; Bob\nDora\n"},
      {.name = "source.xml",
       .bytes =
           ATOM(PERSON("Dora"), "<entry><title>A</title><source><title>S</title>" PERSON(
                                    "Ann") "</source>"
                                           "</entry><entry><title>B</title><source><title>S</title>" PERSON(
                                               "s") "</source></entry>"),
       .items = "|A|||S|\n|B|||S|\n",
       .authors = "Ann\n\n"},
      {.name = "publisher.xml",
       .bytes = ATOM(PERSON("f"), "<entry><title>A</title></entry>"),
       .items = "|A|||F|\n",
       .authors = "\n"},
      {.name = "several.xml",
       .bytes = ATOM(PERSON("Ann") PERSON("Bob"), "<entry><title>A</title></entry>"),
       .items = "|A|||F|\n",
       .authors = "\n"},
      {.name = "feed.json",
       .bytes = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"F\",\"authors\":[{\"name\":\""
                "Dora\"}],\"items\":[{\"title\":\"A\",\"authors\":[{\"name\":\"Ann\"},{\"name\":\"Bob\"}],"
                "\"author\":{\"name\":\"Ann\"}},{\"title\":\"B\"}]}",
       .items = "|A|||F|\n|B|||F|\n",
       .authors = "Ann; Bob\nDora\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void objects_and_tables_name_authors_in_many_ways(void **state) {
  static const struct reading_case cases[] = {
      {.name = "a.jsonl",
       .bytes = "{\"title\":\"A\",\"author\":\"By Ann Smith and Bob Jones\"}\n"
                "{\"title\":\"B\",\"byline\":{\"original\":\"By ANN SMITH\"}}\n"
                "{\"title\":\"C\",\"author\":[{\"family\":\"Smith\",\"given\":\"Ann\"},{\"family\":\"Berg\","
                "\"non-dropping-particle\":\"van den\"},{\"literal\":\"Co-op House\"}]}\n"
                "{\"title\":\"D\",\"creators\":[{\"creatorType\":\"author\",\"firstName\":\"Ann\","
                "\"lastName\":\"Smith\"},{\"creatorType\":\"editor\",\"name\":\"Ed\"}]}\n"
                "{\"title\":\"E\",\"author\":5,\"_embedded\":{\"author\":[{\"id\":5,\"name\":\"Ann\"}],"
                "\"wp:term\":[[{\"id\":1,\"name\":\"News\"}],[{\"id\":2,\"name\":\"coop\"}]]}}\n"
                "{\"title\":\"H\",\"author\":5,\"_embedded\":{\"author\":[{\"name\":\"Ann\"}],\"wp:term\":[[{"
                "\"taxonomy\":\"author\",\"name\":\"Ann\"},{\"taxonomy\":\"author\",\"name\":\"Bob\"}]]}}\n"
                "{\"title\":\"F\",\"author\":\"https://x.example/ann\",\"기자\":\"홍길동\"}\n"
                "{\"title\":\"G\",\"authors\":[\"Ann\",\"Bob\"],\"byline\":\"By Somebody\"}\n",
       .items = "|A||||\n|B||||\n|C||||\n|D||||\n|E|||||News, coop\n|H||||\n|F||||\n|G||||\n",
       .losses = "not taken creators 1\nnot taken _embedded 2\n",
       .authors = "Ann Smith; Bob Jones\nANN SMITH\nSmith, Ann; van den Berg; Co-op House\nSmith, "
                  "Ann\nAnn\nAnn; Bob\n"
                  "홍길동\nAnn; Bob\n"},
      {.name = "openalex.json",
       .bytes = "{\"results\":[{\"title\":\"A\",\"publication_date\":\"2023-07-25\",\"authorships\":[{"
                "\"author\":{\"display_name\":\"Ann Smith\"}},{\"author\":{\"display_name\":\"Bob Jones\"}}],"
                "\"primary_location\":{\"source\":{\"display_name\":\"The Journal\"}},"
                "\"abstract_inverted_index\":{\"One\":[0,2],\"two\":[1],\"lost\":[-1,\"x\",900000]},"
                "\"keywords\":[{\"id\":\"k\",\"display_name\":\"coop\"}]},{\"title\":\"B\",\"text\":\"T\","
                "\"authorships\":\"x\",\"primary_location\":{\"source\":null},"
                "\"abstract_inverted_index\":null}]}",
       .items = "2023-07-25|A|One two One||The Journal|en|coop\n|B|T|||\n",
       .losses = "not taken authorships 1\n",
       .authors = "Ann Smith; Bob Jones\n\n"},
      {.name = "a.csv",
       .bytes = "Title,Verfasser,Text\nA,\"Anna Berg, Jan Voss\",x\nB,,y\n",
       .items = "|A|x|||\n|B|y|||\n",
       .authors = "Anna Berg; Jan Voss\n\n"},
      {.name = "library.csv",
       .bytes = "Title,Author,Date Added\nA,\"García López, Ana María\",2020-01-01\n",
       .items = "|A||||\n",
       .losses = "not taken Date Added 1\n",
       .authors = "García López, Ana María\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void what_print_writes_is_read_back_as_it_is(void **state) {
  static const struct reading_case cases[] = {
      {.name = "own.jsonl",
       .bytes =
           "{\"id\":\"1\",\"title\":\"A\",\"text\":\"\",\"date\":\"\",\"url\":\"\",\"source\":\"\","
           "\"lang\":\"en\",\"tags\":[],\"authors\":[\"By Ann Smith and Bob Jones\",\"<b>\"],\"path\":\"\"}",
       .items = "|A||||en\n",
       .authors = "By Ann Smith and Bob Jones; <b>\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void letters_are_by_their_sender(void **state) {
  static const struct reading_case cases[] = {
      {.name = "list.eml",
       .bytes =
           "From: =?utf-8?q?=22Smith=2C_Ann=22?= <a@x.example>\nList-Id: News <n.x.example>\nSubject: A\n"
           "Date: Mon, 1 May 2023 10:00:00 +0000\n\nHello\n",
       .items = "2023-05-01|A|Hello||News|\n",
       .authors = "Smith, Ann\n"},
      {.name = "bare.eml",
       .bytes = "From: a@x.example\nSubject: A\nDate: Mon, 1 May 2023 10:00:00 +0000\n\nHello\n",
       .items = "2023-05-01|A|Hello||a@x.example|\n",
       .authors = "a@x.example\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void front_matter_names_authors(void **state) {
  static const struct reading_case cases[] = {
      {.name = "list.md",
       .bytes =
           "---\ntitle: A\nauthors:\n  - name: Ann Smith\n    url: https://x.example\n  - name: Bob\n---\n",
       .items = "|A||||\n",
       .authors = "Ann Smith; Bob\n"},
      {.name = "table.md",
       .bytes = "+++\ntitle = \"A\"\n[params]\nauthor = \"Ann Smith, Bob Jones\"\n+++\n",
       .items = "|A||||\n",
       .authors = "Ann Smith; Bob Jones\n"},
      {.name = "block.md",
       .bytes = "% A\n% Ann\n  Bob; Carla\n\n",
       .items = "|A||||\n",
       .authors = "Ann; Bob; Carla\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void references_name_authors_and_no_editors(void **state) {
  static const struct reading_case cases[] = {
      {.name = "a.ris",
       .bytes = "TY  - NEWS\nTI  - A\nAU  - Smith, Ann\nA1  - Jones, Bob\nA2  - Ed\nER  - \n",
       .items = "|A||||\n",
       .losses = "not taken A2 1\n",
       .authors = "Smith, Ann; Jones, Bob\n"},
      {.name = "a.enw",
       .bytes = "%0 Book\n%A Smith, Ann\n%A Ministry of Work,\n%T A\n",
       .items = "|A||||\n",
       .authors = "Smith, Ann; Ministry of Work\n"},
      {.name = "a.nbib",
       .bytes = "PMID- 1\nTI  - A\nFAU - Smith, Ann\nAU  - Smith A\nCN  - Co-op Group\n",
       .items = "|A||https://pubmed.ncbi.nlm.nih.gov/1/||\n",
       .authors = "Smith, Ann; Co-op Group\n"},
      {.name = "isi.txt",
       .bytes = "FN x\nVR 1.0\nPT J\nAU Smith, A\n   Jones, B\nTI A\nER\nEF\n",
       .items = "|A||||\n",
       .authors = "Smith, A; Jones, B\n"},
      {.name = "a.bib",
       .bytes =
           "@misc{k, title={A}, author={Smith, Ann AND {Barnes and Noble} and\n M{\\\"u}ller, J and others"
           "}}\n",
       .items = "|A||||\n",
       .authors = "Smith, Ann; Barnes and Noble; Müller, J\n"},
  };
  ASSERT_READINGS(state, cases);
}

#define XML "<?xml version=\"1.0\"?>\n"
static void records_name_authors_by_role(void **state) {
  static const struct reading_case cases[] = {
      {.name = "mods.xml",
       .bytes = XML
       "<mods><titleInfo><title>A</title></titleInfo><name type=\"personal\"><namePart type=\"given\">Ann"
       "</namePart><namePart type=\"family\">Smith</namePart><role><roleTerm type=\"code\">aut</roleTerm>"
       "</role></name><name><namePart>Ed</namePart><role><roleTerm>editor</roleTerm></role></name><name>"
       "<namePart>House</namePart></name></mods>",
       .items = "|A||||\n",
       .losses = "not taken name 1\n",
       .authors = "Smith, Ann; House\n"},
      {.name = "marc.xml",
       .bytes = XML
       "<collection xmlns=\"http://www.loc.gov/MARC21/slim\"><record><datafield tag=\"100\"><subfield "
       "code=\"a\">Smith, Ann,</subfield><subfield "
       "code=\"e\">author.</subfield></datafield><datafield tag=\"245\"><subfield code=\"a\">A</subfield>"
       "</datafield><datafield tag=\"700\"><subfield code=\"a\">Ed.</subfield><subfield code=\"4\">edt"
       "</subfield></datafield><datafield tag=\"700\"><subfield code=\"a\">Other</subfield><subfield "
       "code=\"t\">Work</subfield></datafield><datafield tag=\"710\"><subfield code=\"a\">House.</subfield>"
       "</datafield></record></collection>",
       .items = "|A||||\n",
       .losses = "not taken 700 2\n",
       .authors = "Smith, Ann; House\n"},
      {.name = "jats.xml",
       .bytes = XML
       "<article><front><article-meta><title-group><article-title>A</article-title></title-group>"
       "<contrib-group><contrib contrib-type=\"author\"><name><surname>Smith</surname><given-names>Ann"
       "</given-names></name></contrib><contrib contrib-type=\"editor\"><name><surname>Ed</surname></name>"
       "</contrib><contrib><collab>Group</collab></contrib></contrib-group></article-meta></front></article>",
       .items = "|A||||\n",
       .losses = "not taken front/article-meta/contrib-group/contrib@editor 1\n",
       .authors = "Smith, Ann; Group\n"},
      {.name = "nitf.xml",
       .bytes = XML
       "<nitf><body><body.head><hedline><hl1>A</hl1></hedline><byline>By <person>Ann Smith</person> and Bob "
       "Jones<byttl>Staff</byttl></byline></body.head></body></nitf>",
       .items = "|A||||\n",
       .authors = "Ann Smith; Bob Jones\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void records_of_references_and_repositories_name_their_authors(void **state) {
  static const struct reading_case cases[] = {
      {.name = "endnote.xml",
       .bytes = XML
       "<xml><records><record><rec-number>1</rec-number><contributors><authors><author><style>Smith, "
       "Ann</style></author><author>House,"
       "</author></authors><secondary-authors><author>Ed</author></secondary-authors></contributors><titles>"
       "<title>A</title></titles></record></records></xml>",
       .items = "|A||||\n",
       .losses = "not taken contributors/secondary-authors/author 1\n",
       .authors = "Smith, Ann; House\n"},
      {.name = "pubmed.xml",
       .bytes = XML
       "<PubmedArticleSet><PubmedArticle><MedlineCitation><Article><ArticleTitle>A</ArticleTitle><AuthorList>"
       "<Author><LastName>Smith</LastName><ForeName>Ann B</ForeName><Initials>AB</Initials></Author><Author>"
       "<CollectiveName>Co-op Group</CollectiveName></Author></AuthorList></Article></MedlineCitation>"
       "</PubmedArticle></PubmedArticleSet>",
       .items = "|A||||\n",
       .authors = "Smith, Ann B; Co-op Group\n"},
      {.name = "dc.xml",
       .bytes = XML "<metadata " DC "><dc:title>A</dc:title><dc:creator>López Ruiz, Ana María</dc:creator>"
                    "<dc:creator>House</dc:creator></metadata>",
       .items = "|A||||\n",
       .authors = "López Ruiz, Ana María; House\n"},
      {.name = "zotero.rdf",
       .bytes = XML
       "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
       "xmlns:bib=\"http://purl.org/net/biblio#\" xmlns:foaf=\"http://xmlns.com/foaf/0.1/\" " DC
       "><bib:Article><dc:title>A</dc:title><bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Smith"
       "</foaf:surname><foaf:givenName>Ann</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>"
       "</bib:Article></rdf:RDF>",
       .items = "|A||||\n",
       .authors = "Smith, Ann\n"},
  };
  ASSERT_READINGS(state, cases);
}

#define P                                                                                                    \
  "<p>The federation of cooperatives opens a bank for all of its members, in spring and by the sea.</p>"
#define PAGE(head, byline, foot)                                                                             \
  "<html><head><title>A</title>" head "</head><body><article><h1>A</h1>" byline P P P "</article>" foot      \
  "</body></html>"
struct page_case {
  const char *html, *authors;
};

static void assert_authors(void **state, const struct page_case *cases, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const char *path = path_in(state, "page.html");
    write_text(path, cases[i].html);
    struct collected collected = collect_file(path, NULL);
    if (strcmp(collected.authors.data, cases[i].authors) != 0)
      fail_msg("%s:\n%s", cases[i].html, collected.authors.data);
    collected_reset(&collected);
  }
}

static void pages_name_their_authors(void **state) {
  static const struct page_case cases[] = {
      {PAGE("<meta name=\"author\" content=\"By Ann O&amp;#039;Hara\">", "", ""), "Ann O'Hara\n"},
      {PAGE("<meta property=\"article:author\" content=\"https://x.example/ann\">", "", ""), "\n"},
      {PAGE("<meta name=\"citation_author\" content=\"Smith, Ann\"><meta name=\"citation_author\" "
            "content=\"Jones, Bob\"><meta name=\"author\" content=\"The Mill\">",
            "", ""),
       "Smith, Ann; Jones, Bob\n"},
      {PAGE("<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"author\":[{\"name\":\"Ann\"},"
            "\"Bob\"]}</script><meta name=\"author\" content=\"The Mill\">",
            "", ""),
       "Ann; Bob\n"},
      {PAGE(
           "<script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"Article\",\"author\":{\"@id\":\"#1"
           "\"}},{\"@type\":\"Person\",\"@id\":\"#1\",\"name\":\"Ann\"}]}</script>",
           "", ""),
       "Ann\n"},
      {PAGE("", "<p itemprop=\"author\" itemscope><img alt=\"\"><b itemprop=\"name\">Ann Smith</b> Staff</p>",
            ""),
       "Ann Smith\n"},
      {PAGE("", "<p class=\"p-author h-card\">Ann Smith</p>", ""), "Ann Smith\n"},
      {PAGE("", "<span class=\"author vcard\">By <a class=\"fn n\">Ann Smith</a></span>", ""), "Ann Smith\n"},
      {PAGE("", "<p>By <a rel=\"author\" href=\"/ann\">Ann Smith</a></p>", ""), "Ann Smith\n"},
      {PAGE("", "<p class=\"byline\">By Ann Smith and Bob Jones | 25 July 2023</p>", ""),
       "Ann Smith; Bob Jones\n"},
  };
  assert_authors(state, cases, sizeof cases / sizeof *cases);
}

static void people_named_by_a_page_come_before_its_publisher(void **state) {
  static const struct page_case cases[] = {
      {PAGE(
           "<meta property=\"og:site_name\" content=\"The Mill\"><meta name=\"author\" content=\"The Mill\">",
           "<p class=\"byline\">By Ann Smith</p>", ""),
       "Ann Smith\n"},
      {PAGE("<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"author\":{\"@type\":"
            "\"NewsMediaOrganization\",\"name\":\"Mill News\"}}</script>",
            "<p class=\"byline\">By Ann Smith</p>", ""),
       "Ann Smith\n"},
      {PAGE("<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"author\":{\"@type\":"
            "\"Organization\",\"name\":\"Mill News\"}}</script>",
            "", ""),
       "Mill News\n"},
      {PAGE("<link rel=canonical href=\"https://www.mill.example/a\"><meta name=author content=\"Mill\">"
            "<meta name=\"parsely-author\" content=\"Mill\"><meta property=\"article:author\" content=\"Ann "
            "Smith\">",
            "", ""),
       "Ann Smith\n"},
      {PAGE("<meta name=author content=\"a.smith@mill.example\">", "<p class=\"byline\">By Ann Smith</p>",
            ""),
       "Ann Smith\n"},
      {PAGE("",
            "<p><a href=\"/author/ann-smith\">Ann Smith</a> <a href=\"/author/ann-smith\">View All</a></p>",
            "<p><a href=\"/author/bob\">Bob Jones</a></p>"),
       "Ann Smith\n"},
      {PAGE("", "<nav><a href=\"/authors/bob\">Bob Jones</a></nav><a href=\"/autor/ann\">Ann Smith</a>", ""),
       "Ann Smith\n"},
      {PAGE("", "", "<div class=\"comments\"><p itemprop=\"author\">Reader One</p></div>"), "\n"},
  };
  assert_authors(state, cases, sizeof cases / sizeof *cases);
}

static void pandoc_and_poppler_say_who_wrote_a_document(void **state) {
  static const source_options document = {.format = "document"}, pdf = {.format = "pdf"};
  static const struct reading_case cases[] = {
      {.name = "a.html",
       .bytes = "<html><head><title>A report</title><meta name=\"author\" content=\"Ann Smith\"><meta "
                "name=\"author\" content=\"jsmith2\"></head><body><p>Text</p></body></html>",
       .options = &document,
       .items = "|A report|Text|||\n",
       .authors = "Ann Smith\n"},
      {.name = "b.html",
       .bytes = "<html><head>\n<title>A report</title>\n<meta name=\"Author\" content=\"Ann &amp; Co\"/>\n"
                "</head><body>\n<page>\n<word xMin=\"1\">Text</word>\n</page>\n</body></html>",
       .options = &pdf,
       .items = "|A report|Text|||\n",
       .authors = "Ann & Co\n"},
  };
  ASSERT_READINGS(state, cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bylines_are_taken_apart_where_all_of_it_looks_like_people),
      cmocka_unit_test(libraries_have_semicolons_between_names_alone),
      cmocka_unit_test(a_library_may_name_a_body_at_any_length),
      cmocka_unit_test(what_is_not_a_name_is_left_out),
      cmocka_unit_test(a_line_names_its_people_where_it_says_so),
      cmocka_unit_test(feeds_name_the_authors_of_their_items),
      cmocka_unit_test(objects_and_tables_name_authors_in_many_ways),
      cmocka_unit_test(what_print_writes_is_read_back_as_it_is),
      cmocka_unit_test(letters_are_by_their_sender),
      cmocka_unit_test(front_matter_names_authors),
      cmocka_unit_test(references_name_authors_and_no_editors),
      cmocka_unit_test(records_name_authors_by_role),
      cmocka_unit_test(records_of_references_and_repositories_name_their_authors),
      cmocka_unit_test(pages_name_their_authors),
      cmocka_unit_test(people_named_by_a_page_come_before_its_publisher),
      cmocka_unit_test(pandoc_and_poppler_say_who_wrote_a_document),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
