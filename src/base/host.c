/* Host names as people read them. Whether a label is shown depends only on its letters: UTS #39, 5.2, "highly
 * restrictive", but stricter: Latin letters do not mix with other scripts, since some kana look like a dash
 * or a slash. Whatever is shown, nobody would mistake for another host. */
#include "base/host.h"

#include <idn2.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Sets of scripts; those of Chinese, Japanese and Korean are written together. */
enum { LATIN = 1, GREEK = 2, CYRILLIC = 4, HAN = 8, KANA = 16, BOPOMOFO = 32, HANGUL = 64, OTHER = 128 };

/* The letters that hosts in each script use, and their marks, whose positions IDNA checks. Rare letters are
 * left out, as are Latin ones that hardly anyone could tell from a common letter. */
static const struct letters {
  uint32_t first, last;
  unsigned script;
  unsigned number; /* distinguishes the scripts of OTHER */
} all_letters[] = {
    {'a', 'z', LATIN, 0},        {0x00DF, 0x00F6, LATIN, 0},    {0x00F8, 0x0130, LATIN, 0},
    {0x0132, 0x0137, LATIN, 0},  {0x0139, 0x0148, LATIN, 0},    {0x014A, 0x017E, LATIN, 0},
    {0x0390, 0x03CE, GREEK, 0},  {0x0430, 0x045F, CYRILLIC, 0}, {0x0490, 0x04F9, CYRILLIC, 0},
    {0x0561, 0x0586, OTHER, 1},  {0x05D0, 0x05EA, OTHER, 2},    {0x0620, 0x0657, OTHER, 3},
    {0x0670, 0x06D3, OTHER, 3},  {0x0900, 0x094F, OTHER, 4},    {0x0980, 0x09CE, OTHER, 5},
    {0x0A01, 0x0A4D, OTHER, 6},  {0x0A81, 0x0ACD, OTHER, 7},    {0x0B01, 0x0B4D, OTHER, 8},
    {0x0B82, 0x0BCD, OTHER, 9},  {0x0C00, 0x0C4D, OTHER, 10},   {0x0C80, 0x0CCD, OTHER, 11},
    {0x0D00, 0x0D4D, OTHER, 12}, {0x0D82, 0x0DDF, OTHER, 13},   {0x0E01, 0x0E4E, OTHER, 14},
    {0x0E81, 0x0ECD, OTHER, 15}, {0x0F40, 0x0FBC, OTHER, 16},   {0x1000, 0x103F, OTHER, 17},
    {0x10D0, 0x10F0, OTHER, 18}, {0x1200, 0x135A, OTHER, 19},   {0x1780, 0x17D2, OTHER, 20},
    {0x1E00, 0x1EFF, LATIN, 0},  {0x3005, 0x3007, HAN, 0},      {0x3041, 0x3096, KANA, 0},
    {0x30A1, 0x30FA, KANA, 0},   {0x30FC, 0x30FE, KANA, 0},     {0x3105, 0x312F, BOPOMOFO, 0},
    {0x3400, 0x4DBF, HAN, 0},    {0x4E00, 0x9FFF, HAN, 0},      {0xAC00, 0xD7A3, HANGUL, 0},
    {0x20000, 0x323AF, HAN, 0},
};

/* Cyrillic and Greek letters that look like Latin ones (UTS #39, confusables). */
static const char look_alikes[] = "асԁеһіјӏорԛѕԝхуъьҽпгѵѡкмтвнђћҥүғ"
                                  "αβγεικνορτυχωη";

static const struct letters *letters_of(utf8proc_int32_t code) {
  for (size_t i = 0; i < sizeof all_letters / sizeof *all_letters; i++)
    if ((uint32_t)code >= all_letters[i].first && (uint32_t)code <= all_letters[i].last)
      return &all_letters[i];
  return NULL;
}

static bool is_digit_or_hyphen(utf8proc_int32_t code) {
  return code == '-' || sse_is_digit(code);
}

/* True if some language mixes these scripts, or there is only one. */
static bool go_together(unsigned scripts) {
  static const unsigned together[] = {HAN | KANA, HAN | HANGUL, HAN | BOPOMOFO};
  for (size_t i = 0; i < sizeof together / sizeof *together; i++)
    if ((scripts & ~together[i]) == 0) return true;
  return (scripts & (scripts - 1)) == 0;
}

/* True if the label could not pass for another. */
static bool is_plain(sse_str label) {
  unsigned scripts = 0, number = 0;
  bool has_own = false; /* a letter that does not look like a Latin one */
  utf8proc_int32_t code;
  for (size_t i = 0; i < label.length;) {
    utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)label.data + i,
                                             (utf8proc_ssize_t)(label.length - i), &code);
    if (size <= 0) return false;
    const struct letters *of = letters_of(code);
    if (!of && !is_digit_or_hyphen(code)) return false;
    if (of && number && of->number != number) return false;
    if (of) {
      scripts |= of->script;
      number = of->number;
      has_own = has_own || !memmem(look_alikes, sizeof look_alikes - 1, label.data + i, (size_t)size);
    }
    i += (size_t)size;
  }
  return go_together(scripts) && (has_own || !(scripts & (CYRILLIC | GREEK)));
}

static bool are_plain(const char *host) {
  sse_str label;
  for (size_t position = 0; sse_str_next(sse_str_of(host), '.', &position, &label);)
    if (!is_plain(label)) return false;
  return true;
}

/* True if a browser turns these characters back into that host: none is lost or stands for another. */
static bool comes_back(const char *shown, const char *host) {
  uint8_t *ascii = NULL;
  int result = idn2_lookup_u8((const uint8_t *)shown, &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  bool is_same = result == IDN2_OK && strcmp((const char *)ascii, host) == 0;
  if (result == IDN2_OK) idn2_free(ascii);
  return is_same;
}

void sse_host_append_shown(sse_buffer *out, sse_str host) {
  char *copy = sse_copy(host), *shown = NULL;
  int result = copy ? idn2_to_unicode_8z8z(copy, &shown, 0) : IDN2_MALLOC;
  if (result == IDN2_MALLOC) out->failed = true;
  bool is_shown = result == IDN2_OK && are_plain(shown) && comes_back(shown, copy);
  if (is_shown) {
    sse_buffer_append_text(out, shown);
  } else {
    sse_buffer_append_str(out, host);
  }
  if (result == IDN2_OK) idn2_free(shown);
  free(copy);
}
