/* Spreadsheets that are zip files of XML: each sheet is a table.
 * The files are made here; what Office Open XML and OpenDocument say of them is named with the readers.
 * The same tables as CSV are tested in test_csv.c. */
#include "collecting.h"

#include <archive.h>
#include <archive_entry.h>

struct member {
  const char *name, *text;
};

enum { ZIP_SIZE = 64 * 1024, MEMBERS_MOST = 12 };

/* Makes a zip file of members up to one without a name; the caller resets it. */
static sse_buffer zip_of(const struct member *members) {
  sse_buffer zip = {0};
  char *bytes = malloc(ZIP_SIZE);
  size_t length = 0;
  struct archive *archive = archive_write_new();
  assert_non_null(bytes);
  assert_non_null(archive);
  assert_int_equal(archive_write_set_format_zip(archive), ARCHIVE_OK);
  assert_int_equal(archive_write_set_format_option(archive, "zip", "compression", "store"), ARCHIVE_OK);
  assert_int_equal(archive_write_open_memory(archive, bytes, ZIP_SIZE, &length), ARCHIVE_OK);
  for (; members->name; members++) {
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, members->name);
    archive_entry_set_size(entry, (la_int64_t)strlen(members->text));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
    assert_int_equal(archive_write_data(archive, members->text, strlen(members->text)),
                     strlen(members->text));
    archive_entry_free(entry);
  }
  assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
  archive_write_free(archive);
  sse_buffer_append(&zip, bytes, length);
  free(bytes);
  return zip;
}

#define WORKBOOK(properties, sheets)                                                                         \
  { "xl/workbook.xml", "<workbook xmlns:r=\"r\">" properties "<sheets>" sheets "</sheets></workbook>" }
#define ONE_SHEET "<sheet name=\"News\" sheetId=\"1\" r:id=\"r1\"/>"
#define RELATIONS(more)                                                                                      \
  {                                                                                                          \
    "xl/_rels/workbook.xml.rels",                                                                            \
        "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/>" more "</Relationships>"  \
  }
#define SHEET(number, rows)                                                                                  \
  { "xl/worksheets/sheet" #number ".xml", "<worksheet><sheetData>" rows "</sheetData></worksheet>" }
#define TEXT(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define NAMES      "<row>" TEXT("title") TEXT("date") TEXT("text") "</row>"

/* Reads members as a file, and compares what was read with what is wanted. */
static void assert_workbook(void **state, const char *name, const struct member *members, const char *items,
                            const char *losses) {
  sse_buffer zip = zip_of(members);
  const struct reading_case wanted = {
      .name = name, .bytes = zip.data, .length = zip.length, .items = items, .losses = losses};
  assert_readings(state, &wanted, 1);
  sse_buffer_reset(&zip);
}

/* Reads members as a file, and compares the beginning of its only item. */
static void assert_begins(void **state, const struct member *members, const char *what, const char *begins) {
  sse_buffer zip = zip_of(members);
  const char *path = path_in(state, "a.xlsx");
  write_bytes(path, zip.data, zip.length);
  struct collected collected = collect_file(path, NULL);
  if (collected.status) fail_msg("%s: %s", what, collected.err.message);
  if (strncmp(collected.items.data, begins, strlen(begins)) != 0)
    fail_msg("%s: %s instead of %s", what, collected.items.data, begins);
  collected_reset(&collected);
  sse_buffer_reset(&zip);
}

static void a_cell_of_any_type_is_its_text(void **state) {
  static const struct {
    const char *cell, *text;
  } cases[] = {
      {"<c t=\"s\"><v>0</v></c>", "It turns."},
      {"<c t=\"s\"><v>1</v></c>", "It grinds."},
      {"<c t=\"s\"><v>2</v></c>", ""},
      {"<c t=\"s\"><v>9</v></c>", ""},
      {"<c t=\"s\"><v></v></c>", ""},
      {"<c t=\"inlineStr\"><is><r><t>It </t></r><r><t>turns.</t></r><rPh><t>x</t></rPh></is><v>7</v></c>",
       "It turns."},
      {"<c t=\"str\"><f>A1&amp;\"x\"</f><v>A mill &amp; \"more\"</v></c>", "A mill & \"more\""},
      {"<c t=\"str\"><v>One_x000D_\ntwo_x005F_x</v></c>", "One\ntwo_x"},
      {"<c><v>1200</v></c>", "1200"},
      {"<c t=\"n\"><v>12.5</v></c>", "12.5"},
      {"<c t=\"e\"><v>#REF!</v></c>", ""},
      {"<c r=\"C2\" t=\"d\"><v>2023-07-25</v></c>", "2023-07-25"},
      {"<c/>", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char sheet[1024], begins[256];
    (void)snprintf(sheet, sizeof sheet,
                   "<worksheet><sheetData>" NAMES "<row r=\"2\">%s<c/>%s</row></sheetData></worksheet>",
                   TEXT("A"), cases[i].cell);
    (void)snprintf(begins, sizeof begins, "|A|%s|", cases[i].text);
    const struct member members[] = {
        {"xl/worksheets/sheet1.xml", sheet},
        {"xl/sharedStrings.xml",
         "<sst><si><t>It turns.</t></si><si><r><t>It </t></r><r><t xml:space=\"preserve\">grinds.</t></r>"
         "<rPh><t>x</t></rPh></si><si/></sst>"},
        RELATIONS(""),
        WORKBOOK("", ONE_SHEET),
        {0}};
    assert_begins(state, members, cases[i].cell, begins);
  }
}

static void a_number_is_a_date_if_its_format_shows_one(void **state) {
  static const struct {
    const char *format, *number, *date;
  } cases[] = {
      {"numFmtId=\"14\"", "45132", "2023-07-25"},   {"numFmtId=\"22\"", "45132.999999", "2023-07-26"},
      {"numFmtId=\"22\"", "45132.5", "2023-07-25"}, {"numFmtId=\"58\"", "1", "1900-01-01"},
      {"numFmtId=\"14\"", "59", "1900-02-28"},      {"numFmtId=\"14\"", "61", "1900-03-01"},
      {"numFmtId=\"14\"", "2958464", "9999-12-30"}, {"numFmtId=\"0\"", "45132", ""},
      {"numFmtId=\"0\"", "2023", "2023"},           {"numFmtId=\"165\"", "45132", "2023-07-25"},
      {"numFmtId=\"166\"", "45132", "2023-07-25"},  {"numFmtId=\"167\"", "45132", "2023-07-25"},
      {"numFmtId=\"168\"", "2023", "2023"},         {"numFmtId=\"169\"", "2023", "2023"},
      {"numFmtId=\"170\"", "2023", "2023"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char sheet[1024], styles[1024], begins[256];
    (void)snprintf(sheet, sizeof sheet,
                   "<worksheet><sheetData>" NAMES
                   "<row>%s<c s=\"1\"><v>%s</v></c></row></sheetData></worksheet>",
                   TEXT("A"), cases[i].number);
    (void)snprintf(styles, sizeof styles,
                   "<styleSheet><numFmts><numFmt numFmtId=\"165\" formatCode=\"[$-40C]dd\\ mmmm\\ yyyy;@\"/>"
                   "<numFmt numFmtId=\"166\" formatCode=\"&quot;le &quot;mmm\"/>"
                   "<numFmt numFmtId=\"167\" formatCode=\"yyyy&quot;年&quot;m\"/>"
                   "<numFmt numFmtId=\"168\" formatCode=\"[Red]0.00&quot; days&quot;\\y_d\"/>"
                   "<numFmt numFmtId=\"169\" formatCode=\"[h]:mm:ss\"/>"
                   "<numFmt numFmtId=\"170\" formatCode=\"General\"/></numFmts>"
                   "<cellStyleXfs><xf numFmtId=\"14\"/><xf numFmtId=\"14\"/></cellStyleXfs>"
                   "<cellXfs><xf numFmtId=\"0\"/><xf %s/></cellXfs></styleSheet>",
                   cases[i].format);
    (void)snprintf(begins, sizeof begins, "%s|A|", cases[i].date);
    const struct member members[] = {{"xl/styles.xml", styles},
                                     {"xl/worksheets/sheet1.xml", sheet},
                                     RELATIONS(""),
                                     WORKBOOK("", ONE_SHEET),
                                     {0}};
    assert_begins(state, members, cases[i].format, begins);
  }
}

static void days_may_be_counted_from_1904(void **state) {
  static const struct member members[] = {
      {"xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>"},
      SHEET(1, NAMES "<row>" TEXT("A") "<c s=\"0\"><v>43670</v></c></row>"),
      RELATIONS(""),
      WORKBOOK("<workbookPr date1904=\"1\"/>", ONE_SHEET),
      {0}};
  assert_workbook(state, "a.xlsx", members, "2023-07-25|A||||\n", "");
}

static void an_item_has_the_address_that_a_cell_of_its_row_links_to(void **state) {
  static const char sheet[] =
      "<worksheet><sheetData><row r=\"1\"><c t=\"str\"><v>Press review, in all its length, of "
      "us</v></c></row>"
      "<row r=\"3\"><c t=\"str\"><v>title</v></c><c t=\"str\"><v>text</v></c></row>"
      "<row r=\"4\"><c t=\"str\"><v>A</v></c><c t=\"str\"><v>One\n\ntwo</v></c></row>"
      "<row r=\"5\"><c t=\"str\"><v>B</v></c></row>"
      "<row r=\"9\"><c t=\"str\"><f>HYPERLINK(\"https://x.example/c\",\"C\")</f><v>C</v></c></row>"
      "<row r=\"10\"><c t=\"str\"><v>D</v></c></row></sheetData>"
      "<hyperlinks><hyperlink ref=\"A4\" r:id=\"r2\"/><hyperlink ref=\"B4\" r:id=\"r1\"/>"
      "<hyperlink ref=\"A5\" r:id=\"r3\"/><hyperlink ref=\"A10\" location=\"A1\"/></hyperlinks></worksheet>";
  static const char links[] = "<Relationships><Relationship Id=\"r3\" Target=\"mailto:a@x.example\"/>"
                              "<Relationship Id=\"r2\" Target=\"https://x.example/?a=1&amp;b=2\"/>"
                              "<Relationship Id=\"r1\" Target=\"https://x.example/other\"/></Relationships>";
  static const struct member members[] = {{"xl/worksheets/sheet1.xml", sheet},
                                          {"xl/worksheets/_rels/sheet1.xml.rels", links},
                                          RELATIONS(""),
                                          WORKBOOK("", ONE_SHEET),
                                          {0}};
  assert_workbook(state, "a.xlsx", members,
                  "|A|One\ntwo|https://x.example/?a=1&b=2||en\n|B||||\n|C||https://x.example/c||\n|D||||\n",
                  "not taken line before the names of columns 1\n");
}

static void each_sheet_is_a_table_in_the_order_of_the_workbook(void **state) {
  static const struct member members[] = {
      SHEET(1, "<row><c t=\"str\"><v>title</v></c></row><row><c t=\"str\"><v>A</v></c></row>"),
      SHEET(2, "<row><c t=\"str\"><v>title</v></c></row><row><c t=\"str\"><v>B</v></c></row>"),
      SHEET(3, "<row><c t=\"str\"><v>x</v></c></row><row><c><v>1</v></c></row>"),
      SHEET(4, "<row><c t=\"str\"><v>title</v></c></row><row><c t=\"str\"><v>Secret</v></c></row>"),
      SHEET(5, ""),
      RELATIONS("<Relationship Id=\"r2\" Target=\"/xl/worksheets/sheet2.xml\"/>"
                "<Relationship Id=\"r3\" Target=\"../xl/worksheets/sheet3.xml\"/>"
                "<Relationship Id=\"r4\" Target=\"worksheets/sheet4.xml\"/>"
                "<Relationship Id=\"r5\" Target=\"worksheets/sheet5.xml\"/>"
                "<Relationship Id=\"r6\" Target=\"chartsheets/sheet6.xml\"/>"),
      WORKBOOK("", "<sheet name=\"2022\" r:id=\"r2\"/><sheet name=\"Lists\" r:id=\"r3\"/>"
                   "<sheet name=\"Old\" state=\"hidden\" r:id=\"r4\"/><sheet name=\"None\" r:id=\"r5\"/>"
                   "<sheet name=\"Chart\" r:id=\"r6\"/>" ONE_SHEET),
      {0}};
  assert_workbook(state, "a.xlsx", members, "|B||||\n|A||||\n",
                  "passed over sheet without names of columns 1\npassed over hidden sheet 1\n");
  struct collected collected = collect_file(path_in(state, "a.xlsx"), NULL);
  assert_string_equal(collected.places.data, "a.xlsx/2022:1\na.xlsx/News:1\n");
  collected_reset(&collected);
}

#define ODS_MIME                                                                                             \
  { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" }

static void sheets_of_opendocument_are_tables(void **state) {
  static const char content[] =
      "<style:style style:name=\"ta1\"><style:table-properties table:display=\"true\"/></style:style>"
      "<style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style>"
      "<table:table table:name=\"News\"><table:table-row><table:table-cell><text:p>title</text:p>"
      "</table:table-cell><table:table-cell><text:p>date</text:p></"
      "table:table-cell><table:table-cell><text:p>"
      "text</text:p></table:table-cell></table:table-row>"
      "<table:table-row><table:table-cell><text:p><text:a "
      "xlink:href=\"https://x.example/a\">A</text:a></text:p>"
      "</table:table-cell><table:table-cell office:value-type=\"date\" office:date-value=\"2023-07-25\" "
      "calcext:value-type=\"date\"><text:p>25.07.23</text:p></table:table-cell><table:table-cell>"
      "<office:annotation><text:p>A comment</text:p></office:annotation><text:p>One<text:s/>word<text:span> "
      "&amp; more</text:span></text:p><text:p/><text:p>two<text:line-break/>three</text:p></table:table-cell>"
      "</table:table-row><table:table-row table:number-rows-repeated=\"5\"><table:table-cell "
      "table:number-columns-repeated=\"1024\"/></table:table-row>"
      "<table:table-row><table:table-cell><text:p>B</text:p></table:table-cell><table:covered-table-cell/>"
      "<table:table-cell office:value-type=\"float\" office:value=\"1200\"><text:p>1.200,00</text:p>"
      "</table:table-cell><table:table-cell table:number-columns-repeated=\"16381\"/></table:table-row>"
      "</table:table><table:table table:name=\"Old\" "
      "table:style-name=\"ta2\"><table:table-row><table:table-cell>"
      "<text:p>Secret</text:p></table:table-cell></table:table-row></table:table>";
  static const struct member members[] = {ODS_MIME, {"content.xml", content}, {0}};
  assert_workbook(state, "a.ods", members,
                  "2023-07-25|A|One word & more\ntwo\nthree|https://x.example/a||en\n|B|1200|||\n",
                  "passed over hidden sheet 1\n");
}

static void a_spreadsheet_that_cannot_be_read_says_why(void **state) {
  static const struct {
    struct member members[5];
    const char *error;
  } cases[] = {
      {{SHEET(1, ""), RELATIONS(""), WORKBOOK("", ONE_SHEET)}, "a.xlsx: no text in it"},
      {{SHEET(1, NAMES), RELATIONS(""), WORKBOOK("", ""), {0}}, "a.xlsx: no text in it"},
      {{{"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c"},
        RELATIONS(""),
        WORKBOOK("", ONE_SHEET)},
       "a.xlsx: it ends in the middle"},
      {{ODS_MIME, {"content.xml", "<table:table><office:x"}}, "a.xlsx: it ends in the middle"},
      {{ODS_MIME, {"META-INF/manifest.xml", "<m:encryption-data/>"}, {"content.xml", "?"}},
       "a.xlsx: it is encrypted"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sse_buffer zip = zip_of(cases[i].members);
    const char *path = path_in(state, "a.xlsx");
    write_bytes(path, zip.data, zip.length);
    struct collected collected = collect_file(path, NULL);
    const char *slash = collected.status ? strrchr(collected.err.message, '/') : NULL;
    assert_int_equal(collected.status, SSE_INVALID);
    assert_non_null(slash);
    assert_string_equal(slash + 1, cases[i].error);
    collected_reset(&collected);
    sse_buffer_reset(&zip);
  }
}

static void sheets_without_names_of_columns_need_them(void **state) {
  static const struct member members[] = {SHEET(1, "<row>" TEXT("The mill turns") "<c><v>2023</v></c></row>"),
                                          RELATIONS(""),
                                          WORKBOOK("", ONE_SHEET),
                                          {0}};
  const source_options columns = {.columns = "title,date"};
  sse_buffer zip = zip_of(members);
  const struct reading_case cases[] = {
      {.name = "a.xlsx",
       .bytes = zip.data,
       .length = zip.length,
       .status = SSE_INVALID,
       .error = "nothing could be read",
       .problem = "a.xlsx/News: no column is named 'title' or 'text'; name the columns with --columns",
       .skipped = 1},
      {.name = "a.xlsx",
       .bytes = zip.data,
       .length = zip.length,
       .options = &columns,
       .items = "2023|The mill turns||||\n"},
  };
  ASSERT_READINGS(state, cases);
  sse_buffer_reset(&zip);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_cell_of_any_type_is_its_text),
      cmocka_unit_test(a_number_is_a_date_if_its_format_shows_one),
      cmocka_unit_test(days_may_be_counted_from_1904),
      cmocka_unit_test(an_item_has_the_address_that_a_cell_of_its_row_links_to),
      cmocka_unit_test(each_sheet_is_a_table_in_the_order_of_the_workbook),
      cmocka_unit_test(sheets_of_opendocument_are_tables),
      cmocka_unit_test(a_spreadsheet_that_cannot_be_read_says_why),
      cmocka_unit_test(sheets_without_names_of_columns_need_them),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
