/* Makes XML text and attribute values well-formed: what is not a reference is an ampersand.
 * Entities of the document type are expanded in place, within limits.
 * Characters that XML forbids are removed. */
#include "source/format/wellformed.h"
#include "source/format/entities.h"
#include "source/format/tags.h"

#include <string.h>

enum {
  ENTITIES_MOST = 256, /* entities that a document may declare; others are text */
  DEPTH_MOST = 16      /* nesting of entities */
};

/* A document's text has at most as many bytes as the document, but entities used repeatedly expand it, within
 * limits. */
static const uint64_t growth_free = (uint64_t)1024 * 1024;

static void append(struct wellformed *out, sse_str text, bool is_raw, int depth);

/* The value of an entity that the document type declares; none if there is none of that name. */
static sse_str own_entity(const struct wellformed *out, sse_str name) {
  const char *at = out->entities.data, *end = at ? at + out->entities.length : NULL;
  while (at < end) {
    const char *value = at + strlen(at) + 1;
    if (sse_str_equal(sse_str_of(at), name)) return sse_str_of(value);
    at = value + strlen(value) + 1;
  }
  return (sse_str){0};
}

/* Expands an entity of the document type, and counts the growth. */
static void append_own(struct wellformed *out, sse_str value, int depth) {
  out->grown += value.length;
  if (out->grown > growth_free && out->grown > WELLFORMED_GROWTH * out->taken) out->is_overgrown = true;
  if (!out->is_overgrown && depth < DEPTH_MOST) append(out, value, false, depth + 1);
}

/* Appends the character of a numeric reference. Returns the length of the reference, 0 if it is not one. */
static size_t append_number(struct wellformed *out, sse_str text) {
  bool is_hexadecimal = text.length > 2 && (text.data[2] | 0x20) == 'x';
  uint32_t code = 0;
  size_t at = is_hexadecimal ? 3 : 2, first = at;
  for (; at < text.length && at < WELLFORMED_REFERENCE_MOST; at++) {
    int digit = sse_hex_value(text.data[at]), base = is_hexadecimal ? 16 : 10;
    if (digit < 0 || digit >= base) break;
    code = code * (uint32_t)base + (uint32_t)digit;
    if (code > 0x10FFFF) code = 0x110000; /* invalid, however many digits follow */
  }
  if (at == first) return 0;
  entities_append_code(code, &out->text);
  return at < text.length && text.data[at] == ';' ? at + 1 : at;
}

/* The same for a named reference, which ends with a semicolon. */
static size_t append_name(struct wellformed *out, sse_str text, int depth) {
  size_t end = 1;
  while (end < text.length && end < WELLFORMED_REFERENCE_MOST &&
         tags_is_name((unsigned char)text.data[end], end == 1))
    end++;
  if (end == 1 || end >= text.length || text.data[end] != ';') return 0;
  sse_str name = sse_str_part(text, 1, end), value = own_entity(out, name);
  if (sse_str_equal(name, sse_str_of("apos"))) {
    sse_buffer_append_text(&out->text, "'");
  } else if (value.data) {
    append_own(out, value, depth);
  } else if (!entities_append(name, &out->text)) {
    return 0;
  }
  return end + 1;
}

/* Appends a byte of text, unless XML forbids it. */
static void append_byte(struct wellformed *out, unsigned char byte) {
  static const char *const references[] = {['<'] = "&lt;", ['>'] = "&gt;", ['&'] = "&amp;", ['"'] = "&quot;"};
  const char *reference = byte < sizeof references / sizeof *references ? references[byte] : NULL;
  if (reference) {
    sse_buffer_append_text(&out->text, reference);
  } else if (byte >= 0x20 || byte == '\t' || byte == '\n' || byte == '\r') {
    sse_buffer_append(&out->text, &byte, 1);
  }
}

/* U+FFFE and U+FFFF are removed. */
static void append(struct wellformed *out, sse_str text, bool is_raw, int depth) {
  for (size_t at = 0; at < text.length && !out->is_overgrown;) {
    sse_str rest = sse_str_part(text, at, text.length);
    size_t length = 0;
    if (rest.data[0] == '&' && !is_raw)
      length =
          rest.length > 1 && rest.data[1] == '#' ? append_number(out, rest) : append_name(out, rest, depth);
    if (length == 0 && rest.length >= 3 && memcmp(rest.data, "\xEF\xBF", 2) == 0 &&
        (unsigned char)rest.data[2] >= 0xBE)
      length = 3;
    if (length == 0) append_byte(out, (unsigned char)rest.data[0]);
    at += length > 0 ? length : 1;
  }
}

void wellformed_append(struct wellformed *out, sse_str text, bool is_raw) {
  append(out, text, is_raw, 0);
}

/* Stores an entity with a quoted value; others are in another file, which is not read. */
static void keep_entity(struct wellformed *out, sse_str declaration) {
  size_t at = tags_skip_spaces(declaration, 0), end = tags_name_end(declaration, at);
  sse_str name = sse_str_part(declaration, at, end);
  at = tags_skip_spaces(declaration, end);
  if (name.length == 0 || at >= declaration.length || !strchr("\"'", declaration.data[at])) return;
  const char *mark = memchr(declaration.data + at + 1, declaration.data[at], declaration.length - at - 1);
  if (!mark || out->entity_count++ >= ENTITIES_MOST) return;
  sse_str value = sse_str_part(declaration, at + 1, (size_t)(mark - declaration.data));
  sse_buffer_append_str(&out->entities, name);
  sse_buffer_append(&out->entities, "", 1);
  sse_buffer_append_str(&out->entities, value);
  sse_buffer_append(&out->entities, "", 1);
}

void wellformed_declare(struct wellformed *out, sse_str type) {
  static const char mark[] = "<!ENTITY";
  size_t length = sizeof mark - 1, at = 0;
  for (const char *found; (found = memmem(type.data + at, type.length - at, mark, length));) {
    at = (size_t)(found - type.data) + length;
    keep_entity(out, sse_str_part(type, at, type.length));
  }
}

sse_status wellformed_status(const struct wellformed *out, sse_error *err) {
  if (out->text.failed || out->entities.failed) return sse_fail_memory(err);
  if (!out->is_overgrown) return SSE_OK;
  return sse_fail(err, SSE_TOO_LARGE, "its entities expand to more than %d times its size",
                  WELLFORMED_GROWTH);
}

void wellformed_reset(struct wellformed *out) {
  sse_buffer_reset(&out->text);
  sse_buffer_reset(&out->entities);
}
