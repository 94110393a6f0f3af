/* Base64, quoted-printable, and the encoded words of mail headers.
 * Decoders skip characters outside their alphabet, as RFC 2045 (6.7 and 6.8) asks of robust ones.
 * Bytes become text when their charset is known: for a part at its end, for a header word by word. */
#include "source/format/mime.h"
#include "base/charset.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

static int base64_value(char byte) {
  if (sse_is_upper(byte)) return byte - 'A';
  if (sse_is_lower(byte)) return byte - 'a' + 26;
  if (sse_is_digit(byte)) return byte - '0' + 52;
  return byte == '+' ? 62 : byte == '/' ? 63 : -1;
}

void mime_decode_base64(sse_str text, sse_buffer *out) {
  uint32_t bits = 0;
  int count = 0;
  for (size_t i = 0; i < text.length && text.data[i] != '='; i++) {
    int value = base64_value(text.data[i]);
    if (value < 0) continue;
    bits = bits << 6 | (uint32_t)value;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    char byte = (char)(bits >> count & 0xFF);
    sse_buffer_append(out, &byte, 1);
  }
}

static int hex_value(sse_str text, size_t position) {
  static const char digits[] = "0123456789abcdef";
  const char *found =
      position < text.length && text.data[position] ? strchr(digits, text.data[position] | 0x20) : NULL;
  return found ? (int)(found - digits) : -1;
}

/* The length of the rest of the line if it is blank; 0 otherwise. */
static size_t blank_rest(sse_str text) {
  for (size_t i = 0; i < text.length; i++) {
    if (text.data[i] == '\n') return i + 1;
    if (!strchr(" \t\r", text.data[i]) || !text.data[i]) return 0;
  }
  return text.length;
}

void mime_decode_quoted(sse_str text, bool in_header, sse_buffer *out) {
  for (size_t i = 0; i < text.length; i++) {
    sse_str rest = sse_str_part(text, i + 1, text.length);
    int high = text.data[i] == '=' ? hex_value(text, i + 1) : -1,
        low = high >= 0 ? hex_value(text, i + 2) : -1;
    if (low >= 0) {
      char byte = (char)(high << 4 | low);
      sse_buffer_append(out, &byte, 1);
      i += 2;
    } else if (text.data[i] == '=' && !in_header && blank_rest(rest) > 0) {
      i += blank_rest(rest); /* the line continues, whatever white space a server put at its end */
    } else if (in_header && text.data[i] == '_') {
      sse_buffer_append_text(out, " ");
    } else {
      sse_buffer_append(out, &text.data[i], 1);
    }
  }
}

sse_status mime_append_charset(sse_str bytes, sse_str charset, const char *option, sse_buffer *out,
                               size_t *repaired, sse_error *err) {
  const sse_charset_evidence evidence = {.option = option, .declared = charset};
  sse_charset_choice choice;
  sse_decoder *decoder = NULL;
  sse_status status = sse_charset_decide(&evidence, bytes, true, &choice, err);
  if (!status) status = sse_decoder_new(choice.name, &decoder, err);
  if (!status) status = sse_decode(decoder, bytes, true, out, err);
  *repaired += sse_decoder_repaired(decoder);
  sse_decoder_free(decoder);
  return status;
}

/* Takes the encoded word at the beginning of `text`, =?charset?Q?words?=, appends its bytes and returns its
 * length; 0 if there is none. Mailers may leave spaces and question marks in the words unencoded. */
static size_t take_encoded(sse_str text, sse_str *charset, sse_buffer *bytes) {
  if (text.length < 8 || memcmp(text.data, "=?", 2) != 0) return 0;
  const char *mark = memchr(text.data + 2, '?', text.length - 2);
  size_t name_end = mark ? (size_t)(mark - text.data) : 0, start = name_end + 3;
  if (!mark || start > text.length || text.data[name_end + 2] != '?') return 0;
  *charset = sse_str_part(text, 2, name_end);
  if (charset->length == 0 || memchr(charset->data, ' ', charset->length)) return 0;
  const char *end = sse_str_find(sse_str_part(text, start, text.length), "?=");
  char encoding = (char)(text.data[name_end + 1] | 0x20);
  if (!end || (encoding != 'b' && encoding != 'q')) return 0;
  sse_str words = sse_str_part(text, start, (size_t)(end - text.data));
  const char *language = memchr(charset->data, '*', charset->length); /* RFC 2231, 5 */
  if (language) charset->length = (size_t)(language - charset->data);
  if (encoding == 'b') {
    mime_decode_base64(words, bytes);
  } else {
    mime_decode_quoted(words, true, bytes);
  }
  return start + words.length + 2;
}

static size_t space_length(sse_str text) {
  size_t length = 0;
  while (length < text.length && text.data[length] && strchr(" \t\r\n", text.data[length]))
    length++;
  return length;
}

static bool is_same_label(sse_str a, sse_str b) {
  return a.length == b.length && (a.length == 0 || strncasecmp(a.data, b.data, a.length) == 0);
}

/* The latest bytes of a header, with one label or none. */
struct run {
  sse_buffer bytes;
  sse_str charset;
};

static sse_status end_run(struct run *run, sse_str charset, const char *option, sse_buffer *out,
                          size_t *repaired, sse_error *err) {
  sse_status status = run->bytes.failed ? sse_fail_memory(err) : SSE_OK;
  sse_str label = run->charset.length > 0 ? run->charset : charset;
  if (!status && run->bytes.length > 0)
    status = mime_append_charset(sse_buffer_str(&run->bytes), label, option, out, repaired, err);
  sse_buffer_clear(&run->bytes);
  return status;
}

/* A character may be split between two encoded words of one charset, so their bytes are decoded together. */
sse_status mime_append_header(sse_str value, sse_str charset, const char *option, sse_buffer *out,
                              size_t *repaired, sse_error *err) {
  struct run run = {0};
  sse_buffer bytes = {0};
  sse_status status = SSE_OK;
  for (size_t i = 0; i < value.length && !status;) {
    sse_str rest = sse_str_part(value, i, value.length), label = {0}, ignored;
    sse_buffer_clear(&bytes);
    size_t length = take_encoded(rest, &label, &bytes);
    if (length == 0) label = (sse_str){0};
    if (bytes.failed) run.bytes.failed = true;
    if (!is_same_label(label, run.charset)) status = end_run(&run, charset, option, out, repaired, err);
    run.charset = label;
    if (length == 0) {
      sse_buffer_append(&run.bytes, rest.data, 1);
      i++;
      continue;
    }
    sse_buffer_append_str(&run.bytes, sse_buffer_str(&bytes));
    i += length;
    rest = sse_str_part(value, i, value.length);
    size_t space = space_length(rest); /* white space between encoded words does not count */
    sse_buffer_clear(&bytes);
    if (space > 0 && take_encoded(sse_str_part(rest, space, rest.length), &ignored, &bytes) > 0) i += space;
  }
  if (!status) status = end_run(&run, charset, option, out, repaired, err);
  if (!status && (out->failed || bytes.failed)) status = sse_fail_memory(err);
  sse_buffer_reset(&run.bytes);
  sse_buffer_reset(&bytes);
  return status;
}
