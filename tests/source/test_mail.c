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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_message_of_a_mailbox_is_an_item),
      cmocka_unit_test(a_message_without_a_plain_part_has_the_text_of_its_html),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
