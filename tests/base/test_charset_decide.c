/* Which encoding is chosen, on what evidence. */
#include "base/charset.h"
#include "testing.h"

#include <iconv.h>

#define CAFE_1252 "Le caf\xE9 coop\xE9ratif"
#define CAFE_UTF8 "Le caf\xC3\xA9 coop\xC3\xA9ratif"
#define NEWS_1251                                                                                            \
  "\xCD\xEE\xE2\xEE\xF1\xF2\xE8 \xEA\xEE\xEE\xEF\xE5\xF0\xE0\xF2\xE8\xE2\xEE\xE2" /* Новости кооперативов */
#define NEWS_949  "\xC7\xF9\xB5\xBF\xC1\xB6\xC7\xD5 \xBC\xD2\xBD\xC4" /* 협동조합 소식 */
#define NEWS_UTF8 "\xED\x98\x91\xEB\x8F\x99"                          /* 협동 */

/* The evidence in the order of the columns; NULL if there is none. */
static const struct decision {
  const char *option, *transport, *declared;
  sse_str bytes;
  const char *name;
  sse_charset_reason reason;
} decisions[] = {
#define BYTES(literal)                                                                                       \
  { literal, sizeof(literal) - 1 }
    /* a byte order mark outranks everything */
    {"euc-kr", "euc-kr", "euc-kr",
     BYTES("\xEF\xBB\xBF"
           "a"),
     "UTF-8", SSE_CHARSET_MARK},
    {"euc-kr", NULL, NULL,
     BYTES("\xFF\xFE"
           "a\0"),
     "UTF-16LE", SSE_CHARSET_MARK},
    {NULL, "utf-8", NULL, BYTES("\xFE\xFF\0a"), "UTF-16BE", SSE_CHARSET_MARK},
    {NULL, NULL, NULL, BYTES("\xFF\xFE\0\0a\0\0\0"), "UTF-32LE", SSE_CHARSET_MARK},
    {NULL, NULL, NULL, BYTES("\0\0\xFE\xFF\0\0\0a"), "UTF-32BE", SSE_CHARSET_MARK},
    /* what the user says outranks what the bytes suggest */
    {"iso-8859-1", "utf-8", "utf-8", BYTES(CAFE_UTF8), "WINDOWS-1252", SSE_CHARSET_OPTION},
    {"hp-roman8", NULL, NULL, BYTES(CAFE_UTF8), "hp-roman8", SSE_CHARSET_OPTION},
    {"utf-16", NULL, NULL, BYTES("\0a\0b\0c"), "UTF-16BE", SSE_CHARSET_OPTION},
    /* valid UTF-8 outranks any label */
    {NULL, "iso-8859-1", "windows-1251", BYTES(CAFE_UTF8), "UTF-8", SSE_CHARSET_UTF8},
    {NULL, NULL, "gb2312", BYTES(CAFE_UTF8), "UTF-8", SSE_CHARSET_UTF8},
    {NULL, NULL, "utf-16", BYTES(NEWS_UTF8), "UTF-8", SSE_CHARSET_UTF8},
    {NULL, NULL, NULL, BYTES(NEWS_UTF8), "UTF-8", SSE_CHARSET_UTF8},
    {NULL, NULL, "us-ascii", BYTES(NEWS_UTF8 NEWS_UTF8 NEWS_UTF8 "\xE9."), "UTF-8", SSE_CHARSET_UTF8},
    /* labels: the transport's, the file's */
    {NULL, "windows-1251", "koi8-r", BYTES(NEWS_1251), "WINDOWS-1251", SSE_CHARSET_TRANSPORT},
    {NULL, NULL, "koi8-r", BYTES(NEWS_1251), "KOI8-R", SSE_CHARSET_DECLARED},
    {NULL, "utf-8", "euc-kr", BYTES(NEWS_949), "CP949", SSE_CHARSET_DECLARED},
    {NULL, "euc-kr", "utf-8", BYTES(NEWS_949), "CP949", SSE_CHARSET_TRANSPORT},
    {NULL, "klingon", "euc-kr", BYTES(NEWS_949), "CP949", SSE_CHARSET_DECLARED},
    {NULL, NULL, "utf-8", BYTES(CAFE_UTF8 " \xE9."), "UTF-8", SSE_CHARSET_DECLARED},
    {NULL, NULL, "iso-2022-jp", BYTES("\033$B6(F1\033(B"), "ISO-2022-JP", SSE_CHARSET_DECLARED},
    {NULL, NULL, "euc-kr", BYTES("ASCII"), "CP949", SSE_CHARSET_DECLARED},
    /* ISO-8859-1 from a server is only its default */
    {NULL, "iso-8859-1", "windows-1251", BYTES(NEWS_1251), "WINDOWS-1251", SSE_CHARSET_DECLARED},
    {NULL, "iso-8859-1", "utf-8", BYTES(CAFE_1252), "WINDOWS-1252", SSE_CHARSET_TRANSPORT},
    {NULL, "iso-8859-1", NULL, BYTES(CAFE_1252), "WINDOWS-1252", SSE_CHARSET_TRANSPORT},
    /* labels that the bytes contradict */
    {NULL, NULL, "utf-8", BYTES("\xA2\xE8\xD2\xC7\xCA\xCB\xA1\xC3\xB3\xEC"), "WINDOWS-874",
     SSE_CHARSET_GUESS},
    {NULL, NULL, "iso-8859-1", BYTES("\xA0\xA0\xA0\xA0\xA0 caf\xE9 \x97\x97\x97\x97\x97"), "WINDOWS-1252",
     SSE_CHARSET_DECLARED},
    {NULL, "iso-8859-1", "us-ascii", BYTES(NEWS_1251), "WINDOWS-1251", SSE_CHARSET_GUESS},
    {NULL, NULL, "utf-8", BYTES(CAFE_1252), "WINDOWS-1252", SSE_CHARSET_GUESS},
    {NULL, NULL, "utf-16", BYTES(CAFE_1252), "WINDOWS-1252", SSE_CHARSET_GUESS},
    {NULL, NULL, "iso-2022-jp", BYTES(CAFE_1252), "WINDOWS-1252", SSE_CHARSET_GUESS},
    {NULL, NULL, "euc-kr", BYTES(CAFE_1252 "!"), "WINDOWS-1252", SSE_CHARSET_GUESS},
    {NULL, NULL, "utf-16", BYTES("<?xml?>"), "UTF-8", SSE_CHARSET_UTF8},
    /* zeros */
    {NULL, "utf-8", "utf-8", BYTES("<\0?\0x\0\xE9\0"), "UTF-16LE", SSE_CHARSET_ZEROS},
    {NULL, NULL, "utf-16", BYTES("\0<\0?\0x\0m"), "UTF-16BE", SSE_CHARSET_ZEROS},
    {NULL, NULL, NULL, BYTES("\x1D\x04 \0\x3E\x04\x32\x04 \0\x3E\x04"), "UTF-16LE", SSE_CHARSET_ZEROS},
    {NULL, NULL, NULL, BYTES("a\0\0\0b\0\0\0"), "UTF-32LE", SSE_CHARSET_ZEROS},
    {NULL, NULL, NULL, BYTES("\0\0\0a\0\0\0b"), "UTF-32BE", SSE_CHARSET_ZEROS},
    {NULL, NULL, NULL, BYTES("a text\0with one"), "UTF-8", SSE_CHARSET_UTF8},
    {NULL, NULL, "utf-16le", BYTES("\x08\x54\x5C\x4F\x3E\x79\xB0\x65\xFB\x95"), "UTF-16LE",
     SSE_CHARSET_DECLARED},
    {NULL, NULL, "utf-16le", BYTES("\x1D\x04\x3E\x04\x32\x04"), "UTF-16LE", SSE_CHARSET_DECLARED},
    /* no label at all */
    {NULL, NULL, NULL, BYTES(""), "UTF-8", SSE_CHARSET_UTF8},
    {NULL, NULL, NULL, BYTES("ASCII"), "UTF-8", SSE_CHARSET_UTF8},
    {NULL, NULL, NULL, BYTES("\033$B6(F1\033(B"), "ISO-2022-JP", SSE_CHARSET_GUESS},
    {NULL, NULL, NULL, BYTES("\033$)C\016GyAB\017"), "ISO-2022-KR", SSE_CHARSET_GUESS},
    {NULL, NULL, NULL, BYTES("\xC7\xF9\xB5\xBF\xC1\xB6"), "WINDOWS-1252", SSE_CHARSET_DEFAULT},
#undef BYTES
};

static sse_charset_choice decide(const char *option, const char *transport, const char *declared,
                                 sse_str bytes, bool is_whole) {
  sse_charset_evidence evidence = {option, sse_str_of(transport), sse_str_of(declared)};
  sse_charset_choice choice;
  sse_error err;
  assert_int_equal(sse_charset_decide(&evidence, bytes, is_whole, &choice, &err), SSE_OK);
  return choice;
}

static void evidence_is_weighed_in_one_order(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++) {
    const struct decision *row = &decisions[i];
    sse_charset_choice choice = decide(row->option, row->transport, row->declared, row->bytes, true);
    if (strcmp(choice.name, row->name) != 0 || choice.reason != row->reason)
      fail_msg("row %zu: %s by %d, not %s by %d", i, choice.name, (int)choice.reason, row->name,
               (int)row->reason);
  }
}

static void a_sample_may_end_in_the_middle_of_a_character(void **state) {
  (void)state;
  sse_str text = STR("합동 협동조합"), korean = STR(NEWS_949);
  for (size_t length = 3; length <= text.length; length++)
    assert_string_equal(decide(NULL, "iso-8859-1", NULL, sse_str_part(text, 0, length), false).name, "UTF-8");
  for (size_t length = 2; length <= korean.length; length++)
    assert_string_equal(decide(NULL, "utf-8", "euc-kr", sse_str_part(korean, 0, length), false).name,
                        "CP949");
}

/* A page in EUC-KR with one bad byte is still EUC-KR. */
static void a_mistake_in_fifty_does_not_refute_a_label(void **state) {
  (void)state;
  sse_buffer text = {0};
  for (int i = 0; i < 10; i++)
    sse_buffer_append_text(&text, NEWS_949 "\n");
  sse_buffer_append_text(&text, "\xFF\n");
  assert_string_equal(decide(NULL, NULL, "euc-kr", sse_buffer_str(&text), true).name, "CP949");
  sse_buffer_reset(&text);
}

/* Texts without any label: the language, the encoding they are in, the text. */
static const struct undeclared {
  const char *encoding, *text;
} undeclared[] = {
    {"windows-1252", "Économie sociale"},
    {"windows-1252", "La France vote sa loi à l’unanimité : « économie sociale et solidaire »"},
    {"windows-1252", "La cooperativa abrió en Málaga, según informó el señor Núñez"},
    {"windows-1252", "Über hundert Mitglieder beschlossen größere Änderungen"},
    {"windows-1252", "L’assemblea ha eletto i delegati: più soci"},
    {"windows-1252", "Það var ákveðið á aðalfundi að kjósa nýja stjórn félagsins og hækka framlög."},
    {"windows-1250", "Członkowie spółdzielni wybrali nowy zarząd, który obejmie urząd w przyszłym miesiącu."},
    {"windows-1250", "Členové družstva schválili na valné hromadě účetní závěrku a zvolili předsedkyni."},
    {"iso-8859-2", "Členové družstva schválili na valné hromadě účetní závěrku a zvolili předsedkyni."},
    {"windows-1254", "Kooperatif ortakları yeni yönetim kurulunu seçti ve bütçeyi onayladı."},
    {"windows-1257",
     "Nariai išrinko naują valdybą, kuri pradės dirbti kitą mėnesį, ir patvirtino ataskaitą."},
    {"windows-1258", "Công nhân đã mua lái nhà máy sau cuôc đàm phán kéo dài vói chu so huu."},
    {"windows-1251", "Рабочие кооператива открыли свой магазин в городе и приглашают всех."},
    {"koi8-r", "Рабочие кооператива открыли свой магазин в городе и приглашают всех."},
    {"koi8-u", "Члени кооперативу обрали нове правління, яке почне роботу наступного місяця."},
    {"windows-1251", "Членовете избраха ново ръководство на събранието в Пловдив"},
    {"windows-1253", "Τα μέλη του συνεταιρισμού εξέλεξαν νέο διοικητικό συμβούλιο στη Θεσσαλονίκη."},
    {"windows-1255", "חברי הקואופרטיב בחרו הנהלה חדשה באסיפה הכללית בחיפה."},
    {"windows-1256", "انتخب أعضاء التعاونية مجلس إدارة جديدا في الجمعية العامة."},
    {"windows-874", "สมาชิกสหกรณ์เลือกคณะกรรมการชุดใหม่ในที่ประชุมใหญ่เมื่อวานนี้"},
    {"CP949", "사회적협동조합이 서울에서 총회를 열고 새 이사장을 뽑았다."},
    {"CP932", "労働者協同組合の総会が開かれ、新しい理事が選ばれました。"},
    {"EUC-JP", "労働者協同組合の総会が開かれ、新しい理事が選ばれました。"},
    {"GBK", "工人合作社召开了大会，选举了新的理事会，社员超过一百人。"},
    {"BIG5", "工人合作社召開了大會，選舉了新的理事會，社員超過一百人。"},
};

static sse_str encode(const char *text, const char *encoding, char *bytes, size_t size) {
  iconv_t to = iconv_open(encoding, "UTF-8");
  char *in = (char *)text, *out = bytes; /* iconv does not write to its input */
  size_t left = strlen(text), room = size;
  assert_true((intptr_t)to != -1);
  if (iconv(to, &in, &left, &out, &room) == (size_t)-1) fail_msg("%s: not in %s", text, encoding);
  assert_true(iconv(to, NULL, NULL, &out, &room) != (size_t)-1);
  assert_int_equal(iconv_close(to), 0);
  return (sse_str){bytes, size - room};
}

static void texts_without_a_label_are_recognised(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof undeclared / sizeof *undeclared; i++) {
    char bytes[512];
    sse_decoder *decoder;
    sse_buffer out = {0};
    sse_error err;
    sse_str text = encode(undeclared[i].text, undeclared[i].encoding, bytes, sizeof bytes);
    sse_charset_choice choice = decide(NULL, NULL, NULL, text, true);
    assert_int_equal(sse_decoder_new(choice.name, &decoder, &err), SSE_OK);
    assert_int_equal(sse_decode(decoder, text, true, &out, &err), SSE_OK);
    if (!sse_str_equal(sse_buffer_str(&out), STR(undeclared[i].text)))
      fail_msg("%s is read as %s: %s", undeclared[i].encoding, choice.name, out.data);
    assert_string_equal(sse_charset_suggest(text), choice.name);
    sse_decoder_free(decoder);
    sse_buffer_reset(&out);
  }
}

static void nothing_is_suggested_for_ascii(void **state) {
  (void)state;
  assert_null(sse_charset_suggest(STR("plain")));
  assert_null(sse_charset_suggest((sse_str){0}));
}

static void more_than_one_zero_in_a_hundred_bytes_is_binary(void **state) {
  (void)state;
  char bytes[200];
  memset(bytes, 'a', sizeof bytes);
  bytes[7] = bytes[50] = '\0';
  assert_false(sse_charset_is_binary((sse_str){bytes, 200}));
  bytes[90] = '\0';
  assert_true(sse_charset_is_binary((sse_str){bytes, 200}));
  assert_false(sse_charset_is_binary((sse_str){bytes, 20}));
  assert_false(sse_charset_is_binary((sse_str){0}));
}

/* Compressed data has few zero bytes. */
static void control_characters_are_binary_too(void **state) {
  (void)state;
  char bytes[1024];
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (char)(i * 167 % 251 + 1);
  assert_true(sse_charset_is_binary((sse_str){bytes, sizeof bytes}));
  assert_false(sse_charset_is_binary(STR("\t\033$B6(F1\033(B\r\n\016Gy\017\f\x1A")));
  assert_false(sse_charset_is_binary(STR("one\x01")));
}

/* A text of each byte in the given order, repeated `counts` times. */
static sse_str repeated(char *bytes, const char *letters, const size_t counts[]) {
  size_t length = 0;
  for (size_t i = 0; letters[i]; i++) {
    memset(bytes + length, letters[i] == '0' ? '\0' : letters[i], counts[i]);
    length += counts[i];
  }
  return (sse_str){bytes, length};
}

static void binary_begins_at_one_zero_in_a_hundred_and_one_control_in_twenty(void **state) {
  static const struct {
    const char *letters; /* "0" stands for a zero byte */
    size_t counts[2];
    bool is_binary;
  } rows[] = {
      {"0a", {1, 0}, false},
      {"0a", {1, 9}, false},
      {"0a", {2, 0}, true},
      {"0a", {2, 197}, true},
      {"0a", {2, 198}, false},
      {"0a", {3, 296}, true},
      {"\1a", {1, 0}, false},
      {"\1a", {1, 5}, false},
      {"\1a", {2, 0}, true},
      {"\1a", {2, 37}, true},
      {"\1a", {2, 38}, false},
      {"\1a", {3, 56}, true},
      {"\1a", {3, 57}, false},
      {"\x1F"
       "a",
       {2, 9},
       true},
      {" a", {20, 1}, false},
  };
  char bytes[512];
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (sse_charset_is_binary(repeated(bytes, rows[i].letters, rows[i].counts)) != rows[i].is_binary)
      fail_msg("row %zu", i);
}

/* A text is not UTF-16 if three of its four bytes are ASCII text, white space included. */
static void what_reads_as_ascii_is_no_utf16_whatever_the_label(void **state) {
  (void)state;
  for (int byte = 1; byte <= 0x7F; byte++) {
    bool is_printable = (byte >= 0x20 && byte < 0x7F) || (byte >= '\t' && byte <= '\r');
    const char three[] = {(char)byte, 'a', 'b', '\xE9'}, two[] = {(char)byte, 'a', '\xE9', '\xE9'};
    sse_charset_choice choice = decide(NULL, NULL, "utf-16le", (sse_str){three, 4}, true);
    if ((choice.reason == SSE_CHARSET_DECLARED) == is_printable) fail_msg("0x%X", (unsigned)byte);
    assert_int_equal(decide(NULL, NULL, "utf-16le", (sse_str){two, 4}, true).reason, SSE_CHARSET_DECLARED);
  }
}

static void utf8_is_told_by_its_characters_and_the_bytes_that_are_none(void **state) {
#define E "\xC3\xA9"
  static const struct {
    const char *declared, *text;
    sse_charset_reason reason;
  } rows[] = {
      {NULL, E E E E E "\xE9 ", SSE_CHARSET_UTF8},
      {NULL, E E E E "\xE9 ", SSE_CHARSET_DEFAULT},
      {"utf-8", E E E E "\xE9 ", SSE_CHARSET_DECLARED},
      {"utf-8", E E "\xE9 ", SSE_CHARSET_DECLARED},
      {"utf-8", E "\xE9 ", SSE_CHARSET_DECLARED},
      {"utf-8", E E E "\xE9 \xE9 ", SSE_CHARSET_DECLARED},
      {"utf-8", "\xE9 ", SSE_CHARSET_DEFAULT},
      {"utf-8", E "\xE9 \xE9 ", SSE_CHARSET_DEFAULT},
      /* a three-byte character without its last byte counts once, in favour of UTF-8 */
      {NULL, E "\xE2\x80 ", SSE_CHARSET_UTF8},
      {NULL, E "\xE2\x80 \xE2\x80 ", SSE_CHARSET_DEFAULT},
      {"utf-8", "\xE2\x80 ", SSE_CHARSET_DECLARED},
      {"utf-8", "\xE2\x80 \xE9 ", SSE_CHARSET_DECLARED},
      {"utf-8", E "\xF0\x9F\x98", SSE_CHARSET_UTF8},
      {"utf-8", "\xE2\x80 \xE9 \xE9 ", SSE_CHARSET_DEFAULT},
      {"iso-2022-jp", "a\xE9 ", SSE_CHARSET_DEFAULT},
      {"iso-2022-jp", "a", SSE_CHARSET_DECLARED},
      {"hz-gb-2312", "a\xE9 ", SSE_CHARSET_DEFAULT},
      {"utf-7", "a\xE9 ", SSE_CHARSET_DEFAULT},
  };
#undef E
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    sse_charset_choice choice = decide(NULL, NULL, rows[i].declared, STR(rows[i].text), true);
    if ((choice.reason == SSE_CHARSET_DEFAULT || choice.reason == SSE_CHARSET_GUESS) !=
            (rows[i].reason == SSE_CHARSET_DEFAULT) ||
        (rows[i].reason != SSE_CHARSET_DEFAULT && choice.reason != rows[i].reason))
      fail_msg("row %zu: %s by %d", i, choice.name, (int)choice.reason);
  }
}

/* Characters of four bytes; some are beyond U+FFFF (high), or have a low byte of zero (round). */
static void utf32_is_told_by_where_its_zeros_are(void **state) {
  static const struct {
    size_t plain, high, round;
    bool is_utf32;
  } rows[] = {{2, 0, 0, true},  {1, 0, 0, false}, {9, 1, 0, true},  {8, 2, 0, false},
              {10, 0, 1, true}, {9, 0, 1, false}, {18, 2, 0, true}, {17, 3, 0, false}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    sse_buffer little = {0}, big = {0};
    for (size_t k = 0; k < rows[i].plain + rows[i].high + rows[i].round; k++) {
      bool is_high = k < rows[i].high, is_round = !is_high && k < rows[i].high + rows[i].round;
      const char *bytes = is_high ? "\x01\xF6\x01" : is_round ? "\0\x4E\0" : "a\0\0";
      sse_buffer_append(&little, bytes, 3);
      sse_buffer_append(&little, "", 1);
      const char reversed[] = {0, bytes[2], bytes[1], bytes[0]};
      sse_buffer_append(&big, reversed, 4);
    }
    const char *name = decide(NULL, NULL, NULL, sse_buffer_str(&little), true).name;
    if ((strcmp(name, "UTF-32LE") == 0) != rows[i].is_utf32) fail_msg("row %zu: %s", i, name);
    name = decide(NULL, NULL, NULL, sse_buffer_str(&big), true).name;
    if ((strcmp(name, "UTF-32BE") == 0) != rows[i].is_utf32) fail_msg("row %zu: %s", i, name);
    sse_buffer_reset(&little);
    sse_buffer_reset(&big);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(evidence_is_weighed_in_one_order),
      cmocka_unit_test(a_sample_may_end_in_the_middle_of_a_character),
      cmocka_unit_test(a_mistake_in_fifty_does_not_refute_a_label),
      cmocka_unit_test(texts_without_a_label_are_recognised),
      cmocka_unit_test(nothing_is_suggested_for_ascii),
      cmocka_unit_test(more_than_one_zero_in_a_hundred_bytes_is_binary),
      cmocka_unit_test(control_characters_are_binary_too),
      cmocka_unit_test(binary_begins_at_one_zero_in_a_hundred_and_one_control_in_twenty),
      cmocka_unit_test(what_reads_as_ascii_is_no_utf16_whatever_the_label),
      cmocka_unit_test(utf8_is_told_by_its_characters_and_the_bytes_that_are_none),
      cmocka_unit_test(utf32_is_told_by_where_its_zeros_are),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
