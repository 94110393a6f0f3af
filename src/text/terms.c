/* The terms of a document, made in advance, as bytes:
 *
 *   mark | flags, uint16 length (low byte first), term | flags, length, term | ...
 *
 * The mark is a byte that never occurs in UTF-8, which distinguishes terms from a text. */
#include "text/text.h"

#define TERMS_MARK '\xFF'
enum { HEAD = 3 }; /* bytes before a term: flags and length */

static int add_term(void *context, int flags, const char *term, int length, int start, int end) {
  const char head[HEAD] = {(char)flags, (char)(length & 0xFF), (char)(length >> 8)};
  sse_buffer *terms = context;
  (void)start, (void)end;
  sse_buffer_append(terms, head, sizeof head);
  sse_buffer_append(terms, term, (size_t)length);
  return terms->failed ? TEXT_NO_MEMORY : TEXT_OK;
}

sse_status text_terms(text_analyser *analyser, text_language language, sse_str text, sse_buffer *terms,
                      sse_error *err) {
  const char mark = TERMS_MARK;
  sse_buffer_append(terms, &mark, 1);
  int result = text_analyse(analyser, language, text, terms, add_term);
  if (result == TEXT_TOO_LONG) return sse_fail(err, SSE_TOO_LARGE, "a text is too long to be indexed");
  return result == TEXT_OK && !terms->failed ? SSE_OK : sse_fail_memory(err);
}

bool text_are_terms(sse_str document) {
  return document.length > 0 && document.data[0] == TERMS_MARK;
}

bool text_terms_next(sse_str terms, size_t *position, int *flags, sse_str *term) {
  size_t at = *position > 0 ? *position : 1;
  if (terms.length < HEAD || at > terms.length - HEAD) return false;
  const unsigned char *head = (const unsigned char *)terms.data + at;
  size_t length = head[1] | (size_t)head[2] << 8;
  if (length > terms.length - at - HEAD) return false;
  *flags = head[0];
  *term = sse_str_part(terms, at + HEAD, at + HEAD + length);
  *position = at + HEAD + length;
  return true;
}
