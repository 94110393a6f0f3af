/* Feeds any bytes to base/charset.h: the first byte chooses a label, the second the block length, the rest is
 * the text. Whatever is decided, the output is valid UTF-8 without zeros, the same in blocks as in one piece.
 * Built and run by scripts/fuzz. */
#include "base/charset.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char *const labels[] = {
    "",       "utf-8",       "iso-8859-1",   "windows-1251", "utf-16", "utf-16be", "shift_jis",
    "euc-jp", "iso-2022-jp", "hz-gb-2312",   "gb18030",      "big5",   "euc-kr",   "johab",
    "utf-7",  "iso-2022-kr", "windows-1258", "utf-32le",     "koi8-r", "euc-tw"};

/* Decodes in blocks of `block` bytes and stores how much became U+FFFD; false if the charset is unknown. */
static bool decode(const char *name, sse_str text, size_t block, sse_buffer *out, size_t *repaired) {
  sse_decoder *decoder;
  sse_error err;
  if (sse_decoder_new(name, &decoder, &err)) return false;
  for (size_t at = 0, next; at <= text.length; at = next) {
    bool is_last = text.length - at <= block;
    next = is_last ? text.length : at + block;
    if (sse_decode(decoder, sse_str_part(text, at, next), is_last, out, &err)) abort();
    if (is_last) break;
  }
  *repaired = sse_decoder_repaired(decoder);
  sse_decoder_free(decoder);
  return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2) return 0;
  const char *label = labels[data[0] % (sizeof labels / sizeof *labels)];
  size_t block = 1 + data[1] % 32, once_repaired = 0, parts_repaired = 0;
  sse_str text = {(const char *)data + 2, size - 2};
  sse_charset_evidence evidence = {0};
  sse_charset_choice choice;
  sse_buffer once = {0}, parts = {0};
  sse_error err;
  if (data[0] & 0x80) {
    evidence.option = *label ? label : NULL;
  } else {
    evidence.declared = sse_str_of(label);
  }
  if (sse_charset_decide(&evidence, text, true, &choice, &err)) abort();
  if (decode(choice.name, text, text.length + 1, &once, &once_repaired) &&
      decode(choice.name, text, block, &parts, &parts_repaired)) {
    if (!sse_str_equal(sse_buffer_str(&once), sse_buffer_str(&parts)) || once_repaired != parts_repaired)
      abort();
    if (sse_utf8_valid(sse_buffer_str(&once)) != once.length) abort();
    if (once.length > 0 && memchr(once.data, 0, once.length)) abort();
  }
  (void)sse_charset_suggest(text);
  (void)sse_charset_declared_xml(text);
  (void)sse_charset_declared_html(text);
  (void)sse_charset_is_binary(text);
  sse_buffer_reset(&once);
  sse_buffer_reset(&parts);
  return 0;
}
