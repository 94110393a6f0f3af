/* Well-formed UTF-8, by the table of the Unicode Standard (table 3-7).
 * ASCII is skipped eight bytes at a time.
 * What to do about malformed bytes is up to the caller. */
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

/* The length that a lead byte announces, and the range of the byte after it; 0 if it is not a lead byte. */
static size_t announced(unsigned char lead, unsigned char *low, unsigned char *high) {
  *low = 0x80;
  *high = 0xBF;
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  if (lead == 0xE0) *low = 0xA0;
  if (lead == 0xED) *high = 0x9F;
  if (lead == 0xF0) *low = 0x90;
  if (lead == 0xF4) *high = 0x8F;
  return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* How many of the first bytes belong to one well-formed character; `*wanted` is its full length, 0 if none
 * begins. */
static size_t matching(sse_str text, size_t *wanted) {
  unsigned char low, high;
  *wanted = announced((unsigned char)text.data[0], &low, &high);
  size_t length = *wanted > 0 ? 1 : 0;
  while (length < *wanted && length < text.length) {
    unsigned char byte = (unsigned char)text.data[length];
    if (byte < low || byte > high) break;
    low = 0x80;
    high = 0xBF;
    length++;
  }
  return length;
}

static size_t skip_ascii(sse_str text, size_t at) {
  uint64_t eight;
  while (text.length - at >= sizeof eight) {
    memcpy(&eight, text.data + at, sizeof eight);
    if (eight & UINT64_C(0x8080808080808080)) break;
    at += sizeof eight;
  }
  return at;
}

size_t sse_utf8_valid(sse_str text) {
  size_t at = 0;
  while ((at = skip_ascii(text, at)) < text.length) {
    size_t wanted;
    if (matching(sse_str_part(text, at, text.length), &wanted) < wanted || wanted == 0) break;
    at += wanted;
  }
  return at;
}

bool sse_utf8_is_beginning(sse_str text) {
  size_t wanted;
  size_t length = matching(text, &wanted);
  return length == text.length && length < wanted;
}

bool sse_utf8_is_blank(sse_str text) {
  static const char *const blanks[] = {" ",
                                       "\t",
                                       "\n",
                                       "\v",
                                       "\f",
                                       "\r",
                                       "\xC2\xA0",
                                       "\xC2\x85",
                                       "\xC2\xAD",
                                       "\xE1\x9A\x80",
                                       "\xE2\x80\xA8",
                                       "\xE2\x80\xA9",
                                       "\xE2\x80\xAF",
                                       "\xE2\x81\x9F",
                                       "\xE2\x81\xA0",
                                       "\xE3\x80\x80",
                                       "\xEF\xBB\xBF"};
  for (size_t at = 0; at < text.length;) {
    sse_str rest = sse_str_part(text, at, text.length);
    size_t length = 0;
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks && length == 0; i++)
      if (sse_str_begins(rest, blanks[i])) length = strlen(blanks[i]);
    /* U+2000 to U+200F */
    if (sse_str_begins(rest, "\xE2\x80") && rest.length > 2 && (unsigned char)rest.data[2] < 0x90) length = 3;
    if (length == 0) return false;
    at += length;
  }
  return true;
}

sse_str sse_utf8_without_mark(sse_str text) {
  enum { LENGTH = 3 };
  bool has_mark = text.length >= LENGTH && memcmp(text.data, "\xEF\xBB\xBF", LENGTH) == 0;
  return has_mark ? sse_str_part(text, LENGTH, text.length) : text;
}
