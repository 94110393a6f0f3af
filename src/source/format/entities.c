/* Characters by number and by name, as in HTML (WHATWG HTML, 13.2.5.80 and 13.5).
 * The names are in a file, entities.txt, made by scripts/make-entities.
 * Each line of it has a name and the code points it stands for. */
#include "source/format/entities.h"
#include "base/lookup.h"

/* Embedded in the program by the assembler; the path is relative to the project's root. */
__asm__(".section .rodata\n"
        ".global source_entities_data\n"
        "source_entities_data:\n"
        ".incbin \"src/source/format/entities.txt\"\n"
        ".global source_entities_end\n"
        "source_entities_end:\n"
        ".byte 0\n"
        ".text\n");
extern const char source_entities_data[], source_entities_end[];

/* The meaning of 128 to 159; 0 if there is none (WHATWG HTML, 13.2.5.80). */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static bool is_allowed(uint32_t code) {
  if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
  return code < 0xD800 || (code > 0xDFFF && code < 0xFFFE) || (code > 0xFFFF && code <= 0x10FFFF);
}

static void append_utf8(uint32_t code, sse_buffer *out) {
  const int lengths = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
  char bytes[4];
  for (int i = lengths - 1; i > 0; i--, code >>= 6)
    bytes[i] = (char)(0x80 | (code & 0x3F));
  bytes[0] = (char)(leads[lengths] | code);
  sse_buffer_append(out, bytes, (size_t)lengths);
}

void entities_append_code(uint32_t code, sse_buffer *out) {
  if (code >= 0x80 && code < 0xA0) code = windows_1252[code - 0x80];
  if (!is_allowed(code) || code == 0) return;
  switch (code) {
  case '<':
    sse_buffer_append_text(out, "&lt;");
    return;
  case '>':
    sse_buffer_append_text(out, "&gt;");
    return;
  case '&':
    sse_buffer_append_text(out, "&amp;");
    return;
  case '"':
    sse_buffer_append_text(out, "&quot;");
    return;
  default:
    append_utf8(code, out);
  }
}

static uint32_t read_hexadecimal(sse_str digits) {
  uint32_t value = 0;
  for (size_t i = 0; i < digits.length; i++)
    value = value * 16 + (uint32_t)sse_hex_value(digits.data[i]);
  return value;
}

bool entities_append(sse_str name, sse_buffer *out) {
  const sse_str all = {source_entities_data,
                       (size_t)((uintptr_t)source_entities_end - (uintptr_t)source_entities_data)};
  sse_str codes = sse_lookup(all, name), code;
  for (size_t position = 0; sse_str_next(codes, ' ', &position, &code);)
    entities_append_code(read_hexadecimal(code), out);
  return codes.length > 0;
}
