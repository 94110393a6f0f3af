/* The code page is guessed for each name: UTF-8 if it is valid, else the one that East Asian text suggests,
 * else code page 437, the default for zip files (APPNOTE.TXT, D.1). A name is only shown, and its ending
 * tells the format, so a wrong guess costs no more than a letter. */
#include "source/container/names.h"
#include "base/charset.h"

#include <string.h>

/* True for the code pages that are recognised by their byte pairs. */
static bool is_double_byte(const char *charset) {
  static const char *const names[] = {"CP949", "CP932", "GB18030", "BIG5"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strncasecmp(charset, names[i], strlen(names[i])) == 0) return true;
  return false;
}

static sse_status append_decoded(sse_str raw, sse_buffer *out, sse_error *err) {
  const sse_charset_evidence nothing = {0};
  sse_charset_choice choice;
  sse_decoder *decoder = NULL;
  sse_status status = sse_charset_decide(&nothing, raw, true, &choice, err);
  if (status) return status;
  bool is_certain = choice.reason == SSE_CHARSET_UTF8 || is_double_byte(choice.name);
  status = sse_decoder_new(is_certain ? choice.name : "CP437", &decoder, err);
  if (!status) status = sse_decode(decoder, raw, true, out, err);
  sse_decoder_free(decoder);
  return status;
}

sse_status names_append(struct archive_entry *entry, sse_buffer *out, sse_error *err) {
  const char *utf8 = archive_entry_pathname_utf8(entry);
  if (!utf8) return append_decoded(sse_str_of(archive_entry_pathname(entry)), out, err);
  sse_buffer_append_text(out, utf8);
  return out->failed ? sse_fail_memory(err) : SSE_OK;
}
