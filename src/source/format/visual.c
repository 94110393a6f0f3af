/* From visual to logical order: the part of the Unicode Bidirectional Algorithm (UAX #9) that applies if only
 * the visual form of a line is known. A run of one direction extends from its first letter or digit to its
 * last. */
#include "source/format/visual.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

typedef enum direction { NEUTRAL, LEFTWARD, RIGHTWARD, FIGURE } direction;

static direction direction_of(utf8proc_int32_t character) {
  switch (utf8proc_get_property(character)->bidi_class) {
  case UTF8PROC_BIDI_CLASS_R:
  case UTF8PROC_BIDI_CLASS_AL:
    return LEFTWARD;
  case UTF8PROC_BIDI_CLASS_L:
    return RIGHTWARD;
  case UTF8PROC_BIDI_CLASS_EN:
  case UTF8PROC_BIDI_CLASS_AN:
  case UTF8PROC_BIDI_CLASS_ET: /* symbols that accompany numbers: 5% */
    return FIGURE;
  default:
    return NEUTRAL;
  }
}

static utf8proc_int32_t mirrored(utf8proc_int32_t character) {
  static const char pairs[] = "()[]{}<>";
  const char *found = character > 0 && character < 0x80 ? strchr(pairs, character) : NULL;
  if (found) return (unsigned char)pairs[(found - pairs) ^ 1];
  return character == 0xAB ? 0xBB : character == 0xBB ? 0xAB : character;
}

static void turn(utf8proc_int32_t *line, size_t start, size_t end) {
  for (; start + 1 < end; start++, end--) {
    utf8proc_int32_t kept = line[start];
    line[start] = line[end - 1];
    line[end - 1] = kept;
  }
}

/* The end of the run that begins at `start` with a letter or a digit. Spaces separate numbers, which stay
 * where they are; after a letter of the run's direction, spaces and numbers are part of the run. */
static size_t run_end(const utf8proc_int32_t *line, size_t start, size_t length, bool is_leftward) {
  bool has_letter = direction_of(line[start]) != FIGURE;
  size_t end = start + 1;
  for (size_t i = end; i < length; i++) {
    direction way = direction_of(line[i]);
    if (line[i] == ' ' && !has_letter) break;
    if (way == (is_leftward ? RIGHTWARD : LEFTWARD)) break;
    if (way == NEUTRAL || (is_leftward && way == FIGURE)) continue; /* part of the run if a letter follows */
    has_letter = has_letter || way != FIGURE;
    end = i + 1;
  }
  return end;
}

/* Reverses the characters from `start` to `end`, except for left-to-right runs among them. */
static void turn_leftward(utf8proc_int32_t *line, size_t start, size_t end) {
  turn(line, start, end);
  for (size_t i = start; i < end; i++) {
    direction way = direction_of(line[i]);
    line[i] = mirrored(line[i]);
    if (way != RIGHTWARD && way != FIGURE) continue;
    size_t stop = run_end(line, i, end, false);
    turn(line, i, stop);
    i = stop - 1;
  }
}

static void turn_line(utf8proc_int32_t *line, size_t length, bool is_leftward) {
  if (is_leftward) turn_leftward(line, 0, length);
  for (size_t i = 0; !is_leftward && i < length; i++) {
    if (direction_of(line[i]) != LEFTWARD) continue;
    size_t end = run_end(line, i, length, true);
    turn_leftward(line, i, end);
    i = end - 1;
  }
}

/* Presentation forms of Hebrew and Arabic letters, and their ligatures. */
static bool is_shape(utf8proc_int32_t character) {
  return (character >= 0xFB1D && character <= 0xFDFF) || (character >= 0xFE70 && character <= 0xFEFC);
}

static bool append_character(utf8proc_int32_t character, sse_buffer *out) {
  utf8proc_uint8_t bytes[5] = {0};
  utf8proc_ssize_t length = utf8proc_encode_char(character, bytes);
  utf8proc_uint8_t *letters = is_shape(character) ? utf8proc_NFKC(bytes) : NULL;
  if (is_shape(character) && !letters) return false;
  if (letters)
    sse_buffer_append_text(out, (const char *)letters);
  else
    sse_buffer_append(out, bytes, (size_t)length);
  free(letters);
  return !out->failed;
}

bool visual_is_leftward(sse_str text) {
  utf8proc_int32_t character;
  for (size_t at = 0; at < text.length;) {
    utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)text.data + at,
                                             (utf8proc_ssize_t)(text.length - at), &character);
    if (size <= 0) return false;
    direction way = direction_of(character);
    if (way == LEFTWARD || way == RIGHTWARD) return way == LEFTWARD;
    at += (size_t)size;
  }
  return false;
}

sse_status visual_append(struct visual_letters *letters, sse_str line, sse_buffer *out, sse_error *err) {
  utf8proc_int32_t *characters = malloc((line.length + 1) * sizeof *characters);
  utf8proc_ssize_t count =
      characters ? utf8proc_decompose((const utf8proc_uint8_t *)line.data, (utf8proc_ssize_t)line.length,
                                      characters, (utf8proc_ssize_t)line.length + 1, 0)
                 : UTF8PROC_ERROR_NOMEM;
  size_t length = count > 0 ? (size_t)count : 0, leftward = letters->leftward;
  bool is_whole = count >= 0;
  for (size_t i = 0; i < length; i++) {
    letters->leftward += direction_of(characters[i]) == LEFTWARD;
    letters->rightward += direction_of(characters[i]) == RIGHTWARD;
  }
  if (letters->leftward == leftward) {
    sse_buffer_append_str(out, line);
    is_whole = is_whole && !out->failed;
  } else {
    turn_line(characters, length, letters->leftward > letters->rightward);
    for (size_t i = 0; i < length && is_whole; i++)
      is_whole = append_character(characters[i], out);
  }
  free(characters);
  return is_whole ? SSE_OK : sse_fail_memory(err);
}
