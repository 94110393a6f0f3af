/* Labels of character sets, and the encodings they stand for. */
#include "base/charset.h"
#include "base/charset_labels.h"
#include "testing.h"

/* Every label of the WHATWG Encoding Standard (4.2) under the encoding it stands for, or under the superset
 * as which that encoding is read. "replacement" is left out, since it is not an encoding. */
static const sse_charset_row standard[] = {
    {"UTF-8", "unicode-1-1-utf-8 utf-8 utf8 unicode11utf8 unicode20utf8 x-unicode20utf8"},
    {"IBM866", "866 cp866 csibm866 ibm866"},
    {"ISO-8859-2", "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 "
                   "latin2"},
    {"ISO-8859-3", "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 "
                   "latin3"},
    {"ISO-8859-4", "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 "
                   "latin4"},
    {"ISO-8859-5", "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
                   "iso_8859-5:1988"},
    {"ISO-8859-6", "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 "
                   "iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"},
    {"ISO-8859-7", "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 "
                   "iso_8859-7 iso_8859-7:1987 sun_eu_greek"},
    {"ISO-8859-8", "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 "
                   "iso88598 iso_8859-8 iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical"},
    {"ISO-8859-10", "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"},
    {"ISO-8859-13", "iso-8859-13 iso8859-13 iso885913"},
    {"ISO-8859-14", "iso-8859-14 iso8859-14 iso885914"},
    {"ISO-8859-15", "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"},
    {"ISO-8859-16", "iso-8859-16"},
    {"KOI8-R", "cskoi8r koi koi8 koi8-r koi8_r"},
    {"KOI8-U", "koi8-u koi8-ru"},
    {"MACINTOSH", "csmacintosh mac macintosh x-mac-roman"},
    {"WINDOWS-874", "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"},
    {"WINDOWS-1250", "cp1250 windows-1250 x-cp1250"},
    {"WINDOWS-1251", "cp1251 windows-1251 x-cp1251"},
    {"WINDOWS-1252", "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 "
                     "iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252 "
                     "x-user-defined"},
    {"WINDOWS-1253", "cp1253 windows-1253 x-cp1253"},
    {"WINDOWS-1254", "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 "
                     "l5 latin5 windows-1254 x-cp1254"},
    {"WINDOWS-1255", "cp1255 windows-1255 x-cp1255"},
    {"WINDOWS-1256", "cp1256 windows-1256 x-cp1256"},
    {"WINDOWS-1257", "cp1257 windows-1257 x-cp1257"},
    {"WINDOWS-1258", "cp1258 windows-1258 x-cp1258"},
    {"MAC-UK", "x-mac-cyrillic x-mac-ukrainian"},
    {"GB18030", "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030"},
    {"BIG5-HKSCS", "big5 big5-hkscs cn-big5 csbig5 x-x-big5"},
    {"EUC-JP-MS", "cseucpkdfmtjapanese euc-jp x-euc-jp"},
    {"ISO-2022-JP", "csiso2022jp iso-2022-jp"},
    {"CP932", "csshiftjis ms_kanji shift-jis shift_jis sjis windows-31j x-sjis"},
    {"CP949", "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 "
              "ksc_5601 windows-949"},
    {"ISO-2022-KR", "csiso2022kr iso-2022-kr"},
    {"UTF-16BE", "utf-16be unicodefffe"},
    {"UTF-16", "utf-16 csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff"},
    {"UTF-16LE", "utf-16le"},
    {"HZ-GB-2312", "hz-gb-2312"},
    {"ISO-2022-CN", "iso-2022-cn"},
    {"ISO-2022-CN-EXT", "iso-2022-cn-ext"},
};

/* Labels that the Standard lacks but mail or Python uses. */
static const sse_charset_row others[] = {
    {"UTF-8", "utf8mb4 UTF_8 cp65001"},
    {"WINDOWS-1252", "latin-1 iso8859_1 Windows1252 cp-1252 ANSI"},
    {"CP949", "ks_c_5601 KS_C_5601-1987 uhc ms949"},
    {"CP932", "cp932 MS932 Shift-JIS shiftjis"},
    {"GB18030", "cp936 EUC-CN x-euc-cn"},
    {"BIG5-HKSCS", "cp950 Big5_HKSCS"},
    {"ISO-2022-JP", "iso2022_jp_ext cp50221"},
    {"ISO-8859-15", "latin9 iso8859_15"},
    {"WINDOWS-874", "tis620 cp874"},
    {"UTF-32", "utf-32"},
    {"UTF-7", "utf-7"},
};

typedef void label_fn(const char *name, const char *label);

static void each_label(const sse_charset_row *rows, size_t count, label_fn *check) {
  for (size_t i = 0; i < count; i++) {
    char labels[1024], *rest = labels;
    assert_in_range(strlen(rows[i].labels), 1, sizeof labels - 1);
    memcpy(labels, rows[i].labels, strlen(rows[i].labels) + 1);
    for (char *label; (label = strsep(&rest, " "));)
      check(rows[i].name, label);
  }
}

#define EACH(rows, check) each_label(rows, sizeof(rows) / sizeof *(rows), check)

static void means(const char *name, const char *label) {
  const char *meant = sse_charset_of_label(STR(label));
  if (!meant || strcmp(meant, name) != 0)
    fail_msg("%s means %s, not %s", label, meant ? meant : "nothing", name);
}

static void the_standards_labels_mean_what_it_says(void **state) {
  (void)state;
  EACH(standard, means);
}

static void labels_of_mail_and_other_programs_are_known(void **state) {
  (void)state;
  EACH(others, means);
}

/* A label in two rows would always mean the first. */
static void no_label_of_the_table_means_two_encodings(void **state) {
  (void)state;
  EACH(sse_charset_rows, means);
}

static size_t written(const sse_charset_row *rows, size_t count, const char *name) {
  size_t found = 0;
  for (size_t i = 0; i < count; i++)
    found += strcmp(rows[i].name, name) == 0;
  return found;
}

static void every_encoding_stands_once_and_can_be_decoded(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof sse_charset_rows / sizeof *sse_charset_rows; i++) {
    const char *name = sse_charset_rows[i].name;
    sse_decoder *decoder;
    sse_error err;
    if (sse_decoder_new(name, &decoder, &err)) fail_msg("%s: %s", name, err.message);
    sse_decoder_free(decoder);
    assert_int_equal(written(sse_charset_rows, sizeof sse_charset_rows / sizeof *sse_charset_rows, name), 1);
    means(name, name);
  }
}

static void case_white_space_and_quotes_around_a_label_do_not_matter(void **state) {
  (void)state;
  means("UTF-8", " \tUtf-8\r\n");
  means("WINDOWS-1252", "\"ISO-8859-1\"");
  means("CP949", "'euc-kr'");
}

static void what_is_no_label_means_nothing(void **state) {
  (void)state;
  static const char *const none[] = {
      "",       " ",        "-",    "unknown-8bit", "default",           "none", "x-unknown", "utf",
      "utf-88", "iso-8859", "8bit", "klingon",      "windows-1252 utf-8"};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    if (sse_charset_of_label(STR(none[i]))) fail_msg("'%s' means something", none[i]);
  assert_null(sse_charset_of_label((sse_str){0}));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_standards_labels_mean_what_it_says),
      cmocka_unit_test(labels_of_mail_and_other_programs_are_known),
      cmocka_unit_test(no_label_of_the_table_means_two_encodings),
      cmocka_unit_test(every_encoding_stands_once_and_can_be_decoded),
      cmocka_unit_test(case_white_space_and_quotes_around_a_label_do_not_matter),
      cmocka_unit_test(what_is_no_label_means_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
