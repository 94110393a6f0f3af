/* Text of other character sets, handed over block by block. */
#include "base/charset.h"
#include "testing.h"

/* Decodes `bytes` in blocks of `step` bytes and compares. */
static void assert_decodes(const char *charset, sse_str bytes, size_t step, const char *expected,
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

static void assert_decodes_in_any_blocks(const char *charset, sse_str bytes, const char *expected,
                                         size_t repaired) {
  for (size_t step = 1; step <= bytes.length; step++)
    assert_decodes(charset, bytes, step, expected, repaired);
}

#define BYTES(literal) ((sse_str){literal, sizeof(literal) - 1})

static void windows_1252_has_curly_quotes_where_latin_1_has_none(void **state) {
  (void)state;
  assert_decodes_in_any_blocks("windows-1252",
                               BYTES("l\x92\xE9"
                                     "conomie \x80 5"),
                               "l’économie € 5", 0);
}

static void characters_may_be_split_between_blocks(void **state) {
  (void)state;
  assert_decodes_in_any_blocks("EUC-KR", BYTES("\xC7\xF9\xB5\xBF\xC1\xB6\xC7\xD5 coop"), "협동조합 coop", 0);
  assert_decodes_in_any_blocks("Shift_JIS", BYTES("\x8B\xA6\x93\xAF\x91\x67\x8D\x87"), "協同組合", 0);
  assert_decodes_in_any_blocks("UTF-16",
                               BYTES("\xFF\xFE"
                                     "c\0\xE9\0\x3D\xD8\x00\xDE"),
                               "cé😀", 0);
  assert_decodes_in_any_blocks("UTF-16",
                               BYTES("\xFE\xFF"
                                     "\0c\0\xE9\xD8\x3D\xDE\x00"),
                               "cé😀", 0);
}

static void what_means_nothing_is_replaced_and_counted(void **state) {
  (void)state;
  assert_decodes_in_any_blocks("windows-1252",
                               BYTES("a\x81"
                                     "b"),
                               "a\xEF\xBF\xBD"
                               "b",
                               1);
  assert_decodes_in_any_blocks("UTF-16LE",
                               BYTES("a\0\x00\xDC"
                                     "b\0"),
                               "a\xEF\xBF\xBD"
                               "b",
                               1);
}

static void what_the_end_cuts_off_is_replaced_and_counted(void **state) {
  (void)state;
  assert_decodes_in_any_blocks("UTF-16LE", BYTES("a\0b"), "a\xEF\xBF\xBD", 1);
  assert_decodes_in_any_blocks("EUC-KR", BYTES("\xC7\xF9\xB5"), "협\xEF\xBF\xBD", 1);
}

/* iconv keeps a letter back that a mark might follow. */
static void the_last_letter_is_not_kept_back(void **state) {
  (void)state;
  assert_decodes_in_any_blocks("windows-1258", BYTES("h\xEA"), "hê", 0);
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
      cmocka_unit_test(what_means_nothing_is_replaced_and_counted),
      cmocka_unit_test(what_the_end_cuts_off_is_replaced_and_counted),
      cmocka_unit_test(the_last_letter_is_not_kept_back),
      cmocka_unit_test(an_unknown_name_is_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
