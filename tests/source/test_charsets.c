/* All readers weigh evidence in the same order: each encoding reaches each of them.
 * The bytes are made by iconv from the same words; the output must be those words.
 * Formats that cannot name their encoding get it from --charset or from a server. */
#include "collecting.h"

#include <iconv.h>

static const struct {
  const char *label, *charset, *words; /* its name in files; its name in iconv; words it can represent */
} encodings[] = {
    {"windows-1252", "CP1252", "L’économie sociale à l’œuvre"},
    {"iso-8859-1", "CP1252",
     "Les “coopératives” d’été"}, /* read as windows-1252 (WHATWG Encoding Standard) */
    {"iso-8859-2", "ISO-8859-2", "Spółdzielnie socjalne w Łodzi"},
    {"windows-1251", "CP1251", "Кооперативы и общества"},
    {"koi8-r", "KOI8-R", "Кооперативы и общества"},
    {"iso-8859-7", "ISO-8859-7", "Κοινωνική οικονομία"},
    {"euc-kr", "CP949", "협동조합 소식 똠방각하"}, /* the second word is only in the code page */
    {"shift_jis", "CP932", "協同組合ニュース"},
    {"euc-jp", "EUC-JP", "協同組合ニュース"},
    {"gb2312", "GB18030", "合作社新闻 社会经济"},
    {"big5", "BIG5", "合作社新聞"},
    {"utf-8", "UTF-8", "Économie 협동조합"},
};
enum { ENCODINGS = sizeof encodings / sizeof *encodings };

/* `text`, in UTF-8, converted to another encoding; the caller resets the buffer. */
static sse_buffer encoded(const char *text, const char *charset) {
  char block[4096], *in = (char *)text, *out = block;
  size_t in_left = text ? strlen(text) : 0, out_left = sizeof block;
  sse_buffer bytes = {0};
  iconv_t converter = iconv_open(charset, "UTF-8");
  assert_true((intptr_t)converter != -1);
  if (iconv(converter, &in, &in_left, &out, &out_left) != 0) fail_msg("%s: %s", charset, text);
  assert_int_equal(iconv(converter, NULL, NULL, &out, &out_left), 0);
  assert_int_equal(iconv_close(converter), 0);
  sse_buffer_append(&bytes, block, sizeof block - out_left);
  return bytes;
}

/* How a format contains the words: $L stands for the label, $W for the words. */
struct holder {
  const char *name, *text;
};

static const struct holder declaring[] = {
    {"a.html", "<!doctype html><meta charset=\"$L\"><article><h1>$W</h1><p>$W</p></article>"},
    {"b.html", "<html><head><meta http-equiv=Content-Type content=\"text/html; charset=$L\"></head>"
               "<body><article><h1>$W</h1><p>$W</p></article></body></html>"},
    {"a.xml", "<?xml version=\"1.0\" encoding=\"$L\"?><rss><channel><item><title>$W</title>"
              "<description>$W</description></item></channel></rss>"},
    {"a.eml",
     "From: a@b\nDate: 26 Jul 2023\nSubject: =?$L?Q?$Q?=\nContent-Type: text/plain; charset=$L\n\n$W\n"},
    {"b.eml", "From: a@b\nDate: 26 Jul 2023\nSubject: =?$L?Q?$Q?=\nContent-Type: text/html; charset=\"$L\"\n"
              "Content-Transfer-Encoding: quoted-printable\n\n<p>$Q</p>\n"},
};

static const struct holder silent[] = {
    {"a.txt", "$W\n\n$W\n"},
    {"a.md", "# $W\n\n$W\n"},
    {"a.csv", "title,text\n$W,$W\n"},
    {"a.jsonl", "{\"title\":\"$W\",\"text\":\"$W\"}\n"},
    {"a.json", "[{\"title\":\"$W\",\"text\":\"$W\"}]\n"},
    {"c.html", "<!doctype html><article><h1>$W</h1><p>$W</p></article>"},
    {"c.xml", "<rss><channel><item><title>$W</title><description>$W</description></item></channel></rss>"},
};

/* The bytes of a file that contains the words; $Q stands for the words in quoted-printable. */
static sse_buffer filled(const struct holder *holder, size_t encoding) {
  sse_buffer words = encoded(encodings[encoding].words, encodings[encoding].charset), bytes = {0};
  for (const char *at = holder->text; *at; at++) {
    if (*at != '$') {
      sse_buffer_append(&bytes, at, 1);
      continue;
    }
    at++;
    if (*at == 'L') sse_buffer_append_text(&bytes, encodings[encoding].label);
    if (*at == 'W') sse_buffer_append_str(&bytes, sse_buffer_str(&words));
    for (size_t i = 0; *at == 'Q' && i < words.length; i++)
      sse_buffer_printf(&bytes, "=%02X", (unsigned char)words.data[i]);
  }
  sse_buffer_reset(&words);
  return bytes;
}

/* Reads the bytes as a file and expects the words as headline and text. */
static void assert_words(void **state, const char *name, sse_buffer *bytes, const source_options *options,
                         size_t encoding) {
  const char *path = path_in(state, name), *label = encodings[encoding].label;
  char wanted[256];
  write_bytes(path, bytes->data, bytes->length);
  struct collected collected = collect_file(path, options);
  if (collected.status) fail_msg("%s in %s: %s", name, label, collected.err.message);
  (void)snprintf(wanted, sizeof wanted, "|%s|%s|", encodings[encoding].words, encodings[encoding].words);
  if (!strstr(collected.items.data, wanted)) fail_msg("%s in %s: %s", name, label, collected.items.data);
  if (collected.problems.length > 0) fail_msg("%s in %s: %s", name, label, collected.problems.data);
  collected_reset(&collected);
  sse_buffer_reset(bytes);
}

static void what_a_file_declares_reaches_its_reader(void **state) {
  for (size_t i = 0; i < ENCODINGS; i++) {
    for (size_t k = 0; k < sizeof declaring / sizeof *declaring; k++) {
      sse_buffer bytes = filled(&declaring[k], i);
      assert_words(state, declaring[k].name, &bytes, NULL, i);
    }
  }
}

static void the_option_reaches_every_reader(void **state) {
  for (size_t i = 0; i < ENCODINGS; i++) {
    for (size_t k = 0; k < sizeof silent / sizeof *silent; k++) {
      const source_options options = {.charset = encodings[i].label};
      sse_buffer bytes = filled(&silent[k], i);
      assert_words(state, silent[k].name, &bytes, &options, i);
    }
  }
}

static void what_a_server_says_reaches_every_reader(void **state) {
  for (size_t i = 0; i < ENCODINGS; i++) {
    for (size_t k = 0; k < sizeof silent / sizeof *silent; k++) {
      const source_options options = {.transport_charset = encodings[i].label};
      sse_buffer bytes = filled(&silent[k], i);
      assert_words(state, silent[k].name, &bytes, &options, i);
    }
  }
}

static void utf8_is_utf8_whatever_is_declared(void **state) {
  static const char *const labels[] = {"windows-1252", "iso-8859-1", "us-ascii"};
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
    for (size_t k = 0; k < sizeof silent / sizeof *silent; k++) {
      const source_options options = {.transport_charset = labels[i]};
      sse_buffer bytes = filled(&silent[k], ENCODINGS - 1);
      assert_words(state, silent[k].name, &bytes, &options, ENCODINGS - 1);
    }
  }
}

/* UTF-16 and UTF-32 with and without a byte order mark, whatever the declaration says: it can only be
 * wrong. */
static void wide_characters_reach_every_reader(void **state) {
  static const struct {
    const char *charset, *mark;
    size_t mark_length;
  } wide[] = {{"UTF-16LE", "\xFF\xFE", 2},
              {"UTF-16BE", "\xFE\xFF", 2},
              {"UTF-32LE", "\xFF\xFE\0\0", 4},
              {"UTF-32BE", "\0\0\xFE\xFF", 4}};
  for (size_t i = 0; i < 8; i++) {
    for (size_t k = 0; k < 10; k++) {
      const struct holder *holder = k < 7 ? &silent[k] : &declaring[k - 7];
      sse_buffer utf8 = filled(holder, ENCODINGS - 1), bytes = {0};
      if (i % 2 > 0) sse_buffer_append(&bytes, wide[i / 2].mark, wide[i / 2].mark_length);
      sse_buffer rest = encoded(utf8.data, wide[i / 2].charset);
      sse_buffer_append_str(&bytes, sse_buffer_str(&rest));
      assert_words(state, holder->name, &bytes, NULL, ENCODINGS - 1);
      sse_buffer_reset(&utf8);
      sse_buffer_reset(&rest);
    }
  }
}

static void what_means_nothing_is_shown_and_told(void **state) {
  static const source_options as_utf8 = {.charset = "utf-8"}, as_korean = {.charset = "euc-kr"};
  static const struct reading_case cases[] = {
      {.name = "bad.txt",
       .bytes = "Caf\xE2\x82 cr\xE2\x82me\n",
       .options = &as_utf8,
       .items = "|Caf\xEF\xBF\xBD cr\xEF\xBF\xBDme||||\n",
       .problem = "bad.txt: 2 characters are not valid in UTF-8 and shown as \xEF\xBF\xBD"},
      {.name = "bad.csv",
       .bytes = "title\n\xB8\xFF\n",
       .options = &as_korean,
       .items = "|\xEF\xBF\xBD||||\n",
       .problem = "bad.csv: 1 character is not valid in "},
  };
  ASSERT_READINGS(state, cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_a_file_declares_reaches_its_reader),
      cmocka_unit_test(the_option_reaches_every_reader),
      cmocka_unit_test(what_a_server_says_reaches_every_reader),
      cmocka_unit_test(utf8_is_utf8_whatever_is_declared),
      cmocka_unit_test(wide_characters_reach_every_reader),
      cmocka_unit_test(what_means_nothing_is_shown_and_told),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
