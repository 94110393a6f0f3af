/* Reading files of each kind while one allocation fails, each in turn: the result is SSE_NO_MEMORY or, if a
 * library can do without, the usual one; never an item less, or a file reported as bad. Trying every fault in
 * archives takes a while, so that is left to `make torture` (SSE_TORTURE=1); otherwise each STRIDE-th is
 * tried. */
#include "failing.h"

#include "collecting.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

enum { STRIDE = 7 };

/* The handlers' own allocations do not fail. */
static sse_status keep_item(void *context, const source_item *item, sse_error *err) {
  bool fails = fails_memory;
  fails_memory = false;
  sse_status status = collect_item(context, item, err);
  fails_memory = fails;
  return status;
}

static void keep_problem(void *context, const char *message) {
  bool fails = fails_memory;
  fails_memory = false;
  collect_problem(context, message);
  fails_memory = fails;
}

static void keep_loss(void *context, const source_loss *loss) {
  bool fails = fails_memory;
  struct collected *collected = context;
  fails_memory = false;
  sse_buffer_printf(&collected->problems, "lost %s %zu\n", loss->name, loss->count);
  fails_memory = fails;
}

static struct collected read_file(const char *path, text_analyser *analyser, long nth) {
  struct collected collected = {0};
  const source_options options = {.url = "https://site.example/news/"};
  const source_handler handler = {
      .context = &collected, .on_item = keep_item, .on_problem = keep_problem, .on_loss = keep_loss};
  sse_buffer_append_text(&collected.items, "");
  sse_buffer_append_text(&collected.authors, "");
  sse_buffer_append_text(&collected.problems, "");
  happened = false;
  countdown = nth;
  fails_memory = nth > 0;
  collected.status = source_read(path, &options, analyser, &handler, &collected.report, &collected.err);
  fails_memory = false;
  countdown = 0;
  return collected;
}

static void assert_same(const char *path, long nth, const struct collected *found,
                        const struct collected *wanted) {
  const source_report *a = &found->report, *b = &wanted->report;
  bool is_short = found->status == SSE_NO_MEMORY && happened;
  bool is_same = found->status == wanted->status && strcmp(found->items.data, wanted->items.data) == 0 &&
                 strcmp(found->authors.data, wanted->authors.data) == 0 &&
                 strcmp(found->problems.data, wanted->problems.data) == 0 && a->items == b->items &&
                 a->skipped == b->skipped && a->lost == b->lost && a->cut == b->cut &&
                 a->repaired == b->repaired && a->is_window == b->is_window;
  if (!is_short && !is_same)
    fail_msg("%s, allocation %ld: status %d %s\nitems: %s\nwanted: %s\nproblems: %s\nwanted: %s", path, nth,
             (int)found->status, found->status ? found->err.message : "", found->items.data,
             wanted->items.data, found->problems.data, wanted->problems.data);
}

/* Reads the file at `path` with each `stride`-th fault in turn. */
static void assert_faults(const char *path, bool spares, long stride) {
  text_analyser *analyser;
  sse_error err;
  if (!OWN_MALLOC) skip();
  spares_libraries = spares;
  assert_int_equal(text_analyser_new(&analyser, &err), SSE_OK);
  struct collected wanted = read_file(path, analyser, 0);
  if (wanted.status) fail_msg("%s", wanted.err.message);
  assert_true(wanted.report.items > 0);
  happened = true;
  for (long nth = 1; happened; nth += stride) {
    struct collected found = read_file(path, analyser, nth);
    assert_same(path, nth, &found, &wanted);
    collected_reset(&found);
  }
  collected_reset(&wanted);
  text_analyser_free(analyser);
}

/* ---- Files ------------------------------------------------------------------------------------ */

/* Longer than the initial size of a buffer, which must grow and may fail to. */
#define LONG                                                                                                 \
  "Members of forty cooperatives from the valley met on Tuesday and agreed on prices, on the days of the "   \
  "market and on who drives. The minutes are kept by the oldest of them, who has a hand that all can read, " \
  "and are read aloud at the beginning of each meeting, whoever is late."

static const char table[] =
    "title;date;text;other\nOne;2023-07-25;\"Text \"\"of\"\" it; " LONG "\";x\n" LONG ";;" LONG ";\n"
    "Deux;;L\xE9gal;y\n";
static const char array[] =
    "[{\"title\":\"" LONG "\",\"text\":\"" LONG
    "\"},{\"title\":\"One\",\"content_html\":\"<p>Text &amp; more</p>\",\"tags\":[\"a\",\"b\"]},\n"
    " {\"title\":\"Two\",\"url\":\"/two\",\"other\":1}, 17, {\"title\":\"Three\"}]\n";
static const char json_feed[] =
    "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Feed\",\"authors\":[{\"name\":\"Dora\"}],"
    "\"items\":[\n{\"id\":\"1\",\"title\":\"One\",\"author\":{\"family\":\"Smith\",\"given\":\"Ann\"}},{"
    "\"id\":\"2\",\"content_html\":\"<b>Two</b>\"}]}\n";
static const char lines[] =
    "{\"title\":\"One\",\"text\":\"Text\"}\n{\"title\":\"Two\" bad\n{\"title\":\"Three\"}\n";
static const char rss[] =
    "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY coop \"cooperative\">]>\n"
    "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Feed &amp; "
    "co</title>\n<link>https://site.example/</link><language>en</language>\n"
    "<item><title>One &coop;</title><link>/one</link><guid>1</guid><description>&lt;p&gt;Text "
    "&lt;b&gt;bold&lt;/b&gt;&lt;/p&gt;</description><pubDate>Tue, 25 Jul 2023 10:00:00 "
    "GMT</pubDate><category>a</category></item>\n<item><title>" LONG "</title><description>" LONG
    "</description></item>\n<item><title>Two</title><dc:date>2023-07-24</"
    "dc:date><dc:creator>"
    "Ann Smith, Bob Jones and Carla "
    "Ruiz</dc:creator><description><![CDATA[<i>Text</i>]]></description></item>\n</channel></rss>\n";
static const char atom[] =
    "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
    "xml:lang=\"fr\"><title>Feed</title><author><name>Dora</name></author>"
    "<entry><title type=\"html\">L&amp;eacute;gal</title><link href=\"un\"/><id>tag:x,2023:1</id>"
    "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Texte</p></div>"
    "</content></entry></feed>\n";
static const char mailbox[] =
    "From a@site.example Tue Jul 25 10:00:00 2023\nFrom: =?utf-8?Q?F=C3=A9d=C3=A9ration?= "
    "<news@site.example>\n"
    "Subject: =?iso-8859-1?Q?Caf=E9?= and\n more: " LONG
    "\nDate: Tue, 25 Jul 2023 10:00:00 +0000\nMessage-ID: "
    "<1@site.example>\n"
    "Content-Type: multipart/alternative; boundary=\"b\"\n\n--b\nContent-Type: text/plain; "
    "charset=iso-8859-1\n"
    "Content-Transfer-Encoding: quoted-printable\n\nUn caf=E9 coop=\n=E9ratif\n--b\nContent-Type: "
    "text/html\n\n"
    "<p>Un caf&eacute;</p>\n--b--\n\nFrom b@site.example Wed Jul 26 10:00:00 2023\nFrom: b@site.example\n"
    "Subject: Two\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    "PHA+VGV4dCA8Yj5ib2xkPC9iPjwvcD4=\n";
static const char saved[] =
    "From: <Saved by a browser>\nSnapshot-Content-Location: https://site.example/saved\n"
    "Subject: Page\nDate: Tue, 25 Jul 2023 10:00:00 +0000\nContent-Type: multipart/related; "
    "boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n<html><head><title>Page</title>"
    "</head><body><article><h1>Page</h1><p>Text</p></article></body></html>\n--b--\n";
static const char article[] =
    "<!doctype html><html lang=en><head><title>Site</title><meta property=\"og:title\" "
    "content=\"Headline\">\n"
    "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Headline &amp; more\","
    "\"datePublished\":\"2023-07-25\",\"publisher\":{\"name\":\"Publisher\"},\"author\":\"Publisher\"}</"
    "script></head>\n"
    "<body><nav><a href=/>Home</a></nav><article><h1>Headline</h1><p class=byline>By Ann Smith<p>First "
    "paragraph. " LONG "</p><p>Second "
    "<b>one</b>.</p></article></body></html>\n";
static const char page_list[] =
    "<html><head><title>News</title><base href=\"/b/\"></head><body>\n"
    "<div><h2><a href=1>One</a></h2><time datetime=2023-07-25>x</time><p>Text one</p></div>\n"
    "<div><h2><a href=2>Two</a></h2><p>24 July 2023</p><p>Text two</p></div>\n"
    "<div><h2><a href=3>Three</a></h2><p>Text three</p></div></body></html>\n";
static const char markdown[] = "---\ntitle: \"One\"\ndate: 2023-07-25\ntags: [a, b]\nauthor: Ann Smith and "
                               "Bob Jones\n---\n# Heading\n\n" LONG "\n\nText with "
                               "[a link](https://site.example/) and **bold**.\n";
static const char listing[] =
    "News page\n\nJuly 2023\n\n1. One\n   25 July 2023\n   https://site.example/1\n   "
    "Summary. " LONG "\n\n2. Two\n   Summary two.\n\nJune 2023\n\n1. Three\n   Summary three.\n";
static const char latin[] = "Les coop\xE9ratives\n25 juillet 2023\n\nL'\xE9"
                            "conomie sociale est \xE0 l'honneur.\n";
static const char warc[] =
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <https://site.example/1>\r\nContent-Type: "
    "application/http; msgtype=response\r\nContent-Length: 86\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: "
    "text/html\r\n\r\n<html><title>One</title><p>Text</p></html>\r\n\r\n"
    "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://site.example/2\r\nContent-Type: "
    "text/plain\r\n"
    "Content-Length: 15\r\n\r\nHeadline\n\nText\n\r\n\r\n";

/* No value here has a length at which jansson 2.14 reads past the end of a string if it had no memory for the
 * closing quote (14, 30, 62 bytes), and none is HTML, in which libxml2 is as careless. */
static const char wrapped[] =
    "{\"status\":\"ok\",\"title\":\"List\",\"articles\":[{\"title\":{\"rendered\":\"One and "
    "so\"},\"tags\":[{\"name\":"
    "\"a\"}],\"content\":\"" LONG "\",\"excerpt\":\"x\",\"n\":NaN},{\"title\":\"Two\",\"issued\":{"
    "\"date-parts\":[[2023]]}}]}\n";
static const char ris[] =
    "TY  - NEWS\nTI  - One\nAB  - " LONG "\nAU  - Smith, Ann\nAU  - Jones, Bob\nKW  - a\nDA  - "
    "2023/07/25/\nDO  - 10.1000/1\nXX  - x\nER  - \nTY  - NEWS\nTI  - "
    "Two\nER  - \n";
static const char bibtex[] =
    "@string{m = {Macro}}\n@misc{k, title = {{\\\"O}ne}, subtitle = m, year = 2023, month = jul, abstract = "
    "{" LONG "},\n author = {Smith, Ann and Jones, Bob}, keywords = {a, b}, url = "
    "{https://x.example/}}\n@misc{l, title = {Two}}\n";
static const char records[] =
    "<?xml "
    "version=\"1.0\"?><OAI-PMH><ListRecords><record><header><identifier>1</identifier></"
    "header><metadata><mods>"
    "<titleInfo><title>One</title><subTitle>s</subTitle></titleInfo><name><namePart "
    "type=\"family\">Smith</namePart>"
    "<namePart type=\"given\">Ann</namePart><role><roleTerm>author</roleTerm></role></name><abstract>" LONG
    "</abstract><note>n</note>"
    "<subject><topic>a</topic></subject></mods></metadata></record><record><metadata><dc><title>Two</title></"
    "dc>"
    "</metadata></record><resumptionToken>t</resumptionToken></ListRecords></OAI-PMH>\n";

static const char columns[] =
    "{\"title\":{\"0\":\"One\",\"1\":\"Two\"},\"text\":{\"0\":\"" LONG "\",\"1\":\"T\"}}";
static const char rows[] = "[[\"title\",\"text\"],[\"One\",\"" LONG "\"],[\"Two\",\"T\"]]";
static const char two_lists[] =
    "{\"news\":[{\"title\":\"One\",\"text\":\"" LONG "\"}],\"x\":[{\"title\":\"Two\",\"text\":\"T\"}]}";
static const char zotero[] =
    "<rdf:RDF xmlns:rdf=\"r\" xmlns:bib=\"http://purl.org/net/biblio#\" xmlns:dc=\"d\" xmlns:dcterms=\"t\">"
    "<bib:Article><dcterms:isPartOf rdf:resource=\"urn:issn:1\"/><dc:title>One</dc:title></bib:Article>"
    "<bib:Journal rdf:about=\"urn:issn:1\"><dc:title>" LONG "</dc:title></bib:Journal></rdf:RDF>";

static const char export[] =
    "AUTHOR: Ann Smith\nTITLE: One\nDATE: 07/25/2023\nTAGS: \"a b\",c\n-----\nBODY:\n" LONG
    "\n-----\nEXTENDED "
    "BODY:\nMore\n-----\n--------\nTITLE: Two\n-----\nBODY:\nT\n-----\n--------\n";
static const char trees[] =
    "cb([{\"title\":\"One\",\"year\":2023,\"month\":\"July\",\"content\":{\"type\":\"doc\",\"content\":[{"
    "\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"" LONG "\"}]}]}},{\"title\":\"Two\","
    "\"content\":\"{\\\"blocks\\\":[{\\\"data\\\":{\\\"text\\\":\\\"T\\\"}}]}\"}]);";
static const char lone_entry[] =
    "<entry xmlns=\"http://www.w3.org/2005/Atom\"><title>One</title><content>" LONG "</content></entry>";
static const char yaml_list[] =
    "- &one\n  title: One\n  date: 2023-07-25\n  text: " LONG "\n  tags: [a, b]\n- <<: *one\n  title: Two\n"
    "  draft: false\n---\ntitle: Three\n";
static const char labels[] =
    "Title: One\nDate: 2023-07-25\nPlace: x\n\n" LONG "\n\n---\nTitle: Two\nBody: T\n---\nMore.\n";
static const char proquest[] =
    "____________________\n\nDocument 1 of 2\n\nOne\n\nhttps://x.example/1\n\nFull text: " LONG
    "\nT\n\nSubject: a; b\n\nLinks: x\n\n____________________\n\nDocument 2 of "
    "2\n\nTwo\n\nAbstract: T\n\n____________________\n\nContact\n";
static const char kirby[] =
    "Title: One\n\n----\n\nDate: 2023-07-25\n\n----\n\nText:\n\n" LONG "\n\n----\n\nCover: a\n";
static const char xml_list[] = "<l><s>S</s><a id=\"7\"><title>One</title><text>" LONG
                               "</text><tags><t>x</t><t>y</t></tags><author><family>"
                               "Smith</family><given>Ann</given></author></a><a><field "
                               "name=\"title\">Two</field><url>https://x.example/2</url>"
                               "<views>3</views></a></l>";
static const char properties[] = "# One\n\nDate: 2023-07-25\nTags: a, b\nPlace: x\n\n" LONG "\n";
static const char settings[] =
    "---\ntitle: One\nsubtitle: Said by two\nexcerpt: Said by one\ndescription: " LONG "\n---\n";
static const char factiva[] = "HD   One\nBY   By Ann Smith\nPD   25 July 2023\nSN   S\nLP   " LONG
                              "\n\nTD\n" LONG "\n\nAN   Document 1\n\nHD   Two\nLP   T\n";

static const struct file {
  const char *name, *text;
} files[] = {{"a.csv", table},          {"wrapped.json", wrapped},  {"a.ris", ris},
             {"a.bib", bibtex},         {"records.xml", records},   {"a.json", array},
             {"feed.json", json_feed},  {"a.jsonl", lines},         {"a.rss", rss},
             {"a.atom", atom},          {"a.mbox", mailbox},        {"a.mhtml", saved},
             {"a.html", article},       {"list.html", page_list},   {"a.md", markdown},
             {"listing.txt", listing},  {"latin.txt", latin},       {"a.warc", warc},
             {"columns.json", columns}, {"rows.json", rows},        {"two.json", two_lists},
             {"zotero.rdf", zotero},    {"export.txt", export},     {"trees.json", trees},
             {"entry.xml", lone_entry}, {"a.yaml", yaml_list},      {"labels.txt", labels},
             {"factiva.txt", factiva},  {"proquest.txt", proquest}, {"kirby.txt", kirby},
             {"list.xml", xml_list},    {"notion.md", properties},  {"settings.md", settings}};
enum { FILES = sizeof files / sizeof *files };

static void each_format_short_of_memory_says_so_or_gives_all_items(void **state) {
  for (size_t i = 0; i < FILES; i++) {
    const char *path = path_in(state, files[i].name);
    bool spares = strstr(files[i].text, "<html") || files[i].text == mailbox || strstr(files[i].name, ".md");
    write_text(path, files[i].text);
    assert_faults(path, spares, 1);
  }
}

static void add_file(struct archive *archive, const struct file *file) {
  struct archive_entry *entry = archive_entry_new();
  assert_non_null(entry);
  archive_entry_set_pathname(entry, file->name);
  archive_entry_set_size(entry, (la_int64_t)strlen(file->text));
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0644);
  assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
  assert_int_equal(archive_write_data(archive, file->text, strlen(file->text)), strlen(file->text));
  archive_entry_free(entry);
}

static void write_archive(const char *path, int format, int filter, const struct file *members,
                          size_t count) {
  struct archive *archive = archive_write_new();
  assert_non_null(archive);
  assert_int_equal(archive_write_set_format(archive, format), ARCHIVE_OK);
  assert_int_equal(archive_write_add_filter(archive, filter), ARCHIVE_OK);
  assert_int_equal(archive_write_open_filename(archive, path), ARCHIVE_OK);
  for (size_t i = 0; i < count; i++)
    add_file(archive, &members[i]);
  assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
  assert_int_equal(archive_write_free(archive), ARCHIVE_OK);
}

static void archives_short_of_memory_say_so_or_give_all_items(void **state) {
  static const struct {
    const char *name;
    int format, filter;
  } kinds[] = {{"a.tar.gz", ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, ARCHIVE_FILTER_GZIP},
               {"a.tar.zst", ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_ZSTD},
               {"a.zip", ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE},
               {"a.7z", ARCHIVE_FORMAT_7ZIP, ARCHIVE_FILTER_NONE}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    const char *path = path_in(state, kinds[i].name);
    write_archive(path, kinds[i].format, kinds[i].filter, files, FILES);
    assert_faults(path, true, getenv("SSE_TORTURE") ? 1 : STRIDE);
  }
}

static void spreadsheets_short_of_memory_say_so_or_give_all_items(void **state) {
  static const struct file
      office[] =
          {{"xl/workbook.xml",
            "<workbook><sheets><sheet name=\"N\" r:id=\"r1\"/><sheet name=\"O\" state=\"hidden\" "
            "r:id=\"r2\"/></sheets></workbook>"},
           {"xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"r2\" Target=\"worksheets/sheet2.xml\"/>"
            "<Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
           {"xl/sharedStrings.xml", "<sst><si><t>title</t></si><si><t>One</t></si></sst>"},
           {"xl/styles.xml", "<s><numFmt numFmtId=\"170\" formatCode=\"yyyy\"/><cellXfs><xf "
                             "numFmtId=\"170\"/></cellXfs></s>"},
           {"xl/worksheets/sheet1.xml",
            "<w><row r=\"1\"><c t=\"s\"><v>0</v></c><c t=\"str\"><v>date</v></c></row><row r=\"2\"><c "
            "t=\"s\"><v>1</v></c><c s=\"0\"><v>45132</v></c></row><hyperlink ref=\"A2\" r:id=\"r1\"/></w>"},
           {"xl/worksheets/sheet2.xml", "<w><row><c><v>7</v></c></row></w>"},
           {"xl/worksheets/_rels/sheet1.xml.rels",
            "<Relationships><Relationship Id=\"r1\" Target=\"https://x.example/\"/></Relationships>"}},
      opendocument[] = {
          {"content.xml",
           "<o><style:style style:name=\"h\"><style:table-properties table:display=\"false\"/></style:style>"
           "<table:table "
           "table:name=\"N\"><table:table-row><table:table-cell><text:p>title</text:p></table:table-cell>"
           "</table:table-row><table:table-row><table:table-cell><text:p><text:a "
           "xlink:href=\"https://x.example/\">One</text:a></text:p></table:table-cell></table:table-row></"
           "table:table>"
           "<table:table table:style-name=\"h\"><table:table-row><table:table-cell><text:p>x</text:p>"
           "</table:table-cell></table:table-row></table:table></o>"}};
  const char *path = path_in(state, "a.xlsx");
  write_archive(path, ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, office, sizeof office / sizeof *office);
  assert_faults(path, true, 1);
  path = path_in(state, "a.ods");
  write_archive(path, ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, opendocument, 1);
  assert_faults(path, true, 1);
}

static void what_fetches_is_made_whole_or_not_at_all(void **state) {
  (void)state;
  if (!OWN_MALLOC) skip();
  happened = true;
  for (long nth = 1; happened; nth++) {
    source_fetcher *fetcher;
    sse_error err;
    happened = false;
    countdown = nth;
    fails_memory = spares_libraries = true;
    sse_status status = source_fetcher_new(&fetcher, &err);
    fails_memory = false;
    countdown = 0;
    assert_int_equal(status, happened ? SSE_NO_MEMORY : SSE_OK);
    assert_true((fetcher != NULL) == !status);
    source_fetcher_free(fetcher);
  }
}

static sse_status keep_file(void *context, const source_file *file, sse_error *err) {
  struct collected *collected = context;
  bool fails = fails_memory;
  (void)err;
  fails_memory = false;
  sse_buffer_printf(&collected->items, "%s\n", strrchr(file->path, '/') + 1);
  fails_memory = fails;
  return SSE_OK;
}

static sse_status walk_short(const char *path, long nth, struct collected *found) {
  static const source_options options = {0};
  const source_walker walker = {found, keep_file, keep_problem, keep_loss};
  happened = false;
  countdown = nth;
  fails_memory = nth > 0;
  sse_status status = source_walk(path, &options, &walker, &found->err);
  fails_memory = false;
  countdown = 0;
  return status;
}

/* If lack of memory keeps part of a folder from being examined, that is an error or is reported. */
static void a_walk_short_of_memory_says_so_or_finds_all_files(void **state) {
  struct collected wanted = {0}, found = {0};
  if (!OWN_MALLOC) skip();
  assert_int_equal(mkdir(path_in(state, "walk"), 0755), 0);
  assert_int_equal(mkdir(path_in(state, "walk/below"), 0755), 0);
  write_text(path_in(state, "walk/a.txt"), "x");
  write_text(path_in(state, "walk/below/b.txt"), "x");
  write_text(path_in(state, "walk/c.xyz"), "x");
  write_text(path_in(state, "walk/d.txt"), "x");
  const char *path = path_in(state, "walk");
  assert_int_equal(walk_short(path, 0, &wanted), SSE_OK);
  assert_string_equal(wanted.items.data, "a.txt\nb.txt\nd.txt\n");
  happened = true;
  for (long nth = 1; happened; nth++) {
    sse_status status = walk_short(path, nth, &found);
    bool is_same = sse_str_equal(sse_buffer_str(&found.items), sse_buffer_str(&wanted.items)) &&
                   sse_str_equal(sse_buffer_str(&found.problems), sse_buffer_str(&wanted.problems));
    bool is_told = happened && (status == SSE_NO_MEMORY || found.problems.length > wanted.problems.length);
    if (!is_told && (status || !is_same))
      fail_msg("allocation %ld: status %d: %s", nth, (int)status, found.items.data ? found.items.data : "");
    collected_reset(&found);
  }
  collected_reset(&wanted);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_format_short_of_memory_says_so_or_gives_all_items),
      cmocka_unit_test(a_walk_short_of_memory_says_so_or_finds_all_files),
      cmocka_unit_test(what_fetches_is_made_whole_or_not_at_all),
      cmocka_unit_test(spreadsheets_short_of_memory_say_so_or_give_all_items),
      cmocka_unit_test(archives_short_of_memory_say_so_or_give_all_items),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
