/* Decoding of other character sets, passed on block by block. */
#include "base/charset.h"
#include "testing.h"

/* Decodes `bytes` in blocks of `step` bytes and compares the result. */
static void assert_decodes_in_steps(const char *charset, sse_str bytes, size_t step, const char *expected,
                                    size_t repaired) {
  sse_decoder *decoder;
  sse_buffer out = {0};
  sse_error err;
  assert_int_equal(sse_decoder_new(charset, &decoder, &err), SSE_OK);
  for (size_t i = 0; i < bytes.length; i += step) {
    size_t end = i + step < bytes.length ? i + step : bytes.length;
    assert_int_equal(sse_decode(decoder, sse_str_part(bytes, i, end), false, &out, &err), SSE_OK);
  }
  assert_int_equal(sse_decode(decoder, (sse_str){0}, true, &out, &err), SSE_OK);
  assert_str_equal(sse_buffer_str(&out), expected);
  assert_int_equal(sse_decoder_repaired(decoder), repaired);
  sse_decoder_free(decoder);
  sse_buffer_reset(&out);
}

/* Decodes in blocks of every length. */
static void assert_decodes(const char *charset, sse_str bytes, const char *expected, size_t repaired) {
  for (size_t step = 1; step <= bytes.length; step++)
    assert_decodes_in_steps(charset, bytes, step, expected, repaired);
}

#define BYTES(literal) ((sse_str){literal, sizeof(literal) - 1})
#define FFFD           "\xEF\xBF\xBD"

static void windows_1252_has_curly_quotes_where_latin_1_has_none(void **state) {
  (void)state;
  assert_decodes("windows-1252",
                 BYTES("l\x92\xE9"
                       "conomie \x80 5"),
                 "l’économie € 5", 0);
  assert_decodes("ISO-8859-1",
                 BYTES("l\x92\xE9"
                       "conomie"),
                 "l’économie", 0);
}

static void characters_may_be_split_between_blocks(void **state) {
  (void)state;
  assert_decodes("EUC-KR", BYTES("\xC7\xF9\xB5\xBF\xC1\xB6\xC7\xD5 coop"), "협동조합 coop", 0);
  assert_decodes("Shift_JIS", BYTES("\x8B\xA6\x93\xAF\x91\x67\x8D\x87"), "協同組合", 0);
  assert_decodes("utf-8", BYTES("c\xC3\xA9 \xE5\x90\x88 \xF0\x9F\x98\x80"), "cé 合 😀", 0);
  assert_decodes("UTF-16LE", BYTES("c\0\xE9\0\x3D\xD8\x00\xDE"), "cé😀", 0);
  assert_decodes("UTF-16BE", BYTES("\0c\0\xE9\xD8\x3D\xDE\x00"), "cé😀", 0);
}

static void supersets_of_what_the_label_says_are_read(void **state) {
  (void)state;
  assert_decodes("euc-kr", BYTES("\x8C\x63\x94\xEE"), "똠뷁", 0);
  assert_decodes("shift_jis", BYTES("\x87\x40\x87\x8A\xFB\xFC"), "①㈱髙", 0);
  assert_decodes("gb2312", BYTES("\xE9\x46\x86\xB4\x80"), "镕喆€", 0);
  assert_decodes("big5", BYTES("\xA6\x58\xA7\x40\xF9\xD6"), "合作碁", 0);
  assert_decodes("euc-jp", BYTES("\xAD\xA1\x8E\xB1\x8F\xB0\xA1"), "①ｱ丂", 0);
  assert_decodes("tis-620", BYTES("\xCA\xCB\xA1\x85"), "สหก…", 0);
}

/* iconv's ISO-2022-JP variants lack NEC's row 13, half-width katakana and JIS X 0212, which are common in
 * mail. */
static void iso_2022_jp_is_read_as_mailers_write_it(void **state) {
  (void)state;
  assert_decodes("iso-2022-jp", BYTES("a\033$B6(F1\033(Bb\033$@AH9g\033(J"), "a協同b組合", 0);
  assert_decodes("iso-2022-jp", BYTES("\033$B-!-j\033(I12\033(B!"), "①㈱ｱｲ!", 0);
  assert_decodes("iso-2022-jp", BYTES("\033$(D0!\033(B"), "丂", 0);
  assert_decodes("iso-2022-jp", BYTES("\033$B6(\n6(\033"), "協\n6(\033", 0);
  assert_decodes("iso-2022-jp", BYTES("\033$B6(F"), "協" FFFD, 1);
}

static void hz_is_read(void **state) {
  (void)state;
  assert_decodes("hz-gb-2312", BYTES("a ~{:OWwIg~} ~~~{PBNE\nb~\nc"), "a 合作社 ~新闻\nbc", 0);
  assert_decodes("hz-gb-2312", BYTES("~x ~{:\n~"), "~x " FFFD "\n~", 1);
}

static void a_byte_that_windows_leaves_out_is_a_control_character(void **state) {
  (void)state;
  assert_decodes("windows-1252",
                 BYTES("a\x81"
                       "b"),
                 "a\xC2\x81"
                 "b",
                 0);
  assert_decodes("windows-1253",
                 BYTES("a\xD2"
                       "b"),
                 "a" FFFD "b", 1);
}

static void what_means_nothing_is_replaced_and_counted(void **state) {
  (void)state;
  assert_decodes("UTF-16LE",
                 BYTES("a\0\x00\xDC"
                       "b\0"),
                 "a" FFFD "b", 1);
  assert_decodes("EUC-KR", BYTES("\xC7\xF9\xFF\xB5\xBF"), "협" FFFD "동", 1);
  assert_decodes("EUC-KR", BYTES("\xC7\xF9\xC9\xA1\xB5\xBF"), "협" FFFD "동", 1);
  assert_decodes("EUC-KR", BYTES("\xC7\xF9\xB5.\xB5\xBF"), "협" FFFD ".동", 1);
}

static void what_the_end_cuts_off_is_replaced_and_counted(void **state) {
  (void)state;
  assert_decodes("UTF-16LE", BYTES("a\0b"), "a" FFFD, 1);
  assert_decodes("EUC-KR", BYTES("\xC7\xF9\xB5"), "협" FFFD, 1);
  assert_decodes("utf-8", BYTES("a\xE5\x90"), "a" FFFD, 1);
}

static void an_old_byte_in_utf_8_is_of_windows_1252(void **state) {
  (void)state;
  assert_decodes("utf-8", BYTES("Caf\xE9 caf\xC3\xA9"), "Café café", 0);
  assert_decodes("utf-8", BYTES("l\x92\xE9tat \xC0 \x93la\x94 \xFC\xDF."), "l’état À “la” üß.", 0);
  assert_decodes("utf-8",
                 BYTES("a\x81"
                       "b"),
                 "a" FFFD "b", 1);
}

static void forms_that_utf_8_does_not_allow_are_replaced_as_a_whole(void **state) {
  (void)state;
  assert_decodes("utf-8",
                 BYTES("a\xC0\xAF"
                       "b"),
                 "a" FFFD "b", 1);
  assert_decodes("utf-8",
                 BYTES("a\xE0\x80\xAF"
                       "b"),
                 "a" FFFD "b", 1);
  assert_decodes("utf-8",
                 BYTES("a\xED\xA0\x80"
                       "b"),
                 "a" FFFD "b", 1);
  assert_decodes("utf-8",
                 BYTES("a\xF4\x90\x80\x80"
                       "b"),
                 "a" FFFD "b", 1);
  assert_decodes("utf-8",
                 BYTES("a\xE5\x90"
                       "b"),
                 "a" FFFD "b", 1);
}

static void a_mark_at_the_beginning_is_no_text(void **state) {
  (void)state;
  assert_decodes("utf-8",
                 BYTES("\xEF\xBB\xBF"
                       "a\xEF\xBB\xBF"),
                 "a\xEF\xBB\xBF", 0);
  assert_decodes("utf-16le",
                 BYTES("\xFF\xFE"
                       "a\0"),
                 "a", 0);
  assert_decodes("utf-32be", BYTES("\0\0\xFE\xFF\0\0\0a"), "a", 0);
}

static void a_mark_tells_the_order_of_the_bytes_where_the_label_does_not(void **state) {
  (void)state;
  assert_decodes("utf-16", BYTES("\xFF\xFE\xE9\0"), "é", 0);
  assert_decodes("utf-16", BYTES("\xFE\xFF\0\xE9"), "é", 0);
  assert_decodes("utf-32", BYTES("\0\0\xFE\xFF\0\0\0\xE9"), "é", 0);
}

static void a_zero_is_replaced_and_counted(void **state) {
  (void)state;
  assert_decodes("utf-8", BYTES("a\0b\0"), "a" FFFD "b" FFFD, 2);
  assert_decodes("windows-1252", BYTES("\0\xE9"), FFFD "é", 1);
  assert_decodes("utf-16le", BYTES("a\0\0\0"), "a" FFFD, 1);
}

/* iconv holds back a letter that a combining mark might follow. */
static void the_last_letter_is_not_kept_back(void **state) {
  (void)state;
  assert_decodes("windows-1258", BYTES("h\xEA"), "hê", 0);
}

static void a_name_that_only_iconv_knows_is_taken(void **state) {
  (void)state;
  assert_null(sse_charset_of_label(STR("HP-ROMAN8")));
  assert_decodes("HP-ROMAN8", BYTES("caf\xC5"), "café", 0);
}

static void an_unknown_name_is_an_error(void **state) {
  (void)state;
  sse_decoder *decoder;
  sse_error err;
  assert_int_equal(sse_decoder_new("klingon", &decoder, &err), SSE_INVALID);
  assert_null(decoder);
  assert_non_null(strstr(err.message, "'klingon'"));
  sse_decoder_free(decoder);
  assert_int_equal(sse_decoder_repaired(NULL), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(windows_1252_has_curly_quotes_where_latin_1_has_none),
      cmocka_unit_test(characters_may_be_split_between_blocks),
      cmocka_unit_test(supersets_of_what_the_label_says_are_read),
      cmocka_unit_test(iso_2022_jp_is_read_as_mailers_write_it),
      cmocka_unit_test(hz_is_read),
      cmocka_unit_test(a_byte_that_windows_leaves_out_is_a_control_character),
      cmocka_unit_test(what_means_nothing_is_replaced_and_counted),
      cmocka_unit_test(what_the_end_cuts_off_is_replaced_and_counted),
      cmocka_unit_test(an_old_byte_in_utf_8_is_of_windows_1252),
      cmocka_unit_test(forms_that_utf_8_does_not_allow_are_replaced_as_a_whole),
      cmocka_unit_test(a_mark_at_the_beginning_is_no_text),
      cmocka_unit_test(a_mark_tells_the_order_of_the_bytes_where_the_label_does_not),
      cmocka_unit_test(a_zero_is_replaced_and_counted),
      cmocka_unit_test(the_last_letter_is_not_kept_back),
      cmocka_unit_test(a_name_that_only_iconv_knows_is_taken),
      cmocka_unit_test(an_unknown_name_is_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
