/* Exports of Movable Type. */
#include "collecting.h"

static void an_entry_is_an_item(void **state) {
  static const struct reading_case cases[] = {
      {.name = "export.txt",
       .bytes = "AUTHOR: Ann Smith\nTITLE: The mill reopens\nBASENAME: mill\nSTATUS: Publish\n"
                "ALLOW COMMENTS: 1\nCONVERT BREAKS: __default__\nPRIMARY CATEGORY: News\nCATEGORY: News\n"
                "CATEGORY: Energy, local\nTAGS: \"fair trade\",food\nDATE: 03/04/2023 10:00:00 PM\n-----\n"
                "BODY:\n<p>The mill is open.</p>\n-----\nEXTENDED BODY:\n<p>It grinds.</p>\n-----\n"
                "EXCERPT:\n\n-----\nKEYWORDS:\nflour, grain\n-----\n"
                "COMMENT:\nAUTHOR: Bob\nDATE: 03/05/2023 10:00:00 AM\nWell done\n-----\n--------\n"
                "AUTHOR: Carla\nTITLE: Second\nDATE: 12/31/2022 09:00:00\n-----\nBODY:\nOne line.\n"
                "Another line.\n-----\n--------\n",
       .items = "2023-03-04|The mill reopens|The mill is open.\nIt grinds.|||en|News, Energy, local, "
                "fair trade, food, flour, grain\n2022-12-31|Second|One line.\nAnother line.|||\n",
       .authors = "Ann Smith\nCarla\n",
       .losses = "not taken COMMENT 1\n"},
      {.name = "cut.txt",
       .bytes = "TITLE: First\nDATE: 12/31/2022 09:00:00\n-----\nBODY:\nOne\n",
       .items = "2022-12-31|First|One|||en\n"},
      {.name = "drafts.txt",
       .bytes =
           "TITLE: A\nSTATUS: Draft\nDATE: 12/31/2022\n-----\nBODY:\nOne\n-----\n--------\n"
           "TITLE: B\nSTATUS: Publish\nCOLOUR: red\nDATE: 12/31/2022\n-----\nBODY:\nTwo\n-----\n--------\n",
       .items = "2022-12-31|B|Two|||\n",
       .losses = "withheld draft 1\nnot taken line outside of texts 1\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void hyphens_in_a_text_are_text(void **state) {
  static const struct reading_case cases[] = {
      {.name = "hyphens.txt",
       .bytes = "TITLE: First\nDATE: 12/31/2022\n-----\nBODY:\nOne\n-----\nTwo\n--------\nThree\n-----\n"
                "--------\n\nTITLE: Second\n-----\nBODY:\nFour\n-----\n--------\n",
       .items = "2022-12-31|First|One\n-----\nTwo\n--------\nThree|||en\n|Second|Four|||\n"},
      {.name = "table.txt",
       .bytes = "TITLE: a text\n-----\nthat is none of these\n",
       .items = "|TITLE: a text|----- that is none of these|||en\n"},
  };
  ASSERT_READINGS(state, cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_entry_is_an_item),
      cmocka_unit_test(hyphens_in_a_text_are_text),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
