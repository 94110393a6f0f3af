/* Exports of reference managers and databases as text: tagged lines, BibTeX.
 * Those in XML are in test_records.c. Each row is a file and the items that are made of it.
 */
#include "collecting.h"

static void the_tags_of_ris_are_fields(void **state) {
  static const struct reading_case cases[] = {
      {.name = "a.ris",
       .bytes = "TY  - NEWS\r\nTI  - A bank opens\r\nAU  - Desk\r\nAB  - First line\r\ngoes on\r\nDA  - "
                "2023/07/25/\r\n"
                "KW  - bank\r\nKW  - co-ops, worker\r\nT2  - The News\r\nUR  - https://x.example/1\r\nER  - "
                "\r\n\r\n"
                "TY  - JOUR\r\nT1  - B\r\nPY  - 2001///\r\nDO  - 10.1000/1\r\nER  -\r\n",
       .items = "2023-07-25|A bank opens|First line\ngoes on|https://x.example/1|The News|en|bank, co-ops, "
                "worker\n"
                "2001|B||https://doi.org/10.1000/1||\n",
       .authors = "Desk\n\n"},
      {.name = "remarks.ris",
       .bytes = "TY  - NEWS\nTI  - A\nPY  - 2023///Jul-Aug\nER  - \nTY  - NEWS\nTI  - B\nPY  - 1985///1922 "
                "edition\n"
                "ER  - \nTY  - NEWS\nTI  - C\nPY  - 2023///Spring\nER  - \nTY  - NEWS\nTI  - D\n"
                "PY  - 2023/05//September 3\nER  - \nTY  - NEWS\nTI  - E\nPY  - 2023///juillet\nER  - \n",
       .items = "2023-07|A||||\n1985|B||||\n2023|C||||\n2023-05|D||||\n2023-07|E||||\n"},
      {.name = "unended.ris",
       .bytes = "TY  - NEWS\nTI  - A\nTY  - NEWS\nTI  - B",
       .items = "|A||||\n|B||||\n"},
      {.name = "text.ris",
       .bytes = "Nothing of it.\n",
       .status = SSE_INVALID,
       .error = "has none of the tags"},
      {.name = "untitled.ris",
       .bytes =
           "TY  - NEWS\nER  - \nTY  - NEWS\nUR  - https://x.example/1\nER  - \nTY  - NEWS\nTI  - C\nER  - \n",
       .items = "|C||||\n",
       .problem = "untitled.ris:3: has neither title nor text (item skipped)",
       .skipped = 2},
  };
  ASSERT_READINGS(state, cases);
}
static void the_tags_of_endnote_are_fields(void **state) {
  static const struct reading_case cases[] = {
      {.name = "a.enw",
       .bytes = "%0 Newspaper Article\n%T A\n%J The News\n%D 2023\n%8 25 July 2023\n%K bank\nco-op\n%X "
                "One\n\nTwo\n"
                "%U https://x.example/1\n\n%0 Book\n%T B\n%I A house\n",
       .items = "2023-07-25|A|One\nTwo|https://x.example/1|The News|en|bank, co-op\n|B|||A house|\n"},
      {.name = "b.enw", .bytes = "%T A\n%D 2023\n\n%T B\n", .items = "2023|A||||\n|B||||\n"},
  };
  ASSERT_READINGS(state, cases);
}
static void a_day_whose_year_stands_apart_is_a_day_of_it(void **state) {
  static const char *const days[] = {"July 25", "25 July", "Jul 25", "25 juillet", "July 25, 2023", "25.7."};
  for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
    char text[128];
    (void)snprintf(text, sizeof text, "%%0 Newspaper Article\n%%T A\n%%D 2023\n%%8 %s\n", days[i]);
    assert_items(state, "a.enw", text, "2023-07-25|A||||\n");
    (void)snprintf(text, sizeof text, "TY  - NEWS\nTI  - A\nDA  - %s\nPY  - 2023///\nER  - \n", days[i]);
    assert_items(state, "a.ris", text, "2023-07-25|A||||\n");
    (void)snprintf(text, sizeof text, "PT J\nTI A\nPD %s\nPY 2023\nER\n", days[i]);
    assert_items(state, "a.isi", text, "2023-07-25|A||||\n");
  }
  assert_items(state, "other.ris", "TY  - NEWS\nTI  - A\nPY  - 2023\nDA  - 2023/07/25/Morning\nER  - \n",
               "2023-07-25|A||||\n");
  assert_items(state, "season.ris", "TY  - NEWS\nTI  - A\nPY  - 2023\nDA  - Spring\nER  - \n",
               "2023|A||||\n");
}
static void the_tags_of_pubmed_are_fields(void **state) {
  static const struct reading_case cases[] = {
      {.name = "a.nbib",
       .bytes =
           "\nPMID- 123\nOWN - NLM\nTI  - A title that goes\n      on.\nAB  - Words.\nDP  - 2016 Jan-Feb\nJT "
           " - The "
           "journal\nLA  - eng\nMH  - *Banks/trends\nMH  - Humans\nLID - 10.1000/1 [doi]\nLID - 7 [pii]\n\n"
           "PMID- 124\nTI  - B\nDEP - 20160512\n",
       .items = "2016-01|A title that goes on.|Words.|https://doi.org/10.1000/1|The journal|en|Banks/trends, "
                "Humans\n"
                "2016-05-12|B||https://pubmed.ncbi.nlm.nih.gov/124/||\n",
       .losses = "not taken OWN 1\n"},
  };
  ASSERT_READINGS(state, cases);
}
static void the_tags_of_isi_are_fields(void **state) {
  static const struct reading_case cases[] = {
      {.name = "a.isi",
       .bytes = "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI A title\n   of two lines\nSO THE "
                "JOURNAL\n"
                "LA English\nDE bank; co-op\nPD SEP 15\nPY 2023\nDI 10.1000/1\nER\n\nPT J\nTI B\nPY "
                "2022\nER\n\nEF\n",
       .items = "2023-09-15|A title of two lines||https://doi.org/10.1000/1|THE JOURNAL|en|bank, co-op\n"
                "2022|B||||\n"},
  };
  ASSERT_READINGS(state, cases);
}
static void tags_of_refworks_are_read(void **state) {
  static const struct reading_case cases[] = {
      {.name = "refworks.txt",
       .bytes =
           "RT Newspaper Article\nSR Electronic(1)\nA1 Smith,Ann\nA1 Jones,Bob\nT1 Mill opens\nJF The Mill\n"
           "YR 2023\nFD July 25\nAB It is open.\nUL https://x.example/a\nK1 coop\n\nRT Journal Article\nT1 "
           "Bank\n"
           "YR 2022\n",
       .items = "2023-07-25|Mill opens|It is open.|https://x.example/a|The Mill|en|coop\n2022|Bank||||\n",
       .authors = "Smith,Ann; Jones,Bob\n\n",
       .losses = "not taken SR 1\n"},
      {.name = "retweet.txt",
       .bytes = "RT of the day\nIt opens.\n",
       .items = "|RT of the day|It opens.|||en\n"},
  };
  ASSERT_READINGS(state, cases);
}
static void bibtex_is_read_with_its_macros_and_accents(void **state) {
  static const struct reading_case cases[] = {
      {.name = "a.bib",
       .bytes =
           "% remark\n@string{news = \"The \" # {News}}\n@comment{x}\n@article{k1,\n  title = {{A} bank's "
           "{\\\"O}pening --- caf\\'{e}},\n  journal = news, month = jul, year = 2023, day = 25,\n  abstract "
           "= "
           "\"One\n  two.\n\n  Three.\", keywords = {bank, co-op},\n  url = {https://x.example/a\\_b},\n}\n"
           "@book(k2, title = {B}, subtitle = {Again}, date = {2022-05}, publisher = \"House\")\n",
       .items =
           "2023-07-25|A bank's Öpening — café|One two.\nThree.|https://x.example/a_b|The News||bank, co-op\n"
           "2022-05|B: Again|||House|\n"},
      {.name = "signs.bib",
       .bytes =
           "@misc{s, title = {A 5\\,\\textmu m sieve at 20\\,\\textcelsius{} for \\textonehalf{} \\textyen, "
           "1\\textordfeminine, Ia\\textcommabelow{s}i \\textperthousand}}\n",
       .items = "|A 5µm sieve at 20℃ for ½ ¥, 1ª, Iași ‰||||en\n"},
      {.name = "open.bib",
       .bytes = "@misc{a, title = {A}\n@misc{b, title = {B}}\n@misc{c, title = {C",
       .items = "|B||||\n",
       .problem = "open.bib:1: is not closed (skipped)",
       .skipped = 2},
      {.name = "odd.bib",
       .bytes =
           "@misc{k, title = {x} {y}, = 3, note, posted-at = {2013-05-03}, year = {in press}, url = {no}}\n",
       .items = "|x||||\n",
       .losses = "not taken posted-at 1\ndropped date 1\n",
       .problem = "'in press' cannot be read as a date"},
  };
  ASSERT_READINGS(state, cases);
}
static void entries_of_bibtex_end_where_their_braces_or_parentheses_do(void **state) {
  static const struct reading_case cases[] = {
      {.name = "line.bib", /* from programs that do not end lines */
       .bytes = "@string{n = {News}} @article{a, title = {A}, journal = n}@misc{b, title = {B}}, @misc(c, "
                "title = {C}) remark\n@misc{d, title = {D}} @misc{e,\ntitle = {E}}\n",
       .items = "|A|||News|\n|B||||\n|C||||\n|D||||\n|E||||\n"},
      {.name = "cut.bib",
       .bytes = "@misc{a, title = {A}} @misc{b, title = {B\n@misc{c, title = {C}}\n",
       .items = "|A||||\n|C||||\n",
       .problem = "cut.bib:1: is not closed (skipped)",
       .skipped = 1},
      {.name = "quotes.bib",
       .bytes = "@misc(a, title = \"The (re)opening {of \")\"} mills\", year = 1979)\n"
                "@misc(b, title = {The \"(}, year = 1980)\n",
       .items = "1979|The (re)opening of \")\" mills||||en\n1980|The \"(||||\n"},
  };
  ASSERT_READINGS(state, cases);
}
static void commands_of_tex_become_what_they_stand_for(void **state) {
  assert_items(state, "tex.bib",
               "@misc{k, title = {\\'{\\i}\\c{c}\\v s \\ss{} \\o{} {\\aa}ngstr\\\"om \\& \\emph{co} ``x'' "
               "a~b $y$ 5\\% "
               "\\textendash{} \\L{}\\'od\\'z\\- \\{\\vphantom{\\}}z{\\textasciicircum}2\\vphantom {\\{}\\}"
               "\\textbraceleft{}\\textbraceright{}}}\n",
               "|íçš ß ø ångström & co “x” a b y 5% – Łódź {z^2}{}||||pl\n");
  assert_items(state, "math.bib",
               "@misc{k, langid = {english}, title = {$\\beta$-lactam and \\texorpdfstring{$\\alpha \\leq "
               "2$}{alpha} in "
               "\\LaTeX{}: \\href{https://x.example/}{a \\emph{link}}}}\n",
               "|β-lactam and alpha in LaTeX: a link||||en\n");
}
static void macros_beyond_the_limit_are_told(void **state) {
  sse_buffer bytes = {0};
  for (int i = 0; i < 2002; i++)
    sse_buffer_printf(&bytes, "@string{m%d = \"Journal %d\"}\n", i, i);
  sse_buffer_append_text(
      &bytes, "@article{a, title = {A}, journal = m1999}\n@article{b, title = {B}, journal = m2000}\n");
  const struct reading_case cases[] = {{.name = "many.bib",
                                        .bytes = bytes.data,
                                        .items = "|A|||Journal 1999|\n|B|||m2000|\n",
                                        .problem = "many.bib:2001: has more than 2000 @string"}};
  ASSERT_READINGS(state, cases);
  sse_buffer_reset(&bytes);
}
static void factiva_has_tags_before_paragraphs(void **state) {
  static const struct reading_case cases[] = {
      {.name = "factiva.txt",
       .bytes =
           "SE   Business\nHD   Mill workers form\na cooperative\nBY   By Ann Smith\nPD   25 July 2023\nSN   "
           "The Guardian\nLA   English\nLP   The mill is open.\n\nTD\nEU ministers came\nto see "
           "it.\n\nIt grinds.\n\nRE   uk : United Kingdom\nAN   Document "
           "GRDN1\n\n\nHD\n\nSecond\n\nPD\n\n26 July 2023\n\nSN\n\nThe Times\n\nLP\n\nText.\n\nHD\n\nThird\n",
       .items =
           "2023-07-25|Mill workers form a cooperative|The mill is open.\nEU ministers came to see it.\nIt "
           "grinds.||The Guardian|en\n2023-07-26|Second|Text.||The Times|\n|Third||||\n",
       .authors = "Ann Smith\n\n\n",
       .losses = "not taken SE 1\nnot taken RE 1\n"},
      {.name = "text.txt", .bytes = "HD  television\nis here.\n", .items = "|HD television|is here.|||\n"},
  };
  ASSERT_READINGS(state, cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(factiva_has_tags_before_paragraphs),
      cmocka_unit_test(the_tags_of_ris_are_fields),
      cmocka_unit_test(the_tags_of_endnote_are_fields),
      cmocka_unit_test(a_day_whose_year_stands_apart_is_a_day_of_it),
      cmocka_unit_test(the_tags_of_pubmed_are_fields),
      cmocka_unit_test(the_tags_of_isi_are_fields),
      cmocka_unit_test(tags_of_refworks_are_read),
      cmocka_unit_test(bibtex_is_read_with_its_macros_and_accents),
      cmocka_unit_test(entries_of_bibtex_end_where_their_braces_or_parentheses_do),
      cmocka_unit_test(commands_of_tex_become_what_they_stand_for),
      cmocka_unit_test(macros_beyond_the_limit_are_told),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
