/* Decodes other character sets to UTF-8, block by block: UTF-8 itself, ISO-2022-JP and HZ by hand, the others
 * by iconv. A character cut by the end of a block waits for the next block. Undecodable bytes become U+FFFD
 * and are counted, so that nothing is lost silently. */
#include "base/charset.h"
#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { UNIT_LONGEST = 16 }; /* bytes of an unfinished character; no encoding known to iconv has longer ones */

/* How undecodable bytes are skipped. */
typedef enum { SINGLE_BYTE, DOUBLE_BYTE, UNIT_OF_2, UNIT_OF_4, UTF_8 } unit;

/* What an escape sequence switches to: plain bytes, half-width katakana, pairs, or pairs of JIS X 0212. */
typedef enum { PLAIN, KATAKANA, PAIRS, PAIRS_0212 } seven_bit_set;

/* A seven-bit encoding that iconv does not know, or knows differently from how it is used: the EUC encoding
 * that it becomes when the eighth bits are set, and its escape sequences. Sources: RFC 1468, JIS X 0201 and
 * 0212; RFC 1843. */
struct seven_bit {
  const char *name, *euc;
  size_t longest; /* bytes in an escape sequence */
  struct {
    const char *escape;
    seven_bit_set set;
    const char *text; /* what the sequence itself decodes to */
  } sequences[10];
};

static const struct seven_bit seven_bit_encodings[] = {
    {"ISO-2022-JP",
     "EUC-JP-MS",
     4,
     {{"\033(B", PLAIN, ""},
      {"\033(J", PLAIN, ""},
      {"\033(H", PLAIN, ""},
      {"\033(I", KATAKANA, ""},
      {"\033$@", PAIRS, ""},
      {"\033$B", PAIRS, ""},
      {"\033$(@", PAIRS, ""},
      {"\033$(B", PAIRS, ""},
      {"\033$(D", PAIRS_0212, ""},
      {NULL, PLAIN, NULL}}},
    {"HZ-GB-2312",
     "GB18030",
     2,
     {{"~{", PAIRS, ""}, {"~}", PLAIN, ""}, {"~~", PLAIN, "~"}, {"~\n", PLAIN, ""}, {NULL, PLAIN, NULL}}},
};

struct sse_decoder {
  iconv_t iconv; /* not opened for UTF_8 */
  unit unit;
  bool is_gb18030;
  const struct seven_bit *seven_bit; /* NULL for any other encoding */
  seven_bit_set set;
  bool is_past_mark;          /* something has been output */
  char waiting[UNIT_LONGEST]; /* the beginning of a character */
  size_t waiting_length;
  size_t repaired;
};

static bool is_one_of(const char *name, const char *const *names) {
  while (*names && strcasecmp(name, *names) != 0)
    names++;
  return *names;
}

static unit unit_of(const char *name) {
  static const char *const doubles[] = {"GB18030", "BIG5-HKSCS", "EUC-JP-MS",      "EUC-TW", "CP932",
                                        "CP949",   "JOHAB",      "SHIFT_JISX0213", NULL};
  if (strcasecmp(name, "UTF-8") == 0) return UTF_8;
  if (sse_str_begins(sse_str_of(name), "UTF-16") || sse_str_begins(sse_str_of(name), "UCS-2"))
    return UNIT_OF_2;
  if (sse_str_begins(sse_str_of(name), "UTF-32") || sse_str_begins(sse_str_of(name), "UCS-4"))
    return UNIT_OF_4;
  return is_one_of(name, doubles) ? DOUBLE_BYTE : SINGLE_BYTE;
}

static const struct seven_bit *seven_bit_of(const char *name) {
  for (size_t i = 0; i < sizeof seven_bit_encodings / sizeof *seven_bit_encodings; i++)
    if (strcasecmp(name, seven_bit_encodings[i].name) == 0) return &seven_bit_encodings[i];
  return NULL;
}

/* Sets errno on failure. glibc reports EINVAL even if memory was short while loading a converter, hence the
 * second try. */
static iconv_t open_iconv(const char *name) {
  errno = 0;
  iconv_t opened = iconv_open("UTF-8", name);
  return (intptr_t)opened == -1 && errno != ENOMEM ? iconv_open("UTF-8", name) : opened;
}

sse_status sse_decoder_new(const char *charset, sse_decoder **decoder, sse_error *err) {
  const char *name = sse_charset_of_label(sse_str_of(charset));
  sse_decoder *made = calloc(1, sizeof *made);
  *decoder = NULL;
  if (!made) return sse_fail_memory(err);
  if (!name) name = charset;
  made->seven_bit = seven_bit_of(name);
  if (made->seven_bit) name = made->seven_bit->euc;
  made->unit = unit_of(name);
  made->is_gb18030 = strcasecmp(name, "GB18030") == 0;
  if (made->unit != UTF_8) made->iconv = open_iconv(name);
  if ((intptr_t)made->iconv == -1) {
    bool is_short = errno == ENOMEM;
    free(made);
    return is_short ? sse_fail_memory(err)
                    : sse_fail(err, SSE_INVALID, "there is no character set '%s'", charset);
  }
  *decoder = made;
  return SSE_OK;
}

void sse_decoder_free(sse_decoder *decoder) {
  if (!decoder) return;
  if (decoder->unit != UTF_8) (void)iconv_close(decoder->iconv); /* fails only for an invalid descriptor */
  free(decoder);
}

size_t sse_decoder_repaired(const sse_decoder *decoder) {
  return decoder ? decoder->repaired : 0;
}

/* All output passes here: drops the byte order mark at the beginning, and replaces a zero by U+FFFD. */
static void emit(sse_decoder *decoder, const char *text, size_t length, sse_buffer *out) {
  if (length == 0) return;
  if (!decoder->is_past_mark && length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
    text += 3;
    length -= 3;
  }
  decoder->is_past_mark = true;
  for (;;) {
    const char *zero = memchr(text, 0, length);
    size_t before = zero ? (size_t)(zero - text) : length;
    sse_buffer_append(out, text, before);
    if (!zero) return;
    decoder->repaired++;
    sse_buffer_append_text(out, "\xEF\xBF\xBD");
    text += before + 1;
    length -= before + 1;
  }
}

static void emit_replacement(sse_decoder *decoder, sse_buffer *out) {
  decoder->repaired++;
  emit(decoder, "\xEF\xBF\xBD", 3, out);
}

static void emit_code_point(sse_decoder *decoder, unsigned code, sse_buffer *out) {
  char text[2] = {(char)(0xC0 | code >> 6), (char)(0x80 | (code & 0x3F))};
  emit(decoder, text, 2, out);
}

/* --- UTF-8 --- */

/* The bytes 80 to 9F in windows-1252 (WHATWG, index-windows-1252.txt); "" if undefined. */
static const char windows_1252[32][4] = {"€", "",  "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š",
                                         "‹", "Œ", "",  "Ž", "",  "",  "‘", "’", "“", "”", "•",
                                         "–", "—", "˜", "™", "š", "›", "œ", "",  "ž", "Ÿ"};

static void emit_windows_1252(sse_decoder *decoder, unsigned char byte, sse_buffer *out) {
  if (byte >= 0xA0) {
    emit_code_point(decoder, byte, out);
  } else if (windows_1252[byte - 0x80][0]) {
    emit(decoder, windows_1252[byte - 0x80], strlen(windows_1252[byte - 0x80]), out);
  } else {
    emit_replacement(decoder, out);
  }
}

/* The length of what looks like one character, well-formed or not; sets `*is_cut_off` if more of it may
 * follow. */
static size_t character_length(sse_str bytes, bool *is_cut_off) {
  unsigned char lead = (unsigned char)bytes.data[0];
  size_t wanted = lead > 0xF4 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  size_t length = 1;
  while (length < wanted && length < bytes.length && ((unsigned char)bytes.data[length] & 0xC0) == 0x80)
    length++;
  *is_cut_off = length < wanted && length == bytes.length;
  return length;
}

/* Consumes bytes that do not begin a well-formed character. A lone byte is taken as windows-1252; a truncated
 * or forbidden character (overlong, a surrogate, beyond U+10FFFF) becomes one U+FFFD. */
static size_t repair_utf8(sse_decoder *decoder, sse_str bytes, sse_buffer *out) {
  bool is_cut_off;
  size_t length = character_length(bytes, &is_cut_off);
  if (length == 1 && !is_cut_off) {
    emit_windows_1252(decoder, (unsigned char)bytes.data[0], out);
  } else {
    emit_replacement(decoder, out);
  }
  return length;
}

static size_t convert_utf8(sse_decoder *decoder, sse_str bytes, bool at_end, sse_buffer *out) {
  size_t at = 0;
  while (at < bytes.length && !out->failed) {
    sse_str rest = sse_str_part(bytes, at, bytes.length);
    size_t valid = sse_utf8_valid(rest);
    emit(decoder, rest.data, valid, out);
    at += valid;
    rest = sse_str_part(bytes, at, bytes.length);
    bool is_cut_off = false;
    if (rest.length > 0)
      (void)character_length(rest, &is_cut_off); /* only to see whether it waits for more */
    if (rest.length == 0 || (is_cut_off && !at_end)) break;
    at += repair_utf8(decoder, rest, out);
  }
  return at;
}

/* --- through iconv --- */

/* Skips one unit that iconv cannot decode. As in the Standard, bytes that a single-byte encoding leaves
 * undefined become control characters, and 80 in GBK becomes the euro sign. In a double-byte encoding both
 * bytes of a pair are skipped, so that decoding does not resume in the middle. */
static size_t replace(sse_decoder *decoder, sse_str bytes, sse_buffer *out) {
  static const size_t steps[] = {[SINGLE_BYTE] = 1, [DOUBLE_BYTE] = 2, [UNIT_OF_2] = 2, [UNIT_OF_4] = 4};
  unsigned char byte = (unsigned char)bytes.data[0];
  size_t step = steps[decoder->unit];
  if (decoder->unit == SINGLE_BYTE && byte >= 0x80 && byte < 0xA0) {
    emit_code_point(decoder, byte, out);
    return 1;
  }
  if (decoder->is_gb18030 && byte == 0x80) {
    emit(decoder, "€", strlen("€"), out);
    return 1;
  }
  if (step > bytes.length) step = bytes.length;
  if (decoder->unit == DOUBLE_BYTE && step == 2 && (byte <= 0x80 || byte == 0xFF || !(bytes.data[1] & 0x80)))
    step = 1;
  emit_replacement(decoder, out);
  return step;
}

static size_t convert_iconv(sse_decoder *decoder, sse_str bytes, bool at_end, sse_buffer *out) {
  size_t at = 0;
  while (at < bytes.length && !out->failed) {
    char block[4096];
    char *to = block, *in = (char *)bytes.data + at; /* iconv does not write through it */
    size_t room = sizeof block, left = bytes.length - at;
    size_t result = iconv(decoder->iconv, &in, &left, &to, &room);
    int reason = errno;
    emit(decoder, block, sizeof block - room, out);
    at = bytes.length - left;
    if (result != (size_t)-1 || reason == E2BIG) continue;
    bool may_go_on = reason == EINVAL || (decoder->unit == DOUBLE_BYTE && left == 1);
    if (may_go_on && !at_end && left <= UNIT_LONGEST) break;
    at += replace(decoder, sse_str_part(bytes, at, bytes.length), out);
  }
  return at;
}

/* Outputs what iconv has held back: a letter that a combining mark might have followed. */
static void finish_iconv(sse_decoder *decoder, sse_buffer *out) {
  char block[64], *to = block;
  size_t room = sizeof block;
  if (iconv(decoder->iconv, NULL, NULL, &to, &room) != (size_t)-1)
    emit(decoder, block, sizeof block - room, out);
}

/* --- seven-bit encodings with escape sequences --- */

/* Obeys the escape sequence at the start of `bytes`; returns its length, 0 if there is none. */
static size_t follow_escape(sse_decoder *decoder, sse_str bytes, sse_buffer *out) {
  const struct seven_bit *seven_bit = decoder->seven_bit;
  for (size_t i = 0; seven_bit->sequences[i].escape; i++) {
    const char *escape = seven_bit->sequences[i].escape, *text = seven_bit->sequences[i].text;
    size_t length = strlen(escape);
    if (bytes.length < length || memcmp(bytes.data, escape, length) != 0) continue;
    decoder->set = seven_bit->sequences[i].set;
    emit(decoder, text, strlen(text), out);
    return length;
  }
  return 0;
}

static bool is_graphic(char c) {
  return c > 0x20 && c < 0x7F;
}

/* Converts the character at `bytes` to EUC; returns its length in `bytes`, 0 if it is incomplete or
 * malformed. */
static size_t take_seven_bit(const sse_decoder *decoder, sse_str bytes, char euc[3], size_t *length) {
  char first = bytes.data[0];
  *length = 0;
  if (decoder->set == PLAIN || !is_graphic(first)) {
    euc[(*length)++] = first;
    return 1;
  }
  if (decoder->set == KATAKANA) {
    euc[(*length)++] = '\x8E';
    euc[(*length)++] = (char)(first | 0x80);
    return 1;
  }
  if (bytes.length < 2 || !is_graphic(bytes.data[1])) return 0;
  if (decoder->set == PAIRS_0212) euc[(*length)++] = '\x8F';
  euc[(*length)++] = (char)(first | 0x80);
  euc[(*length)++] = (char)(bytes.data[1] | 0x80);
  return 2;
}

/* Every line starts in the plain set (RFC 1468, RFC 1843). */
static size_t convert_seven_bit(sse_decoder *decoder, sse_str bytes, bool at_end, sse_buffer *out) {
  char introducer = decoder->seven_bit->sequences[0].escape[0];
  size_t at = 0;
  while (at < bytes.length && !out->failed) {
    sse_str rest = sse_str_part(bytes, at, bytes.length);
    bool is_escape = rest.data[0] == introducer;
    size_t length, passed = is_escape ? follow_escape(decoder, rest, out) : 0;
    at += passed;
    if (passed > 0) continue;
    if (is_escape && rest.length < decoder->seven_bit->longest && !at_end) break;
    char euc[3];
    size_t taken = take_seven_bit(decoder, rest, euc, &length);
    if (taken == 0 && rest.length < 2 && !at_end) break;
    if (rest.data[0] == '\n') decoder->set = PLAIN;
    if (taken == 0) {
      emit_replacement(decoder, out);
    } else if (convert_iconv(decoder, (sse_str){euc, length}, true, out) < length) {
      return at; /* memory is short */
    }
    at += taken > 0 ? taken : 1;
  }
  return at;
}

static size_t convert(sse_decoder *decoder, sse_str bytes, bool at_end, sse_buffer *out) {
  if (decoder->unit == UTF_8) return convert_utf8(decoder, bytes, at_end, out);
  return decoder->seven_bit ? convert_seven_bit(decoder, bytes, at_end, out)
                            : convert_iconv(decoder, bytes, at_end, out);
}

sse_status sse_decode(sse_decoder *decoder, sse_str block, bool at_end, sse_buffer *out, sse_error *err) {
  sse_buffer bytes = {0};
  sse_buffer_append(&bytes, decoder->waiting, decoder->waiting_length);
  sse_buffer_append_str(&bytes, block);
  decoder->waiting_length = 0;
  if (!bytes.failed && bytes.length > 0) {
    size_t taken = convert(decoder, sse_buffer_str(&bytes), at_end, out);
    size_t left = out->failed ? 0 : bytes.length - taken;
    memcpy(decoder->waiting, bytes.data + taken, left);
    decoder->waiting_length = left;
  }
  if (at_end && decoder->unit != UTF_8) finish_iconv(decoder, out);
  bool failed = bytes.failed || out->failed;
  sse_buffer_reset(&bytes);
  return failed ? sse_fail_memory(err) : SSE_OK;
}
