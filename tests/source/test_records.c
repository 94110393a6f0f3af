/* Records in XML: of libraries, repositories, journals, agencies and reference managers.
 * Tagged lines and BibTeX are in test_references.c. Each row is a file and the items that are made of it.
 */
#include "collecting.h"
#define XML "<?xml version=\"1.0\"?>\n"
static void records_of_libraries_are_read_by_paths(void **state) {
  static const struct reading_case cases[] = {
      {.name = "mods.xml",
       .bytes = XML
       "<modsCollection xmlns=\"http://www.loc.gov/mods/v3\"><mods><titleInfo><nonSort>The</nonSort>"
       "<title>bank\n  opens</title><subTitle>a story</subTitle></titleInfo><titleInfo "
       "type=\"alternative\"><title>Other</title></titleInfo><name><namePart>Desk</namePart></name>"
       "<originInfo><dateIssued>[2023?]</dateIssued><publisher>House</publisher></originInfo><language>"
       "<languageTerm type=\"code\">eng</languageTerm></language><abstract>One &amp; two.</abstract>"
       "<subject><topic>bank</topic><topic>co-op</topic></subject><relatedItem type=\"host\"><titleInfo>"
       "<title>Journal</title></titleInfo></relatedItem><identifier type=\"doi\">10.1000/1</identifier>"
       "</mods><m:mods xmlns:m=\"x\"><m:titleInfo><m:title>B</m:title></m:titleInfo></m:mods>"
       "</modsCollection>",
       .items = "2023|The bank opens: a story|One & two.|https://doi.org/10.1000/1|Journal|en|bank, "
                "co-op\n|B||||\n",
       .losses = "not taken titleInfo@alternative/title 1\nnot taken "
                 "originInfo/publisher "
                 "1\n"},
      {.name = "marc.xml",
       .bytes = XML
       "<collection xmlns=\"http://www.loc.gov/MARC21/slim\"><record><controlfield "
       "tag=\"001\">7</controlfield><datafield tag=\"245\"><subfield code=\"a\">A bank opens "
       ":</subfield><subfield code=\"b\">a story /</subfield></datafield><datafield tag=\"264\"><subfield "
       "code=\"b\">House,</subfield><subfield code=\"c\">c2023.</subfield></datafield><datafield "
       "tag=\"650\"><subfield code=\"a\">Banks.</subfield></datafield><datafield tag=\"856\"><subfield "
       "code=\"u\">https://x.example/1</subfield></datafield></record><record type=\"Authority\">"
       "<datafield tag=\"100\"><subfield code=\"a\">Name</subfield></datafield></record></collection>",
       .items = "2023|A bank opens: a story||https://x.example/1|House||Banks\n",
       .losses = "not taken record of no document 1\n"},
  };
  ASSERT_READINGS(state, cases);
}
#define MARC(fields)                                                                                         \
  "<record><datafield tag=\"245\"><subfield code=\"a\">A</subfield></datafield>" fields "</record>"
static void the_language_of_a_catalogue_is_that_of_its_codes(void **state) {
  static const char fixed[] =
      XML "<collection xmlns=\"http://www.loc.gov/MARC21/slim\">" /* spaces count as positions */
      MARC("<controlfield tag=\"008\">230725s2023    xx a   j      000 0 spa d</controlfield>")
          MARC("<controlfield tag=\"008\">230725s2023    xx a   j      000 0 ||| d</controlfield>") MARC(
              "<controlfield tag=\"008\">230725s2023    xx a   j      000 0 spa d</controlfield><datafield "
              "tag=\"041\"><subfield code=\"a\">freeng</subfield></datafield>")
              MARC("<datafield tag=\"041\"><subfield code=\"a\">zxx</subfield></datafield>") "</collection>";
  assert_items(state, "language.xml", fixed, "2023|A||||es\n2023|A||||\n2023|A||||fr\n|A||||\n");
}
static void records_of_journals_and_agencies_are_read_by_paths(void **state) {
  static const struct reading_case cases[] = {
      {.name = "jats.xml",
       .bytes = XML
       "<!DOCTYPE article PUBLIC \"-//NLM//DTD JATS (Z39.96) v1.0 20120330//EN\" \"x.dtd\"><article "
       "xml:lang=\"en\"><front><journal-meta><journal-title-group><journal-title>Journal</journal-title>"
       "</journal-title-group></journal-meta><article-meta><article-id pub-id-type=\"doi\">10.1000/1"
       "</article-id><title-group><article-title>A <italic>bank</italic></article-title></title-group>"
       "<pub-date><year>2022</year></pub-date><pub-date><day>5</day><month>7</month><year>2023</year>"
       "</pub-date><abstract><title>Abstract</title><object-id>x.1</object-id><p>One.</p><p>Two.</p>"
       "</abstract><kwd-group><kwd>bank</kwd></kwd-group></article-meta></front><body><p>One.</p></body>"
       "</article>",
       .items = "2023-07-05|A bank|One.\nTwo.|https://doi.org/10.1000/1|Journal|en|bank\n"},
      {.name = "nitf.xml",
       .bytes = XML
       "<nitf><head><title>Slug</title><docdata><date.issue norm=\"20230725T100000Z\"/><doc-id "
       "id-string=\"n1\"/><key-list><keyword key=\"bank\"/></key-list></docdata><pubdata name=\"The News\"/>"
       "</head><body><body.head><hedline><hl1>A bank opens</hl1></hedline></body.head><body.content><p>One "
       "<b>bold</b>.</p><p>Two.</p></body.content></body></nitf>",
       .items = "2023-07-25|A bank opens|One bold.\nTwo.||The News|en|bank\n",
       .losses = "not taken head/title 1\n"},
  };
  ASSERT_READINGS(state, cases);
}
static void records_of_endnote_and_pubmed_are_read_by_paths(void **state) {
  static const struct reading_case cases[] = {
      {.name = "endnote.xml",
       .bytes = XML
       "<xml><records><record><rec-number>7</rec-number><titles><title><style face=\"normal\">A bank "
       "</style><style "
       "face=\"italic\">opens</style></title><secondary-title><style>The "
       "Journal</style></secondary-title></titles>"
       "<keywords><keyword><style>bank</style></keyword><keyword>co-op</keyword></"
       "keywords><dates><year><style>2023"
       "</style></year><pub-dates><date>Jul 25</date></pub-dates></dates><urls><related-urls><url><style>"
       "https://x.example/1</style></url></related-urls></urls><electronic-resource-num>10.1000/1"
       "</electronic-resource-num><abstract>One &amp; two.</abstract><language>eng</language></record>"
       "<record><titles><title>B</title></titles><dates><year>2022</year><pub-dates><date>Summer"
       "</date></pub-dates></dates><electronic-resource-num>10.1000/2</electronic-resource-num></record></"
       "records></xml>",
       .items = "2023-07-25|A bank opens|One & two.|https://x.example/1|The Journal|en|bank, co-op\n"
                "2022|B||https://doi.org/10.1000/2||\n"},
      {.name = "pubmed.xml",
       .bytes = XML
       "<!DOCTYPE PubmedArticleSet PUBLIC \"-//NLM//DTD PubMedArticle, 1st January 2024//EN\" \"x.dtd\">"
       "<PubmedArticleSet><PubmedArticle><MedlineCitation Status=\"MEDLINE\"><PMID "
       "Version=\"1\">37000001</PMID>"
       "<Article><Journal><JournalIssue><PubDate><Year>2023</Year><Month>Jul</Month></PubDate></JournalIssue>"
       "<Title>The Journal</Title></Journal><ArticleTitle>A <i>bank</i> opens.</ArticleTitle>"
       "<ELocationID EIdType=\"pii\">S1</ELocationID><ELocationID "
       "EIdType=\"doi\">10.1000/1</ELocationID><Abstract>"
       "<AbstractText "
       "Label=\"AIM\">One.</AbstractText><AbstractText>Two.</AbstractText><CopyrightInformation>Me"
       "</CopyrightInformation></Abstract><Language>fre</Language><ArticleDate "
       "DateType=\"Electronic\"><Year>2023"
       "</Year><Month>06</Month><Day>05</Day></ArticleDate></Article><MeshHeadingList><MeshHeading>"
       "<DescriptorName "
       "Type=\"Geographic\">France</DescriptorName></MeshHeading></MeshHeadingList><KeywordList>"
       "<Keyword>bank</Keyword></KeywordList></MedlineCitation></"
       "PubmedArticle><PubmedArticle><MedlineCitation>"
       "<Article><Journal><JournalIssue><PubDate><MedlineDate>2021 "
       "Jul-Aug</MedlineDate></PubDate></JournalIssue>"
       "</Journal><ArticleTitle>B</ArticleTitle></Article></MedlineCitation></PubmedArticle></"
       "PubmedArticleSet>",
       .items = "2023-06-05|A bank opens.|One.\nTwo.|https://doi.org/10.1000/1|The Journal|fr|France, bank\n"
                "2021-07|B||||\n",
       .losses = "not taken MedlineCitation/Article/ELocationID@pii 1\n"},
  };
  ASSERT_READINGS(state, cases);
}
#define RDF                                                                                                  \
  XML "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "                                  \
      "xmlns:bib=\"http://purl.org/net/biblio#\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "             \
      "xmlns:z=\"http://www.zotero.org/namespaces/export#\" xmlns:dcterms=\"http://purl.org/dc/terms/\">"
#define ARTICLE(title, journal)                                                                              \
  "<bib:Article><dcterms:isPartOf rdf:resource=\"" journal "\"/><dc:title>" title                            \
  "</dc:title></bib:Article>\n"
#define JOURNAL(name, title)                                                                                 \
  "<bib:Journal rdf:about=\"" name "\"><dc:title>" title "</dc:title></bib:Journal>\n"
static void a_journal_that_stands_beside_its_articles_is_their_publisher(void **state) {
  static const struct reading_case cases[] = {
      {.name = "after.rdf",
       .bytes = RDF ARTICLE("A", "urn:issn:1")
           JOURNAL("urn:issn:1",
                   "One &amp; all") "<z:Attachment "
                                    "rdf:about=\"#i\"><dc:title>x.pdf</dc:title></z:Attachment>" ARTICLE(
                                        "B", "urn:issn:1")
                                        ARTICLE("C", "urn:issn:2") "<z:Attachment rdf:about=\"#j\"/>" JOURNAL(
                                            "urn:issn:2", "Two") ARTICLE("D", "urn:issn:3")
                                            ARTICLE("E", "urn:issn:2") "</rdf:RDF>",
       .items = "|A|||One & all|\n|B|||One & all|\n|C|||Two|\n|D||||\n|E|||Two|\n"},
      {.name = "last.rdf", .bytes = RDF ARTICLE("A", "urn:issn:1") "</rdf:RDF>", .items = "|A||||\n"},
      {.name = "cut.rdf",
       .bytes = RDF ARTICLE("A", "urn:issn:1") "<bib:Journal rdf:about=\"urn:issn:1\"><dc:title>On",
       .items = "|A||||\n",
       .problem = "ends in the middle, after 1 records",
       .skipped = 1,
       .cut = true},
  };
  ASSERT_READINGS(state, cases);
}
static void journals_that_are_forgotten_are_told(void **state) {
  enum { JOURNALS = 300, NAME = 1000 /* bytes */ };
  sse_buffer text = {0};
  sse_buffer_append_text(&text, RDF);
  for (int i = 0; i < JOURNALS; i++)
    sse_buffer_printf(&text, JOURNAL("urn:issn:%d", "%0*d"), i, NAME, i);
  sse_buffer_append_text(&text, ARTICLE("A", "urn:issn:299") ARTICLE("B", "urn:issn:1") "</rdf:RDF>");
  const char *path = path_in(state, "many.rdf");
  write_text(path, text.data);
  struct collected collected = collect_file(path, NULL);
  assert_non_null(strstr(collected.items.data, "000299|"));
  assert_non_null(strstr(collected.items.data, "|B||||"));
  assert_string_equal(collected.losses.data, "dropped journals 1\n");
  collected_reset(&collected);
  sse_buffer_reset(&text);
}
static void the_rdf_of_a_reference_manager_is_read_by_paths(void **state) {
  static const struct reading_case cases[] = {
      {.name = "zotero.rdf",
       .bytes = XML
       "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
       "xmlns:bib=\"http://purl.org/net/biblio#\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
       "xmlns:z=\"http://www.zotero.org/namespaces/export#\" xmlns:dcterms=\"http://purl.org/dc/terms/\">"
       "<bib:Article rdf:about=\"#item_1\"><dc:title>A</dc:title><dc:subject><z:AutomaticTag><rdf:value>bank"
       "</rdf:value></z:AutomaticTag></dc:subject><dc:date>2023-07-25</dc:date><dc:identifier><dcterms:URI>"
       "<rdf:value>https://x.example/1</rdf:value></dcterms:URI></dc:identifier><dcterms:isPartOf>"
       "<bib:Newspaper><dc:title>The News</dc:title></bib:Newspaper></dcterms:isPartOf></bib:Article>"
       "<z:Attachment rdf:about=\"#item_2\"><dc:title>file.pdf</dc:title></z:Attachment></rdf:RDF>",
       .items = "2023-07-25|A||https://x.example/1|The News||bank\n"},
      {.name = "cut.xml",
       .bytes =
           XML "<modsCollection><mods><titleInfo><title>A</title></titleInfo></mods><mods><titleInfo><ti",
       .items = "|A||||\n",
       .problem = "cut.xml: ends in the middle, after 1 records (the rest is not read)",
       .skipped = 1,
       .cut = true},
      {.name = "none.xml",
       .bytes = XML "<modsCollection/>",
       .status = SSE_INVALID,
       .error = "has no records"},
  };
  ASSERT_READINGS(state, cases);
}
#define OAI                                                                                                  \
  XML "<OAI-PMH "                                                                                            \
      "xmlns=\"http://www.openarchives.org/OAI/2.0/\"><responseDate>2024-01-01T00:00:00Z</responseDate>"
#define DC                                                                                                   \
  "<oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\" "                                 \
  "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"

static void an_answer_of_oai_pmh_has_records_or_says_why_not(void **state) {
  static const struct reading_case cases[] = {
      {.name = "list.xml",
       .bytes = OAI
       "<ListRecords><record><header><identifier>oai:x:1</identifier><datestamp>2023-08-01</datestamp>"
       "</header><metadata>" DC
       "<dc:title>A</dc:title><dc:description>&lt;p&gt;One&lt;/p&gt;</dc:description>"
       "<dc:date>2023-07-25</dc:date><dc:identifier>ISBN 7</dc:identifier><dc:identifier>https://x.example/1"
       "</dc:identifier><dc:subject>bank</dc:subject><dc:subject>co-ops, worker</dc:subject></oai_dc:dc>"
       "</metadata></record><record><header status=\"deleted\"><identifier>oai:x:2</identifier></header>"
       "</record></ListRecords></OAI-PMH>",
       .items = "2023-07-25|A|One|https://x.example/1||en|bank, co-ops, worker\n",
       .losses = "not taken record that was deleted 1\n"},
      {.name = "wrapped.xml", /* by a harvester */
       .bytes = "<repository><records><record>" DC "<dc:title>A</dc:title><dc:date>2023-07-25</dc:date>"
                "<dc:subject>bank; co-ops, worker</dc:subject>"
                "</oai_dc:dc></record></records></repository>",
       .items = "2023-07-25|A|||||bank, co-ops, worker\n"},
      {.name = "empty.xml", .bytes = OAI "<error code=\"noRecordsMatch\"/></OAI-PMH>"},
      {.name = "error.xml",
       .bytes = OAI "<error code=\"badArgument\">No such set</error></OAI-PMH>",
       .status = SSE_INVALID,
       .error = "error.xml: the server says: No such set"},
  };
  ASSERT_READINGS(state, cases);
}
static void an_answer_of_oai_pmh_names_the_next(void **state) {
  sse_buffer further = {0};
  const source_options options = {.url = "https://x.example/oai?verb=ListRecords&set=a", .further = &further};
  const char *path = path_in(state, "oai.xml");
  write_text(path, OAI "<ListRecords><record><header><identifier>1</identifier></header><metadata>" DC
                       "<dc:title>A</dc:title></oai_dc:dc></metadata></record><resumptionToken "
                       "cursor=\"0\">a&amp;b/1</resumptionToken></ListRecords></OAI-PMH>");
  struct collected collected = collect_file(path, &options);
  assert_string_equal(collected.items.data, "|A||||\n");
  assert_string_equal(further.data, "https://x.example/oai?verb=ListRecords&resumptionToken=a%26b%2F1\n");
  assert_true(collected.report.is_window);
  sse_buffer_reset(&further);
  collected_reset(&collected);
}
static void other_xml_is_none(void **state) {
  assert_items(state, "page.html",
               "<!doctype html><article><h1>A</h1><p>The words of the article, and more.</p></article>",
               "|A|The words of the article, and more.|||en\n");
  assert_items(
      state, "feed.rdf",
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\">"
      "<channel/><item><title>A</title></item></rdf:RDF>",
      "|A||||\n");
}
#define REPOSITORY(elements)                                                                                 \
  "<oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\" "                                 \
  "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>A</dc:title>" elements "</oai_dc:dc>"
#define DEPOSIT "<dc:date>2016-08-24T13:36:53Z</dc:date>"

static void what_a_repository_did_is_neither_date_nor_text_of_a_document(void **state) {
  static const struct reading_case cases[] = {
      {.name = "issued.xml",
       .bytes = REPOSITORY(DEPOSIT DEPOSIT "<dc:date>2010-03</dc:date>"),
       .items = "2010-03|A||||\n"},
      {.name = "day.xml",
       .bytes = REPOSITORY("<dc:date>2010-03-04</dc:date>" DEPOSIT),
       .items = "2010-03-04|A||||\n"},
      {.name = "year.xml", .bytes = REPOSITORY(DEPOSIT "<dc:date>2010</dc:date>"), .items = "2010|A||||\n"},
      {.name = "alone.xml", .bytes = REPOSITORY(DEPOSIT), .items = "2016-08-24|A||||\n"},
      {.name = "submitted.xml",
       .bytes = REPOSITORY(
           "<dc:description>Submitted by admin on 2016-08-24</dc:description>"
           "<dc:description>Made available in DSpace on 2016-08-24T13:36:53Z (GMT)</dc:description>"
           "<dc:description>The abstract.</dc:description>"),
       .items = "|A|The abstract.|||en\n",
       .losses = "not taken description 2\n"},
  };
  ASSERT_READINGS(state, cases);
}
#define NEWSML(body)                                                                                         \
  "<?xml version='1.0'?><newsMessage "                                                                       \
  "xmlns='http://iptc.org/std/nar/2006-10-01/'><header><sent>2019-07-02</sent>"                              \
  "</header><itemSet><newsItem guid='tag:a:1' xml:lang='en'><itemMeta><versionCreated>2019-07-01T08:00:00Z"  \
  "</versionCreated><provider><name>ANSA</name></provider></itemMeta><contentMeta><by>By Ann Smith</by>"     \
  "<headline>A</headline></contentMeta><contentSet>" body "</contentSet></newsItem></itemSet></newsMessage>"

static void an_item_of_newsml_g2_has_its_headline_and_the_text_in_it(void **state) {
  static const char *const bodies[] = {
      "<inlineXML><html "
      "xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head><body><p>One.</p><p>Two"
      "</p></body></html></inlineXML>",
      "<inlineXML><nitf><head><title>T</title></head><body><body.content><p>One.</p><p>Two</p></"
      "body.content></body>"
      "</nitf></inlineXML>",
      "<inlineData><p>One.</p><p>Two</p></inlineData>"};
  for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
    char text[1024];
    (void)snprintf(text, sizeof text, NEWSML("%s"), bodies[i]);
    const char *path = path_in(state, "a.xml");
    write_text(path, text);
    struct collected collected = collect_file(path, NULL);
    assert_string_equal(collected.items.data, "2019-07-01|A|One.\nTwo||ANSA|en\n");
    assert_string_equal(collected.authors.data, "Ann Smith\n");
    collected_reset(&collected);
  }
}
static void an_item_of_newsml_1_has_the_lines_of_its_first_component(void **state) {
  static const char *const bodies[] = {
      "<p>One.</p><p>Two</p>",
      "<nitf><head><title>T</title></head><body><body.head><hedline><hl1>H</hl1></hedline></body.head>"
      "<body.content><p>One.</p><p>Two</p></body.content></body></nitf>"};
  for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
    char text[2048];
    (void)snprintf(
        text, sizeof text,
        "<NewsML><NewsEnvelope><DateAndTime>20230801T000000Z</DateAndTime></NewsEnvelope><NewsItem>"
        "<Identification><NewsIdentifier><PublicIdentifier>urn:newsml:a:1</PublicIdentifier></NewsIdentifier>"
        "</Identification><NewsManagement><FirstCreated>20230725T101500+0000</FirstCreated>"
        "<ThisRevisionCreated>20230726T101500+0000</ThisRevisionCreated></NewsManagement><NewsComponent>"
        "<AdministrativeMetadata><Provider><Party FormalName='AFP'/></Provider></AdministrativeMetadata>"
        "<NewsComponent><NewsLines><HeadLine>A</HeadLine><ByLine>By Ann Smith</ByLine>"
        "<KeywordLine>coop</KeywordLine></NewsLines><DescriptiveMetadata><Language FormalName='en'/>"
        "</DescriptiveMetadata><ContentItem><DataContent>%s</DataContent></ContentItem></NewsComponent>"
        "<NewsComponent><NewsLines><HeadLine>A picture</HeadLine></NewsLines><ContentItem Href='a.jpg'/>"
        "</NewsComponent></NewsComponent></NewsItem></NewsML>",
        bodies[i]);
    const char *path = path_in(state, "a.xml");
    write_text(path, text);
    struct collected collected = collect_file(path, NULL);
    assert_string_equal(collected.items.data, "2023-07-25|A|One.\nTwo||AFP|en|coop\n");
    assert_string_equal(collected.authors.data, "Ann Smith\n");
    assert_string_equal(collected.ids.data, "urn:newsml:a:1\n");
    collected_reset(&collected);
  }
}
static void a_book_of_fictionbook_has_all_of_its_bodies(void **state) {
  static const struct reading_case cases[] = {
      {.name = "a.fb2",
       .bytes =
           "<?xml version='1.0' encoding='windows-1251'?><FictionBook><description><title-info><author>"
           "<first-name>\xC0\xED\xED\xE0</first-name><last-name>\xCC</last-name></author><author><nickname>"
           "Poe</nickname></author><book-title>\xCC\xE5\xEB\xFC\xED\xE8\xF6\xE0</book-title>"
           "<date value='2023-07-25'>July</date><lang>ru</lang><keywords>coop, mill</keywords>"
           "</title-info><document-info><date value='2024-01-01'/></document-info><publish-info>"
           "<publisher>P</publisher></publish-info></description><body><title><p>\xCC\xE5\xEB\xFC\xED\xE8\xF6"
           "\xE0</p></title><section><title><p>One</p></title>"
           "<p>It turns.<a type='note' l:href='#n'>[1]</a></p><table><tr><th>a</th><td>b</td></tr></table>"
           "<poem><v>c</v></poem></section></body><body name='notes'><section id='n'><p>Since May.</p>"
           "</section></body><binary id='i'>AAAA</binary></FictionBook>",
       .items = "2023-07-25|Мельница|One\nIt turns.\na\nb\nc\nSince May.||P|ru|coop, mill\n",
       .authors = "М, Анна; Poe\n"}};
  ASSERT_READINGS(state, cases);
}
static void notes_of_evernote_have_their_text_and_where_it_was_clipped(void **state) {
  assert_items(
      state, "a.enex",
      "<?xml version='1.0'?><!DOCTYPE en-export SYSTEM 'x.dtd'><en-export><note><title>A</title><created>"
      "20230725T100000Z</created><updated>20240101T100000Z</updated><tag>coop</tag><note-attributes>"
      "<source-url>https://x.example/1</source-url></note-attributes><content><![CDATA[<?xml version='1.0'?>"
      "<!DOCTYPE en-note SYSTEM 'x.dtd'><en-note><div>One.</div><div>Two &amp; "
      "<b>three</b>.</div></en-note>]]>"
      "</content></note><note><title>B</title></note><note><title>C</title><content>\n<![CDATA[<?xml "
      "version='1.0'?>\n<!DOCTYPE en-note SYSTEM 'x.dtd'\n><en-note>A mill <en-todo/>of\nits own</en-note>]]>"
      "</content></note><note><title>D</title><content><![CDATA[<!DOCTYPE en-note SYSTEM 'x.dtd'><en-note>"
      "</en-note>]]></content></note></en-export>",
      "2023-07-25|A|One.\nTwo & three.|https://x.example/1||en|coop\n|B||||\n"
      "|C|A mill of its own|||en\n|D||||\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(notes_of_evernote_have_their_text_and_where_it_was_clipped),
      cmocka_unit_test(an_item_of_newsml_g2_has_its_headline_and_the_text_in_it),
      cmocka_unit_test(an_item_of_newsml_1_has_the_lines_of_its_first_component),
      cmocka_unit_test(a_book_of_fictionbook_has_all_of_its_bodies),
      cmocka_unit_test(what_a_repository_did_is_neither_date_nor_text_of_a_document),
      cmocka_unit_test(records_of_libraries_are_read_by_paths),
      cmocka_unit_test(the_language_of_a_catalogue_is_that_of_its_codes),
      cmocka_unit_test(records_of_journals_and_agencies_are_read_by_paths),
      cmocka_unit_test(a_journal_that_stands_beside_its_articles_is_their_publisher),
      cmocka_unit_test(journals_that_are_forgotten_are_told),
      cmocka_unit_test(records_of_endnote_and_pubmed_are_read_by_paths),
      cmocka_unit_test(the_rdf_of_a_reference_manager_is_read_by_paths),
      cmocka_unit_test(an_answer_of_oai_pmh_has_records_or_says_why_not),
      cmocka_unit_test(an_answer_of_oai_pmh_names_the_next),
      cmocka_unit_test(other_xml_is_none),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
