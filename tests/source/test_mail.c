/* Newsletters: mailboxes and single messages. */
#include "collecting.h"

static void each_message_of_a_mailbox_is_an_item(void **state) {
  assert_items(
      state, "a.mbox",
      "From x@y Tue Jul 25 10:00:00 2023\nFrom: =?utf-8?Q?F=C3=A9d=C3=A9ration?= <news@example.org>\n"
      "Subject: =?utf-8?B?TGEgbGV0dHJl?=\n =?iso-8859-1?Q?_de_f=E9vrier?= 2023\n"
      "Date: Tue, 25 Jul 2023 10:00:00 +0200\nMessage-ID: <abc@example.org>\n"
      "Content-Type: multipart/alternative; boundary=\"b 1\"\n\nPreamble\n--b 1\n"
      "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
      "Les coop=E9ratives =\ngrandissent.\n\n>From here on.\n--b 1\nContent-Type: "
      "text/html\n\n<p>html</p>\n--b 1--\n\n"
      "From x@y Wed Jul 26 10:00:00 2023\nFrom: a@b\nSubject: Two\nDate: 26 Jul 2023 10:00:00 +0200\n\nPlain "
      "body.\n",
      "2023-07-25|La lettre de février 2023|Les coopératives grandissent.\nFrom here on.||Fédération|fr\n"
      "2023-07-26|Two|Plain body.||a@b|\n");
}

static void a_message_without_a_plain_part_has_the_text_of_its_html(void **state) {
  assert_items(
      state, "a.eml",
      "Date: Tue, 25 Jul 2023 10:00:00 GMT\r\nFrom: \"Fed\" <f@x>\r\nSubject: Hello\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=xx\r\n\r\n--xx\r\nContent-Type: text/html; charset=utf-8\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\nPHA+RmlyczwvcD48\r\ncD5TZWNvbmQ8L3A+\r\n--xx\r\n"
      "Content-Type: text/plain\r\nContent-Disposition: attachment; "
      "filename=x.txt\r\n\r\nattached\r\n--xx--\r\n",
      "2023-07-25|Hello|Firs\nSecond||Fed|\n");
}

#define MESSAGE(subject) "From: a@b\nDate: 26 Jul 2023 10:00:00 +0200\nSubject: " subject "\n\nWords.\n\n"
#define SEPARATOR        "From x@y Wed Jul 26 10:00:00 2023\n"

static void a_line_that_is_too_long_is_left_out_of_its_message(void **state) {
  const char *path = path_in(state, "long.mbox");
  sse_buffer text = {0};
  sse_buffer_append_text(&text, SEPARATOR MESSAGE("One") SEPARATOR MESSAGE("Two"));
  for (int i = 0; i < 128 * 1024; i++) /* 2 MiB */
    sse_buffer_append_text(&text, "0123456789abcdef");
  sse_buffer_append_text(&text, "\n\n" SEPARATOR MESSAGE("Three"));
  write_bytes(path, text.data, text.length);
  struct collected collected = collect_file(path, NULL);
  const struct reading_case wanted = {.name = "long.mbox",
                                      .items = "2023-07-26|One|Words.||a@b|\n2023-07-26|Two|Words.||a@b|\n"
                                               "2023-07-26|Three|Words.||a@b|\n",
                                      .problem =
                                          "long.mbox:15: the line is longer than 1048576 bytes (left out)",
                                      .skipped = 1};
  assert_collected(&collected, &wanted);
  assert_string_equal(collected.places.data, "long.mbox:1\nlong.mbox:2\nlong.mbox:3\n");
  collected_reset(&collected);
  sse_buffer_reset(&text);
}

static void what_begins_a_message_is_a_separator_after_an_empty_line(void **state) {
  static const struct reading_case cases[] = {
      {.name = "one.mbox", .bytes = SEPARATOR MESSAGE("One"), .items = "2023-07-26|One|Words.||a@b|\n"},
      {.name = "blank.mbox",
       .bytes = "\n\n" SEPARATOR MESSAGE("One") SEPARATOR MESSAGE("Two"),
       .items = "2023-07-26|One|Words.||a@b|\n2023-07-26|Two|Words.||a@b|\n"},
      {.name = "junk.mbox",
       .bytes = "junk of a broken copy\nand more\n\n" SEPARATOR MESSAGE("One") SEPARATOR MESSAGE("Two"),
       .items = "2023-07-26|One|Words.||a@b|\n2023-07-26|Two|Words.||a@b|\n"},
      {.name = "crlf.mbox",
       .bytes = "junk\r\n\r\nFrom x\r\nFrom: a@b\r\nDate: 26 Jul 2023 10:00 +0200\r\nSubject: "
                "One\r\n\r\nWords.\r\n",
       .items = "2023-07-26|One|Words.||a@b|\n"},
      {.name = "quoted.mbox",
       .bytes =
           SEPARATOR "From: a@b\nDate: 26 Jul 2023\nSubject: One\n\nWords.\nFrom here on.\n>From there.\n",
       .items = "2023-07-26|One|Words.\nFrom here on.\nFrom there.||a@b|en\n"},
      {.name = "single.eml",
       .bytes = "From: a@b\nDate: 26 Jul 2023\nSubject: One\n\nWords.\n\nFrom here on.\n",
       .items = "2023-07-26|One|Words.\nFrom here on.||a@b|en\n"},
      {.name = "single.mbox",
       .bytes = "From: a@b\nDate: 26 Jul 2023\nSubject: One\n\nWords.\n\nFrom here on.\n",
       .items = "2023-07-26|One|Words.\nFrom here on.||a@b|en\n"},
      {.name = "empty.mbox",
       .bytes = SEPARATOR MESSAGE("One") SEPARATOR "\n" SEPARATOR MESSAGE("Three"),
       .items = "2023-07-26|One|Words.||a@b|\n2023-07-26|Three|Words.||a@b|\n",
       .problem = "empty.mbox: item 2: has neither title nor text (item skipped)",
       .skipped = 1},
  };
  ASSERT_READINGS(state, cases);
}

static void headers_are_known_whatever_their_case_and_order(void **state) {
  static const struct reading_case cases[] = {
      {.name = "a.eml",
       .bytes =
           "DATE: 26 Jul 2023\nARCHIVED-AT: <https://x.example/1>\nsubject: One\nFROM: \"The Mill\" <a@b>\n"
           "Content-Language: fr\nX-Zone:\n\tone\n two\n\nWords.\n",
       .items = "2023-07-26|One|Words.|https://x.example/1|The Mill|fr\n"},
      {.name = "attached.eml",
       .bytes = "Date: 26 Jul 2023\nFrom: a@b\nSubject: One\nContent-Type: multipart/mixed; boundary=x\n\n"
                "before\n-+x\n+-x\n--\n--x\nContent-Type: text/plain\nContent-Disposition: "
                "attachment\n\nattached\n"
                "--x\nContent-Type: multipart/alternative; boundary=y\n\n--y\nContent-Type: text/html\n\n"
                "<p>As HTML</p>\n--y\n\nAs text\n--y--\n--x\nContent-Type: application/json\n\n{}\n"
                "--x--\nafter\n",
       .items = "2023-07-26|One|As text||a@b|en\n",
       .losses = "passed over text/plain 1\npassed over application/json 1\n"},
      {.name = "almost.eml",
       .bytes = "Date: 26 Jul 2023\nFrom: a@b\nSubject: One\nContent-Type: multipart/mixed; boundary=x\n\n"
                "--x\n\nFirst\n-+x\n+-x\n--\n--X\nLast\n--x--\nafter\n",
       .items = "2023-07-26|One|First\n-+x\n+-x\n--\n--X\nLast||a@b|en\n"},
      {.name = "long.eml",
       .bytes = "Date: 26 Jul 2023\nFrom: a@b\nSubject: One\n two\n\tthree\n\nWords.\n",
       .items = "2023-07-26|One two three|Words.||a@b|en\n"},
  };
  ASSERT_READINGS(state, cases);
}

#define SAVED                                                                                                \
  "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://fed.example/news/\r\nSubject: A "        \
  "page\r\n"                                                                                                 \
  "Date: Tue, 25 Jul 2023 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"       \
  "\ttype=\"text/html\";\r\n\tboundary=\"x\"\r\n\r\n\r\n--x\r\nContent-Type: text/html\r\n"                  \
  "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://fed.example/news/\r\n\r\n"

#define OTHER_SAVED                                                                                          \
  "From: Jo\nSubject: Saved\nDate: Tue, 25 Jul 2023 10:00:00 -0000\nMIME-Version: 1.0\n"                     \
  "Content-Type: multipart/related; boundary=x\n"
#define PLACED_PAGE                                                                                          \
  "--x\nContent-Type: text/html\nContent-Location: https://fed.example/a\n\n<!doctype "                      \
  "html><title>Ferry</title>"                                                                                \
  "<h1>Ferry</h1><p>The ferry is ours from today.\n--x--\n"

static void a_page_that_a_browser_saved_is_read_as_that_page(void **state) {
  static const struct reading_case cases[] = {
      {.name = "a.mhtml",
       .bytes =
           SAVED "<html><head><meta charset=3D\"windows-1252\"><title>Caf=E9</title></head><body>"
                 "<article><h1>Le caf=E9 coop=E9ratif</h1><p>Un texte de la f=E9d=E9ration, assez long =\r\n"
                 "pour un article.</p></article></body></html>\r\n--x\r\nContent-Type: "
                 "image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--x--\r\n",
       .items = "|Le café coopératif|Un texte de la fédération, assez long pour un "
                "article.|https://fed.example/news/|fed.example|fr\n"},
      {.name = "part.mhtml",
       .bytes = OTHER_SAVED "\n" PLACED_PAGE,
       .items = "|Ferry|The ferry is ours from today.|https://fed.example/a|fed.example|en\n"},
      {.name = "charset.mhtml",
       .bytes = OTHER_SAVED "\n--x\nContent-Type: text/html; charset=Big5\nContent-Location: "
                            "https://fed.example/a\n\n<!doctype html><title>\xA6\x58\xA7\x40</title><h1>"
                            "\xA6\x58\xA7\x40</h1><p>\xAA\xC0\n--x--\n",
       .items = "|合作|社|https://fed.example/a|fed.example|zh\n"},
      {.name = "letter.eml",
       .bytes = OTHER_SAVED "Message-ID: <1@fed.example>\n\n" PLACED_PAGE,
       .items = "2023-07-25|Saved|Ferry\nThe ferry is ours from today.||Jo|en\n"},
  };
  ASSERT_READINGS(state, cases);
}

#define LETTER "From: a@b\nDate: 26 Jul 2023\nSubject: One\n"

static void text_is_read_in_order_and_of_alternatives_the_best(void **state) {
  static const struct reading_case cases[] = {
      {.name = "footer.eml",
       .bytes = LETTER
       "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>The article."
       "</p>\n--x\n\n_______\nThe list\n--x--\n",
       .items = "2023-07-26|One|The article.\n_______\nThe list||a@b|en\n"},
      {.name = "stub.eml",
       .bytes = LETTER
       "Content-Type: multipart/alternative; boundary=x\n\n--x\n\nYour program shows no HTML.\n--x\n"
       "Content-Type: text/html\n\n<p>The bank of the port opened three branches.</p>\n--x--\n",
       .items = "2023-07-26|One|The bank of the port opened three branches.||a@b|en\n"},
      {.name = "short.eml", /* the HTML part only adds to the text */
       .bytes = LETTER "Content-Type: multipart/alternative; boundary=x\n\n--x\n\nThe bank opened.\n--x\n"
                       "Content-Type: text/html\n\n<p>The bank opened.</p><p>Sent by the mill.</p>\n--x--\n",
       .items = "2023-07-26|One|The bank opened.||a@b|en\n"},
      {.name = "far.eml", /* only the HTML has the text */
       .bytes = LETTER
       "Content-Type: multipart/alternative; boundary=x\n\n--x\n\nRead on.\n--x\nContent-Type: "
       "text/html\n\n<p>Read on.</p><p>The bank of the port opened three branches, and the members "
       "of the mill came to see them all.</p>\n--x--\n",
       .items = "2023-07-26|One|Read on.\nThe bank of the port opened three branches, and the members of the "
                "mill came to see them all.||a@b|en\n"},
      {.name = "enriched.eml",
       .bytes =
           LETTER "Content-Type: text/enriched\n\n<bold>The bank</bold> of\nthe port <<opened>.\n\nMore.\n",
       .items = "2023-07-26|One|The bank of the port <opened>.\nMore.||a@b|en\n"},
      {.name = "invitation.eml",
       .bytes = LETTER
       "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nThe bank of the port.\n--x\nContent-Type: "
       "text/calendar\n\nBEGIN:VCALENDAR\n--x--\n",
       .items = "2023-07-26|One|The bank of the port.||a@b|en\n",
       .losses = "passed over text/calendar 1\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void messages_in_messages_are_text_or_items_of_their_own(void **state) {
  static const struct reading_case cases[] = {
      {.name = "forward.eml",
       .bytes = LETTER
       "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nSee below.\n--x\nContent-Type: message/"
       "rfc822\n\nSubject: Two\nMessage-ID: <2@b>\n\nThe bank of the port.\n--x--\n",
       .items = "2023-07-26|One|See below.\nThe bank of the port.||a@b|en\n"},
      {.name = "attached.eml",
       .bytes = LETTER
       "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nSee below.\n--x\nContent-Type: message/"
       "rfc822\nContent-Disposition: attachment\n\nFrom: c@d\nSubject: Two\nMessage-ID: <2@b>\n"
       "Date: 25 Jul 2023\n\nThe bank of the port.\n--x--\n",
       .items = "2023-07-26|One|See below.||a@b|\n2023-07-25|Two|The bank of the port.||c@d|en\n"},
      {.name = "encoded.eml",
       .bytes =
           LETTER "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\nContent-"
                  "Disposition: attachment\nContent-Transfer-Encoding: base64\n\n"
                  "U3ViamVjdDogVHdvCk1lc3NhZ2UtSUQ6IDwyQGI+CgpUZXh0Lgo=\n--x--\n",
       .items = "2023-07-26|One|||a@b|\n|Two|Text.|||\n"},
      {.name = "digest.eml",
       .bytes = LETTER
       "Content-Type: multipart/digest; boundary=x\n\n--x\n\nSubject: Two\nMessage-ID: <2@b>\n\nTwo "
       "words.\n--x\n\nSubject: Three\nMessage-ID: <3@b>\n\nThree.\n--x--\n",
       .items = "2023-07-26|One|||a@b|\n|Two|Two words.|||en\n|Three|Three.|||\n"},
      {.name = "report.eml", /* the undelivered message is a part of the report */
       .bytes =
           LETTER "Content-Type: multipart/report; boundary=x\n\n--x\n\nNot delivered.\n--x\nContent-Type: "
                  "message/delivery-status\n\nAction: failed\n--x\nContent-Type: message/rfc822\n\nSubject: "
                  "Two\nMessage-ID: <2@b>\n\nTwo words.\n--x--\n",
       .items = "2023-07-26|One|Not delivered.\nTwo words.||a@b|en\n",
       .losses = "passed over message/delivery-status 1\n"},
  };
  ASSERT_READINGS(state, cases);
}

/* Digests as GNU Mailman and others send them, following RFC 2046 (5.1.5). */
static void messages_of_a_digest_without_an_id_have_one_of_the_digest(void **state) {
  const char *path = path_in(state, "digest.mbox");
  write_text(
      path,
      "From x@y Tue Jul 25 10:00:00 2023\n" LETTER
      "Message-ID: <d@list>\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\nToday's topics.\n--o\n"
      "Content-Type: multipart/digest; boundary=x\n\n--x\n\nFrom: c@d\nSubject: Two\n\nTwo words.\n--x\n"
      "Content-Type: message/rfc822\n\nFrom: e@f\nSubject: Three\nMessage-ID: <3@b>\n\nThree.\n--x\n"
      "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
      "U3ViamVjdDogRm91cgoKRm91ciB3b3Jkcy4K\n--x\n\n\nNo headers.\n--x--\n--o--\n\n"
      "From x@y Tue Jul 25 10:00:00 2023\nFrom: g@h\nDate: 25 Jul 2023\nSubject: Five\n\nFive.\n");
  for (int run = 0; run < 2; run++) {
    struct collected collected = collect_file(path, NULL);
    assert_string_equal(collected.items.data,
                        "2023-07-26|One|Today's topics.\nNo headers.||a@b|\n|Two|Two words.||c@d|en\n"
                        "|Three|Three.||e@f|\n|Four|Four words.|||\n2023-07-25|Five|Five.||g@h|en\n");
    assert_string_equal(collected.ids.data, "d@list\nd@list#1\n3@b\nd@list#3\n\n");
    collected_reset(&collected);
  }
  assert_items(state, "nameless.eml", /* and nothing would identify the messages in the next run */
               LETTER
               "Content-Type: multipart/digest; boundary=x\n\n--x\n\nSubject: Two\n\nTwo words.\n--x--\n",
               "2023-07-26|One|Two words.||a@b|en\n");
}

#define LINE_OF_10 "----------"
#define LINE_OF_30 LINE_OF_10 LINE_OF_10 LINE_OF_10
#define LINE_OF_70 LINE_OF_30 LINE_OF_30 LINE_OF_10

/* RFC 1153, as GNU Mailman 2.1 writes it. */
static void a_digest_in_plain_text_has_its_messages_as_items(void **state) {
  static const char text[] =
      "From: mill-request@list\nDate: 26 Jul 2023\nSubject: Mill Digest, Vol 12, Issue 3\nMessage-ID: "
      "<d@list>\n\n"
      "Send submissions to\n\tmill@list\n\nToday's Topics:\n\n   1. The mill (Ann Smith)\n\n\n" LINE_OF_70
      "\n\nMessage: 1\nDate: Tue, 25 Jul 2023 10:00:00 +0200\nFrom: Ann Smith <ann@b>\nTo: mill@list\n"
      "Subject: [mill] The\n mill turns\nMessage-ID: <1@b>\nContent-Type: "
      "text/plain;\n\tcharset=\"us-ascii\"\n"
      "Content-Transfer-Encoding: base64\n\nIt turns.\n\n" LINE_OF_30 "\n\nThree hundred days.\n\n" LINE_OF_30
      "\n\nMessage: 2\nDate: Tue, 25 Jul 2023 11:00:00 +0200\nFrom: =?utf-8?Q?=C3=89ric?= <e@b>\n"
      "Subject: Re: The mill\n\nÇa tourne.\n\n" LINE_OF_30
      "\n\nSubject: Digest Footer\n\n_____\nmill mailing list\n\n\n" LINE_OF_30
      "\n\nEnd of Mill Digest, Vol 12, Issue 3\n*****\n";
  const char *path = path_in(state, "digest.eml");
  write_text(path, text);
  struct collected collected = collect_file(path, NULL);
  assert_string_equal(collected.items.data, "2023-07-26|Mill Digest, Vol 12, Issue 3|Send submissions "
                                            "to\nmill@list\nToday's Topics:\n1. The mill (Ann "
                                            "Smith)||mill-request@list|\n"
                                            "2023-07-25|[mill] The mill turns|It turns.\n" LINE_OF_30
                                            "\nThree hundred days.||Ann Smith|en\n"
                                            "2023-07-25|Re: The mill|Ça tourne.||Éric|\n");
  assert_string_equal(collected.ids.data, "d@list\n1@b\nd@list#2\n");
  collected_reset(&collected);
  assert_items(state, "letter.eml",
               LETTER "Before.\n\n" LINE_OF_70 "\n\nAfter: this is not a header.\n\nWords.\n",
               "2023-07-26|One|Before.\n" LINE_OF_70 "\nAfter: this is not a header.\nWords.||a@b|en\n");
}

static void a_message_without_a_date_has_that_of_its_way_here(void **state) {
  static const struct reading_case cases[] = {
      {.name = "a.mbox",
       .bytes =
           "From x@y Tue Jul 25 10:00:00 2023\nFrom: a@b\nSubject: One\n\nA.\n\n"
           "From x@y Wed Jul 26 10:00:00 +0200 2023\nFrom: a@b\nSubject: Two\nDate: 1 Jul 2023\n\nB.\n\n"
           "From x@y Thu, 27 Jul 2023 10:00:00\nFrom: a@b\nSubject: Three\n"
           "Received: from x by y; Mon, 03 Jul 2023 23:00:00 -0700\n"
           "Received: from z by x; Sun, 02 Jul 2023 10:00:00 +0000\n\nC.\n\n"
           "From bounce\nFrom: a@b\nSubject: Four\n\nD.\n\n"
           "From x@y Fri Jul 28 10:00:00 2023 remote from mill\nFrom: a@b\nSubject: Five\nDate: \n\nE.\n",
       .items = "2023-07-25|One|A.||a@b|en\n2023-07-01|Two|B.||a@b|\n2023-07-03|Three|C.||a@b|\n"
                "|Four|D.||a@b|\n2023-07-28|Five|E.||a@b|\n"},
      {.name = "length.mbox", /* wrong first length */
       .bytes = "From x@y Tue Jul 25 10:00:00 2023\nFrom: a@b\nSubject: One\nContent-Length: 90\n\nA.\n\n"
                "From x@y Wed Jul 26 10:00:00 2023\nFrom: a@b\nSubject: Two\n\nB.\n\n"
                "From x@y Thu Jul 27 10:00:00 2023\nFrom: a@b\nSubject: Three\n\nC.\n",
       .items = "2023-07-25|One|A.||a@b|en\n2023-07-26|Two|B.||a@b|\n2023-07-27|Three|C.||a@b|\n"},
      {.name = "one.eml",
       .bytes = "Received: by y\n (z); Mon, 3 Jul 2023 10:00:00 +0000\nFrom: a@b\nSubject: One\n\nA.\n",
       .items = "2023-07-03|One|A.||a@b|en\n"},
      {.name = "digest.eml",
       .bytes = LETTER "Message-ID: <1@b>\nContent-Type: multipart/digest; boundary=x\n\n--x\n\nSubject: "
                       "Two\n\nTwo words.\n--x--\n",
       .items = "2023-07-26|One|||a@b|\n|Two|Two words.|||en\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void boundaries_and_types_are_read_as_mailers_mean_them(void **state) {
  static const struct reading_case cases[] = {
      {.name = "unnamed.eml", /* no boundary named in the header */
       .bytes = LETTER "Content-Type: multipart/alternative\n\n\n--x\nContent-Type: text/html\n\n<p>Two "
                       "words.\n--x\nContent-Type: text/plain\n\nTwo words.\n--x--\n",
       .items = "2023-07-26|One|Two words.||a@b|en\n"},
      {.name = "line.eml", /* no boundary at all */
       .bytes = LETTER "Content-Type: multipart/mixed\n\n--\nThe bank of the port.\n",
       .items = "2023-07-26|One|--\nThe bank of the port.||a@b|en\n"},
      {.name = "space.eml",
       .bytes =
           LETTER "Content-Type: multipart/mixed; boundary=\"x\"\n\n--x  \n\nText.\n--xylophone\n--x--  \n",
       .items = "2023-07-26|One|Text.\n--xylophone||a@b|\n"},
      {.name = "continued.eml",
       .bytes =
           LETTER "Content-Type: multipart/mixed; boundary*0=\"ab\";\n boundary*1=\"cd\"\n\n--abcd\n\nText.\n"
                  "--abcd--\n",
       .items = "2023-07-26|One|Text.||a@b|\n"},
      {.name = "never.eml",
       .bytes = LETTER "Content-Type: multipart/mixed; boundary=x\n\nText.\n",
       .items = "2023-07-26|One|Text.||a@b|\n"},
      {.name = "untyped.eml",
       .bytes = LETTER "Content-Type: text\n\nText.\n",
       .items = "2023-07-26|One|Text.||a@b|\n"},
      {.name = "twice.eml", /* the first of two headers counts */
       .bytes = "Subject: Two\n" LETTER
                "Content-Type: multipart/mixed; boundary=x\nContent-Type: text/html\n\n--x\n\n"
                "Text.\n--x--\n",
       .items = "2023-07-26|Two|Text.||a@b|\n"},
      {.name = "charset.eml", /* the charset of the text applies to the headers, too */
       .bytes =
           "Subject: \xD0\xCF\xD2\xD4\nFrom: a@b\nContent-Type: text/plain; charset*=us-ascii'en'koi8-r\n\n"
           "\xD0\xCF\xD2\xD4\n",
       .items = "|порт|порт||a@b|\n"},
      {.name = "list.eml", /* the list's footer is not encoded */
       .bytes = LETTER "Content-Transfer-Encoding: base64\n\nVGV4dC4=\n____\nThe list\n",
       .items = "2023-07-26|One|Text.||a@b|\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void the_publisher_is_the_list_or_the_sender(void **state) {
  static const struct {
    const char *headers, *publisher;
  } cases[] = {
      {"From: The Mill <a@b>", "The Mill"},
      {"From: \"The \\\"Mill\\\"\" <a@b>", "The \"Mill\""},
      {"From: a@b (The Mill)", "The Mill"},
      {"From: <a@b>", "a@b"},
      {"From: a@b", "a@b"},
      {"From: a at b.example (The Mill)", "The Mill"},
      {"From: A <a@b>\nList-Id: News of the port <news.b.example>", "News of the port"},
      {"From: A <a@b>\nList-Id: =?utf-8?Q?Caf=C3=A9?= <news.b.example>", "Café"},
      {"From: A <a@b>\nList-Id: <news.b.example>", "A"},
      {"From: A <a@b>\nList-Id: 3f0a9 list <3f0a9.17.b.example>", "A"}, /* a machine-made name */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char bytes[300], items[300];
    (void)snprintf(bytes, sizeof bytes, "%s\nSubject: One\nDate: 26 Jul 2023\n\nText.\n", cases[i].headers);
    (void)snprintf(items, sizeof items, "2023-07-26|One|Text.||%s|\n", cases[i].publisher);
    assert_items(state, "a.eml", bytes, items);
  }
}

static void each_of_those_who_sent_a_message_is_an_author(void **state) {
  static const struct {
    const char *from, *publisher, *authors;
  } cases[] = {
      {"Ann Smith <a@b>, Bob Jones <c@d>", "Ann Smith", "Ann Smith; Bob Jones\n"},
      {"\"Smith, Ann\" <a@b>,\n c@d (Jones, Bob), e@f", "Smith, Ann", "Smith, Ann; Jones, Bob; e@f\n"},
      {"=?utf-8?Q?M=C3=BCller=2C_Eva?= <e@b>, Bob <c@d>", "Müller, Eva", "Müller, Eva; Bob\n"},
      {"Smith, Ann <a@b>", "Smith, Ann", "Smith, Ann\n"},
      {"\"The \\\"Mill\\\", of b@d, and more\" <a@b>", "The \"Mill\", of b@d, and more", NULL},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char bytes[300], items[300];
    (void)snprintf(bytes, sizeof bytes, "From: %s\nSubject: One\nDate: 26 Jul 2023\n\nText.\n",
                   cases[i].from);
    (void)snprintf(items, sizeof items, "2023-07-26|One|Text.||%s|\n", cases[i].publisher);
    const struct reading_case wanted = {
        .name = "a.eml", .bytes = bytes, .items = items, .authors = cases[i].authors};
    assert_readings(state, &wanted, 1);
  }
}

static void what_is_nested_without_end_is_passed_over(void **state) {
  sse_buffer text = {0};
  sse_buffer_append_text(&text, LETTER);
  for (int i = 0; i < 200; i++)
    sse_buffer_printf(&text, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
  sse_buffer_append_text(&text, "\nDeep.\n");
  const char *path = path_in(state, "deep.eml");
  write_bytes(path, text.data, text.length);
  struct collected collected = collect_file(path, NULL);
  const struct reading_case wanted = {
      .name = "deep.eml", .items = "2023-07-26|One|||a@b|\n", .losses = "passed over multipart/mixed 1\n"};
  assert_collected(&collected, &wanted);
  collected_reset(&collected);
  sse_buffer_reset(&text);
}

static void a_part_may_be_binary(void **state) {
  sse_buffer text = {0};
  sse_buffer_append_text(&text, LETTER
                         "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nText.\n--b\nContent-Type: "
                         "image/png\nContent-Transfer-Encoding: binary\n\n");
  for (int i = 0; i < 1000; i++)
    sse_buffer_append(&text, "\0\1\2\3", 4);
  sse_buffer_append_text(&text, "\n--b--\n");
  const struct reading_case cases[] = {{.name = "binary.eml",
                                        .bytes = text.data,
                                        .length = text.length,
                                        .items = "2023-07-26|One|Text.||a@b|\n",
                                        .losses = "passed over image/png 1\n"}};
  ASSERT_READINGS(state, cases);
  sse_buffer_reset(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_message_of_a_mailbox_is_an_item),
      cmocka_unit_test(a_message_without_a_plain_part_has_the_text_of_its_html),
      cmocka_unit_test(a_line_that_is_too_long_is_left_out_of_its_message),
      cmocka_unit_test(what_begins_a_message_is_a_separator_after_an_empty_line),
      cmocka_unit_test(headers_are_known_whatever_their_case_and_order),
      cmocka_unit_test(a_page_that_a_browser_saved_is_read_as_that_page),
      cmocka_unit_test(text_is_read_in_order_and_of_alternatives_the_best),
      cmocka_unit_test(messages_in_messages_are_text_or_items_of_their_own),
      cmocka_unit_test(a_digest_in_plain_text_has_its_messages_as_items),
      cmocka_unit_test(messages_of_a_digest_without_an_id_have_one_of_the_digest),
      cmocka_unit_test(a_message_without_a_date_has_that_of_its_way_here),
      cmocka_unit_test(boundaries_and_types_are_read_as_mailers_mean_them),
      cmocka_unit_test(the_publisher_is_the_list_or_the_sender),
      cmocka_unit_test(each_of_those_who_sent_a_message_is_an_author),
      cmocka_unit_test(what_is_nested_without_end_is_passed_over),
      cmocka_unit_test(a_part_may_be_binary),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
