/* Base64, quoted-printable and encoded words of mail, well-formed or not.
 * The encodings are those of RFC 2045, the words those of RFC 2047.
 * Each table has the text of the mail and the expected result. */
#include "source/format/mime.h"
#include "testing.h"

struct pair {
  const char *encoded, *decoded;
};

static void base64_passes_over_what_is_not_of_its_alphabet(void **state) {
  static const struct pair cases[] = {
      {"", ""},
      {"QQ==", "A"},
      {"QUI=", "AB"},
      {"QUJD", "ABC"},
      {"QUJDRA", "ABCD"},
      {"Q U\r\nJ D", "ABC"},
      {"+/+/", "\xFB\xFF\xBF"},
      {"QUJD=QUJD", "ABC"},
      {"Q", ""},
      {"AZaz09", "\x01\x96\xB3\xD3"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sse_buffer out = {0};
    sse_buffer_append_text(&out, "");
    sse_str exact = copy_exactly(STR(cases[i].encoded));
    mime_decode_base64(exact, &out);
    assert_string_equal(out.data, cases[i].decoded);
    free((char *)exact.data);
    sse_buffer_reset(&out);
  }
}

static void quoted_printable_keeps_what_it_cannot_read(void **state) {
  static const struct pair cases[] = {
      {"caf=C3=A9", "café"},
      {"caf=c3=a9", "café"},
      {"one=\ntwo", "onetwo"},
      {"a_b", "a_b"},
      {"=", "="},
      {"=4", "=4"},
      {"=4G", "=4G"},
      {"=G4", "=G4"},
      {"1=2B1=3D2", "1+1=2"},
      {"=\n", ""},
      {"co=  \t\r\nop", "coop"}, /* white space added at the end of the line */
      {"co= op", "co= op"},
      {"coop= ", "coop"},
      {"==41", "=A"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sse_buffer out = {0};
    sse_buffer_append_text(&out, "");
    sse_str exact = copy_exactly(STR(cases[i].encoded));
    mime_decode_quoted(exact, false, &out);
    assert_string_equal(out.data, cases[i].decoded);
    free((char *)exact.data);
    sse_buffer_reset(&out);
  }
}

static void encoded_words_are_decoded_and_other_text_is_kept(void **state) {
  static const struct pair cases[] = {
      {"Plain words", "Plain words"},
      {"=?utf-8?Q?Caf=C3=A9_d'=C3=A9t=C3=A9?=", "Café d'été"},
      {"=?UTF-8?q?Caf=C3=A9?= noir", "Café noir"},
      {"=?utf-8?b?Q2Fmw6k=?=", "Café"},
      {"=?utf-8?B?Q2Fmw6k=?= =?utf-8?B?Q2Fmw6k=?=", "CaféCafé"}, /* white space between words is dropped */
      {"=?utf-8?B?Q2Fmw6k=?=\r\n\t=?utf-8?B?Q2Fmw6k=?=", "CaféCafé"},
      {"=?utf-8?Q?Caf=C3?= =?utf-8?Q?=A9?=", "Café"}, /* a character split between words */
      {"=?iso-8859-1?Q?f=E9vrier?= =?utf-8?Q?_=C3=A9t=C3=A9?=", "février été"},
      {"a =?utf-8?Q?b?= c =?utf-8?Q?d?=", "a b c d"},
      {"=?utf-8*fr?Q?Caf=C3=A9?=", "Café"}, /* with a language (RFC 2231) */
      {"(=?utf-8?Q?Caf=C3=A9?=)", "(Café)"},
      {"=?utf-8?Q?a b?=", "a b"},                     /* mailers leave spaces, */
      {"=?utf-8?Q?What? A_day?=", "What? A day"},     /* and question marks */
      {"=?utf-8?Q?Caf=C3?= =?UTF-8?Q?=A9?=", "Café"}, /* the case of a label does not matter */
      {"=?utf 8?Q?a?=", "=?utf 8?Q?a?="},
      {"=?utf-8?X?a?=", "=?utf-8?X?a?="},
      {"=?utf-8?Q?open", "=?utf-8?Q?open"},
      {"=?utf-8?QQ?a?=", "=?utf-8?QQ?a?="},
      {"=?utf-8?Q?a?", "=?utf-8?Q?a?"},
      {"1 =? 2 ?= 3", "1 =? 2 ?= 3"},
      {"Caf\xC3\xA9 =?utf-8?Q?cr=C3=A8me?=", "Café crème"}, /* raw bytes */
      {"=?no-such-set?Q?Caf=C3=A9?=", "Café"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sse_buffer out = {0};
    size_t repaired = 0;
    sse_error err;
    sse_str exact = copy_exactly(STR(cases[i].encoded));
    assert_int_equal(mime_append_header(exact, (sse_str){0}, NULL, &out, &repaired, &err), SSE_OK);
    free((char *)exact.data);
    assert_str_equal(sse_buffer_str(&out), cases[i].decoded);
    assert_int_equal(repaired, 0);
    sse_buffer_reset(&out);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(base64_passes_over_what_is_not_of_its_alphabet),
      cmocka_unit_test(quoted_printable_keeps_what_it_cannot_read),
      cmocka_unit_test(encoded_words_are_decoded_and_other_text_is_kept),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
