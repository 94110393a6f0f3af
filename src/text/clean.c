/* From bytes of any kind to valid UTF-8 in NFC, the form that everything is stored and shown in. Invalid
 * bytes become U+FFFD and are counted, so that a summary can report them; nothing else is changed, except
 * that very long runs of combining marks are cut. Text that is certainly in NFC is copied as it is. */
#include "base/utf8.h"
#include "text/text.h"

#include <stdlib.h>
#include <utf8proc.h>

static bool is_ascii(sse_str text) {
  for (size_t i = 0; i < text.length; i++)
    if ((unsigned char)text.data[i] >= 0x80) return false;
  return true;
}

/* True for code points that canonical composition and reordering never change in text of only such code
 * points: everything before the combining marks, the dashes and quotes of general punctuation, unified Han,
 * and Hangul syllables (NFC_Quick_Check=Yes and combining class 0 in Unicode 15's
 * DerivedNormalizationProps). */
static bool is_plain(utf8proc_int32_t code) {
  return code < 0x300 || (code >= 0x2010 && code <= 0x2027) || (code >= 0x4E00 && code <= 0x9FFF) ||
         (code >= 0xAC00 && code <= 0xD7A3);
}

/* Appends `bytes` with invalid ones replaced; sets `*plain` if all code points are plain. Of a run of
 * combining marks only the first 30 are kept, as many as any writing has (UAX #15, 13), because ordering them
 * takes time quadratic in their number. */
static void repair(sse_str bytes, sse_buffer *out, size_t *repaired, bool *plain) {
  enum { MARKS_MOST = 30 };
  size_t position = 0, marks = 0;
  *plain = true;
  while (position < bytes.length) {
    utf8proc_int32_t code;
    utf8proc_ssize_t left = (utf8proc_ssize_t)(bytes.length - position);
    utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)bytes.data + position, left, &code);
    if (length < 1) {
      sse_buffer_append_text(out, "\xEF\xBF\xBD");
      (*repaired)++;
      position++;
      continue;
    }
    if (!is_plain(code)) *plain = false;
    marks = is_plain(code) || utf8proc_get_property(code)->combining_class == 0 ? 0 : marks + 1;
    if (marks > MARKS_MOST) {
      position += (size_t)length;
      continue;
    }
    sse_buffer_append(out, bytes.data + position, (size_t)length);
    position += (size_t)length;
  }
}

sse_status text_clean(sse_str bytes, sse_buffer *out, size_t *repaired, sse_error *err) {
  sse_buffer valid = {0};
  utf8proc_uint8_t *composed = NULL;
  sse_status status = SSE_OK;
  bool plain;

  bytes = sse_utf8_without_mark(bytes);
  if (is_ascii(bytes)) {
    sse_buffer_append_str(out, bytes);
    goto done;
  }
  repair(bytes, &valid, repaired, &plain);
  if (plain) {
    sse_buffer_append_str(out, sse_buffer_str(&valid));
    goto done;
  }
  utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)valid.data, (utf8proc_ssize_t)valid.length,
                                         &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  if (length < 0) {
    status = sse_fail_memory(err); /* the text is valid: nothing else can fail */
    goto done;
  }
  sse_buffer_append(out, composed, (size_t)length);
done:
  if (!status && (valid.failed || out->failed)) status = sse_fail_memory(err);
  free(composed);
  sse_buffer_reset(&valid);
  return status;
}

size_t text_length(sse_str text) {
  size_t count = 0;
  for (size_t i = 0; i < text.length; i++)
    if (((unsigned char)text.data[i] & 0xC0) != 0x80) count++;
  return count;
}
