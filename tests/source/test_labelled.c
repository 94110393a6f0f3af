/* Records as labelled text. */
#include "collecting.h"

static void a_block_of_labels_is_an_item(void **state) {
  static const struct reading_case cases[] = {
      {.name = "blank.txt",
       .bytes =
           "Title: The mill reopens\nDate: 25 July 2023\nAuthor: Ann Smith\nPlace: Leeds\n\nIt is open,\nat "
           "last.\n\nDate: soon.\nIt grinds.\n\nTitle: Second\nDate: 2023-07-26\n\nText.\n",
       .items = "2023-07-25|The mill reopens|It is open, at last.\nDate: soon. It grinds.|||en\n"
                "2023-07-26|Second|Text.|||\n",
       .authors = "Ann Smith\n\n",
       .losses = "not taken Place 1\n"},
      {.name = "rules.txt",
       .bytes = "=====\nTitle: First\nDate: 2023-07-25\nBody: It is open.\nAnd on.\n\n---\nMore.\n---\nDate: "
                "2023-07-26\nTitle: Second\nBody: Text.\n---\n",
       .items = "2023-07-25|First|It is open. And on.\n---\nMore.|||en\n2023-07-26|Second|Text.|||\n"},
      {.name = "close.txt",
       .bytes = "title: A\nurl: https://x.example/1\ntitle: B\nurl: https://x.example/2\n",
       .items = "|A||https://x.example/1||\n|B||https://x.example/2||\n"},
      {.name = "after.txt",
       .bytes = "Title: A\nDate: 2023-07-25\n\nText.\n\nContent: x\n\nUrl: https://x.example/1\n",
       .items = "2023-07-25|A|Text.\nContent: x|https://x.example/1||\n"},
      {.name = "none.txt", .bytes = "Title: A\n\nDate: none\n", .items = "|Title: A|Date: none|||\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void a_document_of_lexisnexis_is_an_item(void **state) {
  static const struct reading_case cases[] = {
      {.name = "nexis.txt",
       .bytes =
           "\n                               1 of 2 DOCUMENTS\n\n\n                    The Guardian "
           "(London)\n\n                    July 25, 2023 Tuesday\n\nMill workers form\na "
           "cooperative\n\nBYLINE: By Ann Smith\n\nSECTION: BUSINESS; Pg. 12\n\nLENGTH: 312 words\n\nThe "
           "mill "
           "is open.\n\nNote: it grinds.\n\nLOAD-DATE: July 26, 2023\n\nLANGUAGE: ENGLISH\n\nSUBJECT: "
           "COOPERATIVES (92%); MILLS (80%)\n\n          Copyright 2023 Guardian Newspapers Limited\n      "
           "                        All Rights Reserved\n\n                               2 of 2 "
           "DOCUMENTS\n\n          Copyright 2003 The Times\n\n          The Times\n\n          May 2, 2003, "
           "Friday\n\nHEADLINE: Second\n\nBODY:\nText.\n",
       .items =
           "2023-07-25|Mill workers form a cooperative|The mill is open.\nNote: it grinds.||The Guardian "
           "(London)|en|COOPERATIVES, MILLS\n2003-05-02|Second|Text.||The Times|\n",
       .authors = "Ann Smith\n\n",
       .losses = "not taken SECTION 1\nnot taken LENGTH 1\nnot taken Copyright 2\n"},
  };
  ASSERT_READINGS(state, cases);
}

#define RULE "____________________________________________________________\n\n"

static void a_document_of_proquest_is_an_item(void **state) {
  static const struct reading_case cases[] = {
      {.name = "proquest.txt",
       .bytes = RULE
       "Report Information from ProQuest\nJuly 25 2023 10:12\n" RULE
       "Table of contents\n\n1. Mill workers: a "
       "cooperative\n" RULE "Document 1 of 2\n\nMill workers: a cooperative\n\nAuthor: Smith, Ann; Jones, "
       "Bob\n\nPublication info: "
       "The Guardian; London (UK)25 July 2023: 12.\n\nhttp://p.example/docview/17\n\nAbstract: They bought "
       "it.\n\nFull text: The mill is open.\nIt grinds: wheat.\n\nNote: a wheel\nturns.\n\nSubject: "
       "Cooperatives; Mills\n\nTitle: Mill workers: a cooperative\n\nPublication title: The "
       "Guardian\n\nPublication year: 2023\n\nPublication date: Jul 25, 2023\n\nLanguage of publication: "
       "English\n\nProQuest document ID: 17\n\nLast updated: 2024-01-02\n\n" RULE
       "Document 2 of 2\n\nSecond\n\nhttp://p.example/docview/18\n\nAbstract: Text.\n\nPublication date: May "
       "2, 2003\n\n" RULE "Contact ProQuest\n\nCopyright 2023 ProQuest LLC.\n",
       .items = "2023-07-25|Mill workers: a cooperative|The mill is open.\nIt grinds: wheat.\nNote: a "
                "wheel\nturns.|http://p.example/docview/17|The Guardian|en|Cooperatives, Mills\n"
                "2003-05-02|Second|Text.|http://p.example/docview/18||\n",
       .authors = "Smith, Ann; Jones, Bob\n\n",
       .losses = "not taken page without labels 3\nnot taken Publication info 1\nnot taken Abstract 1\nnot "
                 "taken Last updated 1\n"},
      {.name = "one.txt",
       .bytes = "\xEF\xBB\xBF" RULE "A bank\r\n\r\nFull text: It is ours.\r\n\r\n" RULE,
       .items = "|A bank|It is ours.|||en\n"},
      {.name = "other.txt",
       .bytes = RULE "A bank\n\nIt is ours.\n",
       .items = "|____________________________________________________________|A bank\nIt is ours.|||en\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void a_page_of_kirby_is_an_item(void **state) {
  static const struct reading_case cases[] = {
      {.name = "article.txt",
       .bytes = "Title: The mill opens\n\n----\n\nDate: 2024-03-01\n\n----\n\nTags: bank, "
                "mill\n\n----\n\nIntro: Short\n"
                "\n----\n\nText:\n\nIt is ours.\n\nNote: it grinds\nwheat.\n\n----\n\nCover: - "
                "file://a\n\n----\n\nUuid: "
                "a1b2\n",
       .items = "2024-03-01|The mill opens|It is ours.\nNote: it grinds wheat.|||en|bank, mill\n",
       .losses = "not taken Intro 1\nnot taken Cover 1\n"},
      {.name = "records.txt",
       .bytes = "Title: A\nDate: 2024-03-01\n----\nTitle: B\nDate: 2024-03-02\n",
       .items = "2024-03-01|A||||\n2024-03-02|B||||\n"},
  };
  ASSERT_READINGS(state, cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_block_of_labels_is_an_item),
      cmocka_unit_test(a_document_of_lexisnexis_is_an_item),
      cmocka_unit_test(a_document_of_proquest_is_an_item),
      cmocka_unit_test(a_page_of_kirby_is_an_item),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
