/* Mailboxes as programs write them: where a message begins, quoting, lengths, and messages that are too
 * long. */
#include "collecting.h"

static const source_options english = {.lang = "en"};

#define SEPARATOR           "From x@y.example Wed Jul 26 10:00:00 2023\n"
#define HEADERS(subject)    "From: a@b.example\nDate: 26 Jul 2023 10:00:00 +0200\nSubject: " subject "\n"
#define ITEM(subject, text) "2023-07-26|" subject "|" text "||a@b.example|en\n"

static void what_apple_mail_writes_around_a_message_is_no_text(void **state) {
  static const struct reading_case cases[] = {
      {.options = &english,
       .name = "1.emlx",
       .bytes = "72        \n" HEADERS("One") "\nWords.\n<?xml version=\"1.0\"?>\n<plist><dict/></plist>\n",
       .items = ITEM("One", "Words.")},
      {.options = &english,
       .name = "figures.eml", /* no header follows */
       .bytes = HEADERS("One") "\n82\nWords: some.\n",
       .items = ITEM("One", "82\nWords: some.")},
  };
  ASSERT_READINGS(state, cases);
}

static void a_line_of_text_begins_no_message(void **state) {
  static const struct reading_case cases[] = {
      {.options = &english,
       .name = "text.mbox",
       .bytes =
           SEPARATOR HEADERS("One") "\nThe bakery opened.\n\nFrom there the ferry goes on.\n\nFrom Lyon\n"
                                    "we hear more.\n\n" SEPARATOR HEADERS("Two") "\nWords.\n",
       .items = ITEM("One", "The bakery opened.\nFrom there the ferry goes on.\nFrom Lyon\nwe hear more.")
           ITEM("Two", "Words.")},
      {.options = &english,
       .name = "no-empty-line.mbox", /* Pipermail */
       .bytes = SEPARATOR HEADERS("One") "\nWords.\n" SEPARATOR HEADERS("Two") "\nWords.\n",
       .items = ITEM("One", "Words.") ITEM("Two", "Words.")},
      {.options = &english,
       .name = "no-date.mbox", /* an archive of Usenet */
       .bytes =
           "From -8019287452344558541\nX-Part: 1\n" HEADERS("One") "\nWords.\n\nFrom -80192874523445\n"
                                                                   "X-Part: 2\n" HEADERS("Two") "\nWords.\n",
       .items = ITEM("One", "Words.") ITEM("Two", "Words.")},
      {.options = &english,
       .name = "twice.mbox",
       .bytes = SEPARATOR SEPARATOR HEADERS("One") "\nWords.\n",
       .items = ITEM("One", "Words.")},
      {.options = &english,
       .name = "patch.mbox",
       .bytes = SEPARATOR HEADERS("One") "\nWords.\n\n"
                                         "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 "
                                         "00:00:00 2001\nFrom: c@d.example\n"
                                         "Subject: a patch\n\nEnd.\n",
       .items = ITEM("One", "Words.\nFrom 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\n"
                            "From: c@d.example\nSubject: a patch\nEnd.")},
      {.options = &english,
       .name = "patches.mbox",
       .bytes = "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\n" HEADERS(
           "One") "\nWords.\n\nFrom 1123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 "
                  "2001\n" HEADERS("Two") "\nWords.\n",
       .items = ITEM("One", "Words.") ITEM("Two", "Words.")},
  };
  ASSERT_READINGS(state, cases);
}

static void a_mailbox_may_begin_in_the_middle(void **state) {
  static const struct reading_case cases[] = {
      {.options = &english,
       .name = "headless.mbox",
       .bytes = HEADERS("One") "\nWords.\n\n" SEPARATOR HEADERS("Two") "\nWords.\n",
       .items = ITEM("One", "Words.") ITEM("Two", "Words.")},
      {.options = &english,
       .name = "2023-July.txt",
       .bytes = "\n" HEADERS("One") "\nWords.\n" SEPARATOR HEADERS("Two") "\nWords.\n",
       .items = ITEM("One", "Words.") ITEM("Two", "Words.")},
      {.options = &english,
       .name = "one.eml", /* a message that quotes a mailbox */
       .bytes = HEADERS("One") "\nWords.\n\n" SEPARATOR HEADERS("Two"),
       .items = ITEM("One", "Words.\n" SEPARATOR
                            "From: a@b.example\nDate: 26 Jul 2023 10:00:00 +0200\nSubject: Two")},
      {.options = &english,
       .name = "17", /* an MH file */
       .bytes = HEADERS("One") "\nWords.\n\n" SEPARATOR "X: y\n",
       .items = ITEM("One", "Words.\n" SEPARATOR "X: y")},
      {.options = &english,
       .name = "mark.mbox",
       .bytes = "\xEF\xBB\xBF" SEPARATOR HEADERS("One") "\nWords.\n",
       .items = ITEM("One", "Words.")},
      {.options = &english,
       .name = "none.mbox",
       .bytes = "junk\n\nFrom nobody\nmore junk\n",
       .status = SSE_INVALID,
       .error = "none.mbox: there is no message in it"},
  };
  ASSERT_READINGS(state, cases);
}

static void quoting_is_undone_in_mailboxes_alone(void **state) {
  static const struct reading_case cases[] = {
      {.options = &english,
       .name = "quoted.mbox",
       .bytes = SEPARATOR HEADERS("One") "\n>From here on.\n\n>>From there.\n\n>From\n\n> From us.\n",
       .items = ITEM("One", "From here on.\n>From there.\n>From\n> From us.")},
      {.options = &english,
       .name = "quoted.eml",
       .bytes = HEADERS("One") "\n>From here on.\n",
       .items = ITEM("One", ">From here on.")},
  };
  ASSERT_READINGS(state, cases);
}

/* A separator within a text, unquoted, as in a mailbox with lengths. */
#define INNER SEPARATOR "X: y\n\nInner.\n"

static void a_length_is_believed_where_the_file_agrees_with_it(void **state) {
  static const struct reading_case cases[] = {
      {.options = &english,
       .name = "right.mbox",
       .bytes = SEPARATOR HEADERS("One") "Content-Length: 64\n\nWords.\n\n" INNER
                                         "\n" SEPARATOR HEADERS("Two") "\nWords.\n",
       .items = ITEM("One", "Words.\nFrom x@y.example Wed Jul 26 10:00:00 2023\nX: y\nInner.")
           ITEM("Two", "Words.")},
      {.options = &english,
       .name = "long.mbox", /* longer than the file */
       .bytes = SEPARATOR HEADERS("One") "Content-Length: 6400\n\nWords.\n\n" SEPARATOR HEADERS(
           "Two") "\nWords.\n\n" SEPARATOR HEADERS("Three") "Content-Length: 6400\n\nWords.\n",
       .items = ITEM("One", "Words.") ITEM("Two", "Words.") ITEM("Three", "Words.")},
      {.options = &english,
       .name = "wrong.mbox", /* ends in the middle of the next message */
       .bytes = SEPARATOR HEADERS("One") "Content-Length: 70\n\nWords.\n\n" SEPARATOR HEADERS(
           "Two") "\nWords.\n\n" SEPARATOR HEADERS("Three") "\nWords.\n",
       .items = ITEM("One", "Words.") ITEM("Two", "Words.") ITEM("Three", "Words.")},
      {.options = &english,
       .name = "short.mbox",
       .bytes = SEPARATOR HEADERS("One") "Content-Length: 1\n\nWords.\n\nMore.\n\n" SEPARATOR HEADERS(
           "Two") "\nWords.\n",
       .items = ITEM("One", "Words.\nMore.") ITEM("Two", "Words.")},
      {.options = &english,
       .name = "odd.mbox",
       .bytes =
           SEPARATOR HEADERS("One") "Content-Length: 99999999999999999999\nContent-Length: x\n"
                                    "Content-Length:\n\nWords.\n\n" SEPARATOR HEADERS("Two") "\nWords.\n",
       .items = ITEM("One", "Words.") ITEM("Two", "Words.")},
  };
  ASSERT_READINGS(state, cases);
}

static void headers_end_where_text_begins(void **state) {
  static const struct reading_case cases[] = {
      {.options = &english,
       .name = "space.eml",
       .bytes = HEADERS("One") " \nWords of it.\n",
       .items = ITEM("One", "Words of it.")},
      {.options = &english,
       .name = "missing.eml",
       .bytes = HEADERS("One") "Words of it.\nAnd more.\n",
       .items = ITEM("One", "Words of it.\nAnd more.")},
      {.options = &english,
       .name = "noise.eml", /* the headers continue */
       .bytes = "From: a@b.example\nno header\nDate: 26 Jul 2023 10:00:00 +0200\n \nSubject: One\n\nWords.\n",
       .items = ITEM("One", "Words.")},
      {.options = &english, /* examined as a separator, and as a header */
       .name = "from.mbox",
       .bytes = SEPARATOR HEADERS("One") "From x@y.example Wed Jul 26 10:00:00 2023\nWords of it.\n",
       .items = ITEM("One", "From x@y.example Wed Jul 26 10:00:00 2023\nWords of it.")},
      {.options = &english,
       .name = "folded.eml",
       .bytes = "From: a@b.example\nDate: 26 Jul 2023 10:00:00 +0200\nSubject: One\n \n two\n\nWords.\n",
       .items = ITEM("One two", "Words.")},
  };
  ASSERT_READINGS(state, cases);
}

static void append_lines(sse_buffer *text, const char *line, size_t bytes) {
  for (size_t length = strlen(line), end = text->length + bytes; text->length + length <= end;)
    sse_buffer_append(text, line, length);
}

static void text_after_long_attachments_stays(void **state) {
  static const char encoded[] = "QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJD\n";
  sse_buffer text = {0};
  sse_buffer_append_text(
      &text, SEPARATOR HEADERS(
                 "One") "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n"
                        "Before.\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n");
  append_lines(&text, encoded, (size_t)20 * 1024 * 1024);
  sse_buffer_append_text(&text, "--b\n\nAfter.\n--b--\n\n" SEPARATOR HEADERS("Two") "\nWords.\n");
  const char *path = path_in(state, "thin.mbox");
  write_bytes(path, text.data, text.length);
  struct collected collected = collect_file(path, &english);
  const struct reading_case wanted = {.options = &english,
                                      .name = "thin.mbox",
                                      .items = ITEM("One", "Before.\nAfter.") ITEM("Two", "Words."),
                                      .losses = "passed over image/png 1\n",
                                      .problem =
                                          "the attachments are too long (the rest of them is left out)",
                                      .skipped = 1};
  assert_collected(&collected, &wanted);
  collected_reset(&collected);
  sse_buffer_reset(&text);
}

static void a_message_of_too_many_parts_is_cut_and_the_next_one_read(void **state) {
  sse_buffer text = {0};
  sse_buffer_append_text(&text, SEPARATOR HEADERS("One") "Content-Type: multipart/mixed; boundary=b\n\n");
  append_lines(&text, "--b\n\nx\n", (size_t)21000 * strlen("--b\n\nx\n"));
  sse_buffer_append_text(&text, "--b--\n\n" SEPARATOR HEADERS("Two") "\nWords.\n");
  const char *path = path_in(state, "parts.mbox");
  write_bytes(path, text.data, text.length);
  struct collected collected = collect_file(path, &english);
  assert_int_equal(collected.status, SSE_OK);
  assert_int_equal(collected.report.items, 2);
  assert_int_equal(collected.report.skipped, 1);
  assert_non_null(strstr(collected.problems.data, "parts.mbox:60"));
  assert_non_null(strstr(collected.problems.data, "the message is too long (the rest of it is left out)"));
  collected_reset(&collected);
  sse_buffer_reset(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_line_of_text_begins_no_message),
      cmocka_unit_test(what_apple_mail_writes_around_a_message_is_no_text),
      cmocka_unit_test(a_mailbox_may_begin_in_the_middle),
      cmocka_unit_test(quoting_is_undone_in_mailboxes_alone),
      cmocka_unit_test(a_length_is_believed_where_the_file_agrees_with_it),
      cmocka_unit_test(headers_end_where_text_begins),
      cmocka_unit_test(text_after_long_attachments_stays),
      cmocka_unit_test(a_message_of_too_many_parts_is_cut_and_the_next_one_read),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
