/* From another character set to UTF-8, block by block, through iconv.
 * What a block ends in the middle of waits for the next one. A byte that means nothing becomes U+FFFD and is
 * counted, so that nothing is lost without a word. */
#include "base/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { UNIT_LONGEST = 16 }; /* bytes of an unfinished character; no set iconv knows has longer ones */

struct sse_decoder {
  iconv_t iconv;
  char waiting[UNIT_LONGEST]; /* the beginning of a character */
  size_t waiting_length;
  size_t step; /* bytes to pass over for one that means nothing */
  size_t repaired;
};

sse_status sse_decoder_new(const char *charset, sse_decoder **decoder, sse_error *err) {
  sse_decoder *made = calloc(1, sizeof *made);
  *decoder = NULL;
  if (!made) return sse_fail_memory(err);
  made->iconv = iconv_open("UTF-8", charset);
  if ((intptr_t)made->iconv == -1) {
    free(made);
    return sse_fail(err, SSE_INVALID, "there is no character set '%s'", charset);
  }
  made->step = strncasecmp(charset, "UTF-16", 6) == 0 ? 2 : strncasecmp(charset, "UTF-32", 6) == 0 ? 4 : 1;
  *decoder = made;
  return SSE_OK;
}

void sse_decoder_free(sse_decoder *decoder) {
  if (!decoder) return;
  (void)iconv_close(decoder->iconv); /* fails only for what is no descriptor */
  free(decoder);
}

size_t sse_decoder_repaired(const sse_decoder *decoder) {
  return decoder ? decoder->repaired : 0;
}

static void replace(sse_decoder *decoder, char **in, size_t *left, sse_buffer *out) {
  size_t step = *left < decoder->step ? *left : decoder->step;
  *in += step;
  *left -= step;
  decoder->repaired++;
  sse_buffer_append_text(out, "\xEF\xBF\xBD");
}

/* Converts what is in `bytes`; a character that is not whole is left in `waiting`, or replaced at the end. */
static void convert(sse_decoder *decoder, sse_buffer *bytes, bool at_end, sse_buffer *out) {
  char *in = bytes->data, block[4096];
  size_t left = bytes->length;
  while (left > 0 && !out->failed) {
    char *to = block;
    size_t room = sizeof block;
    size_t result = iconv(decoder->iconv, &in, &left, &to, &room);
    int reason = errno;
    sse_buffer_append(out, block, sizeof block - room);
    if (result != (size_t)-1 || reason == E2BIG) continue;
    if (reason == EINVAL && !at_end && left <= UNIT_LONGEST) break;
    replace(decoder, &in, &left, out);
  }
  decoder->waiting_length = out->failed ? 0 : left;
  memcpy(decoder->waiting, in, decoder->waiting_length);
}

/* What iconv kept back, a letter that a mark might have followed, comes at the end. */
static void finish(sse_decoder *decoder, sse_buffer *out) {
  char block[64], *to = block;
  size_t room = sizeof block;
  if (iconv(decoder->iconv, NULL, NULL, &to, &room) != (size_t)-1)
    sse_buffer_append(out, block, sizeof block - room);
}

sse_status sse_decode(sse_decoder *decoder, sse_str block, bool at_end, sse_buffer *out, sse_error *err) {
  sse_buffer bytes = {0};
  sse_buffer_append(&bytes, decoder->waiting, decoder->waiting_length);
  sse_buffer_append_str(&bytes, block);
  if (!bytes.failed && bytes.length > 0) convert(decoder, &bytes, at_end, out);
  if (at_end) finish(decoder, out);
  bool failed = bytes.failed || out->failed;
  sse_buffer_reset(&bytes);
  return failed ? sse_fail_memory(err) : SSE_OK;
}
